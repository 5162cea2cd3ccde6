//! Connections to mail servers: TCP, then TLS, each within its time.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use rustls::RootCertStore;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use crate::tls::{self, Insecure, Shown, Trust};

/// Something that octets go through both ways.
pub(super) trait Octets: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send + Sync + fmt::Debug> Octets for T {}

/// A connection, protected or not.
pub(super) type Stream = Box<dyn Octets>;

/// Whom to believe behind a host's name.
pub(super) struct Peer<'a> {
    /// The host.
    pub(super) host: &'a str,
    /// Its port.
    pub(super) port: u16,
    /// The system's roots.
    pub(super) system: &'a RootCertStore,
    /// The roots in the settings, as DER.
    pub(super) own: &'a [Vec<u8>],
    /// How long connecting may take.
    pub(super) within: Duration,
}

impl Peer<'_> {
    /// Connects; an error is in words.
    pub(super) async fn connect(&self) -> Result<TcpStream, String> {
        let name = self.host.trim_start_matches('[').trim_end_matches(']');
        let connected = timeout(self.within, TcpStream::connect((name, self.port))).await;
        let tcp = connected
            .map_err(|_| format!("no connection to {} within {} s", self.name(), self.within.as_secs()))?
            .map_err(|error| format!("{}: {}", self.name(), tls::words::tcp(&error)))?;
        let _ = tcp.set_nodelay(true); // without it, answers come later, and nothing else
        Ok(tcp)
    }

    /// Protects a connection, keeping what the server shows where somebody wants to know.
    pub(super) async fn protect(&self, stream: Stream, shown: Option<&Shown>) -> Result<Stream, Insecure> {
        let trust = Trust { system: self.system, own: self.own, identity: None };
        let config = match shown {
            Some(shown) => trust.showing_config(self.host, shown)?,
            None => trust.config(self.host)?,
        };
        let name = ServerName::try_from(self.host.to_owned()).map_err(|_| {
            Insecure(format!("no certificate can be checked against the name {:?}", self.host))
        })?;
        let shaken = timeout(self.within, TlsConnector::from(Arc::new(config)).connect(name, stream)).await;
        match shaken {
            Ok(Ok(stream)) => Ok(Box::new(stream)),
            Ok(Err(error)) => Err(Insecure(handshake(&error))),
            Err(_) => Err(Insecure(format!("no TLS within {} s", self.within.as_secs()))),
        }
    }

    /// Names the host and its port.
    pub(super) fn name(&self) -> String {
        if self.host.contains(':') {
            format!("[{}]:{}", self.host, self.port)
        } else {
            format!("{}:{}", self.host, self.port)
        }
    }
}

fn handshake(error: &io::Error) -> String {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(error) => tls::words::tls(error),
        None if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset) => {
            "the server closed the connection instead of answering in TLS".to_owned()
        }
        None => tls::words::tcp(error),
    }
}
