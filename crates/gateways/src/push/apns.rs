//! The Apple Push Notification service: HTTP/2 over TLS, proved by the push certificate.
//!
//! Apple wants few connections that live long, so one is kept per topic and opened anew when Apple closes it,
//! when it falls silent, or when the push certificate changes.
//! A push may go out twice that way; Apple keeps only one per device, so nobody notices.

use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response, header};
use http_body_util::{BodyExt, Collected, Full, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http2::{Builder, SendRequest};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use serde::Serialize;
use thiserror::Error;
use tokio::net::TcpStream;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use tokio_rustls::TlsConnector;

use super::answer::Answer;
use super::failure::{Failure, told};
use super::{Notification, PushIdentity, PushOutcome};

/// TCP, TLS and the HTTP/2 greeting together.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
/// From the request to the end of its answer.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(20);
/// After a connection that could not be opened nobody tries again for so long: the pushes that waited for it would each
/// wait for a time-out of their own.
const UNREACHABLE_PAUSE: Duration = Duration::from_secs(5);
/// Apple asks for at most one ping an hour on an idle connection.
const PING_INTERVAL: Duration = Duration::from_secs(60 * 60);
const PING_TIMEOUT: Duration = Duration::from_secs(20);
/// Apple's error bodies are some 50 bytes.
const ANSWER_BYTES_MAX: usize = 4096;
/// Where the push service is and whom to believe there.
#[derive(Clone, Debug)]
pub struct ApnsSettings {
    /// Host name; Apple's is `api.push.apple.com`.
    pub host: String,
    /// TCP port; Apple listens on 443 and 2197.
    pub port: u16,
    /// Trusted roots as PEM; none means the system's.
    pub roots: Option<String>,
}

impl Default for ApnsSettings {
    fn default() -> Self {
        Self { host: "api.push.apple.com".to_owned(), port: 443, roots: None }
    }
}

/// Why the client cannot be made from its settings.
#[derive(Debug, Error)]
pub enum ApnsError {
    /// The host is neither a DNS name nor an address.
    #[error("push host {0:?} is not a host name")]
    Host(String),
    /// The roots are not PEM certificates, or none at all.
    #[error("push roots: {0}")]
    Roots(String),
}

/// A client of the push service; clones share the connections.
#[derive(Clone)]
pub struct Apns {
    shared: Arc<Shared>,
}

struct Shared {
    settings: ApnsSettings,
    server_name: ServerName<'static>,
    roots: Arc<RootCertStore>,
    /// The outer lock is held only to find a slot, so that one topic never waits for another's handshake.
    slots: std::sync::Mutex<HashMap<String, Arc<Slot>>>,
}

type Slot = Mutex<Option<Connection>>;
type Sender = SendRequest<Full<Bytes>>;

/// The last connection under a topic, or why there is none.
struct Connection {
    certificate_chain: Vec<Vec<u8>>,
    opened: Result<Sender, Unreachable>,
}

struct Unreachable {
    at: Instant,
    reason: String,
}

#[derive(Serialize)]
struct Payload<'a> {
    mdm: &'a str,
}

impl fmt::Debug for Apns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Apns").field("host", &self.shared.settings.host).finish_non_exhaustive()
    }
}

impl Apns {
    /// Makes a client; it connects with the first push.
    pub fn new(settings: ApnsSettings) -> Result<Self, ApnsError> {
        let server_name = ServerName::try_from(settings.host.clone())
            .map_err(|_| ApnsError::Host(settings.host.clone()))?;
        let roots = match &settings.roots {
            Some(pem) => roots_from(pem)?,
            None => system_roots(),
        };
        let slots = std::sync::Mutex::default();
        Ok(Self { shared: Arc::new(Shared { settings, server_name, roots: Arc::new(roots), slots }) })
    }

    /// Sends one notification; once more on a new connection when the kept one turns out to be gone.
    pub(super) async fn push(&self, identity: &PushIdentity, notification: &Notification) -> PushOutcome {
        let slot = self.slot(&identity.topic);
        match self.attempt(&slot, identity, notification).await {
            Ok(answer) if !answer.asks_to_repeat() => answer.outcome(),
            Err(failure) if !failure.is_worth_repeating() => failure.outcome(),
            _ => match self.attempt(&slot, identity, notification).await {
                Ok(answer) => answer.outcome(),
                Err(failure) => failure.outcome(),
            },
        }
    }

    fn slot(&self, topic: &str) -> Arc<Slot> {
        let mut slots = self.shared.slots.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(slots.entry(topic.to_owned()).or_default())
    }

    /// Asks once, and forgets the connection when it should not be asked again.
    async fn attempt(
        &self,
        slot: &Slot,
        identity: &PushIdentity,
        notification: &Notification,
    ) -> Result<Answer, Failure> {
        let request = self.request(notification)?;
        let mut sender = self.sender(slot, identity).await?;
        let exchange = async {
            let response = sender
                .send_request(request)
                .await
                .map_err(|error| Failure::Broken(format!("pushing: {}", told(&error))))?;
            Ok(read(response).await)
        };
        let result = timeout(ANSWER_TIMEOUT, exchange).await.unwrap_or(Err(Failure::Silent));
        if result.as_ref().map_or(true, Answer::ends_connection) {
            // Another push may have replaced the connection meanwhile; then this costs one handshake, no more.
            slot.lock().await.take();
        }
        result
    }

