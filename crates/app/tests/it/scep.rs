//! Challenges, renewals, and everything that must not buy a certificate.

use domain::enrollment::StopReason;
use domain::privilege::PrivilegeSet;
use domain::time::DAY;
use scep::client::self_signed;
use scep::csr::{Challenge, NewCsr};
use scep::{FailInfo, Identity, MessageType};
use testkit::{Phone, PhoneError, SOURCE, TestApp};

async fn with_profile(test: &TestApp, username: &str, index: usize) -> Phone {
    test.account(username, PrivilegeSet::EnrollmentOnly).await;
    let begun = test.app.begin_enrollment(test.login(username)).await.expect("a login");
    let mut phone = Phone::new(index);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone
}

fn is_bad_request<T>(outcome: &Result<T, PhoneError>) -> bool {
    matches!(outcome, Err(PhoneError::Failed(FailInfo::BadRequest)))
}

#[tokio::test]
async fn t37_a_challenge_buys_one_certificate() {
    for test in TestApp::on_each_engine().await {
        let mut phone = with_profile(&test, "ann", 1).await;
        let challenge = phone.challenge();
        let message = phone.scep_request(&test.app, &challenge);
        let issued = phone.send_scep(&test.app, &message).await.expect("a certificate");
        let again = phone.send_scep(&test.app, &message).await.expect("the same message again");
        assert_eq!(issued, again, "a network's repeat gets the same certificate");
        let other = phone.scep_request(&test.app, &challenge);
        assert!(is_bad_request(&phone.send_scep(&test.app, &other).await), "another message does not");

        let admin = test.administrator().await;
        let page =
            test.app.list_enrollments(&admin, app::EnrollmentQuery { limit: 1, ..Default::default() }).await;
        let stop = page.expect("a list").rows[0].stop.clone().expect("a note");
        assert_eq!(stop.reason, StopReason::ChallengeUsed);
    }
}

#[tokio::test]
async fn t37_other_names_and_other_enrollments_are_refused() {
    let test = TestApp::new().await;
    let mut phone = with_profile(&test, "ann", 1).await;
    let stranger = "no challenge of this server";
    let message = phone.scep_request(&test.app, stranger);
    assert!(is_bad_request(&phone.send_scep(&test.app, &message).await));

    let now = test.app.now().seconds();
    let certificate = self_signed(&phone.key, "signer", now - 60, now + 600);
    let key = phone.key.clone();
    let challenge = phone.challenge();
    let mut ask = |subject: &[(&str, &str)], dns_name: Option<&str>| {
        let csr = NewCsr {
            version: 0,
            subject: &scep::name(subject).expect("a name"),
            challenge: Some(Challenge::Printable(&challenge)),
            dns_name,
        };
        let signer = Identity::new(&certificate, &key).expect("its own");
        phone.scep_message(&test.app, MessageType::PKCS_REQ, &csr.write(&key), signer)
    };
    let other_enrollment = ask(&[("CN", "01234567-89ab-4cde-8f01-23456789abcd")], None);
    let other_host = ask(&[("CN", "a device")], Some("mdm.example.org"));
    for message in [other_enrollment, other_host] {
        assert!(is_bad_request(&phone.send_scep(&test.app, &message).await));
    }
    phone.request_certificate(&test.app).await.expect("the challenge was not consumed by refusals");
    let issued = scep::CertificateView::read(&phone.certificate).expect("a certificate");
    let enrollment = phone.profile.as_ref().expect("a profile").scep.subject.iter().flatten();
    let expected = enrollment.filter(|(key, _)| key == "CN").map(|(_, value)| value.clone()).next();
    assert_eq!(issued.common_name(), expected, "the server sets the subject");
}

#[tokio::test]
async fn t37_many_at_once_get_one_certificate() {
    for test in TestApp::on_each_engine().await {
        let mut phone = with_profile(&test, "ann", 1).await;
        let challenge = phone.challenge();
        let messages: Vec<_> = (0..20).map(|_| phone.scep_request(&test.app, &challenge)).collect();
        let mut tasks = tokio::task::JoinSet::new();
        for message in messages {
            let app = test.app.clone();
            tasks.spawn(async move { Phone::new(1).send_scep(&app, &message).await.is_ok() });
        }
        let issued = tasks.join_all().await.into_iter().filter(|issued| *issued).count();
        assert_eq!(issued, 1);
    }
}

#[tokio::test]
async fn t38_message_types_outside_the_list_issue_nothing() {
    let test = TestApp::new().await;
    let mut phone = with_profile(&test, "ann", 1).await;
    let now = test.app.now().seconds();
    let certificate = self_signed(&phone.key, "signer", now - 60, now + 600);
    let key = phone.key.clone();
    let csr = NewCsr {
        version: 0,
        subject: &scep::name(&[("CN", "a device")]).expect("a name"),
        challenge: None,
        dns_name: None,
    }
    .write(&key);
    for number in 0..=255 {
        let signer = Identity::new(&certificate, &key).expect("its own");
        let message = phone.scep_message(&test.app, MessageType(number), &csr, signer);
        assert!(is_bad_request(&phone.send_scep(&test.app, &message).await), "message type {number}");
    }
    let challenge = phone.challenge();
    let csr = NewCsr {
        version: 0,
        subject: &scep::name(&[("CN", "a device")]).expect("a name"),
        challenge: Some(Challenge::Printable(&challenge)),
        dns_name: None,
    }
    .write(&key);
    for number in [17, 18, 20, 21, 22] {
        let signer = Identity::new(&certificate, &key).expect("its own");
        let message = phone.scep_message(&test.app, MessageType(number), &csr, signer);
        assert!(
            is_bad_request(&phone.send_scep(&test.app, &message).await),
            "message type {number} with a challenge"
        );
    }
}

