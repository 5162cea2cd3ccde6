//! Authenticator apps: set up with a secret, in use from the first code on (RFC 6238).

use domain::account::Account;
use domain::second_factor::{TOTP_DIGITS, TOTP_SKEW_STEPS, TOTP_STEP, Totp, totp_code};
use domain::secret::Secret;
use domain::time::SECOND;
use store::{StoredTotp, Tx};
use totp_rs::{Algorithm, Builder};

use crate::{App, Caller, Error, Fault, Refusal};

/// What an authenticator app is told once.
#[derive(Clone, Debug)]
pub struct TotpSetup {
    /// The secret to type in, in groups of four.
    pub secret: Secret,
    /// The same for a QR code: `otpauth://totp/…`.
    pub uri: Secret,
}

/// What a secret is sealed for.
const PURPOSE: &str = "totp-secret";
/// How authenticator apps are called in the audit trail.
const METHOD: &str = "authenticator app";

impl App {
    /// Makes a secret for an authenticator app of the caller's. It counts for nothing until its first code comes.
    pub async fn begin_totp(&self, caller: &Caller) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        let (account, _) = self.proved_account(&mut tx, caller).await?;
        let present = tx.lock_totp(account.id).await?;
        if present.is_some_and(|stored| stored.totp.confirmed_at.is_some()) {
            return Err(Refusal::TotpPresent.into());
        }
        let secret: [u8; 20] = self.0.ids.octets();
        let totp =
            Totp { account_id: account.id, created_at: self.now(), confirmed_at: None, last_used_step: None };
        let sealed_secret = self.seal(PURPOSE, &account.id.to_string(), &secret);
        tx.replace_totp(&StoredTotp { totp, sealed_secret }).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Shows what the authenticator app that is being set up is told; `None` when none is, or its time is over.
    pub async fn find_totp_setup(&self, caller: &Caller) -> Result<Option<TotpSetup>, Error> {
        let mut tx = self.0.store.read().await?;
        let (account_id, session) = self.own_session(&mut tx, caller).await?;
        if !session.is_proved(self.now()) {
            return Err(Refusal::ProofNeeded.into());
        }
        let account = tx.find_account(account_id).await?.ok_or(Error::Unauthenticated)?;
        let stored = tx.find_totp(account_id).await?;
        let Some(stored) = stored.filter(|stored| stored.totp.may_be_confirmed(self.now())) else {
            return Ok(None);
        };
        let totp = self.open_totp(&stored, &account)?;
        let uri =
            totp.to_url().map_err(|error| Error::Internal(format!("writing an otpauth URI: {error}")))?;
        let secret = totp.secret().to_base32();
        let groups: Vec<&str> =
            (0..secret.len()).step_by(4).map(|at| &secret[at..secret.len().min(at + 4)]).collect();
        Ok(Some(TotpSetup { secret: Secret::new(groups.join(" ")), uri: Secret::new(uri) }))
    }

    /// Takes the first code of the authenticator app that is being set up: it counts from now on. Returns recovery codes
    /// when it is the account's first second factor.
    pub async fn confirm_totp(&self, caller: &Caller, typed: &str) -> Result<Option<Vec<Secret>>, Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.proved_account(&mut tx, caller).await?;
        let stored = tx.lock_totp(account.id).await?;
        let stored = stored.filter(|stored| stored.totp.may_be_confirmed(now));
        let mut stored = stored.ok_or(Refusal::TotpSetupOver)?;
        let Some(step) = self.matching_step(&stored, &account, typed)? else {
            let words = "This is not the code that the app shows now. Check that the phone’s clock is right, and enter the newest code.";
            return Err(Error::Invalid(vec![Fault::new("code", words)]));
        };
        let is_first = !tx.has_second_factor(account.id).await?;
        stored.totp.confirmed_at = Some(now);
        stored.totp.last_used_step = Some(step);
        tx.replace_totp(&stored).await?;
        let codes =
            self.note_added(&mut tx, caller, &session, (account.id, METHOD.to_owned(), is_first)).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Forgets the caller's authenticator app, or the set-up of one.
    pub async fn remove_totp(&self, caller: &Caller) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.proved_account(&mut tx, caller).await?;
        let stored = tx.lock_totp(account.id).await?.ok_or(Error::NotFound)?;
        tx.delete_totp(account.id).await?;
        if stored.totp.confirmed_at.is_some() {
            self.note_removed(&mut tx, caller, &session, (account.id, METHOD.to_owned())).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Checks a code as typed, and uses its step up.
    pub(crate) async fn consume_totp(
        &self,
        tx: &mut Tx,
        account: &Account,
        typed: &Secret,
    ) -> Result<bool, Error> {
        let stored = tx.lock_totp(account.id).await?;
        let Some(mut stored) = stored.filter(|stored| stored.totp.confirmed_at.is_some()) else {
            return Ok(false);
        };
        let step = self.matching_step(&stored, account, typed.expose())?;
        let Some(step) = step.filter(|step| stored.totp.admits(*step)) else { return Ok(false) };
        stored.totp.last_used_step = Some(step);
        tx.replace_totp(&stored).await?;
        Ok(true)
    }

    /// Returns the step whose code was typed.
    fn matching_step(
        &self,
        stored: &StoredTotp,
        account: &Account,
        typed: &str,
    ) -> Result<Option<u64>, Error> {
        let Some(code) = totp_code(typed) else { return Ok(None) };
        let now_s = u64::try_from(self.now().seconds()).unwrap_or(0);
        Ok(self.open_totp(stored, account)?.check(&code, now_s))
    }

    fn open_totp(&self, stored: &StoredTotp, account: &Account) -> Result<totp_rs::Totp, Error> {
        let secret = self.open(PURPOSE, &account.id.to_string(), &stored.sealed_secret)?;
        // A colon parts issuer and name in the URI, so neither may hold one.
        let plain = |text: &str| text.replace(':', " ");
        // SHA-1 and six digits are what every app understands; many take other values and ignore them.
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(u8::try_from(TOTP_DIGITS).expect("a few digits"))
            .with_skew(TOTP_SKEW_STEPS)
            .with_step_duration(u64::try_from(TOTP_STEP / SECOND).expect("half a minute"))
            .with_secret(secret.to_vec())
            .with_account_name(plain(&account.username))
            .with_issuer(Some(plain(&self.0.settings.organization.name)))
            .build()
            .map_err(|error| Error::Internal(format!("opening an authenticator app’s secret: {error}")))
    }
}
