//! Who somebody turns out to be: user and location, sites, accounts and groups.

use app::{
    Caller, CameWith, ConsoleReturn, Error, IdentityProviderDraft, Leftovers, NewAccountGroup,
    NewEnrollmentAccess, Refusal, SecretInput, SignIn,
};
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::identity_provider::{ProviderRefusal, ProviderSettings, ProviderUse};
use domain::privilege::{Privilege, PrivilegeSet, Reach};
use gateways::directory::MemoryPerson;
use serde_json::{Value, json};
use testkit::{BROWSER, SOURCE};

use super::{Both, ann, draft, refusal};

pub(super) fn said(username: &str, groups: &[&str]) -> Value {
    json!({ "sub": format!("subject-{username}"), "preferred_username": username, "name": username, "groups": groups })
}

impl Both {
    /// Lets somebody come back to the console.
    pub(super) async fn arrive(&self, claims: Value) -> Result<SignIn, Error> {
        let app = &self.test.app;
        let sent = app.send_off_to_sign_in(self.detail.provider.id, None, None, SOURCE).await?;
        let answer = self.answer(&sent, claims);
        match app.return_to_console(&answer, Some(&sent.browser), None, SOURCE, BROWSER).await? {
            ConsoleReturn::SignedIn { sign_in, .. } => Ok(sign_in),
            other => panic!("{other:?}"),
        }
    }

    /// Signs somebody in to the console.
    async fn sign_in(&self, claims: Value) -> Result<Caller, Error> {
        match self.arrive(claims).await? {
            SignIn::SignedIn(signed_in) => Ok(signed_in.caller),
            other => panic!("{other:?}"),
        }
    }

    pub(super) fn group(&self, value: &str) -> DirectoryGroupRef {
        let key = DirectoryKey(value.to_owned());
        DirectoryGroupRef { directory_id: self.detail.provider.source(), key }
    }

    /// Changes the provider's settings.
    pub(super) async fn change(&self, change: impl FnOnce(&mut ProviderSettings)) {
        let mut draft = draft(&self.provider);
        change(&mut draft.settings);
        let id = self.detail.provider.id;
        self.test.app.update_identity_provider(&Caller::operator(), id, draft).await.expect("changed");
    }
}

#[tokio::test]
async fn a_directory_that_knows_the_username_says_who_somebody_is() {
    let both = Both::start().await;
    let directory = both.test.ldap("Staff", "dc=staff").await;
    let mut person = both.test.person("ann", &[]);
    person.person.phone = None;
    both.test.directory.put(person);
    let mut claims = ann();
    claims["phone_number"] = json!("+46 70 123");
    let enrollment = both.log_in(claims).await.expect("an enrollment").enrollment;
    assert_eq!(enrollment.person.full_name, "ann Directory");
    assert_eq!(enrollment.person.phone.as_deref(), Some("+46 70 123"), "what the directory does not know");
    assert_eq!(enrollment.directory_user.expect("a person").directory_id, directory.id);
    // A directory that does not answer may be the one that knows somebody.
    both.test.silence_directory("dc=staff");
    assert!(matches!(both.log_in(said("bob", &[])).await, Err(Error::Unavailable(_))));
}

#[tokio::test]
async fn t21_nobody_becomes_another_while_their_directory_does_not_answer() {
    let both = Both::start().await;
    let staff = both.test.ldap("Staff", "dc=staff").await;
    both.test.ldap("Pupils", "dc=pupils").await;
    for (key, base) in [("staff-ann", "dc=staff"), ("pupil-ann", "dc=pupils")] {
        let person = both.test.person("ann", &[]);
        both.test.directory.remove(&person.key);
        both.test.directory.put(MemoryPerson { key: key.to_owned(), base: base.to_owned(), ..person });
    }
    let enrollment = both.log_in(ann()).await.expect("an enrollment").enrollment;
    assert_eq!(enrollment.directory_user.expect("a person").directory_id, staff.id);
    both.test.silence_directory("dc=staff");
    let outcome = both.log_in(ann()).await;
    assert!(matches!(outcome, Err(Error::Unavailable(_))), "the Ann of the pupils: {outcome:?}");
}

