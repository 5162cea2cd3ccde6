//! People of the built-in list, one by one and by lists.

use app::{Caller, Error, ImportChoice, ImportPreview, PeopleQuery, PeopleUpload, Refusal};
use domain::built_in_person::BuiltInPerson;
use domain::id::UploadId;
use domain::person::Person;
use domain::privilege::PrivilegeSet;
use domain::time::HOUR;
use domain::upload::PeopleImported;
use testkit::TestApp;

pub(crate) fn person(username: &str, full_name: &str) -> Person {
    Person { username: username.to_owned(), full_name: full_name.to_owned(), ..Person::default() }
}

async fn people(test: &TestApp, caller: &Caller) -> Vec<BuiltInPerson> {
    let query = PeopleQuery { limit: 200, ..PeopleQuery::default() };
    test.app.list_built_in_people(caller, query).await.expect("a list").rows
}

async fn names(test: &TestApp, caller: &Caller) -> Vec<String> {
    people(test, caller).await.into_iter().map(|one| one.person.username).collect()
}

async fn upload(test: &TestApp, caller: &Caller, content: &str) -> UploadId {
    test.app.upload_people(caller, content.as_bytes().to_vec()).await.expect("a list")
}

async fn preview(test: &TestApp, caller: &Caller, id: UploadId) -> ImportPreview {
    match test.app.show_people_upload(caller, id).await.expect("a list") {
        PeopleUpload::Pending(preview) => preview,
        PeopleUpload::Imported(imported) => panic!("{imported:?}"),
    }
}

fn fields(error: &Error) -> Vec<&'static str> {
    let Error::Invalid(faults) = error else { panic!("{error:?}") };
    faults.iter().map(|fault| fault.field).collect()
}

#[tokio::test]
async fn a_person_is_made_changed_and_deleted() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let ann =
            Person {
                room: Some(" 12 ".into()), email: Some(String::new()), ..person(" ann ", "Ann O’Hara")
            };
        let made = test.app.create_built_in_person(&admin, ann).await.expect("made");
        assert_eq!(made.person, Person { room: Some("12".into()), ..person("ann", "Ann O’Hara") });
        let taken = test.app.create_built_in_person(&admin, person("ANN", "Another")).await;
        assert_eq!(fields(&taken.expect_err("taken")), ["username"]);
        let bob = test.app.create_built_in_person(&admin, person("bob", "Bob")).await.expect("made");

        test.advance(HOUR);
        let renamed = person("annm", "Ann Miller");
        let saved = test.app.save_built_in_person(&admin, made.id, renamed.clone()).await.expect("saved");
        assert_eq!((saved.person, saved.updated_at.since(saved.created_at)), (renamed, HOUR));
        let taken = test.app.save_built_in_person(&admin, bob.id, person("Annm", "Bob")).await;
        assert_eq!(fields(&taken.expect_err("taken")), ["username"]);
        assert_eq!(names(&test, &admin).await, ["annm", "bob"]);

        test.app.delete_built_in_person(&admin, made.id).await.expect("deleted");
        let again = test.app.delete_built_in_person(&admin, made.id).await;
        assert!(matches!(again, Err(Error::NotFound)), "{again:?}");
        assert_eq!(names(&test, &admin).await, ["bob"]);
    }
}

#[tokio::test]
async fn each_faulty_field_is_named() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let bad = Person {
        username: "a\0nn".into(),
        full_name: "x".repeat(10_000),
        email: Some("ann".into()),
        room: Some("\u{202e}21".into()),
        ..Person::default()
    };
    let refused = test.app.create_built_in_person(&admin, bad).await.expect_err("refused");
    assert_eq!(fields(&refused), ["username", "full_name", "email", "room"]);
}

