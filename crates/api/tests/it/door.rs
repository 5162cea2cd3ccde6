//! The door with a whole app behind it and tokens of every kind.

use app::Caller;
use axum::Router;
use axum::body::{Body, to_bytes};
use domain::api_token::Scope;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use testkit::TestApp;
use tower::ServiceExt;

/// An app and the door before it.
pub(crate) struct Door {
    pub(crate) test: TestApp,
    router: Router,
    /// An administrator, signed in at the console.
    pub(crate) administrator: Caller,
    /// The administrator's console session.
    pub(crate) session: Secret,
}

/// What the door answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    /// Asserts that this is a whole problem document of a status and returns it.
    pub(crate) fn problem(&self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(self.headers[header::CACHE_CONTROL], "no-store");
        let problem = self.json();
        assert_eq!(problem["status"], status);
        assert!(
            problem["type"].as_str().is_some_and(|kind| kind.starts_with("urn:vestibule:problem:")),
            "{problem}"
        );
        assert!(problem["reference"].as_str().is_some_and(|code| code.starts_with("VB-")), "{problem}");
        for text in ["title", "detail"] {
            assert!(problem[text].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        problem
    }
}

impl Door {
    pub(crate) async fn open() -> Self {
        Self::before(TestApp::new().await).await
    }

    /// Opens the door before an app.
    pub(crate) async fn before(test: TestApp) -> Self {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let (session, administrator) = test.sign_in("root", PrivilegeSet::Administrator).await;
        let router = api::router(test.app.clone());
        Self { test, router, administrator, session }
    }

    /// Makes a token of the administrator.
    pub(crate) async fn token(&self, scopes: &[Scope]) -> String {
        self.test.api_token(&self.administrator, scopes).await.expose().to_owned()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body in memory");
        let text = String::from_utf8(body.to_vec()).expect("text");
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// Sends a `GET` with a token.
    pub(crate) async fn get(&self, token: &str, uri: &str) -> Answer {
        self.send(request("GET", uri, Some(token), Body::empty())).await
    }

    /// Sends a JSON `POST` with a token.
    pub(crate) async fn post(&self, token: &str, uri: &str, body: &Value) -> Answer {
        self.send_json("POST", token, uri, body).await
    }

    /// Sends a JSON `PUT` with a token.
    pub(crate) async fn put(&self, token: &str, uri: &str, body: &Value) -> Answer {
        self.send_json("PUT", token, uri, body).await
    }

    /// Sends a `DELETE` with a token.
    pub(crate) async fn delete(&self, token: &str, uri: &str) -> Answer {
        self.send(request("DELETE", uri, Some(token), Body::empty())).await
    }

    /// Sends a `POST` without a body, with a token.
    pub(crate) async fn act(&self, token: &str, uri: &str) -> Answer {
        self.send(request("POST", uri, Some(token), Body::empty())).await
    }

    async fn send_json(&self, method: &str, token: &str, uri: &str, body: &Value) -> Answer {
        let mut request = request(method, uri, Some(token), body.to_string().into());
        request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
        self.send(request).await
    }
}

pub(crate) fn request(method: &str, uri: &str, token: Option<&str>, body: Body) -> Request<Body> {
    let request = Request::builder().method(method).uri(uri);
    let request = match token {
        Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
        None => request,
    };
    request.body(body).expect("a request")
}
