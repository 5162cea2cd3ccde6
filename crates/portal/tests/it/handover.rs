//! Going on in another browser: from a computer to the phone, out of another browser into Safari.

use domain::enrollment::{Status, Step};
use domain::setting::General;
use domain::time::MINUTE;
use http::StatusCode;
use testkit::Phone;

use crate::guest::Guest;
use crate::journey::snapshot;
use crate::visitor::{Aside, PASSWORD, PROFILE_TYPE, SAFARI, Visitor, percent};

const LINUX: &str =
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36";
const CHROME: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1";

/// Reads the link and the code on the page that hands over.
async fn shown(visitor: &mut Visitor) -> (String, String) {
    let page = visitor.get("/enroll/handover").await;
    assert_eq!(page.status, StatusCode::OK);
    let (_, code) = page.body.split_once("id=\"handover-code\">").expect("a code");
    let code = code.split('<').next().expect("its end").to_owned();
    let link = match page.body.split_once("value=\"https://mdm.example.org/h/") {
        Some((_, rest)) => format!("/h/{}", rest.split('"').next().expect("its end")),
        None => String::new(),
    };
    (link, code)
}

/// Lets Ann log in at a computer and ask for a code; the phone is returned.
async fn at_the_computer() -> (Visitor, Aside, String) {
    let mut ann = Visitor::logged_in().await;
    ann.agent = LINUX;
    let welcome = ann.get("/enroll/welcome").await;
    assert!(welcome.body.contains("action=\"/enroll/handover\""), "{}", welcome.body);
    assert!(ann.get("/enroll/handover").await.body.contains("Show the code"));
    assert_eq!(ann.get("/enroll/handover/status").await.body, r#"{"state":"none"}"#);
    assert_eq!(ann.post("/enroll/handover", "").await.location(), "/enroll/handover");
    assert_eq!(ann.get("/enroll/handover/status").await.body, r#"{"state":"waiting"}"#);
    let (_, code) = shown(&mut ann).await;
    (ann, Aside::new(SAFARI), code)
}

/// Types the code and goes on.
async fn take(visitor: &mut Visitor, code: &str) {
    let typed = visitor.post("/enroll/code-entry", &format!("code={}", percent(&code.to_lowercase()))).await;
    assert_eq!(typed.location(), "/enroll/handover/take");
    let asked = visitor.get("/enroll/handover/take").await;
    assert!(
        asked.body.contains("Ann &#60;b&#62;Miller") || asked.body.contains("Ann &lt;b&gt;Miller"),
        "{}",
        asked.body
    );
    snapshot("handover_take", &asked.main());
    assert_eq!(visitor.post("/enroll/handover/take", "").await.location(), "/enroll/welcome");
    assert_eq!(visitor.handover, None);
}

#[tokio::test]
async fn t11_a_session_moves_from_the_computer_to_the_phone() {
    let (mut ann, mut phone, code) = at_the_computer().await;
    let before = ann.enrollment().await;
    let old_path = ann.profile_path().await;
    assert_eq!(shown(&mut ann).await.1, code, "a reload shows the same");
    assert_eq!(ann.post("/enroll/handover", "").await.location(), "/enroll/handover");
    assert_eq!(shown(&mut ann).await.1, code, "and a double tap makes no second");

    ann.swap(&mut phone);
    take(&mut ann, &code).await;
    let after = ann.enrollment().await;
    assert_eq!((before.id, before.expires_at, before.site_id), (after.id, after.expires_at, after.site_id));
    assert_eq!(before.person, after.person);
    let path = ann.profile_path().await;
    assert_ne!(path, old_path);

    // The computer follows, and fetches nothing any more, whatever it asks for.
    ann.swap(&mut phone);
    assert_eq!(ann.get(&old_path).await.status, StatusCode::NOT_FOUND);
    for page in ["/enroll", "/enroll/welcome", "/enroll/install", "/enroll/done"] {
        assert_eq!(ann.get(page).await.location(), "/enroll/handover", "{page}");
    }
    let follows = ann.get("/enroll/handover").await;
    assert!(!follows.body.contains(".mobileconfig"), "{}", follows.body);
    snapshot("handover_gone", &follows.main());
    let status = ann.get("/enroll/status").await;
    assert!(status.body.contains(r#""can_download":false"#), "{}", status.body);
    assert_eq!(ann.post("/enroll/handover", "").await.location(), "/enroll/handover");
    assert_eq!(ann.get("/enroll/events").await.status, StatusCode::NO_CONTENT);

    let app = ann.test.app.clone();
    let mut device = Phone::new(1);
    device.fetch_profile(&app, &path).await.expect("a profile");
    device.request_certificate(&app).await.expect("a certificate");
    device.authenticate(&app).await.expect("Authenticate");
    device.update_token(&app).await.expect("TokenUpdate");
    assert!(ann.get("/enroll/handover").await.body.contains("Your other device is set up"));
    assert_eq!(ann.post("/enroll/logout", "").await.location(), "/enroll");
    ann.swap(&mut phone);
    assert_eq!(ann.get("/enroll").await.location(), "/enroll/done");
}

#[tokio::test]
async fn what_ends_on_the_phone_is_not_followed_at_the_computer_any_more() {
    let (mut ann, mut phone, code) = at_the_computer().await;
    ann.swap(&mut phone);
    take(&mut ann, &code).await;
    ann.swap(&mut phone);
    assert_eq!(ann.get("/enroll").await.location(), "/enroll/handover");
    ann.swap(&mut phone);
    assert_eq!(ann.post("/enroll/logout", "").await.location(), "/enroll");
    ann.swap(&mut phone);
    let start = ann.get("/enroll").await;
    assert!(start.location().is_empty(), "the start itself, and not {}", start.location());
    assert_eq!(ann.get("/enroll/status").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn of_two_phones_one_goes_on() {
    let (mut ann, mut phone, code) = at_the_computer().await;
    ann.swap(&mut phone);
    let typed = format!("code={code}");
    assert_eq!(ann.post("/enroll/code-entry", &typed).await.location(), "/enroll/handover/take");
    let mut other = Aside::new(SAFARI);
    ann.swap(&mut other);
    take(&mut ann, &code).await;
    ann.swap(&mut other);
    for _ in 0..2 {
        let late = ann.post("/enroll/handover/take", "").await;
        assert_eq!(late.status, StatusCode::GONE);
        assert!(late.body.contains("This code has been used"), "{}", late.body);
    }
    assert_eq!(ann.get("/enroll/handover/take").await.status, StatusCode::GONE);
    assert_eq!(ann.post("/enroll/handover/leave", "").await.location(), "/enroll");
    assert_eq!(ann.handover, None);
    assert_eq!(ann.cookie, None, "it has no session");
}

#[tokio::test]
async fn t02_a_scanner_that_looks_takes_nothing_over() {
    let (mut ann, mut scanner, code) = at_the_computer().await;
    ann.swap(&mut scanner);
    ann.agent = CHROME;
    ann.swap(&mut scanner);
    // The link itself stands in the QR code only; another browser on iOS shows it to copy.
    ann.agent = CHROME;
    let (link, same) = shown(&mut ann).await;
    assert_eq!(same, code);
    let page = ann.get("/enroll/handover").await;
    assert!(page.body.contains(&format!("href=\"x-safari-https://mdm.example.org{link}\"")), "{}", page.body);

    ann.swap(&mut scanner);
    for _ in 0..50 {
        for method in [http::Method::GET, http::Method::HEAD] {
            let answer = ann.send(method, &link, "").await;
            assert_eq!(answer.location(), "/enroll/handover/take");
            assert_eq!(answer.headers["referrer-policy"], "no-referrer");
        }
        ann.get("/enroll/handover/take").await;
    }
    ann.handover = None;
    ann.swap(&mut scanner);
    assert_eq!(ann.get("/enroll/handover/status").await.body, r#"{"state":"waiting"}"#);
    assert_eq!(ann.enrollments().await, 1);

    let mut phone = Aside::new(SAFARI);
    ann.swap(&mut phone);
    assert_eq!(ann.get(&link).await.location(), "/enroll/handover/take");
    assert_eq!(ann.post("/enroll/handover/take", "").await.location(), "/enroll/welcome");
    let path = ann.profile_path().await;
    assert_eq!(ann.get(&path).await.content_type(), PROFILE_TYPE);
}

#[tokio::test]
async fn t05_wrong_codes_are_counted_and_old_ones_say_so() {
    let (mut ann, mut phone, code) = at_the_computer().await;
    ann.test.advance(10 * MINUTE);
    assert!(ann.get("/enroll/handover").await.body.contains("that time is over"));
    assert_eq!(ann.get("/enroll/handover/status").await.body, r#"{"state":"expired"}"#);
    ann.swap(&mut phone);
    assert_eq!(
        ann.post("/enroll/code-entry", &format!("code={code}")).await.location(),
        "/enroll/handover/take"
    );
    let late = ann.get("/enroll/handover/take").await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains("This code is too old"), "{}", late.body);
    ann.handover = None;
    for guess in 0..30 {
        let path = format!("/h/guess{guess}");
        assert_eq!(ann.get(&path).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(ann.get("/h/guess").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(
        ann.post("/enroll/code-entry", "code=AAAAA-AAAAA").await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
}

#[tokio::test]
async fn an_invitation_goes_on_in_safari_before_anybody_logs_in() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.visitor.agent = CHROME;
    let page = guest.open().await;
    assert!(page.body.contains("action=\"/enroll/handover\""), "{}", page.body);
    let berit = &mut guest.visitor;
    assert_eq!(berit.post("/enroll/handover", "").await.location(), "/enroll/handover");
    let (link, _) = shown(berit).await;
    let mut safari = Aside::new(SAFARI);
    berit.swap(&mut safari);
    assert_eq!(berit.get(&link).await.location(), "/enroll/handover/take");
    assert_eq!(berit.post("/enroll/handover/take", "").await.location(), "/enroll/invitation");
    assert!(berit.get("/enroll/invitation").await.body.contains("Berit"));
    berit.post("/enroll/invitation", "").await;
    assert_eq!(berit.log_in("berit", PASSWORD).await.location(), "/enroll/welcome");
    berit.swap(&mut safari);
    let page = berit.get("/enroll/handover").await;
    assert!(page.body.contains("Your invitation is open on the other device"), "{}", page.body);
}

/// Has a device enrolled in this browser, which is known from then on.
async fn enrolled(visitor: &mut Visitor) {
    let app = visitor.test.app.clone();
    let mut phone = Phone::new(1);
    phone.fetch_profile(&app, &visitor.profile_path().await).await.expect("a profile");
    phone.request_certificate(&app).await.expect("a certificate");
    phone.authenticate(&app).await.expect("Authenticate");
    phone.update_token(&app).await.expect("TokenUpdate");
    assert_eq!(visitor.get("/enroll/done").await.status, StatusCode::OK);
    assert!(visitor.device.is_some(), "the browser is known");
}

/// Shows a code in this browser and takes it in another; says where that leads.
async fn hand_over(visitor: &mut Visitor, other: &mut Aside) -> String {
    visitor.post("/enroll/handover", "").await;
    let (_, code) = shown(visitor).await;
    visitor.swap(other);
    visitor.post("/enroll/code-entry", &format!("code={code}")).await;
    visitor.post("/enroll/handover/take", "").await.location().to_owned()
}

#[tokio::test]
async fn t57_a_browser_that_knows_its_device_asks_about_it_when_it_takes_over() {
    let mut ann = Visitor::logged_in().await;
    enrolled(&mut ann).await;
    let mut computer = Aside::new(LINUX);
    ann.swap(&mut computer);
    assert_eq!(ann.log_in("ann", PASSWORD).await.location(), "/enroll/welcome", "the computer knows nothing");
    assert_eq!(hand_over(&mut ann, &mut computer).await, "/enroll/device");
    assert_eq!(ann.get("/enroll/install").await.location(), "/enroll/device");
}

#[tokio::test]
async fn t57_what_an_invitation_for_one_device_asks_is_asked_after_handing_over() {
    let mut guest = Guest::invited(|terms| terms.serial_numbers = vec!["F2LTEST00001".to_owned()]).await;
    guest.visitor.log_in("ann", PASSWORD).await;
    enrolled(&mut guest.visitor).await;
    let mut computer = Aside::new(LINUX);
    guest.visitor.swap(&mut computer);
    guest.go_on().await;
    let berit = &mut guest.visitor;
    assert_eq!(berit.log_in("berit", PASSWORD).await.location(), "/enroll/device");
    let mut other = Aside::new(SAFARI);
    assert_eq!(hand_over(berit, &mut other).await, "/enroll/device", "a browser that has never been here");
}

#[tokio::test]
async fn what_has_stopped_goes_on_from_the_start_in_another_browser() {
    for skips in [true, false] {
        let mut ann = Visitor::come().await;
        let general = General { skip_certificate_installation: skips, ..General::default() };
        ann.test.settle(general).await;
        ann.log_in("ann", PASSWORD).await;
        if !skips {
            let page = ann.get("/enroll/certificate").await;
            let base = ann.test.app.settings().base_url.clone();
            let (_, rest) =
                page.body.split_once(&format!("href=\"{base}/enroll/certificate/")).expect("a link");
            let path = format!("/enroll/certificate/{}", rest.split('"').next().expect("its end"));
            assert_eq!(ann.get(&path).await.status, StatusCode::OK);
            ann.post("/enroll/trust", "probed=yes").await;
        }
        let app = ann.test.app.clone();
        let mut device = Phone::new(1);
        device.fetch_profile(&app, &ann.profile_path().await).await.expect("a profile");
        ann.test.advance(20 * MINUTE);
        device.request_certificate(&app).await.expect_err("too late");
        assert_eq!(ann.enrollment().await.status(app.now()), Status::Stopped);

        let mut phone = Aside::new(SAFARI);
        assert_eq!(hand_over(&mut ann, &mut phone).await, "/enroll/welcome", "in one step: {skips}");
        assert_eq!(ann.enrollment().await.status(app.now()), Status::UnderWay(Step::LoggedIn));
        assert_eq!(ann.get("/enroll").await.location(), "/enroll/welcome");
        assert_eq!(ann.get("/enroll/welcome").await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn a_new_login_in_the_same_browser_replaces_the_beginning_and_says_so_once() {
    let mut ann = Visitor::logged_in().await;
    let first = ann.enrollment().await.id;
    assert!(!ann.get("/enroll/welcome").await.body.contains("You had begun before"));
    assert_eq!(ann.log_in("ann", PASSWORD).await.location(), "/enroll/welcome");
    assert_ne!(ann.enrollment().await.id, first);
    assert!(ann.get("/enroll/welcome").await.body.contains("You had begun before"));
    assert!(!ann.get("/enroll/welcome").await.body.contains("You had begun before"));
}

#[tokio::test]
async fn whoever_has_nothing_to_hand_over_is_sent_to_the_start() {
    let mut stranger = Visitor::come().await;
    for path in ["/enroll/handover", "/enroll/handover/take"] {
        assert_eq!(stranger.get(path).await.location(), "/enroll", "{path}");
        assert_eq!(stranger.post(path, "").await.location(), "/enroll", "{path}");
    }
    assert_eq!(stranger.get("/enroll/handover/status").await.body, r#"{"state":"none"}"#);
}
