//! Sign-in to the console by a group of a directory.

use app::{Caller, Error, Leftovers, NewAccountGroup, SignedIn, UpdatedAccount};
use domain::account::{Access, Account, Origin};
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::id::{AccountGroupId, DirectoryId};
use domain::privilege::{Privilege, PrivilegeSet, Reach};
use domain::secret::Secret;
use domain::time::DAY;
use testkit::{DIRECTORY_PASSWORD, SOURCE, TestApp};

use super::{STAFF, down, is_refused, user};

pub(crate) async fn group(
    test: &TestApp,
    id: DirectoryId,
    name: &str,
    privilege_set: PrivilegeSet,
) -> AccountGroupId {
    let directory_group =
        Some(DirectoryGroupRef { directory_id: id, key: DirectoryKey(name.to_lowercase()) });
    let new = NewAccountGroup { name: name.to_owned(), directory_group, reach: Reach::Full, privilege_set };
    test.app.create_account_group(&Caller::operator(), new).await.expect("a group").id
}

async fn sign_in(test: &TestApp, username: &str) -> Result<SignedIn, Error> {
    test.sign_in_with(username, DIRECTORY_PASSWORD).await
}

/// Returns the caller of an API token that still serves.
async fn bearer(test: &TestApp, token: &Secret) -> Option<Caller> {
    test.app.find_bearer(token.expose(), SOURCE).await.ok()
}

async fn account(test: &TestApp, id: DirectoryId, key: &str) -> Account {
    let mut tx = test.store.read().await.expect("a read");
    tx.find_account_of(&user(id, key)).await.expect("a look").expect("an account")
}

#[tokio::test]
async fn a_group_of_the_directory_opens_the_console_and_its_end_shuts_it() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        group(&test, staff.id, "Helpers", PrivilegeSet::Auditor).await;
        group(&test, staff.id, "Admins", PrivilegeSet::Administrator).await;
        let mut ann = test.person("ann", &["Helpers", "Others"]);
        test.person("bob", &["Others"]);
        assert!(is_refused(&sign_in(&test, "bob").await), "no group of his opens the console");

        let signed_in = sign_in(&test, "ann").await.expect("a sign-in");
        assert!(signed_in.caller.holds(Privilege::ReadDevices));
        assert!(!signed_in.caller.holds(Privilege::SendCommands));
        let made = account(&test, staff.id, "key-ann").await;
        assert_eq!(made.origin, Origin::Directory(user(staff.id, "key-ann")));
        assert_eq!((made.access, made.full_name.as_str()), (Access::Groups, "ann Directory"));
        assert!(test.database.trail().await.iter().any(|event| event.contains("account-created")));

        // Another group, another name: the same account.
        ann.groups = vec!["Admins".to_owned()];
        ann.person.username = "ann.miller".to_owned();
        test.directory.put(ann.clone());
        let again = sign_in(&test, "ann.miller").await.expect("a sign-in");
        assert!(again.caller.holds(Privilege::SendCommands));
        let present = account(&test, staff.id, "key-ann").await;
        assert_eq!((present.id, present.username.as_str()), (made.id, "ann.miller"));
        let trail = test.database.trail().await;
        assert!(
            trail.iter().any(|event| event.contains("account-groups-changed") && event.contains("Admins"))
        );

        // Out of all groups: refused, and the sessions before it are worth nothing.
        ann.groups.clear();
        test.directory.put(ann);
        assert!(is_refused(&sign_in(&test, "ann.miller").await));
        for session in [&signed_in.session, &again.session] {
            assert!(test.app.find_caller(session, SOURCE).await.expect("a look").is_none());
        }
    }
}

#[tokio::test]
async fn t21_a_disabled_account_of_the_directory_stays_out_of_the_console() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        group(&test, staff.id, "Helpers", PrivilegeSet::Auditor).await;
        test.person("ann", &["Helpers"]);
        sign_in(&test, "ann").await.expect("a sign-in");
        let made = account(&test, staff.id, "key-ann").await;
        let mut tx = test.store.begin().await.expect("a writer");
        tx.save_account_disabled(made.id, test.app.now()).await.expect("disabled");
        tx.commit().await.expect("a commit");
        assert!(is_refused(&sign_in(&test, "ann").await));
        assert!(account(&test, staff.id, "key-ann").await.disabled_at.is_some(), "a sign-in enables nobody");
    }
}

