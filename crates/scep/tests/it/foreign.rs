//! Messages put together by hand, independent of the crate's writer, in all the odd ways that others have.

use crate::fixture::{DEVICE, NONCE, TRANSACTION};
use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use scep::{CertificateView, RsaKey};

pub(crate) const SHA1: &str = "1.3.14.3.2.26";
pub(crate) const SHA256_OID: &str = "2.16.840.1.101.3.4.2.1";
pub(crate) const RSA: &str = "1.2.840.113549.1.1.1";
pub(crate) const SHA1_WITH_RSA: &str = "1.2.840.113549.1.1.5";
pub(crate) const SHA256_WITH_RSA: &str = "1.2.840.113549.1.1.11";
pub(crate) const DATA: &str = "1.2.840.113549.1.7.1";
pub(crate) const CONTENT_TYPE: &str = "1.2.840.113549.1.9.3";
pub(crate) const MESSAGE_DIGEST: &str = "1.2.840.113549.1.9.4";

pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let header = match content.len() {
        0..128 => vec![tag, length[1]],
        128..256 => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [header, content.to_vec()].concat()
}

pub(crate) fn seq(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &parts.concat())
}

pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    tlv(6, dotted.parse::<der::asn1::ObjectIdentifier>().unwrap().as_bytes())
}

pub(crate) fn algorithm(dotted: &str) -> Vec<u8> {
    seq(&[&oid(dotted), &[5, 0]])
}

pub(crate) fn attribute(dotted: &str, values: &[&[u8]]) -> Vec<u8> {
    seq(&[&oid(dotted), &tlv(0x31, &values.concat())])
}

pub(crate) type Sign = Box<dyn Fn(&[u8]) -> Vec<u8>>;

/// A SignedData with every part open to mischief.
pub(crate) struct Foreign {
    pub(crate) content: Option<Vec<u8>>,
    pub(crate) signed: Vec<u8>,
    pub(crate) attributes: Option<Vec<Vec<u8>>>,
    pub(crate) digest: &'static str,
    pub(crate) signature_algorithm: &'static str,
    pub(crate) key_identifier: Option<Vec<u8>>,
    pub(crate) signers: usize,
    pub(crate) certificate: Vec<u8>,
    /// Makes the signature over these octets.
    pub(crate) sign: Sign,
}

impl Foreign {
    pub(crate) fn attached(content: &[u8]) -> Self {
        Self {
            content: Some(content.to_vec()),
            signed: content.to_vec(),
            attributes: Some(content_attributes(content, SHA256_OID)),
            digest: SHA256_OID,
            signature_algorithm: RSA,
            key_identifier: None,
            signers: 1,
            certificate: DEVICE.certificate.clone(),
            sign: Box::new(|octets| DEVICE.key.sign(octets)),
        }
    }

    /// A SCEP request around any content at all.
    pub(crate) fn scep(envelope: &[u8], message_type: &str) -> Self {
        let mut message = Self::attached(envelope);
        message.attributes.as_mut().unwrap().extend(scep_attributes(message_type));
        message
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let view = CertificateView::read(&self.certificate).unwrap();
        let id = match &self.key_identifier {
            Some(identifier) => tlv(0x80, identifier),
            None => seq(&[view.issuer, &tlv(2, view.serial)]),
        };
        let attributes = self.attributes.as_ref().map(|attributes| attributes.concat());
        let signature = match &attributes {
            Some(attributes) => (self.sign)(&tlv(0x31, attributes)),
            None => (self.sign)(&self.signed),
        };
        let attributes = attributes.map_or(Vec::new(), |attributes| tlv(0xa0, &attributes));
        let signer = seq(&[
            &[2, 1, 1],
            &id,
            &algorithm(self.digest),
            &attributes,
            &algorithm(self.signature_algorithm),
            &tlv(4, &signature),
        ]);
        let content = self.content.as_ref().map_or(Vec::new(), |content| tlv(0xa0, &tlv(4, content)));
        let data = seq(&[
            &[2, 1, 1],
            &tlv(0x31, &algorithm(self.digest)),
            &seq(&[&oid(DATA), &content]),
            &tlv(0xa0, &self.certificate),
            &tlv(0x31, &signer.repeat(self.signers)),
        ]);
        seq(&[&oid("1.2.840.113549.1.7.2"), &tlv(0xa0, &data)])
    }
}

pub(crate) fn content_attributes(content: &[u8], digest_oid: &str) -> Vec<Vec<u8>> {
    let algorithm = if digest_oid == SHA1 { &SHA1_FOR_LEGACY_USE_ONLY } else { &SHA256 };
    vec![
        attribute(CONTENT_TYPE, &[&oid(DATA)]),
        attribute(MESSAGE_DIGEST, &[&tlv(4, digest(algorithm, content).as_ref())]),
    ]
}

pub(crate) fn scep_attributes(message_type: &str) -> Vec<Vec<u8>> {
    vec![
        attribute("2.16.840.1.113733.1.9.2", &[&tlv(0x13, message_type.as_bytes())]),
        attribute("2.16.840.1.113733.1.9.5", &[&tlv(4, &NONCE)]),
        attribute("2.16.840.1.113733.1.9.7", &[&tlv(0x13, TRANSACTION.as_bytes())]),
    ]
}

/// Signs with SHA-1 by OpenSSL, as neither the crate nor its library does; `None` without the command.
pub(crate) fn sha1_signer(key: &RsaKey) -> Option<Sign> {
    let openssl = crate::openssl::OpenSsl::find()?;
    openssl.write("key.der", key.pkcs8());
    Some(Box::new(move |octets| {
        openssl.write("octets", octets);
        openssl.run(&["dgst", "-sha1", "-sign", "key.der", "-keyform", "DER", "octets"]).unwrap()
    }))
}
