//! How the engines run the hot statements: by an index, whatever the size of the fleet and the length of its history.

mod invitation;

use domain::account_sign_in::AccountSignIn;
use domain::admitted_serial_number::AdmittedSerialNumber;
use domain::certificate::Challenge;
use domain::command::CommandState;
use domain::device::{DeviceFilter, DeviceSort};
use domain::id::{DeviceId, DirectoryId, EnrollmentId, JobId, SessionId, SiteId, WebhookId};
use domain::job::Job;
use domain::profile_service::ProfileServiceChallenge;
use domain::session::{Purpose, Session, Visit};
use domain::site::{Site, SiteScope};
use domain::time::{HOUR, MINUTE};
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use store::{Engine, Store, Tx};

use crate::account_sign_in::sign_in;
use crate::built_in_person::person;
use crate::directory::user;
use crate::fixture::{
    NOW, Opened, certificate, challenge, command, device, id, insert_enrollment, octets, stores, token,
};
use crate::statement::statements_of;
use crate::webhook::delivery;

const FLEET: u64 = 1_000;
const JOBS: u128 = 5_000;
const DELIVERIES: u128 = 5_000;
/// How many sign-ins wait, beside those that have opened an enrollment at some time.
const WAITING: u64 = 20;
/// How many wait where somebody asks without end.
const MANY_WAITING: u64 = 5_000;
/// Behind which number those begin that wait beside others.
const BEFORE_WAITING: u128 = 1_000_000;
/// The device that the statements ask for.
const ASKED: u64 = 500;

/// Fills a database with devices, each enrolled and with some history.
async fn fill(opened: &Opened) {
    let mut tx = opened.begin().await;
    for n in 1..=FLEET {
        let wide = u128::from(n);
        let mut enrollment = insert_enrollment(&mut tx, n).await;
        let mut device = device(wide);
        device.person.username = "x".into();
        device.directory_user = Some(user(1, &format!("key-{n}")));
        device.person_checked_at = Some(NOW);
        tx.insert_device(&device).await.expect("a new device");
        enrollment.device_id = Some(device.id);
        enrollment.authenticated_at = Some(NOW);
        tx.save_enrollment(&enrollment).await.expect("saved");
        tx.insert_certificate(&certificate(n, enrollment.id)).await.expect("a new certificate");
        let unused: Challenge = challenge(wide, enrollment.id);
        tx.insert_challenge(&unused, token(n)).await.expect("a new challenge");
        for (offset, state) in
            [(0, CommandState::Acknowledged), (1, CommandState::Error), (2, CommandState::Queued)]
        {
            tx.insert_command(&command(wide * 10 + offset, enrollment.id, state))
                .await
                .expect("a new command");
        }
        let session = Session {
            id: SessionId(id(wide)),
            purpose: Purpose::Portal(enrollment.id),
            site_id: None,
            created_at: NOW,
            last_seen_at: NOW,
            expires_at: NOW.plus(HOUR),
            visit: Visit::default(),
            handed_over_at: None,
        };
        tx.insert_session(&session, token(n)).await.expect("a new session");
        insert_before_profile(&mut tx, n, enrollment.id).await;
    }
    let admitted: Vec<_> = (1..=FLEET)
        .map(|n| AdmittedSerialNumber {
            serial_number: serial_number(n),
            note: String::new(),
            added_at: NOW,
            added_by: "ann".into(),
        })
        .collect();
    tx.save_admitted_serial_numbers(&admitted).await.expect("admitted");
    let people: Vec<_> =
        (1..=u128::from(FLEET)).map(|n| person(n, &format!("user{n}"), &format!("Name {n}"))).collect();
    tx.insert_built_in_people(&people).await.expect("new people");
    for n in 1..=JOBS {
        let due = if n % 100 == 0 { NOW } else { NOW.plus(HOUR) };
        let job = Job::Push { enrollment_id: EnrollmentId(id(n)) };
        tx.enqueue(JobId(id(n)), &job, due).await.expect("enqueued");
    }
    let mut told: Vec<_> = (1..=DELIVERIES).map(|n| delivery(n, 1)).collect();
    for delivery in &mut told {
        delivery.note_answer(200, NOW);
    }
    tx.insert_webhook_deliveries(&told).await.expect("told");
    tx.commit().await.expect("a commit");
    gather_statistics(opened).await;
}