#[tokio::test]
async fn groups_are_read_only_where_something_depends_on_them() {
    let test = TestApp::new().await;
    let staff = test.ldap("Staff", STAFF).await;
    test.person("ann", &["Helpers"]);
    assert!(is_refused(&sign_in(&test, "ann").await), "there is no group of accounts");
    let mut tx = test.store.read().await.expect("a read");
    assert!(tx.find_account_of(&user(staff.id, "key-ann")).await.expect("a look").is_none());
}

#[tokio::test]
async fn once_a_day_accounts_lose_what_their_groups_gave_them() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        group(&test, staff.id, "Helpers", PrivilegeSet::Administrator).await;
        test.person("ann", &["Helpers"]);
        test.person("bob", &["Helpers"]);
        let ann = sign_in(&test, "ann").await.expect("a sign-in");
        let token = test.api_token(&ann.caller, &[domain::api_token::Scope::Read]).await;
        let bob = sign_in(&test, "bob").await.expect("a sign-in");
        let bobs = test.api_token(&bob.caller, &[domain::api_token::Scope::Read]).await;
        bearer(&test, &token).await.expect("a live token");

        test.directory.remove("key-ann");
        test.person("bob", &["Others"]);
        test.directory.fail(STAFF, down());
        test.advance(DAY + 1);
        test.app.refresh_due_people().await.expect("refreshed");
        assert!(bearer(&test, &token).await.is_some(), "a directory that is down changes nothing");

        test.directory.fail(STAFF, None);
        test.advance(DAY);
        test.app.refresh_due_people().await.expect("refreshed");
        assert!(bearer(&test, &token).await.is_none(), "she has left");
        let bobs = bearer(&test, &bobs).await;
        assert!(!bobs.is_some_and(|caller| caller.holds(Privilege::ReadDevices)), "he has left the group");
    }
}

#[tokio::test]
async fn an_account_with_rights_of_its_own_needs_no_group() {
    let test = TestApp::new().await;
    let staff = test.ldap("Staff", STAFF).await;
    let helpers = group(&test, staff.id, "Helpers", PrivilegeSet::Auditor).await;
    test.person("ann", &["Helpers"]);
    sign_in(&test, "ann").await.expect("a sign-in");
    let made = account(&test, staff.id, "key-ann").await;
    let update = UpdatedAccount {
        full_name: "Ann".to_owned(),
        email: None,
        access: Access::Full,
        privilege_set: PrivilegeSet::Administrator,
        groups: Vec::new(),
    };
    test.app.update_account(&Caller::operator(), made.id, update).await.expect("changed");
    test.app.delete_account_group(&Caller::operator(), helpers).await.expect("deleted");
    let signed_in = sign_in(&test, "ann").await.expect("a sign-in");
    assert!(signed_in.caller.holds(Privilege::SendCommands));
}

#[tokio::test]
async fn disabling_or_deleting_a_directory_ends_the_access_of_its_people() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        group(&test, staff.id, "Helpers", PrivilegeSet::Administrator).await;
        test.person("ann", &["Helpers"]);
        let admin = Caller::operator();
        let signed_in = sign_in(&test, "ann").await.expect("a sign-in");
        test.app.disable_directory(&admin, staff.id).await.expect("disabled");
        assert!(test.app.find_caller(&signed_in.session, SOURCE).await.expect("a look").is_none());
        assert!(is_refused(&sign_in(&test, "ann").await));
        test.app.enable_directory(&admin, staff.id).await.expect("enabled");
        let signed_in = sign_in(&test, "ann").await.expect("a sign-in");
        let token = test.api_token(&signed_in.caller, &[domain::api_token::Scope::Read]).await;
        let uses = test.app.delete_directory(&admin, staff.id, Leftovers::CutLoose).await.expect("deleted");
        assert_eq!((uses.accounts, uses.account_groups), (1, 1));
        assert!(test.app.find_caller(&signed_in.session, SOURCE).await.expect("a look").is_none());
        assert!(bearer(&test, &token).await.is_none());
    }
}
