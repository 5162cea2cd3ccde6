//! A visitor: a browser with one user agent, one address and one cookie, in front of a portal with a whole app behind.

use app::{Caller, EnrollmentQuery, NewAccount};
use axum::Router;
use axum::body::Body;
use domain::account::Access;
use domain::enrollment::Enrollment;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt;
use testkit::TestApp;
use tower::ServiceExt;
use web::client::ClientAddress;

/// Safari on an iPhone with iOS 26, whose system version stays at 18.
pub(crate) const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
/// Ann's password.
pub(crate) const PASSWORD: &str = testkit::PASSWORD;
/// The type that makes iOS install what it gets.
pub(crate) const PROFILE_TYPE: &str = "application/x-apple-aspen-config";

/// A visitor.
pub(crate) struct Visitor {
    pub(crate) test: TestApp,
    router: Router,
    /// The user agent.
    pub(crate) agent: &'static str,
    /// The portal cookie, once there is one.
    pub(crate) cookie: Option<String>,
    /// The cookie by which the browser knows its device, once there is one.
    pub(crate) device: Option<String>,
    /// The cookie of an invitation, while there is one.
    pub(crate) invitation: Option<String>,
    /// The cookie of a browser that is at an identity provider.
    pub(crate) at_provider: Option<String>,
    /// The cookie of the page to which Settings have led, while it is open.
    pub(crate) account: Option<String>,
    /// The cookie of the language chosen.
    pub(crate) language: Option<String>,
    /// The cookie of the language noted by whoever invited.
    pub(crate) language_hint: Option<String>,
    /// The cookie of what takes over from another browser, while there is one.
    pub(crate) handover: Option<String>,
    /// The cookie that says that a beginning has replaced another, until a page has said so.
    pub(crate) replaced: Option<String>,
    /// Headers sent with everything.
    pub(crate) extra: Vec<(&'static str, &'static str)>,
}

/// Another browser of the same person, while it is not in use.
pub(crate) struct Aside {
    pub(crate) agent: &'static str,
    cookie: Option<String>,
    device: Option<String>,
    invitation: Option<String>,
    handover: Option<String>,
}

impl Aside {
    /// Returns a browser that has never been here.
    pub(crate) fn new(agent: &'static str) -> Self {
        Self { agent, cookie: None, device: None, invitation: None, handover: None }
    }
}

/// What the portal answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
    /// How many octets the body had before it became text.
    pub(crate) length: usize,
}

impl Visitor {
    /// Comes to a new portal where Ann has an account.
    pub(crate) async fn come() -> Self {
        Self::before(TestApp::new().await).await
    }

    /// Comes to the portal of any app, where Ann gets an account.
    pub(crate) async fn before(test: TestApp) -> Self {
        let ann = NewAccount {
            access: Access::Full,
            groups: Vec::new(),
            username: "ann".into(),
            full_name: "Ann <b>Miller</b>".into(),
            email: None,
            password: Secret::new(PASSWORD),
            privilege_set: PrivilegeSet::EnrollmentOnly,
        };
        test.app.create_account(&Caller::operator(), ann).await.expect("an account");
        let router = portal::router(test.app.clone());
        Self {
            test,
            router,
            agent: SAFARI,
            cookie: None,
            invitation: None,
            at_provider: None,
            account: None,
            device: None,
            language: None,
            language_hint: None,
            handover: None,
            replaced: None,
            extra: Vec::new(),
        }
    }

    /// Comes and logs in as Ann.
    pub(crate) async fn logged_in() -> Self {
        let mut visitor = Self::come().await;
        let answer = visitor.log_in("ann", PASSWORD).await;
        assert_eq!(answer.location(), "/enroll/welcome");
        visitor
    }

    /// Takes the other browser to hand and puts this one aside.
    pub(crate) fn swap(&mut self, other: &mut Aside) {
        std::mem::swap(&mut self.agent, &mut other.agent);
        std::mem::swap(&mut self.cookie, &mut other.cookie);
        std::mem::swap(&mut self.device, &mut other.device);
        std::mem::swap(&mut self.invitation, &mut other.invitation);
        std::mem::swap(&mut self.handover, &mut other.handover);
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send(Method::GET, path, "").await
    }

    pub(crate) async fn head(&mut self, path: &str) -> Answer {
        self.send(Method::HEAD, path, "").await
    }

