//! Directories, how they fare, and what refers to them.

use domain::account::{AccountGroup, Origin};
use domain::directory::{
    Backend, Directory, DirectoryGroupRef, DirectoryHealth, DirectoryKey, DirectoryUserRef, DirectoryUses,
    LdapHost, Preset,
};
use domain::id::{AccountGroupId, AccountId, DirectoryId};
use domain::privilege::{PrivilegeSet, Reach};
use domain::time::{DAY, MINUTE};
use store::{Place, StoredDirectory};

use crate::fixture::{NOW, account, device, id, stores};

pub(crate) fn directory(n: u128, name: &str, position: u32) -> StoredDirectory {
    let hosts = vec![LdapHost { name: "ldap.example.org".into(), port: 636 }];
    StoredDirectory {
        directory: Directory {
            id: DirectoryId(id(n)),
            name: name.to_owned(),
            position,
            backend: Backend::Ldap(Preset::OpenLdap.settings(hosts, "dc=example,dc=org")),
            disabled_at: None,
            created_at: NOW,
        },
        sealed_bind_password: Some(vec![1, 2, 3]),
        sealed_client_identity: None,
        people_due_before: None,
        health: DirectoryHealth { answered_at: None, failing_since: None, failure: String::new() },
    }
}

pub(crate) fn user(directory: u128, key: &str) -> DirectoryUserRef {
    DirectoryUserRef { directory_id: DirectoryId(id(directory)), key: DirectoryKey(key.to_owned()) }
}

#[tokio::test]
async fn a_directory_reads_back_and_directories_keep_their_order() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut staff = directory(1, "Staff", 1);
        tx.insert_directory(&staff).await.expect("a new directory");
        tx.insert_directory(&directory(2, "Pupils", 0)).await.expect("another");
        let names = |all: Vec<StoredDirectory>| {
            all.into_iter().map(|stored| stored.directory.name).collect::<Vec<_>>()
        };
        assert_eq!(names(tx.list_directories().await.expect("a list")), ["Pupils", "Staff"]);

        staff.directory.name = "People".into();
        staff.directory.disabled_at = Some(NOW);
        staff.directory.backend = Backend::BuiltIn;
        staff.sealed_bind_password = None;
        staff.sealed_client_identity = Some(vec![9; 40]);
        tx.save_directory(&staff).await.expect("saved");
        assert_eq!(tx.find_directory(staff.directory.id).await.expect("a look"), Some(staff.clone()));
        assert_eq!(tx.lock_directory(staff.directory.id).await.expect("a look"), Some(staff.clone()));
        assert_eq!(tx.find_directory(DirectoryId(id(9))).await.expect("a look"), None);
        tx.delete_directory(staff.directory.id).await.expect("deleted");
        assert_eq!(names(tx.list_directories().await.expect("a list")), ["Pupils"]);
        tx.commit().await.expect("a commit");

        let mut tx = opened.begin().await;
        let taken = tx.insert_directory(&directory(3, "PUPILS", 0)).await.expect_err("the same name");
        assert!(taken.is_duplicate(), "{taken}");
    }
}

#[tokio::test]
async fn a_failure_is_told_since_its_beginning() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let stored = directory(1, "Staff", 0);
        let id = stored.directory.id;
        tx.insert_directory(&stored).await.expect("a new directory");
        tx.save_directory_failing(id, NOW, "it is off").await.expect("saved");
        tx.save_directory_failing(id, NOW.plus(MINUTE), "it is still off").await.expect("saved");
        let health = tx.find_directory(id).await.expect("a look").expect("there").health;
        assert_eq!(health.failing_since, Some(NOW));
        assert_eq!(health.failure, "it is still off");
        tx.save_directory_answered(id, NOW.plus(DAY)).await.expect("saved");
        let health = tx.find_directory(id).await.expect("a look").expect("there").health;
        assert_eq!(
            health,
            DirectoryHealth { answered_at: Some(NOW.plus(DAY)), failing_since: None, failure: String::new() }
        );
        tx.save_people_due(NOW).await.expect("saved");
        let stored = tx.find_directory(id).await.expect("a look").expect("there");
        assert_eq!(stored.people_due_before, Some(NOW));
    }
}

