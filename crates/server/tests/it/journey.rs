//! The whole journey, as people, devices and programs go it, over TLS and on each engine.

use crate::installation::{Installation, PASSWORD, PERSON, add_account, enrollments};
use app::{Caller, Login, NewApiToken};
use domain::api_token::Scope;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use std::time::Duration;
use tokio::time::timeout;

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_enrolls_works_leaves_and_comes_back() {
    for installation in Installation::on_each_engine().await {
        let mut phone = installation.device(0);
        phone.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();
        let talk = phone.poll().await.unwrap();
        let asked: Vec<&str> = talk.answered.iter().map(|answered| answered.request_type.as_str()).collect();
        assert!(
            asked.contains(&"DeviceInformation") && asked.contains(&"InstalledApplicationList"),
            "{asked:?}"
        );

        let devices = list_devices(&installation).await;
        assert_eq!(devices["items"].as_array().map(Vec::len), Some(1), "{devices}");
        assert!(devices.to_string().contains(&phone.hardware.serial_number), "{devices}");

        phone.check_out().await.unwrap();
        let over = enrollments(installation.app()).await;
        assert!(over.iter().all(|enrollment| enrollment.ended_at.is_some()), "{over:?}");

        phone.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();
        phone.poll().await.unwrap();
        let again = list_devices(&installation).await;
        assert_eq!(again["items"].as_array().map(Vec::len), Some(1), "the same device, not another: {again}");
        installation.serving.stop().await.unwrap();
    }
}

/// Asks the API for the devices, with a token made for it.
async fn list_devices(installation: &Installation) -> serde_json::Value {
    let app = installation.app();
    let known = app.list_accounts(&Caller::operator()).await.unwrap();
    if !known.iter().any(|account| account.username == "admin") {
        add_account(app, "admin", PrivilegeSet::Administrator).await;
    }
    let login = Login {
        username: "admin".into(),
        password: Secret::new(PASSWORD),
        source: "127.0.0.1".parse().unwrap(),
    };
    let app::SignIn::SignedIn(signed_in) = app.sign_in(login, "").await.unwrap() else {
        panic!("a new account has no second factor")
    };
    let admin = signed_in.caller;
    let new = NewApiToken { name: "test".into(), scopes: vec![Scope::Read], days: 1 };
    let token = app.create_api_token(&admin, new).await.unwrap();
    let request = installation.browser().get(installation.url("/api/v1/devices"));
    let answer = request.bearer_auth(token.secret.expose()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_follows_its_phone_does_not_hold_the_stop() {
    let installation = Installation::new().await;
    let browser = installation.browser();
    let form = [("username", PERSON), ("password", PASSWORD)];
    let login = browser.post(installation.url("/enroll/login")).form(&form);
    let answer = login.header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(answer.status(), 303);
    let mut stream = browser.get(installation.url("/enroll/events")).send().await.unwrap();
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    assert!(stream.chunk().await.unwrap().is_some(), "the first event");

    let (stopped, ended) = tokio::join!(
        timeout(Duration::from_secs(8), installation.serving.stop()),
        timeout(Duration::from_secs(8), async { while let Ok(Some(_)) = stream.chunk().await {} }),
    );
    stopped.expect("the stop waits for no stream").unwrap();
    ended.expect("the stream ends");
}
