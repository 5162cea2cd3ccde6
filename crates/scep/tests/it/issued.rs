//! What devices sign with the certificate they were built with: by a pinned issuer and nobody else, however old its
//! algorithms are.

use crate::fixture::{CA, DEVICE, NOW, Party, YEAR};
use crate::openssl::OpenSsl;
use scep::client::{SignatureForm, certified, device_signed};
use scep::cms::{CmsError, signed};
use scep::{CertificateView, Digest, Encoding, Identity, KeyKind};

const CONTENT: &[u8] = b"<plist><dict><key>PRODUCT</key><string>iPhone17,2</string></dict></plist>";
const FORM: SignatureForm = SignatureForm::WithAttributes { now: NOW };

/// Returns a certificate that `issuer` gave to the device's key; long expired, as devices' are.
fn built_in(issuer: &Party) -> Vec<u8> {
    certified(&DEVICE.key, "device", &issuer.identity(), 5, NOW - 9 * YEAR, NOW - 8 * YEAR)
}

fn sign(issuer: &Party, chain: &[&[u8]], form: SignatureForm, encoding: Encoding) -> Vec<u8> {
    let certificate = built_in(issuer);
    let identity = Identity::new(&certificate, &DEVICE.key).unwrap();
    device_signed(CONTENT, &identity, chain, form, encoding)
}

#[test]
fn a_device_of_the_pinned_issuer_is_believed_whatever_the_date() {
    for encoding in [Encoding::Der, Encoding::Ber] {
        let message = sign(&CA, &[&CA.certificate], FORM, encoding);
        let verified = signed::verify_issued(&message, CA.key.spki()).unwrap();
        assert_eq!(verified.content, CONTENT);
        assert_eq!(verified.signer, built_in(&CA));
    }
}

#[test]
fn a_certificate_of_another_branch_is_not_the_pinned_issuers() {
    // The root has certified the device authority and the authority for developers; only one of them is pinned.
    let developers = Party::new("Developer CA");
    let chain: [&[u8]; 2] = [&developers.certificate, &CA.certificate];
    let message = sign(&developers, &chain, FORM, Encoding::Ber);
    assert_eq!(signed::verify_issued(&message, CA.key.spki()), Err(CmsError::OtherIssuer));
    assert!(signed::verify_issued(&message, developers.key.spki()).is_ok());

    // Who names the pinned issuer, or brings its certificate along, has not got one from it.
    let own = Identity::new(&DEVICE.certificate, &DEVICE.key).unwrap();
    let message = device_signed(CONTENT, &own, &[&CA.certificate], FORM, Encoding::Ber);
    assert_eq!(signed::verify_issued(&message, CA.key.spki()), Err(CmsError::OtherIssuer));

    // A device's own certificate makes no issuer of the device.
    let device =
        Party { key: scep::RsaKey::from_pkcs8(DEVICE.key.pkcs8()).unwrap(), certificate: built_in(&CA) };
    let other = Party::new("other");
    let forged = certified(&other.key, "forged", &device.identity(), 6, NOW, NOW + YEAR);
    let forged = Identity::new(&forged, &other.key).unwrap();
    let message =
        device_signed(CONTENT, &forged, &[&device.certificate, &CA.certificate], FORM, Encoding::Ber);
    assert_eq!(signed::verify_issued(&message, CA.key.spki()), Err(CmsError::OtherIssuer));
}

#[test]
fn content_and_attributes_are_bound_to_the_signature() {
    let good = sign(&CA, &[], FORM, Encoding::Der);
    let at = good.windows(CONTENT.len()).position(|window| window == CONTENT).unwrap();
    let mut tampered = good.clone();
    tampered[at + 40] ^= 1;
    assert_eq!(signed::verify_issued(&tampered, CA.key.spki()), Err(CmsError::Signature));
    let last = good.len() - 1;
    let mut tampered = good;
    tampered[last] ^= 1;
    assert_eq!(signed::verify_issued(&tampered, CA.key.spki()), Err(CmsError::Signature));

    let bare = sign(&CA, &[], SignatureForm::Bare, Encoding::Ber);
    assert_eq!(signed::verify_issued(&bare, CA.key.spki()), Err(CmsError::NoAttributes));
    assert_eq!(signed::claimed_content(&bare).unwrap(), CONTENT);
}

/// Makes an RSA-1024 authority and an RSA-1024 device of it, both with SHA-1, and lets OpenSSL sign as that device.
fn old_device(openssl: &OpenSsl, sign: &[&str]) -> Option<(Vec<u8>, Vec<u8>)> {
    let make = |name: &str, more: &[&str]| {
        let key = format!("{name}.key");
        let certificate = format!("{name}.pem");
        let subject = format!("/CN={name}");
        let arguments = [
            "req",
            "-x509",
            "-newkey",
            "rsa:1024",
            "-sha1",
            "-nodes",
            "-days",
            "1",
            "-subj",
            &subject,
            "-keyout",
            &key,
            "-out",
            &certificate,
        ];
        openssl.run(&[&arguments[..], more].concat())
    };
    make("authority", &[])?;
    make("device", &["-CA", "authority.pem", "-CAkey", "authority.key"])?;
    openssl.write("content", CONTENT);
    let arguments = [
        "cms",
        "-sign",
        "-in",
        "content",
        "-nodetach",
        "-binary",
        "-outform",
        "DER",
        "-signer",
        "device.pem",
        "-inkey",
        "device.key",
    ];
    let message = openssl.run(&[&arguments[..], sign].concat())?;
    let spki = ["x509", "-in", "authority.pem", "-noout", "-pubkey", "-out", "authority.pub"];
    openssl.run(&spki)?;
    let spki = openssl.run(&["pkey", "-pubin", "-in", "authority.pub", "-outform", "DER"])?;
    Some((message, spki))
}

#[test]
fn sha_1_and_rsa_1024_are_taken_from_devices_and_only_there() {
    let Some(openssl) = OpenSsl::find() else { return };
    for form in [&["-md", "sha1"][..], &["-md", "sha1", "-stream"], &["-md", "sha256"]] {
        let (message, spki) = old_device(&openssl, form).expect("OpenSSL makes old certificates");
        let verified = signed::verify_issued(&message, &spki).unwrap();
        assert_eq!(verified.content, CONTENT, "{form:?}");
        let leaf = CertificateView::read(&verified.signer).unwrap();
        assert_eq!(leaf.key(), KeyKind::Rsa { bits: 1024 });
        assert_eq!(verified.digest == Digest::Sha1, form.contains(&"sha1"));
        assert_eq!(signed::verify(&message, scep::Algorithms::Modern), Err(CmsError::Algorithm));
        assert_eq!(signed::verify_issued(&message, CA.key.spki()), Err(CmsError::OtherIssuer));
    }
    let (message, spki) = old_device(&openssl, &["-noattr"]).expect("a signature without attributes");
    assert_eq!(signed::verify_issued(&message, &spki), Err(CmsError::NoAttributes));
    let (message, spki) = old_device(&openssl, &["-md", "md5"]).expect("a signature with MD5");
    assert_eq!(signed::verify_issued(&message, &spki), Err(CmsError::Algorithm));
    let twice = ["-signer", "authority.pem", "-inkey", "authority.key"];
    let (message, spki) = old_device(&openssl, &twice).expect("two signatures");
    assert_eq!(signed::verify_issued(&message, &spki), Err(CmsError::NotOneSigner));
    let (message, spki) = old_device(&openssl, &["-nocerts"]).expect("a signature without certificates");
    assert_eq!(signed::verify_issued(&message, &spki), Err(CmsError::NoSignerCertificate));
}
