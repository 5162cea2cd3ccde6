//! The stored terms win: who may log in, whether they must, and what they get.

use domain::enrollment::Ownership;
use domain::invitation::LoginMatch;
use http::StatusCode;

use crate::guest::Guest;
use crate::visitor::PASSWORD;

#[tokio::test]
async fn t09_somebody_else_with_the_link_is_refused_or_recorded_as_the_terms_say() {
    let mut guest = Guest::invited(|terms| terms.login_match = LoginMatch::Must).await;
    guest.go_on().await;
    let page = guest.visitor.log_in("ann", PASSWORD).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("This invitation is for somebody else."), "{}", page.body);
    assert!(page.body.contains("action=\"/enroll/login\"") && page.body.contains("value=\"ann\""));
    assert_eq!((guest.visitor.cookie.clone(), guest.visitor.enrollments().await), (None, 0));
    assert!(guest.visitor.invitation.is_some(), "the right person may still log in");
    assert_eq!(guest.visitor.log_in("berit", PASSWORD).await.location(), "/enroll/welcome");

    let mut guest = Guest::invited(|terms| terms.login_match = LoginMatch::Record).await;
    guest.go_on().await;
    assert_eq!(guest.visitor.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
    let enrollment = guest.visitor.enrollment().await;
    assert_eq!(
        enrollment.person.username, "ann",
        "who they are comes from the login, not from the invitation"
    );
    assert_eq!(enrollment.invitation.map(|invited| invited.recipient_id), Some(guest.recipient().await.id));
}

#[tokio::test]
async fn a_wrong_password_says_so_and_keeps_the_invitation() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.go_on().await;
    let page = guest.visitor.log_in("berit", "a wrong password").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(page.body.contains("admin Example invites"), "{}", page.body);
    assert!(!page.body.contains("a wrong password"));
    assert_eq!(guest.visitor.log_in("berit", PASSWORD).await.location(), "/enroll/welcome");
}

#[tokio::test]
async fn t10_where_a_login_is_asked_for_nothing_comes_before_it() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.go_on().await;
    for page in ["/enroll/welcome", "/enroll/install", "/enroll/done", "/enroll/code", "/enroll/approval"] {
        assert_eq!(guest.visitor.get(page).await.location(), "/enroll", "{page}");
    }
    let token = guest.token().to_owned();
    for file in [&token, &guest.code.clone()] {
        let page = guest.visitor.get(&format!("/enroll/profile/{file}.mobileconfig")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    guest.visitor.cookie = Some(format!("__Host-portal={token}"));
    assert_eq!(guest.visitor.get("/enroll/install").await.status, StatusCode::GONE);
    guest.visitor.cookie = None;
    for form in ["requires_login=false", "login=no&username=berit"] {
        assert_eq!(guest.visitor.post("/enroll/invitation", form).await.location(), "/enroll/login");
    }
    assert_eq!(guest.visitor.enrollments().await, 0);
}

#[tokio::test]
async fn t10_a_login_that_is_asked_for_meanwhile_is_asked_for() {
    let mut guest = Guest::invited(|terms| terms.requires_login = false).await;
    guest.open().await;
    let mut terms = guest.invitation.terms.clone();
    terms.requires_login = true;
    let app = guest.visitor.test.app.clone();
    app.change_invitation(&guest.admin, guest.invitation.id, terms, None).await.expect("changed");
    assert_eq!(guest.visitor.post("/enroll/invitation", "").await.location(), "/enroll/login");
    assert_eq!(guest.visitor.enrollments().await, 0);
}

#[tokio::test]
async fn t11_tampered_parameters_change_no_terms() {
    let mut guest = Guest::invited(|_| {}).await;
    let site = guest.visitor.test.app.create_site(&guest.admin, "North").await.expect("a site").id;
    let mut terms = guest.invitation.terms.clone();
    terms.site_id = Some(site);
    let app = guest.visitor.test.app.clone();
    app.change_invitation(&guest.admin, guest.invitation.id, terms, None).await.expect("changed");
    guest.open().await;
    let tampered =
        "ownership=personal&site=none&site_id=7&recipient=9&expires_at=9&uses_max=99&requires_login=false";
    guest.visitor.post(&format!("/enroll/invitation?{tampered}"), tampered).await;
    let answer = guest.log_in_with(&format!("?{tampered}"), &format!("&{tampered}")).await;
    assert_eq!(answer.location(), "/enroll/welcome");
    for page in ["welcome", "install", "status"] {
        guest.visitor.get(&format!("/enroll/{page}?{tampered}")).await;
    }
    assert_eq!(guest.visitor.post("/enroll/site", "site=none").await.location(), "/enroll/welcome");
    let enrollment = guest.visitor.enrollment().await;
    assert_eq!(enrollment.ownership, Ownership::Institutional);
    assert_eq!((enrollment.site_id, enrollment.person.username.as_str()), (Some(site), "berit"));
    assert_eq!(enrollment.invitation.map(|invited| invited.recipient_id), Some(guest.recipient().await.id));
}

#[tokio::test]
async fn t11_an_answer_that_is_not_asked_for_is_none() {
    let mut guest = Guest::invited(|terms| terms.needs_approval = true).await;
    assert_eq!(guest.log_in().await.location(), "/enroll/approval");
    for path in ["/enroll/code", "/enroll/code/send", "/enroll/site"] {
        assert_eq!(guest.visitor.post(path, "code=123456").await.location(), "/enroll/approval", "{path}");
    }
    let answer = guest.visitor.post("/enroll/approval", "is_approved=true").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    let url = guest.visitor.test.app.profile_url(&guest.visitor.token());
    let link =
        url.strip_prefix(&guest.visitor.test.app.settings().base_url).expect("our own link").to_owned();
    assert_eq!(guest.visitor.get(&link).await.status, StatusCode::CONFLICT);
}
