//! Signing in, staying, leaving; and the very first administrator.

use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::session::{CONSOLE_AGE_MAX, CONSOLE_IDLE_MAX};
use domain::time::{DAY, MINUTE};
use http::StatusCode;
use http::header::{RETRY_AFTER, SET_COOKIE};
use testkit::{PASSWORD, TestApp};

use crate::desk::{Answer, Desk};

async fn sign_in(desk: &Desk, username: &str, password: &str) -> Answer {
    desk.post("/console/sign-in", &[("username", username), ("password", password)]).await
}

#[tokio::test]
async fn one_signs_in_and_comes_to_the_page_one_wanted() {
    let mut desk = Desk::open().await;
    let sent = desk.get("/console/devices?managed=yes").await;
    assert_eq!(sent.location(), "/console/sign-in?to=%2Fconsole%2Fdevices");
    assert!(desk.get(sent.location()).await.body.contains(r#"name="to" value="/console/devices""#));
    let form = [("username", "root"), ("password", PASSWORD), ("to", "/console/devices")];
    let answer = desk.post("/console/sign-in", &form).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/console/devices"));
    let cookie = answer.headers[SET_COOKIE].to_str().expect("ASCII");
    for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    desk.session = answer.session();
    assert_eq!(desk.get("/console").await.status, StatusCode::OK);
}

#[tokio::test]
async fn t66_signing_in_leads_nowhere_else() {
    let desk = Desk::open().await;
    for to in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "%2f%2fevil.example",
        "/enroll",
        "javascript:1",
    ] {
        let form = [("username", "root"), ("password", PASSWORD), ("to", to)];
        assert_eq!(desk.post("/console/sign-in", &form).await.location(), "/console", "{to}");
        let page = desk.get(&format!("/console/sign-in?to={}", crate::desk::percent(to))).await;
        assert!(page.body.contains(r#"name="to" value="""#), "{to}");
    }
}

#[tokio::test]
async fn a_directory_that_is_down_is_said_in_words_and_local_accounts_still_sign_in() {
    let desk = Desk::open().await;
    desk.test.ldap("Staff", "dc=staff").await;
    desk.test.silence_directory("dc=staff");
    let page = sign_in(&desk, "nora", "the right password").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("The directory Staff does not answer"), "{}", page.body);
    assert!(page.body.contains("Local accounts still work"), "{}", page.body);
    assert!(page.body.contains(r#"value="nora""#), "{}", page.body);
    assert!(!page.body.contains("the right password"), "{}", page.body);
    assert_eq!(sign_in(&desk, "root", PASSWORD).await.location(), "/console");
}

#[tokio::test]
async fn t17_a_refusal_does_not_tell_which_accounts_exist() {
    let desk = Desk::open().await;
    let unknown = sign_in(&desk, "nora", "wrong password").await;
    assert_eq!(unknown.status, StatusCode::FORBIDDEN);
    for username in ["root", "audrey", "emil"] {
        let known = sign_in(&desk, username, "wrong password").await;
        assert_eq!(known.status, unknown.status);
        let words = |answer: &Answer, name: &str| answer.body.replace(name, "…");
        assert_eq!(words(&known, username), words(&unknown, "nora"));
    }
}

#[tokio::test]
async fn t22_guessing_slows_down_whatever_the_headers_say() {
    let desk = Desk::open().await;
    let mut refused = None;
    for guess in 0..8_u8 {
        let form = format!("username=root&password=guess{guess}");
        let mut request = desk.request("POST", "/console/sign-in", form.into());
        let headers = request.headers_mut();
        headers.insert("content-type", "application/x-www-form-urlencoded".parse().expect("a value"));
        for name in ["x-forwarded-for", "x-real-ip", "forwarded", "cf-connecting-ip"] {
            headers.insert(name, format!("198.51.100.{guess}").parse().expect("a value"));
        }
        let answer = desk.send(request).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("some guess is one too many");
    let wait_s: i64 = refused.headers[RETRY_AFTER].to_str().expect("ASCII").parse().expect("seconds");
    assert!(wait_s >= 1);
    // Not even the right password is tried before its time.
    assert_eq!(sign_in(&desk, "root", PASSWORD).await.status, StatusCode::TOO_MANY_REQUESTS);
    desk.test.advance(16 * MINUTE);
    assert_eq!(sign_in(&desk, "root", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t24_each_sign_in_is_a_session_of_its_own_and_sign_out_ends_it() {
    let mut desk = Desk::open().await;
    desk.session = Some(Secret::new("planted-by-somebody-else"));
    let first = sign_in(&desk, "root", PASSWORD).await.session().expect("a session");
    assert_ne!(first.expose(), "planted-by-somebody-else");
    desk.session = Some(first.clone());
    let second = sign_in(&desk, "root", PASSWORD).await.session().expect("a session");
    assert_ne!(first.expose(), second.expose());
    desk.session = Some(second.clone());
    let left = desk.post("/console/sign-out", &[]).await;
    assert_eq!(left.session().expect("a cookie").expose(), "");
    assert_eq!(
        desk.get("/console").await.status,
        StatusCode::SEE_OTHER,
        "the old token is dead on the server too"
    );
}

#[tokio::test]
async fn t24_a_session_ends_when_idle_when_old_and_with_its_account() {
    let mut desk = Desk::of("root").await;
    desk.test.advance(CONSOLE_IDLE_MAX - 1);
    assert_eq!(desk.get("/console").await.status, StatusCode::OK);
    desk.test.advance(CONSOLE_IDLE_MAX);
    assert_eq!(desk.get("/console").await.status, StatusCode::SEE_OTHER);

    desk.sit_down("root").await;
    for _ in 0..CONSOLE_AGE_MAX / (10 * MINUTE) {
        desk.test.advance(10 * MINUTE);
        desk.get("/console").await;
    }
    assert_eq!(desk.get("/console").await.status, StatusCode::SEE_OTHER);

    let operator = app::Caller::operator();
    desk.sit_down("root").await;
    desk.test
        .app
        .reset_password(&operator, desk.test.account_id("root").await, Secret::new("another password"))
        .await
        .expect("a reset");
    assert_eq!(desk.get("/console").await.status, StatusCode::SEE_OTHER);

    desk.sit_down("audrey").await;
    desk.test.app.disable_account(&operator, desk.test.account_id("audrey").await).await.expect("disabled");
    assert_eq!(desk.get("/console").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn t26_a_fresh_server_belongs_to_whoever_has_its_code() {
    let mut desk = Desk::before(TestApp::new().await);
    assert_eq!(desk.get("/console/sign-in").await.location(), "/console/setup");
    let account = [("username", "root"), ("full_name", "Root Example"), ("password", PASSWORD)];
    let with = |code: &str| {
        [[("code", code.to_owned())].as_slice(), &account.map(|(name, value)| (name, value.to_owned()))]
            .concat()
    };
    let send = async |desk: &Desk, code: &str| {
        let form = with(code);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        desk.post("/console/setup", &form).await
    };
    for code in ["", "0000-0000-0000-0000", "admin", "' or 1=1 --"] {
        assert_eq!(send(&desk, code).await.status, StatusCode::FORBIDDEN, "{code}");
    }
    assert!(desk.test.app.needs_setup().await.expect("an answer"));

    let expired = desk.test.app.new_setup_code().await.expect("a code").expect("nobody is there yet");
    desk.test.advance(DAY);
    assert_eq!(send(&desk, expired.expose()).await.status, StatusCode::FORBIDDEN);

    let code = desk.test.app.new_setup_code().await.expect("a code").expect("nobody is there yet");
    let answer = send(&desk, &code.expose().to_lowercase()).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/console"));
    desk.session = answer.session();
    assert_eq!(desk.get("/console").await.status, StatusCode::OK);

    desk.session = None;
    assert_eq!(
        send(&desk, code.expose()).await.location(),
        "/console/sign-in",
        "the door is shut behind the first"
    );
    assert_eq!(desk.get("/console/setup").await.location(), "/console/sign-in");
    assert!(desk.test.app.new_setup_code().await.expect("an answer").is_none());
}

#[tokio::test]
async fn a_set_up_with_faults_keeps_what_was_typed_but_no_password() {
    let desk = Desk::before(TestApp::new().await);
    let code = desk.test.app.new_setup_code().await.expect("a code").expect("nobody is there yet");
    let form = [
        ("code", code.expose()),
        ("username", "root"),
        ("full_name", "Root \"R\" Example"),
        ("email", "nonsense"),
        ("password", "short-pw"),
    ];
    let answer = desk.post("/console/setup", &form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("Root &#34;R&#34; Example") && answer.body.contains("aria-invalid"));
    assert!(!answer.body.contains("short-pw"));
}

#[tokio::test]
async fn t28_probes_of_template_languages_are_only_text() {
    let desk = Desk::of("root").await;
    desk.enroll("ann", 1, "Ann's iPhone").await;
    desk.test.account("{{7*7}}", PrivilegeSet::EnrollmentOnly).await;
    for probe in
        ["{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{% include 'x' %}", "%{7*7}", "${{<%[%'\"}}%\\"]
    {
        let escaped = probe.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;");
        let escaped = escaped.replace('"', "&#34;").replace('\'', "&#39;");
        let list = desk.get(&format!("/console/devices?q={}", crate::desk::percent(probe))).await;
        assert_eq!(list.status, StatusCode::OK);
        let refused = sign_in(&desk, probe, "wrong password").await;
        let tokens = desk.post("/console/settings/api-tokens", &[("name", probe), ("days", "900")]).await;
        for page in [list, refused, tokens] {
            assert!(page.body.contains(&escaped), "{probe} in {}", page.main());
            assert!(!page.main().contains(">49<") && !page.main().contains("\"49\""));
        }
    }
}
