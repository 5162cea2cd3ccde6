//! The shape in which older scripts know invitations.

use axum::body::Body;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::api_token::Scope;
use domain::privilege::PrivilegeSet;
use http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::{PASSWORD, TestApp};

use crate::door::{Answer, Door, request};

const ALL: &str = "/JSSResource/mobiledeviceinvitations";
const XML: &str = "application/xml";

/// The credentials of an account, as a header.
fn basic(username: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{username}:{password}")))
}

async fn send(door: &Door, method: &str, uri: &str, credentials: &str, accept: &str, body: &str) -> Answer {
    let mut request = request(method, uri, None, Body::from(body.to_owned()));
    let headers = request.headers_mut();
    headers.insert(header::AUTHORIZATION, credentials.parse().expect("a value"));
    headers.insert(header::ACCEPT, accept.parse().expect("a value"));
    if !body.is_empty() {
        headers.insert(header::CONTENT_TYPE, XML.parse().expect("a value"));
    }
    door.send(request).await
}

/// Returns the text of an element, the first of its name.
fn element(answer: &Answer, name: &str) -> String {
    let (open, close, empty) = (format!("<{name}>"), format!("</{name}>"), format!("<{name}/>"));
    match answer.text.split_once(&open) {
        Some((_, rest)) => rest.split_once(&close).expect("an end").0.to_owned(),
        None => {
            assert!(answer.text.contains(&empty), "no {name} in {}", answer.text);
            String::new()
        }
    }
}

