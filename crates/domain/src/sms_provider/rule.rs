//! What makes settings of an SMS provider acceptable.

use super::{
    EmailSettings, HttpBody, HttpMethod, HttpSettings, RestSettings, SmppSettings, SmsBackend, SmsProvider,
};

/// The most allowed beginnings of numbers: there are fewer countries.
const PREFIXES_MAX: usize = 250;
/// The most octets of a URL, of a header's value, of a mail address.
const LINE_BYTES_MAX: usize = 2_000;
/// The most octets of a body.
const BODY_BYTES_MAX: usize = 10_000;
/// The most headers.
const HEADERS_MAX: usize = 20;
/// The most octets of a sender: SMPP has room for no more.
const SENDER_BYTES_MAX: usize = 20;
/// The placeholders that a message cannot do without.
const TO: &str = "{to}";
const TEXT: &str = "{text}";
/// The placeholder of the secret.
pub(super) const SECRET: &str = "{secret}";
/// The placeholder of a number in a mail address.
pub(super) const NUMBER: &str = "{number}";

/// What is wrong with a field of an SMS provider's settings.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SmsProviderFault {
    /// No beginnings of numbers, or too many, or something else.
    #[error(
        "Say to which countries messages may go, one a line, such as +46. Numbers elsewhere are refused, so that nobody runs up a bill."
    )]
    Prefixes,
    /// No country.
    #[error("Write the country’s two letters, such as SE.")]
    Country,
    /// A rate out of range.
    #[error("Choose between 1 and 6,000 messages a minute.")]
    Rate,
    /// A sender too long or with other characters.
    #[error("Write a number, a short code or a name of at most 20 letters and digits.")]
    Sender,
    /// No sender where there has to be one.
    #[error("Name the sender, or a messaging service that chooses one.")]
    SenderMissing,
    /// No URL.
    #[error(
        "Write a URL that begins with https:// (or http:// inside your own network), without placeholders in its host."
    )]
    Url,
    /// A base URL with more than a host and a path.
    #[error("Write the address of the interface alone, such as https://api.twilio.com.")]
    BaseUrl,
    /// No SID.
    #[error("Copy the SID from the provider’s console: letters and digits only.")]
    Sid,
    /// Nowhere does the number or the text go.
    #[error("Use {{to}} and {{text}} in the URL or the body; without them nothing would arrive.")]
    Placeholders,
    /// A header that is none.
    #[error("Write at most 20 headers, one a line, such as Authorization: Bearer {{secret}}.")]
    Headers,
    /// A body too long.
    #[error("Write a body of at most 10,000 characters.")]
    Body,
    /// A body that a `GET` does not have.
    #[error("A GET has no body. Choose another method, or put everything into the URL.")]
    BodyOfGet,
    /// A body that is no JSON.
    #[error("This is not JSON. Put placeholders for texts between quotation marks, such as \"{{text}}\".")]
    Json,
    /// Statuses out of range.
    #[error("Write a range of statuses between 200 and 299, such as 200 and 299.")]
    Statuses,
    /// Too long a text to look for.
    #[error("Write at most 200 characters that the answer contains on success.")]
    Contains,
    /// No JSON pointer.
    #[error("Write a JSON pointer such as /messages/0/id, or leave this empty.")]
    Pointer,
    /// No host.
    #[error("Write the SMS centre’s name or address.")]
    Host,
    /// No port.
    #[error("Write a port between 1 and 65,535.")]
    Port,
    /// An account too long.
    #[error("Write the system id that the provider gave you: at most 15 characters.")]
    SystemId,
    /// A type too long.
    #[error("Write at most 12 letters and digits, or leave this empty.")]
    SystemType,
    /// A type of number out of range.
    #[error("Choose a type of number between 0 and 6.")]
    Ton,
    /// A numbering plan out of range.
    #[error("Choose a numbering plan between 0 and 18.")]
    Npi,
    /// No address with a number in it.
    #[error("Write a mail address with {{number}} in it, such as {{number}}@sms.example.org.")]
    Address,
    /// No secret where there has to be one.
    #[error("Enter the secret that the provider gave you.")]
    SecretMissing,
    /// A secret that cannot be one.
    #[error("A secret is one line of at most 500 characters; for SMPP at most 8.")]
    Secret,
    /// A key for receipts too short.
    #[error("Choose a key of 16 to 200 characters.")]
    ReceiptKey,
    /// A file without a certificate.
    #[error(
        "This is not a certificate. Choose a PEM or DER file with the root of the provider’s certificate."
    )]
    Roots,
}

/// Says whether a text is an international phone number as ITU-T E.164 writes it, with its `+`.
pub fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|c| c.is_ascii_digit())
    })
}

