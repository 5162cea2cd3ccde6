//! The whole documented table of routes, walked by tokens of makers who reach one site or may only read.

use app::{Caller, NewAccount};
use axum::body::Body;
use domain::account::Access;
use domain::api_token::Scope;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::secret::Secret;
use http::{StatusCode, header};
use serde_json::json;

use crate::door::{Door, request};

/// The kinds of lines that no change leaves.
const HARMLESS: [&str; 4] = ["signed-in", "signed-out", "refused", "login-refused"];

#[tokio::test]
async fn t27_t29_no_token_changes_what_its_maker_may_not() {
    let door = Door::open().await;
    let (app, operator) = (&door.test.app, Caller::operator());
    door.test.enroll_with_inventory("bob", 1).await;
    let device = app.list_devices(&operator, app::DeviceQuery { limit: 1, ..Default::default() }).await;
    let device = device.expect("a list").rows.remove(0).id;
    let north = app.create_site(&operator, "North").await.expect("a site").id;
    let south = app.create_site(&operator, "South").await.expect("a site").id;
    app.move_devices(&operator, &[device], Some(south)).await.expect("moved");
    let tokens =
        Privileges::of([Privilege::SignInToConsole, Privilege::ReadDevices, Privilege::ManageApiTokens]);
    for (username, access, set) in [
        ("nora", Access::Site(north), PrivilegeSet::Administrator),
        ("rita", Access::Full, PrivilegeSet::Custom(tokens)),
    ] {
        let new = NewAccount {
            username: username.into(),
            full_name: username.into(),
            email: None,
            password: Secret::new(testkit::PASSWORD),
            access,
            privilege_set: set,
            groups: Vec::new(),
        };
        app.create_account(&operator, new).await.expect("an account");
    }
    // Tokens are made by who may make them; then their maker is bound to a site.
    let rita = door.test.sign_in_again("rita").await.caller;
    let reading = door.test.api_token(&rita, &Scope::ALL).await;
    let changes = async || {
        let trail = door.test.database.trail().await;
        let is_harmless =
            |line: &&String| HARMLESS.iter().any(|kind| line.contains(&format!("\"event\":\"{kind}\"")));
        trail.len() - trail.iter().filter(is_harmless).count()
    };
    let before = changes().await;
    for route in api::routes() {
        if route.is_public || route.method == "GET" {
            continue;
        }
        let device = device.to_string();
        let path = route.path.replace("{id}", &device).replace("{recipient_id}", &device);
        let path = path.replace("{kind}", "invitation").replace("{language}", "de");
        let body = json!({ "username": "bob", "name": "Changed", "site_id": north.to_string() }).to_string();
        let mut request = request(route.method, &path, Some(reading.expose()), Body::from(body));
        request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
        let answer = door.send(request).await;
        let dry = answer.status == StatusCode::OK && path.ends_with("preview");
        assert!(answer.status.is_client_error() || dry, "{} {path}: {}", route.method, answer.status);
    }
    assert_eq!(changes().await, before, "something has changed");
}
