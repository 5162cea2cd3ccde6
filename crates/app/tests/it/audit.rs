//! The audit log: chained, searched, exported, verified.

use app::{
    AuditCheckpoint, AuditFaultKind, AuditFormat, AuditQuery, Caller, Error, NewAccountGroup, NewApiToken,
    NewEnrollmentAccess, UpdatedAccount, Verification,
};
use domain::account::Access;
use domain::api_token::Scope;
use domain::audit::{Audit, AuditFilter, Event};
use domain::enrollment_access::EnrollmentSettings;
use domain::privilege::{PrivilegeSet, Reach};
use domain::secret::Secret;
use domain::time::MINUTE;
use testkit::{SOURCE, TestApp};

async fn verify(test: &TestApp, checkpoint: Option<&AuditCheckpoint>) -> Verification {
    test.app.verify_audit(&Caller::operator(), checkpoint).await.expect("a verification")
}

async fn kinds(test: &TestApp) -> Vec<AuditFaultKind> {
    verify(test, None).await.faults.into_iter().map(|fault| fault.kind).collect()
}

async fn lines(test: &TestApp, filter: AuditFilter) -> Vec<Audit> {
    let query = AuditQuery { filter, after: None, limit: 200 };
    test.app.list_audit(&Caller::operator(), query).await.expect("a page").rows
}

/// Makes a log in which every chain has some lines.
async fn fill(test: &TestApp) {
    for n in 0..64 {
        test.app.note_refused(&Caller::operator(), "GET", &format!("/console/{n}")).await;
    }
}

/// The chain with the most lines, and how many it has.
async fn longest(test: &TestApp) -> (usize, i64) {
    let heads = verify(test, None).await.checkpoint.heads;
    let longest = heads.iter().enumerate().max_by_key(|(_, (number, _))| *number).expect("a chain");
    (longest.0, longest.1.0)
}

#[tokio::test]
async fn t34_a_log_that_nobody_touched_proves_itself() {
    for test in TestApp::on_each_engine().await {
        let phone = test.enroll_with_inventory("ann", 1).await;
        phone.check_out(&test.app).await.expect("CheckOut");
        fill(&test).await;
        let found = verify(&test, None).await;
        assert_eq!(found.faults, []);
        assert_eq!(found.lines_before, 0);
        assert!(found.chained_at.is_some());
        let shown = lines(&test, AuditFilter::default()).await.len();
        assert_eq!(found.lines, u64::try_from(shown).expect("a small number"));
        assert!(shown > 75, "{shown}");
        assert!(found.checkpoint.heads.iter().all(|(number, _)| *number > 0), "every chain is in use");
    }
}

#[tokio::test]
async fn t34_an_altered_line_is_found_whichever_column_it_is() {
    for test in TestApp::on_each_engine().await {
        fill(&test).await;
        let (lane, _) = longest(&test).await;
        let place = format!("where lane = {lane} and number = 2");
        for (column, value) in [
            ("at", "at + 1"),
            ("actor", "'{\"kind\":\"server\"}'"),
            ("actor_key", "'server'"),
            ("source", "'192.0.2.9'"),
            ("event", "'{\"event\":\"signed-in\"}'"),
            ("kind", "'signed-in'"),
            ("words", "''"),
            ("reason", "'because'"),
            ("reference", "'VB-22222'"),
            ("changes", "'[]'"),
        ] {
            test.database.tamper(&format!("create table kept as select * from audit {place}")).await;
            assert_eq!(
                test.database.tamper(&format!("update audit set {column} = {value} {place}")).await,
                1
            );
            let faults = verify(&test, None).await.faults;
            assert_eq!(faults.len(), 1, "{column}: {faults:?}");
            assert_eq!(
                (faults[0].kind, faults[0].lane.map(usize::from), faults[0].number),
                (AuditFaultKind::Altered, Some(lane), Some(2)),
                "{column}"
            );
            assert!(faults[0].line.is_some() && faults[0].at.is_some());
            test.database
                .tamper(&format!("update audit set {column} = (select {column} from kept) {place}"))
                .await;
            test.database.tamper("drop table kept").await;
            assert_eq!(kinds(&test).await, [], "{column} put back");
        }
    }
}

