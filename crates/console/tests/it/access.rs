//! Who comes in, and to what.

use axum::body::Body;
use http::{Method, StatusCode};
use web::route::{Access, Route};

use crate::desk::{Answer, Desk};

/// Fills the variable parts of a path with something that could exist.
fn path(route: &Route) -> String {
    route.path.replace("{id}", "0190a5c8-0000-7000-8000-000000000001").replace("{*rest}", "nowhere")
}

fn is_sent_to_sign_in(answer: &Answer) -> bool {
    answer.status == StatusCode::SEE_OTHER && answer.location().starts_with("/console/sign-in")
}

#[tokio::test]
async fn t27_only_sign_in_and_set_up_answer_a_stranger() {
    let mut desk = Desk::open().await;
    let public: Vec<_> = console::routes()
        .iter()
        .filter(|route| route.access == Access::Public)
        .map(|route| route.path)
        .collect();
    assert_eq!(
        public,
        [
            "/console/sign-in",
            "/console/sign-in",
            "/console/login/provider",
            "/console/login/callback",
            "/console/sign-in/second-step",
            "/console/sign-in/second-step",
            "/console/sign-in/second-step/passkey",
            "/console/sign-in/second-step/passkey/ask",
            "/console/setup",
            "/console/setup",
        ]
    );
    for session in [None, Some("nonsense"), Some("")] {
        desk.session = session.map(domain::secret::Secret::new);
        for route in console::routes().iter().filter(|route| route.access == Access::SignedIn) {
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
                let answer = desk.send(desk.request(method, &path(route), Body::empty())).await;
                assert!(is_sent_to_sign_in(&answer), "{method} {}: {}", route.path, answer.status);
                assert!(answer.body.is_empty());
            }
        }
    }
}

#[tokio::test]
async fn t27_no_spelling_of_a_path_slips_past() {
    let desk = Desk::open().await;
    for route in console::routes().iter().filter(|route| route.access == Access::SignedIn) {
        let path = path(route);
        let rest = path.strip_prefix("/console").expect("a path of the console");
        let variants = [
            format!("//console{rest}"),
            format!("/console/{rest}"),
            format!("/./console{rest}"),
            format!("/console/sign-in/..{rest}"),
            format!("/console/sign-in/%2e%2e{rest}"),
            format!("/console/sign-in;{rest}"),
            format!("/console;x=1{rest}"),
            format!("/CONSOLE{rest}"),
            format!("/%63onsole{rest}"),
            format!("{path}/"),
            format!("{path}%00"),
            format!("{path};x"),
            format!("{path}?/console/sign-in"),
        ];
        for variant in variants {
            let answer = desk.send(desk.request(route.method.as_str(), &variant, Body::empty())).await;
            let refused = is_sent_to_sign_in(&answer) || answer.status == StatusCode::NOT_FOUND;
            assert!(refused, "{} {variant}: {}", route.method, answer.status);
        }
        for header in ["x-original-url", "x-rewrite-url", "x-http-method-override", "x-forwarded-prefix"] {
            let mut request = desk.request(route.method.as_str(), &path, Body::empty());
            request.headers_mut().insert(header, "/console/sign-in".parse().expect("a value"));
            assert!(is_sent_to_sign_in(&desk.send(request).await), "{header} {path}");
        }
    }
}

#[tokio::test]
async fn t27_tokens_of_other_doors_open_nothing() {
    let mut desk = Desk::open().await;
    let begun = desk.test.app.begin_enrollment(desk.test.login("emil")).await.expect("a login at the portal");
    let root = desk.test.sign_in_again("root").await.caller;
    let token = desk.test.api_token(&root, &domain::api_token::Scope::ALL).await;
    for secret in [begun.session, token] {
        desk.session = Some(secret);
        assert!(is_sent_to_sign_in(&desk.get("/console").await));
    }
}

