//! The app itself: its parts, and what happens once at start.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use aws_lc_rs::hmac;
use ca::authority::{Authority, BACKDATE_SECONDS, IdentityRequest, Subject};
use ca::import::Imported;
use ca::profile_signing::ProfileSigner;
use ca::sealing::{Context, SealingKeys};
use ca::tls_root::{ServerCertificate, ServerName, TlsRoot};
use domain::audit::{Actor, Audit, Event};
use domain::expiry::Expiry;
use domain::id::{AuditId, DeviceId, DirectoryId};
use domain::message::Channel;
use domain::reference::Reference;
use domain::time::{DAY, Timestamp};
use gateways::directory::DirectoryGateway;
use gateways::identity_provider::IdentityProviderGateway;
use gateways::mail::MailGateway;
use gateways::push::PushGateway;
use gateways::simulator::SimulatorGateway;
use gateways::sms::SmsGateway;
use gateways::webhook::WebhookGateway;
use scep::{RsaBits, RsaKey};
use store::{Store, StoredAuthority};
use tokio::sync::{Notify, Semaphore};
use uuid::Uuid;
use webauthn_rs::Webauthn;
use zeroize::Zeroizing;

use crate::account_sign_in::DISCOVERIES_AT_ONCE;
use crate::audit::Ledger;
use crate::directory::Fare;
use crate::login::Turns;
use crate::portal_text::KeptTexts;
use crate::signing_certificate::CachedSigner;
use crate::sms_provider::EarlyReceipt;
use crate::upload::SHEETS_AT_ONCE;
use crate::webhook::{Rests, Teller};
use crate::{Clock, Error, Ids, Settings, Trust};

/// The running product without its doors. Cheap to clone; every clone is the same app.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Ledger,
    pub(crate) sealing: SealingKeys,
    pub(crate) settings: Settings,
    pub(crate) push: PushGateway,
    pub(crate) directory: DirectoryGateway,
    pub(crate) identity_provider: IdentityProviderGateway,
    pub(crate) mail: MailGateway,
    pub(crate) sms: SmsGateway,
    pub(crate) webhook: WebhookGateway,
    pub(crate) simulator: SimulatorGateway,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) authority: Authority,
    pub(crate) profile_signer: Arc<ProfileSigner>,
    /// The signer made from the uploaded certificate, until another is uploaded.
    pub(crate) signing_certificate: Mutex<CachedSigner>,
    /// When the chain of the TLS listener ends, where the server has said so.
    pub(crate) tls_end: Mutex<Option<Expiry>>,
    pub(crate) tls_root: TlsRoot,
    /// Asks passkeys and checks their answers; nothing where the server has no name to bind them to.
    pub(crate) relying_party: Option<Webauthn>,
    /// Key the hashes of short codes; the first makes new ones.
    pub(crate) code_keys: Vec<hmac::Key>,
    /// A hash that no password has, so that unknown usernames cost the same work.
    pub(crate) nobody_hash: String,
    /// Logins for one username take turns; see `login.rs`.
    pub(crate) login_turns: Turns,
    /// How directories fare, as this node has seen it.
    pub(crate) directory_fares: Mutex<HashMap<DirectoryId, Fare>>,
    /// Webhooks that failed last, as this node has seen it.
    pub(crate) webhook_rests: Rests,
    /// How many password hashes are computed at once: each takes 19 MiB.
    pub(crate) password_work: Semaphore,
    /// How many SCEP messages are worked on at once.
    pub(crate) scep_work: Arc<Semaphore>,
    /// How many devices may have directories asked at once before anybody has logged in.
    pub(crate) discovery_work: Semaphore,
    /// How many uploaded lists are read at once.
    pub(crate) sheet_work: Semaphore,
    /// Wakes the runner when a verb has enqueued a job.
    pub(crate) wake: Notify,
    /// Last contacts that are not written yet.
    pub(crate) last_seen: Mutex<HashMap<DeviceId, Timestamp>>,
    /// Until when nothing goes out by a channel, as this node has seen it.
    pub(crate) delivery_rests: Mutex<HashMap<Channel, Timestamp>>,
    /// Wakes the deliveries of this node, one by each channel, when a message may be due.
    pub(crate) wake_delivery: [Notify; Channel::ALL.len()],
    /// Refused attempts noted lately; see `audit/refused.rs`.
    pub(crate) refused: Mutex<HashMap<String, Timestamp>>,
    /// Receipts that came before their message was known to be taken; see `sms_provider/receipt.rs`.
    pub(crate) early_receipts: Mutex<Vec<EarlyReceipt>>,
    /// The portal's texts as this node has read them last; see `portal_text.rs`.
    pub(crate) kept_texts: KeptTexts,
    /// The audit log is verified once at a time.
    pub(crate) audit_work: Semaphore,
    /// There is one self-test at a time.
    pub(crate) self_test_work: Semaphore,
}

