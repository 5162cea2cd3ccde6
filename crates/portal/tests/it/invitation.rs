//! The pages of somebody who is invited, from the link to the device.

use domain::enrollment::Ownership;
use domain::recipient::Stage;
use domain::time::{DAY, HOUR};
use http::StatusCode;
use testkit::Phone;

use crate::guest::Guest;
use crate::journey::snapshot;
use crate::visitor::{PASSWORD, Visitor};

const CHROME: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1";

#[tokio::test]
async fn an_invited_person_goes_from_the_link_to_the_download() {
    let mut guest = Guest::invited(|_| {}).await;
    let page = guest.open().await;
    assert_eq!(page.status, StatusCode::OK);
    snapshot("invited", &page.main());
    assert!(guest.recipient().await.opened_at.is_none(), "looking changes nothing");

    assert_eq!(guest.visitor.post("/enroll/invitation", "").await.location(), "/enroll/login");
    assert!(guest.recipient().await.opened_at.is_some());
    let login = guest.visitor.get("/enroll/login").await;
    assert!(login.body.contains("Step 1 of 4"), "{}", login.body);
    snapshot("invited_login", &login.main());

    assert_eq!(guest.visitor.log_in("berit", PASSWORD).await.location(), "/enroll/welcome");
    assert_eq!(guest.visitor.invitation, None, "the enrollment is what counts from here on");
    let welcome = guest.visitor.get("/enroll/welcome").await;
    assert!(welcome.body.contains("Step 2 of 4") && welcome.body.contains("berit"), "{}", welcome.body);
    let enrollment = guest.visitor.enrollment().await;
    assert_eq!(enrollment.ownership, Ownership::Institutional);
    let invited = enrollment.invitation.expect("an invitation");
    assert_eq!(invited.recipient_id, guest.recipient().await.id);

    let app = guest.visitor.test.app.clone();
    let mut phone = Phone::new(1);
    phone.fetch_profile(&app, &guest.visitor.profile_path().await).await.expect("a profile");
    phone.request_certificate(&app).await.expect("a certificate");
    phone.authenticate(&app).await.expect("Authenticate");
    phone.update_token(&app).await.expect("TokenUpdate");
    assert_eq!(guest.recipient().await.stage(), Stage::Enrolled);
    assert_eq!(guest.visitor.get("/enroll").await.location(), "/enroll/done");
}

