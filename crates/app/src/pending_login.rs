//! Sign-in to the console: the password first, then the second factor of whoever has one, and only then a session.

use std::net::IpAddr;

use domain::account::{Access, Origin, any_holds};
use domain::audit::Actor;
use domain::id::PendingLoginId;
use domain::identity_provider::ProviderRefusal;
use domain::privilege::Privilege;
use domain::second_factor::{Methods, PENDING_LOGIN_AGE_MAX, PasskeyPurpose, PendingLogin};
use domain::secret::Secret;
use domain::session::Visit;
use store::Tx;

use crate::login::{Door, Identity, Known};
use crate::provider_login::still_serves;
use crate::token::{hash, new_token};
use crate::{App, AskedPasskey, Error, Login, Refusal, SecondFactorProof, SignedIn};

/// What became of a right password.
#[derive(Debug)]
pub enum SignIn {
    /// It was all that was needed.
    SignedIn(SignedIn),
    /// The account has a second factor, which comes next.
    SecondFactorNeeded(SecondFactorNeeded),
}

/// The way on to the second factor.
#[derive(Debug)]
pub struct SecondFactorNeeded {
    /// The ticket, for a cookie: good once, for five minutes.
    pub ticket: Secret,
    /// What the account can show.
    pub methods: Methods,
}

impl App {
    /// Signs an account in to the console: throttled, in uniform time, always with a new session, which an account with a
    /// second factor gets only from [`App::finish_sign_in`].
    pub async fn sign_in(&self, login: Login, browser: &str) -> Result<SignIn, Error> {
        let known = self.check_console_login(&login).await?;
        self.sign_in_known(known, login.source, browser).await
    }

    /// Signs an account in that has proved itself, but for its second factor.
    pub(crate) async fn sign_in_known(
        &self,
        known: Known,
        source: IpAddr,
        browser: &str,
    ) -> Result<SignIn, Error> {
        let mut tx = self.0.store.begin().await?;
        still_serves(&mut tx, known.vouched_by, Door::Console).await?;
        let factors = tx.find_second_factors(known.account.id).await?;
        let signed_in = if factors.is_asked_for() {
            self.recheck(&mut tx, &known).await?;
            let ticket = self.insert_pending_login(&mut tx, &known).await?;
            SignIn::SecondFactorNeeded(SecondFactorNeeded { ticket, methods: factors.methods() })
        } else {
            let visit = self.visit(source, browser);
            SignIn::SignedIn(self.open_session(&mut tx, known, visit).await?)
        };
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Returns what the holder of a ticket can show; `None` when its time is over.
    pub async fn find_sign_in(&self, ticket: &Secret) -> Result<Option<Methods>, Error> {
        let mut tx = self.0.store.read().await?;
        match self.live_pending_login(&mut tx, ticket).await {
            Ok(pending) => Ok(Some(tx.find_second_factors(pending.account_id).await?.methods())),
            Err(Error::Refused(Refusal::SignInOver)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Asks the passkeys of a ticket's account.
    pub async fn ask_passkey_to_sign_in(&self, ticket: &Secret) -> Result<AskedPasskey, Error> {
        let mut tx = self.0.store.begin().await?;
        let pending = self.live_pending_login(&mut tx, ticket).await?;
        let purpose = PasskeyPurpose::SignIn(pending.id);
        let asked = self.ask_passkeys(&mut tx, pending.account_id, purpose).await?;
        tx.commit().await?;
        Ok(asked)
    }

    /// Finishes a sign-in with the second factor. A wrong one leaves the ticket good until its time is over, but counts:
    /// per account, whatever the password does to its own count, and per source.
    pub async fn finish_sign_in(
        &self,
        ticket: &Secret,
        proof: &SecondFactorProof,
        source: IpAddr,
        browser: &str,
    ) -> Result<SignedIn, Error> {
        self.check_throttles(None, source).await?;
        let mut tx = self.0.store.begin().await?;
        let pending = self.live_pending_login(&mut tx, ticket).await?;
        // The account's row is locked, so that many tries at once take turns and see each other's failures.
        let account = tx.lock_account(pending.account_id).await?;
        let account = account.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::SignInOver)?;
        let purpose = PasskeyPurpose::SignIn(pending.id);
        let anonymous = Actor::Anonymous;
        if !self.check_second_factor(&mut tx, &account, proof, purpose, (&anonymous, source)).await? {
            tx.commit().await?;
            return Err(Refusal::SecondFactor.into());
        }
        if !tx.delete_pending_login(pending.id).await? {
            return Err(Refusal::SignInOver.into());
        }
        let grants = tx.list_grants(&account).await?;
        if !any_holds(&grants, Privilege::SignInToConsole) {
            return Err(Refusal::Login.into());
        }
        let visit = Visit { second_factor_at: Some(self.now()), ..self.visit(source, browser) };
        let signed_in = self
            .open_session(&mut tx, Known { account, grants, vouched_by: None, linked_as: None }, visit)
            .await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Checks a login at the console, where only accounts come in. Where an identity provider stands in the place of
    /// passwords, that of a local account with full access opens nevertheless: a provider that fails must not lock everybody
    /// out.
    pub(crate) async fn check_console_login(&self, login: &Login) -> Result<Known, Error> {
        let known = match Box::pin(self.check_login(login, Door::Console)).await? {
            Identity::Account(known) => known,
            Identity::Directory(_) => return Err(Refusal::Login.into()),
        };
        let account = &known.account;
        let breaks_glass = account.origin == Origin::Local && account.access == Access::Full;
        if !breaks_glass && !self.ways_in(Door::Console).await?.has_passwords {
            return Err(ProviderRefusal::PasswordsOff.into());
        }
        Ok(known)
    }

    async fn insert_pending_login(&self, tx: &mut Tx, known: &Known) -> Result<Secret, Error> {
        let now = self.now();
        let ticket = new_token(&self.0.ids, "");
        let pending = PendingLogin {
            id: PendingLoginId(self.new_id()),
            account_id: known.account.id,
            created_at: now,
            expires_at: now.plus(PENDING_LOGIN_AGE_MAX),
        };
        tx.insert_pending_login(&pending, hash(ticket.expose())).await?;
        Ok(ticket)
    }

    async fn live_pending_login(&self, tx: &mut Tx, ticket: &Secret) -> Result<PendingLogin, Error> {
        let pending = tx.find_pending_login(hash(ticket.expose())).await?;
        let pending = pending.filter(|pending| pending.is_live(self.now()));
        pending.ok_or(Error::Refused(Refusal::SignInOver))
    }
}
