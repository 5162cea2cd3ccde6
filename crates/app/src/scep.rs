//! SCEP: a challenge buys one certificate, for the enrollment it was made for.

use std::net::IpAddr;

use crate::App;

/// Why there is no `CertRep` to send. Everything else, refusals included, is a `CertRep` with status 200.
#[derive(Debug, thiserror::Error)]
pub enum ScepRefusal {
    /// Not a SCEP message, so there is no transaction to answer: 400.
    #[error("not a SCEP message: {0}")]
    Malformed(String),
    /// Too much to do: 503 with `Retry-After`.
    #[error("busy")]
    Busy,
    /// Something is broken here: 500.
    #[error("internal: {0}")]
    Internal(String),
}

impl App {
    /// Returns the text of `GetCACaps`.
    pub fn scep_capabilities(&self) -> &'static str {
        todo!()
    }

    /// Returns the certificate of `GetCACert`, DER.
    pub fn scep_certificate(&self) -> &[u8] {
        todo!()
    }

    /// Answers a `PKIOperation` message with a `CertRep`, DER.
    pub async fn answer_scep(&self, message: Vec<u8>, source: IpAddr) -> Result<Vec<u8>, ScepRefusal> {
        todo!()
    }
}