#[tokio::test]
async fn t34_deleted_added_moved_and_cut_off_lines_are_found() {
    use AuditFaultKind::{
        Added, Altered, CutOff, HeadAltered, HeadMissing, Missing, NoBeginning, OlderChanged,
    };
    let at = |lane: usize, number: i64| format!("lane = {lane} and number = {number}");
    // How to tamper, and what is found then; the chain with the most lines has `last` of them.
    type Attack = (&'static str, fn(&dyn Fn(i64) -> String, i64) -> Vec<String>, AuditFaultKind);
    let attacks: Vec<Attack> = vec![
        ("a line in the middle", |at, _| vec![format!("delete from audit where {}", at(2))], Missing),
        (
            "a line, and those after it moved up",
            |at, last| {
                let mut steps = vec![format!("delete from audit where {}", at(2))];
                steps.extend(
                    (3..=last).map(|n| format!("update audit set number = {} where {}", n - 1, at(n))),
                );
                steps
            },
            Altered,
        ),
        ("the last line", |at, last| vec![format!("delete from audit where {}", at(last))], CutOff),
        (
            "the last line, with the head put back",
            |at, last| {
                let lane = at(last).split(" and").next().unwrap_or_default().to_owned();
                vec![
                    format!("delete from audit where {}", at(last)),
                    format!(
                        "update audit_head set number = {}, mac = (select mac from audit where {}) where {lane}",
                        last - 1,
                        at(last - 1)
                    ),
                ]
            },
            HeadAltered,
        ),
        (
            "two lines exchanged",
            |at, _| {
                vec![
                    format!("update audit set number = -1 where {}", at(2)),
                    format!("update audit set number = 2 where {}", at(3)),
                    format!("update audit set number = 3 where {}", at(-1)),
                ]
            },
            Altered,
        ),
        (
            "a copied line after the end",
            |at, last| {
                vec![format!(
                    "insert into audit (id, at, actor, event, kind, actor_key, words, lane, number, mac)
                     select enrollment.id, audit.at, actor, event, kind, actor_key, words, lane, {}, mac
                     from audit, enrollment where {}",
                    last + 1,
                    at(last)
                )]
            },
            Added,
        ),
        (
            "a line of no chain",
            |at, last| {
                vec![format!(
                    "insert into audit (id, at, actor, event)
                     select enrollment.id, audit.at, actor, event from audit, enrollment where {}",
                    at(last)
                )]
            },
            OlderChanged,
        ),
        (
            "a line of a chain that is none",
            |at, last| {
                vec![format!(
                    "insert into audit (id, at, actor, event, lane, number)
                     select enrollment.id, audit.at, actor, event, 99, 1 from audit, enrollment where {}",
                    at(last)
                )]
            },
            Added,
        ),
        (
            "a head",
            |at, last| {
                let lane = at(last).split(" and").next().unwrap_or_default().to_owned();
                vec![format!("delete from audit_head where {lane}")]
            },
            HeadMissing,
        ),
        ("everything", |_, _| vec!["delete from audit".into(), "delete from audit_head".into()], NoBeginning),
    ];
    for (what, steps, expected) in attacks {
        for test in TestApp::on_each_engine().await {
            test.account("ann", PrivilegeSet::EnrollmentOnly).await;
            test.app.begin_enrollment(test.login("ann")).await.expect("an id to borrow");
            fill(&test).await;
            let (lane, last) = longest(&test).await;
            assert!(last > 3, "{last} lines");
            for step in steps(&|number| at(lane, number), last) {
                assert!(test.database.tamper(&step).await > 0, "{what}: {step}");
            }
            let found = kinds(&test).await;
            assert!(found.contains(&expected), "{what}: {found:?}");
        }
    }
}

#[tokio::test]
async fn t34_what_was_cut_off_is_not_sealed_anew_by_going_on() {
    for test in TestApp::on_each_engine().await {
        fill(&test).await;
        let (lane, last) = longest(&test).await;
        test.database.tamper(&format!("delete from audit where lane = {lane} and number = {last}")).await;
        test.database
            .tamper(&format!(
                "update audit_head set number = {0}, mac = (select mac from audit where lane = {lane} and number = {0})
                 where lane = {lane}",
                last - 1
            ))
            .await;
        test.database.tamper(&format!("delete from audit_head where lane = {}", (lane + 1) % 16)).await;
        test.advance(2 * MINUTE);
        // The server goes on in all chains, and the breaks stay to be seen.
        fill(&test).await;
        let faults = verify(&test, None).await.faults;
        let mut lanes: Vec<_> = faults.iter().filter_map(|fault| fault.lane.map(usize::from)).collect();
        lanes.sort_unstable();
        let mut expected = [lane, (lane + 1) % 16];
        expected.sort_unstable();
        assert_eq!(lanes, expected, "{faults:?}");
        assert!(faults.iter().all(|fault| fault.kind == AuditFaultKind::Altered), "{faults:?}");
    }
}

#[tokio::test]
async fn t34_a_checkpoint_kept_elsewhere_shows_what_was_taken_back() {
    for test in TestApp::on_each_engine().await {
        fill(&test).await;
        test.database.tamper("create table kept_head as select * from audit_head").await;
        let kept = verify(&test, None).await.checkpoint;
        let (lane, last) = longest(&test).await;
        test.advance(2 * MINUTE);
        fill(&test).await;
        let later = verify(&test, Some(&kept)).await;
        assert_eq!(later.faults, [], "the log has grown, and holds what it held");

        // Somebody puts a chain back to the state that he has copied before.
        test.database.tamper(&format!("delete from audit where lane = {lane} and number > {last}")).await;
        for column in ["number", "mac", "seal"] {
            test.database
                .tamper(&format!(
                    "update audit_head set {column} = (select {column} from kept_head where lane = {lane})
                     where lane = {lane}"
                ))
                .await;
        }
        assert_eq!(kinds(&test).await, [], "by itself the log cannot show that");
        let faults = verify(&test, Some(&later.checkpoint)).await.faults;
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(
            (faults[0].kind, faults[0].lane.map(usize::from)),
            (AuditFaultKind::TakenBack, Some(lane))
        );
        assert_eq!(verify(&test, Some(&kept)).await.faults, [], "it still holds what it held then");
    }
}

#[tokio::test]
async fn t34_two_hundred_at_once_leave_no_gap_in_any_chain() {
    for test in TestApp::on_each_engine().await {
        let before = verify(&test, None).await.lines;
        let writers = (0..200).map(|n| {
            let app = test.app.clone();
            tokio::spawn(async move { app.note_refused(&Caller::operator(), "GET", &format!("/{n}")).await })
        });
        for writer in writers.collect::<Vec<_>>() {
            writer.await.expect("a writer");
        }
        let found = verify(&test, None).await;
        assert_eq!(found.faults, []);
        assert_eq!(found.lines, before + 200);
    }
}

#[tokio::test]
async fn t34_a_line_and_its_change_stand_or_fall_together_and_a_failure_leaves_no_gap() {
    for test in TestApp::on_each_engine().await {
        for name in ["ann", "bob"] {
            test.account(name, PrivilegeSet::EnrollmentOnly).await;
        }
        let operator = Caller::operator();
        test.database
            .tamper("create unique index once on audit (kind) where kind = 'account-disabled'")
            .await;
        let id = async |name: &str| test.app.find_account(&operator, name).await.expect("an account").id;
        test.app.disable_account(&operator, id("ann").await).await.expect("the first");
        let before = verify(&test, None).await.lines;
        let failed = test.app.disable_account(&operator, id("bob").await).await.expect_err("its line");
        assert!(matches!(failed, Error::Internal(_)), "{failed:?}");
        let accounts = test.app.list_accounts(&operator).await.expect("accounts");
        let bob = accounts.iter().find(|account| account.username == "bob").expect("bob");
        assert!(bob.disabled_at.is_none(), "without its line there is no change");
        fill(&test).await;
        let found = verify(&test, None).await;
        assert_eq!((found.faults, found.lines), (vec![], before + 64));
    }
}

#[tokio::test]
async fn t34_lines_from_before_the_chain_stay_readable_and_are_counted() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        // As an installation is that was made before the chain.
        test.database.tamper("delete from audit where kind = 'audit-chained'").await;
        test.database.tamper("delete from audit_head").await;
        test.database
            .tamper("update audit set lane = null, number = null, mac = null, kind = null, actor_key = null, words = null")
            .await;
        let mut builder = TestApp::builder();
        builder.ids = app::Ids::seeded(1_000_000);
        let test = builder.build_on(test.database).await;
        fill(&test).await;
        let found = verify(&test, None).await;
        assert_eq!((found.faults, found.lines_before), (vec![], 1));
        let shown = lines(&test, AuditFilter::default()).await;
        assert_eq!(shown.last().expect("the oldest").event, Event::AccountCreated { username: "ann".into() });
        test.database.tamper("delete from audit where lane is null").await;
        assert_eq!(kinds(&test).await, [AuditFaultKind::OlderChanged]);
    }
}

