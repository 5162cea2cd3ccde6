//! Accounts and groups of accounts, from a program.

use domain::api_token::Scope;
use domain::privilege::PrivilegeSet;
use http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::PASSWORD;

use crate::door::{Answer, Door};

const ACCOUNTS: &str = "/api/v1/accounts";
const GROUPS: &str = "/api/v1/account-groups";
const READ_AND_MANAGE: [Scope; 2] = [Scope::Read, Scope::Manage];

fn auditor(username: &str) -> Value {
    json!({
        "username": username,
        "full_name": "Bea Example",
        "password": PASSWORD,
        "access": "full",
        "privilege_set": "auditor",
    })
}

/// The body with one property replaced; `null` takes it away.
fn with(mut body: Value, property: &str, value: Value) -> Value {
    match value {
        Value::Null => drop(body.as_object_mut().expect("an object").remove(property)),
        value => body[property] = value,
    }
    body
}

fn fields(answer: &Answer) -> Vec<String> {
    let problem = answer.problem(422);
    let errors = problem["errors"].as_array().expect("errors").iter();
    errors.map(|error| error["field"].as_str().expect("a name").to_owned()).collect()
}

fn location(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    answer.headers[header::LOCATION].to_str().expect("ASCII").to_owned()
}

#[tokio::test]
async fn an_account_is_made_shown_replaced_disabled_and_enabled() {
    let door = Door::open().await;
    let token = door.token(&READ_AND_MANAGE).await;
    let made = door.post(&token, ACCOUNTS, &with(auditor("Bea"), "email", json!("bea@example.org"))).await;
    let bea = location(&made);
    assert!(!made.text.contains(PASSWORD), "t31: a password never comes back");
    let shown = door.get(&token, &bea).await.json();
    assert_eq!(shown["account"], made.json());
    assert_eq!(shown["group_ids"], json!([]));
    assert_eq!(shown["in_use"], json!({ "sessions": 0, "api_tokens": 0, "enrollments_under_way": 0 }));
    let mut account = made.json();
    account["id"] = json!("[id]");
    assert_eq!(
        account,
        json!({
            "id": "[id]", "username": "Bea", "full_name": "Bea Example", "email": "bea@example.org",
            "origin": "local", "directory_user": null, "access": "full", "site_id": null,
            "privilege_set": "auditor", "privileges": [], "created_at": "2026-11-22T12:00:00Z", "disabled_at": null,
        })
    );
    let listed = door.get(&token, ACCOUNTS).await.json();
    let names: Vec<_> =
        listed["items"].as_array().expect("items").iter().map(|one| &one["username"]).collect();
    assert_eq!(json!(names), json!(["ann", "Bea", "root"]));

    door.test.sign_in_with("bea", PASSWORD).await.expect("a sign-in");
    assert_eq!(door.get(&token, &bea).await.json()["in_use"]["sessions"], 1);
    let custom = json!({
        "full_name": "Bea B.", "access": "full", "privilege_set": "custom",
        "privileges": ["sign-in-to-console", "read-devices"],
    });
    let replaced = door.put(&token, &bea, &custom).await;
    assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.text);
    assert_eq!(replaced.json()["privileges"], json!(["sign-in-to-console", "read-devices"]));
    assert_eq!(replaced.json()["email"], json!(null), "what is left out is empty");
    assert_eq!(
        door.get(&token, &bea).await.json()["in_use"]["sessions"],
        0,
        "t24: she may do something else"
    );

    for _ in 0..2 {
        let disabled = door.post(&token, &format!("{bea}/disable"), &json!({})).await;
        assert_eq!(disabled.status, StatusCode::NO_CONTENT);
    }
    assert!(door.test.sign_in_with("bea", PASSWORD).await.is_err());
    assert!(door.get(&token, &bea).await.json()["account"]["disabled_at"].is_string());
    assert_eq!(door.post(&token, &format!("{bea}/enable"), &json!({})).await.status, StatusCode::NO_CONTENT);
    let reset =
        door.post(&token, &format!("{bea}/reset-password"), &json!({ "password": "battery staple" })).await;
    assert_eq!(reset.status, StatusCode::NO_CONTENT);
    assert!(door.test.sign_in_with("bea", PASSWORD).await.is_err());
    door.test.sign_in_with("bea", "battery staple").await.expect("the new one");
}