/// Reads an international phone number as people write it: blanks, hyphens, dots and brackets between the digits, `00`
/// for the `+`. What is none comes out as `None`.
pub fn tidied_number(text: &str) -> Option<String> {
    let mut number: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '(' | ')' | '/' | '\u{2011}'))
        .collect();
    if let Some(rest) = number.strip_prefix("00") {
        number = format!("+{rest}");
    }
    is_number(&number).then_some(number)
}

impl SmsProvider {
    /// Lists what is wrong, by field; empty when nothing is.
    pub fn faults(&self) -> Vec<(&'static str, SmsProviderFault)> {
        use SmsProviderFault as Fault;
        let mut faults = Vec::new();
        let mut check = |field, is_right: bool, fault| {
            if !is_right {
                faults.push((field, fault));
            }
        };
        let has_prefixes = (1..=PREFIXES_MAX).contains(&self.prefixes.len());
        check(
            "prefixes",
            has_prefixes && self.prefixes.iter().all(|prefix| is_prefix(prefix)),
            Fault::Prefixes,
        );
        let is_country =
            self.default_country.len() == 2 && self.default_country.bytes().all(|c| c.is_ascii_uppercase());
        check("default_country", is_country, Fault::Country);
        check("messages_per_minute", (1..=6_000).contains(&self.messages_per_minute), Fault::Rate);
        check("sender", is_sender(&self.sender), Fault::Sender);
        match &self.backend {
            SmsBackend::Rest(settings) => {
                let has_sender = !self.sender.is_empty() || settings.messaging_service_sid.is_some();
                check("sender", has_sender, Fault::SenderMissing);
                faults.extend(settings.faults());
            }
            SmsBackend::Http(settings) => faults.extend(settings.faults()),
            SmsBackend::Smpp(settings) => faults.extend(settings.faults()),
            SmsBackend::Email(settings) => faults.extend(settings.faults()),
        }
        faults
    }

    /// Checks a secret in clear.
    pub fn check_secret(&self, secret: &str) -> Result<(), SmsProviderFault> {
        let bytes_max = if matches!(self.backend, SmsBackend::Smpp(_)) { 8 } else { 500 };
        let fits = (1..=bytes_max).contains(&secret.len()) && !secret.chars().any(char::is_control);
        if fits { Ok(()) } else { Err(SmsProviderFault::Secret) }
    }
}

/// Checks the key that receipts are signed with.
pub fn check_receipt_key(key: &str) -> Result<(), SmsProviderFault> {
    let fits = (16..=200).contains(&key.chars().count()) && !key.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(SmsProviderFault::ReceiptKey) }
}

impl RestSettings {
    fn faults(&self) -> Vec<(&'static str, SmsProviderFault)> {
        let mut faults = Vec::new();
        if !is_url(&self.base_url)
            || self.base_url.contains(['?', '#', '{', '@'])
            || self.base_url.ends_with('/')
        {
            faults.push(("base_url", SmsProviderFault::BaseUrl));
        }
        if !is_sid(&self.account_sid) {
            faults.push(("account_sid", SmsProviderFault::Sid));
        }
        if self.messaging_service_sid.as_ref().is_some_and(|sid| !is_sid(sid)) {
            faults.push(("messaging_service_sid", SmsProviderFault::Sid));
        }
        faults
    }
}

impl HttpSettings {
    /// Says whether a placeholder stands anywhere.
    pub(super) fn uses(&self, placeholder: &str) -> bool {
        let headers = self.headers.iter().map(|header| header.value.as_str());
        headers.chain([self.url.as_str(), self.body.as_str()]).any(|template| template.contains(placeholder))
    }

    fn faults(&self) -> Vec<(&'static str, SmsProviderFault)> {
        use SmsProviderFault as Fault;
        let mut faults = Vec::new();
        let mut check = |field, is_right: bool, fault| {
            if !is_right {
                faults.push((field, fault));
            }
        };
        check("url", is_url(&self.url), Fault::Url);
        let carries = |placeholder| self.url.contains(placeholder) || self.body.contains(placeholder);
        check("body", carries(TO) && carries(TEXT), Fault::Placeholders);
        check("body", self.body.len() <= BODY_BYTES_MAX, Fault::Body);
        let has_body = self.body_kind != HttpBody::None || !self.body.is_empty();
        check("body_kind", self.method != HttpMethod::Get || !has_body, Fault::BodyOfGet);
        check("body_kind", self.body_kind != HttpBody::None || self.body.is_empty(), Fault::Body);
        let headers = &self.headers;
        let are_headers = headers.iter().all(|header| is_header(&header.name, &header.value));
        check("headers", headers.len() <= HEADERS_MAX && are_headers, Fault::Headers);
        let is_range = 200 <= self.status_min && self.status_min <= self.status_max && self.status_max <= 299;
        check("statuses", is_range, Fault::Statuses);
        check("contains", self.contains.chars().count() <= 200, Fault::Contains);
        let pointer = &self.id_pointer;
        check(
            "id_pointer",
            pointer.is_empty() || (pointer.starts_with('/') && pointer.len() <= 200),
            Fault::Pointer,
        );
        faults
    }
}

