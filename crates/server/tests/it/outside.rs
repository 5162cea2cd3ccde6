//! What strangers and broken parts make of the doors: foreign names, monitoring, and what devices are told.

use crate::installation::{Installation, PASSWORD, PERSON, say};
use http::StatusCode;
use sim::Misbehavior;
use std::process::Command;

const FOREIGN: &str = "attacker.example";

#[tokio::test(flavor = "multi_thread")]
async fn t12_no_link_follows_a_forged_host() {
    let installation = Installation::new().await;
    let browser = installation.browser();
    for path in ["/", "/enroll", "/console", "/api/v1/devices", "/scep?operation=GetCACaps"] {
        // By HTTP/1.1, where the header is the client's to choose.
        let roots = reqwest::Certificate::from_pem_bundle(installation.app().ca_pem().as_bytes()).unwrap();
        let liar = reqwest::Client::builder().http1_only().tls_certs_only(roots).build().unwrap();
        let answer = liar.get(installation.url(path)).header("host", FOREIGN).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{path}");

        let forged = browser
            .get(installation.url(path))
            .header("x-forwarded-host", FOREIGN)
            .header("x-forwarded-proto", "http")
            .header("forwarded", format!("host={FOREIGN};proto=http"));
        let answer = forged.send().await.unwrap();
        let location = answer.headers().get("location").map(|value| value.to_str().unwrap().to_owned());
        let body = answer.text().await.unwrap();
        assert!(!location.unwrap_or_default().contains(FOREIGN) && !body.contains(FOREIGN), "{path}");
    }
    let mut phone = installation.device(0);
    phone.open_portal(&installation.enroll_url()).await.unwrap();
    phone.login(PERSON, PASSWORD).await.unwrap();
    let link = phone.fetch_profile().await.unwrap().url;
    let profile =
        browser.get(&link).header("x-forwarded-host", FOREIGN).send().await.unwrap().bytes().await.unwrap();
    let contains = |word: &str| profile.windows(word.len()).any(|window| window == word.as_bytes());
    assert!(contains(&installation.url("/mdm/checkin")) && !contains(FOREIGN));
}

#[tokio::test(flavor = "multi_thread")]
async fn t78_health_is_on_a_listener_of_its_own_and_tells_nothing() {
    let installation = Installation::new().await;
    let browser = installation.browser();
    for path in ["/health", "/metrics", "/debug", "/debug/pprof", "/status"] {
        assert_eq!(browser.get(installation.url(path)).send().await.unwrap().status(), 404, "{path}");
    }
    let monitoring = format!("http://{}", installation.serving.monitoring.unwrap());
    let answer = browser.get(format!("{monitoring}/health")).send().await.unwrap();
    assert_eq!((answer.status(), answer.text().await.unwrap().as_str()), (StatusCode::OK, "ok\n"));
    for path in ["/", "/metrics", "/enroll", "/api/v1/devices"] {
        assert_eq!(browser.get(format!("{monitoring}{path}")).send().await.unwrap().status(), 404, "{path}");
    }
    installation.app().close().await.unwrap();
    let answer = browser.get(format!("{monitoring}/health")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.text().await.unwrap(), "the database does not answer\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn t53_a_device_is_never_told_401() {
    let installation = Installation::new().await;
    let mut phone = installation.enrolled(0).await;
    let other = installation.enrolled(1).await;
    let wrongs = [
        Misbehavior { alters_body: true, ..Misbehavior::default() },
        Misbehavior { is_unsigned: true, ..Misbehavior::default() },
        Misbehavior { signs_as: other.identity().cloned(), ..Misbehavior::default() },
        Misbehavior { udid: Some("00000000-0000000000000000".into()), ..Misbehavior::default() },
    ];
    for wrong in wrongs {
        let told = format!("{wrong:?}");
        phone.misbehavior = wrong;
        let refusal = phone.poll().await.unwrap_err();
        assert_eq!(refusal.reason.status(), Some(400), "{told}: {refusal}");
    }
    phone.misbehavior = Misbehavior::default();
    phone.poll().await.unwrap();

    installation.app().close().await.unwrap();
    let refusal = phone.poll().await.unwrap_err();
    let status = refusal.reason.status().unwrap();
    assert!((500..600).contains(&status), "a database that is away is no unknown device: {refusal}");
}

#[tokio::test(flavor = "multi_thread")]
async fn curl_sees_the_status_of_a_refusal_that_did_not_wait_for_the_body() {
    if Command::new("curl").arg("--version").output().is_err() {
        return say("SKIPPED: there is no curl");
    }
    let installation = Installation::new().await;
    let body = "a".repeat(3 * 1024);
    let check = |path: &str, expected: &str| {
        let url = installation.url(path);
        let arguments = ["-k", "-s", "--http2", "-o", "/dev/null", "-w", "%{http_version} %{http_code}"];
        let output = Command::new("curl").args(arguments).args(["-d", &body, &url]).output().unwrap();
        assert!(output.status.success(), "{path}: {output:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), expected, "{path}");
    };
    for _ in 0..20 {
        check("/api/v1/enrollments", "2 401");
        check("/nowhere", "2 404");
    }
}
