//! My account: password, second factors, recovery codes and sessions; the second step of a sign-in; other people's sessions.

use app::SecondFactorProof;
use domain::privilege::PrivilegeSet;
use domain::second_factor::{PENDING_LOGIN_AGE_MAX, TOTP_STEP};
use domain::secret::Secret;
use domain::session::PROOF_AGE_MAX;
use http::StatusCode;
use http::header::{COOKIE, RETRY_AFTER, SET_COOKIE};
use testkit::{Authenticator, PASSWORD, TestApp, totp_code};

use crate::desk::{Answer, Desk};
use crate::page::check;

const PATH: &str = "/console/account";

/// Returns the text between two others.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("{start} in {page}"));
    rest.split(end).next().expect("a beginning")
}

/// Sets an authenticator app up through the pages; returns its secret and the recovery codes.
async fn set_up_totp(desk: &Desk) -> (String, Vec<String>) {
    assert_eq!(desk.post("/console/account/totp", &[]).await.location(), "/console/account/totp");
    let page = desk.get("/console/account/totp").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.main().contains("class=\"qr\""));
    let secret = between(page.main(), "<code id=\"secret\">", "</code>").to_owned();
    let code = totp_code(&secret, desk.test.app.now());
    let answer = desk.post("/console/account/totp/confirm", &[("code", &code)]).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.main());
    let codes = between(answer.main(), "id=\"codes\">", "</pre>").lines().map(str::to_owned).collect();
    desk.test.advance(TOTP_STEP);
    (secret, codes)
}

/// Gives the password and returns the ticket of the second step.
async fn ticket(desk: &Desk, username: &str) -> String {
    let form = [("username", username), ("password", PASSWORD), ("to", "/console/devices")];
    let answer = desk.post("/console/sign-in", &form).await;
    assert_eq!(answer.location(), "/console/sign-in/second-step?to=%2Fconsole%2Fdevices");
    assert!(answer.session().is_none(), "no session yet");
    let cookie = answer.headers[SET_COOKIE].to_str().expect("ASCII");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("Secure") && cookie.contains("Max-Age=300"),
        "{cookie}"
    );
    between(cookie, "__Host-console-step=", ";").to_owned()
}

/// Sends a form of the second step.
async fn step(desk: &Desk, ticket: &str, path: &str, form: &[(&str, &str)]) -> Answer {
    let form: Vec<_> =
        form.iter().map(|(name, value)| format!("{name}={}", crate::desk::percent(value))).collect();
    let mut request = desk.request("POST", path, form.join("&").into());
    let headers = request.headers_mut();
    headers.insert("content-type", "application/x-www-form-urlencoded".parse().expect("a value"));
    headers.insert(COOKIE, format!("__Host-console-step={ticket}").parse().expect("a value"));
    desk.send(request).await
}

async fn look(desk: &Desk, ticket: &str) -> Answer {
    let mut request = desk.request("GET", "/console/sign-in/second-step", axum::body::Body::empty());
    request.headers_mut().insert(COOKIE, format!("__Host-console-step={ticket}").parse().expect("a value"));
    desk.send(request).await
}

#[tokio::test]
async fn t24_signing_in_takes_two_steps_with_an_app_or_a_recovery_code() {
    let mut desk = Desk::of("root").await;
    let (secret, codes) = set_up_totp(&desk).await;
    assert_eq!(codes.len(), 10);
    desk.session = None;

    let first = ticket(&desk, "root").await;
    let page = look(&desk, &first).await;
    assert_eq!(page.status, StatusCode::OK);
    let wrong = step(&desk, &first, "/console/sign-in/second-step", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(wrong.body.contains("role=\"alert\"") && wrong.session().is_none());
    let code = totp_code(&secret, desk.test.app.now());
    let form = [("code", code.as_str()), ("to", "/console/devices")];
    let answer = step(&desk, &first, "/console/sign-in/second-step", &form).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/console/devices"));
    let cookies: Vec<_> = answer.headers.get_all(SET_COOKIE).iter().collect();
    assert!(
        cookies.iter().any(|cookie| cookie.as_bytes().starts_with(b"__Host-console-step=;")),
        "{cookies:?}"
    );
    desk.session = answer.session();
    assert_eq!(desk.get("/console").await.status, StatusCode::OK);
    assert_eq!(look(&desk, &first).await.location(), "/console/sign-in?over=1");

    let second = ticket(&desk, "root").await;
    let form = [("recovery_code", codes[0].as_str()), ("to", "//evil.example")];
    let answer = step(&desk, &second, "/console/sign-in/second-step", &form).await;
    assert_eq!(answer.location(), "/console", "t66: nowhere else");
    let third = ticket(&desk, "root").await;
    let again = step(&desk, &third, "/console/sign-in/second-step", &form).await;
    assert_eq!(again.status, StatusCode::FORBIDDEN, "the code was used");
    desk.test.advance(PENDING_LOGIN_AGE_MAX);
    let late = step(&desk, &third, "/console/sign-in/second-step", &[("code", "123456")]).await;
    assert_eq!(late.location(), "/console/sign-in?over=1");
    assert!(desk.get("/console/sign-in?over=1").await.body.contains("took too long"));
    for nothing in ["", "invented"] {
        assert_eq!(look(&desk, nothing).await.location(), "/console/sign-in?over=1");
    }
}

#[tokio::test]
async fn t22_wrong_codes_slow_down() {
    let mut desk = Desk::of("root").await;
    let (secret, _) = set_up_totp(&desk).await;
    desk.session = None;
    let first = ticket(&desk, "root").await;
    for _ in 0..5 {
        let wrong = step(&desk, &first, "/console/sign-in/second-step", &[("code", "000000")]).await;
        assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    }
    let code = totp_code(&secret, desk.test.app.now());
    let slow = step(&desk, &first, "/console/sign-in/second-step", &[("code", &code)]).await;
    assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slow.headers.contains_key(RETRY_AFTER) && slow.body.contains("Too many tries."));
}

