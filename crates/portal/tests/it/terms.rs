//! Nothing a browser sends changes the terms, the addresses or the way.

use domain::enrollment::Ownership;
use http::StatusCode;

use crate::visitor::{PASSWORD, SAFARI, Visitor, percent};

#[tokio::test]
async fn t11_tampered_parameters_change_no_terms() {
    let mut ann = Visitor::come().await;
    let form = format!(
        "username=ann&password={}&ownership=personal&site=1&account_id=7&person.username=boss&expires_at=9",
        percent(PASSWORD)
    );
    assert_eq!(
        ann.post("/enroll/login?ownership=personal&site=1", &form).await.location(),
        "/enroll/welcome"
    );
    let before = ann.enrollment().await;
    for page in ["welcome", "install", "status"] {
        ann.get(&format!("/enroll/{page}?ownership=personal&site=1&username=boss&enrollment=0")).await;
    }
    let path = ann.profile_path().await;
    ann.get(&format!("{path}?ownership=personal")).await;
    let after = ann.enrollment().await;
    assert_eq!(after.ownership, Ownership::Institutional);
    assert_eq!((after.person.username.as_str(), after.site_id), ("ann", None));
    assert_eq!((after.id, after.expires_at, after.person), (before.id, before.expires_at, before.person));
}

#[tokio::test]
async fn t12_a_hostile_host_changes_no_address() {
    const HOSTILE: [(&str, &str); 4] = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "gopher"),
        ("forwarded", "host=evil.example;proto=http"),
    ];
    let mut ann = Visitor::logged_in().await;
    let cookie = ann.cookie.clone();
    for path in ["/enroll", "/enroll/welcome", "/enroll/install", "/enroll/done", "/enroll/status"] {
        let agents = if path == "/enroll" { ["", "iPhone CriOS/1"] } else { [SAFARI, SAFARI] };
        for agent in agents {
            ann.agent = agent;
            ann.cookie = if path == "/enroll" { None } else { cookie.clone() };
            ann.extra.clear();
            let plain = ann.get(path).await;
            ann.extra = HOSTILE.into();
            let hostile = ann.get(path).await;
            assert_eq!((&plain.body, plain.headers), (&hostile.body, hostile.headers), "{path}");
            assert!(!hostile.body.contains("evil"), "{path}");
        }
    }
}

#[tokio::test]
async fn t66_no_redirect_goes_where_a_request_says() {
    let mut ann = Visitor::logged_in().await;
    for target in ["//evil.example", "/\\evil.example", "https://evil.example", "%2F%2Fevil.example"] {
        for name in ["next", "return", "url", "redirect", "browser"] {
            assert_eq!(ann.get(&format!("/enroll?{name}={target}")).await.location(), "/enroll/welcome");
        }
        let answer = ann.post(&format!("/enroll/logout?next={target}"), &format!("next={target}")).await;
        assert_eq!(answer.location(), "/enroll");
        ann.log_in("ann", PASSWORD).await;
    }
}

#[tokio::test]
async fn t35_a_form_from_elsewhere_is_refused() {
    let mut ann = Visitor::logged_in().await;
    let cookie = ann.cookie.clone();
    for header in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ] {
        ann.extra = vec![header];
        for path in ["/enroll/login", "/enroll/logout"] {
            let page = ann.post(path, "username=ann&password=x").await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{header:?} {path}");
            assert!(page.body.contains("refused"), "{}", page.body);
            assert_eq!(ann.cookie, cookie);
        }
    }
    ann.extra = vec![("sec-fetch-site", "same-origin")];
    assert_eq!(ann.get("/enroll/welcome").await.status, StatusCode::OK);
    assert_eq!(ann.post("/enroll/logout", "").await.location(), "/enroll");
}
