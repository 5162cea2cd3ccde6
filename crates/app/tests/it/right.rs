//! Sites, groups of accounts, and what each reaches.

use app::{
    Caller, DeviceQuery, EnrollmentQuery, Error, NewAccount, NewAccountGroup, Refusal, TimelineOf,
    UpdatedAccount,
};
use domain::account::Access;
use domain::api_token::Scope;
use domain::id::{DeviceId, SiteId};
use domain::privilege::{Privilege, PrivilegeSet, Privileges, Reach};
use domain::secret::Secret;
use testkit::{PASSWORD, SOURCE, TestApp};

/// An account of any kind, with the usual password.
async fn make(
    test: &TestApp,
    by: &Caller,
    username: &str,
    access: Access,
    privilege_set: PrivilegeSet,
) -> Result<(), Error> {
    let new = NewAccount {
        username: username.to_owned(),
        full_name: username.to_owned(),
        email: None,
        password: Secret::new(PASSWORD),
        access,
        privilege_set,
        groups: Vec::new(),
    };
    test.app.create_account(by, new).await.map(|_| ())
}

async fn caller(test: &TestApp, username: &str) -> Caller {
    test.sign_in_again(username).await.caller
}

/// Two sites with a device each, and one that is in none.
async fn two_sites(test: &TestApp, admin: &Caller) -> ([SiteId; 2], [DeviceId; 3]) {
    // Before there are sites, so that nobody is asked for one.
    for (index, username) in ["ann", "bob", "cid"].into_iter().enumerate() {
        test.enroll_with_inventory(username, index + 1).await;
    }
    let north = test.app.create_site(admin, "North").await.expect("a site").id;
    let south = test.app.create_site(admin, "South").await.expect("a site").id;
    let query = DeviceQuery { sort: domain::device::DeviceSort::Username, limit: 10, ..Default::default() };
    let devices = test.app.list_devices(admin, query).await.expect("a list").rows;
    let ids = [devices[0].id, devices[1].id, devices[2].id];
    assert_eq!(test.app.move_devices(admin, &ids[..1], Some(north)).await.expect("moved"), 1);
    assert_eq!(test.app.move_devices(admin, &ids[1..2], Some(south)).await.expect("moved"), 1);
    ([north, south], ids)
}

#[tokio::test]
async fn t29_a_site_administrator_sees_and_changes_nothing_of_other_sites() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let ([north, south], [own, other, none]) = two_sites(&test, &admin).await;
        make(&test, &admin, "nora", Access::Site(north), PrivilegeSet::Administrator).await.expect("made");
        let nora = caller(&test, "nora").await;
        let app = &test.app;

        let listed =
            app.list_devices(&nora, DeviceQuery { limit: 10, ..Default::default() }).await.expect("a list");
        assert_eq!(listed.rows.iter().map(|device| device.id).collect::<Vec<_>>(), [own]);
        let listed = app.list_enrollments(&nora, EnrollmentQuery { limit: 10, ..Default::default() }).await;
        assert_eq!(listed.expect("a list").rows.len(), 1);
        assert_eq!(app.show_dashboard(&nora).await.expect("a dashboard").managed, 1);
        app.show_device(&nora, own).await.expect("her own");
        app.refresh_inventory(&nora, own).await.expect("her own");
        for foreign in [other, none] {
            let detail = app.show_device(&admin, foreign).await.expect("a device");
            let enrollment = detail.enrollment.expect("an enrollment").id;
            assert!(matches!(app.show_device(&nora, foreign).await, Err(Error::NotFound)));
            assert!(matches!(app.show_enrollment(&nora, enrollment).await, Err(Error::NotFound)));
            assert!(matches!(app.refresh_inventory(&nora, foreign).await, Err(Error::NotFound)));
            assert!(matches!(app.assign_enrolled_person(&nora, foreign).await, Err(Error::NotFound)));
            assert!(matches!(
                app.move_devices(&nora, &[own, foreign], Some(north)).await,
                Err(Error::NotFound)
            ));
            for of in [TimelineOf::Device(foreign), TimelineOf::Enrollment(enrollment)] {
                assert!(matches!(app.list_timeline(&nora, of, None, 10).await, Err(Error::NotFound)));
            }
        }
        for to in [Some(south), None] {
            assert!(app.move_devices(&nora, &[own], to).await.is_err(), "not out of her site");
        }
        assert_eq!(app.show_device(&admin, own).await.expect("a device").device.site_id, Some(north));
        assert!(matches!(app.create_site(&nora, "West").await, Err(Error::Forbidden)));
        assert!(matches!(app.list_accounts(&nora).await, Err(Error::Forbidden)));
        let sites = app.list_sites(&nora).await.expect("a list");
        assert_eq!(sites.iter().map(|detail| detail.site.id).collect::<Vec<_>>(), [north]);
    }
}

