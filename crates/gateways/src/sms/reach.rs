//! The way to a host: name, port, TLS. Every failure is said in words for administrators.

use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{CertificateError, ClientConfig, Error as TlsError, RootCertStore};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use super::live::CONNECT_TIMEOUT;

/// Makes the configuration of TLS connections: the system's roots and the provider's own.
pub(super) fn config(system: &RootCertStore, own: &[Vec<u8>]) -> Result<ClientConfig, String> {
    let mut roots = system.clone();
    for root in own {
        roots
            .add(CertificateDer::from(root.clone()))
            .map_err(|error| format!("a root in the settings cannot be used: {error}"))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(config)
}

/// Finds the addresses of a host.
pub(super) async fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, String> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let found: Vec<_> = match timeout(CONNECT_TIMEOUT, lookup_host((host, port))).await {
        Ok(Ok(addresses)) => addresses.collect(),
        Ok(Err(_)) | Err(_) => Vec::new(),
    };
    if found.is_empty() { Err(format!("no address is known for {host}")) } else { Ok(found) }
}

/// Connects to the first address that answers.
pub(super) async fn tcp(addresses: &[SocketAddr]) -> Result<TcpStream, String> {
    match timeout(CONNECT_TIMEOUT, TcpStream::connect(addresses)).await {
        Ok(Ok(tcp)) => {
            let _ = tcp.set_nodelay(true); // only slower without
            Ok(tcp)
        }
        Ok(Err(error)) => Err(tcp_fault(&error)),
        Err(_) => Err(format!("no answer within {} s", CONNECT_TIMEOUT.as_secs())),
    }
}

/// Shakes hands, and so checks that the certificate is the host's.
pub(super) async fn tls(
    tcp: TcpStream,
    host: &str,
    config: ClientConfig,
) -> Result<TlsStream<TcpStream>, String> {
    let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
    let name = ServerName::try_from(host)
        .map_err(|_| "no certificate can be checked against this name".to_owned())?;
    match timeout(CONNECT_TIMEOUT, TlsConnector::from(Arc::new(config)).connect(name, tcp)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) => Err(tls_fault(&error).unwrap_or_else(|| {
            "the server closed the connection instead of answering in TLS; perhaps this port is not for it"
                .to_owned()
        })),
        Err(_) => Err(format!("no TLS within {} s", CONNECT_TIMEOUT.as_secs())),
    }
}

fn tcp_fault(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "nothing listens at this port".to_owned(),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            "there is no way to this address through the network".to_owned()
        }
        io::ErrorKind::TimedOut => "no answer".to_owned(),
        _ => error.to_string(),
    }
}

/// Finds what TLS has against a connection among an error and its causes.
pub(super) fn tls_fault(error: &(dyn Error + 'static)) -> Option<String> {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(tls) = error.downcast_ref::<TlsError>() {
            return Some(tls_words(tls));
        }
        // An I/O error hides what it carries from `source`.
        let carried = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        next = match carried {
            Some(carried) => Some(carried),
            None => error.source(),
        };
    }
    None
}

fn tls_words(error: &TlsError) -> String {
    use CertificateError as Certificate;
    match error {
        TlsError::InvalidCertificate(Certificate::Expired | Certificate::ExpiredContext { .. }) => {
            "the server’s certificate has expired".to_owned()
        }
        TlsError::InvalidCertificate(
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. },
        ) => "the server’s certificate belongs to another host".to_owned(),
        TlsError::InvalidCertificate(Certificate::UnknownIssuer) => {
            "the server’s certificate was issued by an authority that is not trusted".to_owned()
        }
        TlsError::InvalidCertificate(other) => format!("the server’s certificate cannot be trusted: {other}"),
        TlsError::InvalidMessage(_) => "what answers at this port does not speak TLS".to_owned(),
        other => other.to_string(),
    }
}