/// Writes what devices leave before they have their profiles: a sign-in that opened an enrollment, one that waits, and the
/// challenge of the profile service.
async fn insert_before_profile(tx: &mut Tx, n: u64, of: EnrollmentId) {
    let wide = u128::from(n);
    let sign_in = AccountSignIn { enrollment_id: Some(of), ..sign_in(wide) };
    tx.insert_account_sign_in(&sign_in, token(n)).await.expect("a new sign-in");
    tx.save_account_sign_in(&sign_in, token(n)).await.expect("saved");
    if n <= WAITING {
        let waits = AccountSignIn { expires_at: NOW.plus(HOUR), ..self::sign_in(BEFORE_WAITING + wide) };
        tx.insert_account_sign_in(&waits, token(n + FLEET)).await.expect("a new sign-in");
    }
    let challenge = ProfileServiceChallenge {
        enrollment_id: of,
        created_at: NOW,
        expires_at: NOW.plus(MINUTE),
        udid: None,
        serial_number: None,
    };
    tx.insert_profile_service_challenge(&challenge, token(n)).await.expect("a new challenge");
    tx.save_profile_service_device(token(n), "00008140-1", &serial_number(n)).await.expect("saved");
}

fn serial_number(n: u64) -> String {
    format!("F2LX{n:08}")
}

/// Lets PostgreSQL learn the sizes of its tables, as its own housekeeping would. SQLite plans without.
pub(crate) async fn gather_statistics(opened: &Opened) {
    if opened.store.engine() == Engine::Postgres {
        let mut connection = PgConnection::connect(&opened.database.url).await.expect("a connection");
        sqlx::raw_sql("analyze").execute(&mut connection).await.expect("statistics");
        connection.close().await.expect("closed");
    }
}

/// Returns the lines of the plan of a statement with these values, each written as SQL.
pub(crate) async fn plan(opened: &Opened, statement: &str, values: &[String], how: &str) -> Vec<String> {
    plan_typed(opened, statement, "", values, how).await
}

/// As [`plan`], for a statement that does not itself say of which types its values are.
async fn plan_typed(
    opened: &Opened,
    statement: &str,
    types: &str,
    values: &[String],
    how: &str,
) -> Vec<String> {
    match opened.store.engine() {
        Engine::Sqlite => {
            let mut connection = SqliteConnection::connect(&opened.database.url).await.expect("a connection");
            let sql = AssertSqlSafe(format!("explain query plan {statement}"));
            let rows: Vec<(i64, i64, i64, String)> =
                sqlx::query_as(sql).fetch_all(&mut connection).await.expect("a plan");
            connection.close().await.expect("closed");
            rows.into_iter().map(|(_, _, _, line)| line).collect()
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(&opened.database.url).await.expect("a connection");
            let setup = format!("set plan_cache_mode = force_custom_plan; prepare hot{types} as {statement}");
            sqlx::raw_sql(AssertSqlSafe(setup)).execute(&mut connection).await.expect("prepared");
            let given = if values.is_empty() { String::new() } else { format!("({})", values.join(", ")) };
            let sql = AssertSqlSafe(format!("explain ({how}) execute hot{given}"));
            let rows = sqlx::raw_sql(sql).fetch_all(&mut connection).await.expect("a plan");
            connection.close().await.expect("closed");
            rows.iter().map(|row| sqlx::Row::get::<String, _>(row, 0)).collect()
        }
    }
}

/// Says whether a line of a plan reads a whole table. What a search has found already, under that name, is no table.
fn is_scan(line: &str) -> bool {
    line.contains("Seq Scan") || (line.starts_with("SCAN ") && line != "SCAN found")
}

fn bytes(octets: &[u8; 32]) -> String {
    let digits: String = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    format!("'\\x{digits}'")
}

fn uuid(n: u64) -> String {
    format!("'{}'", id(u128::from(n)))
}

fn uuid_max() -> String {
    format!("'{}'", uuid::Uuid::max())
}

