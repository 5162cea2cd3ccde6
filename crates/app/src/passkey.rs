//! Passkeys: asked by a challenge that lies sealed in the database, checked by `webauthn-rs`, each answer taken once.
//!
//! They are bound to the name of the server that the operator has set, and to no name that a request brings (T12).

use domain::account::Account;
use domain::audit::Event;
use domain::id::{AccountId, PasskeyCeremonyId, PasskeyId};
use domain::second_factor::{
    PASSKEY_CEREMONY_AGE_MAX, PASSKEYS_MAX, Passkey, PasskeyCeremony, PasskeyPurpose, passkey_name,
};
use domain::secret::Secret;
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::{StoredPasskey, Tx};
use webauthn_rs::prelude::{
    PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential, RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude};

use crate::{App, Caller, Error, Fault, Refusal, Settings};

/// What a browser is to ask a passkey.
#[derive(Clone, Debug)]
pub struct AskedPasskey {
    /// What the answer is sent back with.
    pub ceremony_id: PasskeyCeremonyId,
    /// The options for `navigator.credentials`, as JSON.
    pub options: String,
}

/// What a passkey has answered.
#[derive(Clone, Debug)]
pub struct PasskeyAnswer {
    /// What it was asked with.
    pub ceremony_id: PasskeyCeremonyId,
    /// The credential of `navigator.credentials`, as JSON.
    pub response: String,
}

/// What a ceremony's state is sealed for.
const PURPOSE: &str = "passkey-ceremony";
/// The most octets of an answer; real ones have one or two thousand.
const RESPONSE_BYTES_MAX: usize = 32 * 1024;

/// Returns what asks passkeys in this server's name; nothing when it has none, only an address.
pub(crate) fn relying_party(settings: &Settings) -> Option<Webauthn> {
    let origin = Url::parse(&settings.base_url).ok()?;
    let name = origin.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&name, &origin).ok()?;
    builder.rp_name(&settings.organization.name).build().ok()
}

impl App {
    /// Says whether passkeys can be used with this server.
    pub fn has_passkeys(&self) -> bool {
        self.0.relying_party.is_some()
    }

    /// Asks an authenticator for a new passkey of the caller's.
    pub async fn ask_new_passkey(&self, caller: &Caller) -> Result<AskedPasskey, Error> {
        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.proved_account(&mut tx, caller).await?;
        let stored = tx.list_passkeys(account.id).await?;
        if stored.len() >= PASSKEYS_MAX {
            return Err(Refusal::PasskeysFull.into());
        }
        let known = stored.into_iter().map(|stored| stored.credential_id).collect();
        let (options, state) = self
            .relying_party()?
            .start_passkey_registration(account.id.0, &account.username, &account.full_name, Some(known))
            .map_err(|error| Error::Internal(format!("asking for a passkey: {error}")))?;
        let purpose = PasskeyPurpose::Add(session.id);
        let asked = self.insert_ceremony(&mut tx, (account.id, purpose), &options, &state).await?;
        tx.commit().await?;
        Ok(asked)
    }

    /// Adds the passkey that an authenticator has made. Returns recovery codes when it is the account's first second factor.
    pub async fn add_passkey(
        &self,
        caller: &Caller,
        typed_name: &str,
        answer: &PasskeyAnswer,
    ) -> Result<Option<Vec<Secret>>, Error> {
        let name = named(typed_name)?;
        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.proved_account(&mut tx, caller).await?;
        let purpose = PasskeyPurpose::Add(session.id);
        let state = self.take_ceremony(&mut tx, &account, answer.ceremony_id, purpose).await?;
        let made = state.and_then(|state: PasskeyRegistration| self.check_registration(answer, &state));
        let Some(made) = made else {
            tx.commit().await?;
            let words = "The passkey was not accepted, or it took too long. Try again.";
            return Err(Error::Invalid(vec![Fault::new("passkey", words)]));
        };
        let has_room = tx.list_passkeys(account.id).await?.len() < PASSKEYS_MAX;
        if !has_room || tx.has_credential(made.cred_id()).await? {
            tx.commit().await?;
            let words = "This passkey is in use here already.";
            return Err(if has_room {
                Error::Invalid(vec![Fault::new("passkey", words)])
            } else {
                Refusal::PasskeysFull.into()
            });
        }
        let is_first = !tx.has_second_factor(account.id).await?;
        let passkey = Passkey {
            id: PasskeyId(self.new_id()),
            account_id: account.id,
            name,
            created_at: self.now(),
            last_used_at: None,
        };
        let method = method(&passkey);
        let stored =
            StoredPasskey { passkey, credential_id: made.cred_id().to_vec(), credential: write(&made)? };
        tx.insert_passkey(&stored).await?;
        let codes = self.note_added(&mut tx, caller, &session, (account.id, method, is_first)).await?;
        tx.commit().await?;
        Ok(codes)
    }

