//! Assigning devices by a list of serial numbers.

use app::{
    AssignmentFault, AssignmentOutcome, AssignmentPreview, AssignmentUpload, Caller, Error, NewAccount,
    Refusal, TimelineOf,
};
use domain::account::Access;
use domain::audit::{Actor, Event};
use domain::device::{Device, DeviceIdentifier};
use domain::enrollment::Ownership;
use domain::id::{DeviceId, SiteId, UploadId};
use domain::person::Person;
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::secret::Secret;
use domain::time::HOUR;
use domain::upload::AssignmentRun;
use gateways::directory::DirectoryError;
use testkit::{NOON, PASSWORD, TestApp};

use crate::built_in_person::person;

/// Puts a bare record into the database.
async fn device(test: &TestApp, n: u128, serial_number: &str, site_id: Option<SiteId>) -> DeviceId {
    let device = Device {
        id: format!("0190a5c8-0000-7000-8000-{n:012}").parse().expect("an id"),
        identifier: DeviceIdentifier::Udid(format!("00008140-{n:016}")),
        serial_number: Some(serial_number.to_owned()),
        name: Some(format!("Phone {n}")),
        model_name: None,
        product_name: None,
        os_version: None,
        build_version: None,
        imei: None,
        is_supervised: None,
        ownership: Ownership::Institutional,
        site_id,
        person: Person::default(),
        directory_user: None,
        person_checked_at: None,
        person_left_at: None,
        enrollment_id: None,
        created_at: NOON,
        enrolled_at: None,
        last_seen_at: None,
    };
    let mut tx = test.store.begin().await.expect("a transaction");
    tx.insert_device(&device).await.expect("a record");
    tx.commit().await.expect("a commit");
    device.id
}

async fn people(test: &TestApp, caller: &Caller) {
    for (username, name) in [("ann", "Ann O’Hara"), ("bob", "Bob")] {
        test.app.create_built_in_person(caller, person(username, name)).await.expect("made");
    }
}

async fn upload(test: &TestApp, caller: &Caller, content: &str) -> UploadId {
    test.app.upload_assignments(caller, content.as_bytes().to_vec()).await.expect("a list")
}

async fn preview(test: &TestApp, caller: &Caller, id: UploadId) -> AssignmentPreview {
    match test.app.show_assignment_upload(caller, id).await.expect("a list") {
        AssignmentUpload::Pending(preview) => preview,
        AssignmentUpload::Begun(run) => panic!("{run:?}"),
    }
}

async fn run(test: &TestApp, caller: &Caller, id: UploadId) -> AssignmentRun {
    match test.app.show_assignment_upload(caller, id).await.expect("a list") {
        AssignmentUpload::Begun(run) => run,
        AssignmentUpload::Pending(preview) => panic!("{preview:?}"),
    }
}

async fn username(test: &TestApp, id: DeviceId) -> String {
    let mut tx = test.store.read().await.expect("a read");
    tx.find_device(id).await.expect("a look").expect("a device").person.username
}

/// Says what becomes of each line, in few words.
fn told(preview: &AssignmentPreview) -> Vec<(u64, String)> {
    let words = |outcome: &AssignmentOutcome| match outcome {
        AssignmentOutcome::Assign { before, after, .. } => format!("{before} -> {after}"),
        AssignmentOutcome::Unassign { before, .. } => format!("{before} -> nobody"),
        AssignmentOutcome::Unchanged { person, .. } => format!("{person} stays"),
        AssignmentOutcome::LeftOut(fault) => fault.to_string(),
    };
    preview.rows.iter().map(|row| (row.line, words(&row.outcome))).collect()
}