#[tokio::test]
async fn an_auditor_reads_and_changes_nothing() {
    let mut desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Ann's iPhone").await;
    desk.site("North").await;
    let account = format!("/console/settings/accounts/{}", desk.test.account_id("root").await);
    let form = [("name", "Desk"), ("access", "full"), ("privilege_set", "auditor")];
    let group = desk.post("/console/settings/account-groups/new", &form).await.location().to_owned();
    desk.sit_down("audrey").await;
    let pages = [
        "/console",
        "/console/devices",
        "/console/devices.csv",
        device.as_str(),
        "/console/enrollments",
        "/console/enrollment-url",
        "/console/settings/push-certificate",
        "/console/settings/accounts",
        account.as_str(),
        "/console/settings/account-groups",
        group.as_str(),
        "/console/settings/directories",
        "/console/settings/sites",
        "/console/settings/enrollment-access",
        "/console/settings/enrollment-access/00000000-0000-0000-0000-000000000001",
        "/console/settings/enrollment-access/explain?username=emil",
        "/console/settings/enrollment-agreement",
        "/console/people",
        "/console/people.csv",
        &format!("{account}/sessions"),
    ];
    for page in pages {
        let answer = desk.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        let forms = answer.body.matches("method=\"post\"").count();
        // What an auditor may say is where they look, and that they leave.
        let own = ["action=\"/console/sign-out\"", "action=\"/console/site\""];
        let own: usize = own.iter().map(|form| answer.body.matches(form).count()).sum();
        assert_eq!(forms, own, "{page} offers a change");
    }
    assert_eq!(desk.get("/console/settings/api-tokens").await.status, StatusCode::FORBIDDEN);
    assert!(!desk.get("/console").await.body.contains("/console/settings/api-tokens"));

    for route in console::routes().iter().filter(|route| route.method == Method::POST) {
        // Choosing what to look at, and verifying the audit log, which is a form because it is work, change nothing; how one
        // signs in oneself is one's own business.
        let is_harmless = ["/console/sign-out", "/console/site", "/console/settings/audit/verify"]
            .contains(&route.path)
            || route.path.starts_with("/console/account/");
        if route.access == Access::Public || is_harmless {
            continue;
        }
        let path = route.path.replace("/console/devices/{id}", &device);
        let path = path.replace("{id}", "0190a5c8-0000-7000-8000-000000000001");
        let answer = if path.ends_with("push-certificate") {
            let pem = testkit::push_certificate(testkit::TOPIC);
            desk.upload(&path, &[("file", Some("push.pem"), pem.as_bytes())]).await
        } else {
            desk.post(&path, &[("name", "mine"), ("scope_read", "on"), ("days", "9")]).await
        };
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.body.contains("VB-"), "a refusal has a reference code");
    }
}

#[tokio::test]
async fn an_enrollment_only_account_never_enters() {
    let desk = Desk::open().await;
    let form = [("username", "emil"), ("password", testkit::PASSWORD)];
    let answer = desk.post("/console/sign-in", &form).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.session().is_none());
}

#[tokio::test]
async fn t35_a_form_of_another_origin_is_refused_and_nobody_frames_us() {
    let desk = Desk::of("root").await;
    let device = desk.enroll("ann", 1, "Ann's iPhone").await;
    let target = format!("{device}/update-inventory");
    for (header, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let mut request = desk.request("POST", &target, Body::empty());
        request.headers_mut().insert(header, value.parse().expect("a value"));
        assert_eq!(desk.send(request).await.status, StatusCode::FORBIDDEN, "{header}: {value}");
    }
    let mut request = desk.request("POST", &target, Body::empty());
    request.headers_mut().insert("sec-fetch-site", "same-origin".parse().expect("a value"));
    assert_eq!(desk.send(request).await.status, StatusCode::SEE_OTHER);

    for page in ["/console", "/console/sign-in", "/console/nowhere"] {
        let headers = desk.get(page).await.headers;
        assert_eq!(headers["x-frame-options"], "DENY");
        let policy = headers["content-security-policy"].to_str().expect("ASCII");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(headers["cache-control"], "no-store");
    }
    assert_eq!(desk.get(&target).await.status, StatusCode::METHOD_NOT_ALLOWED, "a GET changes nothing");
}

#[tokio::test]
async fn what_does_not_exist_is_said_within_the_frame() {
    let desk = Desk::of("root").await;
    let nowhere = "/console/devices/0190a5c8-0000-7000-8000-000000000001";
    for path in
        ["/console/nowhere", "/console/devices/7", nowhere, "/console/enrollments/x", "/console/a/b/c"]
    {
        let answer = desk.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.body.contains("aria-label=\"Sections\"") && answer.main().contains("<h1>"), "{path}");
        assert!(answer.body.contains("root Example"), "{path} shows who is signed in");
    }
}
