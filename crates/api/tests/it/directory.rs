//! Directories, whom a device is assigned to, and enrollment access, as programs see them.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::{Value, json};

use crate::door::{Answer, Door, request};

const BASE: &str = "dc=a";

async fn put(door: &Door, token: &str, uri: &str, body: &Value) -> Answer {
    let mut request = request("PUT", uri, Some(token), Body::from(body.to_string()));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    door.send(request).await
}

async fn delete(door: &Door, token: &str, uri: &str) -> Answer {
    door.send(request("DELETE", uri, Some(token), Body::empty())).await
}

fn fields() -> Value {
    json!({
        "name": "School",
        "base": BASE,
        "bind_password": "hidden-password",
        "settings": {
            "preset": "open-ldap",
            "hosts": [{ "name": "ldap.example.org" }],
            "bind_name": "cn=reader,dc=a"
        }
    })
}

#[tokio::test]
async fn a_program_sets_a_directory_up_tests_replaces_and_deletes_it() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door.post(&token, "/api/v1/directories", &fields()).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    let directory = door.get(&token, &address).await.json();
    assert_eq!(directory, made.json());
    assert_eq!(directory["settings"]["users"]["username"], "uid", "as usual for the make");
    assert_eq!(directory["settings"]["hosts"][0]["port"], 636);
    assert_eq!((&directory["has_bind_password"], &directory["position"]), (&json!(true), &json!(0)));

    // What is shown can be sent back as it is; the password stays.
    let same = json!({ "name": "College", "settings": directory["settings"] });
    let replaced = put(&door, &token, &address, &same).await.json();
    assert_eq!(replaced["settings"], directory["settings"]);
    assert_eq!((&replaced["name"], &replaced["has_bind_password"]), (&json!("College"), &json!(true)));

    let tested = door.post(&token, &format!("{address}/test"), &json!({})).await.json();
    assert_eq!((&tested["is_good"], tested["steps"].as_array().map(Vec::len)), (&json!(true), Some(5)));
    door.test.silence_directory(BASE);
    let tested = door.post(&token, &format!("{address}/test"), &json!({})).await.json();
    assert_eq!((&tested["is_good"], &tested["steps"][1]["is_done"]), (&json!(false), &json!(false)));
    assert!(door.get(&token, &address).await.json()["health"]["failing_since"].is_string());

    let disabled = door.post(&token, &format!("{address}/disable"), &json!({})).await.json();
    assert!(disabled["disabled_at"].is_string());
    let enabled = door.post(&token, &format!("{address}/enable"), &json!({})).await.json();
    assert!(enabled["disabled_at"].is_null());
    assert_eq!(door.get(&token, "/api/v1/directories").await.json()["items"], json!([enabled]));
    delete(&door, &token, &format!("{address}?cut_loose=maybe")).await.problem(422);
    assert_eq!(delete(&door, &token, &address).await.status, StatusCode::NO_CONTENT);
    door.get(&token, &address).await.problem(404);
}

#[tokio::test]
async fn t31_a_secret_of_a_directory_is_written_and_never_read() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let made = door.post(&token, "/api/v1/directories", &fields()).await;
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    for answer in [&made, &door.get(&token, &address).await, &door.get(&token, "/api/v1/directories").await] {
        assert!(!answer.text.contains("hidden-password"), "{}", answer.text);
    }
    let mut stolen = fields();
    stolen["settings"]["hosts"][0]["name"] = json!("evil.example");
    stolen["bind_password"] = Value::Null;
    let refused = put(&door, &token, &address, &stolen).await.problem(422);
    assert_eq!(refused["errors"][0]["field"], "bind_password");
}

#[tokio::test]
async fn what_is_wrong_with_a_directory_is_named_field_by_field() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let check = async |change: fn(&mut Value), field: &str| {
        let mut wrong = fields();
        change(&mut wrong);
        let refused = door.post(&token, "/api/v1/directories", &wrong).await.problem(422);
        assert_eq!(refused["errors"][0]["field"], field, "{refused}");
    };
    check(|wrong| wrong["name"] = json!(""), "name").await;
    check(|wrong| wrong["settings"]["preset"] = json!("paper"), "preset").await;
    check(|wrong| wrong["settings"]["security"] = json!("hope"), "security").await;
    check(|wrong| wrong["settings"]["hosts"] = json!([]), "hosts").await;
    check(|wrong| wrong["settings"]["roots"] = json!("nonsense"), "roots").await;
    check(|wrong| wrong["settings"]["failures_max"] = json!(0), "failures_max").await;
    check(|wrong| wrong["base"] = json!("nonsense"), "user_base").await;
    check(|wrong| wrong["client_certificate"] = json!("nonsense"), "client_identity").await;
}