#[tokio::test]
async fn a_script_makes_a_link_reads_it_back_and_deletes_it() {
    let door = Door::open().await;
    let bearer = format!("Bearer {}", door.token(&Scope::ALL).await);
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\
        <mobile_device_invitation><invitation_type>USER_INITIATED_URL</invitation_type>\
        <expiration_date>2030-12-31 23:59:00</expiration_date><require_login>false</require_login>\
        <allow_multiple_uses>true</allow_multiple_uses><enroll_into_site><id>-1</id><name>None</name></enroll_into_site>\
        <keep_existing_site_membership>true</keep_existing_site_membership><target_ios>iOS 4</target_ios>\
        <username/><some_new_field>1</some_new_field></mobile_device_invitation>";
    let made = send(&door, "POST", &format!("{ALL}/id/0"), &bearer, XML, body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert_eq!(made.headers[header::CONTENT_TYPE], "application/xml;charset=UTF-8");
    let decimal = element(&made, "invitation");
    assert!(
        (30..=39).contains(&decimal.len()) && decimal.bytes().all(|octet| octet.is_ascii_digit()),
        "{decimal}"
    );
    assert_eq!(element(&made, "expiration_date"), "2030-12-31 23:59:00");
    assert_eq!(element(&made, "expiration_date_utc"), "2030-12-31T23:59:00.000+0000");
    assert_eq!(element(&made, "expiration_date_epoch"), "1924991940000");
    assert_eq!(
        (element(&made, "login_required"), element(&made, "multiple_uses_allowed")),
        ("false".into(), "true".into())
    );
    assert_eq!(
        (element(&made, "target_ios"), element(&made, "last_action")),
        ("iOS 4".into(), "NONE".into())
    );
    let id = element(&made, "id");
    assert_eq!(id, "1");

    let shown = send(&door, "GET", &format!("{ALL}/id/{id}"), &bearer, XML, "").await;
    assert_eq!(
        shown.text.replace("<invitation/>", &format!("<invitation>{decimal}</invitation>")),
        made.text
    );
    let by_code = format!("{ALL}/invitation/{decimal}");
    assert_eq!(
        send(&door, "GET", &by_code, &bearer, XML, "").await.text,
        made.text,
        "who asks by it knows it"
    );
    let json = send(&door, "GET", &by_code, &bearer, "application/json", "").await;
    assert_eq!(json.headers[header::CONTENT_TYPE], "application/json");
    let json = json.json()["mobile_device_invitation"].clone();
    assert_eq!(
        (&json["id"], &json["invitation"]),
        (&json!(1), &Value::String(decimal.clone())),
        "a text: it fits no number"
    );
    assert_eq!(
        (&json["site"], &json["keep_existing_site_membership"]),
        (&json!({ "id": -1, "name": "None" }), &json!(true))
    );
    assert_eq!(
        send(&door, "GET", &format!("{ALL}/id/1.json"), &bearer, XML, "").await.json()["mobile_device_invitation"]
            ["id"],
        1
    );

    let listed = send(&door, "GET", ALL, &bearer, XML, "").await;
    assert_eq!((element(&listed, "size"), element(&listed, "id")), ("1".into(), "1".into()));
    assert!(!listed.text.contains(&decimal));
    for listed in [
        send(&door, "GET", ALL, &bearer, "application/json", "").await,
        send(&door, "GET", &format!("{ALL}.json"), &bearer, XML, "").await,
    ] {
        assert_eq!(listed.json()["mobile_device_invitations"][0]["invitation_type"], "USER_INITIATED_URL");
    }

    let put = send(&door, "PUT", &format!("{ALL}/id/{id}"), &bearer, XML, body).await;
    assert_eq!(put.problem(409)["detail"], "Put is not supported");
    send(&door, "PUT", &by_code, &bearer, XML, body).await.problem(409);
    send(&door, "PATCH", &by_code, &bearer, XML, body).await.problem(405);

    let key = app::LinkKey::parse(&decimal).expect("a key");
    door.test.app.look_at_invitation(&key).await.expect("the number opens it");
    let deleted = send(&door, "DELETE", &format!("{ALL}/id/{id}"), &bearer, XML, "").await;
    assert_eq!((deleted.status, element(&deleted, "id")), (StatusCode::OK, id.clone()));
    door.test.app.look_at_invitation(&key).await.expect_err("gone");
    for method in ["GET", "DELETE"] {
        for uri in [format!("{ALL}/id/{id}"), by_code.clone()] {
            send(&door, method, &uri, &bearer, XML, "").await.problem(404);
        }
    }
    for uri in [
        "/id/x",
        "/id/-1",
        "/id/99999999999999999999999",
        "/invitation/1",
        "/invitation/7KQ2M-4XV9D",
        "/name/x",
        "/id",
    ] {
        send(&door, "GET", &format!("{ALL}{uri}"), &bearer, XML, "").await.problem(404);
    }
    send(&door, "GET", "/JSSResource/computers", &bearer, XML, "").await.problem(404);
}

#[tokio::test]
async fn mail_is_sent_and_what_is_wrong_with_it_is_told() {
    let door = Door::open().await;
    let bearer = format!("Bearer {}", door.token(&Scope::ALL).await);
    let north = door.test.app.create_site(&door.administrator, "North").await.expect("a site").id;
    // The type is spelt as published examples spell it.
    let body = "<mobile_device_invitation><invitation_type>USER_INITATIED_EMAIL</invitation_type>\
        <expiration_date>Unlimited</expiration_date><enrolled_into_site><name>North</name></enrolled_into_site>\
        <sent_to>Anna &lt;anna@example.org&gt;, bo@example.org</sent_to><sent_from>Jamf Pro</sent_from>\
        <subject>Enroll &amp; go</subject><message>Open %@ on your iPad</message></mobile_device_invitation>";
    let made = send(&door, "POST", &format!("{ALL}/id/0"), &bearer, XML, body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    assert_eq!(element(&made, "invitation"), "", "each recipient gets a link of their own");
    assert_eq!(element(&made, "invitation_type"), "USER_INITIATED_EMAIL");
    assert_eq!(element(&made, "sent_to"), "anna@example.org, bo@example.org");
    assert_eq!(
        (element(&made, "expiration_date"), element(&made, "expiration_date_utc")),
        ("Unlimited".into(), "Unlimited".into())
    );
    assert_eq!(
        (element(&made, "expiration_date_epoch"), element(&made, "date_sent")),
        ("0".into(), String::new())
    );
    assert_eq!(
        (element(&made, "subject"), element(&made, "message")),
        ("Enroll &amp; go".into(), "Open {{link}} on your iPad".into())
    );
    assert!(element(&made, "enroll_into_site").ends_with("<name>North</name>"));
    let shown = send(&door, "GET", &format!("{ALL}/id/1"), &bearer, XML, "").await;
    assert_eq!(shown.text, made.text);
    let detail =
        door.test.app.find_invitation_by_number(&door.administrator, 1).await.expect("an invitation");
    assert_eq!((detail.open_messages, detail.invitation.terms.site_id), (2, Some(north)));

    let refused = async |content: &str, words: &str| {
        let body = format!("<mobile_device_invitation>{content}</mobile_device_invitation>");
        let problem = send(&door, "POST", &format!("{ALL}/id/0"), &bearer, XML, &body).await.problem(409);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(words)), "{problem}");
    };
    let mail = "<invitation_type>USER_INITIATED_EMAIL</invitation_type>";
    refused(mail, "sent_to").await;
    refused(&format!("{mail}<sent_to>anna@example.org, bo@example</sent_to>"), "bo@example: ").await;
    refused("<expiration_date>2001-01-01 00:00:00</expiration_date>", "past").await;
    refused("<enroll_into_site><name>Nowhere</name></enroll_into_site>", "site").await;
    refused("<require_login>perhaps</require_login>", "require_login").await;
    refused("<invitation_type>DEP_CUSTOM_ENROLL</invitation_type>", "invitation_type").await;
    refused("<message>{{lnik}} {{link}}</message>", "link").await;
    let listed = send(&door, "GET", ALL, &bearer, XML, "").await;
    assert_eq!(element(&listed, "size"), "1", "nothing was made by mistake");
}

