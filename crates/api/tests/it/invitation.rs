//! Enrollment invitations, as programs make, follow and end them.

use std::sync::Arc;

use app::Caller;
use axum::body::Body;
use domain::api_token::Scope;
use domain::time::{DAY, MINUTE};
use http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::{Phone, TestApp};

use crate::door::{Answer, Door, request};
use crate::site::token_of_sites;

const ALL: &str = "/api/v1/invitations";

fn mail(recipients: &Value) -> Value {
    json!({ "delivery": "email", "terms": { "name": "Physics" }, "recipients": recipients })
}

fn link() -> Value {
    json!({ "delivery": "link", "terms": { "name": "Poster", "uses_max": 3, "requires_login": false } })
}

/// Sends a request with a key.
async fn post_once(door: &Door, token: &str, key: &str, body: &str) -> Answer {
    let mut request = request("POST", ALL, Some(token), Body::from(body.to_owned()));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    request.headers_mut().insert("idempotency-key", key.parse().expect("a value"));
    door.send(request).await
}

async fn count(door: &Door, token: &str) -> usize {
    door.get(token, &format!("{ALL}?limit=200")).await.json()["items"].as_array().expect("items").len()
}

#[tokio::test]
async fn a_program_makes_and_sends_follows_changes_and_ends_an_invitation() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let recipients = json!([
        "Anna Berg <anna@example.org>",
        { "address": "bo@Example.org", "name": "Bo", "language": "sv", "other_address": "+46 70 123 45 67" },
        "ANNA@example.org"
    ]);
    let made = door.post(&token, ALL, &mail(&recipients)).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    let made = made.json();
    assert_eq!((&made["messages"], &made["link"]), (&json!(2), &Value::Null));
    let invitation = &made["invitation"];
    assert_eq!((&invitation["status"], &invitation["delivery"]), (&json!("active"), &json!("email")));
    assert_eq!(
        (&invitation["terms"]["uses_max"], &invitation["terms"]["language"]),
        (&json!(1), &json!("en"))
    );

    let shown = door.get(&token, &address).await.json();
    assert_eq!(shown["invitation"], *invitation);
    assert_eq!(shown["funnel"]["recipients"], 2);
    assert_eq!(shown["open_messages"], 2);
    let listed = door.get(&token, &format!("{ALL}?status=active&delivery=email&search=phys")).await.json();
    assert_eq!(listed["items"][0]["invitation"], *invitation);
    for other in ["status=expired", "delivery=sms", "archived=true", "search=chemistry"] {
        assert_eq!(door.get(&token, &format!("{ALL}?{other}")).await.json()["items"], json!([]), "{other}");
    }

    let page = door.get(&token, &format!("{address}/recipients?sort=address")).await.json();
    let bo = page["items"].as_array().expect("items").iter().find(|one| one["name"] == "Bo").expect("Bo");
    assert_eq!((&bo["address"], &bo["other_address"]), (&json!("bo@example.org"), &json!("+46701234567")));
    assert_eq!((&bo["language"], &bo["status"]), (&json!("sv"), &json!("queued")));
    let bo_at = format!("{address}/recipients/{}", bo["id"].as_str().expect("an id"));
    let detail = door.get(&token, &bo_at).await.json();
    assert_eq!(detail["messages"][0]["state"], "queued");
    assert!(detail["events"].as_array().is_some_and(|events| !events.is_empty()));

    let added = json!({ "recipients": ["carl@example.org", "anna@example.org"] });
    assert_eq!(door.post(&token, &format!("{address}/recipients"), &added).await.json()["added"], 1);
    let resent = door.act(&token, &format!("{address}/resend")).await.json();
    assert_eq!(resent, json!({ "messages": 0, "left_out": 3 }), "all wait for their first one");
    let revoked = door.act(&token, &format!("{bo_at}/revoke")).await.json();
    assert_eq!(revoked["status"], "revoked");

    let mut terms = invitation["terms"].clone();
    terms["expires_at"] = Value::Null;
    terms["note"] = json!("for good");
    let changed = door.put(&token, &address, &json!({ "terms": terms })).await;
    assert_eq!(changed.json()["terms"], terms, "{}", changed.text);
    let nameless = json!({ "terms": { "name": "Physics" } });
    let refused = door.put(&token, &address, &nameless).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "expires_at", "an end is never replaced by silence");

    for (act, status) in [("pause", "paused"), ("resume", "active"), ("archive", "active")] {
        assert_eq!(door.act(&token, &format!("{address}/{act}")).await.json()["status"], status, "{act}");
    }
    assert_eq!(count(&door, &token).await, 0, "it is in the archive");
    assert!(door.act(&token, &format!("{address}/unarchive")).await.json()["archived_at"].is_null());
    door.delete(&token, &address).await.problem(409);
    assert_eq!(door.act(&token, &format!("{address}/revoke")).await.json()["status"], "revoked");
    door.act(&token, &format!("{address}/resend")).await.problem(409);
    assert_eq!(door.delete(&token, &address).await.status, StatusCode::NO_CONTENT);
    door.get(&token, &address).await.problem(404);
}

