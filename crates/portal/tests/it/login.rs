//! The login form, and those who guess.

use http::StatusCode;

use crate::visitor::{PASSWORD, Visitor};

#[tokio::test]
async fn empty_fields_are_named_beside_the_fields() {
    let mut ann = Visitor::come().await;
    let page = ann.log_in("", "").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains(r#"id="username-fault">Enter your username."#), "{}", page.body);
    assert!(page.body.contains(r#"aria-describedby="password-fault""#), "{}", page.body);
    assert_eq!(ann.post("/enroll/login", "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn t17_t23_a_failed_login_says_the_same_whether_the_account_exists_or_not() {
    let mut guesser = Visitor::come().await;
    let known = guesser.log_in("ann", "a wrong password").await;
    let unknown = guesser.log_in("bob", "a wrong password").await;
    assert_eq!((known.status, unknown.status), (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN));
    assert_eq!(known.body.replace("value=\"ann\"", ""), unknown.body.replace("value=\"bob\"", ""));
    assert_eq!(known.headers, unknown.headers);
    assert!(!known.body.contains("a wrong password"));
    assert_eq!(guesser.cookie, None);
}

#[tokio::test]
async fn a_directory_that_is_down_is_said_in_words_and_local_accounts_still_log_in() {
    let mut nora = Visitor::come().await;
    nora.test.ldap("Staff", "dc=staff").await;
    nora.test.silence_directory("dc=staff");
    let page = nora.log_in("nora", "the right password").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("does not answer"), "{}", page.body);
    assert!(page.body.contains("Local accounts still work"), "{}", page.body);
    assert!(page.body.contains(r#"value="nora""#), "{}", page.body);
    assert!(!page.body.contains("the right password"), "{}", page.body);
    assert_eq!(nora.cookie, None);
    assert_eq!(nora.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
}

#[tokio::test]
async fn t22_a_guesser_has_to_wait_and_forwarding_headers_do_not_help() {
    let mut guesser = Visitor::come().await;
    for _ in 0..5 {
        assert_eq!(guesser.log_in("ann", "a wrong password").await.status, StatusCode::FORBIDDEN);
    }
    guesser.extra = vec![("x-forwarded-for", "203.0.113.77"), ("forwarded", "for=203.0.113.78")];
    let page = guesser.log_in("ann", PASSWORD).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(page.headers["retry-after"], "5");
    assert!(page.body.contains("too many tries"), "{}", page.body);
    guesser.test.clock.advance(5_000);
    assert_eq!(guesser.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
}

#[tokio::test]
async fn t24_each_login_has_a_new_session_and_ends_the_one_before() {
    let mut ann = Visitor::come().await;
    ann.cookie = Some("__Host-portal=chosen-by-somebody-else".into());
    ann.log_in("ann", PASSWORD).await;
    let first = ann.cookie.clone().expect("a cookie");
    assert!(!first.contains("chosen"), "{first}");
    ann.log_in("ann", PASSWORD).await;
    let second = ann.cookie.replace(first.clone());
    assert_ne!(second, Some(first));
    assert_eq!(ann.get("/enroll/install").await.status, StatusCode::GONE);
    ann.cookie = second;
    assert_eq!(ann.get("/enroll/install").await.status, StatusCode::OK);
}

#[tokio::test]
async fn t28_probe_strings_appear_as_they_were_typed() {
    let mut prober = Visitor::come().await;
    for probe in [
        "${7*7}",
        "{{7*7}}",
        "<%= 7*7 %>",
        "#{7*7}",
        "*{7*7}",
        "{% if 1 %}",
        "<script>alert(7*7)</script>",
        "\"><b>",
    ] {
        let page = prober.log_in(probe, "a wrong password").await;
        let shown =
            page.body.split_once("value=\"").and_then(|(_, rest)| rest.split_once('"')).expect("a value").0;
        let read = ["&#60;<", "&#62;>", "&#34;\"", "&#39;'", "&#38;&"].iter().fold(
            shown.to_owned(),
            |text, pair| {
                let (entity, character) = pair.split_at(5);
                text.replace(entity, character)
            },
        );
        assert_eq!(read, probe);
        // The addresses of files above it have digits of their own.
        let (_, main) = page.body.split_once("<main").expect("a main part");
        assert!(!main.contains("49") || probe.contains("49"), "{probe}");
    }
}

#[tokio::test]
async fn t36_a_name_with_markup_is_text() {
    let mut ann = Visitor::logged_in().await;
    let page = ann.get("/enroll/welcome").await;
    assert!(page.body.contains("Ann &#60;b&#62;Miller"), "{}", page.body);
}

#[tokio::test]
async fn a_form_too_large_is_refused_with_a_page() {
    let mut visitor = Visitor::come().await;
    let page = visitor.log_in("ann", &"x".repeat(300_000)).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(page.body.contains("<main"), "{}", page.body);
}
