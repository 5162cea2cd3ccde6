//! Who may enroll what, the agreement, and what somebody would be offered.

use domain::account::Access;
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::id::{DirectoryId, EnrollmentAccessId};
use domain::privilege::PrivilegeSet;
use http::StatusCode;
use testkit::DIRECTORY_PASSWORD;

use crate::desk::{Answer, Desk, hrefs, percent};

const ACCESS: &str = "/console/settings/enrollment-access";
const AGREEMENT: &str = "/console/settings/enrollment-agreement";
/// Nobody asks this directory here: the key alone says which group it is.
const DIRECTORY: &str = "0190a5c8-0000-7000-8000-000000000007";
const FOR_ALL: &str = "/console/settings/enrollment-access/00000000-0000-0000-0000-000000000001";

/// Gives a directory group a row beside the page.
async fn row(desk: &Desk, name: &str) -> EnrollmentAccessId {
    let new = app::NewEnrollmentAccess {
        may_institutional: false,
        may_personal: true,
        may_account_driven: false,
        must_accept_eula: false,
        site_id: None,
    };
    let group = DirectoryGroupRef {
        directory_id: DIRECTORY.parse::<DirectoryId>().expect("an id"),
        key: DirectoryKey(name.to_owned()),
    };
    let caller = app::Caller::operator();
    let made = desk.test.app.create_enrollment_access(&caller, group, name.to_owned(), new).await;
    made.expect("a row").id
}

