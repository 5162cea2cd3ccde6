//! Directory Services: the list, the assistant, the page of one directory, and devices assigned to its people.

use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use http::StatusCode;
use testkit::DIRECTORY_PASSWORD;

use crate::desk::{Answer, Desk, hrefs};

const PATH: &str = "/console/settings/directories";
const NEW: &str = "/console/settings/directories/new";
const BASE: &str = "dc=a";
const BIND_PASSWORD: &str = "Bind & <password>";

const CONNECTION: [(&str, &str); 6] = [
    ("preset", "open-ldap"),
    ("hosts", "ldap.example.org"),
    ("security", "ldaps"),
    ("bind_name", "cn=reader,dc=a"),
    ("bind_password", BIND_PASSWORD),
    ("base", BASE),
];

/// Begins a draft, and returns its path.
async fn draft(desk: &Desk, form: &[(&str, &str)]) -> (String, Answer) {
    let answer = desk.post(NEW, form).await;
    let action = answer.main().split("action=\"").nth(1).expect("a form").split('"').next();
    (action.expect("a path").to_owned(), answer)
}

/// Returns a form with one field changed.
fn with<'a>(form: &[(&'a str, &'a str)], field: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    form.iter().map(|&(name, old)| (name, if name == field { value } else { old })).collect()
}

