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
    // What devices ask before they enroll has rules of its own: nothing of theirs could be deleted yet.
    let is_channel = |route: &&mdm::Route| route.path == "/scep" || route.path.starts_with("/mdm/");
    for route in mdm::ROUTES.iter().filter(is_channel) {
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
async fn what_devices_ask_before_they_enroll_refuses_in_words_and_leaves_no_trace() {
    let door = Door::open().await;
    let send = async |request: Request<Body>| door.send(request).await;
    for path in ["/enroll/account/user", "/enroll/account/device"] {
        for authorization in [None, Some("Bearer x"), Some("Basic Og==")] {
            let mut request = post(path, b"nonsense".to_vec());
            if let Some(value) = authorization {
                request.headers_mut().insert("authorization", value.parse().expect("a value"));
            }
            let answer = send(request).await;
            assert_eq!(answer.status.as_u16(), 403, "{path} {authorization:?}: {answer:?}");
        }
    }
    let answer = send(post("/enroll/service", b"nonsense".to_vec())).await;
    assert_eq!(answer.status.as_u16(), 400);
    let query = "?user-identifier=ann%40example.org&model-family=iPhone";
    let request = Request::get(format!("/.well-known/com.apple.remotemanagement{query}"));
    let answer = send(request.body(Body::empty()).expect("a request")).await;
    assert_eq!(answer.status.as_u16(), 403);
    assert!(String::from_utf8_lossy(&answer.body).contains("com.apple.well-known.failed"), "{answer:?}");
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