#[tokio::test]
async fn without_a_login_the_button_leads_straight_on() {
    let mut guest = Guest::invited(|terms| terms.requires_login = false).await;
    let page = guest.open().await;
    assert!(page.body.contains("Step 1 of 4") && !page.body.contains("log in"), "{}", page.body);
    assert_eq!(guest.visitor.get("/enroll/login").await.location(), "/enroll/invitation");
    assert_eq!(guest.visitor.post("/enroll/invitation", "").await.location(), "/enroll/welcome");
    let welcome = guest.visitor.get("/enroll/welcome").await;
    assert!(welcome.body.contains("Step 2 of 4"), "{}", welcome.body);
    assert!(welcome.body.contains("Berit &#60;i&#62;Berg"), "{}", welcome.body);
    let path = guest.visitor.profile_path().await;
    assert_eq!(guest.visitor.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_script_notes_that_the_page_was_seen_once() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.open().await;
    for _ in 0..2 {
        let answer = guest.visitor.post("/enroll/invitation/opened", "").await;
        assert_eq!((answer.status, answer.length), (StatusCode::NO_CONTENT, 0));
        guest.visitor.test.advance(HOUR);
    }
    assert_eq!(guest.recipient().await.opened_at, Some(testkit::NOON));
    guest.visitor.invitation = None;
    assert_eq!(guest.visitor.post("/enroll/invitation/opened", "").await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn a_code_is_as_good_as_the_link_however_it_is_typed() {
    let guest = Guest::invited(|_| {}).await;
    let bare = guest.code.replace('-', "");
    let base = guest.visitor.test.app.settings().base_url.clone();
    let typed = [
        guest.code.clone(),
        bare.to_lowercase(),
        format!("  {} {} ", &bare[..5], &bare[5..]),
        format!("{base}{}", guest.link),
    ];
    let mut visitor = guest.visitor;
    assert!(visitor.get("/enroll").await.body.contains("href=\"/enroll/code-entry\""));
    snapshot("code_entry", &visitor.get("/enroll/code-entry").await.main());
    for code in typed {
        let answer =
            visitor.post("/enroll/code-entry", &format!("code={}", crate::visitor::percent(&code))).await;
        assert_eq!(answer.location(), "/enroll/invitation", "{code}");
        assert!(visitor.get("/enroll/invitation").await.body.contains("You’re invited"), "{code}");
        visitor.invitation = None;
    }
    let empty = visitor.post("/enroll/code-entry", "").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Enter the code."), "{}", empty.body);
    assert_eq!(visitor.invitation, None);
}

#[tokio::test]
async fn an_invitation_may_stand_in_the_query_of_the_enrollment_page() {
    let guest = Guest::invited(|_| {}).await;
    let keys = [guest.token().to_owned(), guest.decimal.clone(), guest.code.clone()];
    let mut visitor = guest.visitor;
    for key in keys {
        let answer = visitor.get(&format!("/enroll?invitation={key}")).await;
        assert_eq!(
            (answer.status, answer.location()),
            (StatusCode::SEE_OTHER, "/enroll/invitation"),
            "{key}"
        );
        assert_eq!(visitor.get("/enroll").await.location(), "/enroll/invitation");
        visitor.invitation = None;
    }
    assert!(visitor.get("/enroll").await.body.contains("action=\"/enroll/login\""));
}

#[tokio::test]
async fn another_browser_and_a_computer_are_told_where_the_link_is() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.visitor.agent = CHROME;
    let page = guest.open().await;
    snapshot("invited_other_browser", &page.main());
    guest.visitor.agent = "Linux";
    let page = guest.open().await;
    snapshot("invited_computer", &page.main());
    assert!(guest.visitor.get("/enroll/invitation?browser=any").await.body.contains(">Continue<"));
}

#[tokio::test]
async fn an_invitation_that_has_ended_says_why_and_a_new_link_can_be_asked_for() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.open().await;
    guest.visitor.test.advance(7 * DAY);
    let page = guest.visitor.get("/enroll/invitation").await;
    assert_eq!(page.status, StatusCode::GONE);
    snapshot("invitation_expired", &page.main());

    let answer = guest.visitor.post("/enroll/invitation/new-link", "").await;
    let told = guest.visitor.get(answer.location()).await;
    snapshot("invitation_new_link_asked", &told.main());
    assert!(guest.recipient().await.new_link_wanted_at.is_some());
    let again = guest.visitor.post("/enroll/invitation/new-link", "").await;
    let page = guest.visitor.get(again.location()).await;
    assert!(page.body.contains("You have asked already"), "{}", page.body);
    assert!(!page.body.contains("Request a new link"), "{}", page.body);

    assert_eq!(guest.visitor.post("/enroll/invitation/leave", "").await.location(), "/enroll");
    assert!(guest.visitor.get("/enroll").await.body.contains("action=\"/enroll/login\""));
}

#[tokio::test]
async fn every_refusal_has_its_own_words() {
    let mut guest = Guest::invited(|terms| terms.uses_max = Some(1)).await;
    guest.log_in().await;
    let path = guest.visitor.profile_path().await;
    guest.visitor.get(&path).await;
    guest.visitor.cookie = None;
    let page = guest.open().await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("has been used") && page.body.contains("Request a new link"), "{}", page.body);

    guest.pause().await;
    let page = guest.open().await;
    assert!(page.body.contains("is paused") && !page.body.contains("Request a new link"), "{}", page.body);
    guest.resume().await;
    guest.revoke().await;
    let page = guest.open().await;
    assert!(page.body.contains("was withdrawn") && page.body.contains("Request a new link"), "{}", page.body);

    let hours =
        domain::invitation::Hours { days: [true; 7], from_minute: 0, to_minute: 60, zone: "UTC".into() };
    let mut guest = Guest::invited(|terms| terms.hours = Some(hours)).await;
    let page = guest.go_on().await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("certain hours"), "{}", page.body);
    assert_eq!(guest.visitor.enrollments().await, 0);
}

#[tokio::test]
async fn whoever_opens_the_link_again_is_where_they_were() {
    let mut guest = Guest::invited(|_| {}).await;
    assert_eq!(guest.log_in().await.location(), "/enroll/welcome");
    let path = guest.visitor.profile_path().await;
    guest.visitor.get(&path).await;
    let link = guest.link.clone();
    guest.visitor.get(&link).await;
    assert_eq!(guest.visitor.get("/enroll/invitation").await.location(), "/enroll/install");
    assert_eq!(guest.visitor.post("/enroll/invitation", "").await.location(), "/enroll/install");
    assert_eq!(guest.visitor.enrollments().await, 1);
}

