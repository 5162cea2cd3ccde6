//! What every page carries, and what no page loads.

use crate::visitor::{SAFARI, Visitor};

/// The pages of the way and beside it, with the agent that sees them.
const PAGES: [(&str, &str, bool); 8] = [
    ("/enroll", SAFARI, false),
    ("/enroll", "iPhone CriOS/1", false),
    ("/enroll", "Linux", false),
    ("/enroll/welcome", SAFARI, true),
    ("/enroll/install", SAFARI, true),
    ("/enroll/status", SAFARI, true),
    ("/enroll/profile/wrong.mobileconfig", SAFARI, false),
    ("/ca.pem", SAFARI, false),
];

#[tokio::test]
async fn t07_t35_every_answer_keeps_quiet_and_cannot_be_framed() {
    let mut ann = Visitor::logged_in().await;
    let cookie = ann.cookie.clone();
    for (path, agent, logged_in) in PAGES {
        ann.agent = agent;
        ann.cookie = cookie.clone().filter(|_| logged_in);
        let headers = ann.get(path).await.headers;
        assert_eq!(headers["referrer-policy"], "same-origin", "{path}");
        assert_eq!(headers["cache-control"], "no-store", "{path}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["x-frame-options"], "DENY", "{path}");
        assert!(headers["strict-transport-security"].to_str().unwrap().starts_with("max-age="), "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        for rule in ["default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]
        {
            assert!(policy.contains(rule), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
    }
}

#[tokio::test]
async fn t07_no_page_names_a_foreign_origin_or_runs_what_stands_in_it() {
    let mut ann = Visitor::logged_in().await;
    let cookie = ann.cookie.clone();
    let base = ann.test.app.settings().base_url.clone();
    for (path, agent, logged_in) in PAGES {
        ann.agent = agent;
        ann.cookie = cookie.clone().filter(|_| logged_in);
        let page = ann.get(path).await;
        if !page.content_type().starts_with("text/html") {
            continue;
        }
        let rest = page.body.replace(&base, "");
        assert!(!rest.contains("://"), "{path}");
        for inline in ["<style", " style=", "onclick", "onload", "javascript:", "<script>"] {
            assert!(!page.body.contains(inline), "{path}: {inline}");
        }
        for attribute in ["src=\"", "href=\"", "action=\""] {
            for target in rest.split(attribute).skip(1) {
                assert!(
                    target.starts_with('/') && !target.starts_with("//"),
                    "{path}: {attribute}{target:.40}"
                );
            }
        }
    }
}

#[tokio::test]
async fn assets_are_served_by_exact_name_and_kept_for_ever() {
    let mut visitor = Visitor::come().await;
    let page = visitor.get("/enroll").await;
    let style = page.body.split_once("rel=\"stylesheet\" href=\"").expect("a stylesheet").1;
    let style = style.split('"').next().expect("its end").to_owned();
    let answer = visitor.get(&style).await;
    assert_eq!(answer.content_type(), "text/css; charset=utf-8");
    assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
    for path in ["/enroll/asset/portal.css", "/enroll/asset/0/portal.css", "/enroll/asset/../../Cargo.toml"] {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
}
