//! The accept loop: TLS, limits on connections and slowness, a graceful end.
//!
//! The protocol is taken from ALPN rather than guessed from the first bytes: guessing waits for those bytes
//! without a limit. Every wait in here has an end: handshake, request head, request body, idleness, drain.

use crate::shutdown::Shutdown;
use crate::source::TrustedProxies;
use crate::{config, listen::per_source::PerSource};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use hyper::body::Incoming;
use hyper::rt::{Read, Write};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulConnection;
use requests::{Counted, Requests};
use std::convert::Infallible;
use std::fmt::Display;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;
use tower_http::timeout::DeadlineBody;

mod per_source;
mod requests;

/// The longest request head. A SCEP request by GET carries up to 8 KiB of message, a third more in base64 and
/// more again when escaped; cookies and a proxy's headers come on top.
const HEAD_BYTES_MAX: u32 = 64 * 1024;

/// The most requests one HTTP/2 connection may have open.
const STREAMS_MAX: u32 = 128;

/// How often an open HTTP/2 connection is asked whether it still lives, and how long it may think.
const PING_INTERVAL: Duration = Duration::from_secs(20);

/// How long a connection that has nothing left to do may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(5);

/// How long to wait when the system has no file handle left for a new connection.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// How many connections there may be and how long each step may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections open at one time; the next waits to be accepted.
    pub connections: u32,
    /// Connections open at one time from one address; the next is closed. `None` for no such limit.
    pub connections_per_source: Option<u32>,
    /// The TLS handshake.
    pub handshake: Duration,
    /// The head of a request, counted from when one is awaited; also how long HTTP/1.1 stays idle.
    pub head: Duration,
    /// The body of a request, as a whole.
    pub body: Duration,
    /// How long an HTTP/2 connection may have no request open.
    pub idle: Duration,
    /// How long open requests may take to end after a stop was asked for.
    pub drain: Duration,
}

impl Limits {
    /// Returns the limits of a public listener.
    pub fn new(server: &config::Server) -> Self {
        Self {
            connections: server.max_connections,
            connections_per_source: Some(server.max_connections_per_source),
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(10),
            body: Duration::from_secs(60),
            idle: Duration::from_secs(120),
            drain: Duration::from_secs(10),
        }
    }
}

/// A bound socket with everything that holds for its connections.
pub struct Listener {
    socket: TcpListener,
    tls: Option<TlsAcceptor>,
    limits: Limits,
    uncounted: TrustedProxies,
}

impl Listener {
    /// Puts TLS on a socket; connections from the trusted proxies do not count as coming from one source.
    pub fn tls(
        socket: TcpListener,
        tls: Arc<rustls::ServerConfig>,
        limits: Limits,
        uncounted: TrustedProxies,
    ) -> Self {
        Self { socket, tls: Some(tls.into()), limits, uncounted }
    }

    /// Serves HTTP/1.1 on a socket without TLS. All its connections come from this machine or from one proxy, so
    /// they are not counted by source.
    pub fn plain(socket: TcpListener, limits: Limits) -> Self {
        let limits = Limits { connections_per_source: None, ..limits };
        Self { socket, tls: None, limits, uncounted: TrustedProxies::default() }
    }

    /// Returns the bound address, with the port the system chose for port 0.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.socket.local_addr()
    }

    /// Serves the router until a stop is asked for, then until the last open request has ended or the drain
    /// limit is reached.
    pub async fn serve(self, router: Router, mut shutdown: Shutdown) {
        let slots = Arc::new(Semaphore::new(self.limits.connections as usize));
        let per_source = PerSource::new(self.limits.connections_per_source);
        let mut connections = JoinSet::new();
        loop {
            let (stream, peer, slot) = tokio::select! {
                biased;
                () = shutdown.requested() => break,
                accepted = self.accept(&slots) => accepted,
                Some(_) = connections.join_next() => continue,
            };
            let counted = !self.uncounted.contains(peer.ip());
            let Some(place) = per_source.enter(peer.ip(), counted) else {
                tracing::debug!("connection closed: its source has too many open");
                continue;
            };
            let connection = Connection {
                peer,
                router: router.clone(),
                limits: self.limits,
                shutdown: shutdown.clone(),
                requests: Requests::default(),
            };
            let tls = self.tls.clone();
            connections.spawn(async move {
                connection.run(stream, tls).await;
                drop((slot, place));
            });
        }
        drop(self.socket);
        drain(connections, self.limits.drain).await;
    }

    async fn accept(&self, slots: &Arc<Semaphore>) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
        let slot = Arc::clone(slots).acquire_owned().await.expect("the semaphore is never closed");
        loop {
            match self.socket.accept().await {
                Ok((stream, peer)) => {
                    return (stream, SocketAddr::new(peer.ip().to_canonical(), peer.port()), slot);
                }
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                Err(error) => {
                    tracing::error!(%error, "cannot accept connections");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }
}

/// Binds a socket; the error names the address.
pub async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {address}: {error}")))
}