#[tokio::test]
async fn links_are_counted_and_cut() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let stored = directory(1, "Staff", 0);
        let directory_id = stored.directory.id;
        tx.insert_directory(&stored).await.expect("a new directory");
        for n in 1..=3 {
            let mut device = device(n);
            device.directory_user = Some(user(if n == 3 { 2 } else { 1 }, "key-ann"));
            device.person_checked_at = Some(NOW);
            device.person_left_at = Some(NOW);
            tx.insert_device(&device).await.expect("a new device");
        }
        let mut ann = account(7, "ann");
        ann.origin = Origin::Directory(user(1, "key-ann"));
        tx.insert_account(&ann, "").await.expect("an account");
        let group = AccountGroup {
            id: AccountGroupId(id(8)),
            name: "Helpers".into(),
            directory_group: Some(DirectoryGroupRef { directory_id, key: DirectoryKey("helpers".into()) }),
            reach: Reach::Full,
            privilege_set: PrivilegeSet::Auditor,
            created_at: NOW,
        };
        tx.insert_account_group(&group).await.expect("a group");
        tx.replace_account_groups(ann.id, &[group.id]).await.expect("a member");
        assert!(tx.has_account_groups_of(directory_id).await.expect("a look"));
        assert!(!tx.has_account_groups_of(DirectoryId(id(2))).await.expect("a look"));
        assert!(!tx.has_enrollment_access_of(directory_id).await.expect("a look"));
        let uses = tx.count_directory_uses(directory_id).await.expect("a count");
        assert_eq!(uses, DirectoryUses { devices: 2, accounts: 1, account_groups: 1, access_rows: 0 });
        let accounts = tx.list_account_ids_of_directory(directory_id).await.expect("a list");
        assert_eq!(accounts, [AccountId(id(7))]);

        tx.cut_directory_links(directory_id).await.expect("cut");
        let cut = tx.find_device(device(1).id).await.expect("a look").expect("there");
        assert_eq!((cut.directory_user, cut.person_checked_at, cut.person_left_at), (None, None, None));
        assert_eq!(cut.person.username, "user1", "the data stays");
        let other = tx.find_device(device(3).id).await.expect("a look").expect("there");
        assert_eq!(other.directory_user, Some(user(2, "key-ann")), "another directory's");
        assert!(!tx.has_account_groups_of(directory_id).await.expect("a look"));
        assert_eq!(tx.list_groups_of_account(ann.id).await.expect("a list"), []);
    }
}

#[tokio::test]
async fn people_are_due_longest_ago_first() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for (n, checked_at) in [(1, Some(NOW)), (2, Some(NOW.plus(-2 * DAY))), (3, None), (4, None)] {
            let mut device = device(n);
            let directory = if n == 4 { 2 } else { 1 };
            device.directory_user = Some(user(directory, &format!("key-{n}")));
            device.person_checked_at = checked_at;
            tx.insert_device(&device).await.expect("a new device");
        }
        let directory_id = DirectoryId(id(1));
        let due = tx.list_people_to_check(directory_id, NOW.plus(-DAY), 10).await.expect("a list");
        let keys: Vec<_> = due.iter().map(|key| key.0.as_str()).collect();
        assert_eq!(keys, ["key-3", "key-2"]);
        assert_eq!(tx.list_people_to_check(directory_id, NOW, 1).await.expect("a list").len(), 1);

        let of = |n: u128| user(1, &format!("key-{n}"));
        assert_eq!(tx.lock_devices_of(&of(1), NOW, 10).await.expect("a list").len(), 0, "not due");
        let devices = tx.lock_devices_of(&of(2), NOW, 10).await.expect("a list");
        assert_eq!(devices.iter().map(|device| device.id).collect::<Vec<_>>(), [device(2).id]);
        tx.save_person_checked(device(2).id, NOW, Some(NOW)).await.expect("saved");
        let left = tx.find_device(device(2).id).await.expect("a look").expect("there");
        assert_eq!((left.person_checked_at, left.person_left_at), (Some(NOW), Some(NOW)));

        let mut ann = account(7, "ann");
        ann.origin = Origin::Directory(user(1, "key-ann"));
        tx.insert_account(&ann, "").await.expect("an account");
        tx.insert_account(&account(8, "ben"), "x").await.expect("a local one");
        let due = tx.list_accounts_to_check(directory_id, NOW, 10).await.expect("a list");
        assert_eq!(due.iter().map(|account| account.id).collect::<Vec<_>>(), [ann.id]);
        tx.save_account_checked(ann.id, NOW).await.expect("saved");
        assert_eq!(tx.list_accounts_to_check(directory_id, NOW, 10).await.expect("a list").len(), 0);
    }
}

#[tokio::test]
async fn departments_and_buildings_are_made_on_the_fly_and_stay() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for (n, department, building) in [
            (1, Some("Physics"), None),
            (2, Some(" PHYSICS "), Some("North House")),
            (3, Some("Art"), Some(" ")),
        ] {
            let mut device = device(n);
            device.person.department = department.map(str::to_owned);
            device.person.building = building.map(str::to_owned);
            tx.insert_device(&device).await.expect("a new device");
        }
        let mut third = tx.find_device(device(3).id).await.expect("a look").expect("there");
        third.person.department = None;
        tx.save_device(&third).await.expect("saved");
        assert_eq!(
            tx.list_places(Place::Department, domain::site::SiteScope::All).await.expect("a list"),
            ["Art", "Physics"]
        );
        assert_eq!(
            tx.list_places(Place::Building, domain::site::SiteScope::All).await.expect("a list"),
            ["North House"]
        );
    }
}

#[tokio::test]
async fn a_count_begins_once() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_throttle("directory:1", NOW).await.expect("begun");
        let mut counted = tx.lock_throttle("directory:1").await.expect("a look").expect("there");
        assert_eq!((counted.failures, counted.failed_at), (0, NOW));
        counted.failures = 3;
        tx.save_throttle("directory:1", counted).await.expect("saved");
        tx.insert_throttle("directory:1", NOW.plus(1)).await.expect("left as it is");
        assert_eq!(tx.find_throttle("directory:1").await.expect("a look"), Some(counted));
    }
}
