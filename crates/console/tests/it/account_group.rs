//! Groups of accounts: made, changed, deleted; chosen here or by a directory.

use domain::account::Access;
use domain::privilege::PrivilegeSet;
use http::StatusCode;

use crate::desk::{Desk, hrefs};
use crate::page::check;

const GROUPS: &str = "/console/settings/account-groups";
const NEW: &str = "/console/settings/account-groups/new";

/// Makes a group that audits and returns its path.
async fn make(desk: &Desk, name: &str) -> String {
    let made = desk.post(NEW, &[("name", name), ("access", "full"), ("privilege_set", "auditor")]).await;
    made.location().split('?').next().expect("a path").to_owned()
}

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// Puts an account, which is made, into some groups.
async fn join(desk: &Desk, username: &str, groups: &[&str]) {
    desk.account(username, Access::Groups, PrivilegeSet::EnrollmentOnly).await;
    let path = format!("/console/settings/accounts/{}", desk.test.account_id(username).await);
    let full_name = format!("{username} Example");
    let mut form = vec![("full_name", &*full_name), ("access", "groups")];
    form.extend(groups.iter().map(|group| ("group", id_of(group))));
    assert_eq!(desk.post(&path, &form).await.location(), format!("{path}?done=saved"));
}

#[tokio::test]
async fn a_group_is_made_changed_and_deleted_and_says_who_loses_what() {
    let mut desk = Desk::of("root").await;
    assert!(desk.get(GROUPS).await.main().contains("No group yet"));
    let (first, second) = (make(&desk, "Desk <north>").await, make(&desk, "Night shift").await);
    join(&desk, "gus", &[&first]).await;
    join(&desk, "hal", &[&first, &second]).await;
    join(&desk, "ida", &[&second]).await;

    let page = desk.get(&first).await;
    assert!(page.main().contains("<h1>Desk &#60;north&#62;</h1>"));
    assert!(page.main().contains(
        "2 accounts lose what it gives (Auditor · Full Access): gus Example and hal Example. In no other group, and so without any access, is then: gus Example."
    ), "{}", page.main());
    check("account-group", page.main());
    let list = desk.get(GROUPS).await;
    check("account-groups", list.main());
    assert_eq!(list.main().matches("<td class=\"number\">2</td>").count(), 2);

    let taken = [("name", "NIGHT shift"), ("access", "full"), ("privilege_set", "auditor")];
    let answer = desk.post(&first, &taken).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.main().contains("id=\"name-fault\"") && answer.main().contains("value=\"NIGHT shift\""));
    let form = [("name", "Desk"), ("access", "full"), ("privilege_set", "administrator")];
    assert_eq!(desk.post(&first, &form).await.location(), format!("{first}?done=saved"));

    desk.sit_down("gus").await;
    assert_eq!(desk.get("/console/settings/api-tokens").await.status, StatusCode::OK, "an administrator");
    let session = desk.session.clone();
    desk.sit_down("root").await;
    assert_eq!(desk.post(&format!("{first}/delete"), &[]).await.location(), format!("{GROUPS}?done=deleted"));
    assert_eq!(desk.get(&first).await.status, StatusCode::NOT_FOUND);
    desk.session = session;
    assert!(desk.get("/console").await.location().starts_with("/console/sign-in"), "nothing is left to him");
}

#[tokio::test]
async fn a_group_with_faults_is_not_made() {
    let desk = Desk::of("root").await;
    let long = "x".repeat(101);
    for (form, words) in [
        ([("name", ""), ("access", "full"), ("privilege_set", "auditor")], "Give the group a name"),
        ([("name", &*long), ("access", "full"), ("privilege_set", "auditor")], "at most 100 characters"),
        ([("name", "a\u{0}"), ("access", "full"), ("privilege_set", "auditor")], "Give the group a name"),
        ([("name", "x"), ("access", "groups"), ("privilege_set", "auditor")], "Choose how far"),
        ([("name", "x"), ("access", "site"), ("privilege_set", "auditor")], "Choose a site that exists."),
        ([("name", "x"), ("access", "full"), ("privilege_set", "custom")], "Choose at least one privilege."),
        ([("name", "x"), ("access", "full"), ("privilege_set", "")], "Choose what the account may do."),
    ] {
        let answer = desk.post(NEW, &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
        assert!(answer.main().contains(words) && answer.main().contains("Nothing was changed."), "{form:?}");
    }
    assert!(desk.get(GROUPS).await.main().contains("No group yet"));
}

#[tokio::test]
async fn a_group_of_a_directory_is_found_and_chosen() {
    let desk = Desk::of("root").await;
    desk.test.ldap("School", "dc=school").await;
    let other = desk.test.ldap("Library", "dc=library").await;
    desk.test.person("dora", &["Teachers", "Tellers"]);
    check("account-group-new", desk.get(&format!("{NEW}?kind=directory")).await.main());
    let none = desk.get(&format!("{NEW}?kind=directory&q=%3Cx%3E")).await;
    assert!(none.main().contains("No directory has a group") && !none.main().contains("Make group"));
    let found = desk.get(&format!("{NEW}?kind=directory&q=te")).await;
    assert_eq!(found.main().matches("name=\"directory_group\"").count(), 4, "two groups in two directories");
    check("account-group-found", found.main());

    desk.test.silence_directory("dc=school");
    let found = desk.get(&format!("{NEW}?kind=directory&q=teach")).await;
    assert!(found.main().contains("No answer from School."));
    let word = format!("{}/teachers", other.id);
    assert!(found.main().contains(&word));

    let form = |group: &str| {
        [
            ("kind", "directory".to_owned()),
            ("q", "teach".to_owned()),
            ("directory_group", group.to_owned()),
            ("name", String::new()),
            ("access", "full".to_owned()),
            ("privilege_set", "auditor".to_owned()),
        ]
    };
    let post = async |group: &str| {
        let form = form(group);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        desk.post(NEW, &form).await
    };
    for unknown in ["", "x", "x/teachers", &format!("{}/admins", other.id)] {
        let answer = post(unknown).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{unknown}");
        assert!(answer.main().contains("Search for the group, and choose it among those found."));
    }
    let made = post(&word).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.body);
    let page = desk.get(made.location()).await;
    assert!(
        page.main().contains("<h1>Teachers</h1>")
            && page.main().contains("its group of the directory Library")
    );
    let twin = post(&word).await;
    assert_eq!(twin.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twin.main().contains("stands for the same group of the directory"));
    assert_eq!(
        hrefs(desk.get(GROUPS).await.main(), &format!("{GROUPS}/")).len(),
        2,
        "one, and the link to make one"
    );
}
