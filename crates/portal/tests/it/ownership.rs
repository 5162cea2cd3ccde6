//! Who owns the device, and what becomes of a known one: at the pages, by people who behave and people who do not.

use app::{Caller, NewAccount, NewEnrollmentAccess};
use domain::account::Access;
use domain::enrollment::Ownership;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::setting::{Devices, General, Models};
use http::StatusCode;
use testkit::{DIRECTORY_PASSWORD, Phone};

use crate::journey::snapshot;
use crate::visitor::{PASSWORD, PROFILE_TYPE, Visitor};

/// An iPhone whose system is truly old.
const OLD: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.2 Mobile/15E148 Safari/604.1";

/// Comes to a portal where Dora, whom a directory knows, may enroll devices of both kinds.
async fn come() -> Visitor {
    let visitor = Visitor::come().await;
    let (test, operator) = (&visitor.test, Caller::operator());
    test.ldap("School", "dc=example").await;
    test.person("dora", &[]);
    let row = test.app.list_enrollment_access(&operator).await.expect("rows").remove(0);
    let access = NewEnrollmentAccess {
        may_institutional: true,
        may_personal: true,
        may_account_driven: true,
        must_accept_eula: true,
        site_id: None,
    };
    test.app.update_enrollment_access(&operator, row.id, access).await.expect("changed");
    test.settle(Devices { personal_account_driven: true, ..Devices::default() }).await;
    visitor
}

/// Returns the path of the visitor's profile link, whatever page they are on.
fn link(visitor: &Visitor) -> String {
    let url = visitor.test.app.profile_url(&visitor.token());
    url.strip_prefix(&visitor.test.app.settings().base_url).expect("our own link").to_owned()
}

#[tokio::test]
async fn somebody_says_whose_the_device_is_and_may_come_back() {
    let mut dora = come().await;
    let answer = dora.log_in("dora", DIRECTORY_PASSWORD).await;
    assert_eq!(answer.location(), "/enroll/ownership");
    snapshot("ownership", &dora.get("/enroll/ownership").await.main());
    for page in ["/enroll", "/enroll/welcome", "/enroll/install", "/enroll/personal", "/enroll/agreement"] {
        assert_eq!(dora.get(page).await.location(), "/enroll/ownership", "{page}");
    }

    let answer = dora.post("/enroll/ownership", "ownership=personal").await;
    assert_eq!(answer.location(), "/enroll/personal");
    snapshot("personal", &dora.get("/enroll/personal").await.main());
    snapshot("privacy", &dora.get("/enroll/privacy").await.main());
    for page in ["/enroll", "/enroll/welcome", "/enroll/install", "/enroll/done"] {
        assert_eq!(dora.get(page).await.location(), "/enroll/personal", "{page}");
    }
    assert_eq!(dora.get("/enroll/ownership").await.status, StatusCode::OK, "one may go back");
    let answer = dora.post("/enroll/ownership", "ownership=institutional").await;
    assert_eq!(answer.location(), "/enroll/welcome");
    assert_eq!(dora.get("/enroll/personal").await.location(), "/enroll/welcome");
    assert_eq!(dora.get(&link(&dora)).await.content_type(), PROFILE_TYPE);
    let late = dora.post("/enroll/ownership", "ownership=personal").await;
    assert_eq!(late.location(), "/enroll/install", "the device may carry the answer already");
}