#[tokio::test]
async fn groups_are_made_filled_replaced_and_deleted() {
    let door = Door::open().await;
    let token = door.token(&READ_AND_MANAGE).await;
    let desk = json!({ "name": "Desk", "reach": "full", "privilege_set": "auditor" });
    let made = door.post(&token, GROUPS, &desk).await;
    let (group, id) = (location(&made), made.json()["id"].clone());
    let member = with(with(auditor("bea"), "access", json!("groups")), "group_ids", json!([id]));
    let bea = location(&door.post(&token, ACCOUNTS, &member).await);
    let bea_id = bea.rsplit('/').next().expect("an id");
    assert_eq!(door.get(&token, &bea).await.json()["group_ids"], json!([id]));
    let shown = door.get(&token, &group).await.json();
    assert_eq!(shown, json!({ "group": made.json(), "account_ids": [bea_id] }));
    assert_eq!(door.get(&token, GROUPS).await.json(), json!({ "items": [shown] }));

    let twin = door.post(&token, GROUPS, &with(desk.clone(), "name", json!("DESK"))).await;
    assert_eq!(fields(&twin), ["name"]);
    let replaced = door.put(&token, &group, &with(desk.clone(), "name", json!("Help desk"))).await;
    assert_eq!((replaced.status, &replaced.json()["name"]), (StatusCode::OK, &json!("Help desk")));
    let fixed =
        json!({ "directory_id": door.test.ldap("School", "dc=school").await.id.to_string(), "id": "staff" });
    door.put(&token, &group, &with(desk.clone(), "directory_group", fixed.clone())).await.problem(400);
    let staff = with(with(desk.clone(), "name", json!("Staff")), "directory_group", fixed.clone());
    let staff = door.post(&token, GROUPS, &staff).await;
    assert_eq!(staff.json()["directory_group"], fixed);
    let joined = door.put(&token, &bea, &json!({
        "full_name": "Bea", "access": "groups", "privilege_set": "auditor", "group_ids": [staff.json()["id"]],
    })).await;
    assert_eq!(fields(&joined), ["group_ids"], "a directory's group is not chosen here");

    assert_eq!(door.delete(&token, &group).await.status, StatusCode::NO_CONTENT);
    door.delete(&token, &group).await.problem(404);
    assert_eq!(door.get(&token, &bea).await.json()["group_ids"], json!([]));
}