#[tokio::test]
async fn t39_renewal_needs_the_current_certificate_in_its_time() {
    for test in TestApp::on_each_engine().await {
        let mut phone = test.enroll_with_inventory("ann", 1).await;
        let new_key = testkit::key(5);

        let early = phone.renewal_request(&test.app, &new_key);
        assert!(
            is_bad_request(&phone.send_scep(&test.app, &early).await),
            "a year before the end is too early"
        );

        test.advance(300 * DAY);
        let in_time = phone.renewal_request(&test.app, &new_key);
        let renewed = phone.send_scep(&test.app, &in_time).await.expect("a renewed certificate");

        let old = Phone { certificate: phone.certificate.clone(), ..Phone::new(1) };
        phone.certificate = renewed;
        phone.key = new_key;
        old.idle(&test.app).await.expect("the old one counts until the new one is used");
        phone.update_token(&test.app).await.expect("the new one is used");
        let refused = old.idle(&test.app).await;
        assert!(matches!(refused, Err(PhoneError::App(app::Error::Unauthenticated))), "{refused:?}");

        let mut old = old;
        let revoked = old.renewal_request(&test.app, &testkit::key(6));
        assert!(is_bad_request(&old.send_scep(&test.app, &revoked).await), "a revoked signer renews nothing");

        test.advance(400 * DAY);
        let late = phone.renewal_request(&test.app, &testkit::key(6));
        assert!(is_bad_request(&phone.send_scep(&test.app, &late).await), "an expired signer renews nothing");
    }
}

#[tokio::test]
async fn t39_a_renewed_certificate_keeps_queue_and_person() {
    let test = TestApp::new().await;
    let mut phone = test.enroll("ann", 1).await;
    test.advance(300 * DAY);
    let new_key = testkit::key(5);
    let message = phone.renewal_request(&test.app, &new_key);
    phone.certificate = phone.send_scep(&test.app, &message).await.expect("a renewed certificate");
    phone.key = new_key;
    phone.authenticate(&test.app).await.expect("a renewal's Authenticate");
    phone.update_token(&test.app).await.expect("a renewal's TokenUpdate");
    assert_eq!(phone.answer_all(&test.app).await.expect("answers").len(), 5, "the queue was kept");
}

#[tokio::test]
async fn t41_what_is_no_scep_message_has_no_answer() {
    let test = TestApp::new().await;
    let mut phone = with_profile(&test, "ann", 1).await;
    let challenge = phone.challenge();
    let good = phone.scep_request(&test.app, &challenge);
    let mut altered = good.clone();
    let last = altered.len() - 1;
    altered[last] ^= 1;
    for garbage in
        [Vec::new(), b"hello".to_vec(), good[..good.len() / 2].to_vec(), vec![0x30; 10_000], altered]
    {
        let refused = test.app.answer_scep(garbage, SOURCE).await;
        assert!(matches!(refused, Err(app::ScepRefusal::Malformed(_))), "{refused:?}");
    }
    phone.send_scep(&test.app, &good).await.expect("the good message still works");
}

#[tokio::test]
async fn t46_issued_certificates_can_do_nothing_but_prove_a_device() {
    let test = TestApp::new().await;
    let phone = test.enroll("ann", 1).await;
    assert_eq!(ca::lint::issued(&phone.certificate, ca::lint::Purpose::Identity), []);
}

#[tokio::test]
async fn t48_one_enrollment_gets_a_few_certificates_an_hour() {
    let test = TestApp::new().await;
    let mut phone = test.enroll_with_inventory("ann", 1).await;
    test.advance(300 * DAY);
    let mut issued = 0;
    for _ in 0..20 {
        let message = phone.renewal_request(&test.app, &testkit::key(5));
        issued += u32::from(phone.send_scep(&test.app, &message).await.is_ok());
    }
    assert_eq!(issued, 10);
}

#[tokio::test]
async fn one_message_sent_many_times_at_once_gets_one_certificate() {
    for test in TestApp::on_each_engine().await {
        let mut phone = with_profile(&test, "ann", 1).await;
        let challenge = phone.challenge();
        let message = phone.scep_request(&test.app, &challenge);
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..10 {
            let (app, message) = (test.app.clone(), message.clone());
            tasks.spawn(
                async move { Phone::new(1).send_scep(&app, &message).await.expect("the certificate") },
            );
        }
        let mut issued = tasks.join_all().await;
        issued.dedup();
        assert_eq!(issued.len(), 1);
    }
}
