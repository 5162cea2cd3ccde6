//! A tolerant view of an X.509 certificate as slices of its DER. Certificates that sign SCEP requests are thrown
//! together by devices (serials of 32 octets, zero or negative), so nothing is decoded that is not needed.

use crate::public_key::{PublicKey, signature_digest, whole_bits};
use crate::tlv::{self, Malformed, Reader, tag};
use crate::{Algorithms, Digest, KeyKind, name, oid, time};
use aws_lc_rs::digest;

const WHAT: &str = "certificate";

/// The parts of a certificate, each as received.
#[derive(Debug, Clone, Copy)]
pub struct CertificateView<'a> {
    /// The whole certificate.
    pub der: &'a [u8],
    /// The serial number's content octets, of any length and sign.
    pub serial: &'a [u8],
    /// The issuer Name, with its header.
    pub issuer: &'a [u8],
    /// The subject Name, with its header.
    pub subject: &'a [u8],
    /// The SubjectPublicKeyInfo, with its header.
    pub spki: &'a [u8],
    /// When validity begins, in unix seconds; `None` if it cannot be read.
    pub not_before: Option<i64>,
    /// When validity ends, in unix seconds; `None` if it cannot be read.
    pub not_after: Option<i64>,
    pub(crate) serial_raw: &'a [u8],
    to_be_signed: &'a [u8],
    extensions: &'a [u8],
    signature_algorithm: &'a [u8],
    signature: &'a [u8],
}

impl<'a> CertificateView<'a> {
    /// Takes a DER certificate apart; fails if its outline is not that of a certificate.
    pub fn read(der: &'a [u8]) -> Result<Self, Malformed> {
        let mut certificate = tlv::only(der, tag::SEQUENCE, WHAT)?.reader();
        let to_be_signed = certificate.take(tag::SEQUENCE, WHAT)?;
        let (signature_algorithm, _) = tlv::algorithm(certificate.take(tag::SEQUENCE, WHAT)?)?;
        let signature = whole_bits(certificate.take(tag::BIT_STRING, WHAT)?)?;
        certificate.finish(WHAT)?;

        let mut fields = to_be_signed.reader();
        fields.optional(tag::context_constructed(0))?;
        let serial = fields.take(tag::INTEGER, WHAT)?;
        fields.take(tag::SEQUENCE, WHAT)?;
        let issuer = fields.take(tag::SEQUENCE, WHAT)?.raw;
        let mut validity = fields.take(tag::SEQUENCE, WHAT)?.reader();
        let (not_before, not_after) = (validity.any()?, validity.any()?);
        let subject = fields.take(tag::SEQUENCE, WHAT)?.raw;
        let spki = fields.take(tag::SEQUENCE, WHAT)?.raw;
        fields.optional(tag::context(1))?;
        fields.optional(tag::context(2))?;
        let extensions =
            fields.optional(tag::context_constructed(3))?.map_or(&[][..], |element| element.content);
        Ok(Self {
            der,
            serial: serial.content,
            issuer,
            subject,
            spki,
            not_before: time::read(not_before),
            not_after: time::read(not_after),
            serial_raw: serial.raw,
            to_be_signed: to_be_signed.raw,
            extensions,
            signature_algorithm,
            signature,
        })
    }

    /// Returns the kind and length of the key certified.
    pub fn key(&self) -> KeyKind {
        PublicKey::read(self.spki).map_or(KeyKind::Other, |key| key.kind)
    }

    /// Returns the first common name of the subject, if it has a readable one.
    pub fn common_name(&self) -> Option<String> {
        name::common_name(Reader::new(self.subject).any().ok()?).ok()?
    }

    /// Returns the octets of the subject key identifier, if the certificate has one.
    pub fn subject_key_identifier(&self) -> Option<&'a [u8]> {
        let value = self.extension(oid::SUBJECT_KEY_IDENTIFIER.as_bytes())?;
        Some(tlv::only(value, tag::OCTET_STRING, WHAT).ok()?.content)
    }

    /// Says whether the key of `issuer` signed this certificate with an algorithm that is permitted. Names and validity
    /// are the caller's to check.
    pub fn is_signed_by(&self, issuer: &CertificateView<'_>, algorithms: Algorithms) -> bool {
        self.is_signed_by_key(issuer.spki, algorithms)
    }

    /// As [`CertificateView::is_signed_by`], for a key that is known without its certificate: a SubjectPublicKeyInfo.
    pub fn is_signed_by_key(&self, spki: &[u8], algorithms: Algorithms) -> bool {
        let Some(digest) = signature_digest(self.signature_algorithm, None) else { return false };
        let Ok(key) = PublicKey::read(spki) else { return false };
        algorithms.permits_signature(digest, key.kind)
            && key.verifies(digest, self.to_be_signed, self.signature)
    }

    /// Returns the SHA-256 fingerprint of the DER.
    pub fn sha256(&self) -> [u8; 32] {
        sha256(self.der)
    }

    fn extension(&self, oid: &[u8]) -> Option<&'a [u8]> {
        let mut extensions = Reader::new(self.extensions).take(tag::SEQUENCE, WHAT).ok()?.reader();
        while !extensions.is_empty() {
            let mut extension = extensions.take(tag::SEQUENCE, WHAT).ok()?.reader();
            if extension.take(tag::OID, WHAT).ok()?.content == oid {
                extension.optional(tag::BOOLEAN).ok()?;
                return Some(extension.take(tag::OCTET_STRING, WHAT).ok()?.content);
            }
        }
        None
    }
}

/// Returns the SHA-256 fingerprint of a DER certificate, or of any octets.
pub fn sha256(der: &[u8]) -> [u8; digest::SHA256_OUTPUT_LEN] {
    Digest::Sha256.digest(der).as_ref().try_into().expect("SHA-256 has 32 octets")
}
