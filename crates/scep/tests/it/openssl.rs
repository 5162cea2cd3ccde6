//! OpenSSL's command line as the independent other side. Without it these tests pass over, loudly.

use crate::fixture::{CA, DEVICE, NOW, csr, request};
use scep::client::{Reply, Request, SignatureForm, mdm_signature};
use scep::cms::enveloped::EnvelopeError;
use scep::cms::{CmsError, certificates, enveloped, sign, signed};
use scep::{Algorithms, ContentCipher, Csr, Digest, Encoding, Identity, KeyKind, PkiMessage, reply};
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// The command, in a folder of its own.
pub(crate) struct OpenSsl(TempDir);

impl OpenSsl {
    pub(crate) fn find() -> Option<Self> {
        let is_there =
            Command::new("openssl").arg("version").stdout(Stdio::null()).status().is_ok_and(|s| s.success());
        if !is_there {
            #[expect(clippy::print_stderr, reason = "a test passed over should be heard of")]
            {
                eprintln!("PASSED OVER: no `openssl` on this machine");
            }
            return None;
        }
        Some(Self(TempDir::new().unwrap()))
    }

    pub(crate) fn folder(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, file: &str, content: &[u8]) {
        std::fs::write(self.folder().join(file), content).unwrap();
    }

    /// Runs a command in the folder; returns what it printed, or `None` if it failed.
    pub(crate) fn run(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        let output = Command::new("openssl").args(arguments).current_dir(self.folder()).output().unwrap();
        output.status.success().then_some(output.stdout)
    }

    /// With the device's key and certificate as `key.pem` and `certificate.pem`.
    fn with_device() -> Option<Self> {
        let openssl = Self::find()?;
        openssl.write("key.der", DEVICE.key.pkcs8());
        openssl.write("certificate.der", &DEVICE.certificate);
        let pem = ["pkey", "-inform", "DER", "-in", "key.der", "-out", "key.pem"];
        openssl.run(&pem).unwrap();
        let pem = ["x509", "-inform", "DER", "-in", "certificate.der", "-out", "certificate.pem"];
        openssl.run(&pem).unwrap();
        openssl.write("content", &content());
        Some(openssl)
    }
}

fn content() -> Vec<u8> {
    b"<plist><string>\n\xc3\xa4</string></plist>\r\n".repeat(200)
}

#[test]
fn openssl_gives_a_signed_profile_back_octet_for_octet() {
    let Some(openssl) = OpenSsl::find() else { return };
    openssl.write("signed", &sign::sign(&content(), &DEVICE.identity(), &[&CA.certificate], NOW));
    for command in ["cms", "smime"] {
        let verify = [
            command,
            "-verify",
            "-inform",
            "DER",
            "-in",
            "signed",
            "-noverify",
            "-purpose",
            "any",
            "-binary",
        ];
        assert_eq!(openssl.run(&verify).unwrap(), content());
    }
}

#[test]
fn openssl_verifies_what_devices_sign() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    for form in [SignatureForm::Bare, SignatureForm::WithAttributes { now: NOW }] {
        for encoding in [Encoding::Der, Encoding::Ber] {
            openssl.write("signature", &mdm_signature(&content(), &DEVICE.identity(), form, encoding));
            let verify = [
                "cms",
                "-verify",
                "-inform",
                "DER",
                "-in",
                "signature",
                "-content",
                "content",
                "-noverify",
                "-binary",
            ];
            assert_eq!(openssl.run(&verify).unwrap(), content(), "{form:?} {encoding:?}");
        }
    }
}

#[test]
fn t44_signatures_of_openssl_verify_in_each_of_its_forms() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    let forms: [&[&str]; 6] = [
        &[],
        &["-stream"],
        &["-noattr"],
        &["-noattr", "-stream"],
        &["-md", "sha384"],
        &["-md", "sha512", "-nosmimecap"],
    ];
    for form in forms {
        let sign = [
            "cms",
            "-sign",
            "-in",
            "content",
            "-signer",
            "certificate.pem",
            "-inkey",
            "key.pem",
            "-outform",
            "DER",
            "-binary",
        ];
        let attached = openssl.run(&[&sign[..], &["-nodetach"], form].concat()).unwrap();
        let signed = signed::verify(&attached, Algorithms::Modern).unwrap();
        assert_eq!(signed.content, content(), "{form:?}");
        assert_eq!(signed.signer, DEVICE.certificate);
        assert!(signed::verify_detached(&attached, &content(), Algorithms::Modern).is_ok());
        assert_eq!(
            signed::verify_detached(&attached, b"other", Algorithms::Modern),
            Err(CmsError::OtherContent)
        );

        let detached = openssl.run(&[&sign[..], form].concat()).unwrap();
        assert!(signed::verify_detached(&detached, &content(), Algorithms::Modern).is_ok());
        // Streaming to DER, OpenSSL leaves the content in even when asked for a detached signature.
        let (other, alone) = if form.contains(&"-stream") {
            (CmsError::OtherContent, Ok(content()))
        } else {
            (CmsError::Signature, Err(CmsError::NoContent))
        };
        assert_eq!(signed::verify_detached(&detached, b"other", Algorithms::Modern), Err(other), "{form:?}");
        assert_eq!(signed::verify(&detached, Algorithms::Modern).map(|signed| signed.content), alone);
    }
}

