//! Listeners on real sockets: TLS, both HTTP versions, limits, slow clients, names, sources, the end.

use axum::extract::RawQuery;
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::{StatusCode, Version};
use rustls::RootCertStore;
use server::config::BaseUrl;
use server::host::{self, AllowedHosts};
use server::listen::{self, Limits, Listener};
use server::shutdown::{self, Trigger};
use server::source::{self, TrustedProxies};
use server::tls;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use web::client::ClientAddress;

async fn any_port() -> TcpListener {
    listen::bind("127.0.0.1:0".parse().unwrap()).await.unwrap()
}

/// A listener that serves until it is stopped.
struct Peer {
    address: SocketAddr,
    certificate_pem: String,
    trigger: Trigger,
    serving: JoinHandle<()>,
}

fn limits() -> Limits {
    Limits::new(&server::config::Server::default())
}

fn router() -> Router {
    Router::new()
        .route("/", get(|| async { "welcome" }))
        .route("/query", get(|RawQuery(query): RawQuery| async move { query.unwrap_or_default().len().to_string() }))
        .route("/body", post(|body: String| async move { body }))
        .route("/whoami", get(|Extension(ClientAddress(client)): Extension<ClientAddress>| async move { client.to_string() }))
        .route(
            "/headers",
            get(|headers: http::HeaderMap| async move {
                headers.keys().map(http::HeaderName::as_str).collect::<Vec<_>>().join(" ")
            }),
        )
}

async fn plain(router: Router, limits: Limits) -> Peer {
    let listener = Listener::plain(any_port().await, limits);
    peer(listener, router, String::new())
}

async fn encrypted(router: Router, limits: Limits) -> Peer {
    tls::install_provider();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let certified = tls::certified(vec![made.cert.der().clone()], key).unwrap();
    let config = tls::server_config(tls::Certificate::new(certified));
    let listener = Listener::tls(any_port().await, config, limits, TrustedProxies::default());
    peer(listener, router, made.cert.pem())
}

fn peer(listener: Listener, router: Router, certificate_pem: String) -> Peer {
    let (trigger, shutdown) = shutdown::channel();
    let address = listener.address().unwrap();
    let serving = tokio::spawn(listener.serve(router, shutdown));
    Peer { address, certificate_pem, trigger, serving }
}

impl Peer {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends bytes and returns everything that comes back until the connection is closed.
    async fn exchange(&self, bytes: &str) -> String {
        let mut stream = self.connect().await;
        stream.write_all(bytes.as_bytes()).await.unwrap();
        rest(&mut stream).await
    }

    fn browser(&self) -> reqwest::ClientBuilder {
        let root = reqwest::Certificate::from_pem(self.certificate_pem.as_bytes()).unwrap();
        reqwest::Client::builder().tls_certs_only([root]).resolve("localhost", self.address)
    }

    fn url(&self, path: &str) -> String {
        format!("https://localhost:{}{path}", self.address.port())
    }
}

/// Reads to the end; a connection reset is an end too.
async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer).await;
    String::from_utf8(answer).unwrap()
}

#[tokio::test]
async fn tls_serves_http2_and_http1() {
    let peer = encrypted(router(), limits()).await;
    let two = peer.browser().build().unwrap().get(peer.url("/")).send().await.unwrap();
    assert_eq!((two.version(), two.status()), (Version::HTTP_2, StatusCode::OK));
    let one = peer.browser().http1_only().build().unwrap().get(peer.url("/")).send().await.unwrap();
    assert_eq!((one.version(), one.status()), (Version::HTTP_11, StatusCode::OK));
    assert_eq!(one.headers()["content-length"], "7");
}

#[tokio::test]
async fn a_scep_request_by_get_fits_in_both_versions() {
    let peer = encrypted(router(), limits()).await;
    let query = "%2B".repeat(8 * 1024);
    let url = peer.url(&format!("/query?{query}"));
    for browser in [peer.browser(), peer.browser().http1_only()] {
        let request = browser.build().unwrap().get(&url).header("cookie", "c".repeat(7 * 1024));
        let answer = request.send().await.unwrap();
        assert_eq!(answer.text().await.unwrap(), query.len().to_string());
    }
}