#[tokio::test]
async fn a_list_is_shown_and_then_done_whole() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        let [one, two, three] = [
            device(&test, 1, "F2LA", None).await,
            device(&test, 2, "F2LB", None).await,
            device(&test, 3, "F2LC", None).await,
        ];
        let first = upload(&test, &admin, "Serial number,Username\nf2lb,ANN\nF2LC,bob\n").await;
        test.app.begin_assignments(&admin, first, false).await.expect("done");

        let list = "Serial,User,Directory\nF2LA,Ann,built-in people\nF2LB,ann,\nF2LC,,\n";
        let id = upload(&test, &admin, list).await;
        let shown = preview(&test, &admin, id).await;
        assert_eq!(
            told(&shown),
            [
                (2, " -> Ann O’Hara (ann)".to_owned()),
                (3, "Ann O’Hara (ann) stays".to_owned()),
                (4, "Bob (bob) -> nobody".to_owned()),
            ]
        );
        assert!(shown.is_whole());
        assert_eq!(username(&test, one).await, "", "a preview changes nothing");

        let done = test.app.begin_assignments(&admin, id, false).await.expect("done");
        assert_eq!((done.assigned, done.unassigned, done.unchanged, done.left_out), (1, 1, 1, 0));
        assert_eq!(run(&test, &admin, id).await, done);
        assert_eq!(done.finished_at, Some(NOON));
        for (id, expected) in [(one, "ann"), (two, "ann"), (three, "")] {
            assert_eq!(username(&test, id).await, expected);
        }
        let again = test.app.begin_assignments(&admin, id, false).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::UploadGone))), "{again:?}");

        let lines = test.app.list_timeline(&admin, TimelineOf::Device(three), None, 10).await.expect("lines");
        let assigned = |username: &str, before: &str| Event::PersonAssigned {
            username: username.to_owned(),
            before: before.to_owned(),
        };
        let events: Vec<_> = lines.rows.iter().map(|line| line.event.clone()).collect();
        assert_eq!(events, [assigned("", "bob"), assigned("bob", "")]);
        assert!(matches!(&lines.rows[0].actor, Actor::Account { username, .. } if username == "admin"));
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn a_short_list_is_done_whole_or_not_at_all() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        let one = device(&test, 1, "F2LA", None).await;
        device(&test, 2, "F2LX", None).await;
        device(&test, 3, "f2lx", None).await;
        for (list, faulty) in [
            ("Serial,User\nF2LA,ann\nNOSUCH,ann\n", 1),
            ("Serial,User\nF2LA,ann\nF2LX,ann\n", 1),
            ("Serial,User\nF2LA,nobody\n", 1),
            ("Serial,User,Directory\nF2LA,ann,Elsewhere\n", 1),
            ("Serial,User\nF2LA,ann\n,ann\n", 1),
            ("Serial,User\nF2LA,ann\nF2LB,ann\nf2lb,bob\n", 2),
        ] {
            let id = upload(&test, &admin, list).await;
            let refused = test.app.begin_assignments(&admin, id, false).await;
            let Err(Error::Refused(Refusal::FaultyLines { lines })) = refused else {
                panic!("{list}: {refused:?}")
            };
            assert_eq!(lines, faulty, "{list}");
            assert_eq!(username(&test, one).await, "", "{list}");
        }
        let list = "Serial,User,Directory\nF2LA,ann,\nNOSUCH,ann,\nF2LX,ann,\nF2LA,ann,\n";
        let id = upload(&test, &admin, list).await;
        let done = test.app.begin_assignments(&admin, id, true).await.expect("done");
        assert_eq!((done.assigned, done.left_out), (0, 4), "{done:?}");
        let id = upload(&test, &admin, "Serial,User\nF2LA,ann\nNOSUCH,ann\nF2LX,ann\n,bob\n").await;
        let done = test.app.begin_assignments(&admin, id, true).await.expect("done");
        assert_eq!((done.assigned, done.left_out), (1, 3));
        let mut left_out: Vec<_> = done
            .left_out_lines
            .iter()
            .map(|one| (one.line, one.subject.as_str(), one.reason.as_str()))
            .collect();
        left_out.sort_unstable();
        assert_eq!(
            left_out,
            [
                (3, "NOSUCH", "There is no device with this serial number."),
                (
                    4,
                    "F2LX",
                    "Several devices say that this is their serial number. Assign them on their own pages."
                ),
                (5, "", "Enter the device’s serial number."),
            ]
        );
        assert_eq!(username(&test, one).await, "ann");
    }
}

async fn make(test: &TestApp, username: &str, access: Access, privilege_set: PrivilegeSet) -> Caller {
    let new = NewAccount {
        username: username.to_owned(),
        full_name: username.to_owned(),
        email: None,
        password: Secret::new(PASSWORD),
        access,
        privilege_set,
        groups: Vec::new(),
    };
    test.app.create_account(&Caller::operator(), new).await.expect("made");
    test.sign_in_again(username).await.caller
}