#[tokio::test]
async fn an_auditor_reads_people_and_changes_none() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let ann = test.app.create_built_in_person(&admin, person("ann", "Ann")).await.expect("made");
    let list = upload(&test, &admin, "Username\nbob\n").await;
    let (_, auditor) = test.sign_in("audrey", PrivilegeSet::Auditor).await;
    assert_eq!(names(&test, &auditor).await, ["ann"]);
    test.app.show_built_in_person(&auditor, ann.id).await.expect("shown");
    let is_forbidden = |error: Error| matches!(error, Error::Forbidden);
    let choice = ImportChoice::default();
    let content = || b"Username\nbob\n".to_vec();
    assert!(is_forbidden(test.app.create_built_in_person(&auditor, person("x", "")).await.unwrap_err()));
    assert!(is_forbidden(
        test.app.save_built_in_person(&auditor, ann.id, person("x", "")).await.unwrap_err()
    ));
    assert!(is_forbidden(test.app.delete_built_in_person(&auditor, ann.id).await.unwrap_err()));
    assert!(is_forbidden(test.app.upload_people(&auditor, content()).await.unwrap_err()));
    assert!(is_forbidden(test.app.preview_people_import(&auditor, content()).await.unwrap_err()));
    assert!(is_forbidden(test.app.show_people_upload(&auditor, list).await.unwrap_err()));
    assert!(is_forbidden(test.app.import_people(&auditor, list, choice).await.unwrap_err()));
    assert!(is_forbidden(test.app.import_people_now(&auditor, content(), choice).await.unwrap_err()));
    assert!(is_forbidden(test.app.discard_people_upload(&auditor, list).await.unwrap_err()));
    test.account("emil", PrivilegeSet::EnrollmentOnly).await;
    assert_eq!(names(&test, &admin).await, ["ann"]);
}

#[tokio::test]
async fn a_list_is_shown_before_it_is_taken_over() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        for known in [
            Person { room: Some("12".into()), ..person("ann", "Ann O’Hara") },
            person("bob", "Bob"),
            person("eve", "Eve"),
        ] {
            test.app.create_built_in_person(&admin, known).await.expect("made");
        }
        // Rooms are not spoken of: they stay. An empty cell clears its field.
        let list = "\u{feff}User name;Full name;E-mail;Shoe size\r\nANN;Ann Miller;ann@example.org;39\r\nbob;Bob;;40\r\nzoe;Zoë;;38\r\n";
        let id = upload(&test, &admin, list).await;
        let shown = preview(&test, &admin, id).await;
        assert_eq!((shown.created, shown.changed, shown.unchanged, shown.missing), (1, 1, 1, 1));
        assert_eq!(shown.new_people, [person("zoe", "Zoë")]);
        assert_eq!(shown.reading.ignored, ["Shoe size"]);
        let [change] = &shown.changes[..] else { panic!("{:?}", shown.changes) };
        let told =
            change.changes.iter().map(|one| (one.field.as_str(), one.before.as_str(), one.after.as_str()));
        assert_eq!(change.username, "ann");
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                ("username", "ann", "ANN"),
                ("full name", "Ann O’Hara", "Ann Miller"),
                ("e-mail", "", "ann@example.org")
            ]
        );
        assert_eq!(names(&test, &admin).await, ["ann", "bob", "eve"], "a preview changes nothing");

        let imported = test.app.import_people(&admin, id, ImportChoice::default()).await.expect("imported");
        let expected = PeopleImported { created: 1, changed: 1, unchanged: 1, deleted: 0, left_out: 0 };
        assert_eq!(imported, expected);
        let after = people(&test, &admin).await;
        assert_eq!(
            after.iter().map(|one| one.person.username.as_str()).collect::<Vec<_>>(),
            ["ANN", "bob", "eve", "zoe"]
        );
        assert_eq!(after[0].person.room.as_deref(), Some("12"));
        match test.app.show_people_upload(&admin, id).await.expect("its outcome") {
            PeopleUpload::Imported(outcome) => assert_eq!(outcome, expected),
            PeopleUpload::Pending(preview) => panic!("{preview:?}"),
        }
        let again = test.app.import_people(&admin, id, ImportChoice::default()).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::UploadGone))), "{again:?}");
    }
}

