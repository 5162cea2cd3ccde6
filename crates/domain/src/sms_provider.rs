//! The SMS provider: who carries text messages for this server, and how it is spoken to.
//!
//! There is one, or none. Its secrets are kept apart from it, sealed; what is here can be shown.

mod change;
mod rule;

use serde::{Deserialize, Serialize};

pub use rule::{SmsProviderFault, check_receipt_key, is_number, tidied_number};

/// The SMS provider as it is set up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SmsProvider {
    /// How it is spoken to.
    pub backend: SmsBackend,
    /// Which numbers are sent to: the beginnings of international numbers, such as `+46`; at least one.
    pub prefixes: Vec<String>,
    /// The country of numbers written without one, by its two letters.
    pub default_country: String,
    /// How many messages go out within a minute at the most.
    pub messages_per_minute: u32,
    /// Whom recipients see as the sender: a number, a short code or a name; empty where the provider decides.
    pub sender: String,
    /// Roots (DER) that the provider's certificate may chain to besides the system's; empty where those suffice.
    #[serde(default)]
    pub roots: Vec<Vec<u8>>,
}

/// How a provider is spoken to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum SmsBackend {
    /// A REST interface of the form that Twilio made common.
    Rest(RestSettings),
    /// Any other HTTP interface, described by templates.
    Http(HttpSettings),
    /// An SMS centre that speaks SMPP 3.4.
    Smpp(SmppSettings),
    /// A gateway that turns e-mail into SMS: messages go out by the mail server.
    Email(EmailSettings),
}

/// The kinds of providers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SmsKind {
    /// See [`SmsBackend::Rest`].
    Rest,
    /// See [`SmsBackend::Http`].
    Http,
    /// See [`SmsBackend::Smpp`].
    Smpp,
    /// See [`SmsBackend::Email`].
    Email,
}

impl SmsKind {
    /// Every kind, in the order people choose from.
    pub const ALL: [Self; 4] = [Self::Rest, Self::Http, Self::Smpp, Self::Email];

    /// Returns the name used in the database, forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Http => "http",
            Self::Smpp => "smpp",
            Self::Email => "email",
        }
    }

    /// Finds a kind by [`SmsKind::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Rest => "Twilio or compatible",
            Self::Http => "Other HTTP interface",
            Self::Smpp => "SMPP",
            Self::Email => "E-mail-to-SMS gateway",
        }
    }
}

/// A REST interface of the form that Twilio made common. Its auth token is a secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RestSettings {
    /// Where it is, without a path of its own: `https://api.twilio.com`.
    pub base_url: String,
    /// The account's SID.
    pub account_sid: String,
    /// The messaging service that chooses the sender; `None` sends as [`SmsProvider::sender`].
    pub messaging_service_sid: Option<String>,
}

/// The usual base URL of [`RestSettings`].
pub const REST_BASE_URL: &str = "https://api.twilio.com";

/// An HTTP interface described by templates. In the URL, the headers and the body stand placeholders, each escaped as its
/// place demands: `{to}`, `{text}`, `{id}`, `{from}`, `{receipt}` and `{secret}`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HttpSettings {
    /// The method.
    pub method: HttpMethod,
    /// The URL; no placeholders in its host.
    pub url: String,
    /// Headers: name and value.
    pub headers: Vec<HttpHeader>,
    /// What the body is.
    pub body_kind: HttpBody,
    /// The body; empty where there is none.
    pub body: String,
    /// The lowest status that means success.
    pub status_min: u16,
    /// The highest status that means success.
    pub status_max: u16,
    /// What the answer contains on success; empty where the status says it all.
    pub contains: String,
    /// Where the answer holds the provider's own id of the message, as a JSON pointer (RFC 6901); empty for nowhere.
    pub id_pointer: String,
}

/// A header of an HTTP interface.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HttpHeader {
    /// Its name.
    pub name: String,
    /// Its value, a template.
    pub value: String,
}

/// The placeholders of [`HttpSettings`], and what stands for each.
pub const HTTP_PLACEHOLDERS: [(&str, &str); 6] = [
    ("{to}", "the recipient’s number, such as +46701234567"),
    ("{text}", "the text"),
    ("{id}", "this server’s id of the message"),
    ("{from}", "the sender"),
    ("{receipt}", "the address to which a receipt can be posted"),
    ("{secret}", "the secret, which is never shown again"),
];