    pub(crate) async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.send(Method::POST, path, form).await
    }

    pub(crate) async fn log_in(&mut self, username: &str, password: &str) -> Answer {
        let form = format!("username={}&password={}", percent(username), percent(password));
        self.post("/enroll/login", &form).await
    }

    /// Sends a request as a browser would and keeps the cookies it is given.
    pub(crate) async fn send(&mut self, method: Method, path: &str, form: &str) -> Answer {
        let response =
            self.router.clone().oneshot(self.request(&method, path, form)).await.expect("infallible");
        let (parts, body) = response.into_parts();
        for value in parts.headers.get_all("set-cookie") {
            let pair = value.to_str().expect("ASCII").split(';').next().unwrap_or_default();
            let kept = match pair.split('=').next() {
                Some("__Host-invitation") => &mut self.invitation,
                Some("__Host-at-provider") => &mut self.at_provider,
                Some("__Host-account") => &mut self.account,
                Some("__Host-device") => &mut self.device,
                Some("__Host-handover") => &mut self.handover,
                Some("__Host-replaced") => &mut self.replaced,
                Some("__Host-language") => &mut self.language,
                Some("__Host-language-hint") => &mut self.language_hint,
                _ => &mut self.cookie,
            };
            *kept = (!pair.ends_with('=')).then(|| pair.to_owned());
        }
        let body = body.collect().await.expect("a body in memory").to_bytes();
        let text = String::from_utf8_lossy(&body).into_owned();
        Answer { status: parts.status, headers: parts.headers, body: text, length: body.len() }
    }

    /// Opens the event stream and returns its first event, leaving the rest unread.
    pub(crate) async fn first_event(&mut self) -> String {
        let request = self.request(&Method::GET, "/enroll/events", "");
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        let frame = response.into_body().frame().await.expect("a frame").expect("infallible");
        String::from_utf8_lossy(frame.data_ref().expect("an event")).into_owned()
    }

    fn request(&self, method: &Method, path: &str, form: &str) -> Request<Body> {
        let mut request = Request::builder()
            .method(method.clone())
            .uri(path)
            .header("host", self.test.app.settings().host())
            .header("user-agent", self.agent)
            .extension(ClientAddress(testkit::SOURCE));
        if *method == Method::POST {
            request = request.header("content-type", "application/x-www-form-urlencoded");
        }
        let cookies = [
            &self.cookie,
            &self.invitation,
            &self.at_provider,
            &self.account,
            &self.device,
            &self.language,
            &self.language_hint,
            &self.handover,
            &self.replaced,
        ];
        let cookies: Vec<_> = cookies.into_iter().flatten().map(String::as_str).collect();
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        let mut request = request.body(Body::from(form.to_owned())).expect("a request");
        for (name, value) in &self.extra {
            request.headers_mut().insert(*name, value.parse().expect("a header"));
        }
        request
    }

    /// Returns the token in the cookie.
    pub(crate) fn token(&self) -> Secret {
        let cookie = self.cookie.as_deref().expect("a cookie");
        Secret::new(cookie.strip_prefix("__Host-portal=").expect("the portal's cookie"))
    }

    /// Returns the path of the visitor's profile link, as it stands on the page.
    pub(crate) async fn profile_path(&mut self) -> String {
        let page = self.get("/enroll/install").await;
        let base = &self.test.app.settings().base_url;
        let (_, rest) = page.body.split_once(&format!("href=\"{base}/enroll/profile/")).expect("a link");
        format!("/enroll/profile/{}", rest.split('"').next().expect("its end"))
    }

    /// Returns the visitor's enrollment as the server has it.
    pub(crate) async fn enrollment(&self) -> Enrollment {
        self.test.app.find_portal_enrollment(&self.token()).await.expect("a store").expect("an enrollment")
    }

    /// Returns how many enrollments there are.
    pub(crate) async fn enrollments(&self) -> usize {
        let query = EnrollmentQuery { limit: 100, ..EnrollmentQuery::default() };
        let page = self.test.app.list_enrollments(&Caller::operator(), query).await;
        page.expect("a list").rows.len()
    }
}

impl Answer {
    /// Returns where a redirect goes; empty when it is none.
    pub(crate) fn location(&self) -> &str {
        self.headers.get("location").map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn content_type(&self) -> &str {
        self.headers.get("content-type").map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// Returns the page's main content: drawings left out, times and tokens masked.
    pub(crate) fn main(&self) -> String {
        let start = self.body.find("<main").expect("a main");
        let end = self.body.find("</main>").expect("its end") + "</main>".len();
        let mut rest = &self.body[start..end];
        let mut text = String::new();
        while let Some((before, after)) = rest.split_once("<svg") {
            text.push_str(before);
            text.push_str("<svg/>");
            rest = after.split_once("</svg>").expect("its end").1;
        }
        text.push_str(rest);
        text
    }
}

/// Encodes a form value.
pub(crate) fn percent(text: &str) -> String {
    text.bytes().map(|octet| format!("%{octet:02X}")).collect()
}
