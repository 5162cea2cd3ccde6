//! The way from `/enroll` to the install page, as one person goes it.

use domain::time::HOUR;
use http::StatusCode;
use testkit::Phone;

use crate::visitor::{PASSWORD, Visitor};

/// Compares a page's main content with its snapshot.
pub(crate) fn snapshot(name: &str, main: &str) {
    insta::with_settings!({ filters => vec![
        (r#"datetime="[^"]+""#, r#"datetime="[time]""#),
        (r">\d\d:\d\d UTC<", ">[time of day]<"),
        (r">\d+ \w+ \d{4}, \d\d:\d\d UTC<", ">[time]<"),
        (r#"data-(now|until)="\d+""#, r#"data-$1="[ms]""#),
        (r"profile/[A-Za-z0-9_-]+\.mobileconfig", "profile/[token].mobileconfig"),
        (r"certificate/[A-Za-z0-9_-]+\.mobileconfig", "certificate/[token].mobileconfig"),
    ]}, { insta::assert_snapshot!(name, main); });
}

#[tokio::test]
async fn a_person_goes_from_login_to_the_download() {
    let mut ann = Visitor::come().await;
    let login = ann.get("/enroll").await;
    assert_eq!(login.status, StatusCode::OK);
    snapshot("login", &login.main());

    assert_eq!(ann.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
    snapshot("welcome", &ann.get("/enroll/welcome").await.main());
    snapshot("install", &ann.get("/enroll/install").await.main());
    assert_eq!(ann.get("/enroll").await.location(), "/enroll/welcome");
    assert_eq!(ann.get("/enroll/done").await.location(), "/enroll/welcome");

    let path = ann.profile_path().await;
    assert_eq!(ann.get(&path).await.status, StatusCode::OK);
    snapshot("install_fetched", &ann.get("/enroll/install").await.main());
    assert_eq!(ann.get("/enroll").await.location(), "/enroll/install");
}

#[tokio::test]
async fn the_pages_follow_the_phone_to_the_end() {
    let mut ann = Visitor::logged_in().await;
    let app = ann.test.app.clone();
    let mut phone = Phone::new(1);
    phone.fetch_profile(&app, &ann.profile_path().await).await.expect("a profile");
    phone.request_certificate(&app).await.expect("a certificate");
    assert!(ann.get("/enroll/status").await.body.contains(r#""step":"certificate-issued""#));
    phone.authenticate(&app).await.expect("Authenticate");
    let install = ann.get("/enroll/install").await;
    assert!(install.body.contains(r#"data-step="checked-in""#), "{}", install.body);
    assert!(install.body.contains(r#"data-downloadable="false""#), "{}", install.body);

    phone.update_token(&app).await.expect("TokenUpdate");
    assert!(ann.first_event().await.contains(r#""outcome":"enrolled""#));
    for path in ["/enroll", "/enroll/welcome", "/enroll/install"] {
        assert_eq!(ann.get(path).await.location(), "/enroll/done", "{path}");
    }
    snapshot("done", &ann.get("/enroll/done").await.main());

    phone.check_out(&app).await.expect("CheckOut");
    let over = ann.get("/enroll/done").await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.body.contains("No longer managed"), "{}", over.body);
}

#[tokio::test]
async fn t76_a_refused_phone_shows_on_the_page_with_a_code_and_may_try_again() {
    let mut ann = Visitor::logged_in().await;
    let app = ann.test.app.clone();
    let path = ann.profile_path().await;
    let (mut phone, mut other) = (Phone::new(1), Phone::new(2));
    phone.fetch_profile(&app, &path).await.expect("a profile");
    phone.request_certificate(&app).await.expect("a certificate");
    let stolen = other.scep_request(&app, &phone.challenge());
    assert!(other.send_scep(&app, &stolen).await.is_err(), "a challenge serves once");

    let code = ann.enrollment().await.stop.expect("a stop").reference;
    for page in [ann.get("/enroll/status").await, ann.get("/enroll/install").await] {
        assert!(
            page.body.contains("already been used") && page.body.contains(code.as_str()),
            "{}",
            page.body
        );
    }
    ann.test.advance(1_000);
    assert_eq!(ann.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn status_and_events_tell_the_same() {
    let mut ann = Visitor::logged_in().await;
    let status = ann.get("/enroll/status").await;
    assert_eq!((status.status, status.content_type()), (StatusCode::OK, "application/json"));
    assert!(status.body.contains(r#""step":"logged-in""#), "{}", status.body);
    assert!(status.body.contains(r#""outcome":"under-way""#), "{}", status.body);
    assert_eq!(ann.first_event().await.trim(), format!("data: {}", status.body));

    let path = ann.profile_path().await;
    ann.get(&path).await;
    let status = ann.get("/enroll/status").await;
    assert!(status.body.contains(r#""step":"profile-fetched""#), "{}", status.body);
    assert_eq!(ann.first_event().await.trim(), format!("data: {}", status.body));
}

#[tokio::test]
async fn a_session_past_its_time_says_so_and_begins_again() {
    let mut ann = Visitor::logged_in().await;
    ann.test.clock.advance(2 * HOUR);
    for path in ["/enroll/welcome", "/enroll/install", "/enroll/done"] {
        let page = ann.get(path).await;
        assert_eq!(page.status, StatusCode::GONE, "{path}");
        assert!(page.body.contains("Begin again"), "{path}");
    }
    let status = ann.get("/enroll/status").await;
    assert_eq!(status.status, StatusCode::UNAUTHORIZED);
    assert!(status.body.contains(r#""outcome":"ended""#), "{}", status.body);
    assert_eq!(ann.post("/enroll/logout", "").await.location(), "/enroll");
    assert_eq!(ann.cookie, None);
    assert_eq!(ann.get("/enroll").await.status, StatusCode::OK);
}

#[tokio::test]
async fn whoever_has_not_logged_in_is_sent_to_the_start() {
    let mut stranger = Visitor::come().await;
    for path in ["/enroll/welcome", "/enroll/install", "/enroll/done", "/enroll/login"] {
        assert_eq!(stranger.get(path).await.location(), "/enroll", "{path}");
    }
    assert_eq!(stranger.get("/enroll/status").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(stranger.get("/enroll/events").await.status, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn logging_out_ends_the_session_on_the_server() {
    let mut ann = Visitor::logged_in().await;
    let cookie = ann.cookie.clone();
    assert_eq!(ann.post("/enroll/logout", "").await.location(), "/enroll");
    ann.cookie = cookie;
    assert_eq!(ann.get("/enroll/install").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn t02_fifty_gets_and_heads_change_nothing() {
    let mut scanner = Visitor::come().await;
    for _ in 0..50 {
        for route in portal::routes() {
            let path = route.path.replace("{file}", "guess.mobileconfig").replace("{*token}", "guess");
            scanner.head(&path).await;
            scanner.get(&path).await;
        }
    }
    assert_eq!(scanner.enrollments().await, 0);
    let mut ann = scanner;
    assert_eq!(ann.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");

    for _ in 0..50 {
        ann.get("/enroll/welcome").await;
        ann.get("/enroll/install").await;
        ann.head("/enroll/install").await;
    }
    assert_eq!(ann.enrollments().await, 1);
    assert_eq!(ann.enrollment().await.profile_fetched_at, None);
}

#[tokio::test]
async fn every_route_of_the_list_is_served() {
    let mut stranger = Visitor::come().await;
    for route in portal::routes() {
        let path = route.path.replace("{file}", "guess.txt").replace("{*rest}", "no/such/page");
        let path =
            path.replace("{*token}", "0123456789").replace("{token}", "guess").replace("{sample}", "login");
        let answer = stranger.send(route.method.clone(), &path, "").await;
        let expected_missing = ["{file}", "{*rest}", "token}"].iter().any(|part| route.path.contains(part));
        assert_eq!(answer.status == StatusCode::NOT_FOUND, expected_missing, "{} {path}", route.method);
        assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{} {path}", route.method);
    }
    for path in ["/favicon.ico", "/favicon.svg", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"]
    {
        assert_eq!(stranger.get(path).await.status, StatusCode::OK, "{path}");
    }
    let roots = stranger.get("/ca.pem").await;
    assert_eq!(roots.content_type(), "application/x-pem-file");
    assert_eq!(roots.body, stranger.test.app.ca_pem());
}
