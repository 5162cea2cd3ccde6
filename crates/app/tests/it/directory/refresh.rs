//! User and location kept true to the directory.

use app::{Caller, Error, Refreshed, Refusal};
use domain::audit::{Audit, Event};
use domain::privilege::PrivilegeSet;
use domain::time::{DAY, HOUR};
use store::Place;
use testkit::{NOON, TestApp};

use super::{STAFF, device, down, enroll, events, timeline};

#[tokio::test]
async fn what_the_directory_says_now_reaches_the_device_within_a_day() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        let mut ann = test.person("ann", &[]);
        let phone = enroll(&test, "ann", 1).await;
        ann.person.full_name = "Ann Miller".to_owned();
        ann.person.room = Some("N 12".to_owned());
        ann.person.department = Some("Chemistry".to_owned());
        test.directory.put(ann);

        test.advance(23 * HOUR);
        let asked = test.directory.asked(STAFF);
        test.app.refresh_due_people().await.expect("refreshed");
        assert_eq!(test.directory.asked(STAFF), asked, "nobody is due");
        test.advance(HOUR + 1);
        test.app.refresh_due_people().await.expect("refreshed");
        let refreshed = device(&test, &phone).await;
        assert_eq!(refreshed.person.full_name, "Ann Miller");
        assert_eq!(refreshed.person_checked_at, Some(NOON.plus(DAY + 1)));
        let Audit { event, changes, .. } = timeline(&test, &refreshed).await.remove(0);
        assert_eq!(event, Event::PersonRefreshed { username: "ann".into() });
        let fields: Vec<_> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["full name", "department", "room"]);
        assert_eq!((changes[1].before.as_str(), changes[1].after.as_str()), ("Physics", "Chemistry"));

        let mut tx = test.store.read().await.expect("a read");
        let departments =
            tx.list_places(Place::Department, domain::site::SiteScope::All).await.expect("a list");
        assert_eq!(departments, ["Chemistry", "Physics"], "made on the fly, and the former stays");
        drop(tx);
        let query = app::DeviceQuery {
            filter: domain::device::DeviceFilter { search: Some("miller".into()), ..Default::default() },
            limit: 10,
            ..Default::default()
        };
        let found = test.app.list_devices(&Caller::operator(), query).await.expect("a list");
        assert_eq!(found.rows.len(), 1, "the device is found by the new name");

        let asked = test.directory.asked(STAFF);
        test.app.refresh_due_people().await.expect("refreshed");
        assert_eq!(test.directory.asked(STAFF), asked, "not twice a day");
    }
}

#[tokio::test]
async fn somebody_who_left_is_marked_and_not_erased_and_may_return() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        let ann = test.person("ann", &[]);
        let phone = enroll(&test, "ann", 1).await;
        test.directory.remove("key-ann");
        for days in 1..=2 {
            test.advance(DAY + 1);
            test.app.refresh_due_people().await.expect("refreshed");
            let left = device(&test, &phone).await;
            assert_eq!(left.person_left_at, Some(NOON.plus(DAY + 1)), "after {days} days: since the first");
            assert_eq!(left.person.full_name, "ann Directory", "nothing is erased");
            assert_eq!(left.person_checked_at, Some(test.app.now()));
        }
        test.directory.put(ann);
        test.advance(DAY + 1);
        test.app.refresh_due_people().await.expect("refreshed");
        let back = device(&test, &phone).await;
        assert_eq!(back.person_left_at, None);
        let told = events(&test, &back).await;
        let about = |event: &&Event| matches!(event, Event::PersonLeft { .. } | Event::PersonReturned { .. });
        assert_eq!(told.iter().filter(about).count(), 2, "each is told once: {told:?}");
    }
}