/// What was asked, the statement that the store ran for it, and its values as SQL.
type Hot = (&'static str, String, Vec<String>);

/// Runs every hot function once and returns the statements that it ran.
async fn hot_statements(url: &str) -> Vec<Hot> {
    async fn one(url: &str, work: impl AsyncFnOnce(&Store)) -> String {
        let mut statements = statements_of(url, work).await;
        statements.retain(|text| {
            let start = text.get(..6).unwrap_or_default().to_lowercase();
            ["select", "update", "with d", "insert", "delete"].contains(&start.as_str())
        });
        assert_eq!(statements.len(), 1, "one statement: {statements:?}");
        statements.remove(0)
    }
    let (hash, owner) = (octets(ASKED), EnrollmentId(id(u128::from(ASKED))));
    let (soon, late) = (NOW.0.to_string(), NOW.plus(MINUTE).0.to_string());
    vec![
        (
            "poll",
            one(url, async |store| drop(store.find_poll(&hash, true).await.expect("a poll"))).await,
            vec![bytes(&hash), "true".into()],
        ),
        (
            "certificate by fingerprint",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_certificate_by_fingerprint(&hash).await.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "challenge by hash",
            one(url, async |store| {
                let mut tx = store.begin().await.expect("a transaction");
                assert!(tx.lock_challenge(token(ASKED)).await.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "enrollment by link",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_enrollment_by_link(token(ASKED)).await.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "session by hash",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_session(token(ASKED)).await.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "device by UDID",
            one(url, async |store| {
                let mut tx = store.begin().await.expect("a transaction");
                let identifier = device(u128::from(ASKED)).identifier;
                assert!(tx.lock_device_by_identifier(&identifier).await.expect("a look").is_some());
            })
            .await,
            vec![format!("'{}'", device(u128::from(ASKED)).identifier.key())],
        ),
        (
            "latest enrollment of a device",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                let found = tx.find_latest_enrollment(DeviceId(id(u128::from(ASKED)))).await;
                assert!(found.expect("a look").is_some());
            })
            .await,
            vec![uuid(ASKED)],
        ),
        (
            "people to ask directories about",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                let due = tx.list_people_to_check(DirectoryId(id(1)), NOW.plus(1), 100).await;
                assert_eq!(due.expect("a list").len(), 100);
            })
            .await,
            vec![uuid(1), NOW.plus(1).0.to_string(), "100".into()],
        ),
        (
            "devices of a person",
            one(url, async |store| {
                let mut tx = store.begin().await.expect("a transaction");
                let none = tx.lock_devices_of(&user(1, "key-500"), NOW, 100).await;
                assert_eq!(none.expect("a list").len(), 0, "not due");
            })
            .await,
            vec![uuid(1), "'key-500'".into(), soon.clone(), "100".into()],
        ),
        (
            "next command",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_next_command(owner, false).await.expect("a look").is_some());
            })
            .await,
            vec![uuid(ASKED), "false".into()],
        ),
        (
            "certificates of an hour",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert_eq!(tx.count_certificates_since(owner, NOW).await.expect("a count"), 1);
            })
            .await,
            vec![uuid(ASKED), soon.clone()],
        ),
        (
            "claim",
            one(url, async |store| {
                let mut tx = store.begin().await.expect("a transaction");
                assert_eq!(tx.claim_jobs(NOW, 8).await.expect("claims").len(), 8);
            })
            .await,
            vec![soon, late, "8".into()],
        ),
        (
            "person by username",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_built_in_person_by_username("User500").await.expect("a look").is_some());
            })
            .await,
            vec!["'user500'".into()],
        ),
        (
            "people by name",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert_eq!(tx.list_built_in_people(None, None, 50).await.expect("a page").rows.len(), 50);
            })
            .await,
            vec!["'\\x6e'".into(), uuid(0), "51".into()],
        ),
        (
            "people by a word",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert_eq!(
                    tx.list_built_in_people(Some("user500"), None, 50).await.expect("a page").rows.len(),
                    1
                );
            })
            .await,
            vec![
                "'\\x6e'".into(),
                uuid(0),
                "51".into(),
                "'\\x75736572353030'".into(),
                "'\\x75736572353030ff'".into(),
                "null".into(),
                "null".into(),
            ],
        ),
        (
            "what a webhook was told",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                let page = tx.list_webhook_deliveries(WebhookId(id(1)), None, 50).await.expect("a page");
                assert_eq!(page.rows.len(), 50);
            })
            .await,
            vec![uuid(1), i64::MAX.to_string(), uuid_max(), "51".into()],
        ),
        (
            "what a webhook is still to be told",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert_eq!(tx.count_ready_webhook_deliveries(WebhookId(id(1))).await.expect("a count"), 0);
            })
            .await,
            vec![uuid(1)],
        ),
        (
            "old deliveries",
            one(url, async |store| {
                let mut tx = store.begin().await.expect("a transaction");
                assert_eq!(tx.delete_old_webhook_deliveries(NOW, 50).await.expect("a sweep"), 0);
            })
            .await,
            vec![NOW.0.to_string(), "50".into()],
        ),
        (
            "device by serial number",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                let serial = device(u128::from(ASKED)).serial_number.expect("a serial number");
                assert_eq!(tx.find_devices_by_serial_number(&serial).await.expect("a look").len(), 1);
            })
            .await,
            vec!["'f2l0000500'".into()],
        ),
        (
            "sign-in by the token of its page",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_account_sign_in(token(ASKED)).await.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "sign-in by access token",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                let found = tx.find_account_sign_in_by_access_token(token(ASKED)).await;
                assert!(found.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "sign-in of an enrollment",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_account_sign_in_of(owner).await.expect("a look").is_some());
            })
            .await,
            vec![uuid(ASKED)],
        ),
        (
            "sign-ins that wait",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert_eq!(tx.count_open_account_sign_ins(NOW).await.expect("a count"), WAITING);
            })
            .await,
            vec![NOW.0.to_string()],
        ),
        (
            "challenge of the profile service",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_profile_service_challenge(token(ASKED)).await.expect("a look").is_some());
            })
            .await,
            vec![bytes(&hash)],
        ),
        (
            "device that was admitted",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.find_admitted_device(owner).await.expect("a look").is_some());
            })
            .await,
            vec![uuid(ASKED)],
        ),
        (
            "admitted serial number",
            one(url, async |store| {
                let mut tx = store.read().await.expect("a read");
                assert!(tx.has_admitted_serial_number(&serial_number(ASKED)).await.expect("a look"));
            })
            .await,
            vec![format!("'{}'", serial_number(ASKED))],
        ),
    ]
}

