//! The SMS provider: shown, set up, tried and removed.
//!
//! Its secrets go in and never come out: whoever reads learns whether they are set (T31).

mod receipt;

use ca::import;
use domain::audit::{Audit, Event, FieldChange};
use domain::id::MessageId;
use domain::message::Channel;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::sms_provider::{
    HTTP_PLACEHOLDERS, HttpBody, SmsBackend, SmsProvider, SmsProviderFault, check_receipt_key, tidied_number,
};
use domain::time::Timestamp;
use gateways::sms::{Sms, SmsProbe, SmsSecrets};
use store::{StoredSmsProvider, Tx};

use crate::{App, Caller, Error, Fault, SecretInput};

pub(crate) use receipt::EarlyReceipt;

/// The SMS provider as somebody fills it in.
#[derive(Clone, Debug)]
pub struct SmsProviderDraft {
    /// How it is spoken to, and what is allowed.
    pub provider: SmsProvider,
    /// The auth token, password, or what stands for `{secret}`.
    pub secret: SecretInput<Secret>,
    /// The key that receipts of an HTTP interface are signed with.
    pub receipt_key: SecretInput<Secret>,
}

/// The SMS provider as administrators see it.
#[derive(Clone, Debug)]
pub struct SmsProviderDetail {
    /// The provider.
    pub provider: SmsProvider,
    /// Whether a secret is stored.
    pub has_secret: bool,
    /// Whether a key for receipts is stored.
    pub has_receipt_key: bool,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

impl From<StoredSmsProvider> for SmsProviderDetail {
    fn from(stored: StoredSmsProvider) -> Self {
        Self {
            provider: stored.provider,
            has_secret: stored.sealed_secret.is_some(),
            has_receipt_key: stored.sealed_receipt_key.is_some(),
            saved_at: stored.saved_at,
        }
    }
}

const SECRET: &str = "sms-provider-secret";
const RECEIPT_KEY: &str = "sms-provider-receipt-key";
/// The one row.
const ROW: &str = "1";
/// Where receipts are posted.
const RECEIPT_PATH: &str = "/api/receipts/sms";

impl App {
    /// Shows the SMS provider; nothing while none is set up.
    pub async fn show_sms_provider(&self, caller: &Caller) -> Result<Option<SmsProviderDetail>, Error> {
        caller.may(Privilege::ReadDelivery)?;
        let stored = self.0.store.read().await?.find_sms_provider().await?;
        Ok(stored.map(SmsProviderDetail::from))
    }

    /// Sets the SMS provider up, or changes it. Where a stored secret could reach somebody else by the change, it has to be
    /// entered again.
    pub async fn save_sms_provider(
        &self,
        caller: &Caller,
        draft: SmsProviderDraft,
    ) -> Result<SmsProviderDetail, Error> {
        caller.may(Privilege::ManageDelivery)?;
        let mut tx = self.0.store.begin().await?;
        let former = tx.lock_sms_provider().await?;
        let stored = self.take_over_sms_provider(former.as_ref(), draft)?;
        let changes = match &former {
            Some(former) => changes(former, &stored),
            None => Vec::new(),
        };
        if former.is_none() || !changes.is_empty() {
            tx.save_sms_provider(&stored).await?;
            let kind = stored.provider.backend.kind().title().to_owned();
            let event = Event::SmsProviderChanged { kind };
            tx.insert_audit(&Audit { changes, ..self.audit(caller.actor(), caller.source(), event) }).await?;
        }
        tx.commit().await?;
        self.end_delivery_rest(Channel::Sms);
        self.wake_runner();
        Ok(stored.into())
    }

