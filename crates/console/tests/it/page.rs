//! Pages as people see them.

use domain::time::MINUTE;
use testkit::Phone;

use crate::desk::{Desk, hrefs};

/// Compares a page's content with the reviewed one; ids, serial numbers and asset URLs are masked.
pub(crate) fn check(name: &str, content: &str) {
    insta::with_settings!({ filters => [
        (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "[id]"),
        (r"[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}", "[ID]"),
        (r"\b[0-9a-f]{16,64}\b", "[hex]"),
        (r"VB-[2-9A-X]{5}", "VB-[code]"),
        (r#"<svg class="(icon|logo)".*?</svg>"#, "[$1]"),
        (r"/console/asset/[0-9a-f]{16}/", "/console/asset/[hash]/"),
        // Which time zones there are the system says.
        (r#"(<option value="[A-Za-z_]+(/[A-Za-z0-9_+/-]+)?">)+</datalist>"#, "[zones]</datalist>"),
        (r"(?m)^\s*\n", ""),
    ], omit_expression => true }, { insta::assert_snapshot!(name, content) });
}

#[tokio::test]
async fn pages_are_as_reviewed() {
    let mut desk = Desk::open().await;
    check("sign-in", &desk.get("/console/sign-in").await.body);
    desk.sit_down("root").await;
    check("dashboard-empty", desk.get("/console").await.main());
    let device = desk.enroll("ann", 1, "Ann’s iPhone").await;

    // A person whose phone asks for a certificate a second time, with another key.
    let begun = desk.test.app.begin_enrollment(desk.test.login("emil")).await.expect("a login");
    let mut phone = Phone::new(2);
    phone.fetch_profile(&desk.test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&desk.test.app).await.expect("a certificate");
    let mut other = Phone::new(3);
    other.profile.clone_from(&phone.profile);
    desk.test.advance(MINUTE);
    assert!(other.request_certificate(&desk.test.app).await.is_err());

    check("dashboard", desk.get("/console").await.main());
    check("devices", desk.get("/console/devices").await.main());
    check("device", desk.get(&device).await.main());
    check("enrollments", desk.get("/console/enrollments").await.main());
    let stopped = format!("/console/enrollments/{}", begun.enrollment.id);
    let page = desk.get(&stopped).await;
    check("enrollment-stopped", page.main());
    check("enrollment-url", desk.get("/console/enrollment-url").await.main());
    check("push-certificate", desk.get("/console/settings/push-certificate").await.main());
    check("audit", desk.get("/console/settings/audit?actor=emil").await.main());
    check("api-tokens", desk.get("/console/settings/api-tokens").await.main());

    check("people-empty", desk.get("/console/people").await.main());
    check("people-import", desk.get("/console/people/import").await.main());
    check("people-form", desk.post("/console/people/new", &[("email", "nonsense")]).await.main());
    let list =
        "Username,Full name,E-mail,Shoe size\nann,Ann O’Hara,ann@example.org,39\nbob,Bob,nonsense,40\n";
    let upload = desk.upload("/console/people/import", &[("file", Some("x.csv"), list.as_bytes())]).await;
    check("people-preview", desk.get(upload.location()).await.main());
    desk.post(upload.location(), &[("leave_out", "on")]).await;
    check("people-imported", desk.get(upload.location()).await.main());
    let people = desk.get("/console/people").await;
    check("people", people.main());
    let person = hrefs(people.main(), "/console/people/").into_iter().find(|href| href.len() > 50);
    check("person", desk.get(&person.expect("the person is listed")).await.main());
    let list = "Serial number,Username\nF2LTEST00001,ann\nNOSUCH,ann\n";
    check("assignments", desk.get("/console/assignments").await.main());
    let upload = desk.upload("/console/assignments", &[("file", Some("x.csv"), list.as_bytes())]).await;
    check("assignments-preview", desk.get(upload.location()).await.main());
    desk.post(upload.location(), &[("leave_out", "on")]).await;
    check("assignments-done", desk.get(upload.location()).await.main());

    // The code on the page leads back to the page.
    let (_, rest) = page.main().split_once("<span class=\"reference\">").expect("a reference code");
    let code = rest.split('<').next().expect("its text");
    assert_eq!(desk.get(&format!("/console/search?q={}", code.to_lowercase())).await.location(), stopped);
    assert_eq!(hrefs(&desk.get("/console").await.body, "/console/enrollments/"), [stopped]);
}

#[tokio::test]
async fn pages_of_sites_and_access_are_as_reviewed() {
    let desk = Desk::of("root").await;
    check("sites-empty", desk.get("/console/settings/sites").await.main());
    let first = desk.enroll("ann", 1, "Ann’s iPhone").await;
    let second = desk.enroll("bob", 2, "Bob’s iPhone").await;
    let (north, south) = (desk.site("North").await.to_string(), desk.site("South").await.to_string());
    desk.post(&format!("{first}/move"), &[("to", &north)]).await;
    check("sites", desk.get("/console/settings/sites").await.main());
    check("site-new", desk.get("/console/settings/sites/new").await.main());
    check("site-delete", desk.get(&format!("/console/settings/sites/{north}/delete")).await.main());
    check("devices-of-sites", desk.get("/console/devices").await.main());
    check("device-of-site", desk.get(&first).await.main());
    let ids = [&first, &second].map(|path| path.rsplit('/').next().expect("an id"));
    let form = [("device", ids[0]), ("device", ids[1]), ("to", &*south)];
    check("devices-move", desk.post("/console/devices/move", &form).await.main());

    desk.post("/console/site", &[("site", &north)]).await;
    let error = desk.get("/console/nowhere").await.body;
    let (_, head) = error.split_once("<header class=\"top\">").expect("a head");
    check("head", head.split_once("</header>").expect("its end").0);

    desk.test.ldap("School", "dc=example").await;
    desk.test.person("tina", &["Teachers"]);
    let access = "/console/settings/enrollment-access";
    check("access-groups", desk.get(&format!("{access}/new?q=tea")).await.main());
    check("access", desk.get(access).await.main());
    check("access-row", desk.get(&format!("{access}/00000000-0000-0000-0000-000000000001")).await.main());
    check("access-person", desk.get(&format!("{access}/explain?username=tina")).await.main());
    check("access-account", desk.get(&format!("{access}/explain?username=emil")).await.main());
    let agreement = "/console/settings/enrollment-agreement";
    let english = format!("{agreement}/institutional/text/en");
    desk.post(&english, &[("text", "Take care of it.\n\nHand it back."), ("seen", "0")]).await;
    check("access-agreement", desk.get(agreement).await.main());
    check("access-agreement-text", desk.get(&english).await.main());
    check("access-agreement-history", desk.get(&format!("{agreement}/institutional/history")).await.main());
    let settings = "/console/settings/user-initiated-enrollment";
    check("setting-devices", desk.get(&format!("{settings}/devices")).await.main());
    check("setting-re-enrollment", desk.get(&format!("{settings}/re-enrollment")).await.main());
}

#[tokio::test]
async fn pages_of_directories_are_as_reviewed() {
    let desk = Desk::of("root").await;
    let path = "/console/settings/directories";
    check("directories-empty", desk.get(path).await.main());
    check("directory-new", desk.get(&format!("{path}/new")).await.main());
    let form = [
        ("preset", "open-ldap"),
        ("hosts", "ldap.example.org"),
        ("security", "plain"),
        ("bind_name", "cn=reader,dc=example"),
        ("bind_password", "hidden"),
        ("base", "dc=example"),
    ];
    let tried = desk.post(&format!("{path}/new"), &form).await;
    check("directory-tried", tried.main());
    let (_, rest) = tried.main().split_once("primary\" href=\"").expect("the next step");
    let look = rest.split('"').next().expect("its path").to_owned();
    desk.test.person("ann", &["Teachers"]);
    let names = [("person1", "ann"), ("person2", "nobody"), ("group1", "Teachers"), ("user_email", "a b")];
    check("directory-look-faulty", desk.post(&look, &names).await.main());
    let mended: Vec<_> = names[..3].iter().copied().chain([("user_email", "mail")]).collect();
    check("directory-looked", desk.post(&look, &mended).await.main());
    let review = look.replace("/look", "/review");
    check("directory-review", desk.get(&review).await.main());
    let saved = desk.post(&review, &[("name", "School")]).await;
    let directory = saved.location().split('?').next().expect("a path").to_owned();
    desk.test.ldap("College", "dc=college").await;
    desk.test.silence_directory("dc=example");
    check("directory-tested", desk.post(&format!("{directory}/test"), &[]).await.main());
    check("directories", desk.get(path).await.main());
    check("directory-edit", desk.get(&format!("{directory}/edit")).await.main());
    check("directory-delete", desk.get(&format!("{directory}/delete")).await.main());
    check("dashboard-directories", desk.get("/console").await.main());
    let device = desk.enroll("emma", 1, "Phone").await;
    check("device-assign", desk.get(&format!("{device}/assign?q=ann")).await.main());
    check("device-user", desk.get(&format!("{device}?section=user-and-location")).await.main());
}

#[tokio::test]
async fn pages_of_the_mail_server_are_as_reviewed() {
    let desk = Desk::of("root").await;
    let path = "/console/settings/mail-server";
    check("mail-server-none", desk.get(path).await.main());
    check("mail-server-new", desk.get(&format!("{path}/edit")).await.main());
    let form = [("host", "smtp.example.org"), ("authentication", "xoauth2"), ("encryption", "none")];
    check("mail-server-faulty", desk.post(&format!("{path}/edit"), &form).await.main());
    let draft = testkit::mail_server_draft();
    desk.test.app.save_mail_server(&app::Caller::operator(), draft).await.expect("saved");
    check("mail-server", desk.get(path).await.main());
    check("mail-server-edit", desk.get(&format!("{path}/edit")).await.main());
    let tested = desk.post(&format!("{path}/test"), &[("to", "anna@example.org")]).await;
    check("mail-server-tested", tested.main());
}