#[tokio::test]
async fn a_new_link_takes_the_place_of_an_earlier_enrollment() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.visitor.log_in("ann", PASSWORD).await;
    let earlier = guest.visitor.cookie.clone();
    assert_eq!(guest.log_in().await.location(), "/enroll/welcome");
    assert_ne!(guest.visitor.cookie, earlier);
    assert_eq!(guest.visitor.enrollment().await.person.username, "berit");
    guest.visitor.cookie = earlier;
    assert_eq!(guest.visitor.get("/enroll/welcome").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn the_one_time_code_comes_first_and_wrong_ones_are_counted() {
    let mut guest = Guest::invited(|terms| {
        terms.asks_code = true;
        terms.requires_login = false;
    })
    .await;
    let page = guest.open().await;
    assert!(page.body.contains("Step 1 of 5") && page.body.contains("b…@example.org"), "{}", page.body);
    assert_eq!(guest.visitor.post("/enroll/invitation", "").await.location(), "/enroll/code");
    let page = guest.visitor.get("/enroll/code").await;
    assert!(page.body.contains("Step 2 of 5"), "{}", page.body);
    snapshot("code", &page.main());
    for page in ["/enroll", "/enroll/welcome", "/enroll/install"] {
        assert_eq!(guest.visitor.get(page).await.location(), "/enroll/code", "{page}");
    }
    assert_eq!(guest.visitor.post("/enroll/code", "code=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(guest.visitor.post("/enroll/code/send", "").await.location(), "/enroll/code?sent");
    assert!(guest.visitor.get("/enroll/code?sent").await.body.contains("Another code is on its way."));
    for _ in 0..5 {
        let page = guest.visitor.post("/enroll/code", "code=nothing").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.body.contains("This code is not right"), "{}", page.body);
    }
    let page = guest.visitor.post("/enroll/code", "code=123456").await;
    assert!(page.body.contains("There were too many codes."), "{}", page.body);
    for _ in 0..2 {
        assert_eq!(guest.visitor.post("/enroll/code/send", "").await.status, StatusCode::SEE_OTHER);
    }
    let page = guest.visitor.post("/enroll/code/send", "").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("There were too many codes."), "{}", page.body);
}

#[tokio::test]
async fn the_right_code_leads_on_and_is_spent() {
    let mut guest = Guest::invited(|terms| terms.asks_code = true).await;
    assert_eq!(guest.log_in().await.location(), "/enroll/code");
    let code = guest.held_code().await;
    let (one, other) = code.split_at(3);
    assert_eq!(
        guest.visitor.post("/enroll/code", &format!("code={one}+{other}")).await.location(),
        "/enroll/welcome"
    );
    assert_eq!(guest.visitor.get("/enroll/code").await.location(), "/enroll/welcome");
    let path = guest.visitor.profile_path().await;
    assert_eq!(guest.visitor.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn approval_is_waited_for_and_leads_on() {
    let mut guest = Guest::invited(|terms| terms.needs_approval = true).await;
    assert_eq!(guest.log_in().await.location(), "/enroll/approval");
    let page = guest.visitor.get("/enroll/approval").await;
    assert!(page.body.contains("Step 2 of 5"), "{}", page.body);
    snapshot("approval", &page.main());
    assert!(guest.visitor.get("/enroll/status").await.body.contains(r#""waits_for_approval":true"#));
    assert_eq!(guest.visitor.get("/enroll/welcome").await.location(), "/enroll/approval");

    let id = guest.visitor.enrollment().await.id;
    guest.visitor.test.app.decide_enrollment(&guest.admin, id, true).await.expect("approved");
    assert!(guest.visitor.first_event().await.contains(r#""waits_for_approval":false"#));
    assert_eq!(guest.visitor.get("/enroll/approval").await.location(), "/enroll/welcome");

    let mut guest = Guest::invited(|terms| terms.needs_approval = true).await;
    guest.log_in().await;
    let id = guest.visitor.enrollment().await.id;
    guest.visitor.test.app.decide_enrollment(&guest.admin, id, false).await.expect("declined");
    let page = guest.visitor.get("/enroll/approval").await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(page.body.contains("Not approved"), "{}", page.body);
}

#[tokio::test]
async fn whoever_comes_without_an_invitation_notices_nothing() {
    let mut visitor = Visitor::come().await;
    for path in ["/enroll/invitation", "/enroll/login"] {
        assert_eq!(visitor.get(path).await.location(), "/enroll", "{path}");
    }
    for path in ["/enroll/invitation", "/enroll/invitation/new-link", "/enroll/invitation/leave"] {
        assert_eq!(visitor.post(path, "").await.location(), "/enroll", "{path}");
    }
    let login = visitor.log_in("ann", PASSWORD).await;
    assert_eq!(login.headers.get_all("set-cookie").iter().count(), 1);
    assert_eq!(visitor.enrollment().await.invitation, None);
    for page in ["/enroll/code", "/enroll/approval"] {
        assert_eq!(visitor.get(page).await.location(), "/enroll/welcome", "{page}");
    }
}
