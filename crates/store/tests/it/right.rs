//! Sites, groups of accounts, and how far accounts reach.

use domain::account::{Access, AccountGroup, Origin};
use domain::device::{DeviceFilter, DeviceSort};
use domain::directory::{DirectoryGroupRef, DirectoryKey, DirectoryUserRef};
use domain::enrollment_access::EnrollmentAccess;
use domain::id::{AccountGroupId, DirectoryId, EnrollmentAccessId, SiteId};
use domain::privilege::{Grant, Privilege, PrivilegeSet, Privileges, Reach};
use domain::site::{Site, SiteScope};
use store::Tx;

use crate::fixture::{NOW, account, device, id, insert_enrollment, stores};

async fn insert_site(tx: &mut Tx, n: u128, name: &str) -> SiteId {
    let site = Site { id: SiteId(id(n)), name: name.into(), created_at: NOW };
    tx.insert_site(&site).await.expect("a new site");
    site.id
}

fn group(n: u128, name: &str, reach: Reach) -> AccountGroup {
    AccountGroup {
        id: AccountGroupId(id(n)),
        name: name.into(),
        directory_group: None,
        reach,
        privilege_set: PrivilegeSet::Auditor,
        created_at: NOW,
    }
}

#[tokio::test]
async fn a_site_has_one_name_whatever_its_case_and_hands_on_what_is_in_it() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let north = insert_site(&mut tx, 1, "Nørth").await;
        let south = insert_site(&mut tx, 2, "South").await;
        tx.commit().await.expect("a commit");

        let mut tx = opened.begin().await;
        let twin = Site { id: SiteId(id(3)), name: "NØRTH".into(), created_at: NOW };
        assert!(tx.insert_site(&twin).await.expect_err("the name is taken").is_duplicate());
        drop(tx);

        let mut tx = opened.begin().await;
        let mut phone = device(1);
        phone.site_id = Some(north);
        tx.insert_device(&phone).await.expect("a new device");
        let mut ann = account(1, "ann");
        ann.access = Access::Site(north);
        tx.insert_account(&ann, "hash").await.expect("a new account");
        tx.insert_account_group(&group(1, "Helpers", Reach::Site(north))).await.expect("a new group");
        insert_enrollment(&mut tx, 1).await;
        tx.save_enrollment_site(domain::id::EnrollmentId(id(1)), Some(north)).await.expect("moved");
        let content = tx.count_site_content(north).await.expect("counts");
        assert_eq!(
            (content.devices, content.accounts, content.account_groups, content.enrollments_under_way),
            (1, 1, 1, 1)
        );
        let mut row = EnrollmentAccess::for_all(EnrollmentAccessId(id(1)), NOW);
        row.site_id = Some(north);
        tx.save_enrollment_access(&row).await.expect("a row");
        assert_eq!(tx.count_site_content(north).await.expect("counts").access_rows, 1);
        tx.move_site_content(north, Some(south)).await.expect("moved");
        assert_eq!(tx.count_site_content(south).await.expect("counts").access_rows, 1);
        tx.delete_site(north).await.expect("nothing refers to it any more");
        let found = tx.find_account(ann.id).await.expect("a look").expect("the account");
        assert_eq!(found.access, Access::Site(south));
        assert_eq!(tx.find_device(phone.id).await.expect("a look").expect("it").site_id, Some(south));
        let names: Vec<_> =
            tx.list_sites().await.expect("a list").into_iter().map(|site| site.name).collect();
        assert_eq!(names, ["South"]);
        tx.commit().await.expect("a commit");
    }
}