/// What an app is made of.
pub struct Parts {
    /// The opened and migrated store.
    pub store: Store,
    /// The key that seals secrets at rest.
    pub sealing: SealingKeys,
    /// The operator's settings.
    pub settings: Settings,
    /// The way to Apple's push service.
    pub push: PushGateway,
    /// The way to directories.
    pub directory: DirectoryGateway,
    /// The way to identity providers.
    pub identity_provider: IdentityProviderGateway,
    /// The way to the mail server.
    pub mail: MailGateway,
    /// The way to SMS providers.
    pub sms: SmsGateway,
    /// The way to webhooks.
    pub webhook: WebhookGateway,
    /// The simulated device of the self-test.
    pub simulator: SimulatorGateway,
    /// The clock.
    pub clock: Clock,
    /// The source of ids and randomness.
    pub ids: Ids,
}

/// Why an app does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database does not answer or holds nonsense.
    #[error("opening the database: {0}")]
    Store(#[from] store::StoreError),
    /// A stored key cannot be opened with the sealing key given.
    #[error("the stored key {name} cannot be opened: {reason}")]
    Sealed {
        /// Which key.
        name: &'static str,
        /// Why.
        reason: String,
    },
    /// A stored or new certificate is unusable.
    #[error("the certificate authority: {0}")]
    Authority(String),
    /// Passwords cannot be hashed on this machine.
    #[error("hashing passwords: {0}")]
    Password(String),
}

/// How long a server's own authorities live, in years.
const AUTHORITY_YEARS: u16 = 10;
/// How long the certificate that signs profiles lives; 825 days are the most that Apple's systems accept.
const PROFILE_SIGNER_AGE: i64 = 800 * DAY;
/// It is renewed at the first start within this time of its end.
const PROFILE_SIGNER_RENEWED_BEFORE: i64 = 365 * DAY;
/// How many SCEP messages may wait or be worked on at once; beyond it the answer is 503.
const SCEP_WORK_MAX: usize = 256;