#[tokio::test]
async fn t71_no_hot_statement_reads_a_whole_table() {
    for opened in stores().await {
        fill(&opened).await;
        for (what, statement, values) in hot_statements(&opened.database.url).await {
            let plan = plan(&opened, &statement, &values, "costs off").await;
            assert!(!plan.is_empty(), "{what}: no plan");
            assert!(
                !plan.iter().any(|line| is_scan(line.trim())),
                "{what}:\n{statement}\n{}",
                plan.join("\n")
            );
        }
        let known =
            plan(&opened, "select * from device where imei = $1", &["'1'".to_owned()], "costs off").await;
        assert!(known.iter().any(|line| is_scan(line.trim())), "a scan is recognised: {known:?}");
    }
}

#[tokio::test]
async fn t71_the_oldest_sign_ins_are_found_without_sorting_all_that_wait() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for n in 1..=MANY_WAITING {
            let waits = sign_in(u128::from(n));
            tx.insert_account_sign_in(&waits, token(n)).await.expect("a new sign-in");
            if n % 10 == 0 {
                tx.save_user_identifier(waits.id, "ann@example.org").await.expect("saved");
            }
        }
        tx.commit().await.expect("a commit");
        gather_statistics(&opened).await;
        let statements = statements_of(&opened.database.url, async |store| {
            let mut tx = store.begin().await.expect("a transaction");
            tx.delete_oldest_account_sign_ins(1, NOW).await.expect("forgotten");
        })
        .await;
        let statement = statements.iter().find(|text| text.starts_with("select")).expect("a search");
        let plan = plan(&opened, statement, &[NOW.0.to_string(), "1".into()], "costs off").await;
        assert!(plan.iter().any(|line| line.contains("account_sign_in_oldest")), "{plan:#?}");
        let sorts = |line: &String| line.contains("Sort") || line.contains("TEMP B-TREE");
        assert!(!plan.iter().any(|line| is_scan(line.trim()) || sorts(line)), "{plan:#?}");
        let sorted = "select id from account_sign_in order by created_at limit 1";
        let sorted = self::plan(&opened, sorted, &[], "costs off").await;
        assert!(sorted.iter().any(sorts), "a sort is recognised: {sorted:?}");
    }
}

/// Adds up the rows that the steps of a measured PostgreSQL plan read, those that were thrown away included.
fn rows_read(plan: &[String]) -> u64 {
    let number = |text: &str| -> u64 {
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().expect("a number")
    };
    let mut sum = 0;
    for line in plan {
        if let Some((_, rest)) = line.split_once("actual rows=") {
            let loops = rest.split_once("loops=").map_or(1, |(_, loops)| number(loops));
            sum += number(rest) * loops;
        }
        if let Some((_, rest)) = line.split_once("Rows Removed by Filter: ") {
            sum += number(rest);
        }
    }
    sum
}

