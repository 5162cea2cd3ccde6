//! The answer half of SCEP, CertRep, written the one way that every client reads (RFC 8894 §3.3.2). The signature is by
//! the certificate that `GetCACert` gives: Apple's client compares the two.

use crate::cms::sign::{Content, SignedDataWriter, attribute, signing_time};
use crate::cms::{certificates, enveloped};
use crate::write::{octet_string, printable};
use crate::{ContentCipher, Encoding, FailInfo, Identity, MessageType, PkiMessage, oid};

/// The length of the nonces we send, in octets.
pub const NONCE_BYTES: usize = 16;

/// Answers with a certificate: `issued` in DER, sealed to whoever signed the request, with the CA's own after it. `now`
/// is in unix seconds, the nonce is fresh. Fails with `badAlg` if the signer's key cannot receive anything, which
/// [`PkiMessage::open`] has refused before.
pub fn success(
    request: &PkiMessage,
    issued: &[u8],
    ca: &Identity<'_>,
    now: i64,
    sender_nonce: [u8; NONCE_BYTES],
) -> Result<Vec<u8>, FailInfo> {
    let bag = certificates::write(&[issued, ca.certificate().der]);
    let cipher = request.cipher().map_or(ContentCipher::Aes128, ContentCipher::of_answer);
    let envelope = enveloped::seal(&bag, &request.signer_certificate(), cipher, Encoding::Der)
        .map_err(|_| FailInfo::BadAlg)?;
    let status = [attribute(oid::PKI_STATUS, &printable("0"))];
    Ok(cert_rep(request, Content::Inside(&envelope), &status, ca, now, sender_nonce))
}

/// Answers with a refusal; goes out with HTTP 200 like any other CertRep.
pub fn failure(
    request: &PkiMessage,
    fail_info: FailInfo,
    ca: &Identity<'_>,
    now: i64,
    sender_nonce: [u8; NONCE_BYTES],
) -> Vec<u8> {
    let status = [
        attribute(oid::PKI_STATUS, &printable("2")),
        attribute(oid::FAIL_INFO, &printable(fail_info.code())),
    ];
    cert_rep(request, Content::Apart(&[]), &status, ca, now, sender_nonce)
}

fn cert_rep(
    request: &PkiMessage,
    content: Content<'_>,
    status: &[Vec<u8>],
    ca: &Identity<'_>,
    now: i64,
    sender_nonce: [u8; NONCE_BYTES],
) -> Vec<u8> {
    let mut attributes = status.to_vec();
    attributes.extend([
        signing_time(now),
        attribute(oid::TRANSACTION_ID, request.transaction_id.as_element()),
        attribute(oid::MESSAGE_TYPE, &printable(&MessageType::CERT_REP.0.to_string())),
        attribute(oid::SENDER_NONCE, &octet_string(&sender_nonce)),
        attribute(oid::RECIPIENT_NONCE, &octet_string(&request.sender_nonce)),
    ]);
    SignedDataWriter {
        content,
        signer: ca,
        chain: &[],
        attributes: Some(attributes),
        encoding: Encoding::Der,
    }
    .write()
}