#[tokio::test]
async fn t29_a_device_of_another_site_is_told_by_the_words_for_none() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        let north = test.app.create_site(&admin, "North").await.expect("a site").id;
        let south = test.app.create_site(&admin, "South").await.expect("a site").id;
        let own = device(&test, 1, "NORTH1", Some(north)).await;
        let other = device(&test, 2, "SOUTH1", Some(south)).await;
        let none = device(&test, 3, "NONE1", None).await;
        // One serial number, told by a device of each site: there is one for each administrator.
        let both = device(&test, 4, "BOTH", Some(north)).await;
        let hidden = device(&test, 5, "BOTH", Some(south)).await;
        let nora = make(&test, "nora", Access::Site(north), PrivilegeSet::Administrator).await;

        let list = "Serial,User\nNORTH1,ann\nSOUTH1,ann\nNONE1,ann\nNOSUCH,ann\nBOTH,bob\n";
        let id = upload(&test, &nora, list).await;
        let unknown = "There is no device with this serial number.".to_owned();
        assert_eq!(
            told(&preview(&test, &nora, id).await),
            [
                (2, " -> Ann O’Hara (ann)".to_owned()),
                (3, unknown.clone()),
                (4, unknown.clone()),
                (5, unknown.clone()),
                (6, " -> Bob (bob)".to_owned()),
            ]
        );
        let done = test.app.begin_assignments(&nora, id, true).await.expect("done");
        assert_eq!((done.assigned, done.left_out), (2, 3));
        assert!(done.left_out_lines.iter().all(|one| one.reason == unknown), "{done:?}");
        for (id, expected) in [(own, "ann"), (both, "bob"), (other, ""), (none, ""), (hidden, "")] {
            assert_eq!(username(&test, id).await, expected);
        }

        // Whoever may read a device and not assign it is told so.
        let reads =
            PrivilegeSet::Custom(Privileges::of([Privilege::SignInToConsole, Privilege::ReadDevices]));
        let rita = make(&test, "rita", Access::Full, reads).await;
        let refused = test.app.upload_assignments(&rita, list.into()).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_long_list_is_done_batch_by_batch_and_tells_how_far_it_is() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        let mut devices = Vec::new();
        for n in 0..700 {
            devices.push(device(&test, n, &format!("SERIAL{n}"), None).await);
        }
        let lines: String =
            (0..750).map(|n| format!("SERIAL{n},{}\n", if n % 2 == 0 { "ann" } else { "bob" })).collect();
        let id = upload(&test, &admin, &format!("Serial,User\n{lines}")).await;
        let shown = preview(&test, &admin, id).await;
        assert_eq!((shown.lines, shown.rows.len(), shown.is_whole()), (750, app::LINES_AT_ONCE, false));
        let begun = test.app.begin_assignments(&admin, id, false).await.expect("begun");
        assert_eq!((begun.lines, begun.done, begun.finished_at), (750, 0, None));
        assert_eq!(test.run_due().await, 1);
        let done = run(&test, &admin, id).await;
        assert_eq!((done.done, done.assigned, done.left_out), (750, 700, 50));
        assert!(done.finished_at.is_some() && !done.is_stopped);
        assert_eq!(username(&test, devices[699]).await, "bob");
        test.assert_no_open_jobs().await;
        let mut tx = test.store.read().await.expect("a read");
        assert_eq!(tx.find_upload_content(id).await.expect("a look"), Some(Vec::new()));
    }
}

#[tokio::test]
async fn a_long_list_can_be_stopped_and_ends_with_its_account() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        let first = device(&test, 0, "SERIAL0", None).await;
        let lines: String = (0..600).map(|n| format!("SERIAL{n},ann\n")).collect();
        let list = format!("Serial,User\n{lines}");
        let id = upload(&test, &admin, &list).await;
        test.app.begin_assignments(&admin, id, false).await.expect("begun");
        test.app.stop_assignments(&admin, id).await.expect("stopped");
        test.run_due().await;
        let stopped = run(&test, &admin, id).await;
        assert_eq!((stopped.done, stopped.is_stopped), (0, true));
        assert_eq!(username(&test, first).await, "");

        let other = make(&test, "other", Access::Full, PrivilegeSet::Administrator).await;
        let id = upload(&test, &other, &list).await;
        test.app.begin_assignments(&other, id, false).await.expect("begun");
        test.app.disable_account(&admin, other.account_id().expect("an account")).await.expect("disabled");
        test.run_due().await;
        assert_eq!(username(&test, first).await, "", "nobody assigns after their account ended");
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn a_persons_devices_follow_them() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let ann = test.app.create_built_in_person(&admin, person("ann", "Ann O’Hara")).await.expect("made");
        let phone = device(&test, 1, "F2LA", None).await;
        let id = upload(&test, &admin, "Serial,User\nF2LA,ann\n").await;
        test.app.begin_assignments(&admin, id, false).await.expect("done");
        let detail = test.app.show_built_in_person(&admin, ann.id).await.expect("shown");
        assert_eq!((detail.devices_in_all, detail.devices[0].id), (1, phone));

        let renamed = Person { room: Some("12".into()), ..person("annm", "Ann Miller") };
        test.app.save_built_in_person(&admin, ann.id, renamed.clone()).await.expect("saved");
        let find = async || test.app.show_device(&admin, phone).await.expect("a device").device;
        assert_eq!(find().await.person, renamed);
        test.app.delete_built_in_person(&admin, ann.id).await.expect("deleted");
        let left = find().await;
        assert_eq!((left.person, left.person_left_at), (renamed, Some(NOON)));
        let lines = test.app.list_timeline(&admin, TimelineOf::Device(phone), None, 10).await.expect("lines");
        let titles: Vec<_> = lines.rows.iter().map(|line| line.event.title()).collect();
        assert!(
            titles[0].contains("does not know annm any more") && titles[1].contains("annm refreshed"),
            "{titles:?}"
        );
    }
}

