//! Files as openssl writes them, in every form administrators bring.

use ca::{ImportError, Imported, import};

use crate::openssl::OpenSsl;

const PLAIN: &str = "basicConstraints=CA:FALSE\n";

fn with_chain() -> Option<OpenSsl> {
    let openssl = OpenSsl::new()?;
    openssl.make_chain("/CN=leaf", PLAIN);
    Some(openssl)
}

fn assert_whole_chain(openssl: &OpenSsl, imported: &Imported, form: &str) {
    let expected = ["leaf.pem", "middle.pem", "root.pem"].map(|pem| openssl.der(pem));
    assert_eq!(imported.chain, expected, "{form}");
    openssl.run("pkcs8 -topk8 -nocrypt -in leaf.key -outform DER -out leaf.pk8");
    assert_eq!(imported.key_pkcs8.as_slice(), openssl.read("leaf.pk8"), "{form}");
}

#[test]
fn a_pem_bundle_is_read_in_any_order_with_any_key_encoding() {
    let Some(openssl) = with_chain() else { return };
    openssl.run("rsa -traditional -in leaf.key -out leaf.pkcs1");
    assert!(openssl.read("leaf.pkcs1").starts_with(b"-----BEGIN RSA PRIVATE KEY"));
    for order in [
        ["leaf.key", "leaf.pem", "middle.pem", "root.pem"],
        ["root.pem", "middle.pem", "leaf.pem", "leaf.key"],
        ["middle.pem", "leaf.pkcs1", "root.pem", "leaf.pem"],
    ] {
        let bundle = order.map(|name| openssl.read(name)).concat();
        assert_whole_chain(&openssl, &import::read(&bundle, None, None).unwrap(), &order.join(" "));
    }

    let bundle = ["leaf.pem", "middle.pem", "root.pem"].map(|name| openssl.read(name)).concat();
    let marked = [b"\xEF\xBB\xBF".as_slice(), &bundle].concat();
    let windows = String::from_utf8(bundle.clone()).unwrap().replace('\n', "\r\n").into_bytes();
    for bundle in [bundle, marked, windows] {
        let imported = import::read(&bundle, Some(&openssl.read("leaf.pkcs1")), None).unwrap();
        assert_whole_chain(&openssl, &imported, "separate key");
    }
}

#[test]
fn der_files_are_read_too() {
    let Some(openssl) = with_chain() else { return };
    openssl.run("rsa -traditional -in leaf.key -outform DER -out leaf.pkcs1.der");
    let imported =
        import::read(&openssl.der("leaf.pem"), Some(&openssl.read("leaf.pkcs1.der")), None).unwrap();
    assert_eq!(imported.chain, [openssl.der("leaf.pem")]);
}

#[test]
fn pkcs12_is_read_in_the_forms_that_exports_have() {
    let Some(openssl) = with_chain() else { return };
    openssl.write("chain.pem", [openssl.read("root.pem"), openssl.read("middle.pem")].concat());
    for (form, password) in [
        ("", "secret"),
        ("-name push", "secret"),
        ("-legacy", "secret"),
        ("-keypbe AES-256-CBC -certpbe NONE", "secret"),
        ("-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1", "secret"),
        ("-iter 20000", "secret"),
        ("-nomac", "secret"),
        ("", ""),
        ("-legacy", ""),
        ("", "pässwört €"),
    ] {
        openssl.run_with(
            &format!("pkcs12 -export {form} -inkey leaf.key -in leaf.pem -certfile chain.pem -out file.p12 -passout"),
            &[&format!("pass:{password}")],
        );
        let imported = import::read(&openssl.read("file.p12"), None, Some(password));
        let imported = imported.unwrap_or_else(|error| panic!("{form} {password:?}: {error}"));
        assert_whole_chain(&openssl, &imported, form);
    }
}

#[test]
fn a_wrong_pkcs12_password_is_called_so() {
    let Some(openssl) = with_chain() else { return };
    for form in ["", "-legacy", "-nomac"] {
        openssl.run(&format!(
            "pkcs12 -export {form} -inkey leaf.key -in leaf.pem -out file.p12 -passout pass:right"
        ));
        for password in [Some("wrong"), Some(""), None] {
            let refusal = import::read(&openssl.read("file.p12"), None, password).unwrap_err();
            assert_eq!(refusal, ImportError::WrongPassword, "{form} {password:?}");
        }
    }
}

