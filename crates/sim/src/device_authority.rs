//! The authority that certifies devices when they are built, made up: real ones have their certificate from Apple, whose
//! key nobody else holds. A server has to be told to know devices by this one.

use std::fmt::Write as _;
use std::sync::Arc;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer, pem::PemObject};
use scep::client::{certified, self_signed};
use scep::{Identity, RsaBits, RsaKey};

use crate::DeviceIdentity;

const YEAR_S: i64 = 365 * 86_400;
/// Apple's authority signs devices to this day, and its own certificate ran out long ago; so does this one's.
const NOT_BEFORE: i64 = 1_176_763_486;
const NOT_AFTER: i64 = NOT_BEFORE + 7 * YEAR_S;

/// A made-up authority for devices.
#[derive(Clone)]
pub struct DeviceAuthority {
    key: Arc<RsaKey>,
    certificate: Vec<u8>,
}

/// The identity that a device was built with, and who gave it.
#[derive(Debug, Clone)]
pub struct BuiltIn {
    pub(crate) identity: DeviceIdentity,
    pub(crate) authority: Vec<u8>,
}

impl DeviceAuthority {
    /// Makes one; takes a tenth of a second and more.
    pub fn generate() -> Self {
        Self::with_key(Arc::new(RsaKey::generate(RsaBits::Rsa2048)))
    }

    /// Makes one of a key.
    pub fn with_key(key: Arc<RsaKey>) -> Self {
        let certificate = self_signed(&key, "Simulated Device CA", NOT_BEFORE, NOT_AFTER);
        Self { key, certificate }
    }

    /// Reads one from a file that holds its certificate and its key, as [`DeviceAuthority::to_pem`] writes it.
    pub fn from_pem(pem: &[u8]) -> Result<Self, String> {
        let certificate = CertificateDer::from_pem_slice(pem).map_err(|error| error.to_string())?.to_vec();
        let key = PrivatePkcs8KeyDer::from_pem_slice(pem).map_err(|error| error.to_string())?;
        let key = RsaKey::from_pkcs8(key.secret_pkcs8_der()).map_err(|error| error.to_string())?;
        Identity::new(&certificate, &key).map_err(|error| error.to_string())?;
        Ok(Self { key: Arc::new(key), certificate })
    }

    /// Returns certificate and key as PEM: the file for the simulator; a server needs the certificate alone.
    pub fn to_pem(&self) -> String {
        block("CERTIFICATE", &self.certificate) + &block("PRIVATE KEY", self.key.pkcs8())
    }

    /// Returns the certificate, DER.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Builds the identity of a device around a key. It has run out, as those of devices have.
    pub fn build(&self, key: Arc<RsaKey>) -> BuiltIn {
        let issuer = Identity::new(&self.certificate, &self.key).expect("it was made for its key");
        let certificate = certified(&key, "a device", &issuer, 7, NOT_BEFORE, NOT_AFTER);
        let identity = DeviceIdentity::new(certificate, key).expect("it was made for the key");
        BuiltIn { identity, authority: self.certificate.clone() }
    }
}

impl std::fmt::Debug for DeviceAuthority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceAuthority")
    }
}

fn block(label: &str, der: &[u8]) -> String {
    const LINE: usize = 64;
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(rest.len().min(LINE));
        writeln!(pem, "{line}").expect("a string takes every text");
        rest = after;
    }
    writeln!(pem, "-----END {label}-----").expect("a string takes every text");
    pem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authority_comes_back_from_its_file() {
        let made = DeviceAuthority::generate();
        let read = DeviceAuthority::from_pem(made.to_pem().as_bytes()).unwrap();
        assert_eq!(read.certificate(), made.certificate());
        assert!(DeviceAuthority::from_pem(b"nothing").is_err());
    }
}