#[tokio::test]
async fn devices_follow_an_imported_list() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        let mut list = "Serial,User\n".to_owned();
        let mut devices = Vec::new();
        for n in 0..130 {
            devices.push(device(&test, n, &format!("SERIAL{n}"), None).await);
            list += &format!("SERIAL{n},user{n}\n");
        }
        let usernames: String = (0..130).map(|n| format!("user{n}\n")).collect();
        let import = async |content: String, delete_missing: Option<u64>| {
            let choice = app::ImportChoice { delete_missing, ..app::ImportChoice::default() };
            test.app.import_people_now(&admin, content.into(), choice).await.expect("imported");
            test.run_due().await;
        };
        import(format!("Username\n{usernames}"), None).await;
        let id = upload(&test, &admin, &list).await;
        test.app.begin_assignments(&admin, id, false).await.expect("done");
        let rooms: String = (0..129).map(|n| format!("user{n},12\n")).collect();
        import(format!("Username,Room\n{rooms}"), Some(3)).await;
        for (n, id) in devices.into_iter().enumerate() {
            let device = test.app.show_device(&admin, id).await.expect("a device").device;
            let expected = (n < 129).then_some("12");
            assert_eq!(
                (device.person.room.as_deref(), device.person_left_at.is_some()),
                (expected, n == 129),
                "{n}"
            );
        }
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn people_are_looked_up_in_every_directory_unless_one_is_named() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        people(&test, &admin).await;
        test.ldap("School", "dc=school").await;
        test.person("ann", &[]);
        test.person("dora", &[]);
        for (n, serial) in ["F2LA", "F2LB", "F2LC", "F2LD", "F2LE"].into_iter().enumerate() {
            device(&test, n as u128, serial, None).await;
        }
        let list =
            "Serial,User,Directory\nF2LA,bob,\nF2LB,dora,\nF2LC,ann,\nF2LD,ann,SCHOOL\nF2LE,ann,Elsewhere\n";
        let id = upload(&test, &admin, list).await;
        let shown = preview(&test, &admin, id).await;
        let told = told(&shown);
        assert_eq!(told[0].1, " -> Bob (bob)");
        assert!(told[1].1.ends_with("(dora)"), "{told:?}");
        assert!(told[2].1.contains("Built-in people, School"), "{told:?}");
        assert!(told[3].1.ends_with("(ann)"), "{told:?}");
        assert_eq!(told[4].1, "There is no directory of the name “Elsewhere”.");

        test.directory.fail("dc=school", Some(DirectoryError::Unreachable("cut off".into())));
        let shown = preview(&test, &admin, id).await;
        let silent = shown.rows.iter().filter(|row| {
            row.outcome == AssignmentOutcome::LeftOut(AssignmentFault::DirectorySilent("School".to_owned()))
        });
        assert_eq!(silent.count(), 4);
    }
}

#[tokio::test]
async fn a_long_list_waits_for_a_directory_to_come_back() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    test.ldap("School", "dc=school").await;
    test.person("dora", &[]);
    let first = device(&test, 0, "SERIAL0", None).await;
    let lines: String = (0..600).map(|n| format!("SERIAL{n},dora\n")).collect();
    let id = upload(&test, &admin, &format!("Serial,User\n{lines}")).await;
    test.app.begin_assignments(&admin, id, false).await.expect("begun");
    test.directory.fail("dc=school", Some(DirectoryError::Unreachable("cut off".into())));
    test.run_due().await;
    let waiting = run(&test, &admin, id).await;
    assert_eq!((waiting.done, waiting.finished_at), (0, None));
    test.directory.fail("dc=school", None);
    test.advance(HOUR);
    test.run_due().await;
    let done = run(&test, &admin, id).await;
    assert_eq!((done.assigned, done.left_out), (1, 599));
    assert_eq!(username(&test, first).await, "dora");
    test.assert_no_open_jobs().await;
}
