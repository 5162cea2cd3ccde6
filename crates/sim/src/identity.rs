//! The certificate a device got, with its key.

use std::{fmt, sync::Arc};

use scep::{CertificateView, Identity, IdentityError, RsaKey};

/// An identity certificate and its key.
#[derive(Clone)]
pub struct DeviceIdentity {
    certificate: Vec<u8>,
    key: Arc<RsaKey>,
}

impl DeviceIdentity {
    /// Pairs a DER certificate with its key; fails if they do not belong together.
    pub fn new(certificate: Vec<u8>, key: Arc<RsaKey>) -> Result<Self, IdentityError> {
        Identity::new(&certificate, &key)?;
        Ok(Self { certificate, key })
    }

    /// Returns the DER certificate.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Returns the key.
    pub fn key(&self) -> &Arc<RsaKey> {
        &self.key
    }

    pub(crate) fn signer(&self) -> Identity<'_> {
        Identity::new(&self.certificate, &self.key).expect("the constructor has paired them")
    }

    pub(crate) fn common_name(&self) -> String {
        CertificateView::read(&self.certificate).ok().and_then(|view| view.common_name()).unwrap_or_default()
    }
}

impl fmt::Debug for DeviceIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceIdentity").field("common_name", &self.common_name()).finish_non_exhaustive()
    }
}
