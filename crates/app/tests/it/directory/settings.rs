//! Directories set up, changed, tried out and deleted; and that their secrets never come back.

use app::{Caller, DirectoryDraft, Error, Leftovers, Looked, Refusal, SecretInput};
use domain::directory::{Backend, LdapHost, Security};
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use gateways::directory::ProbeKind;
use testkit::{TestApp, ldap_draft};

use super::{PUPILS, STAFF, device, down, enroll, last_event, status};

/// Returns the faults of a refusal, by field.
fn fields<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn keeping(name: &str, base: &str) -> DirectoryDraft {
    DirectoryDraft { bind_password: SecretInput::Keep, ..ldap_draft(name, base) }
}

#[tokio::test]
async fn each_fault_is_named_by_its_field_and_nothing_is_saved() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let mut draft = ldap_draft(" ", STAFF);
        draft.settings.hosts.clear();
        draft.settings.users.id.clear();
        draft.settings.users.email = "mail)(x".to_owned();
        draft.bind_password = SecretInput::Set(Secret::new(""));
        draft.client_identity = SecretInput::Set(b"no certificate".to_vec());
        let faults = fields(test.app.create_directory(&admin, draft).await);
        assert_eq!(faults, ["name", "hosts", "user_id", "user_email", "bind_password", "client_identity"]);
        assert_eq!(test.app.list_directories(&admin).await.expect("a list").len(), 0);

        test.ldap("Staff", STAFF).await;
        assert_eq!(fields(test.app.create_directory(&admin, ldap_draft("STAFF", STAFF)).await), ["name"]);
        assert_eq!(
            fields(test.app.create_directory(&admin, keeping("Other", STAFF)).await),
            ["bind_password"]
        );
        assert_eq!(test.app.list_directories(&admin).await.expect("a list").len(), 1);
    }
}

#[tokio::test]
async fn t31_a_password_goes_in_and_never_comes_out() {
    const PASSWORD: &str = "bind password 7QX";
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let mut draft = ldap_draft("Staff", STAFF);
        draft.bind_password = SecretInput::Set(Secret::new(PASSWORD));
        let made = test.app.create_directory(&admin, draft).await.expect("a directory");
        let detail = test.app.show_directory(&admin, made.id).await.expect("shown");
        assert!(detail.has_bind_password && !detail.has_client_identity);
        let mut changed = keeping("Staff", STAFF);
        changed.settings.users.room = "room".to_owned();
        let changed = test.app.update_directory(&admin, made.id, changed).await.expect("changed");
        let probe = test.app.test_directory(&admin, made.id).await.expect("a probe");
        let list = test.app.list_directories(&admin).await.expect("a list");
        let health = test.app.list_directory_health(&admin).await.expect("a list");
        let mut said = format!("{made:?} {detail:?} {changed:?} {probe:?} {list:?} {health:?}");
        said.extend(test.database.trail().await);
        assert!(!said.contains(PASSWORD), "{said}");
        test.app.close().await.expect("closed");
        let Some(file) = test.database.file() else { continue };
        let mut stored = std::fs::read(&file).expect("the database");
        stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
        let holds = |text: &[u8]| stored.windows(text.len()).any(|window| window == text);
        assert!(holds(STAFF.as_bytes()), "the search itself works");
        assert!(!holds(PASSWORD.as_bytes()), "it is sealed");
    }
}

#[tokio::test]
async fn t31_a_stored_password_is_not_sent_to_another_server() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let staff = test.ldap("Staff", STAFF).await;
        let evil = || vec![LdapHost { name: "evil.example.com".to_owned(), port: 636 }];
        type Change = fn(&mut DirectoryDraft);
        let changes: [Change; 4] = [
            |draft| draft.settings.hosts.push(LdapHost { name: "evil.example.com".into(), port: 636 }),
            |draft| draft.settings.security = Security::Plain,
            |draft| draft.settings.roots = vec![vec![0x30, 0x00]],
            |draft| draft.settings.bind_name = Some("cn=other".into()),
        ];
        for change in changes {
            let mut draft = keeping("Staff", STAFF);
            change(&mut draft);
            let (app, id) = (&test.app, staff.id);
            assert_eq!(fields(app.update_directory(&admin, id, draft.clone()).await), ["bind_password"]);
            assert_eq!(fields(app.probe_directory(&admin, Some(id), draft.clone()).await), ["bind_password"]);
            let preview = app.preview_directory(&admin, Some(id), draft, &["ann".to_owned()], &[]).await;
            assert_eq!(fields(preview), ["bind_password"]);
        }
        let mut draft = ldap_draft("Staff", STAFF);
        draft.settings.hosts = evil();
        let changed = test.app.update_directory(&admin, staff.id, draft).await.expect("entered again");
        let Backend::Ldap(settings) = changed.backend else { panic!("it is LDAP") };
        assert_eq!(settings.hosts, evil());
        let line = last_event(&test).await;
        assert!(line.contains("directory-changed") && line.contains("evil.example.com:636"), "{line}");
        assert!(line.contains("bind password"), "that it was changed is said: {line}");
    }
}

#[tokio::test]
async fn a_password_is_forgotten_with_the_name_it_belongs_to() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    let staff = test.ldap("Staff", STAFF).await;
    let mut draft = keeping("Staff", STAFF);
    draft.settings.bind_name = None;
    test.app.update_directory(&admin, staff.id, draft).await.expect("asks anonymously");
    assert!(!test.app.show_directory(&admin, staff.id).await.expect("shown").has_bind_password);
    let mut draft = keeping("Staff", STAFF);
    draft.bind_password = SecretInput::Clear;
    assert_eq!(fields(test.app.update_directory(&admin, staff.id, draft).await), ["bind_password"]);
}