#[tokio::test]
async fn a_row_is_changed_and_that_of_a_group_deleted() {
    let desk = Desk::of("root").await;
    let north = desk.site("North").await.to_string();
    let teachers = format!("{ACCESS}/{}", row(&desk, "Teachers <b>").await);
    let page = desk.get(ACCESS).await;
    let (all, group) = page.main().split_once("Teachers &#60;b&#62;").expect("both rows");
    assert!(all.contains("All directory users") && !group.contains("All directory users"), "all come first");

    assert!(!desk.get(FOR_ALL).await.main().contains("Delete row"));
    let answer = desk.post(&format!("{FOR_ALL}/delete"), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);

    let form = [("institutional", "on"), ("eula", "on"), ("site", &*north)];
    let answer = desk.post(&teachers, &form).await;
    assert_eq!(answer.location(), "/console/settings/enrollment-access?done=changed");
    assert!(desk.get(answer.location()).await.main().contains("<td>North</td>"));
    let page = desk.get(&teachers).await;
    assert!(
        page.main().contains("name=\"institutional\" checked")
            && page.main().contains("name=\"eula\" checked")
    );
    assert!(!page.main().contains("name=\"personal\" checked"), "what is not ticked is taken away");
    assert!(page.main().contains(&format!("<option value=\"{north}\" selected>North</option>")));
    // A form that offered no sites takes none away.
    desk.post(&teachers, &[("institutional", "on"), ("eula", "on")]).await;
    assert!(desk.get(ACCESS).await.main().contains("<td>North</td>"));
    for site in ["nonsense", "0190a5c8-0000-7000-8000-00000000dead"] {
        let answer = desk.post(&teachers, &[("site", site)]).await;
        assert!(answer.status.is_client_error(), "{site}: {}", answer.status);
    }
    // A row that offers the site is among what its deletion moves.
    let delete = desk.get(&format!("/console/settings/sites/{north}/delete")).await;
    assert!(delete.main().contains("In this site: 1 row of enrollment access."));

    let answer = desk.post(&format!("{teachers}/delete"), &[]).await;
    assert_eq!(answer.location(), "/console/settings/enrollment-access?done=deleted");
    assert!(!desk.get(ACCESS).await.main().contains("Teachers"));
    assert_eq!(desk.get(&teachers).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_history_of_access_leads_back() {
    let mut desk = Desk::of("root").await;
    let history = format!("{ACCESS}/history");
    assert!(desk.get(ACCESS).await.main().contains(&format!("href=\"{history}\"")));
    assert!(desk.get(&history).await.main().contains("Nothing is kept yet"));
    desk.post(FOR_ALL, &[("personal", "on")]).await;
    let page = desk.get(&history).await;
    assert!(
        page.main().contains("All directory users › may enroll personal devices")
            && page.main().contains("Go back to 1"),
        "{}",
        page.main()
    );
    let answer = desk.post(&history, &[("version", "1"), ("seen", "2")]).await;
    assert_eq!(answer.location(), format!("{ACCESS}?done=restored"));
    assert!(
        desk.get(answer.location()).await.main().contains("The former version is written as the newest.")
    );
    assert!(desk.get(FOR_ALL).await.main().contains("name=\"institutional\" checked"));
    assert_eq!(desk.post(&history, &[("version", "1"), ("seen", "2")]).await.status, StatusCode::CONFLICT);
    let answer = desk.post(&history, &[("version", "1"), ("seen", "3")]).await;
    assert!(desk.get(answer.location()).await.main().contains("that version says what counts already"));
    desk.account("audrey2", Access::Full, PrivilegeSet::Auditor).await;
    desk.sit_down("audrey2").await;
    let page = desk.get(&history).await;
    assert!(page.status == StatusCode::OK && !page.main().contains("Go back to"), "{}", page.status);
    assert_eq!(desk.post(&history, &[("version", "1"), ("seen", "3")]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_local_account_is_told_its_sites_and_whether_it_may_enroll() {
    let desk = Desk::of("root").await;
    let (north, _) = (desk.site("North").await, desk.site("South").await);
    desk.account("nora", Access::Site(north), PrivilegeSet::EnrollmentOnly).await;
    let of = async |username: &str| {
        let page = desk.get(&format!("{ACCESS}/explain?username={username}")).await;
        assert_eq!(page.status, StatusCode::OK);
        page.main().to_owned()
    };
    let nora = of("NORA").await;
    assert!(
        nora.contains("May enroll institutionally owned devices") && nora.contains("<dd>North</dd>"),
        "{nora}"
    );
    assert!(of("emil").await.contains("They are asked to choose: No site, North and South"));
    assert!(of("audrey").await.contains("does not hold the privilege “Allow User to Enroll”"));
    assert!(of("nobody%3Cb%3E").await.contains("Nobody has the username nobody&#60;b&#62;."));
    let id = desk.test.account_id("emil").await;
    desk.test.app.disable_account(&app::Caller::operator(), id).await.expect("disabled");
    assert!(of("emil").await.contains("The account is disabled."));
    assert!(!of("").await.contains("Nobody has"));
}

#[tokio::test]
async fn t29_a_site_administrator_neither_reads_nor_changes_who_may_enroll() {
    let mut desk = Desk::of("root").await;
    let north = desk.site("North").await;
    let teachers = format!("{ACCESS}/{}", row(&desk, "Teachers").await);
    desk.account("nora", Access::Site(north), PrivilegeSet::Administrator).await;
    desk.sit_down("nora").await;
    let (explain, history) = (format!("{ACCESS}/explain?username=root"), format!("{ACCESS}/history"));
    for page in [ACCESS, AGREEMENT, &teachers, FOR_ALL, &explain, &history] {
        let answer = desk.get(page).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        assert!(!answer.body.contains("Teachers") && !answer.body.contains(&format!("href=\"{ACCESS}\"")));
    }
    for (path, form) in [
        (teachers.clone(), vec![("institutional", "on")]),
        (format!("{teachers}/delete"), Vec::new()),
        (FOR_ALL.to_owned(), Vec::new()),
        (history.clone(), vec![("version", "1"), ("seen", "1")]),
        (AGREEMENT.to_owned(), Vec::new()),
        (format!("{AGREEMENT}/institutional/text/en"), vec![("text", "mine"), ("seen", "0")]),
    ] {
        assert_eq!(desk.post(&path, &form).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

/// A desk with a directory, two of its people and two sites.
async fn with_directory() -> Desk {
    let desk = Desk::of("root").await;
    desk.site("North").await;
    desk.site("South").await;
    desk.test.ldap("School", "dc=example").await;
    desk.test.person("tina", &["Teachers", "Staff <b>"]);
    desk.test.person("paul", &["Pupils"]);
    desk
}

/// Gives a group a row through the pages: search, choose, tick, send.
async fn add(desk: &Desk, group: &str, ticks: &[(&str, &str)]) -> Answer {
    let found = desk.get(&format!("{ACCESS}/new?q={}", percent(group))).await;
    let choose = hrefs(&found.body, &format!("{ACCESS}/new?directory=")).into_iter().next().expect("a group");
    let form = desk.get(&choose).await;
    assert_eq!(form.status, StatusCode::OK);
    let hidden = |name: &str| {
        let (_, rest) = form.body.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
        rest.split('"').next().expect("its value").replace("&#60;", "<").replace("&#62;", ">")
    };
    let kept = ["directory", "key", "name"].map(|name| (name, hidden(name)));
    let kept = kept.iter().map(|(name, value)| (*name, value.as_str()));
    desk.post(&format!("{ACCESS}/new"), &kept.chain(ticks.iter().copied()).collect::<Vec<_>>()).await
}

fn site_id(desk: &Answer, name: &str) -> String {
    let (before, _) = desk.body.split_once(&format!(">{name}</option>")).expect("the site");
    let (_, value) = before.rsplit_once("value=\"").expect("its value");
    value.split('"').next().expect("an id").to_owned()
}

#[tokio::test]
async fn a_group_is_searched_chosen_and_given_a_row_once() {
    let desk = with_directory().await;
    let found = desk.get(&format!("{ACCESS}/new?q=staff")).await;
    assert!(found.main().contains("Staff &#60;b&#62;") && found.main().contains("School"));
    assert!(!found.main().contains("Pupils"));
    assert!(
        desk.get(&format!("{ACCESS}/new?q=none%3Cb%3E"))
            .await
            .main()
            .contains("begins with “none&#60;b&#62;”")
    );

    let answer = add(&desk, "Staff <b>", &[("personal", "on")]).await;
    assert_eq!(answer.location(), "/console/settings/enrollment-access?done=added", "{}", answer.body);
    assert!(desk.get(answer.location()).await.main().contains("Staff &#60;b&#62;"));
    let found = desk.get(&format!("{ACCESS}/new?q=staff")).await;
    assert!(found.main().contains("Show its row") && !found.main().contains("Choose<"));

    // Somebody else was quicker, the group is gone, or the form was made by hand.
    let teachers = desk.get(&format!("{ACCESS}/new?q=teachers")).await;
    let choose = hrefs(&teachers.body, &format!("{ACCESS}/new?directory=")).remove(0);
    let (_, directory) = choose.split_once("directory=").expect("an id");
    let directory = &directory[..36];
    for (key, name, status, words) in [
        ("staff <b>", "Staff", StatusCode::UNPROCESSABLE_ENTITY, "This group has a row already."),
        ("nobody", "Teachers", StatusCode::UNPROCESSABLE_ENTITY, "does not know this group any more"),
        ("teachers", "", StatusCode::UNPROCESSABLE_ENTITY, "Enter a name"),
        ("", "Teachers", StatusCode::NOT_FOUND, ""),
    ] {
        let form = [("directory", directory), ("key", key), ("name", name), ("institutional", "on")];
        let answer = desk.post(&format!("{ACCESS}/new"), &form).await;
        assert_eq!(answer.status, status, "{key}");
        assert!(answer.main().contains(words), "{key}: {}", answer.main());
    }
    let form = [("directory", "nonsense"), ("key", "teachers"), ("name", "Teachers")];
    assert_eq!(desk.post(&format!("{ACCESS}/new"), &form).await.status, StatusCode::NOT_FOUND);
    // What a browser says a group is called is not what the row is called.
    let form = [("directory", directory), ("key", "teachers"), ("name", "Teach"), ("institutional", "on")];
    assert_eq!(desk.post(&format!("{ACCESS}/new"), &form).await.status, StatusCode::SEE_OTHER);
    assert!(desk.get(ACCESS).await.main().contains(">Teachers</a>"));
}

#[tokio::test]
async fn somebody_is_told_what_they_are_offered_and_why() {
    let desk = with_directory().await;
    let of = async |username: &str| {
        let page = desk.get(&format!("{ACCESS}/explain?username={username}")).await;
        assert_eq!(page.status, StatusCode::OK);
        page.main().replace("<strong>", "").replace("</strong>", "")
    };
    // Only teachers and staff enroll, into sites of their own.
    desk.post(FOR_ALL, &[]).await;
    let form = desk.get(FOR_ALL).await;
    let (north, south) = (site_id(&form, "North"), site_id(&form, "South"));
    add(&desk, "Teachers", &[("institutional", "on"), ("eula", "on"), ("site", &north)]).await;
    add(&desk, "Staff <b>", &[("institutional", "on"), ("personal", "on"), ("site", &south)]).await;

    let tina = of("TINA").await;
    for words in [
        "tina, from the directory School",
        "Teachers",
        "Institutionally owned devices: because of “Staff &#60;b&#62;” and “Teachers”.",
        "Not asked, because no agreement is written",
        "They are asked to choose: North (because of “Teachers”) and South (because of “Staff &#60;b&#62;”)",
        "Personally owned devices: because of “Staff &#60;b&#62;”.",
        "By signing in to an account in Settings: no row that holds for them allows it.",
    ] {
        assert!(tina.contains(words), "{words} is missing in {tina}");
    }
    let paul = of("paul").await;
    assert!(paul.contains("Institutionally owned devices: no row that holds for them allows it."));
    assert!(!paul.contains("<dt>Site") && !paul.contains("because of “Teachers”"), "{paul}");

    let english = format!("{AGREEMENT}/institutional/text/en");
    desk.post(&english, &[("text", "Take care."), ("seen", "0")]).await;
    assert!(of("tina").await.contains("Asked before the profile, because of “Teachers”"));
    // What the page says is what a login leads to.
    let directory_login = |username: &str| desk.test.login_with(username, DIRECTORY_PASSWORD);
    let begun = desk.test.app.begin_enrollment(directory_login("tina")).await.expect("a login");
    assert!(begun.enrollment.questions.site.is_some() && begun.enrollment.questions.eula.is_some());
    assert!(desk.test.app.begin_enrollment(directory_login("paul")).await.is_err());

    // A local account of the same name: the password decides.
    desk.test.account("tina", PrivilegeSet::EnrollmentOnly).await;
    assert!(of("tina").await.contains("A local account has the same username."));
    desk.test.silence_directory("dc=example");
    assert!(of("paul").await.contains("School did not answer."));
    let silent = desk.get(&format!("{ACCESS}/new?q=teachers")).await;
    assert!(silent.main().contains("School did not answer."));
}
