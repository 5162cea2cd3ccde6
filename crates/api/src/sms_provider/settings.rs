//! How the SMS provider is spoken to, on the wire.

use app::{App, SecretInput, SmsProviderDraft};
use domain::secret::Secret;
use domain::sms_provider::{
    EmailSettings, HttpBody, HttpHeader, HttpMethod, HttpSettings, REST_BASE_URL, RestSettings, SMPP_PORT,
    SMPP_TLS_PORT, SmppSettings, SmsBackend, SmsKind, SmsProvider,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Checks;

/// The SMS provider as it is to be. The settings of its kind are needed, those of others are left aside.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsProviderFields {
    /// Its kind; the settings of that kind stand under the same name.
    #[schema(schema_with = kinds)]
    kind: String,
    /// How a REST interface of Twilio’s form is spoken to.
    #[serde(default)]
    rest: Option<SmsRest>,
    /// How any other HTTP interface is spoken to.
    #[serde(default)]
    http: Option<SmsHttp>,
    /// How an SMS centre is spoken to.
    #[serde(default)]
    smpp: Option<SmsSmpp>,
    /// How an e-mail-to-SMS gateway is spoken to.
    #[serde(default)]
    email: Option<SmsEmail>,
    /// The beginnings of numbers that are sent to; at least one. All others are refused.
    #[schema(min_items = 1, max_items = 250, example = json!(["+46", "+47"]))]
    prefixes: Vec<String>,
    /// The country of numbers written without one, by its two letters.
    #[schema(example = "SE")]
    default_country: String,
    /// How many messages go out within a minute at the most; 60 when not said.
    #[serde(default)]
    #[schema(minimum = 1, maximum = 6000)]
    messages_per_minute: Option<u32>,
    /// Whom recipients see as the sender: a number, a short code or a name; empty where the provider decides.
    #[serde(default)]
    sender: String,
    /// Certificates to trust besides the system’s, as PEM.
    #[serde(default)]
    roots: String,
    /// The auth token, the password, or what stands for `{secret}`. Left out, the one that is set stays; a change of host,
    /// account, protection or trust needs it again. Empty removes it.
    #[serde(default)]
    #[schema(write_only)]
    secret: Option<String>,
    /// The key that receipts of an HTTP interface are signed with. Left out, the one that is set stays; empty removes it.
    #[serde(default)]
    #[schema(write_only, min_length = 16, max_length = 200)]
    receipt_key: Option<String>,
}

/// A REST interface of the form that Twilio made common.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsRest {
    /// Where it is; Twilio’s own when not said.
    #[serde(default = "rest_base_url")]
    #[schema(example = "https://api.twilio.com")]
    base_url: String,
    /// The account’s SID.
    account_sid: String,
    /// The messaging service that chooses the sender.
    #[serde(default)]
    messaging_service_sid: Option<String>,
}

/// An HTTP interface described by templates. Placeholders are `{to}`, `{text}`, `{id}`, `{from}`, `{receipt}` and
/// `{secret}`; each value is escaped as its place demands.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsHttp {
    /// The method; `POST` when not said.
    #[serde(default)]
    #[schema(schema_with = methods)]
    method: Option<String>,
    /// The URL; no placeholders in its host.
    #[schema(example = "https://sms.example.org/send?to={to}")]
    url: String,
    /// Headers.
    #[serde(default)]
    #[schema(max_items = 20)]
    headers: Vec<SmsHeader>,
    /// What the body is; `json` when not said.
    #[serde(default)]
    #[schema(schema_with = bodies)]
    body_kind: Option<String>,
    /// The body.
    #[serde(default)]
    body: String,
    /// The lowest status that means success; 200 when not said.
    #[serde(default)]
    #[schema(minimum = 200, maximum = 299)]
    status_min: Option<u16>,
    /// The highest status that means success; 299 when not said.
    #[serde(default)]
    #[schema(minimum = 200, maximum = 299)]
    status_max: Option<u16>,
    /// What the answer contains on success; empty where the status says it all.
    #[serde(default)]
    contains: String,
    /// Where the answer holds the provider’s own id of the message, as a JSON pointer.
    #[serde(default)]
    #[schema(example = "/messages/0/id")]
    id_pointer: String,
}

/// A header of an HTTP interface.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsHeader {
    /// Its name.
    #[schema(example = "Authorization")]
    name: String,
    /// Its value, a template.
    #[schema(example = "Bearer {secret}")]
    value: String,
}

/// An SMS centre that speaks SMPP 3.4.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsSmpp {
    /// Its name or address.
    #[schema(example = "smsc.example.org")]
    host: String,
    /// Its port; the usual one when not said.
    #[serde(default)]
    port: Option<u16>,
    /// Whether the connection is protected by TLS; it is when not said.
    #[serde(default = "yes")]
    tls: bool,
    /// The account.
    system_id: String,
    /// What kind of system this is; mostly empty.
    #[serde(default)]
    system_type: String,
    /// The sender’s type of number; 1, international, when not said.
    #[serde(default = "international")]
    source_ton: u8,
    /// The sender’s numbering plan; 1, E.164, when not said.
    #[serde(default = "international")]
    source_npi: u8,
}

/// A gateway that turns e-mail into SMS.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsEmail {
    /// The address, with `{number}` for the recipient’s number without its `+`.
    #[schema(example = "{number}@sms.example.org")]
    address: String,
}

pub(super) fn kinds() -> Object {
    one_of(SmsKind::ALL.map(SmsKind::name), "The kind of provider.")
}

fn methods() -> Object {
    one_of(HttpMethod::ALL.map(HttpMethod::name), "The method.")
}

