//! Certification requests.

use crate::fixture::DEVICE;
use crate::foreign::{SHA256_WITH_RSA, algorithm, attribute, oid, seq, tlv};
use crate::openssl::OpenSsl;
use scep::csr::{Challenge, CsrError, NewCsr};
use scep::{Algorithms, Csr, KeyKind, name};
use x509_parser::prelude::{FromDer, X509CertificationRequest};

fn new<'a>(subject: &'a [u8], challenge: Option<Challenge<'a>>) -> NewCsr<'a> {
    NewCsr { version: 0, subject, challenge, dns_name: None }
}

/// Signs any fields of a request.
fn signed(fields: &[&[u8]]) -> Vec<u8> {
    let fields = seq(fields);
    let signature = [&[0], DEVICE.key.sign(&fields).as_slice()].concat();
    seq(&[&fields, &algorithm(SHA256_WITH_RSA), &tlv(3, &signature)])
}

#[test]
fn a_request_is_read_as_it_was_written() {
    let subject = name(&[("C", "DE"), ("O", "Example"), ("CN", "Zoë")]).unwrap();
    for (challenge, text) in [
        (None, None),
        (Some(Challenge::Printable("abc 123")), Some("abc 123")),
        (Some(Challenge::Utf8("gehe1m_ß")), Some("gehe1m_ß")),
    ] {
        let csr = Csr::read(&new(&subject, challenge).write(&DEVICE.key), Algorithms::Modern).unwrap();
        assert_eq!(csr.challenge.as_deref(), text);
        assert_eq!(csr.subject, subject);
        assert_eq!(csr.common_name.as_deref(), Some("Zoë"));
        assert_eq!(csr.spki, DEVICE.key.spki());
        assert_eq!(csr.key, KeyKind::Rsa { bits: 2048 });
        assert!(!csr.has_subject_alternative_names);
        assert!(!format!("{csr:?}").contains("abc 123"));
    }
}

#[test]
fn a_full_parser_reads_what_was_written() {
    let subject = name(&[("CN", "device")]).unwrap();
    let der = NewCsr { dns_name: Some("device.example"), ..new(&subject, Some(Challenge::Utf8("c"))) }
        .write(&DEVICE.key);
    let (rest, parsed) = X509CertificationRequest::from_der(&der).unwrap();
    assert!(rest.is_empty());
    parsed.verify_signature().unwrap();
    assert_eq!(parsed.requested_extensions().unwrap().count(), 1);
    assert!(Csr::read(&der, Algorithms::Modern).unwrap().has_subject_alternative_names);
}

#[test]
fn versions_from_0_to_2_are_read() {
    let subject = name(&[("CN", "com.apple.security.scep.4B2C1D68")]).unwrap();
    for version in 0..=3 {
        let der = NewCsr { version, ..new(&subject, None) }.write(&DEVICE.key);
        assert_eq!(Csr::read(&der, Algorithms::Modern).is_ok(), version <= 2, "version {version}");
    }
}

#[test]
fn other_alphabets_are_read_and_other_attributes_passed_over() {
    let challenge = attribute("1.2.840.113549.1.9.7", &[&tlv(0x1e, &[0, b'h', 0, b'i'])]);
    let unknown = attribute("1.3.6.1.4.1.311.13.2.3", &[&tlv(0x16, b"10.0")]);
    let common_name = seq(&[&oid("2.5.4.3"), &tlv(0x14, &[b'M', 0xfc])]);
    let der = signed(&[
        &[2, 1, 0],
        &seq(&[&tlv(0x31, &common_name)]),
        DEVICE.key.spki(),
        &tlv(0xa0, &[unknown, challenge].concat()),
    ]);
    let csr = Csr::read(&der, Algorithms::Modern).unwrap();
    assert_eq!(csr.challenge.as_deref(), Some("hi"));
    assert_eq!(csr.common_name.as_deref(), Some("Mü"));
}

#[test]
fn t37_two_challenges_are_one_too_many() {
    let challenge = attribute("1.2.840.113549.1.9.7", &[&tlv(0x13, b"a")]);
    let two_values = attribute("1.2.840.113549.1.9.7", &[&tlv(0x13, b"a"), &tlv(0x13, b"b")]);
    for attributes in [challenge.repeat(2), two_values] {
        let der = signed(&[&[2, 1, 0], &seq(&[]), DEVICE.key.spki(), &tlv(0xa0, &attributes)]);
        assert!(matches!(Csr::read(&der, Algorithms::Modern), Err(CsrError::Malformed(_))));
    }
}

#[test]
fn the_key_must_be_the_senders() {
    let subject = name(&[("CN", "x")]).unwrap();
    let fields = seq(&[&[2, 1, 0], &subject, crate::fixture::CA.key.spki(), &tlv(0xa0, &[])]);
    let signature = [&[0], DEVICE.key.sign(&fields).as_slice()].concat();
    let der = seq(&[&fields, &algorithm(SHA256_WITH_RSA), &tlv(3, &signature)]);
    assert_eq!(Csr::read(&der, Algorithms::Legacy), Err(CsrError::Signature));
}

#[test]
fn t42_short_keys_and_sha_1_need_the_legacy_switch() {
    let Some(openssl) = OpenSsl::find() else { return };
    for (bits, digest, is_modern, is_legacy) in [
        ("1024", "-sha256", false, true),
        ("2048", "-sha1", false, true),
        ("2048", "-sha256", true, true),
        ("768", "-sha1", false, false),
    ] {
        let key = format!("rsa:{bits}");
        let command = [
            "req", "-new", "-newkey", &key, "-nodes", "-keyout", "k.pem", digest, "-subj", "/CN=x",
            "-outform", "DER",
        ];
        let Some(der) = openssl.run(&command) else { continue };
        assert_eq!(Csr::read(&der, Algorithms::Modern).is_ok(), is_modern, "{bits} {digest}");
        assert_eq!(Csr::read(&der, Algorithms::Legacy).is_ok(), is_legacy, "{bits} {digest}");
    }
}