#[tokio::test]
async fn t29_only_who_may_manage_directories_does() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        let (_, auditor) = test.sign_in("auditor", PrivilegeSet::Auditor).await;
        let (app, id) = (&test.app, staff.id);
        let draft = || ldap_draft("Other", PUPILS);
        let refused = [
            app.create_directory(&auditor, draft()).await.map(drop),
            app.update_directory(&auditor, id, draft()).await.map(drop),
            app.move_directory(&auditor, id, 0).await.map(drop),
            app.disable_directory(&auditor, id).await,
            app.enable_directory(&auditor, id).await,
            app.delete_directory(&auditor, id, Leftovers::CutLoose).await.map(drop),
            app.probe_directory(&auditor, None, draft()).await.map(drop),
            app.test_directory(&auditor, id).await.map(drop),
            app.preview_directory(&auditor, None, draft(), &[], &[]).await.map(drop),
            app.refresh_people(&auditor).await,
        ];
        for (n, outcome) in refused.into_iter().enumerate() {
            assert!(matches!(outcome, Err(Error::Forbidden)), "{n}: {outcome:?}");
        }
        assert_eq!(app.list_directories(&auditor).await.expect("reading is fine").len(), 1);
        app.show_directory(&auditor, id).await.expect("reading is fine");

        // For a site nobody has them: directories are the server's.
        let admin = Caller::operator();
        let site = app.create_site(&admin, "North").await.expect("a site").id;
        let new = app::NewAccount {
            username: "north".to_owned(),
            full_name: "North".to_owned(),
            email: None,
            password: Secret::new(testkit::PASSWORD),
            access: domain::account::Access::Site(site),
            privilege_set: PrivilegeSet::Administrator,
            groups: Vec::new(),
        };
        app.create_account(&admin, new).await.expect("an account");
        let sited = test.sign_in_again("north").await.caller;
        assert!(matches!(app.list_directories(&sited).await, Err(Error::Forbidden)));
        assert!(matches!(app.disable_directory(&sited, id).await, Err(Error::Forbidden)));
    }
}

#[tokio::test]
async fn a_preview_shows_what_a_device_record_would_get() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    let mut ann = test.person("ann", &["Teachers"]);
    ann.person.room = Some(" 12\n".to_owned());
    test.directory.put(ann);
    test.person("bob", &[]);
    for key in ["one", "two"] {
        let mut twin = test.person("twin", &[]);
        twin.key = key.to_owned();
        test.directory.put(twin);
    }
    let people = ["ann", "nobody", "twin", " "].map(str::to_owned);
    let groups = ["teachers", "nothing"].map(str::to_owned);
    let found = test
        .app
        .preview_directory(&admin, None, ldap_draft("", STAFF), &people, &groups)
        .await
        .expect("a preview of settings that are not saved");
    let names: Vec<_> = found.people.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["ann", "nobody", "twin"]);
    let Looked::Found(person) = &found.people[0].1 else { panic!("{found:?}") };
    assert_eq!(person.user.person.room.as_deref(), Some("12"), "as the record would hold it");
    assert_eq!(person.groups[0].name, "Teachers");
    assert_eq!((&found.people[1].1, &found.people[2].1), (&Looked::Missing, &Looked::Ambiguous));
    let Looked::Found(group) = &found.groups[0].1 else { panic!("{found:?}") };
    assert_eq!(group.members, ["ann"]);
    assert_eq!(found.groups[1].1, Looked::Missing);
    assert_eq!(test.app.list_directories(&admin).await.expect("a list").len(), 0);

    test.directory.fail(STAFF, down());
    let failed = test.app.preview_directory(&admin, None, ldap_draft("", STAFF), &people, &groups).await;
    assert!(matches!(&failed, Err(Error::Unavailable(words)) if words.contains("nobody is at home")));
    let probe = test.app.probe_directory(&admin, None, ldap_draft("", STAFF)).await.expect("a probe");
    assert!(!probe.is_good());
}

#[tokio::test]
async fn a_test_of_a_saved_directory_is_seen_on_the_dashboard() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let staff = test.ldap("Staff", STAFF).await;
        test.directory.fail(STAFF, down());
        let probe = test.app.test_directory(&admin, staff.id).await.expect("a probe");
        assert_eq!(probe.steps.last().map(|step| step.kind), Some(ProbeKind::Tcp));
        assert_eq!(status(&test, staff.id).await.health.failing_since, Some(testkit::NOON));
        test.directory.fail(STAFF, None);
        assert!(test.app.test_directory(&admin, staff.id).await.expect("a probe").is_good());
        assert_eq!(status(&test, staff.id).await.health.failing_since, None);
    }
}

#[tokio::test]
async fn a_directory_in_use_is_deleted_only_by_a_word_and_devices_keep_their_data() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let staff = test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let phone = enroll(&test, "ann", 1).await;
        let refused = test.app.delete_directory(&admin, staff.id, Leftovers::Refuse).await;
        let Err(Error::Refused(Refusal::DirectoryInUse(uses))) = refused else { panic!("{refused:?}") };
        assert_eq!(uses.devices, 1);
        assert!(Refusal::DirectoryInUse(uses).to_string().starts_with("1 devices, 0 accounts"));

        test.app.delete_directory(&admin, staff.id, Leftovers::CutLoose).await.expect("deleted");
        let left = device(&test, &phone).await;
        assert_eq!((left.person.username.as_str(), left.directory_user), ("ann", None));
        assert_eq!(test.app.list_directories(&admin).await.expect("a list").len(), 0);
        assert!(last_event(&test).await.contains("directory-deleted"));
        let unused = test.ldap("Staff", STAFF).await;
        test.app.delete_directory(&admin, unused.id, Leftovers::Refuse).await.expect("nothing refers to it");
    }
}