#[tokio::test]
async fn a_group_of_the_provider_opens_and_gives_a_site() {
    let both = Both::start().await;
    let (app, operator) = (&both.test.app, Caller::operator());
    let north = app.create_site(&operator, "North").await.expect("a site").id;
    let south = app.create_site(&operator, "South").await.expect("a site").id;
    let nothing = NewEnrollmentAccess {
        may_institutional: false,
        may_personal: false,
        may_account_driven: false,
        must_accept_eula: false,
        site_id: None,
    };
    let all = app.list_enrollment_access(&operator).await.expect("rows")[0].id;
    app.update_enrollment_access(&operator, all, nothing.clone()).await.expect("nothing for all");
    let row = NewEnrollmentAccess { may_institutional: true, site_id: Some(north), ..nothing.clone() };
    let group = both.group("staff");
    app.create_enrollment_access(&operator, group, "Staff".to_owned(), row).await.expect("a row");
    let refused = both.log_in(said("bob", &["pupils", "Staff"])).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NothingOffered { .. }))), "{refused:?}");
    let enrollment = both.log_in(said("ann", &["pupils", "staff"])).await.expect("an enrollment").enrollment;
    assert_eq!(enrollment.site_id, Some(north));
    // The provider's own site counts where no row says one.
    let open = NewEnrollmentAccess { may_institutional: true, ..nothing };
    app.update_enrollment_access(&operator, all, open).await.expect("everybody again");
    both.change(|settings| settings.site_id = Some(south)).await;
    let site = async |claims| both.log_in(claims).await.expect("an enrollment").enrollment.site_id;
    assert_eq!(site(said("bob", &[])).await, Some(south));
    assert_eq!(site(said("ann", &["staff"])).await, Some(north));
}

#[tokio::test]
async fn t25_nobody_comes_into_the_console_but_by_a_group_or_a_link() {
    let both = Both::start().await;
    let (app, operator) = (&both.test.app, Caller::operator());
    both.test.account("root", PrivilegeSet::Administrator).await;
    // The name of an administrator is no administrator.
    let refused = refusal(both.sign_in(said("root", &["administrator", "admins"])).await);
    assert_eq!(refused, ProviderRefusal::NotAdmitted { username: "root".to_owned() });
    let group = NewAccountGroup {
        name: "Help desk".to_owned(),
        directory_group: Some(both.group("help")),
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Auditor,
    };
    app.create_account_group(&operator, group).await.expect("a group");
    let caller = both.sign_in(said("root", &["help"])).await.expect("signed in");
    assert!(caller.holds(Privilege::ReadDevices) && !caller.holds(Privilege::ManageAccounts));
    assert_ne!(
        caller.account_id(),
        Some(both.test.account_id("root").await),
        "T21: another one of that name"
    );
    // Out of the group, out of the console.
    assert!(matches!(refusal(both.sign_in(said("root", &[])).await), ProviderRefusal::NotAdmitted { .. }));
}

#[tokio::test]
async fn t21_a_link_is_for_whoever_came_first_by_it() {
    let both = Both::start().await;
    let (app, operator, id) = (&both.test.app, Caller::operator(), both.detail.provider.id);
    both.test.account("root", PrivilegeSet::Administrator).await;
    let account_id = both.test.account_id("root").await;
    app.set_identity_link(&operator, account_id, id).await.expect("a link");
    let caller = both.sign_in(said("ROOT", &[])).await.expect("signed in");
    assert_eq!(caller.account_id(), Some(account_id));
    // Somebody else who has taken the username at the provider is somebody else.
    let eve = json!({ "sub": "subject-eve", "preferred_username": "root" });
    assert!(matches!(refusal(both.sign_in(eve).await), ProviderRefusal::NotAdmitted { .. }));
    // Whoever was first comes in under another name, too.
    let renamed = json!({ "sub": "subject-ROOT", "preferred_username": "root2" });
    assert_eq!(both.sign_in(renamed).await.expect("signed in").account_id(), Some(account_id));
    app.remove_identity_link(&operator, account_id).await.expect("removed");
    assert!(matches!(refusal(both.sign_in(said("root", &[])).await), ProviderRefusal::NotAdmitted { .. }));
    // Who does not hold what an account can do cannot link it either.
    let clerk = both.test.sign_in("clerk", PrivilegeSet::Auditor).await.1;
    assert!(matches!(app.set_identity_link(&clerk, account_id, id).await, Err(Error::Forbidden)));
}

