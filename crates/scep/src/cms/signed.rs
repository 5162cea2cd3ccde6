//! Reads and verifies SignedData with one signature (RFC 5652 §5), with the content inside or apart from it.

use super::{CertificateId, CmsError, content_info};
use crate::ber::normalize;
use crate::public_key::{PublicKey, signature_digest};
use crate::tlv::{self, Malformed, Reader, Tlv, tag};
use crate::write::set_of;
use crate::{Algorithms, CertificateView, Digest, oid};
use der::asn1::ObjectIdentifier;

/// Signed content whose signature fits. Who the signer is, and whether to trust its certificate, is not decided yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The octets that were signed.
    pub content: Vec<u8>,
    /// The DER certificate of the signer.
    pub signer: Vec<u8>,
    /// Every DER certificate in the message, in its order.
    pub certificates: Vec<Vec<u8>>,
    /// The digest of the signature, to log a legacy one.
    pub digest: Digest,
}

/// Verifies a message that brings its content.
pub fn verify(message: &[u8], algorithms: Algorithms) -> Result<Signed, CmsError> {
    let der = normalize(message)?;
    let data = SignedData::parse(&der)?;
    let content = data.content.ok_or(CmsError::NoContent)?;
    data.verify_as(content, algorithms)
}

/// Verifies a signature over `body`. Some clients put the body into the message, too: it must be the same then.
pub fn verify_detached(message: &[u8], body: &[u8], algorithms: Algorithms) -> Result<Signed, CmsError> {
    let der = normalize(message)?;
    let data = SignedData::parse(&der)?;
    if data.content.is_some_and(|content| content != body) {
        return Err(CmsError::OtherContent);
    }
    data.verify_as(body, algorithms)
}

/// Verifies a message that brings its content and whose signer this very key has certified, directly. Dates do not count,
/// and SHA-1 and RSA from 1024 bits do: so are the certificates that Apple's device authority gives to iPhones and iPads
/// since 2007. The signature must be over attributes; only they bind the type and the digest of the content.
///
/// `issuer` is a SubjectPublicKeyInfo. No certificate in the message makes another signer acceptable: developers hold
/// certificates under the same root as devices do.
pub fn verify_issued(message: &[u8], issuer: &[u8]) -> Result<Signed, CmsError> {
    let der = normalize(message)?;
    let data = SignedData::parse(&der)?;
    let content = data.content.ok_or(CmsError::NoContent)?;
    let (_, certificate) = data.signer()?;
    if !certificate.is_signed_by_key(issuer, Algorithms::Legacy) {
        return Err(CmsError::OtherIssuer);
    }
    let verified = data.verify(content)?;
    if verified.attributes.is_empty() {
        return Err(CmsError::NoAttributes);
    }
    if !Algorithms::Legacy.permits_signature(verified.digest, verified.signer.key()) {
        return Err(CmsError::Algorithm);
    }
    Ok(data.signed(content, &verified))
}

/// Returns the content of a message without verifying anything of it. Whoever acts on it believes whatever
/// somebody claims, so it is for where the settings say that signatures are only to be noted.
pub fn claimed_content(message: &[u8]) -> Result<Vec<u8>, CmsError> {
    let der = normalize(message)?;
    Ok(SignedData::parse(&der)?.content.ok_or(CmsError::NoContent)?.to_vec())
}

/// Returns the DER certificate that a message names as its signer's. Nothing is verified: it says whose signature to
/// expect, before the content it should cover is there.
pub fn signer_certificate(message: &[u8]) -> Result<Vec<u8>, CmsError> {
    let der = normalize(message)?;
    let (_, certificate) = SignedData::parse(&der)?.signer()?;
    Ok(certificate.der.to_vec())
}

/// SignedData taken apart but not verified, over octets that are [`normalize`]d.
pub(crate) struct SignedData<'a> {
    content_type: &'a [u8],
    /// `None` if the message has no content, as failures and detached signatures.
    pub(crate) content: Option<&'a [u8]>,
    pub(crate) certificates: Vec<CertificateView<'a>>,
    signers: Vec<Tlv<'a>>,
}

/// What verification found out.
pub(crate) struct Verified<'a> {
    pub(crate) signer: CertificateView<'a>,
    pub(crate) digest: Digest,
    pub(crate) attributes: Attributes<'a>,
}