#[tokio::test(start_paused = true)]
async fn t73_a_request_head_that_never_ends_is_cut_off() {
    let peer = plain(router(), limits()).await;
    let answer = peer.exchange("GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ").await;
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn t73_a_request_body_that_never_ends_is_cut_off() {
    let peer = plain(router(), limits()).await;
    let answer =
        peer.exchange("POST /body HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n\r\nslow").await;
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn t73_a_handshake_that_never_begins_is_cut_off() {
    let peer = encrypted(router(), limits()).await;
    assert_eq!(peer.exchange("").await, "");
}

#[tokio::test(start_paused = true)]
async fn t73_an_http2_connection_that_never_asks_is_cut_off() {
    let peer = encrypted(router(), limits()).await;
    let mut roots = RootCertStore::empty();
    let root = rustls::pki_types::pem::PemObject::from_pem_slice(peer.certificate_pem.as_bytes()).unwrap();
    roots.add(root).unwrap();
    let mut config = rustls::ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec()];
    // The clock stands still for the handshake, or its own limit would strike first.
    tokio::time::resume();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let mut stream = connector.connect("localhost".try_into().unwrap(), peer.connect().await).await.unwrap();
    tokio::time::pause();
    let mut answer = Vec::new();
    _ = stream.read_to_end(&mut answer).await;
    assert!(answer.len() < 100, "settings and goodbye at most");
}

#[tokio::test]
async fn t73_connections_beyond_the_cap_of_a_source_are_closed() {
    let limits = Limits { connections_per_source: Some(2), ..limits() };
    let peer = encrypted(router(), limits).await;
    let kept = [peer.connect().await, peer.connect().await];
    let mut refused = peer.connect().await;
    assert_eq!(rest(&mut refused).await, "");
    drop(kept);
}

#[tokio::test]
async fn connections_beyond_the_total_wait_for_their_turn() {
    let peer = plain(router(), Limits { connections: 1, ..limits() }).await;
    let first = peer.connect().await;
    let mut second = peer.connect().await;
    second.write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n").await.unwrap();
    drop(first);
    assert!(rest(&mut second).await.ends_with("welcome"));
}

fn guarded(allowed: fn(&BaseUrl) -> AllowedHosts) -> Router {
    host::guard(router(), allowed(&"https://mdm.example.org".parse().unwrap()))
}

fn get_as(host: &str) -> String {
    format!("GET / HTTP/1.1\r\n{host}connection: close\r\n\r\n")
}

#[tokio::test]
async fn t12_a_foreign_host_is_answered_with_421() {
    let peer = plain(guarded(AllowedHosts::base), limits()).await;
    assert!(peer.exchange(&get_as("host: mdm.example.org\r\n")).await.starts_with("HTTP/1.1 200"));
    for host in [
        "host: evil.example\r\n",
        "host: localhost\r\n",
        "host: evil.example\r\nx-forwarded-host: mdm.example.org\r\n",
        "host: mdm.example.org\r\nhost: evil.example\r\n",
        "host: evil.example\r\nforwarded: host=mdm.example.org\r\n",
        "",
    ] {
        let answer = peer.exchange(&get_as(host)).await;
        assert!(answer.starts_with("HTTP/1.1 421"), "{host:?}: {answer}");
    }
    let behind_proxy = plain(guarded(AllowedHosts::base_or_loopback), limits()).await;
    assert!(behind_proxy.exchange(&get_as("host: localhost:8080\r\n")).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn t12_http2_names_its_host_too() {
    let peer = encrypted(guarded(AllowedHosts::base), limits()).await;
    let answer = peer.browser().build().unwrap().get(peer.url("/")).send().await.unwrap();
    assert_eq!((answer.version(), answer.status()), (Version::HTTP_2, StatusCode::MISDIRECTED_REQUEST));
    let peer = encrypted(guarded(AllowedHosts::base_or_loopback), limits()).await;
    let answer = peer.browser().build().unwrap().get(peer.url("/headers")).send().await.unwrap();
    assert!(
        answer.text().await.unwrap().split(' ').any(|name| name == "host"),
        "handlers find a host header"
    );
}

#[tokio::test]
async fn t22_a_forged_forwarding_header_changes_nothing() {
    let request = |path: &str| {
        format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\nx-forwarded-for: 203.0.113.9\r\n\
             x-real-ip: 203.0.113.9\r\nforwarded: for=203.0.113.9\r\nx-forwarded-host: evil.example\r\n\r\n"
        )
    };
    let peer = plain(source::mark(router(), TrustedProxies::default()), limits()).await;
    assert!(peer.exchange(&request("/whoami")).await.ends_with("127.0.0.1"));
    let trusted = TrustedProxies::new(&["127.0.0.0/8".parse().unwrap()]);
    let peer = plain(source::mark(router(), trusted), limits()).await;
    assert!(peer.exchange(&request("/whoami")).await.ends_with("203.0.113.9"));
    let headers = peer.exchange(&request("/headers")).await;
    assert!(headers.ends_with("\r\n\r\nhost connection"), "{headers}");
}

#[tokio::test]
async fn a_stop_lets_open_requests_end() {
    let (entered, release) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = {
        let (entered, release) = (Arc::clone(&entered), Arc::clone(&release));
        get(move || async move {
            entered.notify_one();
            release.notified().await;
            "done"
        })
    };
    let peer = plain(Router::new().route("/slow", slow), limits()).await;
    let mut stream = peer.connect().await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    entered.notified().await;
    peer.trigger.fire();
    release.notify_one();
    assert!(rest(&mut stream).await.ends_with("done"));
    peer.serving.await.unwrap();
    assert!(TcpStream::connect(peer.address).await.is_err(), "nobody listens any more");
}

#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let entered = Arc::new(Notify::new());
    let stuck = {
        let entered = Arc::clone(&entered);
        get(move || async move {
            entered.notify_one();
            std::future::pending::<()>().await;
        })
    };
    let limits = Limits { drain: Duration::from_millis(1), ..limits() };
    let peer = plain(Router::new().route("/stuck", stuck), limits).await;
    let mut stream = peer.connect().await;
    stream.write_all(b"GET /stuck HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    entered.notified().await;
    peer.trigger.fire();
    peer.serving.await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
}
