//! Tells webhooks over the network: HTTP/1.1, over TLS unless the program is in the own network.
//!
//! A connection serves one telling. Events are few, and a kept connection would be one to an address that nobody has
//! looked at since.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::webhook::WebhookAddress;
use http::{HeaderMap, Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use thiserror::Error;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::{FetchedPage, WebhookOutcome, WebhookTelling};
use crate::guarded::connect;
use crate::tls::system_roots;

/// From the look-up of the name to the end of the answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How much is read of an answer that tells of a failure.
const ANSWER_BYTES_MAX: usize = 1_024;
/// How much is read of a page.
const PAGE_BYTES_MAX: usize = 64 * 1_024;
/// How much the head of an answer may take.
const HEAD_BYTES_MAX: usize = 16 * 1_024;
/// What the server calls itself.
const USER_AGENT: &str = concat!("Vestibule/", env!("CARGO_PKG_VERSION"));

/// Why the client cannot be made.
#[derive(Debug, Error)]
pub enum WebhookClientError {
    /// The roots are not PEM certificates, or none at all.
    #[error("webhook roots: {0}")]
    Roots(String),
    /// TLS cannot be set up.
    #[error("webhook TLS: {0}")]
    Tls(#[from] rustls::Error),
}

/// A client; clones share what it trusts.
#[derive(Clone)]
pub struct LiveWebhooks {
    tls: Arc<ClientConfig>,
}

impl fmt::Debug for LiveWebhooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LiveWebhooks")
    }
}

impl LiveWebhooks {
    /// Makes a client that trusts these roots (PEM), or the system's.
    pub fn new(roots: Option<&str>) -> Result<Self, WebhookClientError> {
        let roots = match roots {
            Some(pem) => roots_from(pem)?,
            None => system_roots(),
        };
        if roots.is_empty() {
            tracing::warn!("this machine trusts no certificate authority, so webhooks are told by http only");
        }
        let tls = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { tls: Arc::new(tls) })
    }

    /// Sends one telling.
    pub(super) async fn send(&self, telling: &WebhookTelling) -> WebhookOutcome {
        let deadline = Instant::now() + TIMEOUT;
        match timeout_at(deadline, self.exchange(telling)).await {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(words)) => failed(words),
            Err(_) => failed("no answer within ten seconds".to_owned()),
        }
    }

    async fn exchange(&self, telling: &WebhookTelling) -> Result<WebhookOutcome, String> {
        let tcp = connect(&telling.address, telling.may_stay_inside).await?;
        if !telling.address.is_tls {
            return post(tcp, telling).await;
        }
        post(self.secure(&telling.address, tcp).await?, telling).await
    }

    async fn secure(&self, address: &WebhookAddress, tcp: TcpStream) -> Result<TlsStream<TcpStream>, String> {
        let name = ServerName::try_from(address.host.clone())
            .map_err(|_| "TLS: the host is no name that a certificate can have".to_owned())?;
        let connector = TlsConnector::from(Arc::clone(&self.tls));
        connector.connect(name, tcp).await.map_err(|error| said("TLS", &error))
    }

    /// Reads a page.
    pub(super) async fn fetch(&self, address: &WebhookAddress) -> Result<FetchedPage, String> {
        if !address.is_tls {
            return Err("refused: only https is asked".to_owned());
        }
        let fetching = async {
            let tcp = connect(address, false).await?;
            let (mut sender, connection) = http1::Builder::new()
                .max_buf_size(HEAD_BYTES_MAX)
                .handshake::<_, Full<Bytes>>(TokioIo::new(self.secure(address, tcp).await?))
                .await
                .map_err(|error| said("connecting", &error))?;
            let mut driven = tokio::task::JoinSet::new();
            driven.spawn(connection);
            let request = Request::get(&address.path)
                .header(header::HOST, address.authority())
                .header(header::USER_AGENT, USER_AGENT)
                .header(header::CONNECTION, "close")
                .body(Full::new(Bytes::new()))
                .map_err(|error| said("writing the request", &error))?;
            let response = sender.send_request(request).await.map_err(|error| said("sending", &error))?;
            let text =
                |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
            let (location, content_type) = (text(header::LOCATION), text(header::CONTENT_TYPE));
            let status = response.status();
            let body = beginning(response.into_body(), PAGE_BYTES_MAX).await;
            let location = location.filter(|_| status.is_redirection());
            Ok(FetchedPage { status: status.as_u16(), location, content_type, body })
        };
        let answer = timeout(TIMEOUT, fetching).await;
        answer.unwrap_or_else(|_| Err("no answer within ten seconds".to_owned()))
    }
}

