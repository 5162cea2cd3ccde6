//! Who may enroll what, the agreement, and what somebody would be offered.

use domain::account::Access;
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::id::{DirectoryId, EnrollmentAccessId};
use domain::privilege::PrivilegeSet;
use http::StatusCode;

use crate::desk::Desk;

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
async fn the_agreement_is_versioned_and_kept_when_it_does_not_fit() {
    let desk = Desk::of("root").await;
    assert!(desk.get(AGREEMENT).await.main().contains("None yet"));
    let text = "Use it <b>well</b>.\r\n\r\nHand it back.";
    let answer = desk.post(AGREEMENT, &[("eula", text), ("may_leave_user_blank", "on")]).await;
    assert_eq!(answer.location(), "/console/settings/enrollment-agreement?done=saved");
    let page = desk.get(answer.location()).await;
    assert!(
        page.main().contains("Version 1, written")
            && page.main().contains("name=\"may_leave_user_blank\" checked")
    );
    assert!(page.main().contains("Use it &#60;b&#62;well&#60;/b&#62;.\n\nHand it back.</textarea>"));

    // The same text is no new version; the setting changes alone.
    desk.post(AGREEMENT, &[("eula", text)]).await;
    let page = desk.get(AGREEMENT).await;
    assert!(
        page.main().contains("Version 1,") && !page.main().contains("name=\"may_leave_user_blank\" checked")
    );
    desk.post(AGREEMENT, &[("eula", "Another.")]).await;
    assert!(desk.get(AGREEMENT).await.main().contains("Version 2,"));

    for bad in ["x".repeat(100_001), "bell \u{7}".to_owned()] {
        let answer = desk.post(AGREEMENT, &[("eula", &bad)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.main().contains("id=\"eula-fault\"") && answer.main().contains(&bad), "kept");
    }
    assert!(desk.get(AGREEMENT).await.main().contains("Version 2,"));
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
    for page in [ACCESS, AGREEMENT, &teachers, FOR_ALL, &format!("{ACCESS}/explain?username=root")] {
        let answer = desk.get(page).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{page}");
        assert!(!answer.body.contains("Teachers") && !answer.body.contains(&format!("href=\"{ACCESS}\"")));
    }
    for (path, form) in [
        (teachers.clone(), vec![("institutional", "on")]),
        (format!("{teachers}/delete"), Vec::new()),
        (FOR_ALL.to_owned(), Vec::new()),
        (AGREEMENT.to_owned(), vec![("eula", "mine")]),
    ] {
        assert_eq!(desk.post(&path, &form).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