impl SmppSettings {
    fn faults(&self) -> Vec<(&'static str, SmsProviderFault)> {
        use SmsProviderFault as Fault;
        let mut faults = Vec::new();
        let mut check = |field, is_right: bool, fault| {
            if !is_right {
                faults.push((field, fault));
            }
        };
        check("host", is_host(&self.host), Fault::Host);
        check("port", self.port > 0, Fault::Port);
        let is_visible = |text: &str| text.bytes().all(|c| c.is_ascii_graphic());
        check(
            "system_id",
            (1..=15).contains(&self.system_id.len()) && is_visible(&self.system_id),
            Fault::SystemId,
        );
        check(
            "system_type",
            self.system_type.len() <= 12 && is_visible(&self.system_type),
            Fault::SystemType,
        );
        check("source_ton", self.source_ton <= 6, Fault::Ton);
        check("source_npi", self.source_npi <= 18, Fault::Npi);
        faults
    }
}

impl EmailSettings {
    fn faults(&self) -> Vec<(&'static str, SmsProviderFault)> {
        let is_address = self.address.matches(NUMBER).count() == 1
            && self.address.len() <= LINE_BYTES_MAX
            && self.address.split_once('@').is_some_and(|(local, host)| {
                local.contains(NUMBER) && is_host(host) && local.chars().all(is_local)
            });
        if is_address { Vec::new() } else { vec![("address", SmsProviderFault::Address)] }
    }
}

fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '{' | '}' | '+' | '-' | '.' | '_' | '=')
}

fn is_prefix(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (1..=7).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|c| c.is_ascii_digit())
    })
}

fn is_sender(text: &str) -> bool {
    let digits = text.strip_prefix('+').unwrap_or(text);
    text.len() <= SENDER_BYTES_MAX
        && text.trim() == text
        && digits.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '.' | '_' | '&'))
}

fn is_sid(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'))
}

fn is_header(name: &str, value: &str) -> bool {
    let is_name = (1..=100).contains(&name.len())
        && name.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_'));
    let is_framing = ["host", "content-length", "transfer-encoding", "connection"]
        .iter()
        .any(|framing| name.eq_ignore_ascii_case(framing));
    is_name && !is_framing && value.len() <= LINE_BYTES_MAX && !value.chars().any(char::is_control)
}

/// Says whether a text is the URL of a host, where nothing of a message can change which host it is.
fn is_url(text: &str) -> bool {
    let fits = text.len() <= LINE_BYTES_MAX && !text.chars().any(|c| c.is_control() || c.is_whitespace());
    fits && origin(text).is_some()
}

/// Returns scheme, host and port of a URL; `None` where they hold anything else.
pub(super) fn origin(url: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| url.starts_with(scheme))?;
    let rest = &url[scheme.len()..];
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let (host, port) = match authority.strip_prefix('[').and_then(|text| text.split_once(']')) {
        Some((address, rest)) => (address, rest),
        None => {
            authority.split_once(':').map_or((authority, ""), |(host, _)| (host, &authority[host.len()..]))
        }
    };
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (is_host(host) && is_port).then(|| &url[..scheme.len() + authority.len()])
}