impl<'a> SignedData<'a> {
    pub(crate) fn parse(der: &'a [u8]) -> Result<Self, Malformed> {
        const WHAT: &str = "signed data";
        let mut data = content_info(der, oid::SIGNED_DATA)?.reader();
        data.take(tag::INTEGER, WHAT)?;
        data.take(tag::SET, WHAT)?;
        let mut encapsulated = data.take(tag::SEQUENCE, WHAT)?.reader();
        let content_type = encapsulated.take(tag::OID, WHAT)?.content;
        let content = match encapsulated.optional(tag::context_constructed(0))? {
            Some(explicit) => Some(tlv::only(explicit.content, tag::OCTET_STRING, "signed content")?.content),
            None => None,
        };
        let certificates = data.optional(tag::context_constructed(0))?;
        data.optional(tag::context_constructed(1))?;
        let mut signer_infos = data.take(tag::SET, WHAT)?.reader();
        data.finish(WHAT)?;
        let mut signers = Vec::new();
        while !signer_infos.is_empty() {
            signers.push(signer_infos.take(tag::SEQUENCE, "signer")?);
        }
        Ok(Self { content_type, content, certificates: read_certificates(certificates)?, signers })
    }

    /// Verifies the one signature over `content` and holds it against the policy.
    fn verify_as(&self, content: &[u8], algorithms: Algorithms) -> Result<Signed, CmsError> {
        let verified = self.verify(content)?;
        if !algorithms.permits_signature(verified.digest, verified.signer.key()) {
            return Err(CmsError::Algorithm);
        }
        Ok(self.signed(content, &verified))
    }

    fn signed(&self, content: &[u8], verified: &Verified<'_>) -> Signed {
        Signed {
            content: content.to_vec(),
            signer: verified.signer.der.to_vec(),
            certificates: self.certificates.iter().map(|certificate| certificate.der.to_vec()).collect(),
            digest: verified.digest,
        }
    }

    /// Verifies the one signature over `content`, with whatever algorithm it has.
    pub(crate) fn verify(&self, content: &[u8]) -> Result<Verified<'a>, CmsError> {
        let (signer, certificate) = self.signer()?;
        let digest = Digest::of(signer.digest_algorithm).ok_or(CmsError::Algorithm)?;
        let digest = signature_digest(signer.signature_algorithm, Some(digest)).ok_or(CmsError::Algorithm)?;
        let key = PublicKey::read(certificate.spki)?;

        let attributes = match signer.signed_attributes {
            None if key.verifies(digest, content, signer.signature) => Attributes::default(),
            None => return Err(CmsError::Signature),
            Some(signed) => {
                let attributes = Attributes::parse(signed)?;
                self.check_content_attributes(&attributes, digest, content)?;
                verify_attributes(signed, &key, digest, signer.signature)?;
                attributes
            }
        };
        Ok(Verified { signer: certificate, digest, attributes })
    }

    /// Returns the one signer with its certificate.
    fn signer(&self) -> Result<(SignerInfo<'a>, CertificateView<'a>), CmsError> {
        let [signer] = self.signers.as_slice() else { return Err(CmsError::NotOneSigner) };
        let signer = SignerInfo::parse(*signer)?;
        let mut certificates = self.certificates.iter();
        let certificate = certificates.find(|certificate| signer.id.is_of(certificate));
        Ok((signer, *certificate.ok_or(CmsError::NoSignerCertificate)?))
    }

    fn check_content_attributes(
        &self,
        attributes: &Attributes<'_>,
        digest: Digest,
        content: &[u8],
    ) -> Result<(), CmsError> {
        let content_type = attributes.find(oid::CONTENT_TYPE)?.ok_or(Malformed("content type attribute"))?;
        let message_digest =
            attributes.find(oid::MESSAGE_DIGEST)?.ok_or(Malformed("message digest attribute"))?;
        if content_type.tag != tag::OID || content_type.content != self.content_type {
            return Err(CmsError::Signature);
        }
        if message_digest.tag != tag::OCTET_STRING
            || message_digest.content != digest.digest(content).as_ref()
        {
            return Err(CmsError::Signature);
        }
        Ok(())
    }
}

