//! The root behind the server's first TLS certificate, for sites without a public one.
//!
//! Apart from the device authority on purpose: people install this root on devices to trust the
//! server, and that must not make them trust whatever enrolls devices.

use std::fmt;
use std::net::IpAddr;

use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use der::Decode;
use der::asn1::Ia5String;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::name::Name;
use zeroize::Zeroizing;

use crate::authority::{BACKDATE_SECONDS, pem, sha256, subject_key_identifier};
use crate::import;
use crate::issuing::{COMMON_NAME, Draft, IssueError, ORGANIZATION, Use, name};
use crate::lint::{self, Finding, LEAF_DAYS_MAX, Purpose};
use crate::signer::Signer;

const YEAR_SECONDS: i64 = 31_557_600;
const DAY_SECONDS: i64 = 86_400;

/// A private TLS root on P-256.
pub struct TlsRoot {
    certificate: Vec<u8>,
    key: EcdsaKeyPair,
    key_pkcs8: Zeroizing<Vec<u8>>,
    subject: Name,
    key_identifier: Vec<u8>,
    not_after: i64,
}

/// A host as a certificate names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServerName {
    /// A DNS name, whose first label may be `*`.
    Dns(String),
    /// An address.
    Ip(IpAddr),
}

/// A server's certificate with its own new key.
pub struct ServerCertificate {
    /// What the server sends: the leaf alone, since the root is known to whoever trusts it.
    pub chain: Vec<Vec<u8>>,
    /// The P-256 private key as PKCS#8.
    pub key_pkcs8: Zeroizing<Vec<u8>>,
    /// Start of validity, unix seconds.
    pub not_before: i64,
    /// End of validity, unix seconds.
    pub not_after: i64,
}

impl TlsRoot {
    /// Makes a root with a new key that lives `years` from `now` (unix seconds); `serial` is 16 random octets.
    pub fn create(
        name: &str,
        organization: &str,
        serial: [u8; 16],
        now: i64,
        years: u16,
    ) -> Result<Self, IssueError> {
        let (key, key_pkcs8) = generate();
        let subject = crate::issuing::name(&[
            (ORGANIZATION, "organization", organization),
            (COMMON_NAME, "common name", name),
        ])?;
        let signer = Signer::EcP256(&key);
        let certificate = Draft {
            issuer: &subject,
            subject: subject.clone(),
            serial,
            not_before: now - BACKDATE_SECONDS,
            not_after: now + i64::from(years) * YEAR_SECONDS,
            spki: &signer.spki(),
            authority_key_identifier: None,
            usage: Use::TlsAuthority,
        }
        .sign(&signer)?;
        Self::load(certificate, &key_pkcs8)
    }

    /// Takes up a stored root with its PKCS#8 key.
    pub fn load(certificate: Vec<u8>, key_pkcs8: &[u8]) -> Result<Self, IssueError> {
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, key_pkcs8)
            .map_err(|_| IssueError::KeyUnsupported)?;
        let damaged = || IssueError::Unfit(vec![Finding::Damaged]);
        let parsed = import::parse(&certificate).map_err(|_| damaged())?;
        if parsed.public_key().subject_public_key.data.as_ref() != key.public_key().as_ref() {
            return Err(IssueError::KeyOfAnother);
        }
        if !parsed.is_ca() {
            return Err(IssueError::Unfit(vec![Finding::NotAuthority]));
        }
        let subject = Name::from_der(parsed.subject().as_raw()).map_err(|_| damaged())?;
        let key_identifier = subject_key_identifier(&parsed).ok_or_else(damaged)?;
        let not_after = parsed.validity().not_after.timestamp();
        let key_pkcs8 = Zeroizing::new(key_pkcs8.to_vec());
        Ok(Self { subject, key_identifier, not_after, certificate, key, key_pkcs8 })
    }

    /// Returns the certificate as DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Returns the certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        pem(&self.certificate)
    }

    /// Returns the private key as PKCS#8, to be sealed.
    #[must_use]
    pub fn key_pkcs8(&self) -> &[u8] {
        &self.key_pkcs8
    }

    /// Returns the SHA-256 of the certificate, for people to compare.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.certificate)
    }

    /// Returns the end of validity, unix seconds.
    #[must_use]
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// Issues a server certificate with a new key, for at most [`LEAF_DAYS_MAX`] days and the root's own life.
    ///
    /// Backdating counts: Apple's platforms measure from start to end.
    pub fn issue_server(
        &self,
        names: &[ServerName],
        serial: [u8; 16],
        now: i64,
        days: u16,
    ) -> Result<ServerCertificate, IssueError> {
        let first = names.first().ok_or_else(|| IssueError::Unfit(vec![Finding::NoNames]))?;
        let (key, key_pkcs8) = generate();
        let not_before = now - BACKDATE_SECONDS;
        let not_after = (not_before + i64::from(days).min(LEAF_DAYS_MAX) * DAY_SECONDS).min(self.not_after);
        let alternatives = names.iter().map(ServerName::general_name).collect::<Result<Vec<_>, _>>()?;
        let der = Draft {
            issuer: &self.subject,
            subject: name(&[(COMMON_NAME, "common name", &first.common_name())])?,
            serial,
            not_before,
            not_after,
            spki: &Signer::EcP256(&key).spki(),
            authority_key_identifier: Some(&self.key_identifier),
            usage: Use::Leaf(Purpose::Server, &alternatives),
        }
        .sign(&Signer::EcP256(&self.key))?;
        match lint::issued(&der, Purpose::Server) {
            findings if findings.is_empty() => {
                Ok(ServerCertificate { chain: vec![der], key_pkcs8, not_before, not_after })
            }
            findings => Err(IssueError::Unfit(findings)),
        }
    }
}

impl ServerName {
    /// Reads an address or a host name.
    pub fn parse(text: &str) -> Result<Self, IssueError> {
        // Addresses of version 6 stand in brackets in URLs.
        let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
        if let Ok(address) = bare.parse() {
            return Ok(Self::Ip(address));
        }
        if is_host_name(text) {
            return Ok(Self::Dns(text.to_ascii_lowercase()));
        }
        Err(IssueError::HostName(text.to_owned()))
    }

    /// A common name for people to read; clients look at the alternative names only.
    fn common_name(&self) -> String {
        match self {
            Self::Dns(name) => name.chars().take(64).collect(),
            Self::Ip(address) => address.to_string(),
        }
    }

    fn general_name(&self) -> Result<GeneralName, IssueError> {
        match self {
            Self::Ip(address) => Ok(GeneralName::from(*address)),
            Self::Dns(name) if is_host_name(name) => {
                Ia5String::new(name).map(GeneralName::DnsName).map_err(|_| IssueError::HostName(name.clone()))
            }
            Self::Dns(name) => Err(IssueError::HostName(name.clone())),
        }
    }
}

/// Letters, digits and inner hyphens, labels of 1 to 63 (RFC 1123, section 2.1); `*` as a first label.
fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let bare = text.strip_prefix("*.").unwrap_or(text);
    text.len() <= 253 && bare.split('.').all(is_label)
}

fn generate() -> (EcdsaKeyPair, Zeroizing<Vec<u8>>) {
    let key =
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).expect("the system gives random octets");
    let pkcs8 = Zeroizing::new(key.to_pkcs8v1().expect("a P-256 key encodes").as_ref().to_vec());
    (key, pkcs8)
}

impl fmt::Debug for TlsRoot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TlsRoot").field("subject", &self.subject.to_string()).finish_non_exhaustive()
    }
}

impl fmt::Debug for ServerCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServerCertificate")
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}
