//! EnvelopedData with RSA key transport (RFC 5652 §6): sealed to a certificate, opened with its key.

use super::sign::content_info;
use super::{CertificateId, content_info as open_content_info};
use crate::ber::normalize;
use crate::public_key::PublicKey;
use crate::tlv::{self, Malformed, Tlv, tag};
use crate::write::{algorithm, integer, octet_string, oid, sequence, tlv as element};
use crate::{Algorithms, CertificateView, ContentCipher, Encoding, Identity, KeyKind, oid};
use aws_lc_rs::rsa::{Pkcs1PublicEncryptingKey, PublicEncryptingKey};
use zeroize::Zeroizing;

/// Why an envelope was not opened, or could not be sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnvelopeError {
    /// The octets are not an envelope.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// No recipient is ours.
    #[error("the envelope is for another certificate")]
    OtherRecipient,
    /// The cipher or the way the key travels is unknown or not permitted, or the recipient's key is not RSA of at
    /// least 2048 bits.
    #[error("the envelope's algorithm is not permitted")]
    Algorithm,
    /// The private key was used and nothing sensible came out; never says more (T40).
    #[error("the envelope does not open")]
    Content,
}

/// Opens an envelope for `recipient`.
pub fn open(
    message: &[u8],
    recipient: &Identity<'_>,
    algorithms: Algorithms,
) -> Result<Vec<u8>, EnvelopeError> {
    Ok(Envelope::parse(message)?.open(recipient, algorithms)?.to_vec())
}

/// Seals content to an RSA certificate under a fresh content key.
pub fn seal(
    content: &[u8],
    recipient: &CertificateView<'_>,
    cipher: ContentCipher,
    encoding: Encoding,
) -> Result<Vec<u8>, EnvelopeError> {
    let content_key = cipher.random_key();
    let encrypted_key = encrypt_key(&content_key, recipient)?;
    let (iv, ciphertext) = cipher.encrypt(&content_key, content);
    let recipient = sequence(&[
        &integer(0),
        &super::issuer_and_serial(recipient),
        &algorithm(oid::RSA_ENCRYPTION),
        &octet_string(&encrypted_key),
    ]);
    let encrypted_content = encoding.constructed(
        tag::SEQUENCE,
        &[
            &oid(oid::DATA),
            &sequence(&[&oid(cipher.oid()), &octet_string(&iv)]),
            &encoding.octets(tag::context(0), &ciphertext),
        ],
    );
    let parts = [&integer(0)[..], &element(tag::SET, &[&recipient]), &encrypted_content];
    Ok(content_info(oid::ENVELOPED_DATA, &parts, encoding))
}

fn encrypt_key(content_key: &[u8], recipient: &CertificateView<'_>) -> Result<Vec<u8>, EnvelopeError> {
    // Said before the library is asked: other kinds of key would be a mystery there.
    let KeyKind::Rsa { .. } = PublicKey::read(recipient.spki)?.kind else {
        return Err(EnvelopeError::Algorithm);
    };
    let key = PublicEncryptingKey::from_der(recipient.spki).map_err(|_| EnvelopeError::Algorithm)?;
    let key = Pkcs1PublicEncryptingKey::new(key).map_err(|_| EnvelopeError::Algorithm)?;
    let mut encrypted = vec![0; key.ciphertext_size()];
    key.encrypt(content_key, &mut encrypted).map_err(|_| EnvelopeError::Algorithm)?;
    Ok(encrypted)
}

/// An envelope taken apart, still closed.
#[derive(Debug, Clone)]
pub(crate) struct Envelope {
    /// `None` if the cipher is unknown.
    pub(crate) cipher: Option<ContentCipher>,
    recipients: Vec<Recipient>,
    iv: Vec<u8>,
    ciphertext: Vec<u8>,
}

#[derive(Debug, Clone)]
struct Recipient {
    id: CertificateId,
    is_pkcs1: bool,
    encrypted_key: Vec<u8>,
}

