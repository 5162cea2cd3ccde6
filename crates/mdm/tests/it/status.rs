//! Statuses: no way leads to a 401, and a broken server never looks like an unknown device.

use axum::body::Body;
use http::Request;

use crate::phone::{Door, Wish, post};

#[tokio::test]
async fn t27_t53_no_path_and_no_method_answers_401_or_403() {
    let door = Door::open().await;
    let variants = |path: &str| {
        [
            path.to_owned(),
            format!("{path}/"),
            format!("/{path}"),
            path.replacen("/mdm", "/mdm/.", 1),
            path.replace("mdm", "%6ddm"),
            path.to_uppercase(),
            format!("{path};x=1"),
            format!("{path}?x"),
        ]
    };
    for route in mdm::ROUTES {
        for path in variants(route.path) {
            for method in ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
                let request = Request::builder()
                    .method(method)
                    .uri(&path)
                    .header("Authorization", "Basic Og==")
                    .header("X-HTTP-Method-Override", "PUT")
                    .body(Body::empty())
                    .expect("a request");
                let status = door.send(request).await.status.as_u16();
                assert!(matches!(status, 400 | 404 | 405), "{method} {path}: {status}");
                let is_served =
                    route.methods.contains(&method) || (method == "HEAD" && route.methods.contains(&"GET"));
                if path == route.path {
                    assert_eq!(status != 405, is_served, "{method} {path}: {status}");
                }
            }
        }
    }
}

#[tokio::test]
async fn t53_a_failing_database_is_a_fault_of_the_server() {
    let door = Door::open().await;
    let phone = door.enroll("00008140-001234567890001C").await;
    let wish = Wish::new(&door, &door.profile().await).await;
    door.test.app.close().await.expect("closed");
    let requests = [
        post("/scep?operation=PKIOperation", wish.message()),
        phone.check_in(&phone.authenticate()),
        phone.check_in(&phone.token_update()),
        phone.check_in(&phone.check_out()),
        phone.connect(&phone.idle()),
    ];
    for request in requests {
        let line = format!("{} {}", request.method(), request.uri());
        let answer = door.send(request).await;
        // Never 400 either: the device is known, and a lost TokenUpdate would make it unreachable.
        assert!(matches!(answer.status.as_u16(), 500 | 503), "{line}: {answer:?}");
        assert!(answer.body.is_empty(), "{line}: {answer:?}");
    }
}
