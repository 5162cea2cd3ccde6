//! The link itself: what looking at it changes, what it gives away, and those who guess.

use http::{Method, StatusCode};

use crate::guest::Guest;
use crate::visitor::{PASSWORD, Visitor, percent};

#[tokio::test]
async fn t02_fifty_looks_of_a_scanner_use_nothing_up() {
    let mut guest = Guest::invited(|_| {}).await;
    let query = format!("/enroll?invitation={}", guest.token());
    for _ in 0..50 {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            for path in [guest.link.as_str(), &query, "/enroll/invitation", "/enroll/login"] {
                guest.visitor.send(method.clone(), path, "").await;
            }
        }
    }
    let recipient = guest.recipient().await;
    assert_eq!((recipient.opened_at, recipient.uses_reserved, recipient.uses_counted), (None, 0, 0));
    assert_eq!(guest.visitor.enrollments().await, 0);
    assert_eq!(guest.log_in().await.location(), "/enroll/welcome");
    let path = guest.visitor.profile_path().await;
    assert_eq!(guest.visitor.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn t07_the_link_becomes_a_cookie_and_leaves_no_trace() {
    let mut guest = Guest::invited(|_| {}).await;
    let (link, query) = (guest.link.clone(), format!("/enroll?invitation={}", guest.token()));
    for path in [&link, &query] {
        for method in [Method::GET, Method::HEAD] {
            let answer = guest.visitor.send(method, path, "").await;
            assert_eq!((answer.status, answer.length), (StatusCode::SEE_OTHER, 0));
            assert_eq!(answer.location(), "/enroll/invitation");
            assert_eq!(answer.headers["referrer-policy"], "no-referrer");
            assert_eq!(answer.headers["cache-control"], "no-store");
            let cookie = answer.headers["set-cookie"].to_str().expect("ASCII");
            assert!(cookie.starts_with("__Host-invitation="), "{cookie}");
            for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=86400"] {
                assert!(cookie.split("; ").any(|part| part == attribute), "{attribute}: {cookie}");
            }
        }
    }
    let base = guest.visitor.test.app.settings().base_url.clone();
    for path in
        ["/enroll/invitation", "/enroll/login", "/enroll/invitation?browser=any", "/enroll/code-entry"]
    {
        for agent in [crate::visitor::SAFARI, "iPhone CriOS/1", "Linux"] {
            guest.visitor.agent = agent;
            let page = guest.visitor.get(path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            assert_eq!(page.headers["cache-control"], "no-store", "{path}");
            assert_eq!(page.headers["referrer-policy"], "same-origin", "{path}");
            assert!(!page.body.to_lowercase().contains(guest.token()), "{path}");
            assert!(!page.body.contains(&guest.code), "{path}");
            assert!(!page.body.replace(&base, "").contains("://"), "{path}");
        }
    }
}

#[tokio::test]
async fn t17_whatever_is_no_link_gets_one_answer() {
    let mut visitor = Visitor::come().await;
    let unknown = domain::invitation::LinkToken::from_random([9; 16]);
    let first = visitor.get(&format!("/i/{}", unknown.secret().expose())).await;
    assert_eq!(first.status, StatusCode::NOT_FOUND);
    assert!(first.body.contains("This link is not valid"), "{}", first.body);
    assert_eq!(first.headers["referrer-policy"], "no-referrer");
    assert!(!first.headers.contains_key("set-cookie"));
    let decimal = unknown.decimal();
    let code = domain::invitation::LinkCode::from_random([3; 8]).shown();
    for path in [
        "/i/1".to_owned(),
        "/i/000000000000000000000000000".into(),
        "/i/%ff%fe".into(),
        "/i/..%2f..%2fetc%2fpasswd".into(),
        "/i/a/b/c".into(),
        format!("/i/{}", "9".repeat(3_000)),
        "/i/00000000-0000-7000-8000-000000000001".into(),
        format!("/i/{code}"),
        format!("/enroll?invitation={}", decimal.expose()),
        "/enroll?invitation=".into(),
        "/enroll?invitation=1".into(),
        "/enroll?browser=any&invitation=%00".into(),
    ] {
        let other = visitor.get(&path).await;
        assert_eq!(
            (other.status, &other.headers, &other.body),
            (first.status, &first.headers, &first.body),
            "{path}"
        );
    }
}

#[tokio::test]
async fn t17_a_wrong_code_gets_the_same_words_whatever_is_wrong_with_it() {
    let mut visitor = Visitor::come().await;
    let unknown = domain::invitation::LinkCode::from_random([3; 8]).shown();
    let mut bodies = Vec::new();
    for code in [unknown.as_str(), "AAAAA-AAAAA", "1", "<script>", "Ünïcödé"] {
        let page = visitor.post("/enroll/code-entry", &format!("code={}", percent(code))).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        assert!(page.body.contains("This link or code is not valid."), "{}", page.body);
        let (before, rest) = page.body.split_once(" value=\"").expect("a value");
        bodies.push(format!("{before}{}", rest.split_once('"').expect("its end").1));
    }
    assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn t05_links_codes_and_cookies_are_guessed_from_one_budget() {
    let mut guest = Guest::invited(|_| {}).await;
    for guess in 0..10 {
        assert_eq!(guest.visitor.get(&format!("/i/{guess}")).await.status, StatusCode::NOT_FOUND);
        let typed = guest.visitor.post("/enroll/code-entry", &format!("code={guess}")).await;
        assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY);
        guest.visitor.invitation = Some(format!("__Host-invitation={guess}"));
        assert_eq!(guest.visitor.get("/enroll/invitation").await.status, StatusCode::NOT_FOUND);
        assert_eq!(guest.visitor.invitation, None, "a cookie that opens nothing goes");
    }
    let (link, code) = (guest.link.clone(), guest.code.clone());
    let refused = guest.visitor.get(&link).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.headers["retry-after"], "600");
    let typed = guest.visitor.post("/enroll/code-entry", &format!("code={code}")).await;
    assert_eq!(typed.status, StatusCode::TOO_MANY_REQUESTS);
    guest.visitor.invitation = Some(format!("__Host-invitation={}", guest.token()));
    for path in ["/enroll/invitation", "/enroll/login"] {
        assert_eq!(guest.visitor.get(path).await.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
    }
    let login = guest.visitor.log_in("berit", PASSWORD).await;
    assert_eq!(login.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(guest.visitor.enrollments().await, 0);

    guest.visitor.test.advance(600_000);
    assert_eq!(guest.log_in().await.location(), "/enroll/welcome");
}

#[tokio::test]
async fn t12_a_hostile_host_changes_no_page_of_an_invitation() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.open().await;
    let link = guest.link.clone();
    for path in [link.as_str(), "/enroll/invitation", "/enroll/login", "/enroll/code-entry"] {
        for agent in [crate::visitor::SAFARI, "iPhone CriOS/1", "Linux"] {
            guest.visitor.agent = agent;
            guest.visitor.extra.clear();
            let plain = guest.visitor.get(path).await;
            guest.visitor.extra = vec![
                ("host", "evil.example"),
                ("x-forwarded-host", "evil.example"),
                ("x-forwarded-proto", "gopher"),
                ("forwarded", "host=evil.example;proto=http"),
            ];
            let hostile = guest.visitor.get(path).await;
            assert_eq!((&plain.body, plain.headers), (&hostile.body, hostile.headers), "{path}");
            assert!(!hostile.body.contains("evil"), "{path}");
        }
    }
}

#[tokio::test]
async fn t35_a_form_from_elsewhere_moves_nobody() {
    let mut guest = Guest::invited(|terms| terms.requires_login = false).await;
    guest.open().await;
    guest.visitor.extra = vec![("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    for path in ["", "/opened", "/new-link", "/leave"] {
        let answer = guest.visitor.post(&format!("/enroll/invitation{path}"), "").await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(guest.visitor.post("/enroll/code-entry", "code=1").await.status, StatusCode::FORBIDDEN);
    assert_eq!((guest.visitor.enrollments().await, guest.recipient().await.opened_at), (0, None));
}