    /// Gives a passkey of the caller's another name.
    pub async fn rename_passkey(
        &self,
        caller: &Caller,
        id: PasskeyId,
        typed_name: &str,
    ) -> Result<(), Error> {
        let after = named(typed_name)?;
        let mut tx = self.0.store.begin().await?;
        let (account, _) = self.proved_account(&mut tx, caller).await?;
        let mut stored = tx.lock_passkey(account.id, id).await?.ok_or(Error::NotFound)?;
        let before = std::mem::replace(&mut stored.passkey.name, after.clone());
        tx.save_passkey(&stored).await?;
        let event = Event::SecondFactorRenamed { before, after };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Forgets a passkey of the caller's.
    pub async fn remove_passkey(&self, caller: &Caller, id: PasskeyId) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.proved_account(&mut tx, caller).await?;
        let stored = tx.lock_passkey(account.id, id).await?.ok_or(Error::NotFound)?;
        tx.delete_passkey(id).await?;
        self.note_removed(&mut tx, caller, &session, (account.id, method(&stored.passkey))).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks the passkeys of an account.
    pub(crate) async fn ask_passkeys(
        &self,
        tx: &mut Tx,
        account_id: AccountId,
        purpose: PasskeyPurpose,
    ) -> Result<AskedPasskey, Error> {
        let stored = tx.list_passkeys(account_id).await?;
        if stored.is_empty() {
            return Err(Error::NotFound);
        }
        let credentials = stored.iter().map(read_credential).collect::<Result<Vec<_>, _>>()?;
        let (options, state) = self
            .relying_party()?
            .start_passkey_authentication(&credentials)
            .map_err(|error| Error::Internal(format!("asking a passkey: {error}")))?;
        self.insert_ceremony(tx, (account_id, purpose), &options, &state).await
    }

    /// Checks a passkey's answer. Right or wrong, it was the only one to what was asked.
    pub(crate) async fn consume_passkey_answer(
        &self,
        tx: &mut Tx,
        account: &Account,
        answer: &PasskeyAnswer,
        purpose: PasskeyPurpose,
    ) -> Result<bool, Error> {
        let state = self.take_ceremony(tx, account, answer.ceremony_id, purpose).await?;
        let checked = state.and_then(|state: PasskeyAuthentication| self.check_assertion(answer, &state));
        let Some(checked) = checked else { return Ok(false) };
        // It may have been removed since it was asked.
        let stored = tx.list_passkeys(account.id).await?;
        let stored = stored.into_iter().find(|stored| stored.credential_id == **checked.cred_id());
        let Some(mut stored) = stored else { return Ok(false) };
        let mut credential = read_credential(&stored)?;
        credential.update_credential(&checked);
        stored.credential = write(&credential)?;
        stored.passkey.last_used_at = Some(self.now());
        tx.save_passkey(&stored).await?;
        Ok(true)
    }

    fn relying_party(&self) -> Result<&Webauthn, Error> {
        self.0.relying_party.as_ref().ok_or(Error::Refused(Refusal::NoPasskeys))
    }

    fn check_registration(
        &self,
        answer: &PasskeyAnswer,
        state: &PasskeyRegistration,
    ) -> Option<prelude::Passkey> {
        let response: RegisterPublicKeyCredential = read_response(answer)?;
        let checked = self.0.relying_party.as_ref()?.finish_passkey_registration(&response, state);
        checked.inspect_err(|error| tracing::info!(%error, "a new passkey was refused")).ok()
    }

    fn check_assertion(
        &self,
        answer: &PasskeyAnswer,
        state: &PasskeyAuthentication,
    ) -> Option<prelude::AuthenticationResult> {
        let response: PublicKeyCredential = read_response(answer)?;
        let checked = self.0.relying_party.as_ref()?.finish_passkey_authentication(&response, state);
        checked.inspect_err(|error| tracing::info!(%error, "a passkey's answer was refused")).ok()
    }

    async fn insert_ceremony(
        &self,
        tx: &mut Tx,
        (account_id, purpose): (AccountId, PasskeyPurpose),
        options: &impl Serialize,
        state: &impl Serialize,
    ) -> Result<AskedPasskey, Error> {
        let ceremony = PasskeyCeremony {
            id: PasskeyCeremonyId(self.new_id()),
            account_id,
            purpose,
            expires_at: self.now().plus(PASSKEY_CEREMONY_AGE_MAX),
        };
        let sealed = self.seal(PURPOSE, &ceremony.id.to_string(), write(state)?.as_bytes());
        tx.insert_passkey_ceremony(&ceremony, &sealed).await?;
        Ok(AskedPasskey { ceremony_id: ceremony.id, options: write(options)? })
    }

    /// Takes what was asked out of the database; `None` when it was never asked, by somebody else, for something else, too
    /// long ago, or was answered already.
    async fn take_ceremony<State: DeserializeOwned>(
        &self,
        tx: &mut Tx,
        account: &Account,
        id: PasskeyCeremonyId,
        purpose: PasskeyPurpose,
    ) -> Result<Option<State>, Error> {
        let Some((ceremony, sealed)) = tx.take_passkey_ceremony(id).await? else { return Ok(None) };
        if !ceremony.admits(account.id, purpose, self.now()) {
            return Ok(None);
        }
        let state = self.open(PURPOSE, &id.to_string(), &sealed)?;
        serde_json::from_slice(&state).map(Some).map_err(|error| {
            Error::Internal(format!("the state of passkey ceremony {id} does not parse: {error}"))
        })
    }
}

fn named(typed: &str) -> Result<String, Error> {
    passkey_name(typed).map_err(|fault| Error::Invalid(vec![Fault::new("name", fault.to_string())]))
}

/// Returns how a passkey is called in the audit trail.
fn method(passkey: &Passkey) -> String {
    format!("passkey {}", passkey.name)
}

fn read_response<T: DeserializeOwned>(answer: &PasskeyAnswer) -> Option<T> {
    if answer.response.len() > RESPONSE_BYTES_MAX {
        return None;
    }
    serde_json::from_str(&answer.response).ok()
}

fn read_credential(stored: &StoredPasskey) -> Result<prelude::Passkey, Error> {
    serde_json::from_str(&stored.credential).map_err(|error| {
        Error::Internal(format!("the credential of passkey {} does not parse: {error}", stored.passkey.id))
    })
}

fn write(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Internal(format!("writing JSON: {error}")))
}