#[tokio::test]
async fn where_a_provider_stands_in_the_place_of_passwords_only_full_access_breaks_the_glass() {
    let both = Both::start().await;
    both.test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    both.test.account("root", PrivilegeSet::Administrator).await;
    both.change(|settings| {
        settings.portal = ProviderUse::Alone;
        settings.console = ProviderUse::Alone;
    })
    .await;
    let app = &both.test.app;
    assert_eq!(refusal(app.begin_enrollment(both.test.login("ann")).await), ProviderRefusal::PasswordsOff);
    assert!(both.test.sign_in_with("root", testkit::PASSWORD).await.is_ok());
    app.disable_identity_provider(&Caller::operator(), both.detail.provider.id).await.expect("disabled");
    assert!(app.begin_enrollment(both.test.login("ann")).await.is_ok());
    let sent = app.send_off_to_enroll(both.detail.provider.id, CameWith::Nothing, None, SOURCE).await;
    assert_eq!(refusal(sent), ProviderRefusal::NotServed);
}

#[tokio::test]
async fn a_test_login_shows_the_claims_and_lets_nobody_in() {
    let both = Both::start().await;
    let app = &both.test.app;
    let admin = both.test.administrator().await;
    let sent = app.send_off_to_test(&admin, both.detail.provider.id, None).await.expect("sent off");
    let answer = both.answer(&sent, said("ann", &["staff"]));
    let browser = Some(&sent.browser);
    let returned = app.return_to_console(&answer, browser, Some(&admin), SOURCE, BROWSER).await;
    let ConsoleReturn::Tested { outcome: Ok(test), .. } = returned.expect("a return") else {
        panic!("no test")
    };
    assert_eq!(test.person.expect("a person").username, "ann");
    assert_eq!(test.groups[0].name, "staff");
    assert_eq!(test.claims.one("sub"), Some("subject-ann"));
    // Nobody else sees it.
    let sent = app.send_off_to_test(&admin, both.detail.provider.id, None).await.expect("sent off");
    let answer = both.answer(&sent, ann());
    let other = app.return_to_console(&answer, Some(&sent.browser), None, SOURCE, BROWSER).await;
    assert!(matches!(other, Err(Error::Unauthenticated)), "{other:?}");
    let clerk = both.test.sign_in("clerk", PrivilegeSet::Auditor).await.1;
    let sent = app.send_off_to_test(&clerk, both.detail.provider.id, None).await;
    assert!(matches!(sent, Err(Error::Forbidden)), "{sent:?}");
}

#[tokio::test]
async fn a_provider_that_is_deleted_takes_its_people_out_of_the_console() {
    let both = Both::start().await;
    let (app, operator, id) = (&both.test.app, Caller::operator(), both.detail.provider.id);
    let group = NewAccountGroup {
        name: "Help desk".to_owned(),
        directory_group: Some(both.group("help")),
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Auditor,
    };
    app.create_account_group(&operator, group).await.expect("a group");
    let caller = both.sign_in(said("ann", &["help"])).await.expect("signed in");
    let account_id = caller.account_id().expect("an account");
    let refused = app.delete_identity_provider(&operator, id, Leftovers::Refuse).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::DirectoryInUse(_)))), "{refused:?}");
    app.delete_identity_provider(&operator, id, Leftovers::CutLoose).await.expect("deleted");
    let account = app.show_account(&operator, account_id).await.expect("an account").account;
    assert!(account.disabled_at.is_some());
    assert!(app.list_identity_providers(&operator).await.expect("a list").is_empty());
}

#[tokio::test]
async fn t31_the_secret_goes_in_and_the_issuer_stays() {
    let both = Both::start().await;
    let (app, operator, id) = (&both.test.app, Caller::operator(), both.detail.provider.id);
    let usual = draft(&both.provider).settings;
    let check = async |settings: ProviderSettings, client_secret, field: &str| {
        let draft = IdentityProviderDraft { settings, client_secret };
        match app.update_identity_provider(&operator, id, draft).await {
            Err(Error::Invalid(faults)) => assert_eq!(faults[0].field, field),
            other => panic!("{other:?}"),
        }
    };
    let other = ProviderSettings { issuer: "https://other.example.org".to_owned(), ..usual.clone() };
    check(other, SecretInput::Keep, "issuer").await;
    let other = ProviderSettings { client_id: "another".to_owned(), ..usual.clone() };
    check(other, SecretInput::Keep, "client_secret").await;
    let kept = IdentityProviderDraft { settings: usual, client_secret: SecretInput::Keep };
    let detail = app.update_identity_provider(&operator, id, kept).await.expect("changed");
    assert!(detail.has_client_secret);
    both.log_in(ann()).await.expect("the secret is still right");
    let trail = both.test.database.trail().await.join("\n");
    assert!(!trail.contains(testkit::ScriptedProvider::CLIENT_SECRET));
}
