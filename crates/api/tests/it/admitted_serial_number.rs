//! Admitted serial numbers: a list goes in, comes out in order, and one goes away.

use axum::body::Body;
use domain::api_token::Scope;
use http::{StatusCode, header};

use crate::door::{Door, request};

#[tokio::test]
async fn a_list_is_taken_line_by_line_and_faults_are_told() {
    let door = Door::open().await;
    let token = door.token(&Scope::ALL).await;
    let send = async |method: &'static str, path: &str, body: &str| {
        let mut request = request(method, path, Some(&token), Body::from(body.to_owned()));
        request.headers_mut().insert(header::CONTENT_TYPE, "text/csv".parse().expect("a value"));
        door.send(request).await
    };
    let list = "Serial number,Note\nf2lx00000002,box 1\nF2LX00000001,\nno,\n";
    let answer = send("POST", "/api/v1/admitted-serial-numbers", list).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let told = answer.json();
    assert_eq!(
        (told["added"].as_u64(), told["known"].as_u64(), told["left_out"].as_u64()),
        (Some(2), Some(0), Some(1))
    );
    assert_eq!(told["faults"][0]["line"], 4);

    let listed = send("GET", "/api/v1/admitted-serial-numbers?limit=1", "").await.json();
    assert_eq!((&listed["items"][0]["serial_number"], &listed["count"]), (&"F2LX00000001".into(), &2.into()));
    let next = listed["next"].as_str().expect("another page");
    let listed = send("GET", &format!("/api/v1/admitted-serial-numbers?after={next}"), "").await.json();
    assert_eq!(listed["items"][0]["note"], "box 1");
    assert!(listed["next"].is_null());

    let gone = send("DELETE", "/api/v1/admitted-serial-numbers/f2lx00000002", "").await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let gone = send("DELETE", "/api/v1/admitted-serial-numbers/f2lx00000002", "").await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
