//! What somebody has filled in about the SMS provider: the fields of its settings as texts, and the file beside them.

use app::{App, Error, SecretInput, SmsProviderDraft};
use axum::extract::Request;
use domain::sms_provider::{
    EmailSettings, HttpBody, HttpHeader, HttpMethod, HttpSettings, REST_BASE_URL, RestSettings,
    SMPP_TLS_PORT, SmppSettings, SmsBackend, SmsKind, SmsProvider,
};
use http::StatusCode;
use web::error::PageError;

use crate::filled::{Filled, Shape};

/// The form with the settings of an SMS provider.
pub(super) struct Typed {
    pub(super) kind: SmsKind,
    pub(super) filled: Filled,
}

/// Which of its fields are no texts.
const SHAPE: Shape = Shape { secrets: &["secret", "receipt_key"], files: &["roots"] };

impl Typed {
    /// Returns what a form begins with where nothing is set up.
    pub(super) fn blank(kind: SmsKind) -> Self {
        let filled = Filled::of([
            ("base_url", REST_BASE_URL.to_owned()),
            ("method", HttpMethod::Post.name().to_owned()),
            ("body_kind", HttpBody::Json.name().to_owned()),
            ("body", "{\n  \"to\": \"{to}\",\n  \"from\": \"{from}\",\n  \"text\": \"{text}\"\n}".to_owned()),
            ("headers", "Authorization: Bearer {secret}".to_owned()),
            ("status_min", "200".to_owned()),
            ("status_max", "299".to_owned()),
            ("port", SMPP_TLS_PORT.to_string()),
            ("tls", "yes".to_owned()),
            ("source_ton", "1".to_owned()),
            ("source_npi", "1".to_owned()),
            ("messages_per_minute", "60".to_owned()),
        ]);
        Self { kind, filled }
    }

    /// Writes a provider as a form shows it.
    pub(super) fn of(provider: &SmsProvider) -> Self {
        let mut typed = Self::blank(provider.backend.kind());
        typed.put_common(provider);
        let mut put = |field: &str, value: String| typed.filled.extend([(field, value)]);
        match &provider.backend {
            SmsBackend::Rest(settings) => {
                put("base_url", settings.base_url.clone());
                put("account_sid", settings.account_sid.clone());
                put("messaging_service_sid", settings.messaging_service_sid.clone().unwrap_or_default());
            }
            SmsBackend::Http(settings) => {
                let headers =
                    settings.headers.iter().map(|header| format!("{}: {}", header.name, header.value));
                put("method", settings.method.name().to_owned());
                put("url", settings.url.clone());
                put("headers", headers.collect::<Vec<_>>().join("\n"));
                put("body_kind", settings.body_kind.name().to_owned());
                put("body", settings.body.clone());
                put("status_min", settings.status_min.to_string());
                put("status_max", settings.status_max.to_string());
                put("contains", settings.contains.clone());
                put("id_pointer", settings.id_pointer.clone());
            }
            SmsBackend::Smpp(settings) => {
                put("host", settings.host.clone());
                put("port", settings.port.to_string());
                put("tls", if settings.tls { "yes" } else { "no" }.to_owned());
                put("system_id", settings.system_id.clone());
                put("system_type", settings.system_type.clone());
                put("source_ton", settings.source_ton.to_string());
                put("source_npi", settings.source_npi.to_string());
            }
            SmsBackend::Email(settings) => {
                put("address", settings.address.clone());
            }
        }
        typed
    }

    /// Takes over from a provider of another kind what all kinds have.
    pub(super) fn put_common(&mut self, provider: &SmsProvider) {
        self.filled.extend([
            ("prefixes", provider.prefixes.join("\n")),
            ("default_country", provider.default_country.clone()),
            ("messages_per_minute", provider.messages_per_minute.to_string()),
            ("sender", provider.sender.clone()),
        ]);
    }

    /// Reads a form.
    pub(super) async fn read(request: Request) -> Result<Self, PageError> {
        let filled = Filled::read(request, &SHAPE).await?;
        let kind = SmsKind::parse(filled.value("kind")).ok_or_else(|| {
            let words = "Go back and choose how the provider is spoken to.";
            PageError::new(StatusCode::BAD_REQUEST, "That could not be read", words)
        })?;
        Ok(Self { kind, filled })
    }

    /// Returns the draft, with roots that were trusted before unless they are replaced or cleared.
    pub(super) fn draft(&self, app: &App, former: Option<&SmsProvider>) -> Result<SmsProviderDraft, Error> {
        let roots = match (self.filled.file("roots").is_empty(), self.filled.value("roots_clear")) {
            (false, _) => app.read_sms_provider_roots(self.filled.file("roots"))?,
            (true, "") => former.map(|former| former.roots.clone()).unwrap_or_default(),
            (true, _) => Vec::new(),
        };
        let line = |field| self.filled.text(field);
        Ok(SmsProviderDraft {
            provider: SmsProvider {
                backend: self.backend(),
                prefixes: self
                    .filled
                    .value("prefixes")
                    .split([' ', ',', '\n', '\t'])
                    .map(str::trim)
                    .filter(|one| !one.is_empty())
                    .map(str::to_owned)
                    .collect(),
                default_country: line("default_country").to_uppercase(),
                messages_per_minute: self.filled.number("messages_per_minute"),
                sender: line("sender"),
                roots,
            },
            secret: self.filled.secret("secret"),
            receipt_key: match (self.filled.secret("receipt_key"), self.filled.value("receipt_key_clear")) {
                (SecretInput::Keep, cleared) if !cleared.is_empty() => SecretInput::Clear,
                (key, _) => key,
            },
        })
    }

    fn backend(&self) -> SmsBackend {
        let line = |field| self.filled.text(field);
        match self.kind {
            SmsKind::Rest => SmsBackend::Rest(RestSettings {
                base_url: line("base_url").trim_end_matches('/').to_owned(),
                account_sid: line("account_sid"),
                messaging_service_sid: Some(line("messaging_service_sid")).filter(|sid| !sid.is_empty()),
            }),
            SmsKind::Http => SmsBackend::Http(HttpSettings {
                method: HttpMethod::parse(self.filled.value("method")).unwrap_or_default(),
                url: line("url"),
                headers: self.headers(),
                body_kind: HttpBody::parse(self.filled.value("body_kind")).unwrap_or_default(),
                body: self.filled.value("body").to_owned(),
                status_min: self.filled.number("status_min"),
                status_max: self.filled.number("status_max"),
                contains: self.filled.value("contains").to_owned(),
                id_pointer: line("id_pointer"),
            }),
            SmsKind::Smpp => SmsBackend::Smpp(SmppSettings {
                host: line("host"),
                port: self.filled.number("port"),
                tls: self.filled.value("tls") != "no",
                system_id: line("system_id"),
                system_type: line("system_type"),
                source_ton: self.filled.number("source_ton"),
                source_npi: self.filled.number("source_npi"),
            }),
            SmsKind::Email => SmsBackend::Email(EmailSettings { address: line("address") }),
        }
    }

    fn headers(&self) -> Vec<HttpHeader> {
        let lines = self.filled.value("headers").lines().map(str::trim).filter(|line| !line.is_empty());
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            HttpHeader { name: name.trim().to_owned(), value: value.trim().to_owned() }
        };
        lines.map(header).collect()
    }
}