#[tokio::test]
async fn t06_a_link_is_shown_when_it_is_made_and_never_again() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door.post(&token, ALL, &link()).await;
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    let made = made.json();
    let shown =
        |link: &Value| ["link", "code", "decimal"].map(|form| link[form].as_str().expect(form).to_owned());
    let first = shown(&made["link"]);
    assert!(first[0].contains("/i/") && first[2].bytes().all(|octet| octet.is_ascii_digit()));

    let recipients = door.get(&token, &format!("{address}/recipients")).await;
    let id = recipients.json()["items"][0]["id"].as_str().expect("an id").to_owned();
    let one = format!("{address}/recipients/{id}");
    let second = shown(&door.act(&token, &format!("{one}/link")).await.json());
    let third = shown(&door.post(&token, &format!("{one}/link"), &json!({ "replaces": true })).await.json());
    let words: Vec<_> = [&first, &second, &third].into_iter().flatten().collect();
    for uri in [ALL, &address, &format!("{address}/recipients"), &one, &format!("{address}/devices")] {
        let answer = door.get(&token, uri).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(words.iter().all(|word| !answer.text.contains(word.as_str())), "{uri}");
    }
    let key = |link: &str| app::LinkKey::parse(link.rsplit('/').next().expect("a token")).expect("a key");
    door.test.app.look_at_invitation(&key(&first[0])).await.expect_err("replaced");
    door.test.app.look_at_invitation(&key(&third[0])).await.expect("a link");
    door.act(&token, &format!("{address}/resend")).await.problem(409);
}

#[test]
fn t31_only_answers_that_make_a_link_hold_one() {
    let document = serde_json::to_value(api::openapi()).expect("the document serialises");
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let holds = |value: &Value| value.to_string().contains("#/components/schemas/NewLink\"");
    let holders: Vec<_> =
        schemas.iter().filter(|(_, schema)| holds(schema)).map(|(name, _)| name.as_str()).collect();
    assert_eq!(holders, ["MadeInvitation"]);
    let operations = api::routes().into_iter().filter(|route| {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        let answers = operation["responses"].to_string();
        holds(&operation["responses"]) || answers.contains("#/components/schemas/MadeInvitation\"")
    });
    let paths: Vec<_> = operations.map(|route| format!("{} {}", route.method, route.path)).collect();
    assert_eq!(
        paths,
        ["POST /api/v1/invitations", "POST /api/v1/invitations/{id}/recipients/{recipient_id}/link"]
    );
}

