//! Sites from a program: made, renamed, deleted, moved into, and what a token sees whose maker reaches only some.

use app::{Caller, NewAccount, NewAccountGroup};
use domain::account::Access;
use domain::api_token::Scope;
use domain::id::{AccountGroupId, SiteId};
use domain::privilege::{PrivilegeSet, Reach};
use domain::secret::Secret;
use http::{StatusCode, header};
use serde_json::{Value, json};
use testkit::PASSWORD;

use crate::door::Door;

const SITES: &str = "/api/v1/sites";

async fn make(door: &Door, token: &str, name: &str) -> (String, String) {
    let made = door.post(token, SITES, &json!({ "name": name })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.text);
    let location = made.headers[header::LOCATION].to_str().expect("ASCII").to_owned();
    let id = made.json()["id"].as_str().expect("an id").to_owned();
    (location, id)
}

/// Enrolls three devices, one for each site and one for none, and returns their ids.
async fn devices(door: &Door, token: &str, sites: [&str; 2]) -> Vec<String> {
    let listed = door.get(token, "/api/v1/devices?sort=serial-number").await.json();
    let items = listed["items"].as_array().expect("items").iter();
    let ids: Vec<String> = items.map(|item| item["id"].as_str().expect("an id").to_owned()).collect();
    for (device, site) in ids.iter().zip(sites) {
        let moved =
            door.put(token, &format!("/api/v1/devices/{device}/site"), &json!({ "site_id": site })).await;
        assert_eq!(moved.status, StatusCode::NO_CONTENT, "{}", moved.text);
    }
    ids
}

async fn enroll_three(door: &Door) {
    for index in 0..3 {
        door.test.enroll_again("ann", index).await;
    }
}

fn ids(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("items").iter().filter_map(|item| item["id"].as_str()).collect()
}

#[tokio::test]
async fn a_site_is_made_renamed_filled_and_deleted_with_an_heir() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    enroll_three(&door).await;
    let (north, north_id) = make(&door, &token, "North").await;
    let (south, south_id) = make(&door, &token, " South ").await;
    assert_eq!(door.get(&token, &south).await.json()["site"]["name"], "South");
    let devices = devices(&door, &token, [&north_id, &south_id]).await;
    let shown = door.get(&token, &north).await.json();
    assert_eq!(
        shown["content"],
        json!({ "devices": 1, "accounts": 0, "account_groups": 0, "enrollments_under_way": 0 })
    );
    let list = door.get(&token, SITES).await.json();
    assert_eq!(list["items"][0], shown);
    assert_eq!(
        door.get(&token, &format!("/api/v1/devices/{}", devices[0])).await.json()["device"]["site_id"],
        north_id.as_str()
    );

    for name in ["", " ", "a\u{0}b", "SOUTH", &"x".repeat(101)] {
        for answer in [
            door.post(&token, SITES, &json!({ "name": name })).await,
            door.put(&token, &north, &json!({ "name": name })).await,
        ] {
            assert_eq!(answer.problem(422)["errors"][0]["field"], "name", "{name:?}");
        }
    }
    let renamed = door.put(&token, &north, &json!({ "name": "Far north" })).await;
    assert_eq!((renamed.status, &renamed.json()["name"]), (StatusCode::OK, &json!("Far north")));

    let bound = json!({
        "username": "nora", "full_name": "Nora", "password": PASSWORD, "access": "site", "site_id": north_id,
        "privilege_set": "enrollment-only",
    });
    let all = door.token(&Scope::ALL).await;
    assert_eq!(door.post(&all, "/api/v1/accounts", &bound).await.status, StatusCode::CREATED);
    let refused = door.delete(&token, &north).await.problem(409);
    assert!(
        refused["detail"].as_str().is_some_and(|words| words.contains("Choose another site")),
        "{refused}"
    );
    assert_eq!(
        door.delete(&token, &format!("{north}?heir=x")).await.problem(422)["errors"][0]["field"],
        "heir"
    );
    assert_eq!(
        door.delete(&token, &format!("{north}?heir={north_id}")).await.problem(422)["errors"][0]["field"],
        "heir"
    );
    door.delete(&token, &format!("{north}?hair={south_id}")).await.problem(400);
    let moved = door.delete(&token, &format!("{north}?heir={south_id}")).await;
    assert_eq!((moved.status, &moved.json()["accounts"]), (StatusCode::OK, &json!(1)));
    door.get(&token, &north).await.problem(404);
    assert_eq!(door.get(&token, &south).await.json()["content"]["devices"], 2);
}

