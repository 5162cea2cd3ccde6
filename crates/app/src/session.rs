//! Console sessions: opened by a sign-in, recognised, listed, ended.

use std::net::IpAddr;

use domain::account::Account;
use domain::audit::Event;
use domain::id::{AccountId, SessionId};
use domain::identity_provider::ProviderRefusal;
use domain::privilege::Privilege;
use domain::second_factor::SecondFactors;
use domain::secret::Secret;
use domain::session::{Purpose, Session, Visit, cut_browser};
use store::Tx;

use crate::login::Known;
use crate::token::{hash, new_token};
use crate::{App, Caller, Error, Refusal};

/// A fresh console session.
#[derive(Debug)]
pub struct SignedIn {
    /// The session's token, for the cookie.
    pub session: Secret,
    /// Who signed in.
    pub caller: Caller,
}

/// An account with where it is signed in.
#[derive(Clone, Debug)]
pub struct AccountSessions {
    /// The account.
    pub account: Account,
    /// Its live sessions, the last used first.
    pub sessions: Vec<Session>,
    /// What it has besides its password.
    pub second_factors: SecondFactors,
    /// Whether the caller may take those away.
    pub may_reset: bool,
}

/// Ends where an account is signed in, and what waits for its second factor. That goes first: whoever shows one just now is
/// waited for, and their session ends, too.
pub(crate) async fn end_visits(tx: &mut Tx, id: AccountId) -> Result<(), Error> {
    tx.delete_pending_logins_of(id).await?;
    tx.delete_account_sessions(id).await?;
    Ok(())
}