async fn drain(mut connections: JoinSet<()>, limit: Duration) {
    if timeout(limit, async { while connections.join_next().await.is_some() {} }).await.is_err() {
        tracing::warn!(connections = connections.len(), "connections closed with requests still open");
        connections.shutdown().await;
    }
}

/// One accepted connection.
struct Connection {
    peer: SocketAddr,
    router: Router,
    limits: Limits,
    shutdown: Shutdown,
    requests: Requests,
}

impl Connection {
    async fn run(self, stream: TcpStream, tls: Option<TlsAcceptor>) {
        _ = stream.set_nodelay(true);
        let Some(tls) = tls else { return self.serve_http1(TokioIo::new(stream)).await };
        match timeout(self.limits.handshake, tls.accept(stream)).await {
            Ok(Ok(stream)) if stream.get_ref().1.alpn_protocol() == Some(b"h2") => {
                self.serve_http2(TokioIo::new(stream)).await;
            }
            Ok(Ok(stream)) => self.serve_http1(TokioIo::new(stream)).await,
            Ok(Err(error)) => tracing::debug!(%error, "TLS handshake failed"),
            Err(_) => tracing::debug!("TLS handshake took too long"),
        }
    }

    async fn serve_http1(self, io: impl Read + Write + Unpin + Send + 'static) {
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.head)
            .max_buf_size(HEAD_BYTES_MAX as usize)
            .serve_connection(io, service_fn(|request| self.answer(request)));
        self.drive(connection).await;
    }

    async fn serve_http2(self, io: impl Read + Write + Unpin + Send + 'static) {
        let connection = http2::Builder::new(TokioExecutor::new())
            .timer(TokioTimer::new())
            .keep_alive_interval(PING_INTERVAL)
            .keep_alive_timeout(PING_INTERVAL)
            .max_concurrent_streams(STREAMS_MAX)
            .max_header_list_size(HEAD_BYTES_MAX)
            .serve_connection(io, service_fn(|request| self.answer(request)));
        self.drive(connection).await;
    }

    fn answer(
        &self,
        mut request: Request<Incoming>,
    ) -> impl Future<Output = Result<Response<Counted>, Infallible>> + Send + 'static {
        let open = self.requests.begin();
        let shutdown = self.shutdown.clone();
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let request = request.map(|body| Body::new(DeadlineBody::new(self.limits.body, body)));
        let response = self.router.clone().oneshot(request);
        async move {
            response.await.map(|response| {
                let shutdown = is_event_stream(&response).then_some(shutdown);
                response.map(|body| Counted::new(body, open, shutdown))
            })
        }
    }

    async fn drive<C>(&self, connection: C)
    where
        C: GracefulConnection,
        C::Error: Display,
    {
        let mut connection = pin!(connection);
        let mut shutdown = self.shutdown.clone();
        let limit = tokio::select! {
            ended = connection.as_mut() => return report(ended),
            () = self.requests.quiet(self.limits.head, self.limits.idle) => GOODBYE,
            () = shutdown.requested() => Duration::MAX, // The listener's drain limit ends it.
        };
        connection.as_mut().graceful_shutdown();
        if let Ok(ended) = timeout(limit, connection).await {
            report(ended);
        }
    }
}

/// Says whether the answer goes on for as long as somebody listens: such a stream ends when a stop is asked for, and
/// the browser opens another one at the next server.
fn is_event_stream(response: &Response<Body>) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|value| value.starts_with("text/event-stream"))
}

fn report<E: Display>(ended: Result<(), E>) {
    if let Err(error) = ended {
        tracing::debug!(%error, "connection ended early");
    }
}
