//! Certification requests (PKCS#10, RFC 2986): read as slices and checked for possession of the key, and written for
//! clients.

use crate::cms::sign::attribute;
use crate::public_key::{PublicKey, signature_digest, whole_bits};
use crate::tlv::{self, Malformed, Reader, tag};
use crate::write::{algorithm, bit_string, integer, octet_string, oid, sequence, tlv as element};
use crate::{Algorithms, KeyKind, RsaKey, name, oid};
use std::fmt;

const WHAT: &str = "certification request";

/// What a device asks to have certified; wishes, all of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Csr {
    /// The whole request as received.
    pub der: Vec<u8>,
    /// The subject Name as received, with its header.
    pub subject: Vec<u8>,
    /// The first common name of the subject, if it has a readable one.
    pub common_name: Option<String>,
    /// The SubjectPublicKeyInfo as received, with its header.
    pub spki: Vec<u8>,
    /// The kind and length of the key.
    pub key: KeyKind,
    /// The challenge password, a secret.
    pub challenge: Option<String>,
    /// Whether subject alternative names are asked for.
    pub has_subject_alternative_names: bool,
}

/// Why a request was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CsrError {
    /// The octets are not a request.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The signature does not fit: the key is not the sender's.
    #[error("the request is not signed by its own key")]
    Signature,
    /// The signature's algorithm is unknown or not permitted, or the key is too short.
    #[error("the request's algorithm or key is not permitted")]
    Algorithm,
}

impl Csr {
    /// Reads a request and verifies its signature. Any version from 0 to 2 will do: older macOS says 2.
    pub fn read(der: &[u8], algorithms: Algorithms) -> Result<Self, CsrError> {
        let mut request = tlv::only(der, tag::SEQUENCE, WHAT)?.reader();
        let signed = request.take(tag::SEQUENCE, WHAT)?;
        let (signature_algorithm, _) = tlv::algorithm(request.take(tag::SEQUENCE, WHAT)?)?;
        let signature = whole_bits(request.take(tag::BIT_STRING, WHAT)?)?;
        request.finish(WHAT)?;

        let mut fields = signed.reader();
        if !matches!(fields.take(tag::INTEGER, WHAT)?.content, [0..=2]) {
            return Err(CsrError::Malformed(Malformed("certification request version")));
        }
        let subject = fields.take(tag::SEQUENCE, WHAT)?;
        let spki = fields.take(tag::SEQUENCE, WHAT)?.raw;
        let attributes = fields.optional(tag::context_constructed(0))?;
        fields.finish(WHAT)?;
        let attributes =
            Attributes::read(attributes.map_or(Reader::new(&[]), |attributes| attributes.reader()))?;

        let key = PublicKey::read(spki)?;
        let digest = signature_digest(signature_algorithm, None).ok_or(CsrError::Algorithm)?;
        if !key.verifies(digest, signed.raw, signature) {
            return Err(CsrError::Signature);
        }
        if !algorithms.permits_signature(digest, key.kind) {
            return Err(CsrError::Algorithm);
        }
        Ok(Self {
            der: der.to_vec(),
            subject: subject.raw.to_vec(),
            common_name: name::common_name(subject)?,
            spki: spki.to_vec(),
            key: key.kind,
            challenge: attributes.challenge,
            has_subject_alternative_names: attributes.has_subject_alternative_names,
        })
    }
}

impl fmt::Debug for Csr {
    /// Leaves out the challenge.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Csr")
            .field("common_name", &self.common_name)
            .field("key", &self.key)
            .field("has_challenge", &self.challenge.is_some())
            .field("has_subject_alternative_names", &self.has_subject_alternative_names)
            .finish_non_exhaustive()
    }
}

#[derive(Default)]
struct Attributes {
    challenge: Option<String>,
    has_subject_alternative_names: bool,
}

impl Attributes {
    fn read(mut reader: Reader<'_>) -> Result<Self, Malformed> {
        let mut attributes = Self::default();
        while !reader.is_empty() {
            let mut attribute = reader.take(tag::SEQUENCE, WHAT)?.reader();
            let oid = attribute.take(tag::OID, WHAT)?.content;
            let mut values = attribute.take(tag::SET, WHAT)?.reader();
            if oid == oid::CHALLENGE_PASSWORD.as_bytes() {
                let challenge = name::text(values.any()?).ok_or(Malformed("challenge password"))?;
                values.finish("challenge password")?;
                if attributes.challenge.replace(challenge).is_some() {
                    return Err(Malformed("challenge password that occurs twice"));
                }
            } else if oid == oid::EXTENSION_REQUEST.as_bytes() {
                let mut extensions = values.take(tag::SEQUENCE, WHAT)?.reader();
                while !extensions.is_empty() {
                    let extension =
                        extensions.take(tag::SEQUENCE, WHAT)?.reader().take(tag::OID, WHAT)?.content;
                    attributes.has_subject_alternative_names |=
                        extension == oid::SUBJECT_ALTERNATIVE_NAME.as_bytes();
                }
            }
        }
        Ok(attributes)
    }
}

/// A challenge and the string type it is written in: Apple's client takes PrintableString where the alphabet allows.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "the names say all")]
pub enum Challenge<'a> {
    Printable(&'a str),
    Utf8(&'a str),
}

/// A request to be written by a client.
#[derive(Clone, Copy)]
pub struct NewCsr<'a> {
    /// The version field: 0, or 2 to speak like older macOS.
    pub version: u8,
    /// The subject Name in DER, see [`name()`](crate::name()).
    pub subject: &'a [u8],
    /// The challenge password, if the server wants one.
    pub challenge: Option<Challenge<'a>>,
    /// A DNS name to ask for as subject alternative name.
    pub dns_name: Option<&'a str>,
}

impl NewCsr<'_> {
    /// Writes the request in DER, signed by `key`.
    pub fn write(&self, key: &RsaKey) -> Vec<u8> {
        let mut attributes = Vec::new();
        if let Some(challenge) = self.challenge {
            let challenge = match challenge {
                Challenge::Printable(text) => element(tag::PRINTABLE_STRING, &[text.as_bytes()]),
                Challenge::Utf8(text) => element(tag::UTF8_STRING, &[text.as_bytes()]),
            };
            attributes.extend(attribute(oid::CHALLENGE_PASSWORD, &challenge));
        }
        if let Some(dns_name) = self.dns_name {
            let names = sequence(&[&element(tag::context(2), &[dns_name.as_bytes()])]);
            let extension = sequence(&[&oid(oid::SUBJECT_ALTERNATIVE_NAME), &octet_string(&names)]);
            attributes.extend(attribute(oid::EXTENSION_REQUEST, &sequence(&[&extension])));
        }
        let signed = sequence(&[
            &integer(self.version),
            self.subject,
            key.spki(),
            &element(tag::context_constructed(0), &[&attributes]),
        ]);
        sequence(&[&signed, &algorithm(oid::SHA256_WITH_RSA), &bit_string(&key.sign(&signed))])
    }
}
