//! The request half of SCEP on the server's side, in two stages: [`PkiMessage::parse`] verifies who speaks, which needs
//! no secret, and [`PkiMessage::open`] uses the private key. Nothing here checks a challenge or allows anything.

use crate::ber::normalize;
use crate::cms::CmsError;
use crate::cms::enveloped::{Envelope, EnvelopeError};
use crate::cms::signed::{Attributes, SignedData};
use crate::csr::CsrError;
use crate::tlv::{Malformed, Tlv, tag};
use crate::{Algorithms, CertificateView, ContentCipher, Csr, Digest, FailInfo, Identity, KeyKind, oid};
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use der::asn1::ObjectIdentifier;
use std::borrow::Cow;
use std::fmt;

/// The messageType attribute (RFC 8894 §3.2.1.2), a number that need not be a known one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MessageType(pub u16);

impl MessageType {
    /// A server's answer.
    pub const CERT_REP: Self = Self(3);
    /// A request signed by a certificate issued before.
    pub const RENEWAL_REQ: Self = Self(17);
    /// Obsolete; a way around authorisation in other servers (T38).
    pub const UPDATE_REQ: Self = Self(18);
    /// A request for a first certificate, though some clients also renew with it.
    pub const PKCS_REQ: Self = Self(19);
    /// A question after a pending request.
    pub const CERT_POLL: Self = Self(20);
    /// A question for a certificate issued before.
    pub const GET_CERT: Self = Self(21);
    /// A question for the revocation list.
    pub const GET_CRL: Self = Self(22);
}

/// The transactionID attribute: opaque, compared and echoed octet for octet, tag included.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TransactionId(Vec<u8>);

impl TransactionId {
    /// The most octets that are accepted.
    pub const BYTES_MAX: usize = 255;

    fn read(value: Tlv<'_>) -> Result<Self, Malformed> {
        const STRINGS: [u8; 4] =
            [tag::PRINTABLE_STRING, tag::UTF8_STRING, tag::IA5_STRING, tag::OCTET_STRING];
        let is_usable = STRINGS.contains(&value.tag) && (1..=Self::BYTES_MAX).contains(&value.content.len());
        if is_usable { Ok(Self(value.raw.to_vec())) } else { Err(Malformed("transactionID")) }
    }

    /// Returns the attribute value as received, with tag and length.
    pub fn as_element(&self) -> &[u8] {
        &self.0
    }

    /// Returns the text, for the log; anything that is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        let header_bytes = if self.0[1] < 0x80 { 2 } else { 2 + usize::from(self.0[1] & 0x7f) };
        String::from_utf8_lossy(&self.0[header_bytes..])
    }
}

impl fmt::Debug for TransactionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TransactionId({:?})", self.text())
    }
}

/// A request whose outer signature fits.
#[derive(Debug, Clone)]
pub struct PkiMessage {
    /// What is asked for; any number, the caller decides which are served.
    pub message_type: MessageType,
    /// Names the transaction; to be echoed.
    pub transaction_id: TransactionId,
    /// The client's nonce, 16 octets, from old devices 8; to be echoed.
    pub sender_nonce: Vec<u8>,
    /// The DER certificate that signed the request, often a throw-away one.
    pub signer: Vec<u8>,
    /// The SubjectPublicKeyInfo of that certificate, as received.
    pub signer_spki: Vec<u8>,
    /// The digest of the signature.
    pub digest: Digest,
    signer_key: KeyKind,
    algorithms: Algorithms,
    envelope: Option<Envelope>,
}

impl PkiMessage {
    /// The largest nonce that is accepted, in octets.
    pub const NONCE_BYTES_MAX: usize = 64;

    /// Takes a PKIOperation apart and verifies its signature, without any policy yet: a request with an algorithm that
    /// is not permitted still has a transaction, and [`PkiMessage::open`] says `badAlg` for it. An error here has no
    /// transaction, so the answer is HTTP 400.
    pub fn parse(message: &[u8], algorithms: Algorithms) -> Result<Self, CmsError> {
        let der = normalize(message)?;
        let data = SignedData::parse(&der)?;
        let content = data.content.unwrap_or_default();
        let verified = data.verify(content)?;
        let attributes = &verified.attributes;
        let nonce = required(attributes, oid::SENDER_NONCE, "senderNonce")?;
        if nonce.tag != tag::OCTET_STRING || !(1..=Self::NONCE_BYTES_MAX).contains(&nonce.content.len()) {
            return Err(Malformed("senderNonce").into());
        }
        Ok(Self {
            message_type: message_type(required(attributes, oid::MESSAGE_TYPE, "messageType")?)?,
            transaction_id: TransactionId::read(required(attributes, oid::TRANSACTION_ID, "transactionID")?)?,
            sender_nonce: nonce.content.to_vec(),
            signer: verified.signer.der.to_vec(),
            signer_spki: verified.signer.spki.to_vec(),
            digest: verified.digest,
            signer_key: verified.signer.key(),
            algorithms,
            envelope: Envelope::parse(content).ok(),
        })
    }

