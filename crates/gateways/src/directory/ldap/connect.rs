//! One connection to one host: TCP, protection as the settings demand, and who we are.

use std::sync::Arc;
use std::time::Duration;

use domain::directory::{LdapHost, Security};
use ldap3::{Ldap as Handle, LdapConnAsync, LdapConnSettings, StdStream};
use rustls::ClientConfig;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{start_tls, words};
use crate::directory::{DirectoryConnection, DirectoryError};
use crate::tls;

/// A host and how to protect what is said to it.
pub(super) struct Way {
    /// The host.
    pub(super) host: LdapHost,
    /// How the connection is protected.
    pub(super) security: Security,
    /// TLS for this host; `None` without protection.
    pub(super) config: Option<Arc<ClientConfig>>,
}

impl Way {
    /// Opens a connection within a time; nothing has been said on it yet but what protects it.
    pub(super) async fn open(&self, within: Duration) -> Result<Handle, DirectoryError> {
        timeout(within, self.open_patiently()).await.unwrap_or_else(|_| {
            Err(DirectoryError::Unreachable(format!("no connection within {} s", within.as_secs())))
        })
    }

    async fn open_patiently(&self) -> Result<Handle, DirectoryError> {
        let mut tcp = self.tcp().await?;
        if self.security == Security::StartTls {
            start_tls::start(&mut tcp).await?;
        }
        let stream = tcp.into_std().map_err(|error| DirectoryError::Unreachable(tls::words::tcp(&error)))?;
        let mut settings = LdapConnSettings::new().set_std_stream(StdStream::Tcp(stream));
        let scheme = match &self.config {
            Some(config) => {
                settings = settings.set_config(Arc::clone(config));
                "ldaps"
            }
            None => "ldap",
        };
        // The name serves only to tell a server which of its certificates to show; the verifier has its own.
        let name = if self.host.name.contains(':') { "address.invalid" } else { &self.host.name };
        let url = format!("{scheme}://{name}:{}", self.host.port);
        let opened = LdapConnAsync::with_settings(settings, &url).await;
        let (connection, handle) = opened.map_err(|error| words::opening(&error))?;
        tokio::spawn(async move {
            if let Err(error) = connection.drive().await {
                tracing::debug!(%error, "connection to a directory ended");
            }
        });
        Ok(handle)
    }

    async fn tcp(&self) -> Result<TcpStream, DirectoryError> {
        let unreachable = |error: std::io::Error| DirectoryError::Unreachable(tls::words::tcp(&error));
        let tcp = TcpStream::connect((self.host.name.as_str(), self.host.port)).await.map_err(unreachable)?;
        tcp.set_nodelay(true).map_err(unreachable)?; // or each question waits 40 ms for the last answer's receipt
        Ok(tcp)
    }
}

/// Says on a connection who asks. Without a name nothing is said: a new connection is anonymous. A name without a
/// password is refused here, because servers take it for an anonymous bind and say yes (T18).
pub(super) async fn introduce(
    handle: &mut Handle,
    connection: &DirectoryConnection,
    within: Duration,
) -> Result<(), DirectoryError> {
    let Some(name) = connection.settings.bind_name.as_deref().filter(|name| !name.is_empty()) else {
        return Ok(());
    };
    let password = connection.bind_password.as_deref().map(String::as_str).unwrap_or_default();
    if password.is_empty() {
        return Err(DirectoryError::BindRefused("no password is set for it".to_owned()));
    }
    let result = bind(handle, name, password, within).await?;
    if result.rc == 0 { Ok(()) } else { Err(words::bind(&result)) }
}

/// Binds within a time.
pub(super) async fn bind(
    handle: &mut Handle,
    name: &str,
    password: &str,
    within: Duration,
) -> Result<ldap3::LdapResult, DirectoryError> {
    match timeout(within, handle.simple_bind(name, password)).await {
        Ok(Ok(result)) => Ok(result),
        Ok(Err(_)) => Err(DirectoryError::Unreachable("the server closed the connection".to_owned())),
        Err(_) => Err(DirectoryError::Unreachable(format!("no answer within {} s", within.as_secs()))),
    }
}
