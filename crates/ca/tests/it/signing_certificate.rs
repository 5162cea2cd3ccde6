//! Certificates that sign profiles, as administrators bring them: made, and their signatures read back, by openssl.

use ca::profile_signing::ProfileSignerError;
use ca::{ImportError, Imported, ProfileSigner, SigningCertificate, SigningCertificateError, sign_profile};

use crate::DAY;
use crate::openssl::OpenSsl;

const SIGNING: &str = "basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature\n";
const PROFILE: &[u8] = b"<plist version=\"1.0\"/>";

/// Makes a chain and puts leaf, key and the named certificates into a PKCS#12 file.
fn p12(extensions: &str, others: &[&str]) -> Option<(OpenSsl, Vec<u8>)> {
    let openssl = OpenSsl::new()?;
    openssl.make_chain("/CN=profiles.example.org", extensions);
    let file = export(&openssl, others);
    Some((openssl, file))
}

fn export(openssl: &OpenSsl, others: &[&str]) -> Vec<u8> {
    openssl.write("others.pem", others.iter().flat_map(|name| openssl.read(name)).collect::<Vec<u8>>());
    let others = if others.is_empty() { "" } else { "-certfile others.pem" };
    openssl.run(&format!(
        "pkcs12 -export -in leaf.pem -inkey leaf.key {others} -passout pass:secret -out leaf.p12"
    ));
    openssl.read("leaf.p12")
}

fn refusal(file: &[u8], password: &str, roots: &[Vec<u8>], now: i64) -> SigningCertificateError {
    SigningCertificate::read(file, password, roots, now).unwrap_err()
}

#[test]
fn t64_a_p12_with_its_chain_is_read_and_openssl_verifies_what_it_signs() {
    let Some((openssl, file)) = p12(SIGNING, &["middle.pem", "root.pem"]) else { return };
    let now = openssl.now("leaf.pem");
    let read = SigningCertificate::read(&file, "secret", &[], now).unwrap();
    assert_eq!(read.subject, "CN=profiles.example.org");
    assert_eq!(read.issuer, "CN=Test Intermediate");
    assert_eq!(format!("serial={}\n", read.serial), openssl.run("x509 -in leaf.pem -noout -serial"));
    let issuers: Vec<&str> = read.issuers.iter().map(|(subject, _)| subject.as_str()).collect();
    assert_eq!(issuers, ["CN=Test Intermediate", "CN=Test Root"]);
    assert!(!read.is_public, "nobody knows this root");
    assert_eq!(read.not_after - read.not_before, 365 * DAY);

    let imported = Imported { chain: read.chain, key_pkcs8: read.key_pkcs8 };
    let signer = ProfileSigner::new(&imported).unwrap();
    openssl.write("signed", sign_profile(PROFILE, &signer, now));
    openssl.run("cms -verify -binary -purpose any -inform DER -in signed -CAfile root.pem -out profile");
    assert_eq!(openssl.read("profile"), PROFILE);
    let listed = openssl.run("pkcs7 -inform DER -in signed -print_certs -noout");
    assert!(listed.contains("Test Intermediate"), "{listed}");
}

#[test]
fn a_chain_may_end_below_a_root_that_is_known() {
    let Some((openssl, file)) = p12(SIGNING, &["middle.pem"]) else { return };
    let now = openssl.now("leaf.pem");
    let missing = SigningCertificateError::ChainIncomplete("CN=Test Root".into());
    assert_eq!(refusal(&file, "secret", &[], now), missing);
    let roots = [openssl.der("root.pem")];
    let read = SigningCertificate::read(&file, "secret", &roots, now).unwrap();
    assert!(read.is_public);
    assert_eq!(read.chain.len(), 2, "the root stays outside");
    assert_eq!(read.issuers.len(), 2, "and is named all the same");

    let whole = export(&openssl, &["root.pem", "middle.pem"]);
    assert!(SigningCertificate::read(&whole, "secret", &roots, now).unwrap().is_public);
    let alone = export(&openssl, &[]);
    let missing = SigningCertificateError::ChainIncomplete("CN=Test Intermediate".into());
    assert_eq!(refusal(&alone, "secret", &roots, now), missing);
}

#[test]
fn each_thing_wrong_has_its_own_words() {
    let Some((openssl, file)) = p12(SIGNING, &["middle.pem", "root.pem"]) else { return };
    let now = openssl.now("leaf.pem");
    let imported = |error| SigningCertificateError::Import(error);
    assert_eq!(refusal(&file, "wrong", &[], now), imported(ImportError::WrongPassword));
    assert!(matches!(refusal(&file, "secret", &[], now - 2 * DAY), SigningCertificateError::NotYetValid(_)));
    assert!(matches!(refusal(&file, "secret", &[], now + 366 * DAY), SigningCertificateError::Expired(_)));
    openssl.run("pkcs12 -export -nokeys -in leaf.pem -passout pass:secret -out bare.p12");
    assert_eq!(refusal(&openssl.read("bare.p12"), "secret", &[], now), imported(ImportError::NoKey));
    let request = openssl.read("leaf.csr");
    assert_eq!(refusal(&request, "", &[], now), imported(ImportError::RequestInstead));

    let check = |extensions: &str, expected: SigningCertificateError| {
        let Some((openssl, file)) = p12(extensions, &["middle.pem", "root.pem"]) else { return };
        assert_eq!(refusal(&file, "secret", &[], openssl.now("leaf.pem")), expected, "{extensions}");
    };
    check("keyUsage=keyEncipherment\n", ProfileSignerError::NotForSigning.into());
    check("basicConstraints=CA:TRUE\n", SigningCertificateError::IsAuthority);
}

#[test]
fn an_issuer_out_of_its_time_is_named() {
    let Some((openssl, _)) = p12(SIGNING, &["middle.pem"]) else { return };
    openssl
        .run("x509 -req -in middle.csr -CA root.pem -CAkey root.key -days 3 -extfile ca.cnf -out middle.pem");
    let file = export(&openssl, &["middle.pem", "root.pem"]);
    let late = openssl.now("leaf.pem") + 30 * DAY;
    let expected = SigningCertificateError::IssuerOutOfTime("CN=Test Intermediate".into());
    assert_eq!(refusal(&file, "secret", &[], late), expected);
}

#[test]
fn t45_the_key_of_a_signing_certificate_is_not_in_debug_output() {
    let Some((openssl, file)) = p12(SIGNING, &["middle.pem", "root.pem"]) else { return };
    let read = SigningCertificate::read(&file, "secret", &[], openssl.now("leaf.pem")).unwrap();
    let debug = format!("{read:?}");
    assert!(debug.contains("profiles.example.org") && !debug.contains("key"), "{debug}");
}
