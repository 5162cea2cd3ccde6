//! A push service of our own: TLS with a client certificate, HTTP/2, and answers made to order.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use gateways::{Apns, ApnsSettings, PushIdentity};
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, watch};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

/// A certificate authority of one test.
pub(crate) struct Authority {
    certificate: Certificate,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    pub(crate) fn new() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let mut params = CertificateParams::default();
        let name = format!("Authority {}", COUNT.fetch_add(1, Ordering::Relaxed));
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { certificate, issuer: Issuer::new(params, key) }
    }

    pub(crate) fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// Issues a push identity.
    pub(crate) fn identity(&self, topic: &str) -> PushIdentity {
        let (certificate, key) = self.issue("push", ExtendedKeyUsagePurpose::ClientAuth);
        PushIdentity {
            certificate_chain: vec![certificate.der().to_vec()],
            key_pkcs8: Zeroizing::new(key.serialize_der()),
            topic: topic.to_owned(),
        }
    }

    /// Issues a certificate.
    pub(crate) fn issue(&self, name: &str, usage: ExtendedKeyUsagePurpose) -> (Certificate, KeyPair) {
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.extended_key_usages = vec![usage];
        let key = KeyPair::generate().unwrap();
        (params.signed_by(&key, &self.issuer).unwrap(), key)
    }

    fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.certificate.der().clone()).unwrap();
        roots
    }
}

/// How the peer answers one notification.
pub(crate) enum Reply {
    /// Status, body and perhaps a `Retry-After`.
    Say(u16, String, Option<u32>),
    /// Never answers.
    Hang,
    /// Ends the connection without an answer.
    Cut,
}

/// A notification as it came over the wire.
#[derive(Clone)]
pub(crate) struct Received {
    pub(crate) path: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Which connection brought it, counted from 1.
    pub(crate) connection: usize,
    /// The client certificate of that connection, as DER.
    pub(crate) certificate: Vec<u8>,
}

#[derive(Default)]
struct Inner {
    replies: Mutex<VecDeque<Reply>>,
    received: Mutex<Vec<Received>>,
    connections: Mutex<usize>,
    arrived: Notify,
    closed: Notify,
    cut: Notify,
}

/// The running peer; it ends with the runtime of its test.
pub(crate) struct Peer {
    address: SocketAddr,
    roots: String,
    inner: Arc<Inner>,
    goaway: watch::Sender<usize>,
}

impl Peer {
    /// Starts a peer that trusts and is trusted through `authority`.
    pub(crate) async fn start(authority: &Authority) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let acceptor = TlsAcceptor::from(Arc::new(tls(authority)));
        let inner = Arc::new(Inner::default());
        let (goaway, asked) = watch::channel(0);
        let for_loop = Arc::clone(&inner);
        tokio::spawn(async move {
            loop {
                let (tcp, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(tcp, acceptor.clone(), Arc::clone(&for_loop), asked.clone()));
            }
        });
        Self { address, roots: authority.pem(), inner, goaway }
    }

    /// Returns a client of this peer.
    pub(crate) fn client(&self) -> Apns {
        let port = self.address.port();
        Apns::new(ApnsSettings { host: "localhost".to_owned(), port, roots: Some(self.roots.clone()) })
            .unwrap()
    }

    /// Returns the port that the peer listens on.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Answers a coming notification this way; without orders the answer is 200.
    pub(crate) fn reply(&self, reply: Reply) {
        self.inner.replies.lock().unwrap().push_back(reply);
    }

    /// Answers a coming notification with a status and a reason.
    pub(crate) fn say(&self, status: u16, reason: &str) {
        self.reply(Reply::Say(status, format!(r#"{{"reason":"{reason}"}}"#), None));
    }

    /// Says GOAWAY on all connections and waits until one of them is closed.
    pub(crate) async fn go_away(&self) {
        let closed = self.inner.closed.notified();
        self.goaway.send_modify(|count| *count += 1);
        closed.await;
    }

    /// Waits until a notification has arrived that the peer will not answer.
    pub(crate) async fn arrived(&self) {
        self.inner.arrived.notified().await;
    }

    /// Returns all notifications so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.inner.received.lock().unwrap().clone()
    }
}

fn tls(authority: &Authority) -> ServerConfig {
    let (certificate, key) = authority.issue("localhost", ExtendedKeyUsagePurpose::ServerAuth);
    let provider = Arc::new(default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(Arc::new(authority.roots()), Arc::clone(&provider))
            .build()
            .unwrap();
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec()];
    config
}

async fn serve(tcp: TcpStream, acceptor: TlsAcceptor, inner: Arc<Inner>, mut goaway: watch::Receiver<usize>) {
    let Ok(stream) = acceptor.accept(tcp).await else { return };
    let certificate = stream.get_ref().1.peer_certificates().unwrap()[0].to_vec();
    let number = {
        let mut connections = inner.connections.lock().unwrap();
        *connections += 1;
        *connections
    };
    let service = service_fn(|request| {
        let (inner, certificate) = (Arc::clone(&inner), certificate.clone());
        async move { Ok::<_, Infallible>(answer(&inner, request, number, certificate).await) }
    });
    let connection =
        http2::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let mut leaving = false;
    loop {
        tokio::select! {
            _ = connection.as_mut() => break,
            () = inner.cut.notified() => break,
            Ok(()) = goaway.changed(), if !leaving => {
                leaving = true;
                connection.as_mut().graceful_shutdown();
            }
        }
    }
    inner.closed.notify_one();
}

async fn answer(
    inner: &Inner,
    request: Request<Incoming>,
    connection: usize,
    certificate: Vec<u8>,
) -> Response<Full<Bytes>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    let path = parts.uri.path().to_owned();
    let received = Received { path, headers: parts.headers, body, connection, certificate };
    inner.received.lock().unwrap().push(received);
    let reply = inner.replies.lock().unwrap().pop_front();
    let (status, body, retry_after) = match reply {
        None => (200, String::new(), None),
        Some(Reply::Say(status, body, retry_after)) => (status, body, retry_after),
        Some(Reply::Hang) => {
            inner.arrived.notify_one();
            std::future::pending().await
        }
        Some(Reply::Cut) => {
            inner.cut.notify_one();
            std::future::pending().await
        }
    };
    let mut response = Response::builder().status(status);
    if let Some(seconds) = retry_after {
        response = response.header("retry-after", seconds);
    }
    response.body(Full::from(body)).unwrap()
}