#[tokio::test]
async fn t70_an_idle_poll_reads_no_more_after_ten_thousand_commands() {
    for opened in stores().await {
        fill(&opened).await;
        let owner = EnrollmentId(id(u128::from(ASKED)));
        let mut tx = opened.begin().await;
        tx.cancel_commands(owner, NOW).await.expect("withdrawn");
        tx.commit().await.expect("a commit");

        let mut measured = Vec::new();
        for history in [0, 10_000] {
            let mut tx = opened.begin().await;
            for n in 0..history {
                let old = command(1_000_000 + n, owner, CommandState::Acknowledged);
                tx.insert_command(&old).await.expect("a new command");
            }
            tx.commit().await.expect("a commit");
            gather_statistics(&opened).await;
            let statements = statements_of(&opened.database.url, async |store| {
                let poll = store.find_poll(&octets(ASKED), true).await.expect("a poll").expect("known");
                assert!(poll.next.is_none(), "the device is idle");
            })
            .await;
            let values = [bytes(&octets(ASKED)), "true".to_owned()];
            let how = "analyze, costs off, timing off, summary off";
            let plan = plan(&opened, statements.last().expect("a statement"), &values, how).await;
            match opened.store.engine() {
                Engine::Sqlite => {
                    // No row of a closed command lies in this range of the index.
                    let by_queue = "USING INDEX command_queue (enrollment_id=? AND is_open=?)";
                    assert!(plan.iter().any(|line| line.contains(by_queue)), "{plan:#?}");
                }
                Engine::Postgres => measured.push((rows_read(&plan), plan.join("\n"))),
            }
        }
        if let [(before, _), (after, plan)] = &measured[..] {
            assert_eq!(before, after, "{plan}");
            assert!(*after < 10, "{plan}");
        }
    }
}

/// How many devices the department has that the lists below ask for.
const DEPARTMENT: u64 = 10;

#[tokio::test]
async fn t71_the_list_of_a_department_reads_no_other_devices() {
    for opened in stores().await {
        let site = Site { id: SiteId(id(1)), name: "North".into(), created_at: NOW };
        let mut tx = opened.begin().await;
        tx.insert_site(&site).await.expect("a new site");
        for n in 1..=FLEET {
            let mut device = device(u128::from(n));
            let department = if n % (FLEET / DEPARTMENT) == 0 { "Physics" } else { "Elsewhere" };
            device.person.department = Some(department.into());
            device.site_id = Some(site.id);
            tx.insert_device(&device).await.expect("a new device");
        }
        tx.commit().await.expect("a commit");
        gather_statistics(&opened).await;
        let filter = DeviceFilter { department: Some("PHYSICS".into()), ..DeviceFilter::default() };
        for (scope, of) in [(SiteScope::All, "null"), (SiteScope::Only(site.id), &*uuid(1))] {
            for sort in DeviceSort::ALL {
                let statements = statements_of(&opened.database.url, async |store| {
                    let mut tx = store.read().await.expect("a read");
                    let page = tx.list_devices(scope, &filter, sort, None, 50).await.expect("a page");
                    assert_eq!(page.rows.len() as u64, DEPARTMENT);
                })
                .await;
                let statement = statements.iter().find(|text| text.contains("sort_value")).expect("the list");
                let is_text =
                    matches!(sort, DeviceSort::Name | DeviceSort::SerialNumber | DeviceSort::Username);
                let key = if is_text { "text" } else { "bigint" };
                let types = format!(
                    "({key}, uuid, bytea, bytea, bytea, bytea, boolean, text, bigint, bigint, bigint, uuid, text, text)"
                );
                let start = if is_text { ["''", &uuid(0)] } else { ["9223372036854775807", &uuid_max()] };
                let values = [&start[..], &["null"; 8], &["51", of, "'physics'", "null"]].concat();
                let values: Vec<_> = values.into_iter().map(str::to_owned).collect();
                let how = "analyze, costs off, timing off, summary off";
                let plan = plan_typed(&opened, statement, &types, &values, how).await;
                let words = format!("{scope:?} {sort:?}: {plan:#?}");
                match opened.store.engine() {
                    Engine::Sqlite => {
                        let by_department = |line: &String| line.contains("INDEX device_department (");
                        let by_id = |line: &String| line.contains("sqlite_autoindex_device_1 (id=?)");
                        assert!(plan.iter().any(by_department) && plan.iter().any(by_id), "{words}");
                    }
                    Engine::Postgres => assert!(rows_read(&plan) < 10 * DEPARTMENT, "{words}"),
                }
            }
        }
    }
}
