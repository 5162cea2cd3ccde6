//! Providers over the network: which way goes to which kind, and the one HTTP client.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::message::{Answer, Receipt};
use domain::sms_provider::{SmsBackend, SmsProvider};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use rustls::RootCertStore;

use super::smpp::Smpp;
use super::{Sms, SmsSecrets, http, reach, rest};

/// TCP and TLS together.
pub(super) const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// From the beginning of a request to the end of its answer.
pub(super) const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// The most octets of an answer that are read.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// The way to providers; clones share its connections.
#[derive(Clone)]
pub struct LiveSms {
    shared: Arc<Shared>,
}

struct Shared {
    system: RootCertStore,
    /// The client, and the roots it was made for.
    client: Mutex<Option<(Vec<Vec<u8>>, Client)>>,
    smpp: Smpp,
}

impl fmt::Debug for LiveSms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LiveSms").finish_non_exhaustive()
    }
}

impl Default for LiveSms {
    fn default() -> Self {
        Self::new()
    }
}

/// What an HTTP interface answered.
pub(super) struct HttpAnswer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl HttpAnswer {
    /// Says how long the provider wants to be left alone, to put after other words.
    pub(super) fn pause(&self) -> String {
        let wanted = self.headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok());
        match wanted.filter(|text| text.len() <= 40) {
            Some(seconds) if seconds.bytes().all(|c| c.is_ascii_digit()) => {
                format!("; it asks to wait {seconds} s")
            }
            Some(instant) => format!("; it asks to wait until {instant}"),
            None => String::new(),
        }
    }
}

impl LiveSms {
    /// Makes the way; it connects with the first message.
    pub fn new() -> Self {
        let mut system = RootCertStore::empty();
        system.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Self { shared: Arc::new(Shared { system, client: Mutex::default(), smpp: Smpp::default() }) }
    }

    pub(super) async fn send(&self, provider: &SmsProvider, secrets: &SmsSecrets, sms: &Sms) -> Answer {
        match &provider.backend {
            SmsBackend::Rest(settings) => rest::send(self, provider, settings, secrets, sms).await,
            SmsBackend::Http(settings) => http::send(self, provider, settings, secrets, sms).await,
            SmsBackend::Smpp(settings) => {
                self.shared.smpp.send(&self.shared.system, provider, settings, secrets, sms).await
            }
            SmsBackend::Email(_) => Answer::Unusable {
                words: "This provider is reached by e-mail; its messages go out by the SMTP server."
                    .to_owned(),
            },
        }
    }

    pub(super) async fn next_receipts(&self, provider: Option<(&SmsProvider, &SmsSecrets)>) -> Vec<Receipt> {
        let smpp = provider.and_then(|(provider, secrets)| match &provider.backend {
            SmsBackend::Smpp(settings) => Some((provider, settings, secrets)),
            _ => None,
        });
        match smpp {
            Some((provider, settings, secrets)) => {
                self.shared.smpp.next_receipts(&self.shared.system, provider, settings, secrets).await
            }
            None => {
                self.shared.smpp.rest().await;
                self.shared.smpp.take_receipts()
            }
        }
    }

    pub(super) fn smpp(&self) -> &Smpp {
        &self.shared.smpp
    }

    pub(super) fn system(&self) -> &RootCertStore {
        &self.shared.system
    }

    /// Asks an HTTP interface; without an answer, says what to make of that. Redirects are not followed: they would take
    /// the secret elsewhere.
    pub(super) async fn ask(
        &self,
        provider: &SmsProvider,
        request: impl FnOnce(&Client) -> RequestBuilder,
    ) -> Result<HttpAnswer, Answer> {
        let client = self.client(provider).map_err(|words| Answer::Unusable { words })?;
        let mut response = request(&client).send().await.map_err(|error| failed(&error))?;
        let (status, headers) = (response.status(), response.headers().clone());
        let mut body = Vec::new();
        // When the body breaks off or never ends, the status has said what matters.
        while let Ok(Some(chunk)) = response.chunk().await {
            let room = ANSWER_BYTES_MAX - body.len();
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            if body.len() == ANSWER_BYTES_MAX {
                break;
            }
        }
        Ok(HttpAnswer { status, headers, body: String::from_utf8_lossy(&body).into_owned() })
    }

    fn client(&self, provider: &SmsProvider) -> Result<Client, String> {
        let mut kept = self.shared.client.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = kept.as_ref().filter(|(roots, _)| *roots == provider.roots) {
            return Ok(client.clone());
        }
        let mut tls = reach::config(&self.shared.system, &provider.roots)?;
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(ANSWER_TIMEOUT)
            .user_agent("Vestibule")
            .build()
            .map_err(|error| format!("the way to the provider cannot be set up: {error}"))?;
        *kept = Some((provider.roots.clone(), client.clone()));
        Ok(client)
    }
}

/// Says what a request without an answer means. What reqwest says itself may hold the URL, and so a secret.
fn failed(error: &reqwest::Error) -> Answer {
    if error.is_builder() {
        return Answer::Unusable {
            words: "The settings give no usable request: look at the URL and the headers.".to_owned(),
        };
    }
    if let Some(tls) = reach::tls_fault(error) {
        return Answer::Unusable { words: format!("The connection is not safe: {tls}.") };
    }
    let words = if error.is_connect() && error.is_timeout() {
        format!("The provider could not be reached within {} s.", CONNECT_TIMEOUT.as_secs())
    } else if error.is_timeout() {
        format!("The provider did not answer within {} s.", ANSWER_TIMEOUT.as_secs())
    } else if error.is_connect() {
        "The provider could not be reached.".to_owned()
    } else {
        "The connection to the provider broke off.".to_owned()
    };
    Answer::Later { words }
}

/// Says what a status means that does not mean success, in words already freed from secrets.
pub(super) fn by_status(answer: &HttpAnswer, words: String) -> Answer {
    match answer.status.as_u16() {
        408 | 425 | 429 | 500..=599 => Answer::Later { words: format!("{words}{}", answer.pause()) },
        401 | 403 => Answer::Unusable { words: format!("{words}: the account or its secret was not taken") },
        300..=399 => {
            Answer::Unusable { words: format!("{words}: it points to another address; enter that one") }
        }
        404 | 405 | 410 => {
            Answer::Unusable { words: format!("{words}: there is no such interface; look at the URL") }
        }
        _ => Answer::Refused { words },
    }
}