/// Posts over an open connection and reads the answer.
async fn post(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    telling: &WebhookTelling,
) -> Result<WebhookOutcome, String> {
    let (mut sender, connection) = http1::Builder::new()
        .max_buf_size(HEAD_BYTES_MAX)
        .handshake::<_, Full<Bytes>>(TokioIo::new(stream))
        .await
        .map_err(|error| said("connecting", &error))?;
    // Ends with this function, whatever the program still wants to say.
    let mut driven = tokio::task::JoinSet::new();
    driven.spawn(connection);
    let response = sender.send_request(request(telling)?).await.map_err(|error| said("sending", &error))?;
    Ok(read(response).await)
}

fn request(telling: &WebhookTelling) -> Result<Request<Full<Bytes>>, String> {
    Request::post(&telling.address.path)
        .header(header::HOST, telling.address.authority())
        .header(header::USER_AGENT, USER_AGENT)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::CONNECTION, "close")
        .header("webhook-id", telling.id.to_string())
        .header("webhook-timestamp", telling.at)
        .header("webhook-signature", telling.signatures())
        .body(Full::new(Bytes::from(telling.body.clone())))
        .map_err(|error| said("writing the request", &error))
}

async fn read(response: Response<Incoming>) -> WebhookOutcome {
    let status = response.status();
    if status.is_success() {
        return WebhookOutcome::Delivered { status: status.as_u16() };
    }
    let retry_after = retry_after(response.headers());
    let words = first_words(response.into_body()).await;
    match status {
        StatusCode::GONE => WebhookOutcome::Gone { words },
        status if status.is_redirection() => WebhookOutcome::Failed {
            status: Some(status.as_u16()),
            words: "the program redirects; redirects are not followed, so enter the address it points to"
                .to_owned(),
            retry_after,
        },
        status => WebhookOutcome::Failed { status: Some(status.as_u16()), words, retry_after },
    }
}

fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let seconds = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds))
}

/// Reads the beginning of a body. Where it breaks off or does not go on, the status has said what matters.
async fn first_words(body: Incoming) -> String {
    String::from_utf8_lossy(&beginning(body, ANSWER_BYTES_MAX).await).into_owned()
}

async fn beginning(mut body: Incoming, octets_max: usize) -> Vec<u8> {
    let mut octets = Vec::new();
    let reading = async {
        while octets.len() < octets_max {
            let Some(Ok(frame)) = body.frame().await else { break };
            if let Some(data) = frame.data_ref() {
                let rest = octets_max - octets.len();
                octets.extend_from_slice(&data[..data.len().min(rest)]);
            }
        }
    };
    drop(timeout(Duration::from_secs(2), reading).await);
    octets
}

fn failed(words: String) -> WebhookOutcome {
    WebhookOutcome::Failed { status: None, words, retry_after: None }
}

/// Writes an error with what caused it, each cause once.
fn said(step: &str, error: &(dyn Error + 'static)) -> String {
    let mut text = format!("{step}: {error}");
    let mut cause = error.source();
    while let Some(error) = cause {
        let words = error.to_string();
        if !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        cause = error.source();
    }
    text
}

fn roots_from(pem: &str) -> Result<RootCertStore, WebhookClientError> {
    let refused = |error: &dyn fmt::Display| WebhookClientError::Roots(error.to_string());
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem.as_bytes()) {
        let certificate = certificate.map_err(|error| refused(&error))?;
        roots.add(certificate).map_err(|error| refused(&error))?;
    }
    if roots.is_empty() {
        return Err(refused(&"no certificate in the PEM text"));
    }
    Ok(roots)
}