#[tokio::test]
async fn t29_the_lists_of_a_site_hold_nothing_of_another() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let sites = [insert_site(&mut tx, 1, "North").await, insert_site(&mut tx, 2, "South").await];
        for n in 1..=30_u64 {
            let mut device = device(u128::from(n));
            device.site_id = sites.get(usize::try_from(n % 3).expect("small")).copied();
            let mut enrollment = insert_enrollment(&mut tx, n).await;
            enrollment.enrolled_at = (n % 2 == 0).then_some(NOW);
            tx.save_enrollment(&enrollment).await.expect("saved");
            tx.save_enrollment_site(enrollment.id, device.site_id).await.expect("saved");
            tx.insert_device(&device).await.expect("a new device");
        }
        for site_id in sites {
            let scope = SiteScope::Only(site_id);
            for sort in DeviceSort::ALL {
                let filter = DeviceFilter::default();
                let first = tx.list_devices(scope, &filter, sort, None, 7).await.expect("a page");
                let rest =
                    tx.list_devices(scope, &filter, sort, first.next.as_ref(), 7).await.expect("a page");
                let all: Vec<_> = first.rows.into_iter().chain(rest.rows).collect();
                assert_eq!(all.len(), 10, "{sort:?}");
                assert!(all.iter().all(|device| device.site_id == Some(site_id)), "{sort:?}");
            }
            let enrollments =
                tx.list_enrollments(scope, store::EnrollmentList::Any, None, 50).await.expect("a page").rows;
            assert_eq!(enrollments.len(), 10);
            assert!(enrollments.iter().all(|enrollment| enrollment.site_id == Some(site_id)));
            let managed =
                enrollments.iter().filter(|enrollment| enrollment.enrolled_at.is_some()).count() as u64;
            assert_eq!(tx.count_managed(scope).await.expect("a count"), managed);
            assert_eq!(tx.count_enrolled_since(scope, NOW).await.expect("a count"), managed);
            let unfinished = tx.list_unfinished(scope, NOW.plus(-1), 50).await.expect("a list").len() as u64;
            assert_eq!(unfinished, 10 - managed);
        }
        let all = tx.list_devices(SiteScope::All, &DeviceFilter::default(), DeviceSort::Name, None, 50).await;
        assert_eq!(all.expect("a page").rows.len(), 30);
    }
}

#[tokio::test]
async fn an_accounts_rights_read_back_and_follow_its_groups() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let north = insert_site(&mut tx, 1, "North").await;
        let mut ann = account(1, "ann");
        ann.access = Access::Site(north);
        ann.privilege_set = PrivilegeSet::Custom(Privileges::of([Privilege::ReadDevices, Privilege::Enroll]));
        tx.insert_account(&ann, "hash").await.expect("a new account");
        let found = tx.find_account(ann.id).await.expect("a look").expect("the account");
        assert_eq!((found.access, found.privilege_set), (ann.access, ann.privilege_set));

        ann.access = Access::Groups;
        tx.save_account(&ann).await.expect("saved");
        let [everywhere, there] = [group(1, "B", Reach::Full), group(2, "a", Reach::Site(north))];
        for group in [&everywhere, &there] {
            tx.insert_account_group(group).await.expect("a new group");
        }
        assert!(tx.list_grants(&ann).await.expect("grants").is_empty(), "in no group yet");
        tx.replace_account_groups(ann.id, &[everywhere.id, there.id]).await.expect("in two groups");
        assert_eq!(
            tx.list_grants(&ann).await.expect("grants"),
            [Grant::new(there.reach, there.privilege_set), Grant::new(Reach::Full, everywhere.privilege_set)],
            "by name, whatever its case"
        );
        assert_eq!(tx.list_account_group_members(there.id).await.expect("members").len(), 1);
        tx.delete_account_group(there.id).await.expect("deleted");
        assert_eq!(tx.list_grants(&ann).await.expect("grants").len(), 1);
        assert_eq!(tx.list_account_groups().await.expect("groups"), [everywhere]);
    }
}

#[tokio::test]
async fn t21_a_directory_users_account_is_never_found_by_a_typed_name() {
    for opened in stores().await {
        let user = DirectoryUserRef { directory_id: DirectoryId(id(9)), key: DirectoryKey("ab-12".into()) };
        let mut tx = opened.begin().await;
        tx.insert_account(&account(1, "ann"), "hash").await.expect("a new account");
        let mut other = account(2, "ann");
        other.origin = Origin::Directory(user.clone());
        other.access = Access::Groups;
        tx.insert_account(&other, "").await.expect("the same name, elsewhere");
        let (found, _) = tx.find_account_by_username("ann").await.expect("a look").expect("the local one");
        assert_eq!(found.id, account(1, "ann").id);
        for typed in [format!("{}/ab-12", user.directory_id), format!("\u{1}{}/ab-12", user.directory_id)] {
            assert!(tx.find_account_by_username(&typed).await.expect("a look").is_none(), "{typed}");
        }
        let found = tx.find_account_of(&user).await.expect("a look").expect("the directory user");
        assert_eq!((found.id, found.origin), (other.id, Origin::Directory(user.clone())));

        let group = AccountGroup {
            directory_group: Some(DirectoryGroupRef { directory_id: user.directory_id, key: user.key }),
            ..group(1, "Teachers", Reach::Full)
        };
        tx.insert_account_group(&group).await.expect("a new group");
        let twin = AccountGroup { id: AccountGroupId(id(2)), name: "Others".into(), ..group };
        assert!(tx.insert_account_group(&twin).await.expect_err("one row a group").is_duplicate());
    }
}