#[tokio::test]
async fn nothing_is_half_imported() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let list = "Username,E-mail\nann,ann@example.org\nbob,nonsense\ncid,\n,nobody@example.org\nCID,\n";
        let id = upload(&test, &admin, list).await;
        let shown = preview(&test, &admin, id).await;
        assert_eq!((shown.created, shown.faults.lines), (1, 4));
        let told: Vec<_> = shown.faults.first.iter().map(|fault| (fault.line, fault.field)).collect();
        assert_eq!(told, [(3, "E-mail"), (4, "Username"), (5, "Username"), (6, "Username")]);
        let refused = test.app.import_people(&admin, id, ImportChoice::default()).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::FaultyLines { lines: 4 }))), "{refused:?}");
        assert!(names(&test, &admin).await.is_empty());
        let at_once = test.app.import_people_now(&admin, list.into(), ImportChoice::default()).await;
        assert_eq!(fields(&at_once.expect_err("refused")), ["file"; 4]);

        // Whoever is on a faulty line must not be taken for missing.
        let choice = ImportChoice { leave_out_faulty: true, delete_missing: Some(0) };
        let refused = test.app.import_people(&admin, id, choice).await.expect_err("refused");
        assert_eq!(fields(&refused), ["missing"]);
        let choice = ImportChoice { leave_out_faulty: true, delete_missing: None };
        let imported = test.app.import_people(&admin, id, choice).await.expect("imported");
        assert_eq!((imported.created, imported.left_out), (1, 4));
        assert_eq!(names(&test, &admin).await, ["ann"]);
    }
}

#[tokio::test]
async fn whoever_is_missing_is_deleted_only_by_their_number() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        for username in ["ann", "bob", "cid"] {
            test.app.create_built_in_person(&admin, person(username, "")).await.expect("made");
        }
        let id = upload(&test, &admin, "Username\nbob\n").await;
        for wrong in [0, 1, 3] {
            let choice = ImportChoice { delete_missing: Some(wrong), ..ImportChoice::default() };
            let refused = test.app.import_people(&admin, id, choice).await.expect_err("refused");
            assert_eq!(fields(&refused), ["missing"], "{wrong}");
        }
        assert_eq!(names(&test, &admin).await.len(), 3);
        let choice = ImportChoice { delete_missing: Some(2), ..ImportChoice::default() };
        let imported = test.app.import_people(&admin, id, choice).await.expect("imported");
        assert_eq!((imported.deleted, imported.unchanged), (2, 1));
        assert_eq!(names(&test, &admin).await, ["bob"]);
    }
}

#[tokio::test]
async fn a_list_belongs_to_whoever_uploaded_it_and_waits_an_hour() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let (_, other) = test.sign_in("other", PrivilegeSet::Administrator).await;
        let id = upload(&test, &admin, "Username\nann\n").await;
        let is_gone = |error: Error| matches!(error, Error::Refused(Refusal::UploadGone));
        let choice = ImportChoice::default();
        assert!(is_gone(test.app.show_people_upload(&other, id).await.unwrap_err()));
        assert!(is_gone(test.app.import_people(&other, id, choice).await.unwrap_err()));
        assert!(is_gone(test.app.discard_people_upload(&other, id).await.unwrap_err()));
        assert!(is_gone(test.app.show_assignment_upload(&admin, id).await.unwrap_err()), "of another kind");
        test.advance(HOUR - 1);
        preview(&test, &admin, id).await;
        test.advance(1);
        assert!(is_gone(test.app.import_people(&admin, id, choice).await.unwrap_err()));
        test.app.sweep().await.expect("swept");
        let mut tx = test.store.read().await.expect("a read");
        assert_eq!(tx.find_upload(id).await.expect("a look"), None);
        drop(tx);

        let id = upload(&test, &admin, "Username\nann\n").await;
        test.app.discard_people_upload(&admin, id).await.expect("discarded");
        assert!(is_gone(test.app.show_people_upload(&admin, id).await.unwrap_err()));
        let mut ids = Vec::new();
        for n in 0..5 {
            ids.push(upload(&test, &admin, &format!("Username\nuser{n}\n")).await);
        }
        assert!(is_gone(test.app.show_people_upload(&admin, ids[1]).await.unwrap_err()), "the oldest go");
        for id in &ids[2..] {
            preview(&test, &admin, *id).await;
        }
        assert!(names(&test, &admin).await.is_empty());
    }
}