/// The signature is over the attributes as a SET, not as the `[0]` they are sent as. Encoders that sign one order and
/// send another exist, so the sorted form is tried when the form sent does not fit.
fn verify_attributes(
    signed: Tlv<'_>,
    key: &PublicKey<'_>,
    digest: Digest,
    signature: &[u8],
) -> Result<(), CmsError> {
    let mut as_sent = signed.raw.to_vec();
    as_sent[0] = tag::SET;
    if key.verifies(digest, &as_sent, signature) {
        return Ok(());
    }
    let mut attributes = Vec::new();
    let mut reader = signed.reader();
    while !reader.is_empty() {
        attributes.push(reader.any()?.raw.to_vec());
    }
    let sorted = set_of(tag::SET, attributes);
    if sorted != as_sent && key.verifies(digest, &sorted, signature) {
        Ok(())
    } else {
        Err(CmsError::Signature)
    }
}

struct SignerInfo<'a> {
    id: CertificateId,
    digest_algorithm: &'a [u8],
    signed_attributes: Option<Tlv<'a>>,
    signature_algorithm: &'a [u8],
    signature: &'a [u8],
}

impl<'a> SignerInfo<'a> {
    fn parse(element: Tlv<'a>) -> Result<Self, Malformed> {
        const WHAT: &str = "signer";
        let mut info = element.reader();
        info.take(tag::INTEGER, WHAT)?;
        let id = CertificateId::read(info.any()?)?;
        let (digest_algorithm, _) = tlv::algorithm(info.take(tag::SEQUENCE, WHAT)?)?;
        let signed_attributes = info.optional(tag::context_constructed(0))?;
        let (signature_algorithm, _) = tlv::algorithm(info.take(tag::SEQUENCE, WHAT)?)?;
        let signature = info.take(tag::OCTET_STRING, WHAT)?.content;
        info.optional(tag::context_constructed(1))?;
        info.finish(WHAT)?;
        Ok(Self { id, digest_algorithm, signed_attributes, signature_algorithm, signature })
    }
}

/// The signed attributes of a signature that was verified.
#[derive(Default)]
pub(crate) struct Attributes<'a>(Vec<(&'a [u8], Tlv<'a>)>);

impl<'a> Attributes<'a> {
    const COUNT_MAX: usize = 64;

    /// Says whether the signature was over the content itself.
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn parse(signed: Tlv<'a>) -> Result<Self, Malformed> {
        const WHAT: &str = "signed attributes";
        let mut attributes = Vec::new();
        let mut reader = signed.reader();
        while !reader.is_empty() {
            let mut attribute = reader.take(tag::SEQUENCE, WHAT)?.reader();
            let oid = attribute.take(tag::OID, WHAT)?.content;
            attributes.push((oid, attribute.take(tag::SET, WHAT)?));
            attribute.finish(WHAT)?;
            if attributes.len() > Self::COUNT_MAX {
                return Err(Malformed(WHAT));
            }
        }
        Ok(Self(attributes))
    }

    /// Returns the attribute's value, which must be one, in one attribute; `None` if it does not occur.
    pub(crate) fn find(&self, oid: ObjectIdentifier) -> Result<Option<Tlv<'a>>, Malformed> {
        let mut found = self.0.iter().filter(|(each, _)| *each == oid.as_bytes());
        let Some((_, values)) = found.next() else { return Ok(None) };
        let mut values = values.reader();
        let value = values.any()?;
        if found.next().is_some() || !values.is_empty() {
            return Err(Malformed("attribute that occurs twice"));
        }
        Ok(Some(value))
    }
}

/// Reads `[0] CertificateSet`, passing over what is not an X.509 certificate.
fn read_certificates(set: Option<Tlv<'_>>) -> Result<Vec<CertificateView<'_>>, Malformed> {
    const COUNT_MAX: usize = 32;
    let mut certificates = Vec::new();
    let mut reader = set.map_or(Reader::new(&[]), |set| set.reader());
    while !reader.is_empty() {
        let element = reader.any()?;
        if element.tag == tag::SEQUENCE {
            certificates.push(CertificateView::read(element.raw)?);
        }
        if certificates.len() > COUNT_MAX {
            return Err(Malformed("certificates: too many"));
        }
    }
    Ok(certificates)
}
