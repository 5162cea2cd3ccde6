//! The client half of SCEP and of `Mdm-Signature`, for the simulator and for tests: writes what devices write, in both
//! of their encodings, and checks an answer the way they do.

use crate::ber::normalize;
use crate::cms::enveloped::{self, EnvelopeError};
use crate::cms::sign::{Content, SignedDataWriter, attribute, signing_time};
use crate::cms::signed::{Attributes, SignedData};
use crate::cms::{CmsError, certificates};
use crate::tlv::{Tlv, tag};
use crate::write::{algorithm, bit_string, integer, octet_string, oid, printable, sequence, tlv};
use crate::{
    Algorithms, CertificateView, ContentCipher, Encoding, FailInfo, Identity, Malformed, MessageType, RsaKey,
    name, oid, time,
};
use der::asn1::ObjectIdentifier;

/// A PKCSReq or RenewalReq to be sent, and the memory against which its answer is checked.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// Usually [`MessageType::PKCS_REQ`] or [`MessageType::RENEWAL_REQ`].
    pub message_type: MessageType,
    /// The request for a certificate, see [`NewCsr`](crate::csr::NewCsr).
    pub csr: &'a [u8],
    /// Who signs: a [`self_signed`] certificate at first, the certificate to be renewed later.
    pub signer: Identity<'a>,
    /// The DER certificate from `GetCACert`.
    pub ca: &'a [u8],
    /// The transaction, in the alphabet of PrintableString.
    pub transaction_id: &'a str,
    /// A fresh nonce; 16 octets, 8 to speak like old devices.
    pub sender_nonce: &'a [u8],
    /// The cipher of the envelope; the answer comes in the same, or in AES-128 for single DES.
    pub cipher: ContentCipher,
    /// The encoding of both layers.
    pub encoding: Encoding,
    /// The signing time, in unix seconds.
    pub now: i64,
}

/// A server's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The DER certificate that was asked for.
    Issued(Vec<u8>),
    /// A refusal.
    Failed(FailInfo),
    /// Not decided yet.
    Pending,
}

/// Why an answer is not believed, or a request cannot be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The outer layer is wrong.
    #[error(transparent)]
    Cms(#[from] CmsError),
    /// The inner layer is wrong.
    #[error(transparent)]
    Envelope(#[from] EnvelopeError),
    /// The answer is not signed by the certificate from `GetCACert`.
    #[error("the answer is signed by another certificate than GetCACert gave")]
    OtherSigner,
    /// The answer belongs to another transaction or another nonce.
    #[error("the answer is to another request")]
    OtherTransaction,
}

impl From<Malformed> for ClientError {
    fn from(malformed: Malformed) -> Self {
        Self::Cms(malformed.into())
    }
}

impl Request<'_> {
    /// Writes the message for a PKIOperation.
    pub fn write(&self) -> Result<Vec<u8>, ClientError> {
        let ca = CertificateView::read(self.ca)?;
        let envelope = enveloped::seal(self.csr, &ca, self.cipher, self.encoding)?;
        let attributes = vec![
            signing_time(self.now),
            attribute(oid::MESSAGE_TYPE, &printable(&self.message_type.0.to_string())),
            attribute(oid::TRANSACTION_ID, &printable(self.transaction_id)),
            attribute(oid::SENDER_NONCE, &octet_string(self.sender_nonce)),
        ];
        let writer = SignedDataWriter {
            content: Content::Inside(&envelope),
            signer: &self.signer,
            chain: &[],
            attributes: Some(attributes),
            encoding: self.encoding,
        };
        Ok(writer.write())
    }

    /// Reads the answer, as strict as Apple's client: signed by the very certificate of `GetCACert`, string types as
    /// RFC 8894 has them, and both nonces and the transaction right.
    pub fn open(&self, answer: &[u8]) -> Result<Reply, ClientError> {
        let der = normalize(answer)?;
        let data = SignedData::parse(&der)?;
        let content = data.content.unwrap_or_default();
        let verified = data.verify(content)?;
        if verified.signer.der != self.ca {
            return Err(ClientError::OtherSigner);
        }
        let attributes = &verified.attributes;
        let echoed = [
            (oid::TRANSACTION_ID, tag::PRINTABLE_STRING, self.transaction_id.as_bytes()),
            (oid::RECIPIENT_NONCE, tag::OCTET_STRING, self.sender_nonce),
            (oid::MESSAGE_TYPE, tag::PRINTABLE_STRING, b"3"),
        ];
        for (oid, tag, expected) in echoed {
            if required(attributes, oid, tag)?.content != expected {
                return Err(ClientError::OtherTransaction);
            }
        }
        if required(attributes, oid::SENDER_NONCE, tag::OCTET_STRING)?.content.len() != 16 {
            return Err(Malformed("senderNonce").into());
        }
        match required(attributes, oid::PKI_STATUS, tag::PRINTABLE_STRING)?.content {
            b"0" => self.open_issued(content).map(Reply::Issued),
            b"2" => {
                let code = required(attributes, oid::FAIL_INFO, tag::PRINTABLE_STRING)?.content;
                Ok(Reply::Failed(FailInfo::of(code).ok_or(Malformed("failInfo"))?))
            }
            b"3" => Ok(Reply::Pending),
            _ => Err(Malformed("pkiStatus").into()),
        }
    }

    fn open_issued(&self, envelope: &[u8]) -> Result<Vec<u8>, ClientError> {
        let bag = enveloped::open(envelope, &self.signer, Algorithms::Modern)?;
        let certificates = certificates::read(&bag)?;
        certificates.into_iter().next().ok_or(Malformed("certificates: none").into())
    }
}

