//! A desk: a browser with one cookie, in front of a console with a whole app behind.

use std::net::IpAddr;

use app::{Caller, NewAccount};
use axum::Router;
use axum::body::{Body, to_bytes};
use domain::account::Access;
use domain::id::SiteId;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use testkit::{PASSWORD, SOURCE, TestApp};
use tower::ServiceExt;
use web::client::ClientAddress;

/// A browser at a desk.
pub(crate) struct Desk {
    pub(crate) test: TestApp,
    router: Router,
    /// The session's token, once there is one.
    pub(crate) session: Option<Secret>,
}

/// What the console answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    /// Returns where the answer sends the browser.
    pub(crate) fn location(&self) -> &str {
        self.headers.get(LOCATION).map(|value| value.to_str().expect("ASCII")).unwrap_or_default()
    }

    /// Returns the value of the session cookie that the answer sets.
    pub(crate) fn session(&self) -> Option<Secret> {
        let cookie = self.headers.get(SET_COOKIE)?.to_str().expect("ASCII");
        let value = cookie.strip_prefix("__Host-console=")?.split(';').next()?;
        Some(Secret::new(value))
    }

    /// Returns the page's own content, without the frame.
    pub(crate) fn main(&self) -> &str {
        let (_, rest) = self.body.split_once("<main").expect("a page has a main part");
        rest.split_once("</main>").expect("a main part ends").0
    }
}

impl Desk {
    /// Opens a console where an account of each privilege set exists and nobody is signed in.
    pub(crate) async fn open() -> Self {
        let test = TestApp::new().await;
        test.account("root", PrivilegeSet::Administrator).await;
        test.account("audrey", PrivilegeSet::Auditor).await;
        test.account("emil", PrivilegeSet::EnrollmentOnly).await;
        Self::before(test)
    }

    /// Stands before a console of any app.
    pub(crate) fn before(test: TestApp) -> Self {
        Self { router: console::router(test.app.clone()), test, session: None }
    }

    /// Opens a console and signs in as `root`, `audrey` or `emil`.
    pub(crate) async fn of(username: &str) -> Self {
        let mut desk = Self::open().await;
        desk.sit_down(username).await;
        desk
    }

    /// Signs in beside the page.
    pub(crate) async fn sit_down(&mut self, username: &str) {
        self.session = Some(self.test.sign_in_again(username).await.session);
    }

    /// Makes a site.
    pub(crate) async fn site(&self, name: &str) -> SiteId {
        self.test.app.create_site(&Caller::operator(), name).await.expect("a site").id
    }

    /// Makes an account whose access is not full.
    pub(crate) async fn account(&self, username: &str, access: Access, privilege_set: PrivilegeSet) {
        let new = NewAccount {
            username: username.to_owned(),
            full_name: format!("{username} Example"),
            email: None,
            password: Secret::new(PASSWORD),
            access,
            groups: Vec::new(),
            privilege_set,
        };
        self.test.app.create_account(&Caller::operator(), new).await.expect("an account");
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path, Body::empty())).await
    }

    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let form = form
            .iter()
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect::<Vec<_>>()
            .join("&");
        let mut request = self.request("POST", path, Body::from(form));
        request
            .headers_mut()
            .insert(CONTENT_TYPE, "application/x-www-form-urlencoded".parse().expect("a value"));
        self.send(request).await
    }

    /// Sends a form with files.
    pub(crate) async fn upload(&self, path: &str, parts: &[(&str, Option<&str>, &[u8])]) -> Answer {
        let mut body = Vec::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            body.extend(
                format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes(),
            );
            body.extend(*content);
            body.extend(b"\r\n");
        }
        body.extend(b"--xx--\r\n");
        let mut request = self.request("POST", path, Body::from(body));
        request
            .headers_mut()
            .insert(CONTENT_TYPE, "multipart/form-data; boundary=xx".parse().expect("a value"));
        self.send(request).await
    }

    pub(crate) fn request(&self, method: &str, path: &str, body: Body) -> Request<Body> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", self.test.app.settings().host())
            .extension(ClientAddress(IpAddr::clone(&SOURCE)));
        if let Some(session) = &self.session {
            request = request.header(COOKIE, format!("__Host-console={}", session.expose()));
        }
        request.body(body).expect("a request")
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let (parts, body) = self.router.clone().oneshot(request).await.expect("infallible").into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body in memory");
        let body = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Enrolls a device with inventory and returns the path of its page.
    pub(crate) async fn enroll(&self, username: &str, index: usize, name: &str) -> String {
        let mut phone = self.test.enroll(username, index).await;
        phone.name = name.to_owned();
        phone.answer_all(&self.test.app).await.expect("answers");
        let list = self.get(&format!("/console/devices?q={}", phone.serial_number)).await;
        let (_, row) = list.body.split_once("class=\"row\" href=\"").expect("the device is listed");
        row.split('"').next().expect("its path").to_owned()
    }
}

/// Returns the links of a page that begin with a path and go on.
pub(crate) fn hrefs(page: &str, start: &str) -> Vec<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|href| href.starts_with(start) && href.len() > start.len())
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

pub(crate) fn percent(text: &str) -> String {
    text.bytes().map(|octet| format!("%{octet:02X}")).collect()
}
