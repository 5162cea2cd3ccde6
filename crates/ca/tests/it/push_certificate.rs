//! The push certificate's checks, on certificates shaped like Apple's.

use ca::{Imported, PushCertificate, PushCertificateError, import};

use crate::DAY;
use crate::openssl::OpenSsl;

const CLIENT: &str = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n";
const TOPIC: &str = "com.apple.mgmt.External.1a2b3c4d-0000-4000-8000-000000000001";

fn make(subject: &str, extensions: &str) -> Option<(OpenSsl, Imported)> {
    let openssl = OpenSsl::new()?;
    openssl.make_chain(subject, extensions);
    let bundle = ["leaf.pem", "middle.pem", "leaf.key"].map(|name| openssl.read(name)).concat();
    let imported = import::read(&bundle, None, None).unwrap();
    Some((openssl, imported))
}

fn again(imported: &Imported) -> Imported {
    Imported { chain: imported.chain.clone(), key_pkcs8: imported.key_pkcs8.clone() }
}

#[test]
fn t62_a_push_certificate_tells_its_topic() {
    let Some((openssl, imported)) = make(&format!("/UID={TOPIC}/CN=APSP:1a2b3c4d/C=US"), CLIENT) else {
        return;
    };
    let now = openssl.now("leaf.pem");
    let push = PushCertificate::check(again(&imported), now).unwrap();
    assert_eq!(push.topic, TOPIC);
    assert!(push.subject.contains("CN=APSP:1a2b3c4d"), "{}", push.subject);
    assert_eq!(format!("serial={}\n", push.serial), openssl.run("x509 -in leaf.pem -noout -serial"));
    assert_eq!(push.chain.len(), 2);
    assert_eq!(push.not_after - push.not_before, 365 * DAY);

    let check = |now| PushCertificate::check(again(&imported), now).map(drop);
    assert_eq!(check(push.not_before - 1), Err(PushCertificateError::NotYetValid(push.not_before)));
    assert_eq!(check(push.not_after + 1), Err(PushCertificateError::Expired(push.not_after)));
    assert_eq!(PushCertificate::read(again(&imported)).unwrap().topic, TOPIC);
}

#[test]
fn t62_a_certificate_without_a_management_topic_is_refused() {
    for subject in
        ["/CN=leaf", "/UID=com.example.app/CN=leaf", "/UID=com.apple.mgmt./CN=leaf", "/CN=com.apple.mgmt.x"]
    {
        let Some((openssl, imported)) = make(subject, CLIENT) else { return };
        let refusal = PushCertificate::check(imported, openssl.now("leaf.pem")).unwrap_err();
        assert_eq!(refusal, PushCertificateError::NotForManagement, "{subject}");
    }
}

#[test]
fn t62_a_certificate_with_two_topics_is_refused() {
    let subject = format!("/UID={TOPIC}/UID=com.apple.mgmt.External.other/CN=leaf");
    let Some((openssl, imported)) = make(&subject, CLIENT) else { return };
    let refusal = PushCertificate::check(imported, openssl.now("leaf.pem")).unwrap_err();
    assert_eq!(refusal, PushCertificateError::NotForManagement);
}

#[test]
fn t62_the_key_must_be_the_certificates() {
    let Some((openssl, mut imported)) = make(&format!("/UID={TOPIC}/CN=leaf"), CLIENT) else { return };
    openssl.run("pkcs8 -topk8 -nocrypt -in root.key -outform DER -out root.pk8");
    imported.key_pkcs8 = openssl.read("root.pk8").into();
    let refusal = PushCertificate::check(imported, openssl.now("leaf.pem")).unwrap_err();
    assert_eq!(refusal, PushCertificateError::KeyOfAnother);
}

#[test]
fn client_authentication_is_asked_for_only_where_usages_are_listed() {
    let subject = format!("/UID={TOPIC}/CN=leaf");
    let Some((openssl, server)) = make(&subject, &CLIENT.replace("clientAuth", "serverAuth")) else { return };
    let refusal = PushCertificate::check(server, openssl.now("leaf.pem")).unwrap_err();
    assert_eq!(refusal, PushCertificateError::NotForClients);
    let Some((openssl, plain)) = make(&subject, "basicConstraints=CA:FALSE\n") else { return };
    assert!(PushCertificate::check(plain, openssl.now("leaf.pem")).is_ok());
}

#[test]
fn t45_the_key_is_not_in_debug_output() {
    let Some((openssl, imported)) = make(&format!("/UID={TOPIC}/CN=leaf"), CLIENT) else { return };
    assert_eq!(format!("{imported:?}"), "Imported { certificates: 2, .. }");
    let push = PushCertificate::check(imported, openssl.now("leaf.pem")).unwrap();
    let debug = format!("{push:?}");
    assert!(debug.contains(TOPIC) && !debug.contains("key"), "{debug}");
}