fn required<'a>(attributes: &Attributes<'a>, oid: ObjectIdentifier, tag: u8) -> Result<Tlv<'a>, Malformed> {
    attributes.find(oid)?.filter(|value| value.tag == tag).ok_or(Malformed("answer's attribute"))
}

/// Writes the throw-away certificate that Apple's client signs its first request with: serial 1, the common name (a
/// UUID), key usage signature and encipherment. The instants are unix seconds.
pub fn self_signed(key: &RsaKey, common_name: &str, not_before: i64, not_after: i64) -> Vec<u8> {
    let name = name(&[("CN", common_name)]).expect("CN is a known attribute");
    leaf(&name, &name, 1, key.spki(), (not_before, not_after), key)
}

/// Writes the certificate that an authority of somebody's own making gives to a device when it is built, in place of
/// Apple's. The instants are unix seconds.
pub fn certified(
    key: &RsaKey,
    common_name: &str,
    issuer: &Identity<'_>,
    serial: u8,
    not_before: i64,
    not_after: i64,
) -> Vec<u8> {
    let name = name(&[("CN", common_name)]).expect("CN is a known attribute");
    let by = issuer.certificate().subject;
    leaf(by, &name, serial & 0x7f, key.spki(), (not_before, not_after), issuer.key())
}

fn leaf(
    issuer: &[u8],
    subject: &[u8],
    serial: u8,
    spki: &[u8],
    (not_before, not_after): (i64, i64),
    signing: &RsaKey,
) -> Vec<u8> {
    /// digitalSignature and keyEncipherment, five bits unused.
    const SIGN_AND_ENCIPHER: [u8; 4] = [tag::BIT_STRING, 2, 5, 0xa0];
    let critical = [tag::BOOLEAN, 1, 0xff];
    let key_usage = sequence(&[&oid(oid::KEY_USAGE), &critical, &octet_string(&SIGN_AND_ENCIPHER)]);
    let signature_algorithm = algorithm(oid::SHA256_WITH_RSA);
    let signed = sequence(&[
        &tlv(tag::context_constructed(0), &[&integer(2)]),
        &integer(serial),
        &signature_algorithm,
        issuer,
        &sequence(&[&time::write(not_before), &time::write(not_after)]),
        subject,
        spki,
        &tlv(tag::context_constructed(3), &[&sequence(&[&key_usage])]),
    ]);
    sequence(&[&signed, &signature_algorithm, &bit_string(&signing.sign(&signed))])
}

/// Writes what a device signs with its content inside: what it tells of itself before it enrolls. `chain` are the DER
/// certificates above the signer's.
pub fn device_signed(
    content: &[u8],
    signer: &Identity<'_>,
    chain: &[&[u8]],
    form: SignatureForm,
    encoding: Encoding,
) -> Vec<u8> {
    let content = Content::Inside(content);
    SignedDataWriter { content, signer, chain, attributes: form.attributes(), encoding }.write()
}

/// The forms in which an `Mdm-Signature` occurs; the real SHA-1 of macOS is not among them, as SHA-1 is never signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureForm {
    /// As macOS: the signature is over the body itself.
    Bare,
    /// As iOS: over attributes that hold the body's digest; the signing time is in unix seconds.
    WithAttributes {
        /// The signing time in unix seconds.
        now: i64,
    },
}

impl SignatureForm {
    fn attributes(self) -> Option<Vec<Vec<u8>>> {
        match self {
            Self::Bare => None,
            Self::WithAttributes { now } => Some(vec![signing_time(now)]),
        }
    }
}

/// Writes the detached signature of a request's body; its base64 is the value of the `Mdm-Signature` header.
pub fn mdm_signature(body: &[u8], signer: &Identity<'_>, form: SignatureForm, encoding: Encoding) -> Vec<u8> {
    let attributes = form.attributes();
    SignedDataWriter { content: Content::Apart(body), signer, chain: &[], attributes, encoding }.write()
}
