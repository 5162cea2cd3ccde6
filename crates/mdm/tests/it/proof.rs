//! What proves a device, and what does not.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use rcgen::{CertificateParams, DistinguishedName, DnType, Issuer, KeyPair};
use scep::{Identity, RsaBits, RsaKey, client};

use crate::phone::{CHECKIN, CONNECT, Door, Phone, put};

/// Returns a signature that carries the content it signs.
pub(crate) fn attached(phone: &Phone, content: &[u8], now: i64) -> String {
    let signer = Identity::new(&phone.certificate, &phone.key).expect("its own key");
    STANDARD.encode(scep::cms::sign::sign(content, &signer, &[], now))
}

async fn assert_refused(door: &Door, case: &str, signatures: &[&str], body: &[u8]) {
    for (path, content_type) in [("/mdm/checkin", CHECKIN), ("/mdm/connect", CONNECT)] {
        let answer = door.send(put(path, content_type, signatures, body.to_vec())).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{case} at {path}");
        assert!(answer.body.is_empty(), "{case} at {path}");
    }
}

#[tokio::test]
async fn t49_only_the_key_of_an_issued_certificate_proves_a_device() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let body = phone.token_update().to_plist();
    let good = phone.signature(&body);

    assert_refused(&door, "no header", &[], &body).await;
    assert_refused(&door, "empty header", &[""], &body).await;
    assert_refused(&door, "two headers", &[&good, &good], &body).await;
    assert_refused(&door, "two in one", &[&format!("{good}, {good}")], &body).await;
    assert_refused(&door, "not base64", &["*"], &body).await;
    assert_refused(&door, "not CMS", &["AAAA"], &body).await;

    let (key, now) = (RsaKey::generate(RsaBits::Rsa2048), door.now());
    let name =
        scep::CertificateView::read(&phone.certificate).expect("issued").common_name().expect("a name");
    let certificate = client::self_signed(&key, &name, now - 60, now + 86_400);
    let twin = phone.with_identity(key, certificate);
    assert_refused(&door, "self-signed twin", &[&twin.signature(&body)], &body).await;
}

#[tokio::test]
async fn t49_the_certificate_of_another_authority_proves_nothing() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let issued = scep::CertificateView::read(&phone.certificate).expect("issued");
    let common_name = issued.common_name().expect("a name");
    // The same names throughout; only the authority's key is another.
    let named = |name: &str| {
        let mut params = CertificateParams::default();
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::OrganizationName, "Example School");
        params.distinguished_name.push(DnType::CommonName, name);
        params
    };
    let authority = Issuer::new(named("Vestibule Device CA"), KeyPair::generate().expect("a key"));
    let key = RsaKey::generate(RsaBits::Rsa2048);
    let certified = KeyPair::try_from(key.pkcs8()).expect("the phone's key");
    let forged = named(&common_name).signed_by(&certified, &authority).expect("a certificate").der().to_vec();
    let stranger = phone.with_identity(key, forged);
    let body = phone.token_update().to_plist();
    assert_refused(&door, "other authority", &[&stranger.signature(&body)], &body).await;
}

#[tokio::test]
async fn t51_a_certificate_in_a_header_is_no_proof() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let certificate = STANDARD.encode(&phone.certificate);
    for (name, value) in [
        ("client-cert", format!(":{certificate}:")),
        ("x-client-cert", certificate.clone()),
        ("x-ssl-client-cert", certificate.clone()),
        ("ssl-client-verify", "SUCCESS".to_owned()),
    ] {
        let mut request = put("/mdm/checkin", CHECKIN, &[], phone.token_update().to_plist());
        request.headers_mut().insert(name, value.parse().expect("a value"));
        assert_eq!(door.send(request).await.status, StatusCode::BAD_REQUEST, "{name}");
    }
}

#[tokio::test]
async fn t50_two_phones_cannot_speak_for_each_other() {
    let door = Door::open().await;
    let mut one = door.enroll("00008140-0011111111111111").await;
    let mut two = door.enroll("00008140-0022222222222222").await;
    std::mem::swap(&mut one.udid, &mut two.udid);
    for phone in [&one, &two] {
        for message in [phone.authenticate(), phone.token_update(), phone.check_out()] {
            let answer = door.send(phone.check_in(&message)).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", message.message_type());
        }
        let answer = door.send(phone.connect(&phone.idle())).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    }
    std::mem::swap(&mut one.udid, &mut two.udid);
    for phone in [&one, &two] {
        assert_eq!(
            door.send(phone.connect(&phone.idle())).await.status,
            StatusCode::OK,
            "the refusals changed nothing"
        );
    }
}

#[tokio::test]
async fn t52_a_signature_covers_exactly_the_body() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let body = phone.token_update().to_plist();
    let good = phone.signature(&body);

    let mut altered = body.clone();
    altered.push(b'\n');
    assert_refused(&door, "a line more", &[&good], &altered).await;
    assert_refused(&door, "a body less", &[&good], b"").await;
    let other = attached(&phone, &phone.check_out().to_plist(), door.now());
    assert_refused(&door, "attached other content", &[&other], &body).await;

    let answer = door.send(put("/mdm/checkin", CHECKIN, &[&good], body)).await;
    assert_eq!(answer.status, StatusCode::OK);
}

#[tokio::test]
async fn t51_a_certificate_header_beside_a_signature_changes_nothing() {
    let door = Door::open().await;
    let one = door.enroll("00008140-0011111111111111").await;
    let two = door.enroll("00008140-0022222222222222").await;
    let headers = [
        "client-cert",
        "client-cert-chain",
        "x-client-cert",
        "x-ssl-client-cert",
        "x-forwarded-client-cert",
        "ssl-client-cert",
        "x-ssl-client-s-dn",
        "x-arr-clientcert",
        "x-amzn-mtls-clientcert",
        "x-mdm-device-id",
    ];
    // Everything that any proxy ever said of a certificate, with the certificate of another device in it.
    let forge = |mut request: http::Request<axum::body::Body>, certificate: &[u8]| {
        let value = STANDARD.encode(certificate);
        for name in headers {
            request.headers_mut().insert(name, value.parse().expect("a value"));
        }
        for name in ["ssl-client-verify", "x-ssl-client-verify", "x-client-verified"] {
            request.headers_mut().insert(name, "SUCCESS".parse().expect("a value"));
        }
        request
    };

    // A signature of one with the certificate of two is of one: it speaks for one, and not for two.
    let own = forge(one.connect(&one.idle()), &two.certificate);
    let answer = door.send(own).await;
    let plain = door.send(one.connect(&one.idle())).await;
    assert_eq!((answer.status, &answer.body), (StatusCode::OK, &plain.body));
    let mut impostor =
        one.with_identity(RsaKey::from_pkcs8(one.key.pkcs8()).expect("a key"), one.certificate.clone());
    impostor.udid.clone_from(&two.udid);
    for message in [impostor.authenticate(), impostor.token_update(), impostor.check_out()] {
        let answer = door.send(forge(impostor.check_in(&message), &two.certificate)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{}", message.message_type());
    }
    assert_eq!(door.send(two.connect(&two.idle())).await.status, StatusCode::OK);
}
