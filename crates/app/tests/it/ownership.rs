//! Who owns a device: asked where both are possible, settled at login, and never a way to a profile for a personal one.

use app::{Caller, Error, Instead, NewEnrollmentAccess, Refusal};
use domain::enrollment::{EnrollmentRefusal, Ownership};
use domain::question::Question;
use domain::setting::Devices;
use testkit::{Phone, SOURCE, TestApp};

use crate::directory::{STAFF, log_in};

/// Sets up a directory whose people may enroll what is said, and Ann in it.
pub(crate) async fn staff(test: &TestApp, may_institutional: bool, may_personal: bool) {
    test.ldap("Staff", STAFF).await;
    test.person("ann", &[]);
    allow(test, may_institutional, may_personal).await;
}

/// Says what all directory users may enroll.
pub(crate) async fn allow(test: &TestApp, may_institutional: bool, may_personal: bool) {
    let operator = Caller::operator();
    let row = test.app.list_enrollment_access(&operator).await.expect("rows").remove(0);
    let access = NewEnrollmentAccess {
        may_institutional,
        may_personal,
        may_account_driven: true,
        must_accept_eula: true,
        site_id: None,
    };
    test.app.update_enrollment_access(&operator, row.id, access).await.expect("changed");
}

fn devices(institutional_by_url: bool, personal: bool, device_account_driven: bool) -> Devices {
    Devices {
        institutional_by_url,
        personal_account_driven: personal,
        device_account_driven,
        ..Devices::default()
    }
}

#[tokio::test]
async fn who_owns_the_device_is_asked_only_where_both_are_possible() {
    for test in TestApp::on_each_engine().await {
        staff(&test, true, true).await;
        let instead = |instead| Err(Some(instead));
        for (access, settings, expected) in [
            ((true, true), devices(true, true, false), Ok((Ownership::Institutional, true))),
            ((true, true), devices(true, false, false), Ok((Ownership::Institutional, false))),
            ((true, false), devices(true, true, false), Ok((Ownership::Institutional, false))),
            ((true, true), devices(false, true, false), Ok((Ownership::Personal, false))),
            ((false, true), devices(true, true, false), Ok((Ownership::Personal, false))),
            ((false, true), devices(true, false, false), instead(Instead::Personal)),
            ((true, false), devices(false, true, true), instead(Instead::Settings)),
            ((true, false), devices(false, true, false), instead(Instead::Administrator)),
            ((false, false), devices(true, true, true), instead(Instead::Personal)),
        ] {
            allow(&test, access.0, access.1).await;
            test.settle(settings.clone()).await;
            let outcome = match log_in(&test, "ann").await {
                Ok(begun) => {
                    let asked = begun.enrollment.questions.asks(Question::Ownership);
                    Ok((begun.enrollment.ownership, asked))
                }
                Err(Error::Refused(Refusal::NothingOffered { instead })) => Err(Some(instead)),
                Err(_) => Err(None),
            };
            assert_eq!(outcome, expected, "{access:?} {settings:?}");
        }
    }
}

#[tokio::test]
async fn t11_no_profile_is_handed_out_for_a_personal_device_and_one_may_go_back() {
    for test in TestApp::on_each_engine().await {
        staff(&test, true, true).await;
        test.settle(devices(true, true, false)).await;
        let begun = log_in(&test, "ann").await.expect("a login");
        let unanswered = Phone::new(1).fetch_profile(&test.app, &begun.profile_url).await;
        let refusal = |outcome| match outcome {
            Err(Error::Refused(Refusal::Enrollment(refusal))) => refusal,
            other => panic!("{other:?}"),
        };
        assert_eq!(refusal(unanswered), EnrollmentRefusal::Unanswered);

        let personal = test.app.answer_ownership(&begun.session, Ownership::Personal, SOURCE).await;
        assert_eq!(personal.expect("an answer").ownership, Ownership::Personal);
        let fetched = Phone::new(1).fetch_profile(&test.app, &begun.profile_url).await;
        assert_eq!(refusal(fetched), EnrollmentRefusal::Personal);
        let by_program =
            test.app.hand_out_unsigned_profile(&Caller::operator(), begun.enrollment.id).await.map(drop);
        assert_eq!(refusal(by_program), EnrollmentRefusal::Personal);

        // What counts was settled at the login: a change in the settings closes nothing behind somebody.
        test.settle(devices(false, true, false)).await;
        let back = test.app.answer_ownership(&begun.session, Ownership::Institutional, SOURCE).await;
        assert_eq!(back.expect("an answer").questions.next(), None);
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        let settled = test.app.answer_ownership(&begun.session, Ownership::Personal, SOURCE).await;
        assert_eq!(refusal(settled.map(drop)), EnrollmentRefusal::Settled);
        phone.request_certificate(&test.app).await.expect("a certificate");
        phone.authenticate(&test.app).await.expect("Authenticate");
    }
}

#[tokio::test]
async fn t11_an_invitation_never_serves_a_personal_device() {
    for test in TestApp::on_each_engine().await {
        staff(&test, true, true).await;
        test.settle(devices(true, true, false)).await;
        let login = || Some(crate::directory::login("ann", testkit::DIRECTORY_PASSWORD));
        let link = crate::invitation::link(&test, |terms| terms.requires_login = true).await;
        let begun = test.app.begin_enrollment_by_invitation(&link, login(), SOURCE).await.expect("a login");
        assert_eq!(begun.enrollment.ownership, Ownership::Institutional);
        assert!(!begun.enrollment.questions.asks(Question::Ownership));
        let tampered = test.app.answer_ownership(&begun.session, Ownership::Personal, SOURCE).await;
        let not_offered = Refusal::Enrollment(EnrollmentRefusal::NotOffered);
        assert!(matches!(tampered, Err(Error::Refused(refusal)) if refusal == not_offered));
        let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look").expect("it");
        assert_eq!(found.ownership, Ownership::Institutional);

        // Whoever may enroll nothing but their own devices gets nothing by an invitation.
        allow(&test, false, true).await;
        let refused = test.app.begin_enrollment_by_invitation(&link, login(), SOURCE).await;
        let personal = Refusal::NothingOffered { instead: Instead::Personal };
        assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == personal));

        // Nor does one without a login where the portal enrolls nothing.
        test.settle(devices(false, true, false)).await;
        let open = crate::invitation::link(&test, |_| {}).await;
        let refused = test.app.begin_enrollment_by_invitation(&open, None, SOURCE).await;
        let closed = Refusal::NothingOffered { instead: Instead::Administrator };
        assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == closed));
    }
}
