//! A server that serves: doors on their listeners, the job runner, the certificate kept fresh, and the way to stop.

use crate::certificate::Source;
use crate::commands::Failure;
use crate::config::Config;
use crate::host::AllowedHosts;
use crate::listen::{self, Limits, Listener};
use crate::shutdown::{self, Trigger};
use crate::source::TrustedProxies;
use crate::{access, outside, tls, wiring};
use app::App;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use rustls::pki_types::UnixTime;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

/// The bound sockets. They come first: a port that is taken is the commonest reason not to start.
pub struct Sockets {
    /// For the doors behind TLS.
    pub tls: TcpListener,
    /// For the doors without TLS, on loopback.
    pub plain: Option<TcpListener>,
    /// For `/health`.
    pub monitoring: Option<TcpListener>,
}

impl Sockets {
    /// Binds what is configured.
    pub async fn bind(config: &Config) -> std::io::Result<Self> {
        let plain = config.server.plain_listen.map(|plain| plain.address());
        Ok(Self {
            tls: listen::bind(config.server.listen).await?,
            plain: bind_if_set(plain).await?,
            monitoring: bind_if_set(config.monitoring.listen).await?,
        })
    }
}

async fn bind_if_set(address: Option<SocketAddr>) -> std::io::Result<Option<TcpListener>> {
    match address {
        Some(address) => listen::bind(address).await.map(Some),
        None => Ok(None),
    }
}

/// A running server.
pub struct Serving {
    /// The app behind the doors.
    pub app: App,
    /// The plain listener's address, if there is one.
    pub plain: Option<SocketAddr>,
    /// The monitoring listener's address, if there is one.
    pub monitoring: Option<SocketAddr>,
    doors: JoinSet<()>,
    stop_doors: Trigger,
    runner: JoinHandle<()>,
    stop_runner: Trigger,
    /// Ends with this struct.
    _fresh: JoinSet<()>,
}

impl Serving {
    /// Starts everything on bound sockets. `placeholder_topic` stands in for a push certificate; only the demo has one.
    pub async fn start(
        config: &Config,
        sockets: Sockets,
        placeholder_topic: Option<String>,
    ) -> Result<Self, Failure> {
        let Some(base_url) = &config.server.base_url else { return Err("server.base_url is missing".into()) };
        let source = Source::new(config);
        let trust = source.trust(config, UnixTime::now())?;
        let settings = wiring::settings(config, trust.clone())?;
        let app = wiring::start(config, app::Settings { placeholder_topic, ..settings }).await?;
        let certificate = source.first(&app)?;

        let (stop_doors, stop) = shutdown::channel();
        let mut doors = JoinSet::new();
        let limits = Limits::new(&config.server);
        let proxies = TrustedProxies::new(&config.server.trusted_proxies);
        let router = wiring::doors(&app);

        let guarded =
            outside::wrap(router.clone(), AllowedHosts::base(base_url).with_probe(config), proxies.clone());
        let tls_config = tls::server_config(certificate.clone());
        let listener = Listener::tls(sockets.tls, tls_config, limits, proxies.clone());
        doors.spawn(listener.serve(guarded, stop.clone()));

        let plain = sockets.plain.map(|socket| Listener::plain(socket, limits));
        let plain_address = plain.as_ref().map(Listener::address).transpose()?;
        if let Some(listener) = plain {
            let allowed = AllowedHosts::base_or_loopback(base_url).with_probe(config);
            let guarded = outside::wrap(router, allowed, proxies);
            doors.spawn(listener.serve(guarded, stop.clone()));
        }

        let monitoring = sockets.monitoring.map(|socket| Listener::plain(socket, limits));
        let monitoring_address = monitoring.as_ref().map(Listener::address).transpose()?;
        if let Some(listener) = monitoring {
            doors.spawn(listener.serve(monitoring_router(app.clone()), stop));
        }

        let (stop_runner, stop) = shutdown::channel();
        let runner = tokio::spawn(app.runner().run(stop.into_watch()));
        let mut fresh = JoinSet::new();
        fresh.spawn(source.keep_fresh(app.clone(), certificate, config.clone(), trust));
        Ok(Self {
            app,
            plain: plain_address,
            monitoring: monitoring_address,
            doors,
            stop_doors,
            runner,
            stop_runner,
            _fresh: fresh,
        })
    }

    /// Stops: first the doors, which end what they are answering; then the runner, which ends the job at hand; then
    /// the database.
    pub async fn stop(mut self) -> Result<(), Failure> {
        self.stop_doors.fire();
        while self.doors.join_next().await.is_some() {}
        self.stop_runner.fire();
        self.runner.await?;
        Ok(self.app.close().await?)
    }
}

/// Returns the monitoring listener's router: whether the server is fit, and nothing about anyone.
fn monitoring_router(app: App) -> Router {
    access::log(Router::new().route("/health", get(health)).with_state(app))
}

async fn health(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.check_health().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n")
        }
    }
}
