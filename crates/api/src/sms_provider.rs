//! The SMS provider: how it is spoken to, what is allowed, what a try shows; and the door for its receipts.
//!
//! Its secrets are written and never read: an answer says whether there is one (T31).

pub(crate) mod one;
pub(crate) mod receipt;
pub(crate) mod settings;
pub(crate) mod test;

use app::{App, SmsProviderDetail};
use domain::sms_provider::SmsBackend;
use serde::Serialize;
use utoipa::ToSchema;

use crate::directory::settings::pem;
use crate::time::Instant;
use settings::{SmsEmail, SmsHttp, SmsRest, SmsSmpp, kinds};

/// The SMS provider.
#[derive(Serialize, ToSchema)]
pub(crate) struct SmsProvider {
    /// Its kind; the settings of that kind stand under the same name.
    #[schema(schema_with = kinds)]
    kind: &'static str,
    /// How a REST interface of Twilio’s form is spoken to.
    rest: Option<SmsRest>,
    /// How any other HTTP interface is spoken to.
    http: Option<SmsHttp>,
    /// How an SMS centre is spoken to.
    smpp: Option<SmsSmpp>,
    /// How an e-mail-to-SMS gateway is spoken to.
    email: Option<SmsEmail>,
    /// The beginnings of numbers that are sent to.
    prefixes: Vec<String>,
    /// The country of numbers written without one.
    default_country: String,
    /// How many messages go out within a minute at the most.
    messages_per_minute: u32,
    /// Whom recipients see as the sender; empty where the provider decides.
    sender: String,
    /// Certificates trusted besides the system’s, as PEM.
    roots: String,
    /// Whether a secret is set.
    has_secret: bool,
    /// Whether a key for receipts is set.
    has_receipt_key: bool,
    /// Where receipts of an HTTP interface are posted to.
    receipt_address: String,
    /// When it was last saved.
    saved_at: Instant,
}

impl SmsProvider {
    fn of(app: &App, detail: SmsProviderDetail) -> Self {
        let provider = detail.provider;
        let mut shown = Self {
            kind: provider.backend.kind().name(),
            rest: None,
            http: None,
            smpp: None,
            email: None,
            prefixes: provider.prefixes,
            default_country: provider.default_country,
            messages_per_minute: provider.messages_per_minute,
            sender: provider.sender,
            roots: provider.roots.iter().map(|root| pem(root)).collect(),
            has_secret: detail.has_secret,
            has_receipt_key: detail.has_receipt_key,
            receipt_address: app.sms_receipt_address(),
            saved_at: Instant(detail.saved_at),
        };
        match provider.backend {
            SmsBackend::Rest(settings) => shown.rest = Some(settings.into()),
            SmsBackend::Http(settings) => shown.http = Some(settings.into()),
            SmsBackend::Smpp(settings) => shown.smpp = Some(settings.into()),
            SmsBackend::Email(settings) => shown.email = Some(settings.into()),
        }
        shown
    }
}