    /// Returns the kept connection if it is alive and was opened with this certificate, else a new one.
    async fn sender(&self, slot: &Slot, identity: &PushIdentity) -> Result<Sender, Failure> {
        let mut kept = slot.lock().await;
        if let Some(connection) = kept.as_ref()
            && connection.certificate_chain == identity.certificate_chain
        {
            match &connection.opened {
                Ok(sender) if !sender.is_closed() => return Ok(sender.clone()),
                Err(failure) if failure.at.elapsed() < UNREACHABLE_PAUSE => {
                    return Err(Failure::Unreachable(failure.reason.clone()));
                }
                _ => {}
            }
        }
        // Dropping the old one lets its unanswered pushes end in peace.
        *kept = None;
        let opened = timeout(CONNECT_TIMEOUT, self.connect(identity))
            .await
            .unwrap_or_else(|_| Err(Failure::Unreachable("no answer to the connection".to_owned())));
        let outcome = match &opened {
            Ok(sender) => Ok(sender.clone()),
            Err(failure) => Err(Unreachable { at: Instant::now(), reason: failure.reason().to_owned() }),
        };
        if !matches!(opened, Err(Failure::Unusable(_))) {
            *kept =
                Some(Connection { certificate_chain: identity.certificate_chain.clone(), opened: outcome });
        }
        opened
    }

    /// Opens a connection; the name is resolved each time, because Apple moves.
    async fn connect(&self, identity: &PushIdentity) -> Result<Sender, Failure> {
        let Shared { settings, server_name, .. } = &*self.shared;
        let connector = TlsConnector::from(Arc::new(self.tls(identity)?));
        let tcp = TcpStream::connect((settings.host.as_str(), settings.port))
            .await
            .map_err(|error| Failure::unreachable("connecting", &error))?;
        tcp.set_nodelay(true).map_err(|error| Failure::unreachable("connecting", &error))?;
        let tls = connector
            .connect(server_name.clone(), tcp)
            .await
            .map_err(|error| Failure::unreachable("TLS", &error))?;
        if tls.get_ref().1.alpn_protocol() != Some(b"h2") {
            return Err(Failure::Unreachable("TLS: the peer does not speak HTTP/2".to_owned()));
        }
        let (sender, connection) = Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(PING_INTERVAL)
            .keep_alive_timeout(PING_TIMEOUT)
            .keep_alive_while_idle(true)
            .handshake(TokioIo::new(tls))
            .await
            .map_err(|error| Failure::unreachable("HTTP/2", &error))?;
        let topic = identity.topic.clone();
        tracing::debug!(push.topic = topic, "connected to the push service");
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(
                    push.topic = topic,
                    error = told(&error),
                    "connection to the push service ended"
                );
            }
        });
        Ok(sender)
    }

    fn tls(&self, identity: &PushIdentity) -> Result<ClientConfig, Failure> {
        let unusable = |error: rustls::Error| Failure::Unusable(format!("push certificate: {error}"));
        let chain = identity.certificate_chain.iter().cloned().map(CertificateDer::from).collect();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.key_pkcs8.to_vec()));
        let mut config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(unusable)?
            .with_root_certificates(Arc::clone(&self.shared.roots))
            .with_client_auth_cert(chain, key)
            .map_err(unusable)?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(config)
    }

    fn request(&self, notification: &Notification) -> Result<Request<Full<Bytes>>, Failure> {
        let ApnsSettings { host, port, .. } = &self.shared.settings;
        let authority =
            if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") };
        let payload = serde_json::to_vec(&Payload { mdm: &notification.push_magic })
            .expect("a struct of one string is always JSON");
        Request::post(format!("https://{authority}/3/device/{}", hex(&notification.token)))
            .header("apns-id", notification.id.to_string())
            .header("apns-topic", &notification.topic)
            .header("apns-push-type", HeaderValue::from_static("mdm"))
            .header("apns-expiration", notification.expires_at)
            .header("apns-priority", if notification.urgent { 10 } else { 5 })
            .body(Full::new(Bytes::from(payload)))
            .map_err(|error| Failure::Unusable(format!("notification: {error}")))
    }
}

/// Reads an answer; when the body breaks off or never ends, the status has said what matters.
async fn read(response: Response<Incoming>) -> Answer {
    let status = response.status().as_u16();
    let retry_after = response
        .headers()
        .get(header::RETRY_AFTER)
        .and_then(|value| value.to_str().ok()?.parse().ok())
        .map(Duration::from_secs);
    let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
    Answer::new(status, retry_after, &body.map(Collected::to_bytes).unwrap_or_default())
}

fn roots_from(pem: &str) -> Result<RootCertStore, ApnsError> {
    let refused = |error: &dyn fmt::Display| ApnsError::Roots(error.to_string());
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

/// Returns the system's roots. A machine without any still starts; every push then says that the peer is unknown.
fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    let (added, _) = roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if added == 0 {
        tracing::warn!("this machine trusts no certificate authority, so the push service cannot be reached");
    }
    roots
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string cannot fail");
        text
    })
}
