//! Signed and enveloped data beyond what OpenSSL writes.

use crate::fixture::{CA, DEVICE, NOW, Party};
use crate::foreign::{
    CONTENT_TYPE, DATA, Foreign, MESSAGE_DIGEST, SHA1, SHA1_WITH_RSA, SHA256_OID, SHA256_WITH_RSA, attribute,
    content_attributes, oid, sha1_signer, tlv,
};
use scep::client::{SignatureForm, mdm_signature};
use scep::cms::enveloped::{EnvelopeError, open, seal};
use scep::cms::signed::{signer_certificate, verify, verify_detached};
use scep::cms::{CmsError, sign};
use scep::{Algorithms, ContentCipher, Digest, Encoding, RsaBits, RsaKey};

const BODY: &[u8] = b"<plist/>";

fn check(message: &Foreign, expected: Result<(), CmsError>) {
    let verified =
        verify(&message.write(), Algorithms::Modern).map(|signed| assert_eq!(signed.content, BODY));
    assert_eq!(verified, expected);
}

fn is_malformed(message: &Foreign) -> bool {
    matches!(verify(&message.write(), Algorithms::Modern), Err(CmsError::Malformed(_)))
}

#[test]
fn a_signature_by_hand_verifies() {
    check(&Foreign::attached(BODY), Ok(()));
    check(&Foreign { attributes: None, ..Foreign::attached(BODY) }, Ok(()));
}

#[test]
fn both_names_of_a_signature_algorithm_are_known_and_must_agree() {
    check(&Foreign { signature_algorithm: SHA256_WITH_RSA, ..Foreign::attached(BODY) }, Ok(()));
    let disagreeing = Foreign { signature_algorithm: SHA1_WITH_RSA, ..Foreign::attached(BODY) };
    check(&disagreeing, Err(CmsError::Algorithm));
    check(&Foreign { signature_algorithm: DATA, ..Foreign::attached(BODY) }, Err(CmsError::Algorithm));
    check(&Foreign { digest: DATA, ..Foreign::attached(BODY) }, Err(CmsError::Algorithm));
}

#[test]
fn exactly_one_signature_is_read() {
    for signers in [0, 2] {
        check(&Foreign { signers, ..Foreign::attached(BODY) }, Err(CmsError::NotOneSigner));
    }
}

#[test]
fn a_certificate_is_named_by_serial_or_key_identifier() {
    let unknown = Foreign { key_identifier: Some(vec![1; 20]), ..Foreign::attached(BODY) };
    check(&unknown, Err(CmsError::NoSignerCertificate));
}

#[test]
fn attributes_signed_in_another_order_than_sent_verify() {
    let mut attributes = content_attributes(BODY, SHA256_OID);
    attributes.sort();
    let sorted = attributes.concat();
    attributes.reverse();
    // As sent: not sorted, but that is what was signed.
    check(&Foreign { attributes: Some(attributes.clone()), ..Foreign::attached(BODY) }, Ok(()));
    let sign = Box::new(move |_: &[u8]| DEVICE.key.sign(&tlv(0x31, &sorted)));
    check(&Foreign { attributes: Some(attributes), sign, ..Foreign::attached(BODY) }, Ok(()));
}

#[test]
fn the_attributes_about_the_content_must_be_there_once_and_true() {
    let [content_type, message_digest] = content_attributes(BODY, SHA256_OID).try_into().unwrap();
    let with = |attributes: Vec<Vec<u8>>| Foreign { attributes: Some(attributes), ..Foreign::attached(BODY) };
    assert!(is_malformed(&with(vec![])));
    assert!(is_malformed(&with(vec![content_type.clone()])));
    assert!(is_malformed(&with(vec![message_digest.clone()])));
    assert!(is_malformed(&with(vec![content_type.clone(), message_digest.clone(), message_digest.clone()])));
    let two_values = attribute(CONTENT_TYPE, &[&oid(DATA), &oid(DATA)]);
    assert!(is_malformed(&with(vec![two_values, message_digest.clone()])));
    let other_type = attribute(CONTENT_TYPE, &[&oid("1.2.840.113549.1.7.2")]);
    check(&with(vec![other_type, message_digest]), Err(CmsError::Signature));
    let other_digest = attribute(MESSAGE_DIGEST, &[&tlv(4, &[0; 32])]);
    check(&with(vec![content_type, other_digest]), Err(CmsError::Signature));
}

