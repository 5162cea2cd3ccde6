//! Writes SignedData with one signature, always RSA with SHA-256.

use crate::tlv::tag;
use crate::write::{Encoding, algorithm, integer, octet_string, oid, sequence, set_of, tlv};
use crate::{Digest, Identity, oid, time};
use der::asn1::ObjectIdentifier;

/// Signs content that travels inside the message, as a configuration profile wants it. The signer's certificate comes
/// first, then the chain of DER certificates, without the root; `now` is the signing time in unix seconds.
pub fn sign(content: &[u8], signer: &Identity<'_>, chain: &[&[u8]], now: i64) -> Vec<u8> {
    SignedDataWriter {
        content: Content::Inside(content),
        signer,
        chain,
        attributes: Some(vec![signing_time(now)]),
        encoding: Encoding::Der,
    }
    .write()
}

/// What is signed, and whether it is also in the message.
#[derive(Clone, Copy)]
pub(crate) enum Content<'a> {
    Inside(&'a [u8]),
    Apart(&'a [u8]),
}

/// All that a SignedData is made of.
pub(crate) struct SignedDataWriter<'a> {
    pub(crate) content: Content<'a>,
    pub(crate) signer: &'a Identity<'a>,
    /// Certificates after the signer's own.
    pub(crate) chain: &'a [&'a [u8]],
    /// Signed attributes beyond content type and digest; `None` signs the content itself.
    pub(crate) attributes: Option<Vec<Vec<u8>>>,
    pub(crate) encoding: Encoding,
}

impl SignedDataWriter<'_> {
    pub(crate) fn write(self) -> Vec<u8> {
        let encoding = self.encoding;
        let encapsulated = match self.content {
            Content::Inside(content) => {
                let content = encoding.octets(tag::OCTET_STRING, content);
                let content = encoding.constructed(tag::context_constructed(0), &[&content]);
                encoding.constructed(tag::SEQUENCE, &[&oid(oid::DATA), &content])
            }
            Content::Apart(_) => encoding.constructed(tag::SEQUENCE, &[&oid(oid::DATA)]),
        };
        let certificates = [&[self.signer.certificate().der], self.chain].concat();
        let signer_info = self.signer_info();
        content_info(
            oid::SIGNED_DATA,
            &[
                &integer(1),
                &tlv(tag::SET, &[&algorithm(oid::SHA256)]),
                &encapsulated,
                &encoding.constructed(tag::context_constructed(0), &certificates),
                &tlv(tag::SET, &[&signer_info]),
            ],
            encoding,
        )
    }

    fn signer_info(self) -> Vec<u8> {
        let (Content::Inside(content) | Content::Apart(content)) = self.content;
        let (attributes, signature) = match self.attributes {
            None => (Vec::new(), self.signer.key().sign(content)),
            Some(mut attributes) => {
                let message_digest = Digest::Sha256.digest(content);
                attributes.push(attribute(oid::CONTENT_TYPE, &oid(oid::DATA)));
                attributes.push(attribute(oid::MESSAGE_DIGEST, &octet_string(message_digest.as_ref())));
                let mut attributes = set_of(tag::SET, attributes);
                let signature = self.signer.key().sign(&attributes);
                attributes[0] = tag::context_constructed(0);
                (attributes, signature)
            }
        };
        sequence(&[
            &integer(1),
            &super::issuer_and_serial(self.signer.certificate()),
            &algorithm(oid::SHA256),
            &attributes,
            // Not the combined identifier: strongSwan refuses it and old iOS crashed on it (C6).
            &algorithm(oid::RSA_ENCRYPTION),
            &octet_string(&signature),
        ])
    }
}

/// Writes one attribute of one value.
pub(crate) fn attribute(attribute: ObjectIdentifier, value: &[u8]) -> Vec<u8> {
    sequence(&[&oid(attribute), &tlv(tag::SET, &[value])])
}

/// Writes the attribute that says when the signature was made, in unix seconds.
pub(crate) fn signing_time(now: i64) -> Vec<u8> {
    attribute(oid::SIGNING_TIME, &time::write(now))
}

/// Wraps the parts of a SEQUENCE into a ContentInfo.
pub(crate) fn content_info(content_type: ObjectIdentifier, parts: &[&[u8]], encoding: Encoding) -> Vec<u8> {
    let content = encoding.constructed(tag::SEQUENCE, parts);
    let content = encoding.constructed(tag::context_constructed(0), &[&content]);
    encoding.constructed(tag::SEQUENCE, &[&oid(content_type), &content])
}
