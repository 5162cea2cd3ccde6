//! Bodies made to hurt, and what a stopped enrollment says to programs.

use app::EnrollmentQuery;
use axum::body::Body;
use domain::api_token::Scope;
use domain::reference::Reference;
use http::header;
use testkit::Phone;

use crate::door::{Door, request};

#[tokio::test]
async fn t54_bombs_are_refused_and_the_server_goes_on() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
    let deep_objects = format!("{}1{}", r#"{"username":"#.repeat(10_000), "}".repeat(10_000));
    let wide = format!("[{}1]", "1,".repeat(2_000_000));
    let long = format!(r#"{{"username":"{}"}}"#, "x".repeat(5_000_000));
    for (name, body) in [("deep", deep), ("deep objects", deep_objects), ("wide", wide), ("long", long)] {
        for with_token in [Some(token.as_str()), None] {
            let mut request = request("POST", "/api/v1/enrollments", with_token, Body::from(body.clone()));
            request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
            let answer = door.send(request).await;
            let status = answer.status.as_u16();
            match with_token {
                Some(_) => assert!(matches!(status, 400 | 413 | 422), "{name}: {status}"),
                None => assert_eq!(status, 401, "{name}: nothing is read for a stranger"),
            }
            answer.problem(status);
        }
    }
    assert_eq!(door.get(&token, "/api/v1/enrollments").await.status.as_u16(), 200);
}

#[tokio::test]
async fn t76_a_stopped_enrollment_tells_its_reason_and_its_code() {
    let door = Door::open().await;
    let app = &door.test.app;
    let begun = app.begin_enrollment(door.test.login("ann")).await.expect("a login");
    let mut phone = Phone::new(1);
    phone.fetch_profile(app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(app).await.expect("a certificate");
    phone.request_certificate(app).await.expect_err("a challenge serves once");

    let token = door.token(&[Scope::Read]).await;
    let answer = door.get(&token, &format!("/api/v1/enrollments/{}", begun.enrollment.id)).await;
    let stop = &answer.json()["enrollment"]["stop"];
    assert_eq!(stop["reason"], "challenge-used", "{}", answer.text);
    let code = stop["reference"].as_str().and_then(Reference::parse).expect("a reference code");
    let found = app.find_by_reference(&door.administrator, &code).await.expect("a look").expect("a line");
    assert_eq!(found.enrollment_id, Some(begun.enrollment.id));
    let query = EnrollmentQuery { limit: 10, ..EnrollmentQuery::default() };
    let listed = app.list_enrollments(&door.administrator, query).await.expect("a list").rows;
    assert_eq!(listed[0].stop.as_ref().map(|stop| &stop.reference), Some(&code));
}