impl App {
    /// Starts an app: loads its certificate authority, or makes one on the very first start.
    pub async fn start(parts: Parts) -> Result<Self, StartError> {
        let organization = short(&parts.settings.organization.name);
        let now = parts.clock.now().seconds();

        let (certificate, key) = keep(&parts, "device-ca", || {
            let key = RsaKey::generate(RsaBits::Rsa2048);
            let made = Authority::create(
                "Vestibule Device CA",
                &organization,
                key,
                parts.ids.octets(),
                now,
                AUTHORITY_YEARS,
            )
            .map_err(|error| error.to_string())?;
            Ok((made.certificate().to_vec(), Zeroizing::new(made.key().pkcs8().to_vec())))
        })
        .await?;
        let key = RsaKey::from_pkcs8(&key).map_err(|error| StartError::Authority(error.to_string()))?;
        let authority =
            Authority::load(certificate, key).map_err(|error| StartError::Authority(error.to_string()))?;

        let profile_signer = load_profile_signer(&parts, &authority, &organization).await?;

        let (certificate, key) = keep(&parts, "tls-root", || {
            let made = TlsRoot::create(
                "Vestibule TLS Root",
                &organization,
                parts.ids.octets(),
                now,
                AUTHORITY_YEARS,
            )
            .map_err(|error| error.to_string())?;
            Ok((made.certificate().to_vec(), Zeroizing::new(made.key_pkcs8().to_vec())))
        })
        .await?;
        let tls_root =
            TlsRoot::load(certificate, &key).map_err(|error| StartError::Authority(error.to_string()))?;

        let nobody_hash = crate::login::hash_now(&parts.ids.octets::<32>(), &parts.ids.octets())
            .map_err(StartError::Password)?;
        let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
        let code_keys = parts.sealing.derive("invitation-code");
        let code_keys = code_keys.iter().map(|key| hmac::Key::new(hmac::HMAC_SHA256, &key[..])).collect();
        let teller = Teller::new(parts.clock.clone(), parts.ids.clone());
        let store = Ledger::new(parts.store, &parts.sealing, teller);
        store
            .begin_chains(|lines_before| {
                let event = Event::AuditChained { lines_before };
                new_line(&parts.clock, &parts.ids, &Actor::Server, None, event)
            })
            .await?;
        Ok(Self(Arc::new(Inner {
            relying_party: crate::passkey::relying_party(&parts.settings),
            store,
            sealing: parts.sealing,
            settings: parts.settings,
            push: parts.push,
            directory: parts.directory,
            identity_provider: parts.identity_provider,
            mail: parts.mail,
            sms: parts.sms,
            webhook: parts.webhook,
            simulator: parts.simulator,
            clock: parts.clock,
            ids: parts.ids,
            authority,
            profile_signer: Arc::new(profile_signer),
            signing_certificate: Mutex::default(),
            tls_end: Mutex::default(),
            tls_root,
            code_keys,
            nobody_hash,
            login_turns: Turns::default(),
            directory_fares: Mutex::default(),
            webhook_rests: Rests::default(),
            password_work: Semaphore::new(cores * 2),
            scep_work: Arc::new(Semaphore::new(SCEP_WORK_MAX)),
            discovery_work: Semaphore::new(DISCOVERIES_AT_ONCE),
            sheet_work: Semaphore::new(SHEETS_AT_ONCE),
            wake: Notify::new(),
            last_seen: Mutex::default(),
            delivery_rests: Mutex::default(),
            wake_delivery: Default::default(),
            refused: Mutex::default(),
            early_receipts: Mutex::default(),
            kept_texts: KeptTexts::default(),
            audit_work: Semaphore::new(1),
            self_test_work: Semaphore::new(1),
        })))
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Returns the time.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// Returns the roots (DER) that a device must trust to reach this server; empty when they are public.
    pub fn trust_roots(&self) -> Vec<Vec<u8>> {
        match &self.0.settings.trust {
            Trust::Public => Vec::new(),
            Trust::PrivateEmbedded(roots) => roots.clone(),
            Trust::OwnRoot => vec![self.0.tls_root.certificate().to_vec()],
        }
    }

    /// Returns the PEM text of `/ca.pem`: the root of the server's own TLS certificate where it made one,
    /// then the device authority.
    pub fn ca_pem(&self) -> String {
        match self.0.settings.trust {
            Trust::OwnRoot => self.0.tls_root.pem() + &self.0.authority.pem(),
            Trust::Public | Trust::PrivateEmbedded(_) => self.0.authority.pem(),
        }
    }

    /// Issues a TLS certificate for this server from its own root, with a new key, for `days`.
    pub fn issue_server_certificate(&self, names: &[String], days: u16) -> Result<ServerCertificate, Error> {
        let names = names.iter().map(|name| ServerName::parse(name)).collect::<Result<Vec<_>, _>>();
        names
            .and_then(|names| {
                self.0.tls_root.issue_server(&names, self.0.ids.octets(), self.now().seconds(), days)
            })
            .map_err(|error| Error::Internal(format!("issuing the server's TLS certificate: {error}")))
    }

    /// Says whether the database answers.
    pub async fn check_health(&self) -> Result<(), Error> {
        Ok(self.0.store.ping().await?)
    }

    /// Closes the database after writing what is buffered. Every later verb fails.
    pub async fn close(&self) -> Result<(), Error> {
        self.flush_last_seen().await?;
        self.0.store.close().await;
        Ok(())
    }

    /// Returns a new reference code, for an error that is about to be shown.
    pub fn new_reference(&self) -> Reference {
        Reference::from_random(self.0.ids.octets())
    }

    /// Returns a new id.
    pub(crate) fn new_id(&self) -> Uuid {
        self.0.ids.uuid(self.now())
    }

    /// Returns a line for the audit trail; what it concerns is filled in by struct update.
    pub(crate) fn audit(&self, actor: &Actor, source: Option<IpAddr>, event: Event) -> Audit {
        new_line(&self.0.clock, &self.0.ids, actor, source, event)
    }

    /// Seals a secret for a row.
    pub(crate) fn seal(&self, purpose: &'static str, id: &str, secret: &[u8]) -> Vec<u8> {
        self.0.sealing.seal(Context { purpose, id }, secret)
    }

    /// Opens a secret of a row.
    pub(crate) fn open(
        &self,
        purpose: &'static str,
        id: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, Error> {
        self.0
            .sealing
            .open(Context { purpose, id }, sealed)
            .map_err(|error| Error::Internal(format!("opening {purpose} of {id}: {error}")))
    }
}

fn new_line(clock: &Clock, ids: &Ids, actor: &Actor, source: Option<IpAddr>, event: Event) -> Audit {
    let at = clock.now();
    Audit {
        id: AuditId(ids.uuid(at)),
        at,
        actor: actor.clone(),
        source,
        event,
        enrollment_id: None,
        device_id: None,
        invitation_id: None,
        reference: None,
        changes: Vec::new(),
        reason: None,
    }
}

/// Loads the certificate that signs profiles, and renews it, for the same key, when its end is near: devices take a
/// newer profile from the same key as coming from the same hands.
async fn load_profile_signer(
    parts: &Parts,
    authority: &Authority,
    organization: &str,
) -> Result<ProfileSigner, StartError> {
    const NAME: &str = "profile-signer";
    let unfit = |error: &dyn std::fmt::Display| StartError::Authority(error.to_string());
    let now = parts.clock.now();
    let issue = |key: &RsaKey| {
        authority
            .issue_profile_signer(&IdentityRequest {
                spki: key.spki(),
                subject: Subject { common_name: organization, organization, serial_number: None },
                serial: parts.ids.octets(),
                not_before: now.seconds() - BACKDATE_SECONDS,
                not_after: now.plus(PROFILE_SIGNER_AGE).seconds(),
            })
            .map(|issued| issued.der)
            .map_err(|error| error.to_string())
    };
    let (certificate, key_pkcs8) = keep(parts, NAME, || {
        let key = RsaKey::generate(RsaBits::Rsa2048);
        Ok((issue(&key)?, Zeroizing::new(key.pkcs8().to_vec())))
    })
    .await?;
    let signer = ProfileSigner::new(&Imported { chain: vec![certificate], key_pkcs8: key_pkcs8.clone() })
        .map_err(|error| unfit(&error))?;
    if Timestamp::from_seconds(signer.validity().1).since(now) > PROFILE_SIGNER_RENEWED_BEFORE {
        return Ok(signer);
    }
    let key = RsaKey::from_pkcs8(&key_pkcs8).map_err(|error| unfit(&error))?;
    let renewed = issue(&key).map_err(StartError::Authority)?;
    let mut tx = parts.store.begin().await?;
    tx.save_authority_certificate(NAME, &renewed).await?;
    tx.commit().await?;
    ProfileSigner::new(&Imported { chain: vec![renewed], key_pkcs8 }).map_err(|error| unfit(&error))
}

/// A certificate and its key.
type Kept = (Vec<u8>, Zeroizing<Vec<u8>>);

/// Loads a stored certificate with its key, or makes and stores one. When several nodes start at once, all of them end
/// with what the first one stored.
async fn keep(
    parts: &Parts,
    name: &'static str,
    make: impl FnOnce() -> Result<Kept, String>,
) -> Result<Kept, StartError> {
    let context = Context { purpose: "authority-key", id: name };
    let mut tx = parts.store.begin().await?;
    let mut stored = tx.find_authority(name).await?;
    if stored.is_none() {
        let (certificate, key) = make().map_err(StartError::Authority)?;
        let made = StoredAuthority { certificate, sealed_key: parts.sealing.seal(context, &key) };
        tx.insert_authority(name, &made, parts.clock.now()).await?;
        stored = tx.find_authority(name).await?;
    }
    tx.commit().await?;
    let stored = stored.ok_or_else(|| StartError::Authority(format!("{name} was not stored")))?;
    let key = parts
        .sealing
        .open(context, &stored.sealed_key)
        .map_err(|error| StartError::Sealed { name, reason: error.to_string() })?;
    Ok((stored.certificate, key))
}

/// Cuts an organization's name to what a certificate's subject may hold.
fn short(name: &str) -> String {
    let name: String = name.chars().filter(|c| !c.is_control()).take(64).collect();
    if name.trim().is_empty() { "Vestibule".to_owned() } else { name }
}
