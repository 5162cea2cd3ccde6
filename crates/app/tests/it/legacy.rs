//! SCEP's limits: the switch for old algorithms, who may renew what, and how much one enrollment may ask for.

use domain::privilege::PrivilegeSet;
use domain::time::DAY;
use scep::client::{Reply, Request, self_signed};
use scep::csr::{Challenge, NewCsr};
use scep::{Algorithms, ContentCipher, Encoding, FailInfo, Identity, MessageType};
use testkit::{Phone, PhoneError, SOURCE, TestApp};

/// Asks for a certificate in single DES and returns the answer.
async fn ask_in_des(test: &TestApp) -> Reply {
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    let now = test.app.now().seconds();
    let certificate = self_signed(&phone.key, "an old client", now - 60, now + 600);
    let csr = NewCsr {
        version: 0,
        subject: &scep::name(&[("CN", "a device")]).expect("a name"),
        challenge: Some(Challenge::Printable(&phone.challenge())),
        dns_name: None,
    };
    let request = Request {
        message_type: MessageType::PKCS_REQ,
        csr: &csr.write(&phone.key),
        signer: Identity::new(&certificate, &phone.key).expect("its own"),
        ca: test.app.scep_certificate(),
        transaction_id: "0F1E2D3C4B5A6978",
        sender_nonce: &[1; 16],
        cipher: ContentCipher::Des,
        encoding: Encoding::Der,
        now,
    };
    let message = request.write().expect("a request");
    let answer = test.app.answer_scep(message, SOURCE).await.expect("an answer in either case");
    // Reading it takes no legacy algorithm: what the server writes is strong even for those who are not.
    request.open(&answer).expect("a CertRep")
}

#[tokio::test]
async fn t42_old_algorithms_work_only_behind_their_switch() {
    for (algorithms, is_issued) in [(Algorithms::Modern, false), (Algorithms::Legacy, true)] {
        let mut builder = TestApp::builder();
        builder.settings.scep_algorithms = algorithms;
        let test = builder.build().await;
        let answer = ask_in_des(&test).await;
        match (is_issued, answer) {
            (true, Reply::Issued(der)) => {
                assert_eq!(
                    ca::lint::issued(&der, ca::lint::Purpose::Identity),
                    [],
                    "a certificate like any other"
                );
            }
            (false, Reply::Failed(reason)) => {
                assert!(matches!(reason, FailInfo::BadAlg | FailInfo::BadRequest), "{reason:?}");
            }
            (_, other) => panic!("{algorithms:?}: {other:?}"),
        }
        let offered: Vec<&str> = test.app.scep_capabilities().lines().collect();
        for old in ["SHA-1", "DES3"] {
            assert_eq!(offered.contains(&old), is_issued, "{algorithms:?} offers {offered:?}");
        }
        for strong in ["AES", "SHA-256"] {
            assert!(offered.contains(&strong), "{algorithms:?} offers {offered:?}");
        }
    }
}

#[tokio::test]
async fn t39_a_certificate_renews_its_own_enrollment_whatever_the_request_says() {
    for test in TestApp::on_each_engine().await {
        let mut ann = test.enroll("ann", 1).await;
        let bob = test.enroll("bob", 2).await;
        test.advance(300 * DAY);
        let name = |der: &[u8]| {
            scep::CertificateView::read(der).expect("a certificate").common_name().expect("a name")
        };

        // Ann's device asks for Bob's name.
        let (certificate, key) = (ann.certificate.clone(), ann.key.clone());
        let new_key = testkit::key(5);
        let csr = NewCsr {
            version: 0,
            subject: &scep::name(&[("CN", &name(&bob.certificate))]).expect("a name"),
            challenge: None,
            dns_name: None,
        }
        .write(&new_key);
        let signer = Identity::new(&certificate, &key).expect("its own");
        let message = ann.scep_message(&test.app, MessageType::RENEWAL_REQ, &csr, signer);
        let issued = ann.send_scep(&test.app, &message).await.expect("a renewed certificate");
        assert_eq!(name(&issued), name(&ann.certificate), "the server sets the subject");
        let intruder = Phone { key: new_key, certificate: issued, ..Phone::new(2) };
        let refused = intruder.update_token(&test.app).await;
        assert!(matches!(refused, Err(PhoneError::App(app::Error::Forbidden))), "{refused:?}");

        // The same subject under a key of one's own renews nothing.
        let now = test.app.now().seconds();
        let twin = self_signed(&testkit::key(6), &name(&bob.certificate), now - 60, now + 600);
        let mut twin = Phone { key: testkit::key(6), certificate: twin, ..Phone::new(2) };
        let message = twin.renewal_request(&test.app, &testkit::key(6));
        let refused = twin.send_scep(&test.app, &message).await;
        assert!(matches!(refused, Err(PhoneError::Failed(FailInfo::BadRequest))), "{refused:?}");
    }
}

#[tokio::test]
async fn t48_an_enrollment_keeps_few_challenges_open() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let mut phone = Phone::new(1);
        let mut challenges = Vec::new();
        for _ in 0..30 {
            phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
            challenges.push(phone.challenge());
        }
        let mut issued = Vec::new();
        for challenge in &challenges {
            let message = phone.scep_request(&test.app, challenge);
            issued.push(phone.send_scep(&test.app, &message).await.is_ok());
        }
        assert_eq!(issued.iter().filter(|issued| **issued).count(), 4, "{issued:?}");
        assert_eq!(issued[26..], [true; 4], "the newest count");
    }
}
