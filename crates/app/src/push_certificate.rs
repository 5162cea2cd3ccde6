//! The push certificate: installing it with its checks, and showing it.

use domain::push_certificate::PushCertificate;
use domain::secret::Secret;

use crate::{App, Caller, Error};

/// An uploaded push certificate.
#[derive(Debug)]
pub struct PushCertificateUpload {
    /// A `.pem` with certificate and key (or the certificate alone), or a `.p12`.
    pub file: Vec<u8>,
    /// A `.pem` with the key, when it lies in a file of its own.
    pub key_file: Option<Vec<u8>>,
    /// The password of the `.p12`; empty when it has none.
    pub password: Secret,
}

impl App {
    /// Returns the push certificate in use.
    pub async fn find_push_certificate(&self, caller: &Caller) -> Result<Option<PushCertificate>, Error> {
        todo!()
    }

    /// Installs a push certificate, after checking key, dates and topic. It serves from the next push and profile on.
    pub async fn install_push_certificate(
        &self,
        caller: &Caller,
        upload: PushCertificateUpload,
    ) -> Result<PushCertificate, Error> {
        todo!()
    }
}
