//! The device authority against openssl, and its refusals.

use std::sync::OnceLock;

use ca::lint::{self, Purpose};
use ca::{Authority, IdentityRequest, IssueError, Refusal, Subject};
use scep::{RsaBits, RsaKey};

use crate::openssl::OpenSsl;
use crate::{DAY, NOW};

pub(crate) fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| create("Example Devices", RsaKey::generate(RsaBits::Rsa2048)))
}

pub(crate) fn device_key() -> &'static RsaKey {
    static KEY: OnceLock<RsaKey> = OnceLock::new();
    KEY.get_or_init(|| RsaKey::generate(RsaBits::Rsa2048))
}

fn create(name: &str, key: RsaKey) -> Authority {
    Authority::create(name, "Example", key, [0xFF; 16], NOW, 10).unwrap()
}

pub(crate) fn request() -> IdentityRequest<'static> {
    IdentityRequest {
        spki: device_key().spki(),
        subject: Subject {
            common_name: "5d1c9d2e-0000-4000-8000-000000000001",
            organization: "Example",
            serial_number: Some("C02XK1ABJG5H"),
        },
        serial: [0xAB; 16],
        not_before: NOW - ca::BACKDATE_SECONDS,
        not_after: NOW + 365 * DAY,
    }
}

#[test]
fn openssl_verifies_an_identity_for_tls_clients_and_nothing_else() {
    let Some(openssl) = OpenSsl::new() else { return };
    openssl.write("ca.pem", authority().pem());
    openssl.write("leaf.der", &authority().issue_identity(&request()).unwrap().der);
    openssl.run("x509 -inform DER -in leaf.der -out leaf.pem");
    let verify = format!("verify -attime {NOW} -CAfile ca.pem -x509_strict");
    openssl.run(&format!("{verify} -purpose sslclient leaf.pem"));
    assert!(!openssl.attempt(&format!("{verify} -purpose sslserver leaf.pem"), &[]).0);

    // A certificate signed by the leaf is no certificate.
    openssl.write("device.key", pkcs8_pem(device_key()));
    openssl.run("req -new -key device.key -out sub.csr -subj /CN=sub");
    openssl.run("x509 -req -in sub.csr -CA leaf.pem -CAkey device.key -days 3 -out sub.pem");
    let (_, said) = openssl.attempt("verify -no_check_time -CAfile ca.pem -untrusted leaf.pem sub.pem", &[]);
    assert!(said.contains("invalid CA certificate"), "{said}");
}

#[test]
fn openssl_reads_the_extensions_as_meant() {
    let Some(openssl) = OpenSsl::new() else { return };
    openssl.write("ca.pem", authority().pem());
    openssl.write("leaf.der", &authority().issue_identity(&request()).unwrap().der);
    let authority_text = openssl.run("x509 -in ca.pem -noout -text");
    let leaf_text = openssl.run("x509 -inform DER -in leaf.der -noout -text");
    for expected in [
        "X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0",
        "X509v3 Key Usage: critical\n                Digital Signature, Key Encipherment, Certificate Sign, CRL Sign",
        "X509v3 Subject Key Identifier",
        "Public-Key: (2048 bit)",
        "Not Before: Nov 22 11:50:00 2026 GMT",
    ] {
        assert!(authority_text.contains(expected), "{expected} in {authority_text}");
    }
    for expected in [
        "Issuer: O = Example, CN = Example Devices",
        "Subject: O = Example, CN = 5d1c9d2e-0000-4000-8000-000000000001, serialNumber = C02XK1ABJG5H",
        "X509v3 Basic Constraints: critical\n                CA:FALSE",
        "X509v3 Key Usage: critical\n                Digital Signature, Key Encipherment\n",
        "X509v3 Extended Key Usage: \n                TLS Web Client Authentication\n",
        "X509v3 Authority Key Identifier",
        "6b:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab:ab",
    ] {
        assert!(leaf_text.contains(expected), "{expected} in {leaf_text}");
    }
}