fn is_host(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sms_provider::{HttpHeader, REST_BASE_URL};

    fn rest() -> SmsProvider {
        SmsProvider {
            backend: SmsBackend::Rest(RestSettings {
                base_url: REST_BASE_URL.into(),
                account_sid: "AC0123456789abcdef".into(),
                messaging_service_sid: None,
            }),
            prefixes: vec!["+46".into(), "+4".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: "+15005550006".into(),
            roots: Vec::new(),
        }
    }

    fn http() -> HttpSettings {
        HttpSettings {
            method: HttpMethod::Post,
            url: "https://sms.example.org/send?to={to}".into(),
            headers: vec![HttpHeader { name: "Authorization".into(), value: "Bearer {secret}".into() }],
            body_kind: HttpBody::Json,
            body: r#"{"text":"{text}"}"#.into(),
            status_min: 200,
            status_max: 299,
            contains: String::new(),
            id_pointer: "/id".into(),
        }
    }

    fn fields(provider: &SmsProvider) -> Vec<&'static str> {
        provider.faults().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn numbers_are_read_as_people_write_them_and_only_allowed_ones_are_sent_to() {
        assert_eq!(tidied_number(" +46 (70) 123-45 67 "), Some("+46701234567".into()));
        assert_eq!(tidied_number("0046 70 123 45 67"), Some("+46701234567".into()));
        for none in ["070-123 45 67", "+46", "+046701234567", "+4670123456789012", "+46 70 abc 45 67", ""] {
            assert_eq!(tidied_number(none), None, "{none}");
        }
        let mut provider = rest();
        assert!(provider.allows("+46701234567") && provider.allows("+49301234567"));
        assert!(!provider.allows("+12025550123") && !provider.allows("46701234567"));
        provider.prefixes.clear();
        assert!(!provider.allows("+46701234567"));
        assert_eq!(fields(&provider), ["prefixes"]);
    }

    #[test]
    fn each_fault_names_its_field() {
        assert!(rest().faults().is_empty());
        let mut wrong = rest();
        wrong.prefixes = vec!["46".into()];
        wrong.default_country = "Sweden".into();
        wrong.messages_per_minute = 0;
        wrong.sender = "a\r\nb".into();
        wrong.backend = SmsBackend::Rest(RestSettings {
            base_url: "https://api.twilio.com/".into(),
            account_sid: "AC/../x".into(),
            messaging_service_sid: Some(String::new()),
        });
        let all = [
            "prefixes",
            "default_country",
            "messages_per_minute",
            "sender",
            "base_url",
            "account_sid",
            "messaging_service_sid",
        ];
        assert_eq!(fields(&wrong), all);
    }

    #[test]
    fn a_url_names_its_host_without_placeholders() {
        for good in
            ["https://a.example", "http://10.0.0.1:13013/cgi-bin/sendsms?to={to}", "https://[::1]:8080/x"]
        {
            assert!(is_url(good), "{good}");
        }
        for bad in [
            "a.example",
            "ftp://a.example",
            "https://{to}/x",
            "https://a.example:0/",
            "https://u:p@a.example/",
            "https:///x",
            "https://a b/",
        ] {
            assert!(!is_url(bad), "{bad}");
        }
        assert_eq!(origin("https://a.example:8443/x?y"), Some("https://a.example:8443"));
    }

    #[test]
    fn an_interface_that_drops_the_text_or_forges_a_header_is_refused() {
        let of = |settings: HttpSettings| SmsProvider { backend: SmsBackend::Http(settings), ..rest() };
        assert!(of(http()).faults().is_empty());
        assert!(of(http()).needs_secret());
        assert_eq!(fields(&of(HttpSettings { body: "{}".into(), ..http() })), ["body"]);
        assert_eq!(fields(&of(HttpSettings { method: HttpMethod::Get, ..http() })), ["body_kind"]);
        assert_eq!(fields(&of(HttpSettings { status_max: 302, ..http() })), ["statuses"]);
        for (name, value) in [("X-A", "a\r\nX-B: b"), ("Host", "elsewhere"), ("", "x"), ("A B", "x")] {
            let headers = vec![HttpHeader { name: name.into(), value: value.into() }];
            assert_eq!(fields(&of(HttpSettings { headers, ..http() })), ["headers"], "{name}");
        }
    }

    #[test]
    fn a_number_becomes_the_address_of_its_gateway() {
        let of = |address: &str| SmsProvider {
            backend: SmsBackend::Email(EmailSettings { address: address.into() }),
            ..rest()
        };
        let provider = of("{number}@sms.example.org");
        assert!(provider.faults().is_empty());
        assert_eq!(provider.email_address("+46701234567"), Some("46701234567@sms.example.org".into()));
        assert_eq!(provider.email_address("46701234567@evil.example"), None);
        assert_eq!(provider.email_address("+12025550123"), None, "not allowed");
        assert_eq!(
            of("+{number}.key@sms.example.org").email_address("+461234567"),
            Some("+461234567.key@sms.example.org".into())
        );
        assert_eq!(rest().email_address("+46701234567"), None);
        for bad in [
            "sms@example.org",
            "{number}",
            "a@{number}",
            "{number}{number}@x.org",
            "{number}@x.org\r\nBcc: y@z",
        ] {
            assert_eq!(fields(&of(bad)), ["address"], "{bad}");
        }
    }

    #[test]
    fn secrets_fit_their_protocol() {
        assert!(rest().check_secret("0123456789abcdef").is_ok());
        assert!(rest().check_secret("").is_err() && rest().check_secret("a\nb").is_err());
        assert!(check_receipt_key("0123456789abcdef").is_ok() && check_receipt_key("short").is_err());
    }
}