#[tokio::test]
async fn t54_hostile_xml_is_refused_and_only_xml_is_taken() {
    let door = Door::open().await;
    let bearer = format!("Bearer {}", door.token(&Scope::ALL).await);
    let uri = format!("{ALL}/id/0");
    let deep = format!("{}{}", "<a>".repeat(5_000), "</a>".repeat(5_000));
    for (body, status) in [
        (
            "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><mobile_device_invitation><subject>&x;</subject></mobile_device_invitation>",
            400,
        ),
        ("<mobile_device_invitation><subject>&x;</subject></mobile_device_invitation>", 400),
        (deep.as_str(), 400),
        ("<computer_invitation/>", 400),
        ("<mobile_device_invitation>", 400),
        ("{\"mobile_device_invitation\":{}}", 400),
        (
            "<mobile_device_invitation><subject>a</subject><subject>b</subject></mobile_device_invitation>",
            400,
        ),
        (&"x".repeat(70_000), 413),
    ] {
        send(&door, "POST", &uri, &bearer, XML, body).await.problem(status);
    }
    // T35: what a form of another site can send is not read.
    for content_type in
        [None, Some("application/x-www-form-urlencoded"), Some("text/plain"), Some("application/json")]
    {
        let mut request = request("POST", &uri, None, Body::from("<mobile_device_invitation/>"));
        request.headers_mut().insert(header::AUTHORIZATION, bearer.parse().expect("a value"));
        if let Some(content_type) = content_type {
            request.headers_mut().insert(header::CONTENT_TYPE, content_type.parse().expect("a value"));
        }
        door.send(request).await.problem(415);
    }
    let listed = send(&door, "GET", ALL, &bearer, XML, "").await;
    assert_eq!(
        listed.text,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><mobile_device_invitations><size>0</size></mobile_device_invitations>"
    );
}

#[tokio::test]
async fn t27_nothing_is_served_without_credentials_and_nobody_goes_beyond_theirs() {
    let door = Door::open().await;
    door.test.account("audrey", PrivilegeSet::Auditor).await;
    let mail = "<mobile_device_invitation><invitation_type>USER_INITIATED_EMAIL</invitation_type><sent_to>a@example.org</sent_to></mobile_device_invitation>";
    let made = send(&door, "POST", ALL, &basic("root", PASSWORD), XML, mail).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let auditor = basic("audrey", PASSWORD);
    for (path, method) in api::classic_routes() {
        let path =
            path.replace("{id}", "1").replace("{code}", &"1".repeat(39)).replace("{*rest}", "accounts");
        for credentials in [
            "",
            "Bearer x",
            "Basic x",
            "Digest x",
            &basic("root", "wrong"),
            &basic("nobody", PASSWORD),
            &basic("ann", PASSWORD),
        ] {
            door.test.advance(domain::time::HOUR);
            let answer =
                send(&door, method, &path, credentials, XML, if method == "POST" { mail } else { "" }).await;
            answer.problem(401);
            let asks: Vec<_> = answer.headers.get_all(header::WWW_AUTHENTICATE).iter().collect();
            assert_eq!(asks, ["Bearer", "Basic realm=\"Vestibule\", charset=\"UTF-8\""]);
        }
        door.test.advance(domain::time::HOUR);
        if ["POST", "DELETE"].contains(&method) && !path.contains("/invitation/1") {
            send(&door, method, &path, &auditor, XML, if method == "POST" { mail } else { "" })
                .await
                .problem(403);
        }
    }
    let listed = send(&door, "GET", ALL, &auditor, XML, "").await;
    assert_eq!(element(&listed, "size"), "1");
    // The password opens this part and nothing else.
    send(&door, "GET", "/api/v1/devices", &basic("root", PASSWORD), XML, "").await.problem(401);
}

#[tokio::test]
async fn t22_wrong_passwords_are_slowed_down() {
    let door = Door::open().await;
    let mut last = 0;
    for _ in 0..30 {
        last = send(&door, "GET", ALL, &basic("root", "wrong"), XML, "").await.status.as_u16();
    }
    assert_eq!(last, 429);
    let right = send(&door, "GET", ALL, &basic("root", PASSWORD), XML, "").await;
    right.problem(429);
    assert!(right.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn whoever_has_or_needs_a_second_factor_needs_a_token() {
    let door = Door::open().await;
    let app = &door.test.app;
    app.begin_totp(&door.administrator).await.expect("begun");
    let setup = app.find_totp_setup(&door.administrator).await.expect("a look").expect("a set-up");
    let code = testkit::totp_code(setup.secret.expose(), app.now());
    app.confirm_totp(&door.administrator, &code).await.expect("confirmed");
    let refused = send(&door, "GET", ALL, &basic("root", PASSWORD), XML, "").await.problem(403);
    assert!(refused["detail"].as_str().is_some_and(|words| words.contains("API token")), "{refused}");
    send(&door, "GET", ALL, &basic("root", "wrong"), XML, "").await.problem(401);

    let mut builder = TestApp::builder();
    builder.settings.console.require_second_factor = true;
    let test = builder.build().await;
    test.account("ann", PrivilegeSet::Administrator).await;
    let router = api::router(test.app.clone());
    let mut asked = request("GET", ALL, None, Body::empty());
    asked.headers_mut().insert(header::AUTHORIZATION, basic("ann", PASSWORD).parse().expect("a value"));
    let answer = tower::ServiceExt::oneshot(router, asked).await.expect("infallible");
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}