#[test]
fn the_authority_key_identifier_is_copied_from_a_foreign_issuer() {
    let Some(openssl) = OpenSsl::new() else { return };
    openssl.write(
        "ext.cnf",
        "basicConstraints=critical,CA:TRUE,pathlen:0\nsubjectKeyIdentifier=0102030405060708\n\
         keyUsage=critical,digitalSignature,keyEncipherment,keyCertSign,cRLSign\n",
    );
    openssl.write("ca.key", pkcs8_pem(device_key()));
    openssl.request("ca", "/C=DE/O=Elsewhere/CN=Foreign Issuer");
    openssl.run("x509 -req -in ca.csr -signkey ca.key -days 3650 -extfile ext.cnf -out ca.pem");
    let key = RsaKey::from_pkcs8(device_key().pkcs8()).unwrap();
    let foreign = Authority::load(openssl.der("ca.pem"), key).unwrap();
    let now = openssl.now("ca.pem");
    let request = IdentityRequest { not_before: now, not_after: now + DAY, ..request() };
    openssl.write("leaf.der", &foreign.issue_identity(&request).unwrap().der);
    openssl.run("x509 -inform DER -in leaf.der -out leaf.pem");
    assert!(openssl.run("x509 -in leaf.pem -noout -text").contains("01:02:03:04:05:06:07:08"));
    openssl.run(&format!("verify -attime {now} -CAfile ca.pem -x509_strict -purpose sslclient leaf.pem"));
}

#[test]
fn what_was_issued_is_recognised_while_it_is_valid() {
    let issued = authority().issue_identity(&request()).unwrap();
    let verify = |now| authority().verify_issued(&issued.der, now);
    assert_eq!(verify(NOW), Ok(()));
    assert_eq!(verify(issued.not_before - 1), Err(Refusal::NotYetValid));
    assert_eq!(verify(issued.not_after), Ok(()));
    assert_eq!(verify(issued.not_after + 1), Err(Refusal::Expired));
}

#[test]
fn a_certificate_of_a_stranger_with_our_name_is_foreign() {
    let stranger = create("Example Devices", RsaKey::generate(RsaBits::Rsa2048));
    let issued = stranger.issue_identity(&request()).unwrap();
    assert_eq!(stranger.verify_issued(&issued.der, NOW), Ok(()));
    assert_eq!(authority().verify_issued(&issued.der, NOW), Err(Refusal::Foreign));
    assert_eq!(authority().verify_issued(b"no certificate", NOW), Err(Refusal::Foreign));
}

#[test]
fn an_altered_certificate_is_foreign() {
    let mut der = authority().issue_identity(&request()).unwrap().der;
    let at = der.windows(8).position(|window| window == b"5d1c9d2e").unwrap();
    der[at] = b'6';
    assert_eq!(authority().verify_issued(&der, NOW), Err(Refusal::Foreign));
}

#[test]
fn the_authority_itself_and_its_profile_signer_are_no_identities() {
    let signer = authority().issue_profile_signer(&request()).unwrap();
    assert_eq!(authority().verify_issued(&signer.der, NOW), Err(Refusal::Foreign));
    assert_eq!(authority().verify_issued(authority().certificate(), NOW), Err(Refusal::Foreign));
}

#[test]
fn t43_our_own_authority_passes_the_lint() {
    assert_eq!(lint::authority(authority().certificate()), []);
}

#[test]
fn t46_everything_issued_passes_the_lint_of_its_purpose_and_fails_that_of_others() {
    let identity = authority().issue_identity(&request()).unwrap().der;
    let signer = authority().issue_profile_signer(&request()).unwrap().der;
    for (der, purpose) in [(&identity, Purpose::Identity), (&signer, Purpose::ProfileSigner)] {
        for lint in [Purpose::Identity, Purpose::ProfileSigner, Purpose::Server] {
            assert_eq!(lint::issued(der, lint).is_empty(), lint == purpose, "{purpose:?} under {lint:?}");
        }
        assert!(!lint::authority(der).is_empty());
    }
}