#[tokio::test]
async fn directories_are_listed_moved_disabled_and_deleted() {
    let desk = Desk::of("root").await;
    let empty = desk.get(PATH).await;
    assert!(empty.main().contains("No directory yet") && empty.main().contains(&format!("href=\"{NEW}\"")));
    let first = format!("{PATH}/{}", desk.test.ldap("First", BASE).await.id);
    let second = format!("{PATH}/{}", desk.test.ldap("Second", "dc=b").await.id);

    let answer = desk.post(&format!("{second}/move"), &[("position", "0")]).await;
    assert_eq!(answer.location(), "/console/settings/directories?done=moved");
    let list = desk.get(PATH).await;
    let (before, _) = list.main().split_once("First").expect("both are listed");
    assert!(before.contains("Second") && list.main().contains("Not asked yet"));
    assert_eq!(desk.post(&format!("{second}/move"), &[]).await.status, StatusCode::NOT_FOUND);

    let answer = desk.post(&format!("{first}/disable"), &[]).await;
    assert!(
        desk.get(answer.location()).await.main().contains("Nobody can log in by this directory any more.")
    );
    assert!(desk.get(PATH).await.main().contains("Disabled"));
    let answer = desk.post(&format!("{first}/enable"), &[]).await;
    assert!(desk.get(answer.location()).await.main().contains("People can log in by this directory again."));

    let answer = desk.post(&format!("{first}/delete"), &[("name", "first")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("id=\"name-fault\"") && answer.main().contains("value=\"first\""));
    let answer = desk.post(&format!("{first}/delete"), &[("name", "First")]).await;
    assert_eq!(answer.location(), "/console/settings/directories?done=deleted");
    assert_eq!(desk.get(&first).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn deleting_says_what_becomes_of_devices_and_accounts() {
    let desk = Desk::of("root").await;
    let directory = format!("{PATH}/{}", desk.test.ldap("School", BASE).await.id);
    assert!(
        desk.get(&format!("{directory}/delete")).await.main().contains("Nothing refers to this directory.")
    );
    desk.test.person("ann", &[]);
    let login = desk.test.login_with("ann", DIRECTORY_PASSWORD);
    let begun = desk.test.app.begin_enrollment(login).await.expect("a login");
    let mut phone = testkit::Phone::new(1);
    phone.fetch_profile(&desk.test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&desk.test.app).await.expect("a certificate");
    phone.authenticate(&desk.test.app).await.expect("Authenticate");
    let page = desk.get(&format!("{directory}/delete")).await;
    assert!(
        page.main().contains("1 device assigned to its people: what they know of them stays"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn the_assistant_keeps_what_is_filled_in_and_says_what_is_wrong_beside_it() {
    let desk = Desk::of("root").await;
    for (field, value, words) in [
        ("hosts", "ldap example:x", "This is not a host."),
        ("hosts", "", "Name one to eight hosts"),
        ("bind_password", "", "Without one the directory would take the server for a stranger."),
        ("base", "nonsense", "Write a distinguished name"),
    ] {
        let (path, answer) = draft(&desk, &with(&CONNECTION, field, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(answer.main().contains(words), "{field}: {}", answer.body);
        assert!(answer.main().contains("value=\"open-ldap\" checked"), "what was chosen is kept");
        // What was wrong is put right, and the password need not be typed again.
        let right =
            with(&CONNECTION, field, CONNECTION.iter().find(|(name, _)| *name == field).expect("one").1);
        let password = if field == "bind_password" { BIND_PASSWORD } else { "" };
        let answer = desk.post(&path, &with(&right, "bind_password", password)).await;
        assert_eq!(answer.status, StatusCode::OK, "{field}: {}", answer.body);
        assert!(answer.main().contains("The connection works"), "{field}");
    }
    let (path, _) = draft(&desk, &CONNECTION).await;
    desk.test.silence_directory(BASE);
    let answer = desk.post(&path, &with(&CONNECTION, "bind_password", "")).await;
    assert!(answer.main().contains("The connection does not work yet"), "{}", answer.body);
    assert!(
        answer.main().contains("nobody is there") && answer.main().contains("Let the memory answer again.")
    );
    let answer = desk.post(&format!("{path}/look"), &[("person1", "ann")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.main().contains("The look-up failed") && answer.main().contains("value=\"ann\""));
}

#[tokio::test]
async fn a_root_that_is_no_certificate_is_refused_beside_its_field() {
    let desk = Desk::of("root").await;
    let mut parts: Vec<_> = CONNECTION.iter().map(|(name, value)| (*name, None, value.as_bytes())).collect();
    parts.push(("roots", Some("root.pem"), b"nonsense"));
    let answer = desk.upload(NEW, &parts).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("id=\"roots-fault\""), "{}", answer.body);
    parts.pop();
    parts.push(("client_identity", Some("client.pem"), b"nonsense"));
    let answer = desk.upload(NEW, &parts).await;
    assert!(answer.main().contains("id=\"client_identity-fault\""), "{}", answer.body);
    for root in ["zz", "00ff", "é"] {
        let answer = desk.post(NEW, &[CONNECTION.as_slice(), &[("trust_root", root)]].concat()).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{root}");
    }
}

#[tokio::test]
async fn t31_a_password_of_a_directory_is_in_no_page_and_goes_to_no_new_host() {
    let desk = Desk::of("root").await;
    let (path, answer) = draft(&desk, &CONNECTION).await;
    let hidden = |answer: &Answer| {
        let body = &answer.body;
        assert!(!body.contains("Bind &") && !body.contains("<password>"), "{body}");
    };
    hidden(&answer);
    for page in ["", "/look", "/review"] {
        hidden(&desk.get(&format!("{path}{page}")).await);
    }
    let saved = desk.post(&format!("{path}/review"), &[("name", "School")]).await;
    let directory = saved.location().split('?').next().expect("a path").to_owned();
    for page in [directory.clone(), format!("{directory}/edit"), PATH.to_owned()] {
        hidden(&desk.get(&page).await);
    }
    assert!(
        desk.get(&format!("{directory}/edit")).await.main().contains("A password is set, and never shown.")
    );

    let answer = desk.post(&format!("{directory}/edit"), &[("hosts", "evil.example")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("id=\"bind_password-fault\"") && answer.main().contains("evil.example"));
    let again = [("name", "School"), ("hosts", "new.example"), ("bind_password", "Another")];
    let answer = desk.post(&format!("{directory}/edit"), &again).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    hidden(&desk.get(answer.location()).await);
}

#[tokio::test]
async fn t29_a_draft_is_its_own_accounts() {
    let mut desk = Desk::of("root").await;
    let (path, _) = draft(&desk, &CONNECTION).await;
    desk.test.account("other", PrivilegeSet::Administrator).await;
    desk.sit_down("other").await;
    for page in ["", "/look", "/review"] {
        assert_eq!(desk.get(&format!("{path}{page}")).await.status, StatusCode::GONE, "{page}");
        assert_eq!(desk.post(&format!("{path}{page}"), &[("name", "x")]).await.status, StatusCode::GONE);
    }
    desk.sit_down("root").await;
    assert_eq!(desk.get(&path).await.status, StatusCode::OK);
    desk.test.advance(domain::upload::UPLOAD_AGE_MAX);
    desk.sit_down("root").await;
    assert_eq!(desk.get(&path).await.status, StatusCode::GONE, "after an hour nobody has it");
}

#[tokio::test]
async fn t36_what_a_directory_says_stays_text() {
    let desk = Desk::of("root").await;
    let mut person = desk.test.person("ann", &["<i>staff</i>"]);
    person.person.full_name = "<script>alert(1)</script>".to_owned();
    person.person.extra.insert("<b>Cost</b>".to_owned(), "<img src=x>".to_owned());
    desk.test.directory.put(person);
    let directory = format!("{PATH}/{}", desk.test.ldap("<u>School</u>", BASE).await.id);
    let device = desk.enroll("emma", 1, "Phone").await;
    let found = desk.get(&format!("{device}/assign?q=ann")).await;
    let value = found.main().split("name=\"to\" value=\"").nth(1).expect("a card").split('"').next();
    let answer = desk.post(&format!("{device}/assign"), &[("to", value.expect("a value"))]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    for page in [
        PATH.to_owned(),
        format!("{directory}?person=ann&group=%3Ci%3Estaff%3C/i%3E"),
        format!("{directory}/edit"),
        format!("{directory}/delete"),
        format!("{device}/assign?q=ann"),
        answer.location().to_owned(),
        "/console".to_owned(),
    ] {
        let body = desk.get(&page).await.body;
        for markup in ["<script>alert", "<i>staff", "<u>School", "<b>Cost", "<img src=x"] {
            assert!(!body.contains(markup), "{page}: {markup}");
        }
    }
}

#[tokio::test]
async fn an_auditor_sees_directories_and_changes_none() {
    let mut desk = Desk::of("root").await;
    let id = desk.test.ldap("School", BASE).await.id;
    let directory = format!("{PATH}/{id}");
    let (draft, _) = draft(&desk, &CONNECTION).await;
    desk.sit_down("audrey").await;
    for page in [PATH, &directory] {
        let page = desk.get(page).await;
        assert!(page.status == StatusCode::OK && !page.main().contains("method=\"post\""), "{}", page.body);
    }
    assert_eq!(desk.get(&format!("{directory}?person=ann")).await.status, StatusCode::FORBIDDEN);
    for page in [NEW, &draft, &format!("{directory}/edit"), &format!("{directory}/delete")] {
        assert_eq!(desk.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        assert_eq!(desk.post(page, &CONNECTION).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    for verb in ["move", "test", "disable", "enable"] {
        let answer = desk.post(&format!("{directory}/{verb}"), &[("position", "0")]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{verb}");
    }
}

#[tokio::test]
async fn the_dashboard_and_the_page_say_since_when_a_directory_does_not_answer() {
    let desk = Desk::of("root").await;
    let mut plain = testkit::ldap_draft("Plain <b>", BASE);
    plain.settings.security = domain::directory::Security::Plain;
    let made = desk.test.app.create_directory(&app::Caller::operator(), plain).await.expect("a directory");
    let directory = format!("{PATH}/{}", made.id);
    assert!(desk.get("/console").await.main().contains("is not encrypted"));
    assert!(desk.get(&directory).await.main().contains("The connection is not encrypted."));
    assert!(desk.post(&format!("{directory}/test"), &[]).await.main().contains("The test passed"));
    assert!(desk.get("/console").await.main().contains("Answers"));

    desk.test.silence_directory(BASE);
    desk.test.advance(5 * domain::time::MINUTE);
    let tested = desk.post(&format!("{directory}/test"), &[]).await;
    assert!(tested.main().contains("The test failed") && tested.main().contains("It does not answer since"));
    let dashboard = desk.get("/console").await;
    assert!(
        dashboard.main().contains("does not answer since") && dashboard.main().contains("nobody is there")
    );
    desk.post(&format!("{directory}/disable"), &[]).await;
    let dashboard = desk.get("/console").await;
    assert!(!dashboard.main().contains("does not answer since") && dashboard.main().contains("Disabled"));
}

#[tokio::test]
async fn a_device_is_assigned_to_somebody_found_or_to_nobody_and_refreshed() {
    let desk = Desk::of("root").await;
    desk.test.ldap("School", BASE).await;
    desk.test.ldap("Far away", "dc=far").await;
    let mut bea = desk.test.person("bea", &[]);
    bea.person.building = Some("North hall".to_owned());
    desk.test.directory.put(bea.clone());
    desk.test.silence_directory("dc=far");
    let device = desk.enroll("emma", 1, "Phone").await;

    let page = desk.get(&format!("{device}/assign?q=be")).await;
    assert!(
        page.main().contains("bea Directory") && page.main().contains("Physics, North hall"),
        "{}",
        page.body
    );
    assert!(page.main().contains("No answer from Far away."));
    assert!(desk.get(&format!("{device}/assign?q=zzz")).await.main().contains("Nobody is called that"));
    let answer = desk.post(&format!("{device}/assign"), &[("to", ""), ("q", "be")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.main().contains("Choose one of the people found.") && answer.main().contains("bea Directory")
    );

    let value = page.main().split("name=\"to\" value=\"").nth(1).expect("a card").split('"').next();
    let answer = desk.post(&format!("{device}/assign"), &[("to", value.expect("a value"))]).await;
    let record = desk.get(answer.location()).await;
    for words in ["<dd>bea Directory</dd>", "<dd>North hall</dd>", "<dd>School</dd>", "Last checked"] {
        assert!(record.main().contains(words), "{words}: {}", record.body);
    }
    desk.test.directory.remove(&bea.key);
    let answer = desk.post(&format!("{device}/refresh-user"), &[]).await;
    let record = desk.get(answer.location()).await;
    assert!(record.main().contains("left the directory") && record.main().contains("<dd>bea Directory</dd>"));

    let answer = desk.post(&format!("{device}/assign"), &[("to", "nobody")]).await;
    let record = desk.get(answer.location()).await;
    assert!(
        record.main().contains("Nobody is assigned to this device.")
            && !record.main().contains("left the dir")
    );
    assert_eq!(desk.post(&format!("{device}/refresh-user"), &[]).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_refresh_is_no_change_of_hands() {
    let desk = Desk::of("root").await;
    desk.test.ldap("School", BASE).await;
    let mut ann = desk.test.person("ann", &[]);
    let login = app::Login {
        username: "ann".to_owned(),
        password: Secret::new(DIRECTORY_PASSWORD),
        source: testkit::SOURCE,
    };
    let begun = desk.test.app.begin_enrollment(login).await.expect("a login");
    let mut phone = testkit::Phone::new(1);
    phone.fetch_profile(&desk.test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&desk.test.app).await.expect("a certificate");
    phone.authenticate(&desk.test.app).await.expect("Authenticate");
    phone.update_token(&desk.test.app).await.expect("TokenUpdate");
    ann.person.full_name = "Ann Newname".to_owned();
    desk.test.directory.put(ann);
    let list = desk.get("/console/devices").await;
    let device = hrefs(&list.body, "/console/devices/0").into_iter().next().expect("a device");
    let answer = desk.post(&format!("{device}/refresh-user"), &[]).await;
    let record = desk.get(answer.location()).await;
    assert!(record.main().contains("<dd>Ann Newname</dd>"), "{}", record.body);
    assert!(!record.main().contains("enrolled this device while it was managed for"), "{}", record.body);
}
