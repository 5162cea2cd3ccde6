//! The profile link: cookie-free, repeatable, and readable when it serves no longer.

use domain::time::HOUR;
use http::StatusCode;

use crate::visitor::{Answer, PROFILE_TYPE, Visitor};

fn assert_is_readable(page: &Answer, status: StatusCode) {
    assert_eq!(page.status, status);
    assert_eq!(page.content_type(), "text/html; charset=utf-8");
    assert!(!page.headers.contains_key("content-disposition"));
    assert!(page.body.contains("<h1>"), "{}", page.body);
}

#[tokio::test]
async fn the_profile_comes_as_ios_wants_it_without_a_cookie_and_again() {
    let mut ann = Visitor::logged_in().await;
    let path = ann.profile_path().await;
    let cookie = ann.cookie.take();
    let mut bodies = Vec::new();
    for _ in 0..3 {
        let profile = ann.get(&path).await;
        assert_eq!(profile.status, StatusCode::OK);
        assert_eq!(profile.content_type(), PROFILE_TYPE);
        assert_eq!(profile.headers["content-disposition"], "attachment; filename=\"enroll.mobileconfig\"");
        assert_eq!(profile.headers["cache-control"], "no-store");
        assert_eq!(profile.headers["x-content-type-options"], "nosniff");
        assert_eq!(profile.headers["content-length"], profile.length.to_string());
        assert!(!profile.headers.contains_key("content-encoding"));
        bodies.push(profile.body);
    }
    assert!(bodies[0] != bodies[1] && bodies[1] != bodies[2], "each profile is made anew");
    ann.cookie = cookie;
    assert!(ann.enrollment().await.profile_fetched_at.is_some());
}

#[tokio::test]
async fn t02_fifty_heads_fetch_no_profile() {
    let mut ann = Visitor::logged_in().await;
    let path = ann.profile_path().await;
    for _ in 0..50 {
        let head = ann.head(&path).await;
        assert_eq!((head.status, head.content_type()), (StatusCode::OK, PROFILE_TYPE));
        assert!(head.body.is_empty());
    }
    assert_eq!(ann.enrollment().await.profile_fetched_at, None);
    assert_eq!(ann.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn t10_there_is_no_profile_without_a_login() {
    let mut stranger = Visitor::come().await;
    let id = "00000000-0000-7000-8000-000000000001";
    for file in ["1.mobileconfig", "enroll.mobileconfig", &format!("{id}.mobileconfig"), ".mobileconfig", id]
    {
        assert_is_readable(&stranger.get(&format!("/enroll/profile/{file}")).await, StatusCode::NOT_FOUND);
    }
    assert_eq!(stranger.get("/enroll/install").await.location(), "/enroll");
}

#[tokio::test]
async fn t17_wrong_links_all_get_the_same_answer() {
    let mut ann = Visitor::logged_in().await;
    let path = ann.profile_path().await;
    let nearly = path.replace(".mobileconfig", "A.mobileconfig");
    let first = ann.get("/enroll/profile/wrong.mobileconfig").await;
    for file in [nearly.as_str(), "/enroll/profile/1.mobileconfig", "/enroll/profile/x"] {
        let other = ann.get(file).await;
        assert_eq!((first.status, &first.headers, &first.body), (other.status, &other.headers, &other.body));
    }
}

#[tokio::test]
async fn t76_error_pages_never_carry_the_profile_type() {
    let mut ann = Visitor::logged_in().await;
    let path = ann.profile_path().await;
    ann.test.clock.advance(2 * HOUR);
    let gone = ann.get(&path).await;
    assert_is_readable(&gone, StatusCode::GONE);
    assert!(gone.body.contains("VB-"), "a page that is shown to somebody who logged in has a reference code");
    assert_eq!(ann.head(&path).await.status, StatusCode::GONE);
    assert_is_readable(&ann.get("/enroll/profile/wrong.mobileconfig").await, StatusCode::NOT_FOUND);
    let wrong_method = ann.post(&path, "").await;
    assert_eq!(wrong_method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(wrong_method.content_type(), "text/html; charset=utf-8");
}

#[tokio::test]
async fn t05_whoever_tries_tokens_has_to_wait() {
    let mut guesser = Visitor::logged_in().await;
    let path = guesser.profile_path().await;
    let mut answers = Vec::new();
    for guess in 0..31 {
        answers.push(guesser.get(&format!("/enroll/profile/guess{guess}.mobileconfig")).await);
    }
    let refused = answers.pop().expect("an answer");
    assert!(answers.iter().all(|answer| answer.status == StatusCode::NOT_FOUND));
    assert_is_readable(&refused, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers["retry-after"], "600");
    assert_eq!(guesser.get(&path).await.status, StatusCode::TOO_MANY_REQUESTS);
    guesser.test.clock.advance(600_000);
    assert_eq!(guesser.get(&path).await.status, StatusCode::OK);
}