    /// Opens the envelope with the CA's key and reads the request in it. What can be refused in public is refused
    /// first; once the private key was used everything that does not lead to a request is `badMessageCheck`, so that
    /// the answer says nothing about the padding (T40).
    pub fn open(&self, ca: &Identity<'_>) -> Result<Csr, FailInfo> {
        let envelope = self.envelope.as_ref().ok_or(FailInfo::BadMessageCheck)?;
        // The answer is encrypted to the signer, which only RSA from 2048 bits on can receive.
        let can_receive = matches!(self.signer_key, KeyKind::Rsa { bits: 2048.. });
        if !can_receive || !self.algorithms.permits_signature(self.digest, self.signer_key) {
            return Err(FailInfo::BadAlg);
        }
        let content = envelope.open(ca, self.algorithms).map_err(|error| match error {
            EnvelopeError::OtherRecipient => FailInfo::BadCertId,
            EnvelopeError::Algorithm => FailInfo::BadAlg,
            EnvelopeError::Malformed(_) | EnvelopeError::Content => FailInfo::BadMessageCheck,
        })?;
        Csr::read(&content, self.algorithms).map_err(|error| match error {
            CsrError::Malformed(_) | CsrError::Signature => FailInfo::BadMessageCheck,
            CsrError::Algorithm => FailInfo::BadRequest,
        })
    }

    /// Says whether the request is signed by the very key it asks to certify, as every first request is.
    pub fn is_signed_by_key_of(&self, csr: &Csr) -> bool {
        self.signer_spki == csr.spki
    }

    /// Says whether anything about the request, as far as it was not encrypted, needs [`Algorithms::Legacy`]; to be
    /// logged at each use.
    pub fn uses_legacy_algorithms(&self) -> bool {
        !Algorithms::Modern.permits_signature(self.digest, self.signer_key)
            || self.cipher().is_some_and(|cipher| !Algorithms::Modern.permits_cipher(cipher))
    }

    /// Returns the cipher of the request's envelope, if it has a known one.
    pub fn cipher(&self) -> Option<ContentCipher> {
        self.envelope.as_ref()?.cipher
    }

    /// Returns the signer's certificate taken apart.
    pub fn signer_certificate(&self) -> CertificateView<'_> {
        CertificateView::read(&self.signer).expect("it was read when the message was parsed")
    }
}

fn required<'a>(
    attributes: &Attributes<'a>,
    oid: ObjectIdentifier,
    what: &'static str,
) -> Result<Tlv<'a>, Malformed> {
    attributes.find(oid)?.ok_or(Malformed(what))
}

fn message_type(value: Tlv<'_>) -> Result<MessageType, Malformed> {
    const WHAT: &str = "messageType";
    let text = std::str::from_utf8(value.content).map_err(|_| Malformed(WHAT))?;
    // `parse` would also take a sign.
    if !text.bytes().all(|octet| octet.is_ascii_digit()) {
        return Err(Malformed(WHAT));
    }
    text.parse().map(MessageType).map_err(|_| Malformed(WHAT))
}

/// Decodes the `message` of a GET PKIOperation from the raw query: percent signs are undone, `+` stays what it is, both
/// alphabets of base64 are read, with or without padding. `None` if it is no base64.
pub fn decode_get_message(raw_query_value: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig =
        GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    let mut text = Vec::with_capacity(raw_query_value.len());
    let mut octets = raw_query_value.bytes();
    while let Some(octet) = octets.next() {
        let octet = match octet {
            b'%' => {
                let digits = [octets.next()?, octets.next()?];
                let digit =
                    |octet: u8| char::from(octet).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                digit(digits[0])? << 4 | digit(digits[1])?
            }
            other => other,
        };
        match octet {
            b'-' => text.push(b'+'),
            b'_' => text.push(b'/'),
            b'\r' | b'\n' => {}
            other => text.push(other),
        }
    }
    GeneralPurpose::new(&STANDARD, LENIENT).decode(text).ok()
}
