//! What each kind of browser sees first.

use http::StatusCode;

use crate::visitor::{SAFARI, Visitor};

const OLD_SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 15_8 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 Mobile/15E148 Safari/604.1";
const CHROME: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1";
const FIREFOX: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/133.0 Mobile/15E148 Safari/605.1.15";
const IN_APP: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 361.0.0.35";
const IPAD: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.2 Safari/605.1.15";
const LINUX: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36";

async fn first_page(agent: &'static str, path: &str) -> String {
    let mut visitor = Visitor::come().await;
    visitor.agent = agent;
    let page = visitor.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{agent}");
    page.body
}

#[tokio::test]
async fn safari_on_an_iphone_gets_the_login_whatever_its_version_says() {
    for agent in [SAFARI, OLD_SAFARI] {
        assert!(first_page(agent, "/enroll").await.contains("action=\"/enroll/login\""), "{agent}");
    }
}

#[tokio::test]
async fn other_browsers_on_ios_are_told_why_and_how() {
    for (agent, name) in [(CHROME, "Chrome"), (FIREFOX, "Firefox"), (IN_APP, "Instagram")] {
        let page = first_page(agent, "/enroll").await;
        assert!(page.contains("Open this page in Safari") && page.contains(name), "{agent}");
        assert!(page.contains("class=\"qr\"") && page.contains("id=\"link\""), "{agent}");
        assert!(!page.contains("action=\"/enroll/login\""), "{agent}");
        let anyway = first_page(agent, "/enroll?browser=any").await;
        assert!(anyway.contains("action=\"/enroll/login\""), "{agent}");
    }
}

#[tokio::test]
async fn a_computer_gets_a_code_to_scan_and_an_ipad_gets_on() {
    for agent in [IPAD, LINUX, ""] {
        let page = first_page(agent, "/enroll").await;
        assert!(page.contains("class=\"qr\""), "{agent}");
        assert!(page.contains("href=\"/enroll?browser=any\" id=\"ipad\""), "{agent}");
    }
    assert!(first_page(IPAD, "/enroll?browser=any").await.contains("action=\"/enroll/login\""));
}
