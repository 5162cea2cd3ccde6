//! A double of an HTTP interface: it keeps the requests that it gets and answers as it is told.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rcgen::{CertificateParams, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A request as it came.
#[derive(Clone, Debug)]
pub(super) struct Received {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
}

impl Received {
    /// Returns a field of the form in the body.
    pub(super) fn field(&self, name: &str) -> Option<String> {
        let mut fields = form_urlencoded::parse(self.body.as_bytes());
        fields.find(|(field, _)| field == name).map(|(_, value)| value.into_owned())
    }
}

#[derive(Default)]
struct Inner {
    replies: Mutex<VecDeque<Response<Full<Bytes>>>>,
    received: Mutex<Vec<Received>>,
}

/// The running double; it ends with the runtime of its test.
pub(super) struct Double {
    pub(super) url: String,
    /// Its certificate, which is its own root; empty without TLS.
    pub(super) root: Vec<u8>,
    inner: Arc<Inner>,
}

impl Double {
    pub(super) async fn start() -> Self {
        Self::run(None).await
    }

    /// Starts it with TLS, under a certificate for a name.
    pub(super) async fn start_with_tls(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = CertificateParams::new(vec![name.to_owned()]).unwrap().self_signed(&key).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        let double = Self::run(Some(TlsAcceptor::from(Arc::new(config)))).await;
        Self { root: certificate.der().to_vec(), ..double }
    }

    async fn run(tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let url = format!("{}://localhost:{port}", if tls.is_some() { "https" } else { "http" });
        let inner = Arc::<Inner>::default();
        let shared = Arc::clone(&inner);
        tokio::spawn(async move {
            while let Ok((tcp, _)) = listener.accept().await {
                let (tls, shared) = (tls.clone(), Arc::clone(&shared));
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(tcp).await {
                                serve(stream, shared).await;
                            }
                        }
                        None => serve(tcp, shared).await,
                    }
                });
            }
        });
        Self { url, root: Vec::new(), inner }
    }

    /// Makes the next request get this answer.
    pub(super) fn reply(&self, status: u16, headers: &[(&str, &str)], body: &str) {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(Full::from(body.to_owned())).unwrap();
        self.inner.replies.lock().unwrap().push_back(response);
    }

    /// Returns the requests since the last call.
    pub(super) fn take(&self) -> Vec<Received> {
        std::mem::take(&mut self.inner.received.lock().unwrap())
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin, inner: Arc<Inner>) {
    let service = service_fn(|request: Request<Incoming>| {
        let inner = Arc::clone(&inner);
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.map(|body| body.to_bytes()).unwrap_or_default();
            inner.received.lock().unwrap().push(Received {
                method: parts.method.to_string(),
                path: parts.uri.to_string(),
                headers: parts.headers,
                body: String::from_utf8_lossy(&body).into_owned(),
            });
            let reply = inner.replies.lock().unwrap().pop_front();
            Ok::<_, Infallible>(
                reply.unwrap_or_else(|| Response::builder().status(500).body(Full::default()).unwrap()),
            )
        }
    });
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