#[tokio::test]
async fn wrong_values_of_accounts_and_groups_are_named() {
    let door = Door::open().await;
    let token = door.token(&READ_AND_MANAGE).await;
    let some_id = "00000000-0000-7000-8000-000000000001";
    for (property, value, expected) in [
        ("username", json!(" bea"), "username"),
        ("username", json!("ROOT"), "username"),
        ("full_name", json!("a\u{0}b"), "full_name"),
        ("email", json!("bea"), "email"),
        ("password", json!("short"), "password"),
        ("password", json!("x".repeat(2_000)), "password"),
        ("access", json!("everything"), "access"),
        ("access", json!("site"), "site_id"),
        ("site_id", json!(some_id), "site_id"),
        ("privilege_set", json!("owner"), "privilege_set"),
        ("privilege_set", json!("custom"), "privileges"),
        ("privileges", json!(["read-devices"]), "privileges"),
        ("group_ids", json!([some_id]), "group_ids"),
    ] {
        let answer = door.post(&token, ACCOUNTS, &with(auditor("bea"), property, value.clone())).await;
        assert_eq!(fields(&answer), [expected], "{property}: {value}");
    }
    let elsewhere = with(with(auditor("bea"), "access", json!("site")), "site_id", json!(some_id));
    assert_eq!(fields(&door.post(&token, ACCOUNTS, &elsewhere).await), ["site_id"]);
    let unknown = with(with(auditor("bea"), "privilege_set", json!("custom")), "privileges", json!(["sudo"]));
    assert_eq!(fields(&door.post(&token, ACCOUNTS, &unknown).await), ["privileges"]);
    for (property, value) in [
        ("password", json!(null)),
        ("username", json!(7)),
        ("site_id", json!("x")),
        ("group_ids", json!("x")),
        ("role", json!("auditor")),
    ] {
        door.post(&token, ACCOUNTS, &with(auditor("bea"), property, value)).await.problem(400);
    }
    let group = json!({ "name": "Desk", "reach": "full", "privilege_set": "auditor" });
    let nowhere = json!({ "directory_id": some_id, "id": "staff" });
    let nameless = json!({ "directory_id": some_id, "id": "" });
    for (property, value, expected) in [
        ("name", json!(""), "name"),
        ("reach", json!("groups"), "reach"),
        ("reach", json!("site"), "site_id"),
        ("privilege_set", json!(""), "privilege_set"),
        ("directory_group", nowhere, "directory_group"),
        ("directory_group", nameless, "directory_group"),
    ] {
        let answer = door.post(&token, GROUPS, &with(group.clone(), property, value.clone())).await;
        assert_eq!(fields(&answer), [expected], "{property}: {value}");
    }
    assert_eq!(door.get(&token, ACCOUNTS).await.json()["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(door.get(&token, GROUPS).await.json()["items"], json!([]));
    for path in [ACCOUNTS, GROUPS] {
        door.get(&token, &format!("{path}/{some_id}")).await.problem(404);
        door.get(&token, &format!("{path}/x")).await.problem(404);
    }
}

#[tokio::test]
async fn the_last_administrator_stays_and_a_directory_keeps_its_passwords() {
    let door = Door::open().await;
    let manage = door.token(&READ_AND_MANAGE).await;
    let root = format!("{ACCOUNTS}/{}", door.test.account_id("root").await);
    let problem = door.post(&manage, &format!("{root}/disable"), &json!({})).await.problem(409);
    assert!(
        problem["detail"].as_str().is_some_and(|words| words.contains("only administrator")),
        "{problem}"
    );

    let directory = door.test.ldap("School", "dc=school").await;
    door.test.person("dora", &["Teachers"]);
    let teachers = json!({
        "name": "Teachers", "reach": "full", "privilege_set": "auditor",
        "directory_group": { "directory_id": directory.id.to_string(), "id": "teachers" },
    });
    location(&door.post(&manage, GROUPS, &teachers).await);
    door.test.sign_in_with("dora", testkit::DIRECTORY_PASSWORD).await.expect("by her group");
    let listed = door.get(&manage, ACCOUNTS).await.json();
    let dora = listed["items"].as_array().expect("items").iter().find(|one| one["username"] == "dora");
    let dora = dora.expect("her account");
    assert_eq!(dora["origin"], "directory");
    assert_eq!(dora["directory_user"]["id"], "key-dora");
    let reset = format!("{ACCOUNTS}/{}/reset-password", dora["id"].as_str().expect("an id"));
    door.post(&manage, &reset, &json!({ "password": "battery staple" })).await.problem(409);
}

#[tokio::test]
async fn t29_a_token_gives_no_more_than_it_holds() {
    let door = Door::open().await;
    let (manage, both) = (door.token(&[Scope::Manage]).await, door.token(&READ_AND_MANAGE).await);
    door.post(&manage, ACCOUNTS, &auditor("bea")).await.problem(403);
    let chief = with(auditor("bea"), "privilege_set", json!("administrator"));
    door.post(&both, ACCOUNTS, &chief).await.problem(403);
    let chiefs = json!({ "name": "Chiefs", "reach": "full", "privilege_set": "administrator" });
    door.post(&both, GROUPS, &chiefs).await.problem(403);
    let root = format!("{ACCOUNTS}/{}", door.test.account_id("root").await);
    door.post(&both, &format!("{root}/reset-password"), &json!({ "password": "battery staple" }))
        .await
        .problem(403);
    let less = json!({ "full_name": "Root", "access": "full", "privilege_set": "auditor" });
    door.put(&both, &root, &less).await.problem(403);
    assert_eq!(door.post(&both, ACCOUNTS, &auditor("bea")).await.status, StatusCode::CREATED);
    door.test.account("chief", PrivilegeSet::Administrator).await;
    let leaver = format!("{ACCOUNTS}/{}/disable", door.test.account_id("chief").await);
    let left = door.post(&manage, &leaver, &json!({})).await;
    assert_eq!(left.status, StatusCode::NO_CONTENT, "taking away needs no more: {}", left.text);
}