#[tokio::test]
async fn faults_are_told_by_their_place_and_nothing_is_sent() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let recipients = json!([
        "anna@example.org",
        "bo@example",
        { "address": "carl@example.org", "zone": "Mars/Olympus" },
        { "address": "dora@example.org\r\nBcc: all@example.org", "language": "klingon" }
    ]);
    let refused = door.post(&token, ALL, &mail(&recipients)).await.problem(422);
    let pointers: Vec<_> =
        refused["errors"].as_array().expect("errors").iter().map(|one| &one["pointer"]).collect();
    let expected =
        ["/recipients/1/address", "/recipients/2/zone", "/recipients/3/address", "/recipients/3/language"];
    assert_eq!(
        pointers,
        expected.iter().map(|text| json!(text)).collect::<Vec<_>>().iter().collect::<Vec<_>>()
    );
    assert!(refused["errors"][0]["message"].as_str().is_some_and(|words| words.contains("dot")), "{refused}");

    let check = async |body: Value, field: &str| {
        let refused = door.post(&token, ALL, &body).await.problem(422);
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    };
    let with = |field: &str, value: Value| {
        let mut body = mail(&json!(["anna@example.org"]));
        body["terms"][field] = value;
        body
    };
    check(with("expires_at", json!("2001-01-01T00:00:00Z")), "expires_at").await;
    check(with("expires_at", json!("soon")), "expires_at").await;
    check(with("uses_max", json!(0)), "uses_max").await;
    check(with("serial_numbers", json!(["short"])), "serial_numbers").await;
    check(with("zone", json!("Mars/Olympus")), "zone").await;
    check(with("name", json!("a\nBcc: x")), "name").await;
    check(with("login_match", json!("maybe")), "login_match").await;
    check(mail(&json!([])), "recipients").await;
    check(json!({ "delivery": "pigeon", "terms": { "name": "A" } }), "delivery").await;
    check(json!({ "delivery": "sms", "terms": { "name": "A" }, "recipients": ["070 123"] }), "recipients")
        .await;
    let mut with_recipients = link();
    with_recipients["recipients"] = json!(["anna@example.org"]);
    check(with_recipients, "recipients").await;
    let mut without_link = mail(&json!(["anna@example.org"]));
    without_link["texts"] = json!({ "en": { "subject": "Hello", "body": "no way on", "sms": "{{link}}" } });
    check(without_link, "body").await;
    for malformed in [
        json!({}),
        json!([]),
        json!({ "delivery": "link", "terms": { "name": "A", "ownership": "personal" } }),
    ] {
        door.post(&token, ALL, &malformed).await.problem(400);
    }
    assert_eq!(count(&door, &token).await, 0);
    let many: Vec<_> = (0..10_001).map(|n| json!(format!("person{n}@example.org"))).collect();
    let refused = door.post(&token, ALL, &mail(&json!(many))).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "recipients");
    assert_eq!(count(&door, &token).await, 0);
    for query in ["status=lost", "delivery=x", "archived=maybe", "sort=inviter", "after=1", "limit=0"] {
        door.get(&token, &format!("{ALL}?{query}")).await.problem(422);
    }
}