#[tokio::test]
async fn only_who_may_reads_exports_and_verifies() {
    let test = TestApp::new().await;
    let (_, auditor) = test.sign_in("audrey", PrivilegeSet::Auditor).await;
    let some =
        PrivilegeSet::parse("custom", "sign-in-to-console read-devices manage-accounts").expect("a set");
    let (_, other) = test.sign_in("otto", some).await;
    let query = AuditQuery::default;
    let all = AuditFilter::default;
    test.app.list_audit(&auditor, query()).await.expect("a list");
    test.app.list_audit_events(&auditor).await.expect("events");
    test.app.export_audit(&auditor, all(), AuditFormat::Csv).await.expect("an export");
    test.app.verify_audit(&auditor, None).await.expect("a verification");
    let forbidden = |error: Error| matches!(error, Error::Forbidden);
    assert!(forbidden(test.app.list_audit(&other, query()).await.expect_err("refused")));
    assert!(forbidden(test.app.list_audit_events(&other).await.expect_err("refused")));
    assert!(forbidden(test.app.export_audit(&other, all(), AuditFormat::Csv).await.err().expect("refused")));
    assert!(forbidden(test.app.verify_audit(&other, None).await.expect_err("refused")));
}

async fn export(test: &TestApp, filter: AuditFilter, format: AuditFormat) -> String {
    let mut export = test.app.export_audit(&Caller::operator(), filter, format).await.expect("an export");
    let mut file = Vec::new();
    while let Some(piece) = export.next().await.expect("a piece") {
        file.extend(piece);
    }
    String::from_utf8(file).expect("text")
}

