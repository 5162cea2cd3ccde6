//! What the person reads when an enrollment has stopped, and that the same code tells an administrator.

use app::Caller;
use domain::audit::Event;
use domain::enrollment::StopReason;
use domain::time::MINUTE;
use http::StatusCode;
use testkit::Phone;

use crate::visitor::Visitor;

/// Makes Ann's enrollment stop for a reason that a phone alone can give.
async fn stop_for(ann: &mut Visitor, reason: StopReason) {
    let app = ann.test.app.clone();
    let path = ann.profile_path().await;
    let mut phone = Phone::new(1);
    phone.fetch_profile(&app, &path).await.expect("a profile");
    if reason == StopReason::ChallengeExpired {
        ann.test.clock.advance(20 * MINUTE);
        phone.request_certificate(&app).await.expect_err("too late");
        return;
    }
    phone.request_certificate(&app).await.expect("a certificate");
    match reason {
        StopReason::ChallengeUsed => {
            phone.request_certificate(&app).await.expect_err("a challenge serves once");
        }
        StopReason::OtherDevice => {
            phone.authenticate(&app).await.expect("Authenticate");
            phone.udid = Phone::new(2).udid;
            phone.update_token(&app).await.expect_err("another device");
        }
        StopReason::WrongTopic => {
            let topic = &mut phone.profile.as_mut().expect("a profile").mdm.topic;
            *topic = "com.apple.mgmt.External.other".to_owned();
            phone.authenticate(&app).await.expect_err("another topic");
        }
        other => panic!("{other:?} needs more than a phone"),
    }
}

#[tokio::test]
async fn t76_every_stop_is_readable_and_its_code_leads_to_the_reason() {
    for reason in [
        StopReason::ChallengeUsed,
        StopReason::ChallengeExpired,
        StopReason::OtherDevice,
        StopReason::WrongTopic,
    ] {
        let mut ann = Visitor::logged_in().await;
        stop_for(&mut ann, reason).await;
        let code = ann.enrollment().await.stop.expect("a note").reference;
        let page = ann.get("/enroll/install").await;
        assert_eq!(page.status, StatusCode::OK, "{reason:?}");
        assert_eq!(page.content_type(), "text/html; charset=utf-8", "never a profile");
        let read = page.body.replace("&#39;", "'");
        for part in [reason.advice(), code.as_str()] {
            assert!(read.contains(part), "{reason:?}: {part} is missing: {read}");
        }
        let status = ann.get("/enroll/status").await;
        assert!(status.body.contains(r#""outcome":"stopped""#), "{}", status.body);
        assert!(status.body.contains(code.as_str()), "{}", status.body);

        let found = ann.test.app.find_by_reference(&Caller::operator(), &code).await.expect("a look");
        let event = found.expect("the code leads somewhere").event;
        assert!(matches!(event, Event::EnrollmentStopped { reason: noted } if noted == reason), "{event:?}");
    }
}
