//! The door with a whole app behind it and tokens of every kind.

use std::net::{IpAddr, Ipv4Addr};

use app::{Caller, Login, NewAccount, NewApiToken};
use axum::Router;
use axum::body::{Body, to_bytes};
use domain::account::PrivilegeSet;
use domain::api_token::Scope;
use domain::secret::Secret;
use http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use testkit::TestApp;
use tower::ServiceExt;

/// The password of all accounts here.
const PASSWORD: &str = "correct horse battery";

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
        let test = TestApp::new().await;
        let accounts = [("root", PrivilegeSet::Administrator), ("ann", PrivilegeSet::EnrollmentOnly)];
        for (username, privilege_set) in accounts {
            let account = NewAccount {
                username: username.into(),
                full_name: format!("{username} Miller"),
                email: None,
                password: Secret::new(PASSWORD),
                privilege_set,
            };
            test.app.create_account(&Caller::operator(), account).await.expect("an account");
        }
        let signed_in = test.app.sign_in(login("root")).await.expect("signed in");
        let router = api::router(test.app.clone());
        Self { test, router, administrator: signed_in.caller, session: signed_in.session }
    }

    /// Makes a token of the administrator.
    pub(crate) async fn token(&self, scopes: &[Scope]) -> String {
        let new = NewApiToken { name: "a program".into(), scopes: scopes.to_vec(), days: 30 };
        let made = self.test.app.create_api_token(&self.administrator, new).await.expect("a token");
        made.secret.expose().to_owned()
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
        let mut request = request("POST", uri, Some(token), body.to_string().into());
        request.headers_mut().insert(header::CONTENT_TYPE, "application/json".parse().expect("a value"));
        self.send(request).await
    }
}

pub(crate) fn login(username: &str) -> Login {
    Login {
        username: username.into(),
        password: Secret::new(PASSWORD),
        source: IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7)),
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
