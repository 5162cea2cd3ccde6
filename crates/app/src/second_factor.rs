//! Second factors in use: checked under a throttle of their own, asked for before a change, stood in for by recovery
//! codes, and taken away by an administrator from somebody who has lost theirs.

use std::net::IpAddr;

use domain::account::Account;
use domain::audit::{Actor, Event};
use domain::id::AccountId;
use domain::privilege::Privilege;
use domain::second_factor::{
    PasskeyPurpose, RECOVERY_CODES, SecondFactors, new_recovery_code, recovery_code,
};
use domain::secret::Secret;
use domain::session::{Session, Visit};
use domain::throttle::{Counter, Throttle};
use store::Tx;

use crate::account::may_take_over;
use crate::token::{hash, new_token};
use crate::{App, AskedPasskey, Caller, Error, Login, PasskeyAnswer, Refusal};

/// What somebody shows as their second factor.
#[derive(Clone, Debug)]
pub enum SecondFactorProof {
    /// A code of an authenticator app, as typed.
    Totp(Secret),
    /// A recovery code, as typed.
    RecoveryCode(Secret),
    /// A passkey's answer.
    Passkey(PasskeyAnswer),
}

impl SecondFactorProof {
    fn method(&self) -> &'static str {
        match self {
            Self::Totp(_) => "authenticator app",
            Self::RecoveryCode(_) => "recovery code",
            Self::Passkey(_) => "passkey",
        }
    }
}

impl App {
    /// Shows what the caller has besides their password.
    pub async fn show_second_factors(&self, caller: &Caller) -> Result<SecondFactors, Error> {
        let mut tx = self.0.store.read().await?;
        let (account_id, _) = self.own_session(&mut tx, caller).await?;
        Ok(tx.find_second_factors(account_id).await?)
    }