#[tokio::test]
async fn a_device_moves_only_where_somebody_says() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    enroll_three(&door).await;
    let (_, north) = make(&door, &token, "North").await;
    let ids = devices(&door, &token, [&north, &north]).await;
    let (device, address) =
        (format!("/api/v1/devices/{}", ids[0]), format!("/api/v1/devices/{}/site", ids[0]));
    for malformed in [json!({}), json!({ "site": north }), json!({ "site_id": "x" }), json!({ "site_id": 7 })]
    {
        door.put(&token, &address, &malformed).await.problem(400);
    }
    let nowhere = json!({ "site_id": "00000000-0000-7000-8000-000000000001" });
    door.put(&token, &address, &nowhere).await.problem(404);
    assert_eq!(door.get(&token, &device).await.json()["device"]["site_id"], north.as_str());
    assert_eq!(door.put(&token, &address, &json!({ "site_id": null })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(door.get(&token, &device).await.json()["device"]["site_id"], json!(null));
    let read = door.token(&[Scope::Read]).await;
    door.put(&read, &address, &json!({ "site_id": north })).await.problem(403);
}

#[tokio::test]
async fn lists_are_those_of_the_site_that_is_asked_for() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read, Scope::Manage]).await;
    enroll_three(&door).await;
    let (_, north) = make(&door, &token, "North").await;
    let (_, south) = make(&door, &token, "South").await;
    let devices = devices(&door, &token, [&north, &south]).await;
    for (query, count) in
        [(String::new(), 3), (format!("?site_id={north}"), 1), (format!("?site_id={south}"), 1)]
    {
        for list in ["devices", "enrollments"] {
            let page = door.get(&token, &format!("/api/v1/{list}{query}")).await.json();
            assert_eq!(ids(&page).len(), count, "{list}{query}");
        }
    }
    let page = door.get(&token, &format!("/api/v1/devices?site_id={south}")).await.json();
    assert_eq!(ids(&page), [&devices[1]]);
    for list in ["devices", "enrollments"] {
        let answer = door.get(&token, &format!("/api/v1/{list}?site_id=north")).await;
        assert_eq!(answer.problem(422)["errors"][0]["field"], "site_id");
    }
}

/// A token of somebody in groups that reach all, until the groups end at a site each.
pub(crate) async fn token_of_sites(door: &Door, sites: &[SiteId]) -> String {
    let app = &door.test.app;
    let operator = Caller::operator();
    let group = |name: String, reach| NewAccountGroup {
        name,
        directory_group: None,
        reach,
        privilege_set: PrivilegeSet::Administrator,
    };
    let mut groups: Vec<AccountGroupId> = Vec::new();
    for index in 0..sites.len() {
        let new = group(format!("Desk {index}"), Reach::Full);
        groups.push(app.create_account_group(&operator, new).await.expect("a group").id);
    }
    let new = NewAccount {
        username: "nora".into(),
        full_name: "Nora".into(),
        email: None,
        password: Secret::new(PASSWORD),
        access: Access::Groups,
        privilege_set: PrivilegeSet::EnrollmentOnly,
        groups: groups.clone(),
    };
    app.create_account(&operator, new).await.expect("an account");
    let nora = door.test.sign_in_again("nora").await.caller;
    let token = door.test.api_token(&nora, &Scope::ALL).await.expose().to_owned();
    for (index, (id, site)) in groups.into_iter().zip(sites).enumerate() {
        let new = group(format!("Desk {index}"), Reach::Site(*site));
        app.update_account_group(&operator, id, new).await.expect("changed");
    }
    token
}