#[test]
fn without_a_mac_a_wrong_password_is_still_noticed() {
    let Some(openssl) = with_chain() else { return };
    openssl.run("pkcs12 -export -nomac -inkey leaf.key -in leaf.pem -out file.p12 -passout pass:right");
    // Once in 256 times the padding looks right and the content does not.
    let refusal = import::read(&openssl.read("file.p12"), None, Some("wrong")).unwrap_err();
    assert!(matches!(refusal, ImportError::WrongPassword | ImportError::Pkcs12(_)), "{refusal}");
}

#[test]
fn elliptic_curve_keys_are_read_in_both_encodings() {
    let Some(openssl) = OpenSsl::new() else { return };
    for curve in ["prime256v1", "secp384r1", "secp521r1"] {
        openssl.run(&format!("ecparam -name {curve} -genkey -noout -out ec.key"));
        openssl.run("pkcs8 -topk8 -nocrypt -in ec.key -out ec.pk8");
        openssl.run("req -x509 -key ec.key -subj /CN=ec -days 9 -out ec.pem");
        for key in ["ec.key", "ec.pk8"] {
            let imported = import::read(&openssl.read("ec.pem"), Some(&openssl.read(key)), None).unwrap();
            openssl.write("back.pk8", imported.key_pkcs8.as_slice());
            let back = openssl.run("pkey -inform DER -in back.pk8 -pubout");
            assert_eq!(back, openssl.run("pkey -in ec.key -pubout"), "{curve} {key}");
        }
    }
}

#[test]
fn a_refused_file_says_what_to_do() {
    let Some(openssl) = with_chain() else { return };
    openssl.run("pkcs8 -topk8 -in leaf.key -out encrypted.key -passout pass:x");
    openssl.run("rsa -traditional -aes128 -in leaf.key -out encrypted.pkcs1 -passout pass:x");
    openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.key");
    openssl.run("genpkey -algorithm ED25519 -out ed25519.key");
    let (leaf, key) = (openssl.read("leaf.pem"), openssl.read("leaf.key"));
    let check = |file: &[u8], key: Option<&[u8]>, expected: ImportError| {
        assert_eq!(import::read(file, key, None).unwrap_err(), expected);
    };
    check(&leaf, None, ImportError::NoKey);
    check(&key, None, ImportError::NoCertificate);
    check(&openssl.read("leaf.csr"), Some(&key), ImportError::RequestInstead);
    check(&leaf, Some(&openssl.read("encrypted.key")), ImportError::KeyEncrypted);
    check(&leaf, Some(&openssl.read("encrypted.pkcs1")), ImportError::KeyEncrypted);
    check(&leaf, Some(&openssl.read("short.key")), ImportError::KeyUnsupported);
    check(&leaf, Some(&openssl.read("ed25519.key")), ImportError::KeyUnsupported);
    check(&leaf, Some(&openssl.read("root.key")), ImportError::KeyOfAnother);
    check(b"", None, ImportError::NotRecognised);
    check(b"\x30\x82\x01", None, ImportError::NotRecognised);
    check(b"{\"type\": \"account\"}", None, ImportError::NotRecognised);
    check(&vec![b'-'; import::FILE_OCTETS_MAX + 1], None, ImportError::TooLarge);
    check(b"-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", None, ImportError::PemDamaged);
    let nonsense = b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    check(nonsense, Some(&key), ImportError::CertificateDamaged);
    assert!(matches!(import::read(b"\x30\x03\x02\x01\x03", None, None), Err(ImportError::Pkcs12(_))));
}

#[test]
fn a_stranger_of_the_issuers_name_does_not_join_the_chain() {
    let Some(openssl) = with_chain() else { return };
    openssl.run_with("req -x509 -key leaf.key -days 9 -out stranger.pem -subj", &["/CN=Test Intermediate"]);
    let bundle = ["stranger.pem", "leaf.pem", "middle.pem", "root.pem"].map(|name| openssl.der(name));
    let [stranger, leaf, middle, root] = bundle.clone();
    assert_eq!(import::chain(leaf.clone(), &bundle), [leaf.clone(), middle, root]);
    assert_eq!(import::chain(leaf.clone(), &[stranger]), [leaf]);
}

#[test]
fn certificates_without_a_key_come_leaf_first() {
    let Some(openssl) = with_chain() else { return };
    let bundle = ["leaf.pem", "root.pem", "middle.pem"].map(|name| openssl.read(name)).concat();
    let chain = import::read_certificates(&bundle).unwrap();
    assert_eq!(chain, ["leaf.pem", "middle.pem", "root.pem"].map(|pem| openssl.der(pem)));
    assert_eq!(import::read_certificates(&openssl.read("leaf.key")).unwrap_err(), ImportError::NoCertificate);
}
