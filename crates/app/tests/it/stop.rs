//! Every way an enrollment can stop, and the code under which it is found.

use app::Caller;
use domain::enrollment::{Status, Stop, StopReason};
use domain::invitation::InvitationTerms;
use domain::privilege::PrivilegeSet;
use domain::setting::{Devices, General, Models};
use domain::time::MINUTE;
use scep::client::self_signed;
use scep::csr::{Challenge, NewCsr};
use scep::{Identity, MessageType};
use testkit::{Phone, SOURCE, TestApp};

/// Makes an enrollment of Ann's stop for a reason and returns what was noted.
async fn stop_for(test: &TestApp, reason: StopReason) -> Stop {
    if let Some(stop) = crate::account_sign_in::stop_for(test, reason).await {
        return stop;
    }
    let devices = match reason {
        StopReason::OsTooOld => Devices { minimum_os: Some("26".into()), ..Devices::default() },
        StopReason::ModelNotAdmitted => {
            Devices { models: Models { iphone: false, ipad: true }, ..Devices::default() }
        }
        _ => Devices::default(),
    };
    test.settle(devices).await;
    let begun = match reason {
        StopReason::InvitationUsedUp | StopReason::OtherSerialNumber => {
            let change = |terms: &mut InvitationTerms| {
                if reason == StopReason::OtherSerialNumber {
                    terms.serial_numbers = vec!["C02OTHER1234".into()];
                }
            };
            let link = crate::invitation::link(test, change).await;
            test.app.begin_enrollment_by_invitation(&link, None, SOURCE).await.expect("an invitation")
        }
        _ => test.app.begin_enrollment(test.login("ann")).await.expect("a login"),
    };
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    match reason {
        StopReason::ChallengeUsed => {
            phone.request_certificate(&test.app).await.expect("a certificate");
            phone.request_certificate(&test.app).await.expect_err("a challenge serves once");
        }
        StopReason::ChallengeExpired => {
            test.advance(20 * MINUTE);
            phone.request_certificate(&test.app).await.expect_err("too late");
        }
        StopReason::RequestRefused => {
            let (key, now) = (phone.key.clone(), test.app.now().seconds());
            let certificate = self_signed(&key, "signer", now - 60, now + 600);
            let csr = NewCsr {
                version: 0,
                subject: &scep::name(&[("CN", "a device")]).expect("a name"),
                challenge: Some(Challenge::Printable(&phone.challenge())),
                dns_name: Some("mdm.example.org"),
            };
            let signer = Identity::new(&certificate, &key).expect("its own");
            let message = phone.scep_message(&test.app, MessageType::PKCS_REQ, &csr.write(&key), signer);
            phone.send_scep(&test.app, &message).await.expect_err("another name");
        }
        StopReason::OtherDevice => {
            phone.request_certificate(&test.app).await.expect("a certificate");
            phone.authenticate(&test.app).await.expect("Authenticate");
            phone.udid = Phone::new(2).udid;
            phone.update_token(&test.app).await.expect_err("another device");
        }
        StopReason::WrongTopic => {
            phone.request_certificate(&test.app).await.expect("a certificate");
            let topic = &mut phone.profile.as_mut().expect("a profile").mdm.topic;
            *topic = "com.apple.mgmt.External.other".to_owned();
            phone.authenticate(&test.app).await.expect_err("another topic");
        }
        StopReason::InvitationUsedUp => {
            phone.request_certificate(&test.app).await.expect("a certificate");
            crate::invitation::take_every_use(test, begun.enrollment.invitation).await;
            phone.authenticate(&test.app).await.expect_err("no use is left");
        }
        StopReason::OtherSerialNumber => {
            phone.request_certificate(&test.app).await.expect("a certificate");
            phone.authenticate(&test.app).await.expect_err("another device");
        }
        StopReason::SerialNumberNotAdmitted | StopReason::OtherWay | StopReason::NotSignedIn => {
            unreachable!("an enrollment by account or profile service has stopped for it")
        }
        StopReason::OsTooOld | StopReason::ModelNotAdmitted => {
            // What counts was settled at the login.
            test.settle(Devices::default()).await;
            phone.request_certificate(&test.app).await.expect("a certificate");
            phone.authenticate(&test.app).await.expect_err("not admitted");
        }
        StopReason::ReenrollmentRefused => {
            test.account("bob", PrivilegeSet::EnrollmentOnly).await;
            phone.udid = test.enroll_again("bob", 7).await.udid;
            test.settle(General { restrict_reenrollment: true, ..General::default() }).await;
            phone.request_certificate(&test.app).await.expect("a certificate");
            phone.authenticate(&test.app).await.expect_err("somebody else's device");
        }
        StopReason::SerialNumberNotAdmitted | StopReason::OtherWay | StopReason::NotSignedIn => {
            unreachable!("the ways that begin elsewhere than at the portal have tests of their own")
        }
    }
    let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look").expect("a session");
    assert_eq!(found.status(test.app.now()), Status::Stopped, "{reason:?}");
    found.stop.expect("a note")
}

#[tokio::test]
async fn t76_each_reason_for_a_stop_is_found_by_its_code() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let mut codes = Vec::new();
        let elsewhere = [StopReason::SerialNumberNotAdmitted, StopReason::OtherWay, StopReason::NotSignedIn];
        let here: Vec<_> = StopReason::ALL.into_iter().filter(|reason| !elsewhere.contains(reason)).collect();
        for reason in here.iter().copied() {
            let stop = stop_for(&test, reason).await;
            assert_eq!(stop.reason, reason);
            let found = test.app.find_by_reference(&Caller::operator(), &stop.reference).await;
            let line = found.expect("a look").expect("the code leads somewhere");
            assert!(
                matches!(line.event, domain::audit::Event::EnrollmentStopped { reason: noted } if noted == reason),
                "{line:?}"
            );
            let id = line.enrollment_id.expect("an enrollment");
            let detail = test.app.show_enrollment(&Caller::operator(), id).await.expect("its page");
            assert_eq!(detail.enrollment.stop.map(|stop| stop.reference), Some(stop.reference.clone()));
            codes.push(stop.reference.to_string());
        }
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), here.len(), "each has a code of its own");
    }
}
