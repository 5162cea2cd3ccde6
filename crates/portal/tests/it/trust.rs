//! The two-step way as a person goes it: certificate, switch, profile; and the probe.

use app::Caller;
use domain::setting::General;
use http::StatusCode;

use crate::journey::snapshot;
use crate::visitor::{PASSWORD, PROFILE_TYPE, Visitor};

async fn come() -> Visitor {
    let mut visitor = Visitor::come().await;
    let general = General { skip_certificate_installation: false, ..General::default() };
    visitor.test.app.change_setting(&Caller::operator(), general, 0).await.expect("changed");
    assert_eq!(visitor.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
    visitor
}

/// Returns the path of the link to the certificate, as it stands on the page.
async fn certificate_path(visitor: &mut Visitor) -> String {
    let page = visitor.get("/enroll/certificate").await;
    let base = &visitor.test.app.settings().base_url;
    let (_, rest) = page.body.split_once(&format!("href=\"{base}/enroll/certificate/")).expect("a link");
    format!("/enroll/certificate/{}", rest.split('"').next().expect("its end"))
}

#[tokio::test]
async fn a_person_installs_the_certificate_switches_it_on_and_gets_the_profile() {
    let mut ann = come().await;
    let welcome = ann.get("/enroll/welcome").await;
    assert!(welcome.body.contains("Step 2 of 6") && welcome.body.contains("href=\"/enroll/certificate\""));
    assert_eq!(ann.get("/enroll/install").await.location(), "/enroll/welcome", "not yet");
    snapshot("certificate", &ann.get("/enroll/certificate").await.main());

    let path = certificate_path(&mut ann).await;
    let head = ann.head(&path).await;
    assert_eq!((head.status, head.length), (StatusCode::OK, 0));
    let file = ann.get(&path).await;
    assert_eq!(file.headers["content-type"], PROFILE_TYPE);
    assert_eq!(file.headers["content-disposition"], "attachment; filename=\"certificate.mobileconfig\"");
    assert_eq!(ann.get("/enroll").await.location(), "/enroll/trust", "the page has turned");
    assert!(ann.get("/enroll/certificate").await.body.contains("data-fetched=\"true\""));

    let trust = ann.get("/enroll/trust").await;
    assert!(trust.body.contains("Step 4 of 6"), "{}", trust.body);
    snapshot("trust", &trust.main());
    assert_eq!(ann.post("/enroll/trust", "probed=yes").await.location(), "/enroll/install");
    let install = ann.get("/enroll/install").await;
    assert!(install.body.contains("Step 5 of 6"), "{}", install.body);
    assert_eq!(ann.get("/enroll").await.location(), "/enroll/install");
    assert_eq!(ann.post("/enroll/trust", "").await.location(), "/enroll/install", "a second tap");
    assert_eq!(ann.get("/enroll/trust").await.status, StatusCode::OK, "back is safe");
}

#[tokio::test]
async fn the_certificate_needs_no_cookie_and_trust_needs_one() {
    let mut ann = come().await;
    let path = certificate_path(&mut ann).await;
    let cookie = ann.cookie.take();
    assert_eq!(ann.get(&path).await.status, StatusCode::OK);
    assert_eq!(ann.get(&path).await.status, StatusCode::OK);
    assert_eq!(ann.post("/enroll/trust", "probed=yes").await.location(), "/enroll", "T11: nobody's session");
    assert_eq!(ann.get("/enroll/certificate/nonsense.mobileconfig").await.status, StatusCode::NOT_FOUND);
    ann.cookie = cookie;
    assert_eq!(ann.enrollment().await.trusted_at, None);
    assert_eq!(ann.get("/enroll/trust").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_probe_may_be_read_by_the_portal_and_only_its_page_may_ask() {
    let mut ann = come().await;
    let probe = ann.get("/enroll/trust-probe").await;
    assert_eq!(probe.status, StatusCode::NO_CONTENT);
    assert_eq!(probe.headers["access-control-allow-origin"], "https://mdm.example.org");
    assert_eq!(probe.headers["cache-control"], "no-store");
    assert!(!probe.headers.contains_key("set-cookie"));
    for (path, may_ask) in
        [("/enroll/trust", true), ("/enroll/certificate", false), ("/enroll/welcome", false)]
    {
        let policy = ann.get(path).await.headers["content-security-policy"].clone();
        let policy = policy.to_str().expect("ASCII");
        assert_eq!(
            policy.ends_with("; connect-src 'self' https://trust.example.org"),
            may_ask,
            "{path}: {policy}"
        );
    }
}

#[tokio::test]
async fn nobody_else_sees_the_walk() {
    let mut ann = Visitor::logged_in().await;
    for path in ["/enroll/certificate", "/enroll/trust"] {
        assert_eq!(ann.get(path).await.location(), "/enroll/welcome", "{path}");
    }
    assert_eq!(ann.post("/enroll/trust", "probed=yes").await.location(), "/enroll/welcome");
}