    /// Removes the SMS provider with its secrets: no SMS leaves the server any more.
    pub async fn remove_sms_provider(&self, caller: &Caller) -> Result<(), Error> {
        caller.may(Privilege::ManageDelivery)?;
        let mut tx = self.0.store.begin().await?;
        tx.lock_sms_provider().await?.ok_or(Error::NotFound)?;
        tx.delete_sms_provider().await?;
        let event = Event::SmsProviderRemoved;
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tries the SMS provider as it is set up, step by step, with a message to a number.
    pub async fn test_sms_provider(&self, caller: &Caller, to: &str) -> Result<SmsProbe, Error> {
        caller.may(Privilege::ManageDelivery)?;
        let number = tidied_number(to).ok_or_else(|| {
            let words = "Write an international number, such as +46 70 123 45 67.";
            Error::Invalid(vec![Fault::new("to", words)])
        })?;
        let mut tx = self.0.store.read().await?;
        let (provider, secrets) = self.sms_provider(&mut tx).await?.ok_or(Error::NotFound)?;
        drop(tx);
        let organization = &self.0.settings.organization.name;
        let sms = Sms {
            id: self.new_id(),
            to: number.clone(),
            text: format!("{organization}: this is a test. SMS from this server arrive."),
            receipt_url: None,
        };
        let probe = self.0.sms.probe(&provider, &secrets, &sms).await;
        let mut tx = self.0.store.begin().await?;
        let event = Event::SmsProviderTested { number, is_good: probe.is_good() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(probe)
    }

    /// Reads a file with the certificates that the provider's may chain to.
    pub fn read_sms_provider_roots(&self, file: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
        import::read_certificates(file)
            .map_err(|_| Error::Invalid(vec![fault("roots", SmsProviderFault::Roots)]))
    }

    /// Returns the address to which receipts without a message in their path are posted.
    pub fn sms_receipt_address(&self) -> String {
        format!("{}{RECEIPT_PATH}", self.0.settings.base_url)
    }

    /// Returns the address to which the provider posts what becomes of a message.
    pub(crate) fn sms_receipt_url(&self, id: MessageId) -> String {
        format!("{}/{id}", self.sms_receipt_address())
    }

    /// Returns the SMS provider with its secrets, for the gateway.
    pub(crate) async fn sms_provider(&self, tx: &mut Tx) -> Result<Option<(SmsProvider, SmsSecrets)>, Error> {
        let Some(stored) = tx.find_sms_provider().await? else { return Ok(None) };
        let secrets = SmsSecrets {
            secret: self.open_text(SECRET, stored.sealed_secret.as_deref())?,
            receipt_key: self.open_text(RECEIPT_KEY, stored.sealed_receipt_key.as_deref())?,
        };
        Ok(Some((stored.provider, secrets)))
    }

    fn open_text(&self, purpose: &'static str, sealed: Option<&[u8]>) -> Result<Option<Secret>, Error> {
        let Some(sealed) = sealed else { return Ok(None) };
        let octets = self.open(purpose, ROW, sealed)?;
        let text =
            std::str::from_utf8(&octets).map_err(|_| Error::Internal(format!("{purpose} is not text")))?;
        Ok(Some(Secret::new(text)))
    }

    /// Takes what somebody filled in over, its secrets sealed. Checks every field.
    fn take_over_sms_provider(
        &self,
        former: Option<&StoredSmsProvider>,
        draft: SmsProviderDraft,
    ) -> Result<StoredSmsProvider, Error> {
        let wrong = draft.provider.faults().into_iter();
        let mut faults: Vec<Fault> = wrong.map(|(field, wrong)| fault(field, wrong)).collect();
        if !is_body(&draft.provider) {
            faults.push(fault("body", SmsProviderFault::Json));
        }
        let sealed_secret = self.take_sms_secret(former, &draft).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        let sealed_receipt_key = self.take_receipt_key(former, &draft).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        Ok(StoredSmsProvider {
            provider: draft.provider,
            sealed_secret,
            sealed_receipt_key,
            saved_at: self.now(),
        })
    }

    fn take_sms_secret(
        &self,
        former: Option<&StoredSmsProvider>,
        draft: &SmsProviderDraft,
    ) -> Result<Option<Vec<u8>>, Fault> {
        let provider = &draft.provider;
        let kept = former.filter(|former| former.sealed_secret.is_some());
        let sealed = match (&draft.secret, kept) {
            _ if matches!(provider.backend, SmsBackend::Email(_)) => None,
            (SecretInput::Set(secret), _) => {
                provider.check_secret(secret.expose()).map_err(|wrong| fault("secret", wrong))?;
                Some(self.seal(SECRET, ROW, secret.expose().as_bytes()))
            }
            (SecretInput::Keep, Some(former)) if former.provider.exposes_secret(provider) => {
                let words = "Enter the secret again: the connection changes, and a stored secret is never sent elsewhere.";
                return Err(Fault::new("secret", words));
            }
            (SecretInput::Keep, Some(former)) => former.sealed_secret.clone(),
            (SecretInput::Keep, None) | (SecretInput::Clear, _) => None,
        };
        if sealed.is_none() && provider.needs_secret() {
            return Err(fault("secret", SmsProviderFault::SecretMissing));
        }
        Ok(sealed)
    }

    fn take_receipt_key(
        &self,
        former: Option<&StoredSmsProvider>,
        draft: &SmsProviderDraft,
    ) -> Result<Option<Vec<u8>>, Fault> {
        match &draft.receipt_key {
            _ if !matches!(draft.provider.backend, SmsBackend::Http(_)) => Ok(None),
            SecretInput::Keep => Ok(former.and_then(|former| former.sealed_receipt_key.clone())),
            SecretInput::Clear => Ok(None),
            SecretInput::Set(key) => {
                check_receipt_key(key.expose()).map_err(|wrong| fault("receipt_key", wrong))?;
                Ok(Some(self.seal(RECEIPT_KEY, ROW, key.expose().as_bytes())))
            }
        }
    }
}

/// Lists what differs between two states of the provider; of secrets only that they differ.
fn changes(former: &StoredSmsProvider, stored: &StoredSmsProvider) -> Vec<FieldChange> {
    let mut changes = former.provider.changes_to(&stored.provider);
    let secrets = [
        ("secret", &former.sealed_secret, &stored.sealed_secret),
        ("key for receipts", &former.sealed_receipt_key, &stored.sealed_receipt_key),
    ];
    for (field, before, after) in secrets {
        if before != after {
            changes.push(FieldChange::secret(field));
        }
    }
    // Other roots may be as many as before.
    if changes.is_empty() && former.provider != stored.provider {
        changes.push(FieldChange::secret("own roots"));
    }
    changes
}

/// Says whether a JSON body is JSON once its placeholders are filled: those outside of quotation marks make none.
fn is_body(provider: &SmsProvider) -> bool {
    let SmsBackend::Http(settings) = &provider.backend else { return true };
    if settings.body_kind != HttpBody::Json {
        return true;
    }
    let filled =
        HTTP_PLACEHOLDERS.iter().fold(settings.body.clone(), |body, (name, _)| body.replace(name, "x"));
    serde_json::from_str::<serde::de::IgnoredAny>(&filled).is_ok()
}

fn fault(field: &'static str, fault: SmsProviderFault) -> Fault {
    Fault::new(field, fault.to_string())
}