#[tokio::test]
async fn t29_a_session_looks_only_where_its_account_reaches() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let ([north, south], _) = two_sites(&test, &admin).await;
    make(&test, &admin, "nora", Access::Site(north), PrivilegeSet::Administrator).await.expect("made");
    let signed_in = test.sign_in_again("nora").await;
    let refused = test.app.look_at_site(&signed_in.caller, Some(south)).await;
    assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    test.app.look_at_site(&signed_in.caller, Some(north)).await.expect("her own");

    let root = test.sign_in_again("admin").await;
    for (site_id, expected) in [(Some(south), 1), (None, 3)] {
        test.app.look_at_site(&root.caller, site_id).await.expect("all are theirs");
        let seen = test.app.find_caller(&root.session, SOURCE).await.expect("a look").expect("a session");
        assert_eq!(seen.site_id(), site_id);
        let query = DeviceQuery { limit: 10, ..Default::default() };
        assert_eq!(test.app.list_devices(&seen, query).await.expect("a list").rows.len(), expected);
    }
    // A site that somebody put into a request by hand is no way around either.
    let at = signed_in.caller.at_site(Some(south));
    let listed = test.app.list_devices(&at, DeviceQuery { limit: 10, ..Default::default() }).await;
    assert!(matches!(listed, Err(Error::Forbidden)), "{listed:?}");
}

#[tokio::test]
async fn several_groups_reach_several_sites_and_change_at_once() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let ([north, south], [first, second, third]) = two_sites(&test, &admin).await;
        let mut groups = Vec::new();
        for (name, site_id) in [("North desk", north), ("South desk", south)] {
            let new = NewAccountGroup {
                name: name.into(),
                directory_group: None,
                reach: Reach::Site(site_id),
                privilege_set: PrivilegeSet::Auditor,
            };
            groups.push(test.app.create_account_group(&admin, new).await.expect("a group"));
        }
        make(&test, &admin, "gus", Access::Groups, PrivilegeSet::EnrollmentOnly).await.expect("made");
        let refused = test.sign_in_with("gus", testkit::PASSWORD).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::Login))), "in no group, nothing granted");

        let id = test.account_id("gus").await;
        let update = |groups: Vec<_>| UpdatedAccount {
            full_name: "Gus".into(),
            email: None,
            access: Access::Groups,
            privilege_set: PrivilegeSet::EnrollmentOnly,
            groups,
        };
        let both = groups.iter().map(|group| group.id).collect();
        test.app.update_account(&admin, id, update(both)).await.expect("in both groups");
        let signed_in = test.sign_in_again("gus").await;
        let gus = &signed_in.caller;
        test.app.show_device(gus, first).await.expect("north");
        test.app.show_device(gus, second).await.expect("south");
        assert!(matches!(test.app.show_device(gus, third).await, Err(Error::NotFound)));
        assert!(matches!(test.app.refresh_inventory(gus, first).await, Err(Error::Forbidden)), "an auditor");
        assert_eq!(test.app.list_own_sites(gus).await.expect("sites").len(), 2);

        test.app.delete_account_group(&admin, groups[1].id).await.expect("deleted");
        let gus =
            test.app.find_caller(&signed_in.session, SOURCE).await.expect("a look").expect("still there");
        assert!(matches!(test.app.show_device(&gus, second).await, Err(Error::NotFound)));
        test.app.update_account(&admin, id, update(Vec::new())).await.expect("in none");
        let over = test.app.find_caller(&signed_in.session, SOURCE).await.expect("a look");
        assert!(over.is_none(), "what somebody may do has changed: they sign in anew (T24)");
    }
}