#[tokio::test]
async fn people_are_looked_up_and_a_device_is_assigned_and_refreshed() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let id = door.test.ldap("School", BASE).await.id.to_string();
    let person = door.test.person("bea", &["staff"]);
    door.test.enroll("emma", 1).await;

    let asked = json!({
        "directory": fields(), "people": ["bea", "nobody"], "groups": ["staff"]
    });
    let preview = door.post(&token, "/api/v1/directories/preview", &asked).await.json();
    assert_eq!(preview["people"][0]["user"]["person"]["department"], "Physics", "{preview}");
    assert_eq!(
        (&preview["people"][1]["outcome"], &preview["groups"][0]["members"]),
        (&json!("missing"), &json!(["bea"]))
    );

    let found = door.get(&token, "/api/v1/directory-users?q=be").await.json();
    let user = &found["items"][0];
    assert_eq!((&user["directory_id"], &user["directory"]), (&json!(id), &json!("School")), "{found}");
    door.get(&token, "/api/v1/directory-users?q=").await.problem(422);
    door.get(&token, "/api/v1/directory-users").await.problem(400);

    let device = door.get(&token, "/api/v1/devices").await.json()["items"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let address = format!("/api/v1/devices/{device}/user");
    door.post(&token, &format!("{address}/refresh"), &json!({})).await.problem(409);
    let chosen = json!({ "user": { "directory_id": user["directory_id"], "id": user["id"] } });
    let assigned = put(&door, &token, &address, &chosen).await.json();
    assert_eq!(
        (&assigned["person"]["username"], &assigned["directory_user"]),
        (&json!("bea"), &chosen["user"])
    );
    assert!(assigned["person_checked_at"].is_string() && assigned["site_id"].is_null());
    let refreshed = door.post(&token, &format!("{address}/refresh"), &json!({})).await.json();
    assert_eq!(refreshed["outcome"], "unchanged");
    door.test.directory.remove(&person.key);
    let refreshed = door.post(&token, &format!("{address}/refresh"), &json!({})).await.json();
    assert_eq!(refreshed["outcome"], "left");
    put(&door, &token, &address, &chosen).await.problem(409);
    let nobody = put(&door, &token, &address, &json!({ "user": null })).await.json();
    assert_eq!((&nobody["person"]["username"], &nobody["directory_user"]), (&json!(""), &Value::Null));
}

#[tokio::test]
async fn a_program_keeps_enrollment_access_and_its_terms() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let id = door.test.ldap("School", BASE).await.id.to_string();
    door.test.person("bea", &["Staff"]);
    let path = "/api/v1/enrollment-access";
    let rows = door.get(&token, path).await.json();
    assert_eq!(
        (&rows["items"][0]["group"], &rows["items"][0]["may_institutional"]),
        (&Value::Null, &json!(true))
    );

    let new = json!({
        "group": { "directory_id": id, "id": "staff", "name": "Staff" },
        "offer": { "may_personal": true }
    });
    let made = door.post(&token, path, &new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let address = made.headers[header::LOCATION].to_str().expect("text").to_owned();
    assert_eq!(door.post(&token, path, &new).await.problem(422)["errors"][0]["field"], "group");
    let mut unknown = new.clone();
    unknown["group"]["id"] = json!("nobodys");
    door.post(&token, path, &unknown).await.problem(422);
    let replaced = put(&door, &token, &address, &json!({ "may_institutional": true })).await.json();
    assert_eq!((&replaced["may_personal"], &replaced["group"]["name"]), (&json!(false), &json!("Staff")));
    assert_eq!(door.get(&token, &address).await.json(), replaced);
    let for_all = format!("{path}/{}", rows["items"][0]["id"].as_str().expect("an id"));
    delete(&door, &token, &for_all).await.problem(409);
    assert_eq!(delete(&door, &token, &address).await.status, StatusCode::NO_CONTENT);

    let terms = json!({ "personal_agreement": { "en": "Be kind." }, "may_leave_user_blank": false });
    let kept = put(&door, &token, "/api/v1/enrollment-terms", &terms).await.json();
    let personal = &kept["personal_agreement"];
    assert_eq!((&personal["version"], &personal["texts"]["en"]), (&json!(1), &json!("Be kind.")));
    assert_eq!(kept["institutional_agreement"]["version"], json!(0));
    assert_eq!(kept["may_leave_user_blank"], json!(false));
    assert_eq!(door.get(&token, "/api/v1/enrollment-terms").await.json(), kept);
    let faulty = json!({
        "institutional_agreement": { "en": "Be kind." },
        "personal_agreement": { "de": "Seid nett." },
        "may_leave_user_blank": true
    });
    let problem = put(&door, &token, "/api/v1/enrollment-terms", &faulty).await.problem(422);
    assert_eq!(problem["errors"][0]["field"], "personal_agreement");
    assert_eq!(door.get(&token, "/api/v1/enrollment-terms").await.json(), kept, "nothing was written");
}

#[tokio::test]
async fn a_token_that_only_reads_changes_no_directory() {
    let door = Door::open().await;
    let read = door.token(&[Scope::Read]).await;
    let id = door.test.ldap("School", BASE).await.id.to_string();
    let address = format!("/api/v1/directories/{id}");
    assert_eq!(door.get(&read, &address).await.status, StatusCode::OK);
    door.post(&read, "/api/v1/directories", &fields()).await.problem(403);
    put(&door, &read, &address, &fields()).await.problem(403);
    delete(&door, &read, &address).await.problem(403);
    for verb in ["test", "disable", "enable"] {
        door.post(&read, &format!("{address}/{verb}"), &json!({})).await.problem(403);
    }
    let preview = json!({ "directory": fields(), "people": ["ann"] });
    door.post(&read, "/api/v1/directories/preview", &preview).await.problem(403);
    let terms = json!({ "may_leave_user_blank": true });
    put(&door, &read, "/api/v1/enrollment-terms", &terms).await.problem(403);
}
