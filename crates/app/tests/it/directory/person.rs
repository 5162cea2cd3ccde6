//! People searched over all directories, and devices assigned to them.

use app::{Caller, Error, NewAccount, Refusal};
use domain::account::Access;
use domain::audit::Event;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::secret::Secret;
use domain::site::Site;
use testkit::{NOON, PASSWORD, TestApp};

use super::{PUPILS, STAFF, device, down, enroll, events, user};

async fn found(test: &TestApp, caller: &Caller, text: &str) -> Vec<(String, String)> {
    let found = test.app.find_people(caller, text).await.expect("a search");
    found.people.into_iter().map(|one| (one.user.person.username, one.directory)).collect()
}

#[tokio::test]
async fn a_search_asks_all_directories_and_says_which_did_not_answer() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.ldap("Pupils", PUPILS).await;
        for (username, base) in [("anna", PUPILS), ("annabel", STAFF), ("ann", STAFF)] {
            let mut person = test.person(username, &[]);
            person.base = base.to_owned();
            test.directory.put(person);
        }
        let admin = Caller::operator();
        let pair = |username: &str, directory: &str| (username.to_owned(), directory.to_owned());
        let all = [pair("ann", "Staff"), pair("annabel", "Staff"), pair("anna", "Pupils")];
        assert_eq!(found(&test, &admin, " ANN ").await, all, "who fits exactly comes first");
        assert_eq!(found(&test, &admin, "annab").await, [pair("annabel", "Staff")]);
        assert_eq!(found(&test, &admin, "*").await, []);
        assert!(matches!(test.app.find_people(&admin, " \0").await, Err(Error::Invalid(_))));

        test.directory.fail(PUPILS, down());
        let half = test.app.find_people(&admin, "ann").await.expect("a search");
        assert_eq!((half.people.len(), half.silent), (2, vec!["Pupils".to_owned()]));
        test.app.disable_directory(&admin, staff.id).await.expect("disabled");
        assert_eq!(test.app.find_people(&admin, "ann").await.expect("a search").people.len(), 0);
        let (_, enrolling) = {
            test.account("enroller", PrivilegeSet::EnrollmentOnly).await;
            let set = PrivilegeSet::Custom(Privileges::of([Privilege::SignInToConsole]));
            test.sign_in("nosy", set).await
        };
        assert!(matches!(test.app.find_people(&enrolling, "ann").await, Err(Error::Forbidden)));
    }
}

#[tokio::test]
async fn a_device_is_assigned_to_a_person_of_a_directory_or_to_nobody() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let mut bob = test.person("bob", &[]);
        let phone = enroll(&test, "ann", 1).await;
        let admin = test.administrator().await;
        let id = device(&test, &phone).await.id;
        // What the form was drawn from may be old: the person is read anew.
        bob.person.building = Some("South House".to_owned());
        test.directory.put(bob);
        let bob = user(staff.id, "key-bob");
        let assigned = test.app.assign_person(&admin, id, Some(&bob)).await.expect("assigned");
        assert_eq!(assigned.person.building.as_deref(), Some("South House"));
        let stored = device(&test, &phone).await;
        assert_eq!((stored.directory_user, stored.person_checked_at), (Some(bob.clone()), Some(NOON)));
        let line = events(&test, &assigned).await.remove(0);
        assert_eq!(line, Event::PersonAssigned { username: "bob".into(), before: "ann".into() });
        assert_eq!(line.title(), "Assigned to bob, before to ann");

        let lines = events(&test, &assigned).await.len();
        test.app.assign_person(&admin, id, Some(&bob)).await.expect("once more");
        assert_eq!(events(&test, &assigned).await.len(), lines, "nothing has changed");

        test.app.assign_person(&admin, id, None).await.expect("to nobody");
        let stored = device(&test, &phone).await;
        assert_eq!((stored.person.username.as_str(), stored.directory_user), ("", None));
        let line = events(&test, &assigned).await.remove(0);
        assert_eq!(line.title(), "Assigned to nobody, before to bob");

        let gone = test.app.assign_person(&admin, id, Some(&user(staff.id, "key-gone"))).await;
        assert!(matches!(gone, Err(Error::Refused(Refusal::PersonUnknown))), "{gone:?}");
        test.directory.fail(STAFF, down());
        let silent = test.app.assign_person(&admin, id, Some(&bob)).await;
        assert!(matches!(&silent, Err(Error::Unavailable(words)) if words.contains("Staff")), "{silent:?}");
        assert_eq!(device(&test, &phone).await.person.username, "", "nothing half done");
    }
}

#[tokio::test]
async fn t29_a_site_assigns_its_own_devices_only() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let phones = [enroll(&test, "ann", 1).await, enroll(&test, "ann", 2).await];
        let ids = [device(&test, &phones[0]).await.id, device(&test, &phones[1]).await.id];
        let admin = Caller::operator();
        let Site { id: site, .. } = test.app.create_site(&admin, "North").await.expect("a site");
        test.app.move_devices(&admin, &ids[..1], Some(site)).await.expect("moved");
        let new = NewAccount {
            username: "north".to_owned(),
            full_name: "North".to_owned(),
            email: None,
            password: Secret::new(PASSWORD),
            access: Access::Site(site),
            privilege_set: PrivilegeSet::Administrator,
            groups: Vec::new(),
        };
        test.app.create_account(&admin, new).await.expect("an account");
        let north = test.sign_in_again("north").await.caller;
        let ann = user(staff.id, "key-ann");
        test.app.assign_person(&north, ids[0], Some(&ann)).await.expect("its own");
        test.app.refresh_person(&north, ids[0]).await.expect("its own");
        let foreign = test.app.assign_person(&north, ids[1], Some(&ann)).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
        let foreign = test.app.refresh_person(&north, ids[1]).await;
        assert!(matches!(foreign, Err(Error::NotFound)), "{foreign:?}");
    }
}
