//! The part of CMS (RFC 5652) that devices use: signed and enveloped data, read leniently and written strictly.

pub mod certificates;
pub mod enveloped;
pub mod sign;
pub mod signed;

use crate::Malformed;
use crate::certificate::CertificateView;
use crate::tlv::{self, Tlv, tag};
use der::asn1::ObjectIdentifier;

/// Why signed data was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CmsError {
    /// The octets are not the structure they should be.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// There is not exactly one signature.
    #[error("expected exactly one signature")]
    NotOneSigner,
    /// The certificate that the signature names is not in the message.
    #[error("the certificate of the signer is missing")]
    NoSignerCertificate,
    /// The digest, the signature algorithm or the length of the key is unknown or not permitted.
    #[error("the signature's algorithm is not permitted")]
    Algorithm,
    /// The signature is not of this content, or not by this certificate.
    #[error("the signature does not fit")]
    Signature,
    /// The signature is over the content itself, where it should be over attributes.
    #[error("the signature is not over attributes")]
    NoAttributes,
    /// The certificate of the signer is not from the issuer that was expected.
    #[error("the signer's certificate is from another issuer")]
    OtherIssuer,
    /// The message brings content of its own, and it is not what was to be verified.
    #[error("the content in the message differs from what it should sign")]
    OtherContent,
    /// The message neither brings content nor was one given.
    #[error("the message has no content")]
    NoContent,
}

/// Opens a ContentInfo that must hold this type of content, a SEQUENCE.
fn content_info<'a>(der: &'a [u8], content_type: ObjectIdentifier) -> Result<Tlv<'a>, Malformed> {
    const WHAT: &str = "content info";
    let mut info = tlv::only(der, tag::SEQUENCE, WHAT)?.reader();
    if info.take(tag::OID, WHAT)?.content != content_type.as_bytes() {
        return Err(Malformed("content info: another content type"));
    }
    let content = info.take(tag::context_constructed(0), WHAT)?.content;
    info.finish(WHAT)?;
    tlv::only(content, tag::SEQUENCE, WHAT)
}

/// How a signature or an envelope names a certificate.
#[derive(Debug, Clone)]
enum CertificateId {
    IssuerAndSerial { issuer: Vec<u8>, serial: Vec<u8> },
    KeyIdentifier(Vec<u8>),
}

impl CertificateId {
    fn read(element: Tlv<'_>) -> Result<Self, Malformed> {
        const WHAT: &str = "certificate identifier";
        match element.tag {
            tag::SEQUENCE => {
                let mut parts = element.reader();
                let issuer = parts.take(tag::SEQUENCE, WHAT)?.raw.to_vec();
                let serial = parts.take(tag::INTEGER, WHAT)?.content.to_vec();
                parts.finish(WHAT)?;
                Ok(Self::IssuerAndSerial { issuer, serial })
            }
            key_identifier if key_identifier == tag::context(0) => {
                Ok(Self::KeyIdentifier(element.content.to_vec()))
            }
            _ => Err(Malformed(WHAT)),
        }
    }

    fn is_of(&self, certificate: &CertificateView<'_>) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                issuer == certificate.issuer && serial == certificate.serial
            }
            Self::KeyIdentifier(identifier) => {
                certificate.subject_key_identifier() == Some(identifier.as_slice())
            }
        }
    }
}

/// Writes issuer and serial octet for octet: Apple's client finds its key by comparing them.
fn issuer_and_serial(certificate: &CertificateView<'_>) -> Vec<u8> {
    crate::write::sequence(&[certificate.issuer, certificate.serial_raw])
}
