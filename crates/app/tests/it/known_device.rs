//! The portal knows a device beforehand: by the browser or by an invitation for one serial number. It asks, and says
//! nothing to strangers.

use app::{Begun, Error, Future, Refusal};
use domain::enrollment::EnrollmentRefusal;
use domain::privilege::PrivilegeSet;
use domain::question::Question;
use domain::secret::Secret;
use domain::setting::{General, Reenrollment};
use domain::time::DAY;
use testkit::{Phone, SOURCE, TestApp};

/// Enrolls a device for an account and returns the token of its browser.
async fn enrolled(test: &TestApp, username: &str, index: usize) -> (Begun, Secret) {
    let begun = test.app.begin_enrollment(test.login(username)).await.expect("a login");
    assert!(test.app.remember_browser(&begun.session).await.expect("a look").is_none(), "not yet");
    let mut phone = Phone::new(index);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&test.app).await.expect("a certificate");
    phone.authenticate(&test.app).await.expect("Authenticate");
    phone.update_token(&test.app).await.expect("TokenUpdate");
    let token = test.app.remember_browser(&begun.session).await.expect("a look").expect("a token");
    let again = test.app.remember_browser(&begun.session).await.expect("a look");
    assert_eq!(again.as_ref(), Some(&token), "reloading the page makes no other");
    (begun, token)
}

async fn come(test: &TestApp, username: &str, browser: Option<&Secret>) -> Begun {
    let begun = test.app.begin_enrollment(test.login(username)).await.expect("a login");
    test.app.recognise_device(begun, browser).await.expect("a look")
}

async fn future(test: &TestApp, begun: &Begun) -> Future {
    test.app.show_known_device(&begun.session).await.expect("a known device").future
}

#[tokio::test]
async fn a_browser_that_comes_back_is_told_what_becomes_of_the_device() {
    for test in TestApp::on_each_engine().await {
        for name in ["ann", "bob"] {
            test.account(name, PrivilegeSet::EnrollmentOnly).await;
        }
        let (_, token) = enrolled(&test, "ann", 1).await;
        let ann = come(&test, "ann", Some(&token)).await;
        assert_eq!(ann.enrollment.questions.next(), Some(Question::Device));
        let known = test.app.show_known_device(&ann.session).await.expect("a known device");
        assert_eq!((known.user.username.as_str(), known.future), ("ann", Future::Same));
        assert_eq!(known.serial_number.as_deref(), Some("F2LTEST00001"));

        // No profile before somebody has said yes.
        let mut phone = Phone::new(1);
        let early = phone.fetch_profile(&test.app, &ann.profile_url).await;
        let unanswered = Refusal::Enrollment(EnrollmentRefusal::Unanswered);
        assert!(matches!(early, Err(Error::Refused(refusal)) if refusal == unanswered));
        test.app.confirm_device(&ann.session, SOURCE).await.expect("confirmed");
        phone.fetch_profile(&test.app, &ann.profile_url).await.expect("a profile");

        let bob = come(&test, "bob", Some(&token)).await;
        assert_eq!(future(&test, &bob).await, Future::StaysUntilConfirmed);
        test.settle(Reenrollment { clear_user_and_location: true, ..Reenrollment::default() }).await;
        assert!(matches!(future(&test, &bob).await, Future::Becomes(person) if person.username == "bob"));
        test.settle(General { restrict_reenrollment: true, ..General::default() }).await;
        assert_eq!(future(&test, &bob).await, Future::Refused);

        // Another device with the same browser, as after moving to a new phone: nothing is asked, and it is forgotten.
        let denied = test.app.deny_device(&bob.session, Some(&token), SOURCE).await.expect("another device");
        assert_eq!(denied.questions.next(), None);
        Phone::new(2).fetch_profile(&test.app, &bob.profile_url).await.expect("a profile");
        assert_eq!(come(&test, "ann", Some(&token)).await.enrollment.questions.next(), None);
    }
}

#[tokio::test]
async fn t57_a_stranger_with_a_guess_learns_nothing() {
    for test in TestApp::on_each_engine().await {
        for name in ["ann", "bob"] {
            test.account(name, PrivilegeSet::EnrollmentOnly).await;
        }
        let (session, token) = enrolled(&test, "ann", 1).await;
        let guesses = [
            Secret::new(""),
            Secret::new("AAAA"),
            Secret::new(token.expose().to_lowercase()),
            Secret::new(session.session.expose()),
            Secret::new(session.profile_url.rsplit('/').next().expect("a token")),
        ];
        for guess in &guesses {
            let bob = come(&test, "bob", Some(guess)).await;
            assert_eq!(bob.enrollment.questions.next(), None);
            let refused = test.app.show_known_device(&bob.session).await;
            let not_offered = Refusal::Enrollment(EnrollmentRefusal::NotOffered);
            assert!(matches!(refused, Err(Error::Refused(refusal)) if refusal == not_offered));
        }
        // The right token without a login says no name either.
        let link = crate::invitation::link(&test, |_| {}).await;
        let guest = test.app.begin_enrollment_by_invitation(&link, None, SOURCE).await.expect("a beginning");
        let guest = test.app.recognise_device(guest, Some(&token)).await.expect("a look");
        assert_eq!(guest.enrollment.questions.next(), None);
        // It does not stand for a session, and it ends.
        assert!(test.app.find_portal_enrollment(&token).await.expect("a look").is_none());
        test.advance(401 * DAY);
        assert_eq!(come(&test, "ann", Some(&token)).await.enrollment.questions.next(), None);
    }
}

#[tokio::test]
async fn an_invitation_for_one_serial_number_names_its_device_to_whoever_has_logged_in() {
    for test in TestApp::on_each_engine().await {
        for name in ["ann", "bob"] {
            test.account(name, PrivilegeSet::EnrollmentOnly).await;
        }
        test.enroll_again("ann", 1).await;
        for (requires_login, logs_in, numbers, expected) in [
            (true, true, &["F2LTEST00001"][..], Some(Question::Device)),
            (false, false, &["F2LTEST00001"][..], None),
            (false, true, &["F2LTEST00001"][..], Some(Question::Device)),
            (true, true, &["F2LTEST00009"][..], None),
            (true, true, &["F2LTEST00001", "F2LTEST00009"][..], None),
            (true, true, &[][..], None),
        ] {
            let link = crate::invitation::link(&test, |terms| {
                terms.requires_login = requires_login;
                terms.serial_numbers = numbers.iter().map(|number| (*number).to_owned()).collect();
            })
            .await;
            let login = logs_in.then(|| test.login("bob"));
            let begun = test.app.begin_enrollment_by_invitation(&link, login, SOURCE).await.expect("a login");
            let begun = test.app.recognise_device(begun, None).await.expect("a look");
            assert_eq!(begun.enrollment.questions.next(), expected, "{requires_login} {logs_in} {numbers:?}");
        }
    }
}
