//! A new user connects a fresh directory through the assistant, its people enroll, and the device record says who.
//! Everything by the forms of the pages, against a real slapd.

use axum::Router;
use axum::body::{Body, to_bytes};
use domain::privilege::PrivilegeSet;
use gateways::directory::{DirectoryGateway, Ldap};
use http::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{Request, StatusCode};
use testkit::{BASE, Phone, READER, READER_PASSWORD, SOURCE, Slapd, TestApp};
use tower::ServiceExt;
use web::client::ClientAddress;

const NEW: &str = "/console/settings/directories/new";
const SAFARI: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";

/// A browser in front of both doors.
struct Browser {
    doors: Router,
    host: String,
    cookie: String,
}

struct Answer {
    status: StatusCode,
    location: String,
    body: String,
}

impl Browser {
    fn new(test: &TestApp, cookie: String) -> Self {
        let doors = console::router(test.app.clone()).merge(portal::router(test.app.clone()));
        Self { doors, host: test.app.settings().host().to_owned(), cookie }
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "text/plain", String::new()).await
    }

    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let percent = |text: &str| text.bytes().map(|octet| format!("%{octet:02X}")).collect::<String>();
        let pairs: Vec<_> = form.iter().map(|(name, value)| format!("{name}={}", percent(value))).collect();
        self.send("POST", path, "application/x-www-form-urlencoded", pairs.join("&")).await
    }

    async fn upload(&mut self, path: &str, form: &[(&str, &str)]) -> Answer {
        let part = |(name, value): &(&str, &str)| {
            format!("--xx\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = form.iter().map(part).collect::<String>() + "--xx--\r\n";
        self.send("POST", path, "multipart/form-data; boundary=xx", body).await
    }

    async fn send(&mut self, method: &str, path: &str, content_type: &str, body: String) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", &self.host)
            .header("user-agent", SAFARI)
            .header(CONTENT_TYPE, content_type)
            .header(COOKIE, &self.cookie)
            .extension(ClientAddress(SOURCE))
            .body(Body::from(body))
            .unwrap();
        let (parts, body) = self.doors.clone().oneshot(request).await.unwrap().into_parts();
        if let Some(cookie) = parts.headers.get(SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap_or_default().to_owned();
        }
        let text = |value: &http::HeaderValue| value.to_str().unwrap().to_owned();
        Answer {
            status: parts.status,
            location: parts.headers.get(LOCATION).map(text).unwrap_or_default(),
            body: String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap(),
        }
    }
}

/// Returns what stands between two texts of a page.
fn between<'a>(page: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(start).unwrap_or_else(|| panic!("no {start} in {page}"));
    rest.split_once(end).unwrap().0
}