#[tokio::test]
async fn t29_a_token_reaches_only_the_sites_of_its_maker() {
    let door = Door::open().await;
    let admin = door.token(&[Scope::Read, Scope::Manage]).await;
    enroll_three(&door).await;
    let mut sites = Vec::new();
    for name in ["North", "South", "West"] {
        sites.push(make(&door, &admin, name).await.1);
    }
    let [north, south, west] = [&sites[0], &sites[1], &sites[2]];
    let own = devices(&door, &admin, [north, west]).await;
    let bound = token_of_sites(&door, &[north.parse().expect("an id"), south.parse().expect("an id")]).await;

    let list = door.get(&bound, SITES).await.json();
    let names: Vec<_> =
        list["items"].as_array().expect("items").iter().map(|one| &one["site"]["name"]).collect();
    assert_eq!(json!(names), json!(["North", "South"]));
    for (site, expected) in [(north, 1), (south, 0)] {
        for kind in ["devices", "enrollments"] {
            let page = door.get(&bound, &format!("/api/v1/{kind}?site_id={site}")).await.json();
            assert_eq!(ids(&page).len(), expected, "{kind}");
        }
    }
    for foreign in [west.as_str(), "00000000-0000-7000-8000-000000000001"] {
        for kind in ["devices", "enrollments"] {
            door.get(&bound, &format!("/api/v1/{kind}?site_id={foreign}")).await.problem(403);
        }
        door.get(&bound, &format!("{SITES}/{foreign}")).await.problem(404);
    }
    let move_to = async |device: &str, site: Value| {
        door.put(&bound, &format!("/api/v1/devices/{device}/site"), &json!({ "site_id": site })).await
    };
    assert_eq!(move_to(&own[0], json!(south)).await.status, StatusCode::NO_CONTENT);
    for to in [json!(west), Value::Null] {
        let refused = move_to(&own[0], to).await.status.as_u16();
        assert!(matches!(refused, 403 | 404), "{refused}");
    }
    move_to(&own[1], json!(north)).await.problem(404);
    move_to(&own[2], json!(north)).await.problem(404);
    door.get(&bound, &format!("/api/v1/devices/{}", own[1])).await.problem(404);
    door.get(&bound, "/api/v1/accounts").await.problem(403);
    door.get(&bound, "/api/v1/account-groups").await.problem(403);
    door.post(&bound, SITES, &json!({ "name": "East" })).await.problem(403);
    door.put(&bound, &format!("{SITES}/{north}"), &json!({ "name": "East" })).await.problem(403);
    door.delete(&bound, &format!("{SITES}/{north}")).await.problem(403);
}

#[tokio::test]
async fn t27_a_token_that_reads_changes_nothing() {
    let door = Door::open().await;
    let read = door.token(&[Scope::Read]).await;
    let some_id = "00000000-0000-7000-8000-000000000001";
    let bodies = json!({ "name": "x" });
    for route in api::routes() {
        let path = route.path.replace("{id}", some_id);
        let is_new = ["/accounts", "/account-groups", "/sites"].iter().any(|noun| path.contains(noun));
        if !is_new {
            continue;
        }
        match route.method {
            "GET" => {
                let status = door.get(&read, &path).await.status.as_u16();
                assert!(matches!(status, 200 | 404), "{path}: {status}");
            }
            "DELETE" => drop(door.delete(&read, &path).await.problem(403)),
            method => {
                let body = body_of(&route.path, method).unwrap_or_else(|| bodies.clone());
                let answer = match method {
                    "PUT" => door.put(&read, &path, &body).await,
                    _ => door.post(&read, &path, &body).await,
                };
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{method} {path}: {}", answer.text);
            }
        }
    }
}

/// A body that is right in its form, for each route that takes another than a name.
fn body_of(path: &str, method: &str) -> Option<Value> {
    let account = json!({ "full_name": "Bea", "access": "full", "privilege_set": "auditor" });
    let group = json!({ "name": "Desk", "reach": "full", "privilege_set": "auditor" });
    match (path, method) {
        ("/api/v1/accounts", _) => {
            let mut new = account;
            new["username"] = json!("bea");
            new["password"] = json!(PASSWORD);
            Some(new)
        }
        ("/api/v1/accounts/{id}", _) => Some(account),
        ("/api/v1/accounts/{id}/reset-password", _) => Some(json!({ "password": PASSWORD })),
        (path, _) if path.starts_with("/api/v1/account-groups") => Some(group),
        _ => None,
    }
}