#[tokio::test]
async fn nobody_gives_more_than_they_hold() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let site = test.app.create_site(&admin, "North").await.expect("a site");
    let held = Privileges::of([
        Privilege::SignInToConsole,
        Privilege::ReadDevices,
        Privilege::ReadAccounts,
        Privilege::ManageAccounts,
    ]);
    make(&test, &admin, "mona", Access::Full, PrivilegeSet::Custom(held)).await.expect("made");
    let mona = caller(&test, "mona").await;
    let less = PrivilegeSet::Custom(Privileges::of([Privilege::ReadDevices]));
    make(&test, &mona, "les", Access::Full, less).await.expect("less than she holds");
    make(&test, &mona, "sid", Access::Site(site.id), less).await.expect("for a site too");
    for (access, set) in [
        (Access::Full, PrivilegeSet::Administrator),
        (Access::Full, PrivilegeSet::EnrollmentOnly),
        (Access::Site(site.id), PrivilegeSet::Administrator),
    ] {
        let refused = make(&test, &mona, "more", access, set).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{access:?} {set:?}: {refused:?}");
    }
    let all = NewAccountGroup {
        name: "All".into(),
        directory_group: None,
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Administrator,
    };
    assert!(matches!(test.app.create_account_group(&mona, all.clone()).await, Err(Error::Forbidden)));
    let group = test.app.create_account_group(&admin, all).await.expect("a group");
    let join = UpdatedAccount {
        full_name: "Mona".into(),
        email: None,
        access: Access::Groups,
        privilege_set: PrivilegeSet::Custom(held),
        groups: vec![group.id],
    };
    let id = test.account_id("mona").await;
    assert!(matches!(test.app.update_account(&mona, id, join).await, Err(Error::Forbidden)));
    let root = test.account_id("admin").await;
    let taken_over = test.app.reset_password(&mona, root, Secret::new("another password")).await;
    assert!(matches!(taken_over, Err(Error::Forbidden)), "a password is everything its account may do");
}

#[tokio::test]
async fn t29_nobody_comes_to_more_by_the_groups_of_others() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let held =
        Privileges::of([Privilege::SignInToConsole, Privilege::ReadAccounts, Privilege::ManageAccounts]);
    make(&test, &admin, "mona", Access::Full, PrivilegeSet::Custom(held)).await.expect("made");
    let chiefs = NewAccountGroup {
        name: "Chiefs".into(),
        directory_group: None,
        reach: Reach::Full,
        privilege_set: PrivilegeSet::Administrator,
    };
    let chiefs = test.app.create_account_group(&admin, chiefs).await.expect("a group").id;
    make(&test, &admin, "gus", Access::Groups, PrivilegeSet::EnrollmentOnly).await.expect("made");
    let gus = test.account_id("gus").await;
    let join = UpdatedAccount {
        full_name: "Gus".into(),
        email: None,
        access: Access::Groups,
        privilege_set: PrivilegeSet::EnrollmentOnly,
        groups: vec![chiefs],
    };
    test.app.update_account(&admin, gus, join.clone()).await.expect("in the group");

    let mona = caller(&test, "mona").await;
    let forbidden =
        |result: Result<(), Error>| assert!(matches!(result, Err(Error::Forbidden)), "{result:?}");
    let leave = UpdatedAccount { groups: Vec::new(), ..join };
    forbidden(test.app.update_account(&mona, gus, leave).await.map(|_| ()));
    forbidden(test.app.reset_password(&mona, gus, Secret::new("another password")).await);
    forbidden(test.app.disable_account(&mona, gus).await);
    forbidden(test.app.delete_account_group(&mona, chiefs).await);
    test.app.disable_account(&admin, gus).await.expect("disabled");
    forbidden(test.app.enable_account(&mona, gus).await);
    forbidden(test.app.reset_second_factor(&mona, gus).await);
    forbidden(test.app.reset_password(&mona, gus, Secret::new("another password")).await);
    forbidden(test.app.disable_account(&mona, test.account_id("admin").await).await);
}

