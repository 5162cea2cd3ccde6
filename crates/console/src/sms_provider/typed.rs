//! What somebody has filled in about the SMS provider: the fields of its settings as texts, and the file beside them.
//!
//! A secret goes in and never comes out again: it is kept apart from the texts that a page shows (T31).

use std::collections::BTreeMap;

use app::{App, Error, SecretInput, SmsProviderDraft};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::{Form, RequestExt};
use domain::secret::Secret;
use domain::sms_provider::{
    EmailSettings, HttpBody, HttpHeader, HttpMethod, HttpSettings, REST_BASE_URL, RestSettings,
    SMPP_TLS_PORT, SmppSettings, SmsBackend, SmsKind, SmsProvider,
};
use http::{StatusCode, header};
use web::error::PageError;

/// The texts of a form, by field, and its file.
pub(super) struct Typed {
    pub(super) kind: SmsKind,
    values: BTreeMap<String, String>,
    secret: Option<Secret>,
    receipt_key: Option<Secret>,
    roots: Vec<u8>,
}

impl Typed {
    /// Returns what a form begins with where nothing is set up.
    pub(super) fn blank(kind: SmsKind) -> Self {
        let mut typed =
            Self { kind, values: BTreeMap::new(), secret: None, receipt_key: None, roots: Vec::new() };
        for (field, value) in [
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
        ] {
            typed.values.insert(field.to_owned(), value);
        }
        typed
    }

    /// Writes a provider as a form shows it.
    pub(super) fn of(provider: &SmsProvider) -> Self {
        let mut typed = Self::blank(provider.backend.kind());
        typed.put_common(provider);
        let mut put = |field: &str, value: String| typed.values.insert(field.to_owned(), value);
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
        for (field, value) in [
            ("prefixes", provider.prefixes.join("\n")),
            ("default_country", provider.default_country.clone()),
            ("messages_per_minute", provider.messages_per_minute.to_string()),
            ("sender", provider.sender.clone()),
        ] {
            self.values.insert(field.to_owned(), value);
        }
    }

    /// Reads a form, with files or without.
    pub(super) async fn read(request: Request) -> Result<Self, PageError> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        let has_files = content_type.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
        let mut typed = Self {
            kind: SmsKind::Rest,
            values: BTreeMap::new(),
            secret: None,
            receipt_key: None,
            roots: Vec::new(),
        };
        if has_files {
            let mut form = Multipart::from_request(request, &())
                .await
                .map_err(|error| unreadable(error.status(), &error.body_text()))?;
            let torn = |error: MultipartError| unreadable(error.status(), &error.body_text());
            while let Some(field) = form.next_field().await.map_err(torn)? {
                let name = field.name().unwrap_or_default().to_owned();
                match name.as_str() {
                    "roots" => typed.roots = field.bytes().await.map_err(torn)?.to_vec(),
                    _ => typed.put(&name, field.text().await.map_err(torn)?),
                }
            }
        } else {
            let Form(pairs) = request
                .extract::<Form<Vec<(String, String)>>, _>()
                .await
                .map_err(|error| unreadable(error.status(), &error.body_text()))?;
            for (name, value) in pairs {
                typed.put(&name, value);
            }
        }
        let kind = SmsKind::parse(typed.value("kind"));
        typed.kind = kind.ok_or_else(|| unreadable(StatusCode::BAD_REQUEST, "no kind of provider"))?;
        Ok(typed)
    }

    fn put(&mut self, name: &str, value: String) {
        match name {
            "secret" => self.secret = (!value.is_empty()).then(|| Secret::new(value)),
            "receipt_key" => self.receipt_key = (!value.is_empty()).then(|| Secret::new(value)),
            // Browsers end lines of a text field with both characters.
            _ => drop(self.values.insert(name.to_owned(), value.replace("\r\n", "\n"))),
        }
    }

    /// Returns a field's text; empty where the form has none.
    pub(super) fn value(&self, field: &str) -> &str {
        self.values.get(field).map(String::as_str).unwrap_or_default()
    }

    /// Returns the draft, with roots that were trusted before unless they are replaced or cleared.
    pub(super) fn draft(&self, app: &App, former: Option<&SmsProvider>) -> Result<SmsProviderDraft, Error> {
        let roots = match (self.roots.is_empty(), self.value("roots_clear")) {
            (false, _) => app.read_sms_provider_roots(&self.roots)?,
            (true, "") => former.map(|former| former.roots.clone()).unwrap_or_default(),
            (true, _) => Vec::new(),
        };
        let line = |field| self.value(field).trim().to_owned();
        Ok(SmsProviderDraft {
            provider: SmsProvider {
                backend: self.backend(),
                prefixes: self
                    .value("prefixes")
                    .split([' ', ',', '\n', '\t'])
                    .map(str::trim)
                    .filter(|one| !one.is_empty())
                    .map(str::to_owned)
                    .collect(),
                default_country: line("default_country").to_uppercase(),
                messages_per_minute: self.number("messages_per_minute"),
                sender: line("sender"),
                roots,
            },
            secret: self.secret.clone().map_or(SecretInput::Keep, SecretInput::Set),
            receipt_key: match (&self.receipt_key, self.value("receipt_key_clear")) {
                (Some(key), _) => SecretInput::Set(key.clone()),
                (None, "") => SecretInput::Keep,
                (None, _) => SecretInput::Clear,
            },
        })
    }

    fn backend(&self) -> SmsBackend {
        let line = |field| self.value(field).trim().to_owned();
        match self.kind {
            SmsKind::Rest => SmsBackend::Rest(RestSettings {
                base_url: line("base_url").trim_end_matches('/').to_owned(),
                account_sid: line("account_sid"),
                messaging_service_sid: Some(line("messaging_service_sid")).filter(|sid| !sid.is_empty()),
            }),
            SmsKind::Http => SmsBackend::Http(HttpSettings {
                method: HttpMethod::parse(self.value("method")).unwrap_or_default(),
                url: line("url"),
                headers: self.headers(),
                body_kind: HttpBody::parse(self.value("body_kind")).unwrap_or_default(),
                body: self.value("body").to_owned(),
                status_min: self.number("status_min"),
                status_max: self.number("status_max"),
                contains: self.value("contains").to_owned(),
                id_pointer: line("id_pointer"),
            }),
            SmsKind::Smpp => SmsBackend::Smpp(SmppSettings {
                host: line("host"),
                port: self.number("port"),
                tls: self.value("tls") != "no",
                system_id: line("system_id"),
                system_type: line("system_type"),
                source_ton: self.number("source_ton"),
                source_npi: self.number("source_npi"),
            }),
            SmsKind::Email => SmsBackend::Email(EmailSettings { address: line("address") }),
        }
    }

    fn headers(&self) -> Vec<HttpHeader> {
        let lines = self.value("headers").lines().map(str::trim).filter(|line| !line.is_empty());
        let header = |line: &str| {
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            HttpHeader { name: name.trim().to_owned(), value: value.trim().to_owned() }
        };
        lines.map(header).collect()
    }

    /// Reads a number; what is none is out of every range.
    fn number<T: std::str::FromStr + Default>(&self, field: &str) -> T {
        self.value(field).trim().parse().unwrap_or_default()
    }
}

fn unreadable(status: StatusCode, detail: &str) -> PageError {
    PageError::new(status, "That could not be read", "Go back and send the form once more.")
        .with_detail(format!("reading the form of the SMS provider: {detail}"))
}