#[tokio::test]
async fn a_fresh_directory_is_connected_by_forms_and_its_people_enroll() {
    let Some(slapd) = Slapd::start().await else { return };
    let mut builder = TestApp::builder();
    builder.gateway = Some(DirectoryGateway::Ldap(Ldap::new()));
    let test = builder.build().await;
    let (session, _) = test.sign_in("root", PrivilegeSet::Administrator).await;
    let mut root = Browser::new(&test, format!("__Host-console={}", session.expose()));

    // The connection: the certificate is from an authority that nobody knows here.
    let page = root.get(NEW).await;
    assert!(page.body.contains("OpenLDAP") && !page.body.contains(" checked required><span>OpenLDAP"));
    let host = format!("localhost:{}", slapd.host().port);
    let form = [
        ("preset", "open-ldap"),
        ("hosts", host.as_str()),
        ("security", "ldaps"),
        ("bind_name", READER),
        ("base", ""),
    ];
    let with_password = [form.as_slice(), &[("bind_password", READER_PASSWORD)]].concat();
    let tried = root.upload(NEW, &with_password).await;
    assert_eq!(tried.status, StatusCode::OK);
    assert!(tried.body.contains("The connection does not work yet"), "{}", tried.body);
    assert!(tried.body.contains("Reach the port</strong><span class=\"sr\">: done"), "{}", tried.body);
    assert!(tried.body.contains("Protect the connection</strong><span class=\"sr\">: failed"));
    assert!(tried.body.contains("Sign in to the directory</strong><span class=\"sr\">: not reached"));
    assert!(tried.body.contains("<dt>Good for</dt><dd>localhost"), "{}", tried.body);
    assert!(!tried.body.contains(READER_PASSWORD), "no page carries the password (T31)");

    // The root is trusted after a look at its fingerprint; the password is still known, the base is found.
    let action = between(&tried.body, "method=\"post\" action=\"/console/settings/directories/new/", "\"");
    let draft = format!("{NEW}/{action}");
    let shown = between(&tried.body, "name=\"trust_root\" value=\"", "\"").to_owned();
    let trusting = [form.as_slice(), &[("trust_root", shown.as_str())]].concat();
    let tried = root.upload(&draft, &trusting).await;
    assert!(tried.body.contains("The connection works"), "{}", tried.body);
    assert!(tried.body.contains(&format!("name=\"base\" value=\"{BASE}\"")), "{}", tried.body);
    assert!(tried.body.contains(&format!("Signed in as {READER}.")) && !tried.body.contains(READER_PASSWORD));

    // Two people and two groups, exactly as a device record would get them.
    let next = between(&tried.body, "primary\" href=\"", "\"").to_owned();
    assert_eq!(next, format!("{draft}/look"));
    let names = [("person1", "ann"), ("person2", "nobody"), ("group1", "teachers"), ("group2", "staff")];
    let looked = root.post(&next, &names).await;
    for words in [
        "<dd>Ann Berg</dd>",
        "<dd>ann@example.test</dd>",
        "<small class=\"mono\">departmentNumber</small>",
        "Nobody below the search base has this username.",
        "<div><dt>Of the people above</dt><dd>ann</dd></div>",
    ] {
        assert!(looked.body.contains(words), "{words}: {}", looked.body);
    }
    // A mapping that does not fit is said beside its field, and one that does is kept.
    let faulty = root.post(&next, &[("person1", "ann"), ("user_phone", "not)an(attribute")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(faulty.body.contains("id=\"user_phone-fault\"") && faulty.body.contains("not)an(attribute"));
    let mapped =
        [("person1", "ann"), ("user_phone", "telephoneNumber"), ("extra", "Account name = sAMAccountName")];
    let looked = root.post(&next, &mapped).await;
    assert!(
        looked.body.contains("<dt>Account name<small class=\"mono\">sAMAccountName</small></dt><dd>ann</dd>")
    );

    let review = format!("{draft}/review");
    assert!(root.get(&review).await.body.contains("Set"));
    let faulty = root.post(&review, &[("name", "")]).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = root.post(&review, &[("name", "Example School")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let directory = saved.location.split('?').next().unwrap().to_owned();
    assert!(root.get(&saved.location).await.body.contains("The directory is set up."));
    assert_eq!(root.get(&draft).await.status, StatusCode::GONE, "the draft is forgotten");
    let tested = root.post(&format!("{directory}/test"), &[]).await;
    assert!(tested.body.contains("The test passed") && tested.body.contains("Answers"), "{}", tested.body);

    // Ann logs in at the portal with her password of the directory, and enrolls.
    let mut ann = Browser::new(&test, String::new());
    let login = ann.post("/enroll/login", &[("username", "ann"), ("password", "Ann-Pw-1")]).await;
    assert_eq!(login.location, "/enroll/welcome", "{}", login.body);
    let install = ann.get("/enroll/install").await;
    let link = format!("profile/{}.mobileconfig", between(&install.body, "profile/", ".mobileconfig"));
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &link).await.unwrap();
    phone.request_certificate(&test.app).await.unwrap();
    phone.authenticate(&test.app).await.unwrap();
    phone.update_token(&test.app).await.unwrap();
    phone.answer_all(&test.app).await.unwrap();

    let list = root.get(&format!("/console/devices?q={}", phone.serial_number)).await;
    let id = between(&list.body, "href=\"/console/devices/0", "\"");
    let device = format!("/console/devices/0{id}");
    let record = root.get(&format!("{device}?section=user-and-location")).await;
    for words in ["<dd>Ann Berg</dd>", "<dd>Example School</dd>", "<dt>Account name</dt><dd>ann</dd>"] {
        assert!(record.body.contains(words), "{words}: {}", record.body);
    }

    // Somebody else gets it: searched by how the name begins, chosen by the card.
    let found = root.get(&format!("{device}/assign?q=Ben")).await;
    let ben = between(&found.body, "type=\"radio\" name=\"to\" value=\"", "\"").to_owned();
    assert!(found.body.contains("<strong>Ben Holm</strong>"), "{}", found.body);
    let assigned = root.post(&format!("{device}/assign"), &[("to", &ben)]).await;
    assert!(root.get(&assigned.location).await.body.contains("<dd>Ben Holm</dd>"));
    let refreshed = root.post(&format!("{device}/refresh-user"), &[]).await;
    assert!(root.get(&refreshed.location).await.body.contains("What it says stands below."));
}