/// The method of an HTTP interface.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum HttpMethod {
    /// `GET`, without a body.
    Get,
    /// `POST`.
    #[default]
    Post,
    /// `PUT`.
    Put,
}

impl HttpMethod {
    /// Every method.
    pub const ALL: [Self; 3] = [Self::Post, Self::Get, Self::Put];

    /// Returns its name as on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }

    /// Finds a method by [`HttpMethod::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// What the body of an HTTP interface is: it decides how values are escaped in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HttpBody {
    /// There is none.
    None,
    /// JSON: values are escaped for its strings.
    #[default]
    Json,
    /// A form: values are percent-encoded.
    Form,
    /// Plain text: the values stand as they are.
    Text,
}

impl HttpBody {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Json, Self::Form, Self::Text, Self::None];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Json => "json",
            Self::Form => "form",
            Self::Text => "text",
        }
    }

    /// Finds a kind by [`HttpBody::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|body| body.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::None => "No body",
            Self::Json => "JSON",
            Self::Form => "Form fields",
            Self::Text => "Plain text",
        }
    }

    /// Returns the `Content-Type` that goes with it, where no header says another.
    pub fn content_type(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Json => Some("application/json"),
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::Text => Some("text/plain; charset=utf-8"),
        }
    }
}

/// An SMS centre that speaks SMPP 3.4. The password of its account is a secret.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SmppSettings {
    /// Its name or address; the name is what its certificate is checked against.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether the connection is protected by TLS.
    pub tls: bool,
    /// The account, `system_id`.
    pub system_id: String,
    /// What kind of system this is, `system_type`; mostly empty.
    pub system_type: String,
    /// The sender's type of number.
    pub source_ton: u8,
    /// The sender's numbering plan.
    pub source_npi: u8,
}

/// The usual port of SMPP without TLS.
pub const SMPP_PORT: u16 = 2775;
/// The usual port of SMPP with TLS.
pub const SMPP_TLS_PORT: u16 = 3550;

/// A gateway that turns e-mail into SMS.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EmailSettings {
    /// The address, with `{number}` for the recipient's number without its `+`.
    pub address: String,
}

impl SmsBackend {
    /// Returns its kind.
    pub fn kind(&self) -> SmsKind {
        match self {
            Self::Rest(_) => SmsKind::Rest,
            Self::Http(_) => SmsKind::Http,
            Self::Smpp(_) => SmsKind::Smpp,
            Self::Email(_) => SmsKind::Email,
        }
    }
}

impl SmsProvider {
    /// Says whether a number may be sent to.
    pub fn allows(&self, number: &str) -> bool {
        is_number(number) && self.prefixes.iter().any(|prefix| number.starts_with(prefix))
    }

    /// Returns the mail address by which a number is reached, where messages go out by mail and the number may be sent to.
    pub fn email_address(&self, number: &str) -> Option<String> {
        match &self.backend {
            SmsBackend::Email(settings) if self.allows(number) => {
                Some(settings.address.replace(rule::NUMBER, number.trim_start_matches('+')))
            }
            _ => None,
        }
    }

    /// Says whether its secret crosses the network in clear.
    pub fn is_plain(&self) -> bool {
        match &self.backend {
            SmsBackend::Rest(settings) => settings.base_url.starts_with("http://"),
            SmsBackend::Http(settings) => settings.url.starts_with("http://"),
            SmsBackend::Smpp(settings) => !settings.tls,
            SmsBackend::Email(_) => false,
        }
    }

    /// Says whether it cannot be spoken to without a secret.
    pub fn needs_secret(&self) -> bool {
        match &self.backend {
            SmsBackend::Rest(_) | SmsBackend::Smpp(_) => true,
            SmsBackend::Http(settings) => settings.uses(rule::SECRET),
            SmsBackend::Email(_) => false,
        }
    }

    /// Says whether it can tell later what became of a message.
    pub fn has_receipts(&self) -> bool {
        !matches!(self.backend, SmsBackend::Email(_))
    }
}
