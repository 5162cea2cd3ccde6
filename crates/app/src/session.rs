//! Console sessions: sign-in, recognition, sign-out.

use std::net::IpAddr;

use domain::account::Account;
use domain::audit::Event;
use domain::id::SessionId;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::session::{CONSOLE_AGE_MAX, Purpose, Session};
use store::Tx;

use crate::login::{Door, Identity, Known};
use crate::token::{hash, new_token};
use crate::{App, Caller, Error, Login, Refusal};

/// A fresh console session.
#[derive(Debug)]
pub struct SignedIn {
    /// The session's token, for the cookie.
    pub session: Secret,
    /// Who signed in.
    pub caller: Caller,
}

impl App {
    /// Signs an account in to the console: throttled, in uniform time, always with a new session.
    pub async fn sign_in(&self, login: Login) -> Result<SignedIn, Error> {
        let known = match self.check_login(&login, Door::Console).await? {
            Identity::Account(known) => known,
            Identity::Directory(_) => return Err(Refusal::Login.into()),
        };
        let mut tx = self.0.store.begin().await?;
        let signed_in = self.open_session(&mut tx, known, login.source).await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Opens a console session for an account that has proved itself.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        known: Known,
        source: IpAddr,
    ) -> Result<SignedIn, Error> {
        let now = self.now();
        let Known { account, grants } = known;
        self.recheck(tx, &account).await?;
        let token = new_token(&self.0.ids, "");
        let session = Session {
            id: SessionId(self.new_id()),
            purpose: Purpose::Console(account.id),
            site_id: None,
            created_at: now,
            last_seen_at: now,
            expires_at: now.plus(CONSOLE_AGE_MAX),
        };
        tx.insert_session(&session, hash(token.expose())).await?;
        let caller = Caller::account(account, grants, source).in_session(session.id, None);
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), Event::SignedIn)).await?;
        Ok(SignedIn { session: token, caller })
    }

    /// Refuses an account that was disabled while its password was looked at.
    pub(crate) async fn recheck(&self, tx: &mut Tx, account: &Account) -> Result<(), Error> {
        let present = tx.find_account(account.id).await?.filter(|present| present.disabled_at.is_none());
        present.map(|_| ()).ok_or(Error::Refused(Refusal::Login))
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
        drop(tx);
        let caller = Caller::account(account, grants, source).in_session(session.id, session.site_id);
        let caller = caller.among(sites);
        if !session.is_live(now) || !caller.holds(Privilege::SignInToConsole) {
            return Ok(None);
        }
        if session.is_stale(now) {
            let mut tx = self.0.store.begin().await?;
            tx.save_session_seen(session.id, now).await?;
            tx.commit().await?;
        }
        Ok(Some(caller))
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
}