impl Envelope {
    pub(crate) fn parse(message: &[u8]) -> Result<Self, Malformed> {
        const WHAT: &str = "enveloped data";
        let der = normalize(message)?;
        let mut data = open_content_info(&der, oid::ENVELOPED_DATA)?.reader();
        data.take(tag::INTEGER, WHAT)?;
        data.optional(tag::context_constructed(0))?;
        let recipients = Recipient::parse_all(data.take(tag::SET, WHAT)?)?;
        let mut content = data.take(tag::SEQUENCE, WHAT)?.reader();
        data.optional(tag::context_constructed(1))?;
        data.finish(WHAT)?;

        content.take(tag::OID, WHAT)?;
        let (cipher, parameters) = tlv::algorithm(content.take(tag::SEQUENCE, WHAT)?)?;
        let ciphertext = encrypted_content(content.any()?)?;
        content.finish(WHAT)?;
        let iv = parameters.filter(|iv| iv.tag == tag::OCTET_STRING).map_or(&[][..], |iv| iv.content);
        Ok(Self { cipher: ContentCipher::of(cipher), recipients, iv: iv.to_vec(), ciphertext })
    }

    /// Opens the envelope with the recipient's key. All that can be checked in public is checked first; after that
    /// there is one private key operation and one kind of failure.
    pub(crate) fn open(
        &self,
        recipient: &Identity<'_>,
        algorithms: Algorithms,
    ) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
        let ours = self.recipients.iter().find(|each| each.id.is_of(recipient.certificate()));
        let ours = ours.ok_or(EnvelopeError::OtherRecipient)?;
        let cipher = self.cipher.filter(|&cipher| ours.is_pkcs1 && algorithms.permits_cipher(cipher));
        let cipher = cipher.ok_or(EnvelopeError::Algorithm)?;
        if self.iv.len() != cipher.block_bytes()
            || !self.ciphertext.len().is_multiple_of(cipher.block_bytes())
        {
            return Err(EnvelopeError::Malformed(Malformed("encrypted content")));
        }
        let mut content_key = cipher.random_key();
        recipient.key().decrypt_or_keep(&ours.encrypted_key, &mut content_key);
        cipher.decrypt(&content_key, &self.iv, &self.ciphertext).ok_or(EnvelopeError::Content)
    }
}

impl Recipient {
    const COUNT_MAX: usize = 32;

    /// Reads the recipients that were sent a key by key transport and passes over the others.
    fn parse_all(set: Tlv<'_>) -> Result<Vec<Self>, Malformed> {
        let mut recipients = Vec::new();
        let mut reader = set.reader();
        while !reader.is_empty() {
            let element = reader.any()?;
            if element.tag == tag::SEQUENCE {
                recipients.push(Self::parse(element)?);
            }
            if recipients.len() > Self::COUNT_MAX {
                return Err(Malformed("recipients: too many"));
            }
        }
        Ok(recipients)
    }

    fn parse(element: Tlv<'_>) -> Result<Self, Malformed> {
        const WHAT: &str = "recipient";
        let mut info = element.reader();
        info.take(tag::INTEGER, WHAT)?;
        let id = CertificateId::read(info.any()?)?;
        let (algorithm, _) = tlv::algorithm(info.take(tag::SEQUENCE, WHAT)?)?;
        let encrypted_key = info.take(tag::OCTET_STRING, WHAT)?.content.to_vec();
        info.finish(WHAT)?;
        Ok(Self { id, is_pkcs1: algorithm == oid::RSA_ENCRYPTION.as_bytes(), encrypted_key })
    }
}

/// Reads `[0] IMPLICIT OCTET STRING`, which BER may have cut into pieces; the tag does not tell that it is a string, so
/// joining them was not the business of [`normalize`].
fn encrypted_content(element: Tlv<'_>) -> Result<Vec<u8>, Malformed> {
    const WHAT: &str = "encrypted content";
    if element.tag == tag::context(0) {
        return Ok(element.content.to_vec());
    }
    if element.tag != tag::context_constructed(0) {
        return Err(Malformed(WHAT));
    }
    let mut ciphertext = Vec::with_capacity(element.content.len());
    let mut pieces = element.reader();
    while !pieces.is_empty() {
        ciphertext.extend_from_slice(pieces.take(tag::OCTET_STRING, WHAT)?.content);
    }
    Ok(ciphertext)
}
