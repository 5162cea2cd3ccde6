//! Who gets in: nobody without a token, and every token only where its scopes reach.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};
use serde_json::json;

use crate::door::{Door, request};

const SOME_ID: &str = "00000000-0000-7000-8000-000000000001";

fn paths() -> Vec<(&'static str, String, bool)> {
    let routes = api::routes();
    assert!(routes.len() >= 8, "{routes:?}");
    routes
        .into_iter()
        .map(|route| (route.method, route.path.replace("{id}", SOME_ID), route.is_public))
        .collect()
}

#[tokio::test]
async fn t27_without_a_token_every_route_but_the_listed_ones_is_closed() {
    let door = Door::open().await;
    for (method, path, is_public) in paths() {
        let answer = door.send(request(method, &path, None, Body::empty())).await;
        if is_public {
            assert_eq!(answer.status, StatusCode::OK, "{method} {path}");
            continue;
        }
        answer.problem(401);
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer", "{method} {path}");
        for variant in [
            format!("{path}/"),
            format!("/{path}"),
            path.replacen("/api", "/./api", 1),
            path.replacen("v1/", "v1//", 1),
            path.replacen("v1/", "v1/x/../", 1),
            path.replacen("api", "%61pi", 1),
            path.replacen("devices", "d%65vices", 1),
            path.replacen("v1/", "v1;x=1/", 1),
            format!("{path};/api/v1/openapi.json"),
            format!("{path}?/api/v1/openapi.json"),
            format!("/api/v1/openapi.json/..{path}"),
            path.to_uppercase(),
        ] {
            for method in [method, "HEAD", "OPTIONS", "PUT"] {
                let mut request = request(method, &variant, None, Body::empty());
                for name in ["x-original-url", "x-rewrite-url"] {
                    request.headers_mut().insert(name, "/api/v1/openapi.json".parse().expect("a value"));
                }
                let status = door.send(request).await.status.as_u16();
                assert!(matches!(status, 401 | 404), "{method} {variant}: {status}");
            }
        }
    }
    for unknown in
        ["/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/openapi.json/", "/api/v1/openapi%2ejson"]
    {
        door.send(request("GET", unknown, None, Body::empty())).await.problem(401);
    }
}

#[tokio::test]
async fn a_token_reaches_as_far_as_its_scopes() {
    let door = Door::open().await;
    let (read, enroll) = (door.token(&[Scope::Read]).await, door.token(&[Scope::Enroll]).await);
    for path in ["/api/v1/devices", "/api/v1/enrollments"] {
        assert_eq!(door.get(&read, path).await.status, StatusCode::OK, "{path}");
        door.get(&enroll, path).await.problem(403);
    }
    let new = json!({ "username": "ann" });
    door.post(&read, "/api/v1/enrollments", &new).await.problem(403);
    let begun = door.post(&enroll, "/api/v1/enrollments", &new).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    let profile = format!("{}/profile?signed=false", begun.headers[header::LOCATION].to_str().expect("text"));
    door.get(&read, &profile).await.problem(403);
    assert_eq!(door.get(&enroll, &profile).await.status, StatusCode::OK);
}

#[tokio::test]
async fn t08_a_profile_link_or_a_session_is_no_bearer_token() {
    let door = Door::open().await;
    let begun = door.test.app.begin_enrollment(door.test.login("ann")).await.expect("begun");
    let link = begun.profile_url.rsplit('/').next().unwrap_or_default();
    let token = link.trim_end_matches(".mobileconfig");
    let id = begun.enrollment.id.to_string();
    let strangers =
        [link, token, begun.session.expose(), door.session.expose(), &id, SOME_ID, "null", "undefined"];
    for stranger in strangers {
        for (method, path, is_public) in paths() {
            if !is_public {
                door.send(request(method, &path, Some(stranger), Body::empty())).await.problem(401);
            }
        }
    }
}

#[tokio::test]
async fn t08_the_link_of_an_invitation_is_no_bearer_token() {
    let door = Door::open().await;
    let new = app::NewInvitation {
        delivery: domain::invitation::Delivery::Link,
        terms: domain::invitation::InvitationTerms::new("Physics", testkit::NOON),
        texts: Default::default(),
        recipients: Vec::new(),
    };
    let created = door.test.app.create_invitation(&door.administrator, new).await.expect("an invitation");
    let link = created.link.expect("a link");
    let (url, id) = (link.url.expose(), created.invitation.id.to_string());
    let token = url.rsplit('/').next().unwrap_or_default();
    for stranger in [url, token, link.code.expose(), link.decimal.expose(), &id] {
        for (method, path, is_public) in paths() {
            if !is_public {
                door.send(request(method, &path, Some(stranger), Body::empty())).await.problem(401);
            }
        }
    }
}

#[tokio::test]
async fn a_revoked_token_ends_at_once() {
    let door = Door::open().await;
    let token = door.token(&[Scope::Read]).await;
    assert_eq!(door.get(&token, "/api/v1/devices").await.status, StatusCode::OK);
    let tokens = door.test.app.list_api_tokens(&door.administrator).await.expect("tokens");
    door.test.app.revoke_api_token(&door.administrator, tokens[0].id).await.expect("revoked");
    door.get(&token, "/api/v1/devices").await.problem(401);
}

#[tokio::test]
async fn t35_a_console_cookie_opens_nothing_here() {
    let door = Door::open().await;
    let mut request =
        request("POST", "/api/v1/enrollments", None, json!({ "username": "ann" }).to_string().into());
    let cookie = format!("__Host-console={}", door.session.expose());
    request.headers_mut().insert(header::COOKIE, cookie.parse().expect("a value"));
    request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
    door.send(request).await.problem(401);
}
