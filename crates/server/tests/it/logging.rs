//! What is logged, and what never is.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::routing::get;
use http::{Request, StatusCode};
use server::config::{Log, LogFormat};
use server::host::AllowedHosts;
use server::source::TrustedProxies;
use server::terminal::Paint;
use server::{logging, outside};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use tracing_subscriber::Registry;
use tracing_subscriber::layer::SubscriberExt;

/// What was written.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Sends a request through everything that stands before the doors; returns its status and the log.
async fn ask(path: &str, format: LogFormat) -> (StatusCode, String) {
    let paper = Paper::default();
    let writer = paper.clone();
    let lines = logging::lines(&Log { format, ..Log::default() }, Paint::PLAIN, move || writer.clone());
    let _guard = tracing::subscriber::set_default(Registry::default().with(lines));
    let doors = Router::new()
        .route("/enroll/{token}", get(|| async { "welcome" }))
        .route("/broken", get(|| async { assert!(std::hint::black_box(false), "hunter2") }));
    let allowed = AllowedHosts::base(&"https://mdm.example.org".parse().unwrap());
    let request =
        Request::get(path).header("host", "mdm.example.org").header("authorization", "Bearer hunter2");
    let peer = ConnectInfo(SocketAddr::from(([203, 0, 113, 9], 50_000)));
    let request = request.extension(peer).body(Body::empty()).unwrap();
    let response = outside::wrap(doors, allowed, TrustedProxies::default()).oneshot(request).await.unwrap();
    (response.status(), paper.text())
}

#[tokio::test]
async fn a_request_is_one_line_without_tokens_or_addresses() {
    let (status, log) = ask("/enroll/hunter2?code=hunter2", LogFormat::Text).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("/enroll/{token}") && log.contains("response.status=200"), "{log}");
    assert!(!log.contains("hunter2") && !log.contains("203.0.113.9"), "{log}");
}

#[tokio::test]
async fn a_json_line_is_an_object_with_the_message_on_top() {
    let (_, log) = ask("/enroll/hunter2", LogFormat::Json).await;
    let line: serde_json::Value = serde_json::from_str(&log).unwrap();
    assert_eq!((&line["message"], &line["level"]), (&"request answered".into(), &"INFO".into()));
    assert_eq!(line["request.route"], "/enroll/{token}");
}

#[tokio::test]
async fn a_panic_is_answered_with_500_and_no_detail() {
    let (status, log) = ask("/broken", LogFormat::Text).await;
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(log.contains("a handler panicked") && !log.contains("hunter2"), "{log}");
}

#[tokio::test]
async fn an_unknown_path_is_not_logged() {
    let (status, log) = ask("/hunter2", LogFormat::Text).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert!(log.contains("(no route)") && !log.contains("hunter2"), "{log}");
}
