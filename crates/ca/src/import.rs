//! Certificates and keys that administrators bring along: PEM in any order, PKCS#12, bare DER.
//!
//! The private key decides: its certificate is the leaf, and the chain is built from what else
//! lies in the file. A PKCS#12 file chooses its own key-derivation work, so callers read it on a
//! blocking pool with a time limit.

use std::fmt;

use rustls::pki_types::pem::{PemObject, SectionKind};
use x509_parser::prelude::{FromDer, X509Certificate};
use zeroize::Zeroizing;

use crate::pkcs12;
use crate::private_key::PrivateKey;

/// Largest file accepted; a chain with its key takes about 10 kB.
pub const FILE_OCTETS_MAX: usize = 1024 * 1024;

/// Longest chain built, leaf and root included.
const CHAIN_LENGTH_MAX: usize = 8;

/// A certificate with its chain and its private key.
pub struct Imported {
    /// DER certificates: the leaf first, each followed by its issuer as far as the file holds it.
    pub chain: Vec<Vec<u8>>,
    /// The leaf's private key as PKCS#8.
    pub key_pkcs8: Zeroizing<Vec<u8>>,
}

/// Why a file was refused, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// More than [`FILE_OCTETS_MAX`].
    #[error("the file is larger than 1 MiB; a certificate with its key takes a few kilobytes")]
    TooLarge,
    /// Neither PEM nor PKCS#12 nor a DER certificate.
    #[error("this is neither PEM nor PKCS#12 (.p12, .pfx) nor a DER certificate (.cer)")]
    NotRecognised,
    /// A PEM section that does not decode.
    #[error("a PEM section is damaged; copy the file again, with its BEGIN and END lines")]
    PemDamaged,
    /// A certificate that does not parse.
    #[error("a certificate in the file is damaged")]
    CertificateDamaged,
    /// No certificate.
    #[error("the file holds no certificate")]
    NoCertificate,
    /// A certificate signing request in place of a certificate.
    #[error("this is a certificate signing request; bring the certificate that was issued for it")]
    RequestInstead,
    /// No private key.
    #[error("the file holds no private key; add the key's PEM file, or export both together as PKCS#12")]
    NoKey,
    /// A key under a passphrase of its own.
    #[error(
        "the private key is encrypted; decrypt it with `openssl pkey -in KEY -out PLAIN`, or export certificate and key as PKCS#12"
    )]
    KeyEncrypted,
    /// A key of another kind.
    #[error("the private key is neither RSA of 2048 to 8192 bits nor EC on P-256, P-384 or P-521")]
    KeyUnsupported,
    /// Key and certificates do not belong together.
    #[error(
        "the private key belongs to none of the certificates; bring the key that made the certificate's request"
    )]
    KeyOfAnother,
    /// The password does not open the PKCS#12 file.
    #[error("the password does not open the PKCS#12 file")]
    WrongPassword,
    /// A PKCS#12 file in a form not read here.
    #[error(
        "the PKCS#12 file is damaged or uses an unusual encryption ({0}); export it again, or convert it with `openssl pkcs12 -in FILE -nodes -out PEM`"
    )]
    Pkcs12(String),
}

/// Reads a certificate with its key from whatever the administrator chose: PEM, PKCS#12 or DER.
///
/// `key_file` is a separate key, as PEM or DER; `password` opens PKCS#12 and counts as empty when absent.
pub fn read(file: &[u8], key_file: Option<&[u8]>, password: Option<&str>) -> Result<Imported, ImportError> {
    let mut found = Found::default();
    found.read(file, password.unwrap_or_default())?;
    if let Some(key_file) = key_file {
        found.read(key_file, password.unwrap_or_default())?;
    }
    found.into_imported()
}

/// Reads certificates without a key, leaf first when they form a chain: a CA certificate, a chain to add.
pub fn read_certificates(file: &[u8]) -> Result<Vec<Vec<u8>>, ImportError> {
    let mut found = Found::default();
    found.read(file, "")?;
    let Some(first) = found.certificates.first().cloned() else { return Err(found.without_certificate()) };
    found.certificates.iter().try_for_each(|der| parse(der).map(drop))?;
    Ok(chain(first, &found.certificates))
}

/// Orders certificates into a chain: the leaf, then each issuer that signed the one before it.
///
/// Issuers are found by name and proved by signature, so strangers of the same name stay out.
#[must_use]
pub fn chain(leaf: Vec<u8>, pool: &[Vec<u8>]) -> Vec<Vec<u8>> {
    let mut chain = vec![leaf];
    while chain.len() < CHAIN_LENGTH_MAX {
        let last = &chain[chain.len() - 1];
        let Some(issuer) =
            pool.iter().find(|candidate| !chain.contains(candidate) && is_issued_by(last, candidate))
        else {
            break;
        };
        chain.push(issuer.clone());
    }
    chain
}