#[test]
fn t52_a_signature_covers_exactly_the_body() {
    for form in [SignatureForm::Bare, SignatureForm::WithAttributes { now: NOW }] {
        for encoding in [Encoding::Der, Encoding::Ber] {
            let signature = mdm_signature(BODY, &DEVICE.identity(), form, encoding);
            let signed = verify_detached(&signature, BODY, Algorithms::Modern).unwrap();
            assert_eq!(signer_certificate(&signature).as_ref(), Ok(&signed.signer), "known without the body");
            assert_eq!((signed.signer, signed.digest), (DEVICE.certificate.clone(), Digest::Sha256));
            assert_eq!(
                verify_detached(&signature, b"<plist/> ", Algorithms::Modern),
                Err(CmsError::Signature)
            );
            assert_eq!(signature.starts_with(&[0x30, 0x80]), encoding == Encoding::Ber);
        }
    }
    let attached = Foreign::attached(BODY).write();
    assert_eq!(signer_certificate(&attached), Ok(DEVICE.certificate.clone()));
    assert!(verify_detached(&attached, BODY, Algorithms::Modern).is_ok());
    assert_eq!(verify_detached(&attached, b"other", Algorithms::Modern), Err(CmsError::OtherContent));
}

#[test]
fn t42_the_signature_of_macos_needs_the_legacy_switch() {
    let Some(sign) = sha1_signer(&DEVICE.key) else { return };
    let macos = Foreign {
        content: None,
        attributes: None,
        digest: SHA1,
        signature_algorithm: SHA1_WITH_RSA,
        sign,
        ..Foreign::attached(BODY)
    };
    let signature = macos.write();
    assert_eq!(verify_detached(&signature, BODY, Algorithms::Legacy).unwrap().digest, Digest::Sha1);
    assert_eq!(verify_detached(&signature, BODY, Algorithms::Modern), Err(CmsError::Algorithm));
    assert_eq!(verify_detached(&signature, b"other", Algorithms::Legacy), Err(CmsError::Signature));
}

#[test]
fn a_signed_profile_carries_the_chain_after_the_signer() {
    let signed = sign::sign(BODY, &DEVICE.identity(), &[&CA.certificate], NOW);
    let signed = verify(&signed, Algorithms::Modern).unwrap();
    assert_eq!(signed.content, BODY);
    assert_eq!(signed.certificates, [DEVICE.certificate.clone(), CA.certificate.clone()]);
}

#[test]
fn envelopes_open_for_their_recipient_only() {
    for cipher in [
        ContentCipher::Aes128,
        ContentCipher::Aes192,
        ContentCipher::Aes256,
        ContentCipher::Des3,
        ContentCipher::Des,
    ] {
        for encoding in [Encoding::Der, Encoding::Ber] {
            for size in [0, 1, 15, 16, 5000] {
                let content = vec![0x5a; size];
                let envelope = seal(&content, DEVICE.identity().certificate(), cipher, encoding).unwrap();
                assert_eq!(open(&envelope, &DEVICE.identity(), Algorithms::Legacy).unwrap(), content);
                assert_eq!(
                    open(&envelope, &CA.identity(), Algorithms::Legacy),
                    Err(EnvelopeError::OtherRecipient)
                );
            }
        }
    }
}

#[test]
fn a_longer_key_opens_too() {
    let key = RsaKey::generate(RsaBits::Rsa3072);
    let certificate = scep::client::self_signed(&key, "longer", NOW, NOW + 1);
    let party = Party { key, certificate };
    let envelope = seal(BODY, party.identity().certificate(), ContentCipher::Aes128, Encoding::Der).unwrap();
    assert_eq!(open(&envelope, &party.identity(), Algorithms::Modern).unwrap(), BODY);
}