#[test]
fn t42_sha_1_signatures_need_the_legacy_switch() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    for form in [&["-noattr"][..], &[]] {
        let sign = [
            "cms",
            "-sign",
            "-in",
            "content",
            "-signer",
            "certificate.pem",
            "-inkey",
            "key.pem",
            "-outform",
            "DER",
            "-binary",
            "-md",
            "sha1",
        ];
        let detached = openssl.run(&[&sign[..], form].concat()).unwrap();
        assert_eq!(
            signed::verify_detached(&detached, &content(), Algorithms::Modern),
            Err(CmsError::Algorithm)
        );
        assert_eq!(
            signed::verify_detached(&detached, &content(), Algorithms::Legacy).unwrap().digest,
            Digest::Sha1
        );
    }
}

#[test]
fn signers_with_elliptic_curves_verify() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    for (curve, digest) in [("P-256", "sha256"), ("P-384", "sha384"), ("P-384", "sha256")] {
        let curve = format!("ec_paramgen_curve:{curve}");
        let make = [
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            &curve,
            "-nodes",
            "-keyout",
            "ec.pem",
            "-subj",
            "/CN=x",
            "-out",
            "ec-certificate.pem",
        ];
        openssl.run(&make).unwrap();
        let sign = [
            "cms",
            "-sign",
            "-keyid",
            "-in",
            "content",
            "-signer",
            "ec-certificate.pem",
            "-inkey",
            "ec.pem",
            "-outform",
            "DER",
            "-binary",
            "-md",
            digest,
        ];
        let detached = openssl.run(&sign).unwrap();
        assert!(
            signed::verify_detached(&detached, &content(), Algorithms::Modern).is_ok(),
            "{curve} {digest}"
        );
        assert_eq!(
            signed::verify_detached(&detached, b"other", Algorithms::Modern),
            Err(CmsError::Signature)
        );
    }
}

#[test]
fn openssl_opens_our_envelopes() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    for cipher in [ContentCipher::Aes128, ContentCipher::Aes192, ContentCipher::Aes256, ContentCipher::Des3] {
        for encoding in [Encoding::Der, Encoding::Ber] {
            let envelope =
                enveloped::seal(&content(), DEVICE.identity().certificate(), cipher, encoding).unwrap();
            openssl.write("envelope", &envelope);
            let decrypt = [
                "cms",
                "-decrypt",
                "-inform",
                "DER",
                "-in",
                "envelope",
                "-recip",
                "certificate.pem",
                "-inkey",
                "key.pem",
                "-binary",
            ];
            assert_eq!(openssl.run(&decrypt).unwrap(), content(), "{cipher:?} {encoding:?}");
        }
    }
}

#[test]
fn t42_envelopes_of_openssl_open_as_far_as_the_policy_goes() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    let legacy: &[&str] = &["-provider", "legacy", "-provider", "default"];
    for (cipher, more, is_modern) in [
        ("-aes-128-cbc", &["-stream"][..], true),
        ("-aes-192-cbc", &[], true),
        ("-aes-256-cbc", &[], true),
        ("-des3", &["-stream"], true),
        ("-des", legacy, false),
    ] {
        let encrypt = [
            "cms",
            "-encrypt",
            "-in",
            "content",
            "-binary",
            "-outform",
            "DER",
            "-recip",
            "certificate.pem",
            cipher,
        ];
        let Some(envelope) = openssl.run(&[&encrypt[..], more].concat()) else {
            assert_eq!(cipher, "-des", "only single DES may be missing");
            continue;
        };
        let opened = enveloped::open(&envelope, &DEVICE.identity(), Algorithms::Legacy);
        assert_eq!(opened.unwrap(), content(), "{cipher}");
        let opened = enveloped::open(&envelope, &DEVICE.identity(), Algorithms::Modern);
        assert_eq!(opened.is_ok(), is_modern, "{cipher}");
    }
}