/// Returns a certificate's subject as text for people, and the end of its validity in unix seconds.
pub fn subject_and_end(der: &[u8]) -> Result<(String, i64), ImportError> {
    let certificate = parse(der)?;
    Ok((certificate.subject().to_string(), certificate.validity().not_after.timestamp()))
}

/// Returns the name under which devices list a certificate: its common name, or the whole subject where it has none.
pub fn shown_name(der: &[u8]) -> Result<String, ImportError> {
    let certificate = parse(der)?;
    let name = certificate.subject().iter_common_name().next().and_then(|name| name.as_str().ok());
    Ok(name.map_or_else(|| certificate.subject().to_string(), str::to_owned))
}

/// Says whether a certificate's subject is its issuer, as a root's is.
#[must_use]
pub fn is_self_issued(der: &[u8]) -> bool {
    parse(der).is_ok_and(|certificate| certificate.subject().as_raw() == certificate.issuer().as_raw())
}

pub(crate) fn is_issued_by(der: &[u8], issuer: &[u8]) -> bool {
    let (Ok(certificate), Ok(issuer)) = (parse(der), parse(issuer)) else { return false };
    certificate.issuer().as_raw() == issuer.subject().as_raw()
        && certificate.verify_signature(Some(issuer.public_key())).is_ok()
}

pub(crate) fn parse(der: &[u8]) -> Result<X509Certificate<'_>, ImportError> {
    match X509Certificate::from_der(der) {
        Ok(([], certificate)) => Ok(certificate),
        _ => Err(ImportError::CertificateDamaged),
    }
}

/// What the files hold, before key and certificates are put together.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) certificates: Vec<Vec<u8>>,
    pub(crate) keys: Vec<Zeroizing<Vec<u8>>>,
    has_request: bool,
    has_encrypted_key: bool,
}

impl Found {
    fn read(&mut self, file: &[u8], password: &str) -> Result<(), ImportError> {
        if file.len() > FILE_OCTETS_MAX {
            return Err(ImportError::TooLarge);
        }
        if contains(file, b"-----BEGIN ") {
            return self.read_pem(file);
        }
        if parse(file).is_ok() {
            self.certificates.push(file.to_vec());
            return Ok(());
        }
        if PrivateKey::read(file).is_some() {
            self.keys.push(Zeroizing::new(file.to_vec()));
            return Ok(());
        }
        pkcs12::read(file, password, self)
    }

    fn read_pem(&mut self, file: &[u8]) -> Result<(), ImportError> {
        // Editors on Windows put a byte order mark before the first BEGIN.
        let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
        // PKCS#8 says so in its label, PKCS#1 in a header line that is no base64.
        if contains(file, b"ENCRYPTED PRIVATE KEY-----") || contains(file, b"4,ENCRYPTED") {
            self.has_encrypted_key = true;
        }
        for section in <(SectionKind, Vec<u8>)>::pem_slice_iter(file) {
            match section {
                Ok((SectionKind::Certificate, der)) => self.certificates.push(der),
                Ok((
                    SectionKind::PrivateKey | SectionKind::RsaPrivateKey | SectionKind::EcPrivateKey,
                    der,
                )) => {
                    self.keys.push(Zeroizing::new(der));
                }
                Ok((SectionKind::Csr, _)) => self.has_request = true,
                Ok(_) => {}
                Err(_) if self.has_encrypted_key => {}
                Err(_) => return Err(ImportError::PemDamaged),
            }
        }
        Ok(())
    }

    fn into_imported(self) -> Result<Imported, ImportError> {
        if self.certificates.is_empty() {
            return Err(self.without_certificate());
        }
        if self.keys.is_empty() {
            return Err(if self.has_encrypted_key { ImportError::KeyEncrypted } else { ImportError::NoKey });
        }
        let keys: Vec<_> = self.keys.iter().filter_map(|der| PrivateKey::read(der)).collect();
        if keys.is_empty() {
            return Err(ImportError::KeyUnsupported);
        }
        for der in &self.certificates {
            let certificate = parse(der)?;
            if let Some(key) = keys.iter().find(|key| key.belongs_to(&certificate)) {
                let chain = chain(der.clone(), &self.certificates);
                return Ok(Imported { chain, key_pkcs8: key.pkcs8.clone() });
            }
        }
        Err(ImportError::KeyOfAnother)
    }

    fn without_certificate(&self) -> ImportError {
        if self.has_request { ImportError::RequestInstead } else { ImportError::NoCertificate }
    }
}

/// Shows the number of certificates, never the key.
impl fmt::Debug for Imported {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Imported").field("certificates", &self.chain.len()).finish_non_exhaustive()
    }
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}
