//! Keys, identities and certificates.

use crate::fixture::{CA, DEVICE, NOW, YEAR};
use crate::openssl::OpenSsl;
use scep::{Algorithms, CertificateView, Identity, IdentityError, KeyError, KeyKind, RsaKey};
use x509_parser::prelude::{FromDer, X509Certificate};

#[test]
fn a_key_survives_storage_and_says_nothing_of_itself() {
    let again = RsaKey::from_pkcs8(DEVICE.key.pkcs8()).unwrap();
    assert_eq!(again.spki(), DEVICE.key.spki());
    assert_eq!(again.sign(b"message"), DEVICE.key.sign(b"message"));
    assert_eq!(format!("{again:?}"), "RsaKey");
}

#[test]
fn keys_of_other_kinds_are_refused_with_a_reason() {
    let Some(openssl) = OpenSsl::find() else { return };
    let genpkey = |arguments: &[&str]| openssl.run(arguments).unwrap();
    let check = |key: &[u8], expected| assert_eq!(RsaKey::from_pkcs8(key).map(|_| ()), Err(expected));

    let ec = genpkey(&["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"]);
    openssl.write("ec.pem", &ec);
    check(&ec, KeyError::Pem);
    check(&genpkey(&["pkcs8", "-topk8", "-nocrypt", "-in", "ec.pem", "-outform", "DER"]), KeyError::NotRsa);
    check(&genpkey(&["ec", "-in", "ec.pem", "-outform", "DER"]), KeyError::NotRsa);
    openssl.write("rsa.der", DEVICE.key.pkcs8());
    check(
        &genpkey(&["rsa", "-traditional", "-inform", "DER", "-in", "rsa.der", "-outform", "DER"]),
        KeyError::Pkcs1,
    );
    let encrypt =
        ["pkcs8", "-topk8", "-inform", "DER", "-in", "rsa.der", "-outform", "DER", "-passout", "pass:x"];
    check(&genpkey(&encrypt), KeyError::Encrypted);
    check(&DEVICE.key.pkcs8()[1..], KeyError::Rejected);
    check(&[], KeyError::Rejected);
}

#[test]
fn an_identity_needs_the_certificate_of_its_own_key() {
    assert_eq!(Identity::new(&CA.certificate, &DEVICE.key).unwrap_err(), IdentityError::OtherKey);
    assert!(matches!(Identity::new(b"no certificate", &DEVICE.key), Err(IdentityError::Malformed(_))));
}

#[test]
fn the_view_of_a_certificate_agrees_with_a_full_parser() {
    let view = CertificateView::read(&DEVICE.certificate).unwrap();
    let (_, parsed) = X509Certificate::from_der(&DEVICE.certificate).unwrap();
    assert_eq!(view.serial, parsed.raw_serial());
    assert_eq!(view.subject, parsed.subject().as_raw());
    assert_eq!(view.issuer, parsed.issuer().as_raw());
    assert_eq!(view.spki, parsed.public_key().raw);
    assert_eq!((view.not_before, view.not_after), (Some(NOW - 600), Some(NOW + YEAR)));
    assert_eq!(view.not_before.unwrap(), parsed.validity().not_before.timestamp());
    assert_eq!(view.not_after.unwrap(), parsed.validity().not_after.timestamp());
    assert_eq!(view.common_name().as_deref(), Some("4B2C1D68-6E7C-4A9A-9B0E-2F6B7B1E5C11"));
    assert_eq!(view.key(), KeyKind::Rsa { bits: 2048 });
    parsed.verify_signature(None).unwrap();
    let usage = parsed.key_usage().unwrap().unwrap();
    assert!(usage.critical && usage.value.digital_signature() && usage.value.key_encipherment());
}

#[test]
fn certificates_are_signed_by_their_issuer_only() {
    let (device, ca) = (DEVICE.identity(), CA.identity());
    assert!(device.certificate().is_signed_by(device.certificate(), Algorithms::Modern));
    assert!(!device.certificate().is_signed_by(ca.certificate(), Algorithms::Legacy));
}

#[test]
fn the_subject_key_identifier_is_found() {
    let Some(openssl) = OpenSsl::find() else { return };
    openssl.write("key.der", DEVICE.key.pkcs8());
    let certificate = openssl
        .run(&[
            "req", "-x509", "-new", "-key", "key.der", "-keyform", "DER", "-subj", "/CN=x", "-outform", "DER",
        ])
        .unwrap();
    let (_, parsed) = X509Certificate::from_der(&certificate).unwrap();
    let expected = parsed.iter_extensions().find_map(|extension| match extension.parsed_extension() {
        x509_parser::extensions::ParsedExtension::SubjectKeyIdentifier(identifier) => Some(identifier.0),
        _ => None,
    });
    let view = CertificateView::read(&certificate).unwrap();
    assert!(expected.is_some());
    assert_eq!(view.subject_key_identifier(), expected);
    assert!(view.is_signed_by(&view, Algorithms::Modern));
}