#[tokio::test]
async fn what_is_no_list_is_refused_and_not_kept() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    for (content, words) in [
        (b"".to_vec(), "empty"),
        (b"PK\x03\x04".to_vec(), "workbook"),
        (b"Name:Mail\nann:x".to_vec(), "no column Username"),
        (b"Username\n".to_vec(), "no line below"),
        (vec![b'x'; 17 * 1024 * 1024], "16 MiB"),
    ] {
        let Err(Error::Invalid(faults)) = test.app.upload_people(&admin, content).await else {
            panic!("{words}")
        };
        assert_eq!((faults.len(), faults[0].field), (1, "file"));
        assert!(faults[0].message.contains(words), "{}", faults[0].message);
    }
    let account = admin.account_id().expect("an account");
    let mut tx = test.store.read().await.expect("a read");
    let kept = tx.list_uploads_of(account, domain::upload::UploadKind::People).await.expect("a list");
    assert!(kept.is_empty());
}

fn list(lines: usize, room: u32) -> String {
    let line =
        |n| format!("user{n},Person Number{n},user{n}@example.org,+49 30 {n},Teacher,Science,Main,{room}\n");
    let head = "Username,Full name,E-mail,Phone,Position,Department,Building,Room\n";
    head.to_owned() + &(0..lines).map(line).collect::<String>()
}

#[tokio::test]
async fn a_list_as_long_as_one_may_be_is_imported() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let id = upload(&test, &admin, &list(app::SHEET_LINES_MAX, 1)).await;
        let imported = test.app.import_people(&admin, id, ImportChoice::default()).await.expect("imported");
        assert_eq!(usize::try_from(imported.created), Ok(app::SHEET_LINES_MAX));
        let query = PeopleQuery { search: Some("number99999".into()), limit: 5, ..PeopleQuery::default() };
        let found = test.app.list_built_in_people(&admin, query).await.expect("a list").rows;
        assert_eq!(found.len(), 1);
    }
}

/// More people than one page of the comparison and one statement hold.
#[tokio::test]
async fn a_long_list_changes_and_deletes_as_a_short_one_does() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let import = async |content: String, choice: ImportChoice| {
            let id = upload(&test, &admin, &content).await;
            let shown = preview(&test, &admin, id).await;
            (shown, test.app.import_people(&admin, id, choice).await.expect("imported"))
        };
        let (shown, imported) = import(list(2_345, 1), ImportChoice::default()).await;
        assert_eq!((shown.created, imported.created, shown.new_people.len()), (2_345, 2_345, 20));
        let (shown, imported) = import(list(2_345, 2), ImportChoice::default()).await;
        assert_eq!((shown.changed, imported.changed, shown.changes.len()), (2_345, 2_345, 20));
        let (shown, imported) = import(list(2_345, 2), ImportChoice::default()).await;
        assert_eq!((shown.unchanged, imported.unchanged), (2_345, 2_345));
        let choice = ImportChoice { delete_missing: Some(2_344), ..ImportChoice::default() };
        let (shown, imported) = import("Username\nuser7\n".into(), choice).await;
        assert_eq!((shown.missing, imported.deleted, imported.unchanged), (2_344, 2_344, 1));
        assert_eq!(names(&test, &admin).await, ["user7"]);
    }
}