#[tokio::test]
async fn a_directory_that_is_down_changes_nothing() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let phone = enroll(&test, "ann", 1).await;
        let before = device(&test, &phone).await;
        test.advance(2 * DAY);
        test.directory.fail(STAFF, down());
        test.app.refresh_due_people().await.expect("nothing to do");
        let after = device(&test, &phone).await;
        assert_eq!(format!("{before:?}"), format!("{after:?}"));
        let admin = test.administrator().await;
        let refused = test.app.refresh_person(&admin, after.id).await;
        assert!(matches!(&refused, Err(Error::Unavailable(words)) if words.contains("Staff")), "{refused:?}");
        test.directory.fail(STAFF, None);
        test.app.ask_resting_directories().await.expect("asked");
        test.app.refresh_due_people().await.expect("refreshed");
        assert_eq!(device(&test, &phone).await.person_checked_at, Some(test.app.now()));
    }
}

#[tokio::test]
async fn one_person_is_asked_about_once_for_all_their_devices() {
    let test = TestApp::new().await;
    test.ldap("Staff", STAFF).await;
    let mut ann = test.person("ann", &[]);
    let phones = [enroll(&test, "ann", 1).await, enroll(&test, "ann", 2).await];
    ann.person.phone = Some("+46 1".to_owned());
    test.directory.put(ann);
    test.advance(DAY + 1);
    let (searches, _) = test.directory.asked(STAFF);
    test.app.refresh_due_people().await.expect("refreshed");
    assert_eq!(test.directory.asked(STAFF).0, searches + 1);
    for phone in &phones {
        assert_eq!(device(&test, phone).await.person.phone.as_deref(), Some("+46 1"));
    }
}

#[tokio::test]
async fn an_administrator_refreshes_one_device_or_all() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        let mut ann = test.person("ann", &[]);
        let phone = enroll(&test, "ann", 1).await;
        let admin = test.administrator().await;
        let id = device(&test, &phone).await.id;
        let refresh = async || test.app.refresh_person(&admin, id).await;
        assert_eq!(refresh().await.expect("asked"), Refreshed::Unchanged);
        ann.person.room = Some("N 12".to_owned());
        test.directory.put(ann.clone());
        assert_eq!(refresh().await.expect("asked"), Refreshed::Changed);
        test.directory.remove("key-ann");
        assert_eq!(refresh().await.expect("asked"), Refreshed::Left);

        test.directory.put(ann);
        test.advance(HOUR);
        test.app.refresh_people(&admin).await.expect("wanted");
        test.app.refresh_due_people().await.expect("refreshed");
        assert_eq!(device(&test, &phone).await.person_left_at, None);
        let asked = test.directory.asked(STAFF);
        test.app.refresh_due_people().await.expect("refreshed");
        assert_eq!(test.directory.asked(STAFF), asked, "once is enough");

        test.app.disable_directory(&admin, staff.id).await.expect("disabled");
        test.advance(2 * DAY);
        test.app.refresh_due_people().await.expect("refreshed");
        assert_eq!(test.directory.asked(STAFF), asked, "a disabled directory is not asked");
        test.enroll("local", 2).await;
        let local = test.app.list_devices(&admin, app::DeviceQuery { limit: 10, ..Default::default() }).await;
        let local = local.expect("a list").rows.into_iter().find(|one| one.directory_user.is_none());
        let refused = test.app.refresh_person(&admin, local.expect("a device").id).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::NoDirectoryUser))), "{refused:?}");
    }
}

#[tokio::test]
async fn t29_only_who_may_assign_users_refreshes() {
    let test = TestApp::new().await;
    test.ldap("Staff", STAFF).await;
    test.person("ann", &[]);
    let phone = enroll(&test, "ann", 1).await;
    let (_, auditor) = test.sign_in("auditor", PrivilegeSet::Auditor).await;
    let id = device(&test, &phone).await.id;
    assert!(matches!(test.app.refresh_person(&auditor, id).await, Err(Error::Forbidden)));
    assert!(matches!(test.app.assign_person(&auditor, id, None).await, Err(Error::Forbidden)));
}