    /// Proves by the password who sits before a session. The session goes on under a new token, so that whoever may have
    /// got hold of the old one does not share in the proof.
    pub async fn prove_by_password(&self, caller: &Caller, password: Secret) -> Result<Secret, Error> {
        self.check_own_password(caller, password).await?;
        let mut tx = self.0.store.begin().await?;
        let (_, session) = self.own_session(&mut tx, caller).await?;
        let visit = Visit { proved_at: Some(self.now()), ..session.visit.clone() };
        let token = self.renew_session(&mut tx, &session, &visit).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Asks the caller's passkeys who sits before a session.
    pub async fn ask_passkey_to_prove(&self, caller: &Caller) -> Result<AskedPasskey, Error> {
        let mut tx = self.0.store.begin().await?;
        let (account_id, session) = self.own_session(&mut tx, caller).await?;
        let asked = self.ask_passkeys(&mut tx, account_id, PasskeyPurpose::Prove(session.id)).await?;
        tx.commit().await?;
        Ok(asked)
    }

    /// Proves by a second factor who sits before a session; as [`App::prove_by_password`].
    pub async fn prove_by_second_factor(
        &self,
        caller: &Caller,
        proof: &SecondFactorProof,
    ) -> Result<Secret, Error> {
        let source = caller.source().ok_or(Error::Forbidden)?;
        self.check_throttles(None, source).await?;
        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.own_account(&mut tx, caller).await?;
        let purpose = PasskeyPurpose::Prove(session.id);
        if !self.check_second_factor(&mut tx, &account, proof, purpose, (caller.actor(), source)).await? {
            tx.commit().await?;
            return Err(Refusal::SecondFactor.into());
        }
        let now = Some(self.now());
        let visit = Visit { proved_at: now, second_factor_at: now, ..session.visit.clone() };
        let token = self.renew_session(&mut tx, &session, &visit).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Makes new recovery codes for the caller, shown this once; older ones end.
    pub async fn make_recovery_codes(&self, caller: &Caller) -> Result<Vec<Secret>, Error> {
        let mut tx = self.0.store.begin().await?;
        let (account, _) = self.proved_account(&mut tx, caller).await?;
        if !tx.has_second_factor(account.id).await? {
            return Err(Refusal::NoSecondFactor.into());
        }
        let codes = self.replace_recovery_codes(&mut tx, caller, account.id).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Takes every second factor of an account away, for somebody who has lost theirs, and ends its sessions, API tokens
    /// and unfinished enrollments. The password stays as it is. At the console it needs a fresh proof: it would otherwise be
    /// the way around that proof for one's own.
    pub async fn reset_second_factor(&self, caller: &Caller, id: AccountId) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let account = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        may_take_over(caller, &account, &tx.list_groups_of_account(id).await?)?;
        if caller.session_id().is_some() {
            let (_, session) = self.own_session(&mut tx, caller).await?;
            if !session.is_proved(self.now()) {
                return Err(Refusal::ProofNeeded.into());
            }
        }
        tx.delete_second_factors(id).await?;
        tx.delete_throttle(&counter(id)).await?;
        self.end_access(&mut tx, caller, id).await?;
        let event = Event::SecondFactorReset { username: account.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Checks a second factor of an account whose row is locked. A failure is counted and written down, which the caller
    /// commits.
    ///
    /// The count is apart from that of passwords, which a right password forgets: otherwise whoever has the password would
    /// have as many tries at the code as they like. Passkeys do not wait for it, because nobody guesses their answers and
    /// somebody else's guessing should not keep their owner out.
    pub(crate) async fn check_second_factor(
        &self,
        tx: &mut Tx,
        account: &Account,
        proof: &SecondFactorProof,
        asked_for: PasskeyPurpose,
        (actor, source): (&Actor, IpAddr),
    ) -> Result<bool, Error> {
        let now = self.now();
        let counter = counter(account.id);
        let throttle = tx.lock_throttle(&counter).await?;
        let is_guessable = !matches!(proof, SecondFactorProof::Passkey(_));
        if is_guessable
            && let Some(admitted_at) =
                throttle.and_then(|throttle| throttle.admitted_at(Counter::Account, now))
        {
            return Err(Error::Throttled(admitted_at));
        }
        let is_right = match proof {
            SecondFactorProof::Totp(typed) => self.consume_totp(tx, account, typed).await?,
            SecondFactorProof::RecoveryCode(typed) => {
                self.consume_recovery_code(tx, account, typed, (actor, source)).await?
            }
            SecondFactorProof::Passkey(answer) => {
                self.consume_passkey_answer(tx, account, answer, asked_for).await?
            }
        };
        if is_right {
            if throttle.is_some() {
                tx.delete_throttle(&counter).await?;
            }
            return Ok(true);
        }
        if is_guessable {
            tx.save_throttle(&counter, Throttle::failed(throttle, Counter::Account, now)).await?;
        }
        self.count_failure(tx, None, source).await?;
        let event = Event::SecondFactorRefused {
            username: account.username.clone(),
            method: proof.method().to_owned(),
        };
        tx.insert_audit(&self.audit(actor, Some(source), event)).await?;
        Ok(false)
    }

    /// Checks the caller's own password, as at sign-in: throttled, written down when wrong.
    pub(crate) async fn check_own_password(&self, caller: &Caller, password: Secret) -> Result<(), Error> {
        let (Some(account_id), Some(_)) = (caller.account_id(), caller.session_id()) else {
            return Err(Error::Forbidden);
        };
        let source = caller.source().ok_or(Error::Forbidden)?;
        let login = Login { username: caller.username().to_owned(), password, source };
        let known = self.check_console_login(&login).await?;
        // A directory may know somebody else by the same name.
        if known.account.id == account_id { Ok(()) } else { Err(Refusal::Login.into()) }
    }

    /// Returns the caller's account, locked for change, and the session they are in.
    pub(crate) async fn own_account(
        &self,
        tx: &mut Tx,
        caller: &Caller,
    ) -> Result<(Account, Session), Error> {
        let account_id = caller.account_id().ok_or(Error::Forbidden)?;
        let account = tx.lock_account(account_id).await?;
        let account =
            account.filter(|account| account.disabled_at.is_none()).ok_or(Error::Unauthenticated)?;
        let (_, session) = self.own_session(tx, caller).await?;
        Ok((account, session))
    }

    /// As [`App::own_account`], for what only somebody may do who has proved themselves lately.
    pub(crate) async fn proved_account(
        &self,
        tx: &mut Tx,
        caller: &Caller,
    ) -> Result<(Account, Session), Error> {
        let (account, session) = self.own_account(tx, caller).await?;
        if session.is_proved(self.now()) { Ok((account, session)) } else { Err(Refusal::ProofNeeded.into()) }
    }

    /// Writes down that a second factor was added. With the first one, the account's other sessions end, which were opened
    /// without it, and recovery codes are made, to be shown this once.
    pub(crate) async fn note_added(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        session: &Session,
        (account_id, method, is_first): (AccountId, String, bool),
    ) -> Result<Option<Vec<Secret>>, Error> {
        let event = Event::SecondFactorAdded { method };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        if !is_first {
            return Ok(None);
        }
        tx.delete_other_sessions(account_id, session.id).await?;
        let visit = Visit { second_factor_at: Some(self.now()), ..session.visit.clone() };
        tx.save_session_proved(session.id, &visit).await?;
        self.replace_recovery_codes(tx, caller, account_id).await.map(Some)
    }

    /// Writes down that a second factor was removed: other sessions end, which may be those of whoever has it now, and
    /// with the last one the recovery codes.
    pub(crate) async fn note_removed(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        session: &Session,
        (account_id, method): (AccountId, String),
    ) -> Result<(), Error> {
        tx.delete_other_sessions(account_id, session.id).await?;
        tx.delete_pending_logins_of(account_id).await?;
        if !tx.has_second_factor(account_id).await? {
            tx.delete_recovery_codes(account_id).await?;
        }
        let event = Event::SecondFactorRemoved { method };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        Ok(())
    }

    async fn replace_recovery_codes(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        account_id: AccountId,
    ) -> Result<Vec<Secret>, Error> {
        let codes: Vec<String> =
            (0..RECOVERY_CODES).map(|_| new_recovery_code(self.0.ids.octets())).collect();
        let hashes: Vec<_> =
            codes.iter().filter_map(|code| recovery_code(code)).map(|code| hash(&code)).collect();
        tx.replace_recovery_codes(account_id, &hashes, self.now()).await?;
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), Event::RecoveryCodesMade)).await?;
        Ok(codes.into_iter().map(Secret::new).collect())
    }

    async fn consume_recovery_code(
        &self,
        tx: &mut Tx,
        account: &Account,
        typed: &Secret,
        (actor, source): (&Actor, IpAddr),
    ) -> Result<bool, Error> {
        let Some(code) = recovery_code(typed.expose()) else { return Ok(false) };
        // Without a second factor there is nothing to stand in for, whatever is left of its codes.
        let is_right = tx.has_second_factor(account.id).await?
            && tx.consume_recovery_code(account.id, hash(&code), self.now()).await?;
        if is_right {
            let left = tx.count_recovery_codes(account.id).await?;
            let event = Event::RecoveryCodeUsed { username: account.username.clone(), left };
            tx.insert_audit(&self.audit(actor, Some(source), event)).await?;
        }
        Ok(is_right)
    }

    async fn renew_session(&self, tx: &mut Tx, session: &Session, visit: &Visit) -> Result<Secret, Error> {
        let token = new_token(&self.0.ids, "");
        tx.save_session_proved(session.id, visit).await?;
        tx.save_session_token(session.id, hash(token.expose())).await?;
        Ok(token)
    }
}

/// Names the count of an account's wrong second factors.
fn counter(id: AccountId) -> String {
    format!("second-factor:{id}")
}
