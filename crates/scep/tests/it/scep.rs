//! Requests and answers, between our two halves and with hand-made messages.

use crate::fixture::{CA, CSR, DEVICE, NONCE, NOW, Party, SERVER_NONCE, TRANSACTION, YEAR, csr, request};
use crate::foreign::{
    Foreign, SHA1, SHA1_WITH_RSA, content_attributes, oid, scep_attributes, sha1_signer, tlv,
};
use scep::client::{ClientError, Reply, Request, self_signed};
use scep::cms::{CmsError, enveloped, signed};
use scep::{
    Algorithms, ContentCipher, Digest, Encoding, FailInfo, Identity, MessageType, PkiMessage, RsaKey,
    capabilities, decode_get_message, reply,
};

const CIPHERS: [ContentCipher; 5] = [
    ContentCipher::Aes128,
    ContentCipher::Aes192,
    ContentCipher::Aes256,
    ContentCipher::Des3,
    ContentCipher::Des,
];

/// Stands in for what a CA would issue.
fn issued(key: &RsaKey) -> Vec<u8> {
    self_signed(key, "issued", NOW, NOW + YEAR)
}

fn parse(message: &[u8]) -> PkiMessage {
    PkiMessage::parse(message, Algorithms::Modern).unwrap()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

#[test]
fn a_device_gets_its_certificate_in_every_cipher_and_encoding() {
    for cipher in CIPHERS {
        for encoding in [Encoding::Der, Encoding::Ber] {
            let request = request(cipher, encoding);
            let message = PkiMessage::parse(&request.write().unwrap(), Algorithms::Legacy).unwrap();
            assert_eq!(message.message_type, MessageType::PKCS_REQ);
            assert_eq!(message.transaction_id.text(), TRANSACTION);
            assert_eq!(message.sender_nonce, NONCE);
            assert_eq!(message.signer, DEVICE.certificate);
            assert_eq!(message.cipher(), Some(cipher));
            assert_eq!(message.uses_legacy_algorithms(), cipher == ContentCipher::Des);

            let csr = message.open(&CA.identity()).unwrap();
            assert_eq!(csr.der, *CSR);
            assert_eq!(csr.challenge.as_deref(), Some("secret 42"));
            assert!(message.is_signed_by_key_of(&csr));

            let issued = issued(&DEVICE.key);
            let answer = reply::success(&message, &issued, &CA.identity(), NOW, SERVER_NONCE).unwrap();
            assert_eq!(request.open(&answer), Ok(Reply::Issued(issued)), "{cipher:?} {encoding:?}");
        }
    }
}

#[test]
fn a_renewal_is_signed_by_the_certificate_in_use() {
    let next = Party::new("next");
    let new_csr = csr(&next.key);
    let request = Request {
        message_type: MessageType::RENEWAL_REQ,
        csr: &new_csr,
        ..request(ContentCipher::Aes256, Encoding::Ber)
    };
    let message = parse(&request.write().unwrap());
    assert_eq!(message.message_type, MessageType::RENEWAL_REQ);
    assert_eq!(message.signer_certificate().sha256(), DEVICE.identity().certificate().sha256());
    let csr = message.open(&CA.identity()).unwrap();
    assert_eq!(csr.spki, next.key.spki());
    assert!(!message.is_signed_by_key_of(&csr));
    let answer = reply::success(&message, &next.certificate, &CA.identity(), NOW, SERVER_NONCE).unwrap();
    assert_eq!(request.open(&answer), Ok(Reply::Issued(next.certificate)));
}

#[test]
fn every_refusal_reaches_the_client() {
    let request = request(ContentCipher::Aes128, Encoding::Der);
    let message = parse(&request.write().unwrap());
    for fail_info in [
        FailInfo::BadAlg,
        FailInfo::BadMessageCheck,
        FailInfo::BadRequest,
        FailInfo::BadTime,
        FailInfo::BadCertId,
    ] {
        let answer = reply::failure(&message, fail_info, &CA.identity(), NOW, SERVER_NONCE);
        assert_eq!(request.open(&answer), Ok(Reply::Failed(fail_info)));
        // No content at all, and the digest of nothing.
        assert_eq!(signed::verify(&answer, Algorithms::Modern), Err(CmsError::NoContent));
        assert!(signed::verify_detached(&answer, b"", Algorithms::Modern).is_ok());
    }
}

#[test]
fn the_answer_has_the_form_that_every_client_reads() {
    let message =
        PkiMessage::parse(&request(ContentCipher::Des, Encoding::Ber).write().unwrap(), Algorithms::Legacy)
            .unwrap();
    let answer = reply::success(&message, &issued(&DEVICE.key), &CA.identity(), NOW, SERVER_NONCE).unwrap();
    let attribute = |number: &str, value: &[u8]| {
        crate::foreign::attribute(&format!("2.16.840.1.113733.1.9.{number}"), &[value])
    };
    for expected in [
        attribute("2", &tlv(0x13, b"3")),
        attribute("3", &tlv(0x13, b"0")),
        attribute("5", &tlv(4, &SERVER_NONCE)),
        attribute("6", &tlv(4, &NONCE)),
        attribute("7", &tlv(0x13, TRANSACTION.as_bytes())),
    ] {
        assert!(contains(&answer, &expected));
    }
    let signed = signed::verify(&answer, Algorithms::Modern).unwrap();
    assert_eq!((signed.digest, &signed.signer), (Digest::Sha256, &CA.certificate));
    // rsaEncryption with NULL in front of the 256 octets of signature that end the message.
    let algorithm = [oid("1.2.840.113549.1.1.1"), vec![5, 0]].concat();
    let tail = &answer[..answer.len() - 260];
    assert!(tail.ends_with(&algorithm), "{:02x?}", &tail[tail.len() - 20..]);
    // Single DES is answered in AES-128, and the envelope names its recipient in the request's own octets.
    assert!(contains(&signed.content, &oid("2.16.840.1.101.3.4.1.2")));
    let device = DEVICE.identity();
    let recipient = [device.certificate().issuer, &tlv(2, device.certificate().serial)].concat();
    assert!(contains(&signed.content, &recipient));
    // DER all the way: nothing for normalising to do, and the encrypted content is primitive.
    assert!(matches!(scep::ber::normalize(&answer), Ok(std::borrow::Cow::Borrowed(_))));
    assert!(matches!(scep::ber::normalize(&signed.content), Ok(std::borrow::Cow::Borrowed(_))));
}

#[test]
fn the_answers_attributes_are_in_the_order_of_der() {
    let message = parse(&request(ContentCipher::Aes128, Encoding::Der).write().unwrap());
    let answer = reply::failure(&message, FailInfo::BadRequest, &CA.identity(), NOW, SERVER_NONCE);
    let expected = [
        crate::foreign::content_attributes(b"", crate::foreign::SHA256_OID),
        vec![
            crate::foreign::attribute("1.2.840.113549.1.9.5", &[&tlv(0x17, b"261122122000Z")]),
            crate::foreign::attribute("2.16.840.1.113733.1.9.2", &[&tlv(0x13, b"3")]),
            crate::foreign::attribute("2.16.840.1.113733.1.9.3", &[&tlv(0x13, b"2")]),
            crate::foreign::attribute("2.16.840.1.113733.1.9.4", &[&tlv(0x13, b"2")]),
            crate::foreign::attribute("2.16.840.1.113733.1.9.5", &[&tlv(4, &SERVER_NONCE)]),
            crate::foreign::attribute("2.16.840.1.113733.1.9.6", &[&tlv(4, &NONCE)]),
            crate::foreign::attribute("2.16.840.1.113733.1.9.7", &[&tlv(0x13, TRANSACTION.as_bytes())]),
        ],
    ];
    let mut expected = expected.concat();
    expected.sort();
    assert!(contains(&answer, &tlv(0xa0, &expected.concat())));
}

#[test]
fn transactions_and_nonces_of_other_clients_are_echoed_as_they_came() {
    let envelope = envelope(&CSR);
    for (id, nonce) in [
        (tlv(0x13, b"q1SJkvJ8cQx3YJrF2b0x+w=="), vec![1; 8]),
        (tlv(0x0c, "ä".as_bytes()), vec![1; 16]),
        (tlv(0x13, &[b'7'; 255]), vec![1; 64]),
    ] {
        let mut attributes = content_attributes(&envelope, crate::foreign::SHA256_OID);
        attributes.push(crate::foreign::attribute("2.16.840.1.113733.1.9.2", &[&tlv(0x13, b"19")]));
        attributes.push(crate::foreign::attribute("2.16.840.1.113733.1.9.5", &[&tlv(4, &nonce)]));
        attributes.push(crate::foreign::attribute("2.16.840.1.113733.1.9.7", &[&id]));
        let message =
            parse(&Foreign { attributes: Some(attributes), ..Foreign::attached(&envelope) }.write());
        assert_eq!(message.transaction_id.as_element(), id);
        assert!(id.ends_with(message.transaction_id.text().as_bytes()));
        let answer = reply::failure(&message, FailInfo::BadRequest, &CA.identity(), NOW, SERVER_NONCE);
        assert!(contains(&answer, &id) && contains(&answer, &tlv(4, &nonce)));
    }
}

#[test]
fn a_message_without_transaction_or_nonce_has_no_answer() {
    let envelope = envelope(&CSR);
    for missing in 0..3 {
        let mut attributes = scep_attributes("19");
        attributes.remove(missing);
        let mut message = Foreign::attached(&envelope);
        message.attributes.as_mut().unwrap().extend(attributes);
        assert!(matches!(
            PkiMessage::parse(&message.write(), Algorithms::Modern),
            Err(CmsError::Malformed(_))
        ));
    }
    for (at, attribute) in [
        (0, crate::foreign::attribute("2.16.840.1.113733.1.9.2", &[&tlv(0x13, b"+19")])),
        (0, crate::foreign::attribute("2.16.840.1.113733.1.9.2", &[&tlv(0x13, b"99999")])),
        (1, crate::foreign::attribute("2.16.840.1.113733.1.9.5", &[&tlv(4, &[0; 65])])),
        (2, crate::foreign::attribute("2.16.840.1.113733.1.9.7", &[&tlv(0x13, &[b'7'; 256])])),
        (2, crate::foreign::attribute("2.16.840.1.113733.1.9.7", &[&tlv(0x13, b"")])),
    ] {
        let mut attributes = scep_attributes("19");
        attributes[at] = attribute;
        let mut message = Foreign::attached(&envelope);
        message.attributes.as_mut().unwrap().extend(attributes);
        assert!(matches!(
            PkiMessage::parse(&message.write(), Algorithms::Modern),
            Err(CmsError::Malformed(_))
        ));
    }
}

fn envelope(content: &[u8]) -> Vec<u8> {
    enveloped::seal(content, CA.identity().certificate(), ContentCipher::Aes128, Encoding::Der).unwrap()
}

#[test]
fn t38_message_types_are_numbers_and_mean_nothing_here() {
    let envelope = envelope(&CSR);
    for number in 0..=255_u16 {
        let message = parse(&Foreign::scep(&envelope, &number.to_string()).write());
        assert_eq!(message.message_type, MessageType(number));
    }
}

#[test]
fn t40_whatever_goes_wrong_behind_the_private_key_ends_in_the_same_answer() {
    let good = envelope(&CSR);
    // The encrypted key is the one OCTET STRING of 256 octets.
    let key_at = good.windows(4).position(|window| window == [4, 0x82, 1, 0]).unwrap() + 4;
    let with_key = |encrypted: &[u8]| [&good[..key_at], encrypted, &good[key_at + 256..]].concat();
    let encrypted_to_ca = |key: &[u8]| {
        let public = aws_lc_rs::rsa::PublicEncryptingKey::from_der(CA.key.spki()).unwrap();
        let public = aws_lc_rs::rsa::Pkcs1PublicEncryptingKey::new(public).unwrap();
        let mut encrypted = vec![0; 256];
        public.encrypt(key, &mut encrypted).unwrap();
        encrypted
    };
    let mut cut = good.clone();
    *cut.last_mut().unwrap() ^= 1;

    let wrong = [
        ("padding", with_key(&[0x11; 256])),
        ("padding, key larger than the modulus", with_key(&[0xff; 256])),
        ("no key", with_key(&encrypted_to_ca(&[]))),
        ("short key", with_key(&encrypted_to_ca(&[1; 15]))),
        ("long key", with_key(&encrypted_to_ca(&[1; 32]))),
        ("other key", with_key(&encrypted_to_ca(&[1; 16]))),
        ("last block", cut),
        ("content", envelope(b"no request")),
        ("empty content", envelope(b"")),
        (
            "request of another's key",
            envelope(&{
                let mut csr = CSR.clone();
                *csr.last_mut().unwrap() ^= 1;
                csr
            }),
        ),
    ];
    let answers: Vec<_> = wrong
        .into_iter()
        .map(|(what, envelope)| {
            let message = parse(&Foreign::scep(&envelope, "19").write());
            let fail_info = message.open(&CA.identity()).expect_err(what);
            reply::failure(&message, fail_info, &CA.identity(), NOW, SERVER_NONCE)
        })
        .collect();
    assert!(answers.iter().all(|answer| *answer == answers[0]));
    assert_eq!(
        request(ContentCipher::Aes128, Encoding::Der).open(&answers[0]),
        Ok(Reply::Failed(FailInfo::BadMessageCheck))
    );
}

#[test]
fn t41_an_undecryptable_request_still_has_its_transaction() {
    let for_another =
        enveloped::seal(&CSR, DEVICE.identity().certificate(), ContentCipher::Aes128, Encoding::Der);
    for (envelope, expected) in
        [(for_another.unwrap(), FailInfo::BadCertId), (b"no envelope".to_vec(), FailInfo::BadMessageCheck)]
    {
        let message = parse(&Foreign::scep(&envelope, "19").write());
        assert_eq!(message.transaction_id.text(), TRANSACTION);
        assert_eq!(message.open(&CA.identity()), Err(expected));
        let answer = reply::failure(&message, expected, &CA.identity(), NOW, SERVER_NONCE);
        assert_eq!(request(ContentCipher::Aes128, Encoding::Der).open(&answer), Ok(Reply::Failed(expected)));
        // Even a success could be said; it would be in AES-128.
        assert!(reply::success(&message, &issued(&DEVICE.key), &CA.identity(), NOW, SERVER_NONCE).is_ok());
    }
}

#[test]
fn t42_single_des_needs_the_legacy_switch() {
    let written = request(ContentCipher::Des, Encoding::Der).write().unwrap();
    assert_eq!(parse(&written).open(&CA.identity()), Err(FailInfo::BadAlg));
    let legacy = PkiMessage::parse(&written, Algorithms::Legacy).unwrap();
    assert!(legacy.uses_legacy_algorithms());
    assert!(legacy.open(&CA.identity()).is_ok());
}

#[test]
fn t42_sha_1_needs_the_legacy_switch_and_gets_an_answer_either_way() {
    let Some(sign) = sha1_signer(&DEVICE.key) else { return };
    let envelope = envelope(&CSR);
    let attributes = [content_attributes(&envelope, SHA1), scep_attributes("19")].concat();
    let written = Foreign {
        attributes: Some(attributes),
        digest: SHA1,
        signature_algorithm: SHA1_WITH_RSA,
        sign,
        ..Foreign::attached(&envelope)
    }
    .write();
    let modern = parse(&written);
    assert_eq!(modern.digest, Digest::Sha1);
    assert_eq!(modern.open(&CA.identity()), Err(FailInfo::BadAlg));
    let legacy = PkiMessage::parse(&written, Algorithms::Legacy).unwrap();
    assert!(legacy.uses_legacy_algorithms());
    assert_eq!(legacy.open(&CA.identity()).unwrap().der, *CSR);
}

#[test]
fn the_client_believes_only_the_answer_to_its_own_request() {
    let asked = request(ContentCipher::Aes128, Encoding::Der);
    let message = parse(&asked.write().unwrap());
    let issued = issued(&DEVICE.key);
    let answer = reply::success(&message, &issued, &CA.identity(), NOW, SERVER_NONCE).unwrap();
    let other_nonce = Request { sender_nonce: &[8; 16], ..asked };
    assert_eq!(other_nonce.open(&answer), Err(ClientError::OtherTransaction));
    let other_transaction = Request { transaction_id: "1", ..asked };
    assert_eq!(other_transaction.open(&answer), Err(ClientError::OtherTransaction));

    let twin_certificate = self_signed(&CA.key, "Device CA", NOW - 601, NOW + YEAR);
    let twin = Identity::new(&twin_certificate, &CA.key).unwrap();
    let answer = reply::success(&message, &issued, &twin, NOW, SERVER_NONCE).unwrap();
    assert_eq!(asked.open(&answer), Err(ClientError::OtherSigner));
}

#[test]
fn capabilities_come_in_the_order_that_strongswan_needs() {
    let legacy: Vec<_> = capabilities(Algorithms::Legacy).lines().collect();
    assert_eq!(
        legacy,
        [
            "Renewal",
            "SHA-1",
            "SHA-256",
            "SHA-384",
            "SHA-512",
            "AES",
            "DES3",
            "SCEPStandard",
            "POSTPKIOperation"
        ]
    );
    let modern: Vec<_> = capabilities(Algorithms::Modern).lines().collect();
    let expected: Vec<_> = legacy.into_iter().filter(|word| !["SHA-1", "DES3"].contains(word)).collect();
    assert_eq!(modern, expected);
}

#[test]
fn messages_in_a_query_are_decoded_in_both_alphabets() {
    let octets = [0xfb, 0xef, 0xff, 0x01];
    for text in ["++//AQ==", "--__AQ==", "++//AQ%3D%3d", "%2B%2b%2F/AQ", "--__AQ", "++//AQ%0D%0A=="] {
        assert_eq!(decode_get_message(text).as_deref(), Some(&octets[..]), "{text}");
    }
    for text in ["%", "%2", "%zz", "  //AQ==", "AQ=A", "é"] {
        assert_eq!(decode_get_message(text), None, "{text}");
    }
    assert_eq!(decode_get_message(""), Some(vec![]));
}