#[test]
fn t46_a_life_beyond_the_limit_is_not_issued() {
    let request = IdentityRequest { not_after: NOW + 826 * DAY, ..request() };
    assert!(matches!(authority().issue_identity(&request), Err(IssueError::Unfit(_))));
}

#[test]
fn t46_no_certificate_outlives_its_issuer() {
    let (_, end) = authority().validity();
    let late = IdentityRequest { not_before: end - DAY, not_after: end + 300 * DAY, ..request() };
    assert_eq!(authority().issue_identity(&late).unwrap().not_after, end);
    let too_late = IdentityRequest { not_before: end, not_after: end + DAY, ..request() };
    assert_eq!(authority().issue_identity(&too_late), Err(IssueError::Validity));
}

#[test]
fn t37_a_subject_that_does_not_fit_is_refused() {
    let with = |common_name: &str, serial_number: Option<&str>| {
        let subject = Subject { common_name, organization: "Example", serial_number };
        authority().issue_identity(&IdentityRequest { subject, ..request() }).map(drop)
    };
    assert_eq!(with(&"x".repeat(64), None), Ok(()));
    assert_eq!(with("Gerät Ω", None), Ok(()));
    assert_eq!(with("", None), Err(IssueError::Subject("common name")));
    assert_eq!(with(&"x".repeat(65), None), Err(IssueError::Subject("common name")));
    assert_eq!(with("a\nb", None), Err(IssueError::Subject("common name")));
    assert_eq!(with("a", Some("Ω")), Err(IssueError::Subject("serial number")));
}

#[test]
fn t46_a_short_or_broken_public_key_is_not_certified() {
    let Some(openssl) = OpenSsl::new() else { return };
    openssl.run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.key");
    openssl.run("pkey -in short.key -pubout -outform DER -out short.spki");
    let short = openssl.read("short.spki");
    let request_short = IdentityRequest { spki: &short, ..request() };
    let refusal = authority().issue_identity(&request_short).unwrap_err();
    assert_eq!(refusal, IssueError::Unfit(vec![lint::Finding::KeyTooShort(1024)]));
    let request_broken = IdentityRequest { spki: b"nonsense", ..request() };
    assert_eq!(authority().issue_identity(&request_broken), Err(IssueError::PublicKey));
}

#[test]
fn an_authority_comes_back_from_storage_and_only_with_its_key() {
    let certificate = authority().certificate().to_vec();
    let key = RsaKey::from_pkcs8(authority().key().pkcs8()).unwrap();
    let loaded = Authority::load(certificate.clone(), key).unwrap();
    let issued = loaded.issue_identity(&request()).unwrap();
    assert_eq!(authority().verify_issued(&issued.der, NOW), Ok(()));

    let other = RsaKey::from_pkcs8(device_key().pkcs8()).unwrap();
    assert_eq!(Authority::load(certificate, other).unwrap_err(), IssueError::KeyOfAnother);
}

#[test]
fn a_certificate_after_2049_uses_generalized_time() {
    let Some(openssl) = OpenSsl::new() else { return };
    let key = RsaKey::from_pkcs8(device_key().pkcs8()).unwrap();
    let lasting = Authority::create("Lasting", "Example", key, [1; 16], NOW, 40).unwrap();
    openssl.write("ca.pem", lasting.pem());
    let parsed = openssl.run("asn1parse -in ca.pem");
    assert!(parsed.contains("UTCTIME           :261122115000Z"), "{parsed}");
    assert!(parsed.contains("GENERALIZEDTIME   :2066"), "{parsed}");
}

fn pkcs8_pem(key: &RsaKey) -> String {
    der::pem::encode_string("PRIVATE KEY", der::pem::LineEnding::LF, key.pkcs8()).unwrap()
}