#[tokio::test]
async fn t36_no_cell_of_an_export_is_a_formula() {
    let test = TestApp::new().await;
    let (_, admin) = test.sign_in("root", PrivilegeSet::Administrator).await;
    for name in ["=cmd|' /C calc'!A0", "+1", "\"quoted\", and more", "@SUM(A1)"] {
        let new = NewApiToken { name: name.to_owned(), scopes: vec![Scope::Read], days: 1 };
        let token = test.app.create_api_token(&admin, new).await.expect("a token");
        let caller = test.app.find_bearer(token.secret.expose(), SOURCE).await.expect("a caller");
        test.app.note_refused(&caller, "GET", "=1+1").await;
    }
    for n in 0..300 {
        test.app.note_refused(&Caller::operator(), "GET", &format!("/{n}")).await;
    }
    let file = export(&test, AuditFilter::default(), AuditFormat::Csv).await;
    let file = file.strip_prefix('\u{feff}').expect("a byte order mark");
    let rows: Vec<_> = file.lines().collect();
    assert!(rows[0].starts_with("Time (UTC),Line,Event,What,Who,"));
    assert!(rows.len() > 300, "{} rows: every page is written", rows.len());
    for row in &rows {
        for cell in row.split(',') {
            assert!(!cell.trim_start_matches('"').starts_with(['=', '+', '-', '@']), "{row}");
        }
    }
    let json = export(
        &test,
        AuditFilter { event: Some("refused".into()), ..AuditFilter::default() },
        AuditFormat::JsonLines,
    )
    .await;
    assert_eq!(json.lines().count(), 304);
    assert!(json.lines().all(|line| line.starts_with('{') && line.ends_with('}')));
    assert!(json.contains(r#""details":{"method":"GET","route":"=1+1"}"#), "programs get it unaltered");
    let exported =
        lines(&test, AuditFilter { event: Some("audit-exported".into()), ..AuditFilter::default() }).await;
    assert_eq!(exported.len(), 2, "each export is a line itself");
}

#[tokio::test]
async fn refused_attempts_are_noted_once_a_minute_for_each_caller_and_route() {
    let test = TestApp::new().await;
    let (_, ann) = test.sign_in("ann", PrivilegeSet::Auditor).await;
    let (_, bob) = test.sign_in("bob", PrivilegeSet::Auditor).await;
    let count = async || {
        lines(&test, AuditFilter { event: Some("refused".into()), ..AuditFilter::default() }).await.len()
    };
    for _ in 0..5 {
        test.app.note_refused(&ann, "POST", "/console/devices/{id}/assign").await;
    }
    assert_eq!(count().await, 1);
    test.app.note_refused(&bob, "POST", "/console/devices/{id}/assign").await;
    test.app.note_refused(&ann, "GET", "/console/devices/{id}/assign").await;
    assert_eq!(count().await, 3);
    test.advance(MINUTE);
    test.app.note_refused(&ann, "POST", "/console/devices/{id}/assign").await;
    assert_eq!(count().await, 4);
    for n in 0..1_500 {
        test.app.note_refused(&ann, "GET", &format!("/{n}")).await;
    }
    let noted = test.store.read().await.expect("a read").list_audit_heads().await.expect("heads");
    let all: i64 = noted.iter().map(|head| head.number).sum();
    assert!(all < 1_020, "{all} lines: a flood ends");
}

#[tokio::test]
async fn t34_every_verb_that_changes_something_leaves_a_line() {
    for test in TestApp::on_each_engine().await {
        let mut seen = verify(&test, None).await.lines;
        let mut grew = async |what: &str| {
            let now = verify(&test, None).await;
            assert_eq!(now.faults, [], "{what}");
            assert!(now.lines > seen, "{what} left no line");
            seen = now.lines;
        };
        let operator = Caller::operator();
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        grew("create_account").await;
        let ann = test.app.find_account(&operator, "ann").await.expect("an account").id;
        test.app.disable_account(&operator, ann).await.expect("disabled");
        grew("disable_account").await;
        test.app.enable_account(&operator, ann).await.expect("enabled");
        grew("enable_account").await;
        test.app.reset_password(&operator, ann, Secret::new(testkit::PASSWORD)).await.expect("reset");
        grew("reset_password").await;
        test.sign_in_with("ann", "wrong").await.expect_err("wrong");
        grew("a failed sign_in").await;
        let (session, admin) = test.sign_in("root", PrivilegeSet::Administrator).await;
        grew("sign_in").await;
        let new = NewApiToken { name: "nightly".into(), scopes: vec![Scope::Read], days: 1 };
        let made = test.app.create_api_token(&admin, new).await.expect("a token");
        grew("create_api_token").await;
        test.app.revoke_api_token(&admin, made.token.id).await.expect("revoked");
        grew("revoke_api_token").await;
        let upload = super::enrollment::upload(testkit::TOPIC);
        test.app.install_push_certificate(&admin, upload).await.expect("installed");
        grew("install_push_certificate").await;
        test.app.begin_enrollment_for(&admin, "ann", None).await.expect("begun");
        grew("begin_enrollment_for").await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("begun");
        grew("begin_enrollment").await;
        let mut phone = testkit::Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        grew("fetch_profile").await;
        phone.request_certificate(&test.app).await.expect("a certificate");
        grew("SCEP").await;
        phone.authenticate(&test.app).await.expect("Authenticate");
        grew("Authenticate").await;
        phone.update_token(&test.app).await.expect("TokenUpdate");
        grew("TokenUpdate").await;
        phone.answer_all(&test.app).await.expect("answers");
        grew("answers").await;
        let devices =
            test.app.list_devices(&admin, app::DeviceQuery { limit: 1, ..Default::default() }).await;
        let device = devices.expect("devices").rows.remove(0);
        test.app.refresh_inventory(&admin, device.id).await.expect("queued");
        grew("refresh_inventory").await;
        let site = test.app.create_site(&admin, "Nrth").await.expect("a site").id;
        grew("create_site").await;
        test.app.rename_site(&admin, site, "North").await.expect("renamed");
        grew("rename_site").await;
        test.app.move_devices(&admin, &[device.id], Some(site)).await.expect("moved");
        grew("move_devices").await;
        test.app.assign_person(&admin, device.id, None).await.expect("left blank");
        grew("assign_person").await;
        test.app.assign_enrolled_person(&admin, device.id).await.expect("assigned");
        grew("assign_enrolled_person").await;
        let desk = |name: &str| NewAccountGroup {
            name: name.into(),
            directory_group: None,
            reach: Reach::Site(site),
            privilege_set: PrivilegeSet::Auditor,
        };
        let group = test.app.create_account_group(&admin, desk("Desk")).await.expect("a group").id;
        grew("create_account_group").await;
        test.app.update_account_group(&admin, group, desk("Front desk")).await.expect("changed");
        grew("update_account_group").await;
        let changed = UpdatedAccount {
            full_name: "Ann".into(),
            email: None,
            access: Access::Full,
            privilege_set: PrivilegeSet::EnrollmentOnly,
            groups: vec![group],
        };
        test.app.update_account(&admin, ann, changed).await.expect("changed");
        grew("update_account").await;
        test.app.delete_account_group(&admin, group).await.expect("deleted");
        grew("delete_account_group").await;
        let row = test.app.list_enrollment_access(&admin).await.expect("rows").remove(0);
        let access = NewEnrollmentAccess {
            may_institutional: true,
            may_personal: true,
            may_account_driven: false,
            must_accept_eula: true,
            site_id: Some(site),
        };
        test.app.update_enrollment_access(&admin, row.id, access).await.expect("changed");
        grew("update_enrollment_access").await;
        let settings = EnrollmentSettings { may_leave_user_blank: false };
        test.app.save_enrollment_settings(&admin, settings).await.expect("saved");
        grew("save_enrollment_settings").await;
        let owner = domain::enrollment::Ownership::Personal;
        test.app.save_agreement_text(&admin, owner, "en", "Be kind.", 0).await.expect("saved");
        grew("save_agreement_text").await;
        test.app.save_agreement(&admin, owner, &Default::default(), 1).await.expect("saved");
        grew("save_agreement").await;
        test.app.restore_agreement(&admin, owner, 1, 2).await.expect("restored");
        grew("restore_agreement").await;
        let directory = test.ldap("School", "dc=example,dc=org").await.id;
        grew("create_directory").await;
        test.app.disable_directory(&admin, directory).await.expect("disabled");
        grew("disable_directory").await;
        test.app.enable_directory(&admin, directory).await.expect("enabled");
        grew("enable_directory").await;
        let renamed = testkit::ldap_draft("Schools", "dc=example,dc=net");
        test.app.update_directory(&admin, directory, renamed).await.expect("changed");
        grew("update_directory").await;
        test.app.delete_directory(&admin, directory, app::Leftovers::Refuse).await.expect("deleted");
        grew("delete_directory").await;
        let heir = test.app.create_site(&admin, "South").await.expect("a site").id;
        grew("create_site").await;
        test.app.delete_site(&admin, site, Some(heir)).await.expect("deleted");
        grew("delete_site").await;
        phone.check_out(&test.app).await.expect("CheckOut");
        grew("CheckOut").await;
        test.app.sign_out(&session, SOURCE).await.expect("signed out");
        grew("sign_out").await;

        // What was there before, and what after.
        let change = async |event: &str| {
            let filter = AuditFilter { event: Some(event.into()), ..AuditFilter::default() };
            let changes = lines(&test, filter).await.remove(0).changes;
            changes
                .into_iter()
                .map(|change| [change.field, change.before, change.after].join("|"))
                .collect::<Vec<_>>()
        };
        assert_eq!(change("site-renamed").await, ["name|Nrth|North"]);
        assert_eq!(change("device-moved").await, ["site||North"]);
        assert_eq!(change("account-group-changed").await, ["name|Desk|Front desk"]);
        assert_eq!(
            change("account-changed").await,
            ["full name|ann Example|Ann", "e-mail|ann@example.org|", "groups||Front desk"]
        );
        assert_eq!(
            change("enrollment-access-changed").await,
            ["may enroll personal devices|no|yes", "site||North"]
        );
        assert_eq!(change("enrollment-settings-changed").await, ["user may be left blank|yes|no"]);
        assert_eq!(
            change("agreement-changed").await,
            ["agreement for personally owned devices, version|2|3", "text (en)||Be kind."]
        );
        let directory = change("directory-changed").await;
        assert!(directory.contains(&"name|School|Schools".to_owned()), "{directory:?}");
        assert!(directory.contains(&"bind password|not shown|not shown".to_owned()), "{directory:?}");
        let assigned = change("person-assigned").await;
        assert!(assigned.contains(&"username||ann".to_owned()), "{assigned:?}");
    }
}