#[tokio::test]
async fn a_token_gives_no_more_than_its_scopes_and_takes_away_what_its_maker_may() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let manage = test.api_token(&admin, &[Scope::Manage]).await;
    let manage = test.app.find_bearer(manage.expose(), SOURCE).await.expect("a token");
    let both = test.api_token(&admin, &[Scope::Read, Scope::Manage]).await;
    let both = test.app.find_bearer(both.expose(), SOURCE).await.expect("a token");
    let refused = make(&test, &manage, "audrey", Access::Full, PrivilegeSet::Auditor).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "it cannot read itself: {refused:?}");
    make(&test, &both, "audrey", Access::Full, PrivilegeSet::Auditor).await.expect("made");
    let refused = make(&test, &both, "chief", Access::Full, PrivilegeSet::Administrator).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "an administrator makes tokens: {refused:?}");
    make(&test, &admin, "chief", Access::Full, PrivilegeSet::Administrator).await.expect("made");
    let chief = test.account_id("chief").await;
    let taken_over = test.app.reset_password(&both, chief, Secret::new("another password")).await;
    assert!(matches!(taken_over, Err(Error::Forbidden)), "{taken_over:?}");
    test.app.disable_account(&manage, chief).await.expect("somebody has left");
}

#[tokio::test]
async fn an_account_that_could_do_nothing_is_not_made() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let site = test.app.create_site(&admin, "North").await.expect("a site").id;
        let unsited = Privileges::of([Privilege::ManageAccounts, Privilege::ReadAudit]);
        for (access, privileges) in [(Access::Full, Privileges::default()), (Access::Site(site), unsited)] {
            let refused = make(&test, &admin, "idle", access, PrivilegeSet::Custom(privileges)).await;
            let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
            assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["privileges"]);
        }
        for full_name in ["", " ", "a\u{0}b", &"x".repeat(129)] {
            let refused = make(&test, &admin, full_name, Access::Full, PrivilegeSet::Auditor).await;
            let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
            assert!(faults.iter().any(|fault| fault.field == "full_name"), "{full_name:?}: {faults:?}");
        }
    }
}

#[tokio::test]
async fn a_site_with_somebody_in_it_needs_an_heir() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let ([north, south], [own, ..]) = two_sites(&test, &admin).await;
        make(&test, &admin, "nora", Access::Site(north), PrivilegeSet::Auditor).await.expect("made");
        let refused = test.app.delete_site(&admin, north, None).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::SiteHasAccess { accounts: 1 }))),
            "{refused:?}"
        );
        test.app.delete_site(&admin, north, Some(south)).await.expect("deleted");
        assert_eq!(test.app.show_device(&admin, own).await.expect("a device").device.site_id, Some(south));
        test.app.show_device(&caller(&test, "nora").await, own).await.expect("her access has moved along");

        let twin = test.app.create_site(&admin, " south ").await;
        assert!(matches!(twin, Err(Error::Invalid(_))), "{twin:?}");
        for name in ["", "  ", "a\nb", &"x".repeat(101)] {
            assert!(matches!(test.app.create_site(&admin, name).await, Err(Error::Invalid(_))), "{name:?}");
        }
    }
}

#[tokio::test]
async fn a_token_reaches_no_further_than_its_maker_and_its_scopes() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let (_, [own, ..]) = two_sites(&test, &admin).await;
    let read = test.api_token(&admin, &[Scope::Read]).await;
    let read = test.app.find_bearer(read.expose(), SOURCE).await.expect("a token");
    test.app.show_device(&read, own).await.expect("reading");
    test.app.list_accounts(&read).await.expect("reading");
    assert!(matches!(test.app.create_site(&read, "West").await, Err(Error::Forbidden)));
    assert!(matches!(test.app.refresh_inventory(&read, own).await, Err(Error::Forbidden)));
    let manage = test.api_token(&admin, &[Scope::Manage]).await;
    let manage = test.app.find_bearer(manage.expose(), SOURCE).await.expect("a token");
    test.app.create_site(&manage, "West").await.expect("managing");
    assert!(matches!(test.app.show_device(&manage, own).await, Err(Error::Forbidden)));
}