#[tokio::test]
async fn t11_whatever_is_sent_no_profile_comes_for_a_personal_device() {
    let mut dora = come().await;
    dora.log_in("dora", DIRECTORY_PASSWORD).await;
    for form in
        ["", "ownership=", "ownership=both", "ownership=Personal", "own=personal", "ownership=personal%00"]
    {
        let answer = dora.post("/enroll/ownership", form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert_eq!(dora.enrollment().await.questions.ownership.expect("asked").answer, None);
    }
    dora.post("/enroll/ownership", "ownership=personal").await;
    let path = link(&dora);
    for path in [&path, &format!("{path}?ownership=institutional")] {
        let refused = dora.get(path).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_ne!(refused.content_type(), PROFILE_TYPE);
    }
    for (page, form) in [
        ("/enroll/site", "site=none&ownership=institutional"),
        ("/enroll/user", "user=&ownership=institutional"),
        ("/enroll/agreement", "version=1&language=en&ownership=institutional"),
        ("/enroll/device", "device=this&ownership=institutional"),
    ] {
        assert_eq!(dora.post(page, form).await.location(), "/enroll/personal", "{page}");
        assert_eq!(dora.enrollment().await.ownership, Ownership::Personal);
    }
    // Somebody who was not asked cannot answer.
    let mut ann = Visitor::logged_in().await;
    assert_eq!(ann.post("/enroll/ownership", "ownership=personal").await.location(), "/enroll/welcome");
    assert_eq!(ann.enrollment().await.ownership, Ownership::Institutional);
}

#[tokio::test]
async fn the_agreement_is_shown_in_the_language_of_the_page() {
    let mut dora = come().await;
    let texts = [("en", "Be kind."), ("de", "Seid nett.")];
    let texts = texts.map(|(code, text)| (code.to_owned(), text.to_owned())).into();
    let owned = Ownership::Institutional;
    dora.test.app.save_agreement(&Caller::operator(), owned, &texts, 0).await.expect("written");
    dora.log_in("dora", DIRECTORY_PASSWORD).await;
    dora.post("/enroll/ownership", "ownership=institutional").await;
    let page = dora.get("/enroll/agreement").await;
    assert!(page.body.contains("Be kind.") && page.body.contains("name=\"language\" value=\"en\""));
    for form in ["version=2&language=en", "version=1&language=fr", "version=1"] {
        let refused = dora.post("/enroll/agreement", form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
    }
    assert_eq!(dora.post("/enroll/agreement", "version=1&language=de").await.location(), "/enroll/welcome");
    let accepted = dora.enrollment().await.eula.expect("accepted");
    assert_eq!((accepted.version, accepted.language.as_deref()), (1, Some("de")));
}

#[tokio::test]
async fn where_the_portal_enrolls_nothing_it_says_what_to_do_instead() {
    let mut ann = Visitor::come().await;
    ann.test.settle(Devices { institutional_by_url: false, ..Devices::default() }).await;
    let closed = ann.get("/enroll").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
    assert!(closed.body.contains("Ask your administrator how it is done."), "{}", closed.body);
    let devices = Devices { institutional_by_url: false, device_account_driven: true, ..Devices::default() };
    ann.test.settle(devices).await;
    assert!(ann.get("/enroll").await.body.contains("Sign In to Work or School Account"));
    let refused = ann.log_in("ann", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.body.contains("Sign In to Work or School Account"), "{}", refused.body);
    assert_eq!(ann.enrollments().await, 0);
}

#[tokio::test]
async fn a_device_that_seems_too_old_is_told_so_and_may_go_on() {
    let mut ann = Visitor::come().await;
    ann.test.settle(Devices { minimum_os: Some("17.4".into()), ..Devices::default() }).await;
    assert!(ann.get("/enroll").await.body.contains("name=\"username\""), "this one is new enough");
    ann.agent = OLD;
    let page = ann.get("/enroll").await;
    snapshot("unsuited", &page.main());
    assert!(ann.get("/enroll?browser=any").await.body.contains("name=\"username\""));
    let models = Models { iphone: false, ipad: true };
    ann.test.settle(Devices { models, ..Devices::default() }).await;
    assert!(ann.get("/enroll").await.body.contains("does not manage these"));
}

/// Enrolls the visitor's phone, looks at the last page, and leaves.
async fn enroll(visitor: &mut Visitor, index: usize) {
    let app = visitor.test.app.clone();
    let mut phone = Phone::new(index);
    phone.fetch_profile(&app, &app.profile_url(&visitor.token())).await.expect("a profile");
    phone.request_certificate(&app).await.expect("a certificate");
    phone.authenticate(&app).await.expect("Authenticate");
    phone.update_token(&app).await.expect("TokenUpdate");
    assert_eq!(visitor.get("/enroll/done").await.status, StatusCode::OK);
    visitor.post("/enroll/logout", "").await;
}

#[tokio::test]
async fn t57_a_known_device_says_whose_it_is_and_waits_for_a_word() {
    let mut visitor = Visitor::logged_in().await;
    let bob = NewAccount {
        access: Access::Full,
        groups: Vec::new(),
        username: "bob".into(),
        full_name: "Bob".into(),
        email: None,
        password: Secret::new(PASSWORD),
        privilege_set: PrivilegeSet::EnrollmentOnly,
    };
    visitor.test.app.create_account(&Caller::operator(), bob).await.expect("an account");
    enroll(&mut visitor, 1).await;
    let known = visitor.device.clone().expect("the browser is known");

    assert!(!visitor.get("/enroll").await.body.contains("Ann"), "no name before the login");
    assert_eq!(visitor.log_in("bob", PASSWORD).await.location(), "/enroll/device");
    snapshot("device", &visitor.get("/enroll/device").await.main());
    assert_eq!(visitor.get(&link(&visitor)).await.status, StatusCode::CONFLICT);
    assert_eq!(visitor.post("/enroll/device", "device=this").await.location(), "/enroll/welcome");
    assert_eq!(visitor.get(&link(&visitor)).await.status, StatusCode::OK);

    // Restricted, the page says so before anything is tried.
    visitor.test.settle(General { restrict_reenrollment: true, ..General::default() }).await;
    visitor.log_in("bob", PASSWORD).await;
    let refused = visitor.get("/enroll/device").await;
    assert!(refused.body.contains("Only") && !refused.body.contains("value=\"this\""), "{}", refused.body);

    // Another device with the same cookie: nothing is asked any more, and the cookie goes.
    assert_eq!(visitor.post("/enroll/device", "device=other").await.location(), "/enroll/welcome");
    assert_eq!(visitor.device, None);
    visitor.device = Some(known);
    assert_eq!(visitor.log_in("bob", PASSWORD).await.location(), "/enroll/welcome", "it is forgotten");
    visitor.device = Some("__Host-device=guess".into());
    assert_eq!(visitor.log_in("bob", PASSWORD).await.location(), "/enroll/welcome");
}

#[tokio::test]
async fn a_computer_that_comes_along_is_not_known_as_the_device() {
    let mut visitor = Visitor::logged_in().await;
    visitor.agent = "Mozilla/5.0 (X11; Linux x86_64) Chrome/131.0 Safari/537.36";
    enroll(&mut visitor, 1).await;
    assert_eq!(visitor.device, None);
}