fn bodies() -> Object {
    one_of(HttpBody::ALL.map(HttpBody::name), "What the body is.")
}

fn rest_base_url() -> String {
    REST_BASE_URL.to_owned()
}

fn yes() -> bool {
    true
}

fn international() -> u8 {
    1
}

impl SmsProviderFields {
    /// Reads the draft. What is wrong with it is named by the verb; here only what has no place in it.
    pub(super) fn draft(self, app: &App) -> Result<SmsProviderDraft, Problem> {
        let mut checks = Checks::default();
        let kind = checks.named("kind", &self.kind, &SmsKind::ALL.map(SmsKind::name), SmsKind::parse);
        let backend = match kind {
            Some(SmsKind::Rest) => needed(&mut checks, "rest", self.rest).map(|rest| rest.read()),
            Some(SmsKind::Http) => needed(&mut checks, "http", self.http).map(|http| http.read(&mut checks)),
            Some(SmsKind::Smpp) => needed(&mut checks, "smpp", self.smpp).map(|smpp| smpp.read()),
            Some(SmsKind::Email) => needed(&mut checks, "email", self.email).map(|email| email.read()),
            None => None,
        };
        checks.finish()?;
        let Some(backend) = backend else { return Err(Problem::not_found()) }; // a check has said why
        let roots = match self.roots.trim() {
            "" => Vec::new(),
            roots => app
                .read_sms_provider_roots(roots.as_bytes())
                .map_err(|error| Problem::from_app(error, app.now()))?,
        };
        Ok(SmsProviderDraft {
            provider: SmsProvider {
                backend,
                prefixes: self.prefixes,
                default_country: self.default_country,
                messages_per_minute: self.messages_per_minute.unwrap_or(60),
                sender: self.sender,
                roots,
            },
            secret: input(self.secret),
            receipt_key: input(self.receipt_key),
        })
    }
}

fn needed<T>(checks: &mut Checks, field: &'static str, value: Option<T>) -> Option<T> {
    if value.is_none() {
        let _: Option<()> = checks.read(field, Some(""), "the settings of this kind", |_| None);
    }
    value
}

fn input(text: Option<String>) -> SecretInput<Secret> {
    match text {
        None => SecretInput::Keep,
        Some(text) if text.is_empty() => SecretInput::Clear,
        Some(text) => SecretInput::Set(Secret::new(text)),
    }
}

impl SmsRest {
    fn read(self) -> SmsBackend {
        SmsBackend::Rest(RestSettings {
            base_url: self.base_url,
            account_sid: self.account_sid,
            messaging_service_sid: self.messaging_service_sid.filter(|sid| !sid.is_empty()),
        })
    }
}

impl From<RestSettings> for SmsRest {
    fn from(settings: RestSettings) -> Self {
        Self {
            base_url: settings.base_url,
            account_sid: settings.account_sid,
            messaging_service_sid: settings.messaging_service_sid,
        }
    }
}

impl SmsHttp {
    fn read(self, checks: &mut Checks) -> SmsBackend {
        let methods = HttpMethod::ALL.map(HttpMethod::name).join(", ");
        let method =
            checks.read("method", self.method.as_deref(), &format!("one of {methods}"), HttpMethod::parse);
        let bodies = HttpBody::ALL.map(HttpBody::name).join(", ");
        let body_kind =
            checks.read("body_kind", self.body_kind.as_deref(), &format!("one of {bodies}"), HttpBody::parse);
        let header = |header: SmsHeader| HttpHeader { name: header.name, value: header.value };
        SmsBackend::Http(HttpSettings {
            method: method.unwrap_or_default(),
            url: self.url,
            headers: self.headers.into_iter().map(header).collect(),
            body_kind: body_kind.unwrap_or_default(),
            body: self.body,
            status_min: self.status_min.unwrap_or(200),
            status_max: self.status_max.unwrap_or(299),
            contains: self.contains,
            id_pointer: self.id_pointer,
        })
    }
}

impl From<HttpSettings> for SmsHttp {
    fn from(settings: HttpSettings) -> Self {
        let header = |header: HttpHeader| SmsHeader { name: header.name, value: header.value };
        Self {
            method: Some(settings.method.name().to_owned()),
            url: settings.url,
            headers: settings.headers.into_iter().map(header).collect(),
            body_kind: Some(settings.body_kind.name().to_owned()),
            body: settings.body,
            status_min: Some(settings.status_min),
            status_max: Some(settings.status_max),
            contains: settings.contains,
            id_pointer: settings.id_pointer,
        }
    }
}

impl SmsSmpp {
    fn read(self) -> SmsBackend {
        SmsBackend::Smpp(SmppSettings {
            host: self.host,
            port: self.port.unwrap_or(if self.tls { SMPP_TLS_PORT } else { SMPP_PORT }),
            tls: self.tls,
            system_id: self.system_id,
            system_type: self.system_type,
            source_ton: self.source_ton,
            source_npi: self.source_npi,
        })
    }
}

impl From<SmppSettings> for SmsSmpp {
    fn from(settings: SmppSettings) -> Self {
        Self {
            host: settings.host,
            port: Some(settings.port),
            tls: settings.tls,
            system_id: settings.system_id,
            system_type: settings.system_type,
            source_ton: settings.source_ton,
            source_npi: settings.source_npi,
        }
    }
}

impl SmsEmail {
    fn read(self) -> SmsBackend {
        SmsBackend::Email(EmailSettings { address: self.address })
    }
}

impl From<EmailSettings> for SmsEmail {
    fn from(settings: EmailSettings) -> Self {
        Self { address: settings.address }
    }
}