#[test]
fn an_envelope_for_several_opens_for_each() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    let make = ["req", "-x509", "-key", "key.pem", "-subj", "/CN=renewed", "-out", "renewed.pem"];
    openssl.run(&make).unwrap();
    let renewed = openssl.run(&["x509", "-in", "renewed.pem", "-outform", "DER"]).unwrap();
    let renewed = Identity::new(&renewed, &DEVICE.key).unwrap();
    let encrypt = ["cms", "-encrypt", "-in", "content", "-binary", "-outform", "DER", "-aes128"];
    let both = ["-recip", "certificate.pem", "-recip", "renewed.pem"];
    let envelope = openssl.run(&[&encrypt[..], &both].concat()).unwrap();
    for recipient in [&renewed, &DEVICE.identity()] {
        assert_eq!(enveloped::open(&envelope, recipient, Algorithms::Modern).unwrap(), content());
    }
    let by_key_identifier =
        openssl.run(&[&encrypt[..], &["-keyid", "-recip", "renewed.pem"]].concat()).unwrap();
    assert_eq!(enveloped::open(&by_key_identifier, &renewed, Algorithms::Modern).unwrap(), content());
    let oaep = ["-recip", "renewed.pem", "-keyopt", "rsa_padding_mode:oaep"];
    let oaep = openssl.run(&[&encrypt[..], &oaep].concat()).unwrap();
    assert_eq!(enveloped::open(&oaep, &renewed, Algorithms::Modern), Err(EnvelopeError::Algorithm));
}

#[test]
fn odd_serial_numbers_are_only_octets() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    let long = format!("0x7f{}", "ab".repeat(31));
    for serial in ["0", "-5", "0x80", &long] {
        let make =
            ["req", "-x509", "-key", "key.pem", "-subj", "/CN=x", "-set_serial", serial, "-outform", "DER"];
        let certificate = openssl.run(&make).unwrap();
        let signer = Identity::new(&certificate, &DEVICE.key).unwrap();
        let request = Request { signer, ..request(ContentCipher::Aes128, Encoding::Ber) };
        let message = PkiMessage::parse(&request.write().unwrap(), Algorithms::Modern).unwrap();
        assert_eq!(message.signer, certificate);
        let answer = reply::success(&message, &DEVICE.certificate, &CA.identity(), NOW, [9; 16]).unwrap();
        assert_eq!(request.open(&answer), Ok(Reply::Issued(DEVICE.certificate.clone())), "{serial}");
    }
}

#[test]
fn openssl_lists_our_bag_of_certificates_in_order() {
    let Some(openssl) = OpenSsl::find() else { return };
    let bag = certificates::write(&[&DEVICE.certificate, &CA.certificate]);
    openssl.write("bag", &bag);
    let listed = openssl.run(&["pkcs7", "-inform", "DER", "-in", "bag", "-print_certs", "-noout"]).unwrap();
    let listed = String::from_utf8(listed).unwrap();
    assert!(listed.find("4B2C1D68").unwrap() < listed.find("Device CA").unwrap(), "{listed}");
    assert_eq!(certificates::read(&bag).unwrap(), [DEVICE.certificate.clone(), CA.certificate.clone()]);
}

#[test]
fn requests_go_both_ways() {
    let Some(openssl) = OpenSsl::with_device() else { return };
    openssl.write("csr", &csr(&DEVICE.key));
    assert!(openssl.run(&["req", "-verify", "-inform", "DER", "-in", "csr", "-noout"]).is_some());

    openssl.write(
        "config",
        b"[req]\nprompt=no\ndistinguished_name=dn\nattributes=at\nreq_extensions=ex\n[dn]\nCN=phone\n[at]\n\
          challengePassword=open-sesame\n[ex]\nsubjectAltName=DNS:a.example\n",
    );
    let der =
        openssl.run(&["req", "-new", "-config", "config", "-key", "key.pem", "-outform", "DER"]).unwrap();
    let read = Csr::read(&der, Algorithms::Modern).unwrap();
    assert_eq!(read.challenge.as_deref(), Some("open-sesame"));
    assert_eq!(read.common_name.as_deref(), Some("phone"));
    assert_eq!(read.key, KeyKind::Rsa { bits: 2048 });
    assert!(read.has_subject_alternative_names);
}
