//! What went wrong between us and a server before it could say anything itself, in words for administrators.

use std::io;

use rustls::{AlertDescription, CertificateError, Error as TlsError};

/// Says why no TCP connection came about.
pub(crate) fn tcp(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "nothing listens at this port".to_owned(),
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable => {
            "there is no way to this address through the network".to_owned()
        }
        io::ErrorKind::TimedOut => "no answer".to_owned(),
        _ => error.to_string(),
    }
}

/// Says what rustls has against a connection.
pub(crate) fn tls(error: &TlsError) -> String {
    use CertificateError as Certificate;
    match error {
        TlsError::InvalidCertificate(error) => match error {
            Certificate::Expired | Certificate::ExpiredContext { .. } => {
                "the server’s certificate has expired".to_owned()
            }
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => {
                "the server’s certificate is not valid yet; perhaps a clock is wrong".to_owned()
            }
            Certificate::NotValidForNameContext { presented, .. } if presented.is_empty() => {
                "the server’s certificate names no host (it has no subject alternative name)".to_owned()
            }
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                "the server’s certificate belongs to another host".to_owned()
            }
            Certificate::UnknownIssuer => {
                "the server’s certificate was issued by an authority that is not trusted".to_owned()
            }
            Certificate::Revoked => "the server’s certificate has been revoked".to_owned(),
            other => format!("the server’s certificate cannot be trusted: {other}"),
        },
        TlsError::AlertReceived(
            AlertDescription::CertificateRequired | AlertDescription::HandshakeFailure,
        ) => "the server breaks the handshake off; perhaps it asks for a client certificate".to_owned(),
        TlsError::AlertReceived(alert) => format!("the server breaks the handshake off: {alert:?}"),
        TlsError::InvalidMessage(_) => {
            "what answers at this port does not speak TLS; perhaps it wants StartTLS".to_owned()
        }
        other => other.to_string(),
    }
}
