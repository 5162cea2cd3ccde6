//! The push certificate: what Apple's portal issues, what APNs wants to see, and its topic.
//!
//! Losing the topic loses every device, so the checks here are strict. Whether a new certificate
//! may replace another topic is not decided here.

use std::fmt;

use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::oid;
use x509_parser::oid_registry::Oid;
use zeroize::Zeroizing;

use crate::import::{self, Imported};
use crate::private_key::PrivateKey;

/// What every MDM push topic begins with.
pub const TOPIC_PREFIX: &str = "com.apple.mgmt.";

/// The subject attribute `userId`, which carries the topic.
const USER_ID: Oid<'static> = oid!(0.9.2342.19200300.100.1.1);

/// A push certificate that passed [`PushCertificate::check`].
#[derive(Clone)]
pub struct PushCertificate {
    /// DER certificates, the leaf first.
    pub chain: Vec<Vec<u8>>,
    /// The leaf's private key as PKCS#8.
    pub key_pkcs8: Zeroizing<Vec<u8>>,
    /// The push topic, such as `com.apple.mgmt.External.` with a UUID.
    pub topic: String,
    /// The subject as text for people.
    pub subject: String,
    /// The serial number in hexadecimal, as Apple's portal shows it.
    pub serial: String,
    /// Start of validity, unix seconds.
    pub not_before: i64,
    /// End of validity, unix seconds.
    pub not_after: i64,
}

/// Why a certificate cannot be the push certificate, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PushCertificateError {
    /// The certificate does not parse, or there is none.
    #[error("the certificate is damaged")]
    Damaged,
    /// The key is another one.
    #[error(
        "the private key does not belong to the push certificate; bring the key that made the request for it"
    )]
    KeyOfAnother,
    /// The subject has no topic, or not one for device management.
    #[error(
        "this is no MDM push certificate: its subject has no UID that begins with {TOPIC_PREFIX}; create one at identity.apple.com/pushcert"
    )]
    NotForManagement,
    /// The certificate may not be shown by a TLS client.
    #[error("the certificate is not allowed for client authentication, which Apple's push service asks for")]
    NotForClients,
    /// Validity begins later than now (unix seconds).
    #[error("the push certificate is not valid yet; check this server's clock")]
    NotYetValid(i64),
    /// Validity ended before now (unix seconds).
    #[error(
        "the push certificate has expired; renew it at identity.apple.com/pushcert with the same Apple Account, so that it keeps its topic"
    )]
    Expired(i64),
}

impl PushCertificate {
    /// Checks a certificate with its key: they belong together, the topic is one for device
    /// management, clients may use it, and it is valid at `now` (unix seconds).
    pub fn check(imported: Imported, now: i64) -> Result<Self, PushCertificateError> {
        let checked = Self::read(imported)?;
        if now < checked.not_before {
            return Err(PushCertificateError::NotYetValid(checked.not_before));
        }
        if now > checked.not_after {
            return Err(PushCertificateError::Expired(checked.not_after));
        }
        Ok(checked)
    }

    /// Checks all but the dates: for a stored certificate that may have expired meanwhile.
    pub fn read(imported: Imported) -> Result<Self, PushCertificateError> {
        let Imported { chain, key_pkcs8 } = imported;
        let leaf = chain.first().ok_or(PushCertificateError::Damaged)?;
        let certificate = import::parse(leaf).map_err(|_| PushCertificateError::Damaged)?;
        if !PrivateKey::read(&key_pkcs8).is_some_and(|key| key.belongs_to(&certificate)) {
            return Err(PushCertificateError::KeyOfAnother);
        }
        let topic = topic(&certificate).ok_or(PushCertificateError::NotForManagement)?;
        if !may_authenticate_clients(&certificate) {
            return Err(PushCertificateError::NotForClients);
        }
        let subject = certificate.subject().to_string();
        let serial = hexadecimal(certificate.raw_serial());
        let (not_before, not_after) =
            (certificate.validity().not_before.timestamp(), certificate.validity().not_after.timestamp());
        Ok(Self { topic, subject, serial, not_before, not_after, chain, key_pkcs8 })
    }
}

fn topic(certificate: &X509Certificate<'_>) -> Option<String> {
    let mut topics = certificate.subject().iter_by_oid(&USER_ID);
    let topic = topics.next()?.as_str().ok()?;
    let is_single = topics.next().is_none();
    (is_single && topic.len() > TOPIC_PREFIX.len() && topic.starts_with(TOPIC_PREFIX))
        .then(|| topic.to_owned())
}

/// No extended key usage at all allows every use (RFC 5280, section 4.2.1.12).
fn may_authenticate_clients(certificate: &X509Certificate<'_>) -> bool {
    match certificate.extended_key_usage() {
        Ok(Some(usage)) => usage.value.client_auth || usage.value.any,
        Ok(None) => true,
        Err(_) => false,
    }
}

/// A leading zero octet is only the sign of a DER integer; people's tools leave it out.
fn hexadecimal(serial: &[u8]) -> String {
    serial.strip_prefix(&[0]).unwrap_or(serial).iter().map(|octet| format!("{octet:02X}")).collect()
}

/// Leaves the key out.
impl fmt::Debug for PushCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PushCertificate")
            .field("topic", &self.topic)
            .field("serial", &self.serial)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}