#[tokio::test]
async fn a_passkey_is_added_and_signs_in_through_the_pages() {
    let mut desk = Desk::of("root").await;
    let mut key = Authenticator::new(1);
    let asked = desk.post("/console/account/passkeys/ask", &[]).await;
    assert_eq!(
        (asked.status, asked.headers["content-type"].as_bytes()),
        (StatusCode::OK, b"application/json".as_slice())
    );
    let ceremony = between(&asked.body, "\"ceremony\":\"", "\"").to_owned();
    let options = asked.body.split_once("\"options\":").expect("options").1;
    let options = &options[..options.len() - 1];
    let response = key.create(options);
    let form = [("name", "Work <laptop>"), ("ceremony", &ceremony), ("response", &response)];
    let faulty = desk.post("/console/account/passkeys", &[("name", ""), form[1], form[2]]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.main().contains("aria-invalid"));
    let added = desk.post("/console/account/passkeys", &form).await;
    assert_eq!(added.status, StatusCode::CREATED, "{}", added.main());
    assert!(added.main().contains("Keep these recovery codes"));
    let page = desk.get(PATH).await;
    assert!(page.main().contains("Work &#60;laptop&#62;"));
    let id = between(page.main(), "/console/account/passkeys/", "/").to_owned();
    assert_eq!(id.len(), 36, "{id}");
    let replayed = desk.post("/console/account/passkeys", &form).await;
    assert_eq!(replayed.status, StatusCode::UNPROCESSABLE_ENTITY);

    let desk_session = desk.session.take();
    let first = ticket(&desk, "root").await;
    let asked = step(&desk, &first, "/console/sign-in/second-step/passkey/ask", &[]).await;
    let ceremony = between(&asked.body, "\"ceremony\":\"", "\"").to_owned();
    let options = asked.body.split_once("\"options\":").expect("options").1;
    let response = key.get(&options[..options.len() - 1]);
    let form = [("ceremony", ceremony.as_str()), ("response", &response), ("to", "/console/devices")];
    let stolen = step(&desk, "invented", "/console/sign-in/second-step/passkey", &form).await;
    assert_eq!(stolen.location(), "/console/sign-in?over=1");
    let answer = step(&desk, &first, "/console/sign-in/second-step/passkey", &form).await;
    assert_eq!(answer.location(), "/console/devices");
    assert!(answer.session().is_some());
    let second = ticket(&desk, "root").await;
    for form in [form, [("ceremony", ""), ("response", ""), ("to", "")]] {
        let refused = step(&desk, &second, "/console/sign-in/second-step/passkey", &form).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }

    desk.session = desk_session;
    let rename = format!("/console/account/passkeys/{id}/rename");
    assert_eq!(desk.post(&rename, &[("name", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        desk.post(&rename, &[("name", "Desk")]).await.location(),
        "/console/account?done=passkey-renamed"
    );
    let removed = desk.post(&format!("/console/account/passkeys/{id}/remove"), &[]).await;
    assert_eq!(removed.location(), "/console/account?done=passkey-removed");
    desk.sit_down("root").await;
}

#[tokio::test]
async fn t24_a_password_is_changed_with_the_present_one_and_the_browser_goes_on_in_a_new_session() {
    let mut desk = Desk::of("root").await;
    let other = desk.test.sign_in_again("root").await.session;
    let change = async |desk: &Desk, present: &str, new: &str| {
        desk.post("/console/account/password", &[("present_password", present), ("new_password", new)]).await
    };
    let wrong = change(&desk, "wrong password", "another password").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        wrong.main().contains("This is not your present password.") && wrong.main().contains("aria-invalid")
    );
    let short = change(&desk, PASSWORD, "short").await;
    assert!(short.main().contains("Use at least 10 characters.") && !short.body.contains("value=\"short\""));
    let changed = change(&desk, PASSWORD, "another password").await;
    assert_eq!(changed.location(), "/console/account?done=password");
    assert_eq!(desk.get(PATH).await.status, StatusCode::SEE_OTHER, "the old session is over");
    desk.session = Some(other);
    assert_eq!(desk.get(PATH).await.status, StatusCode::SEE_OTHER, "and so are others");
    desk.session = changed.session();
    assert!(desk.get(changed.location()).await.main().contains("Your password is changed."));
    let form = [("username", "root"), ("password", PASSWORD)];
    assert_eq!(desk.post("/console/sign-in", &form).await.status, StatusCode::FORBIDDEN);

    for _ in 0..5 {
        change(&desk, "wrong password", "a third password").await;
    }
    let slow = change(&desk, "another password", "a third password").await;
    assert_eq!(slow.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(slow.main().contains("Too many tries.") && slow.headers.contains_key(RETRY_AFTER));
}

#[tokio::test]
async fn t24_changes_lead_through_a_fresh_proof() {
    let mut desk = Desk::of("root").await;
    desk.test.advance(PROOF_AGE_MAX);
    for path in ["/console/account/totp", "/console/account/recovery-codes", "/console/account/passkeys/ask"]
    {
        assert_eq!(desk.post(path, &[]).await.location(), "/console/account/confirm", "{path}");
    }
    assert_eq!(desk.get("/console/account/totp").await.location(), "/console/account/confirm");
    let wrong = desk.post("/console/account/confirm", &[("password", "wrong password")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert!(wrong.main().contains("This is not your password."));
    let proved = desk.post("/console/account/confirm", &[("password", PASSWORD)]).await;
    assert_eq!(proved.location(), "/console/account?done=proved");
    assert_eq!(desk.get(PATH).await.status, StatusCode::SEE_OTHER, "the old token is dead");
    desk.session = proved.session();
    let (secret, _) = set_up_totp(&desk).await;

    desk.test.advance(PROOF_AGE_MAX);
    assert_eq!(desk.post("/console/account/totp/remove", &[]).await.location(), "/console/account/confirm");
    assert!(desk.get("/console/account/confirm").await.main().contains("With your authenticator app"));
    let code = totp_code(&secret, desk.test.app.now());
    desk.session = desk.post("/console/account/confirm", &[("code", &code)]).await.session();
    let removed = desk.post("/console/account/totp/remove", &[]).await;
    assert_eq!(removed.location(), "/console/account?done=totp-removed");
}

#[tokio::test]
async fn where_a_second_factor_is_required_every_page_leads_to_setting_one_up() {
    let mut builder = TestApp::builder();
    builder.settings.console.require_second_factor = true;
    let test = builder.build().await;
    test.account("root", PrivilegeSet::Administrator).await;
    let mut desk = Desk::before(test);
    desk.sit_down("root").await;
    for route in console::routes().iter().filter(|route| route.access == web::route::Access::SignedIn) {
        if route.path.starts_with(PATH) || route.path == "/console/sign-out" {
            continue;
        }
        let path =
            route.path.replace("{id}", "0190a5c8-0000-7000-8000-000000000001").replace("{*rest}", "nowhere");
        let answer = desk.send(desk.request(route.method.as_str(), &path, axum::body::Body::empty())).await;
        assert_eq!(answer.location(), PATH, "{} {path}", route.method);
    }
    let page = desk.get(PATH).await;
    assert!(page.main().contains("Set up a second factor to go on."));
    assert!(!page.body.contains("/console/devices"), "no section leads anywhere");
    set_up_totp(&desk).await;
    assert_eq!(desk.get("/console").await.status, StatusCode::OK);
}

#[tokio::test]
async fn sessions_are_ended_by_their_owner_and_by_administrators() {
    let mut desk = Desk::of("root").await;
    let second = desk.test.sign_in_again("root").await;
    let third = desk.test.sign_in_again("root").await;
    let page = desk.get(PATH).await;
    assert!(page.main().contains("Safari on Mac") && page.main().contains("This session"));
    let id = second.caller.session_id().expect("a session");
    assert_eq!(
        desk.post(&format!("/console/account/sessions/{id}/end"), &[]).await.location(),
        "/console/account?done=ended"
    );
    assert_eq!(
        desk.post("/console/account/sessions/end-others", &[]).await.location(),
        "/console/account?done=others-ended"
    );
    let own = desk.session.clone();
    for over in [second.session, third.session] {
        desk.session = Some(over);
        assert_eq!(desk.get(PATH).await.status, StatusCode::SEE_OTHER);
    }
    desk.session = own;

    let audrey = desk.test.sign_in_again("audrey").await;
    let account = desk.test.account_id("audrey").await;
    let page = format!("/console/settings/accounts/{account}/sessions");
    assert!(desk.get(&page).await.main().contains("Safari on Mac"));
    let id = audrey.caller.session_id().expect("a session");
    let answer = desk.post(&format!("/console/settings/sessions/{id}/end"), &[]).await;
    assert_eq!(answer.location(), format!("{page}?done=ended"));
    let audrey = desk.test.sign_in_again("audrey").await;
    assert_eq!(desk.post(&format!("{page}/end"), &[]).await.location(), format!("{page}?done=all-ended"));
    assert!(desk.get(&page).await.main().contains("not signed in anywhere"));
    let nobody = desk.get("/console/settings/accounts/0190a5c8-0000-7000-8000-000000000001/sessions").await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);

    // A lost second factor.
    let app = desk.test.app.clone();
    let audrey = app.find_caller(&audrey.session, testkit::SOURCE).await.expect("a look");
    assert!(audrey.is_none(), "ended with the others");
    let audrey = desk.test.sign_in_again("audrey").await;
    app.begin_totp(&audrey.caller).await.expect("a secret");
    let setup = app.find_totp_setup(&audrey.caller).await.expect("a look").expect("a set-up");
    let code = totp_code(setup.secret.expose(), app.now());
    app.confirm_totp(&audrey.caller, &code).await.expect("confirmed");
    assert!(desk.get(&page).await.main().contains("Reset second factor"));
    let reset = format!("/console/settings/accounts/{account}/second-factor/reset");
    assert_eq!(desk.post(&reset, &[]).await.location(), format!("{page}?done=reset"));
    assert!(!desk.get(&page).await.main().contains("Reset second factor"));
    desk.sit_down("audrey").await;
    let proof = SecondFactorProof::Totp(Secret::new(code));
    assert!(app.prove_by_second_factor(&audrey.caller, &proof).await.is_err());
}

#[tokio::test]
async fn t35_what_changes_how_one_signs_in_takes_no_form_from_elsewhere() {
    let desk = Desk::of("root").await;
    for route in console::routes() {
        if route.method != http::Method::POST {
            continue;
        }
        let path = route.path.replace("{id}", "0190a5c8-0000-7000-8000-000000000001");
        for (header, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let mut request = desk.request("POST", &path, axum::body::Body::empty());
            request.headers_mut().insert(header, value.parse().expect("a value"));
            assert_eq!(desk.send(request).await.status, StatusCode::FORBIDDEN, "{path} {header}");
        }
    }
}

#[tokio::test]
async fn pages_are_as_reviewed() {
    let mut desk = Desk::of("root").await;
    check("my-account-fresh", desk.get(PATH).await.main());
    check("my-account-proof", desk.get("/console/account/confirm").await.main());
    desk.post("/console/account/totp", &[]).await;
    check("my-account-totp", desk.get("/console/account/totp").await.main());
    let (_, _) = set_up_totp(&desk).await;
    let codes = desk.post("/console/account/recovery-codes", &[]).await;
    check("my-account-recovery-codes", codes.main());
    let root = desk.test.app.find_caller(desk.session.as_ref().expect("signed in"), testkit::SOURCE).await;
    let root = root.expect("a look").expect("a session");
    let asked = desk.test.app.ask_new_passkey(&root).await.expect("asked");
    let response = Authenticator::new(1).create(&asked.options);
    let answer = app::PasskeyAnswer { ceremony_id: asked.ceremony_id, response };
    desk.test.app.add_passkey(&root, "Work laptop", &answer).await.expect("added");
    check("my-account", desk.get(PATH).await.main());
    let account = desk.test.account_id("root").await;
    check(
        "account-sessions",
        desk.get(&format!("/console/settings/accounts/{account}/sessions")).await.main(),
    );
    desk.session = None;
    let ticket = ticket(&desk, "root").await;
    check("second-step", &look(&desk, &ticket).await.body);
}