#[tokio::test]
async fn t30_recipients_are_sorted_and_filtered_by_listed_names_only() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door.post(&token, ALL, &mail(&json!(["bo@example.org", "anna@example.org"]))).await;
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    for column in ["token_hash", "code_hash", "address_key", "words", "id", "created_at", "1", "ADDRESS"] {
        door.get(&token, &format!("{address}/recipients?sort={column}")).await.problem(422);
    }
    let addresses = async |query: &str| {
        let page = door.get(&token, &format!("{address}/recipients?{query}")).await.json();
        let items = page["items"].as_array().expect("items").iter();
        items.map(|one| one["address"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(addresses("sort=address").await, ["anna@example.org", "bo@example.org"]);
    assert_eq!(addresses("sort=added").await, ["bo@example.org", "anna@example.org"]);
    assert_eq!(addresses("search=ANNA").await, ["anna@example.org"]);
    assert_eq!(addresses("status=enrolled").await, [""; 0]);
    let first = door.get(&token, &format!("{address}/recipients?sort=address&limit=1")).await.json();
    let next = first["next"].as_str().expect("a next").replace('~', "%7E");
    assert_eq!(addresses(&format!("sort=address&limit=1&after={next}")).await, ["bo@example.org"]);
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer_again_for_a_day() {
    for test in TestApp::on_each_engine().await {
        let door = Door::before(test).await;
        let token = door.token(&Scope::ALL).await;
        let body = link().to_string();
        let first = post_once(&door, &token, "order-66", &body).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
        door.test.advance(8 * MINUTE);
        let again = post_once(&door, &token, "order-66", &body).await;
        assert_eq!((again.status, &again.text), (StatusCode::CREATED, &first.text), "also its link");
        assert_eq!(again.headers[header::LOCATION], first.headers[header::LOCATION]);
        assert_eq!(count(&door, &token).await, 1);

        let other = mail(&json!(["anna@example.org"])).to_string();
        let refused = post_once(&door, &token, "order-66", &other).await.problem(422);
        assert_eq!(refused["errors"][0]["field"], "Idempotency-Key");
        assert_eq!(count(&door, &token).await, 1);
        // A key is a token's own, and what was refused leaves none behind.
        let neighbour = door.token(&Scope::ALL).await;
        assert_ne!(post_once(&door, &neighbour, "order-66", &body).await.text, first.text);
        let wrong = mail(&json!(["nobody"])).to_string();
        post_once(&door, &token, "order-67", &wrong).await.problem(422);
        let right = post_once(&door, &token, "order-67", &other).await;
        assert_eq!(right.status, StatusCode::CREATED, "{}", right.text);
        for key in ["", "two words", &"x".repeat(256)] {
            post_once(&door, &token, key, &body).await.problem(422);
        }
        // Neither its key nor its link lies in the database in clear.
        let link = first.json()["link"]["link"].as_str().expect("a link").to_owned();
        let secret = link.rsplit('/').next().expect("a token").to_owned();
        let trail = door.test.database.trail().await.join("\n");
        assert!(!trail.contains(&secret));
        if let Some(file) = door.test.database.file() {
            for file in [file.clone(), file.with_extension("db-wal")] {
                let octets = std::fs::read(file).unwrap_or_default();
                let text = String::from_utf8_lossy(&octets);
                assert!(!text.contains(&secret) && !text.contains("order-66"));
            }
        }

        door.test.advance(DAY);
        door.test.app.sweep().await.expect("swept");
        let fresh = post_once(&door, &token, "order-66", &body).await;
        assert_eq!(fresh.status, StatusCode::CREATED);
        assert_ne!(fresh.text, first.text, "a day later the key is new");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_at_once_under_one_key_make_one_invitation() {
    for test in TestApp::on_each_engine().await {
        let door = Arc::new(Door::before(test).await);
        let token = door.token(&Scope::ALL).await;
        let body = mail(&json!(["anna@example.org", "bo@example.org"])).to_string();
        let mut posts = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (door, token, body) = (door.clone(), token.clone(), body.clone());
            posts.spawn(async move { post_once(&door, &token, "at-once", &body).await });
        }
        let answers = posts.join_all().await;
        for answer in &answers {
            assert_eq!((answer.status, &answer.text), (StatusCode::CREATED, &answers[0].text));
        }
        assert_eq!(count(&door, &token).await, 1);
        let id = answers[0].json()["invitation"]["id"].as_str().expect("an id").to_owned();
        assert_eq!(door.get(&token, &format!("{ALL}/{id}")).await.json()["open_messages"], 2);
    }
}

#[tokio::test]
async fn t08_what_opens_an_invitation_opens_nothing_here() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door.post(&token, ALL, &link()).await.json();
    let link = made["link"]["link"].as_str().expect("a link");
    let secrets = [
        link.rsplit('/').next().expect("a token"),
        link,
        made["link"]["code"].as_str().expect("a code"),
        made["link"]["decimal"].as_str().expect("a number"),
    ];
    let id = made["invitation"]["id"].as_str().expect("an id");
    let documented = api::routes().into_iter().filter(|route| !route.is_public);
    let documented = documented.map(|route| (route.path, route.method));
    let classic = api::classic_routes().map(|(path, method)| (path.to_owned(), method));
    for (path, method) in documented.chain(classic) {
        let path = path.replace("{id}", id).replace("{recipient_id}", id).replace("{code}", secrets[3]);
        let path = path.replace("{*rest}", "accounts");
        for secret in secrets {
            let answer = door.send(request(method, &path, Some(secret), Body::from("{}"))).await;
            answer.problem(401);
        }
    }
}

#[tokio::test]
async fn t29_invitations_of_another_site_are_neither_seen_nor_touched() {
    let door = Door::open().await;
    let (app, operator) = (&door.test.app, Caller::operator());
    let all = door.token(&Scope::ALL).await;
    let north = app.create_site(&operator, "North").await.expect("a site").id;
    let south = app.create_site(&operator, "South").await.expect("a site").id;
    let token = token_of_sites(&door, &[north]).await;
    let made = async |token: &str, site: Value| {
        let mut body = mail(&json!(["anna@example.org"]));
        body["terms"]["site_id"] = site;
        door.post(token, ALL, &body).await
    };
    let other = made(&all, json!(south.to_string())).await;
    let address = other.headers[header::LOCATION].to_str().expect("text").to_owned();
    let recipients = door.get(&all, &format!("{address}/recipients")).await.json();
    let one = format!("{address}/recipients/{}", recipients["items"][0]["id"].as_str().expect("an id"));
    for uri in [
        &address,
        &format!("{address}/recipients"),
        &format!("{address}/devices"),
        &format!("{address}/approvals"),
        &one,
    ] {
        door.get(&token, uri).await.problem(404);
    }
    for act in ["pause", "resume", "revoke", "archive", "unarchive", "resend"] {
        door.act(&token, &format!("{address}/{act}")).await.problem(404);
    }
    for act in ["resend", "revoke", "link"] {
        door.act(&token, &format!("{one}/{act}")).await.problem(404);
    }
    door.delete(&token, &address).await.problem(404);
    let added = json!({ "recipients": ["eve@example.org"] });
    door.post(&token, &format!("{address}/recipients"), &added).await.problem(404);
    let terms = json!({ "terms": { "name": "Mine", "expires_at": null, "site_id": north.to_string() } });
    door.put(&token, &address, &terms).await.problem(404);
    assert!(made(&token, json!(south.to_string())).await.status.is_client_error());
    let nowhere = made(&token, Value::Null).await.problem(422);
    assert_eq!(nowhere["errors"][0]["field"], "site_id", "{nowhere}");
    let own = made(&token, json!(north.to_string())).await;
    assert_eq!(own.status, StatusCode::CREATED, "{}", own.text);
    let own = own.headers[header::LOCATION].to_str().expect("text").to_owned();
    // Somebody of another invitation is nobody of this one.
    let strange = one.replace(&address, &own);
    door.get(&token, &strange).await.problem(404);
    door.get(&all, &strange).await.problem(404);
    for act in ["resend", "revoke", "link"] {
        door.act(&all, &format!("{strange}/{act}")).await.problem(404);
    }
    let listed = door.get(&token, ALL).await.json();
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(door.get(&all, &address).await.json()["funnel"]["standing"][0]["status"], "queued");
}

#[tokio::test]
async fn an_enrollment_that_waits_is_approved_and_its_device_listed() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let mut body = link();
    body["terms"]["needs_approval"] = json!(true);
    let made = door.post(&token, ALL, &body).await;
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    let decimal = made.json()["link"]["decimal"].as_str().expect("a number").to_owned();
    let key = app::LinkKey::parse(&decimal).expect("a key");
    let begin = async || {
        let begun = door.test.app.begin_enrollment_by_invitation(&key, None, testkit::SOURCE).await;
        begun.expect("an enrollment")
    };
    let (first, second) = (begin().await, begin().await);
    let waiting = door.get(&token, &format!("{address}/approvals")).await.json();
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(2), "{waiting}");
    let at = |id: &str, act: &str| format!("/api/v1/enrollments/{id}/{act}");
    let declined = door.act(&token, &at(&second.enrollment.id.to_string(), "decline")).await;
    assert_eq!(declined.json()["end"], "declined", "{}", declined.text);
    let approved = door.act(&token, &at(&first.enrollment.id.to_string(), "approve")).await;
    assert_eq!(approved.json()["status"], "under-way", "{}", approved.text);
    door.act(&token, &at(&second.enrollment.id.to_string(), "approve")).await.problem(409);

    let mut phone = Phone::new(1);
    phone.fetch_profile(&door.test.app, &first.profile_url).await.expect("a profile");
    phone.request_certificate(&door.test.app).await.expect("a certificate");
    phone.authenticate(&door.test.app).await.expect("Authenticate");
    phone.update_token(&door.test.app).await.expect("TokenUpdate");
    let devices = door.get(&token, &format!("{address}/devices")).await.json();
    assert_eq!(devices["items"][0]["enrollment"]["status"], "enrolled", "{devices}");
    assert!(devices["items"][0]["device"]["id"].is_string());
    let shown = door.get(&token, &address).await.json();
    assert_eq!((&shown["uses_counted"], &shown["uses_reserved"]), (&json!(1), &json!(0)));
    let enrolled = shown["funnel"]["reached"].as_array().expect("stages").last().expect("a stage").clone();
    assert_eq!(enrolled, json!({ "stage": "enrolled", "count": 1 }));
}

#[tokio::test]
async fn t27_a_token_that_reads_makes_and_changes_nothing() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let read = door.token(&[Scope::Read]).await;
    let made = door.post(&token, ALL, &mail(&json!(["anna@example.org"]))).await;
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    let recipients = door.get(&read, &format!("{address}/recipients")).await.json();
    let one = format!("{address}/recipients/{}", recipients["items"][0]["id"].as_str().expect("an id"));
    for act in ["pause", "resume", "revoke", "archive", "unarchive", "resend"] {
        door.act(&read, &format!("{address}/{act}")).await.problem(403);
    }
    for act in ["resend", "revoke", "link"] {
        door.act(&read, &format!("{one}/{act}")).await.problem(403);
    }
    door.post(&read, ALL, &mail(&json!(["bo@example.org"]))).await.problem(403);
    post_once(&door, &read, "a-key", &link().to_string()).await.problem(403);
    let added = json!({ "recipients": ["eve@example.org"] });
    door.post(&read, &format!("{address}/recipients"), &added).await.problem(403);
    door.put(&read, &address, &json!({ "terms": { "name": "Mine", "expires_at": null } })).await.problem(403);
    door.delete(&read, &address).await.problem(403);
    assert_eq!(count(&door, &read).await, 1);
}

#[tokio::test]
async fn the_outbox_tells_what_became_of_messages_and_not_what_they_say() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    door.post(&token, ALL, &mail(&json!(["anna@example.org", "bo@example.org"]))).await;
    let queued = door.get(&token, "/api/v1/outbox?state=queued").await.json();
    assert_eq!(queued["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(queued["idle_channels"], json!(["email", "sms"]), "nothing is set up that would carry them");
    door.test.run_due().await;
    let held = door.get(&token, "/api/v1/outbox?state=held&limit=1").await;
    assert_eq!(held.json()["items"][0]["kind"], "invitation", "{}", held.text);
    assert!(held.json()["next"].is_string() && !held.text.contains("/i/"));
    assert_eq!(door.get(&token, "/api/v1/outbox?state=queued").await.json()["items"], json!([]));
    for wrong in ["state=lost", "limit=0", "after=1"] {
        door.get(&token, &format!("/api/v1/outbox?{wrong}")).await.problem(422);
    }
}
