//! A certificate together with its private key: what signs messages and receives envelopes.

use crate::{CertificateView, Malformed, RsaKey};

/// A certificate and the key that belongs to it, checked against each other.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    certificate: CertificateView<'a>,
    key: &'a RsaKey,
}

/// Why a certificate and a key are not an identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdentityError {
    /// The certificate cannot be read.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The certificate certifies another key.
    #[error("the certificate is for another key")]
    OtherKey,
}

impl<'a> Identity<'a> {
    /// Pairs a DER certificate with its key. Cheap: a few comparisons, no cryptography.
    pub fn new(certificate: &'a [u8], key: &'a RsaKey) -> Result<Self, IdentityError> {
        let certificate = CertificateView::read(certificate)?;
        if certificate.spki != key.spki() {
            return Err(IdentityError::OtherKey);
        }
        Ok(Self { certificate, key })
    }

    /// Returns the certificate.
    pub fn certificate(&self) -> &CertificateView<'a> {
        &self.certificate
    }

    /// Returns the private key.
    pub fn key(&self) -> &'a RsaKey {
        self.key
    }
}
