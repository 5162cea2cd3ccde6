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
const ANDROID: &str = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36";
const PREVIEW: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_11_1) AppleWebKit/601.2.4 (KHTML, like Gecko) Version/9.0.1 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0";

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
        assert!(page.contains("href=\"x-safari-https://mdm.example.org/enroll\""), "{agent}");
        let anyway = first_page(agent, "/enroll?browser=any").await;
        assert!(anyway.contains("action=\"/enroll/login\""), "{agent}");
    }
}

#[tokio::test]
async fn a_computer_gets_a_code_to_scan_and_an_ipad_gets_on() {
    for agent in [IPAD, LINUX, ANDROID, PREVIEW, ""] {
        let page = first_page(agent, "/enroll").await;
        assert!(page.contains("class=\"qr\""), "{agent}");
        assert!(page.contains("href=\"/enroll?browser=any\" id=\"ipad\""), "{agent}");
        assert_eq!(page.contains("This is the iPad"), agent == IPAD, "{agent}");
        assert_eq!(page.contains("Android devices are not set up here"), agent == ANDROID, "{agent}");
    }
    assert!(first_page(IPAD, "/enroll?browser=any").await.contains("action=\"/enroll/login\""));
}

/// What the install page shows to a browser: after `path`, by its drawings' size and kind.
async fn install_page(agent: &'static str, path: &str) -> String {
    let mut ann = Visitor::logged_in().await;
    ann.agent = agent;
    let page = ann.get(path).await;
    assert_eq!(page.status, StatusCode::OK, "{agent}");
    page.body
}

#[tokio::test]
async fn the_drawings_are_those_of_the_persons_ios_and_may_be_chosen() {
    let newest = install_page(SAFARI, "/enroll/install").await;
    assert!(newest.contains("<a href=\"/enroll/install?ios=26\" aria-current=\"true\">"), "{newest}");
    assert!(
        newest.contains("id=\"shot-settings\"") && newest.contains("VPN &amp; Device Management"),
        "{newest}"
    );
    for (agent, path, chosen) in [
        (OLD_SAFARI, "/enroll/install", "15"),
        (IPAD, "/enroll/install", "ipad"),
        (SAFARI, "/enroll/install?ios=12", "12"),
        (SAFARI, "/enroll/install?ios=nonsense", "26"),
    ] {
        let page = install_page(agent, path).await;
        let mark = format!("<a href=\"/enroll/install?ios={chosen}\" aria-current=\"true\">");
        assert!(page.contains(&mark), "{agent} {path}");
    }
    let oldest = install_page(SAFARI, "/enroll/install?ios=10").await;
    assert!(!oldest.contains("id=\"shot-settings\"") && oldest.contains("opens by itself"), "{oldest}");
}

#[tokio::test]
async fn the_heaviest_page_stays_below_sixty_kilobytes_with_style_and_script() {
    let mut ann = Visitor::logged_in().await;
    let mut octets = 0;
    let page = ann.get("/enroll/install").await;
    for mark in ["<link rel=\"stylesheet\" href=\"", "<script src=\"", "<link rel=\"icon\" href=\""] {
        let (_, rest) = page.body.split_once(mark).expect("a file");
        let path = rest.split('"').next().expect("its end").to_owned();
        octets += ann.get(&path).await.length;
    }
    assert!(octets + page.length <= 60_000, "{octets} and {} octets", page.length);
}