impl App {
    /// Opens a console session for an account that has proved itself.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        known: Known,
        visit: Visit,
    ) -> Result<SignedIn, Error> {
        self.recheck(tx, &known).await?;
        let signed_in = self.insert_console_session(tx, known, visit).await?;
        let caller = &signed_in.caller;
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), Event::SignedIn)).await?;
        Ok(signed_in)
    }

    /// Writes a new console session under a new token.
    pub(crate) async fn insert_console_session(
        &self,
        tx: &mut Tx,
        known: Known,
        visit: Visit,
    ) -> Result<SignedIn, Error> {
        let now = self.now();
        let Known { account, grants, .. } = known;
        let source = visit.source.ok_or_else(|| Error::Internal("a console session has a source".into()))?;
        let token = new_token(&self.0.ids, "");
        let session = Session {
            id: SessionId(self.new_id()),
            purpose: Purpose::Console(account.id),
            site_id: None,
            created_at: now,
            last_seen_at: now,
            expires_at: now.plus(self.0.settings.console.age_max()),
            visit,
            handed_over_at: None,
        };
        tx.insert_session(&session, hash(token.expose())).await?;
        let caller = Caller::account(account, grants, source).in_session(session.id, None);
        Ok(SignedIn { session: token, caller })
    }

    /// Returns the visit of somebody who has just given their password.
    pub(crate) fn visit(&self, source: IpAddr, browser: &str) -> Visit {
        Visit {
            source: Some(source),
            browser: cut_browser(browser),
            proved_at: Some(self.now()),
            second_factor_at: None,
        }
    }

    /// Says whether a session still serves.
    pub(crate) fn is_live(&self, session: &Session) -> bool {
        session.is_live(self.now(), self.0.settings.console.idle_max())
    }

    /// Refuses an account that was disabled, or whose link was removed or set anew, while somebody proved that it is theirs.
    /// It holds still until the transaction ends.
    pub(crate) async fn recheck(&self, tx: &mut Tx, known: &Known) -> Result<(), Error> {
        let account = tx.hold_account(known.account.id).await?;
        let account = account.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::Login)?;
        if known.linked_as.is_none() {
            return Ok(());
        }
        let link = tx.find_identity_link(account.id).await?;
        let is_theirs = link.is_some_and(|link| {
            Some(link.provider_id) == known.vouched_by && link.subject == known.linked_as
        });
        let username = account.username;
        if is_theirs { Ok(()) } else { Err(ProviderRefusal::NotAdmitted { username }.into()) }
    }

    /// Recognises a console session; `None` when it is over or unknown. Moves its idle limit on.
    pub async fn find_caller(&self, session: &Secret, source: IpAddr) -> Result<Option<Caller>, Error> {
        let now = self.now();
        let mut tx = self.0.store.read().await?;
        let Some(session) = tx.find_session(hash(session.expose())).await? else { return Ok(None) };
        let Purpose::Console(account_id) = session.purpose else { return Ok(None) };
        let Some(account) = tx.find_account(account_id).await? else { return Ok(None) };
        let grants = tx.list_grants(&account).await?;
        let sites = tx.list_sites().await?;
        let is_held_back =
            self.0.settings.console.require_second_factor && !tx.has_second_factor(account.id).await?;
        drop(tx);
        let caller = Caller::account(account, grants, source).in_session(session.id, session.site_id);
        let caller = caller.among(sites);
        if !self.is_live(&session) || !caller.holds(Privilege::SignInToConsole) {
            return Ok(None);
        }
        if session.is_stale(now) {
            let mut tx = self.0.store.begin().await?;
            tx.save_session_seen(session.id, now).await?;
            tx.commit().await?;
        }
        Ok(Some(if is_held_back { caller.held_back() } else { caller }))
    }

    /// Ends a console session.
    pub async fn sign_out(&self, session: &Secret, source: IpAddr) -> Result<(), Error> {
        let Some(caller) = self.find_caller(session, source).await? else { return Ok(()) };
        let mut tx = self.0.store.begin().await?;
        if let Some(session) = tx.find_session(hash(session.expose())).await? {
            tx.delete_session(session.id).await?;
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), Event::SignedOut)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Lists where the caller is signed in.
    pub async fn list_own_sessions(&self, caller: &Caller) -> Result<Vec<Session>, Error> {
        let mut tx = self.0.store.read().await?;
        let (account_id, _) = self.own_session(&mut tx, caller).await?;
        self.live_sessions(&mut tx, account_id).await
    }

    /// Ends another session of the caller's, or the one they are in.
    pub async fn end_own_session(&self, caller: &Caller, id: SessionId) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        let (account_id, _) = self.own_session(&mut tx, caller).await?;
        let session = tx.find_session_by_id(id).await?;
        session.filter(|session| session.purpose == Purpose::Console(account_id)).ok_or(Error::NotFound)?;
        tx.delete_session(id).await?;
        let event = Event::SessionEnded { username: caller.username().to_owned() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends every session of the caller's but the one they are in, and says how many there were.
    pub async fn end_other_sessions(&self, caller: &Caller) -> Result<u64, Error> {
        let mut tx = self.0.store.begin().await?;
        let (account_id, session) = self.own_session(&mut tx, caller).await?;
        let count = tx.delete_other_sessions(account_id, session.id).await?;
        let event = Event::SessionsEnded { username: caller.username().to_owned(), count };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Shows where an account is signed in, and what it has besides its password.
    pub async fn show_account_sessions(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<AccountSessions, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let mut tx = self.0.store.read().await?;
        let account = tx.find_account(id).await?.ok_or(Error::NotFound)?;
        let second_factors = tx.find_second_factors(id).await?;
        let grants = tx.list_grants(&account).await?;
        let may_reset = caller.may(Privilege::ManageAccounts).is_ok()
            && grants.iter().all(|grant| caller.holds_grant(*grant));
        let sessions = self.live_sessions(&mut tx, id).await?;
        Ok(AccountSessions { account, sessions, second_factors, may_reset })
    }

    /// Ends a session of any account, and says whose it was.
    pub async fn end_session(&self, caller: &Caller, id: SessionId) -> Result<AccountId, Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let purpose = tx.find_session_by_id(id).await?.map(|session| session.purpose);
        let Some(Purpose::Console(account_id)) = purpose else { return Err(Error::NotFound) };
        let account = tx.find_account(account_id).await?.ok_or(Error::NotFound)?;
        tx.delete_session(id).await?;
        let event = Event::SessionEnded { username: account.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(account_id)
    }

    /// Ends every session of an account; of the caller's own, every one but that they are in.
    pub async fn end_account_sessions(&self, caller: &Caller, id: AccountId) -> Result<u64, Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let account = tx.find_account(id).await?.ok_or(Error::NotFound)?;
        let but = caller.session_id().unwrap_or(SessionId(uuid::Uuid::nil()));
        let count = tx.delete_other_sessions(id, but).await?;
        tx.delete_pending_logins_of(id).await?;
        let event = Event::SessionsEnded { username: account.username, count };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(count)
    }

    /// Returns the account and the session of a caller who sits before the console. Programs and the operator have none.
    pub(crate) async fn own_session(
        &self,
        tx: &mut Tx,
        caller: &Caller,
    ) -> Result<(AccountId, Session), Error> {
        let (Some(account_id), Some(session_id)) = (caller.account_id(), caller.session_id()) else {
            return Err(Error::Forbidden);
        };
        let session = tx.find_session_by_id(session_id).await?;
        let session = session
            .filter(|session| session.purpose == Purpose::Console(account_id) && self.is_live(session));
        Ok((account_id, session.ok_or(Error::Unauthenticated)?))
    }

    async fn live_sessions(&self, tx: &mut Tx, id: AccountId) -> Result<Vec<Session>, Error> {
        let mut sessions = tx.list_account_sessions(id).await?;
        sessions.retain(|session| self.is_live(session));
        Ok(sessions)
    }
}
