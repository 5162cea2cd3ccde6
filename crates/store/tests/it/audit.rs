//! The audit log: its lists, its places, and by which index each is found.

use domain::audit::{Actor, Audit, AuditFilter, AuditObject, Event, FieldChange};
use domain::id::{AccountId, ApiTokenId, AuditId, DeviceId, EnrollmentId};
use domain::page::Page;
use domain::time::{MINUTE, Timestamp};
use store::{AuditHead, Store, Tx};
use uuid::Uuid;

use crate::fixture::{NOW, Opened, id, number, stores, write_line};
use crate::plan::{gather_statistics, plan};
use crate::statement::statements_of;

pub(crate) fn line(n: u128, actor: Actor, event: Event) -> Audit {
    Audit {
        id: AuditId(id(n)),
        at: NOW,
        actor,
        source: None,
        event,
        enrollment_id: None,
        device_id: None,
        invitation_id: None,
        reference: None,
        changes: Vec::new(),
        reason: None,
    }
}

fn ann() -> Actor {
    Actor::Account { id: AccountId(id(3)), username: "Ännchen".into() }
}

/// Returns the numbers of a page's lines, without the one that every database begins with.
fn numbers(page: &Page<Audit>) -> Vec<u128> {
    let own = page.rows.iter().filter(|line| !matches!(line.event, Event::AuditChained { .. }));
    own.map(|line| number(line.id.0)).collect()
}

/// Writes six lines that differ in everything one can look for.
async fn write_six(tx: &mut Tx) {
    let token = Actor::ApiToken { id: ApiTokenId(id(4)), name: "Nightly".into() };
    let created = Event::AccountCreated { username: "50%_off\\".into() };
    let change = FieldChange { field: "Site".into(), before: "North".into(), after: "Süd".into() };
    let address = |text: &str| Some(text.parse().expect("an address"));
    let lines = [
        Audit { source: address("192.0.2.7"), ..line(1, ann(), Event::SignedIn) },
        Audit { source: address("2001:db8::7"), ..line(2, ann(), created) },
        Audit { reason: Some("Lost in the train".into()), ..line(3, token, Event::SignedOut) },
        Audit {
            device_id: Some(DeviceId(id(9))),
            enrollment_id: Some(EnrollmentId(id(8))),
            changes: vec![change],
            ..line(4, Actor::Server, Event::Enrolled)
        },
        Audit { enrollment_id: Some(EnrollmentId(id(8))), ..line(5, Actor::Device, Event::ProfileFetched) },
        Audit { source: address("192.0.2.7"), ..line(6, Actor::Operator, Event::SignedIn) },
    ];
    for line in &lines {
        write_line(tx, line).await;
    }
}

#[tokio::test]
async fn lines_are_found_by_everything_they_say() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        write_six(&mut tx).await;
        let all = AuditFilter::default;
        let actor = |name: &str| AuditFilter { actor: Some(name.into()), ..all() };
        let event = |name: &str| AuditFilter { event: Some(name.into()), ..all() };
        let search = |text: &str| AuditFilter { search: Some(text.into()), ..all() };
        let source = |text: &str| AuditFilter { source: Some(text.parse().expect("an address")), ..all() };
        let object = |object| AuditFilter { object: Some(object), ..all() };
        let cases: Vec<(AuditFilter, &[u128])> = vec![
            (all(), &[6, 5, 4, 3, 2, 1]),
            (actor("ÄNNCHEN"), &[2, 1]),
            (actor("nightly"), &[3]),
            (actor("operator"), &[6]),
            (actor("ann"), &[]),
            (event("signed-in"), &[6, 1]),
            (event("signed"), &[]),
            (source("192.0.2.7"), &[6, 1]),
            (source("2001:db8::7"), &[2]),
            (object(AuditObject::Device(DeviceId(id(9)))), &[4]),
            (object(AuditObject::Enrollment(EnrollmentId(id(8)))), &[5, 4]),
            (search("SÜD"), &[4]),
            (search("in the train"), &[3]),
            (search("50%_off\\"), &[2]),
            (search("0%o"), &[]),
            (search("_"), &[2]),
            (search("' or 1=1 --"), &[]),
            (AuditFilter { event: Some("signed-in".into()), ..actor("ännchen") }, &[1]),
            (AuditFilter { search: Some("signed".into()), ..source("192.0.2.7") }, &[6, 1]),
            (
                AuditFilter {
                    actor: Some("device".into()),
                    ..object(AuditObject::Enrollment(EnrollmentId(id(8))))
                },
                &[5],
            ),
            (AuditFilter { since: Some(NOW), ..all() }, &[6, 5, 4, 3, 2, 1]),
            (AuditFilter { since: Some(NOW.plus(1)), ..all() }, &[]),
            (AuditFilter { until: Some(NOW), ..all() }, &[]),
            (AuditFilter { until: Some(NOW.plus(1)), ..event("signed-in") }, &[6, 1]),
            (
                AuditFilter { since: Some(Timestamp(i64::MIN)), until: Some(Timestamp(i64::MAX)), ..all() },
                &[6, 5, 4, 3, 2, 1],
            ),
        ];
        for (filter, expected) in cases {
            let page = tx.list_audit(&filter, None, 10).await.expect("a page");
            assert_eq!((numbers(&page).as_slice(), &page.next), (expected, &None), "{filter:?}");
        }
        let kinds = tx.list_audit_kinds().await.expect("kinds");
        assert_eq!(
            kinds,
            ["account-created", "audit-chained", "enrolled", "profile-fetched", "signed-in", "signed-out"]
        );
    }
}

#[tokio::test]
async fn a_list_is_walked_by_key() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        write_six(&mut tx).await;
        for filter in [
            AuditFilter::default(),
            AuditFilter { search: Some("n".into()), ..AuditFilter::default() },
            AuditFilter { since: Some(NOW), until: Some(NOW.plus(MINUTE)), ..AuditFilter::default() },
        ] {
            let whole = tx.list_audit(&filter, None, 10).await.expect("a page");
            let (mut walked, mut after) = (Vec::new(), None);
            loop {
                let page = tx.list_audit(&filter, after.as_ref(), 2).await.expect("a page");
                assert!(page.rows.len() <= 2);
                walked.extend(numbers(&page));
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!(walked, numbers(&whole), "{filter:?}");
        }
    }
}

#[tokio::test]
async fn a_line_comes_back_as_it_was_noted() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let renamed = FieldChange::of("name", "Ann’s 📱", "“A\"n”").expect("a change");
        let changes = vec![renamed, FieldChange::secret("password")];
        let written = Audit {
            changes,
            reason: Some("asked for by Ann".into()),
            actor: Actor::Account { id: AccountId(id(3)), username: "a\0nn".into() },
            device_id: Some(DeviceId(id(2))),
            ..line(1, ann(), Event::Refused { method: "POST".into(), route: "/console/x/{id}".into() })
        };
        write_line(&mut tx, &written).await;
        let filter = AuditFilter { event: Some("refused".into()), ..AuditFilter::default() };
        let page = tx.list_audit(&filter, None, 1).await.expect("a page");
        assert_eq!(format!("{:?}", page.rows[0]), format!("{written:?}"));
    }
}

#[tokio::test]
async fn t34_a_transaction_does_not_end_with_lines_that_nobody_chained() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_audit(&line(1, ann(), Event::SignedIn)).await.expect("noted");
        let refused = tx.commit().await.expect_err("unchained");
        assert_eq!(refused.to_string(), "lines of the audit trail were not chained, or webhooks not told");
        let mut tx = opened.read().await;
        let page = tx.list_audit(&AuditFilter::default(), None, 9).await.expect("a page");
        assert!(page.rows.iter().all(|line| line.event != Event::SignedIn));
    }
}

#[tokio::test]
async fn a_head_is_written_once_and_then_changed() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let head = AuditHead { lane: 77, number: 0, mac: vec![0; 32], seal: vec![1; 32] };
        assert!(tx.lock_audit_head(77).await.expect("a look").is_none());
        assert_eq!(tx.find_audit_head(77).await.expect("a look"), (None, 0));
        assert!(tx.insert_audit_head(&head).await.expect("written"));
        assert!(!tx.insert_audit_head(&AuditHead { number: 5, ..head.clone() }).await.expect("left"));
        assert_eq!(tx.lock_audit_head(77).await.expect("a look"), Some(head.clone()));
        let moved = AuditHead { number: 1, mac: vec![2; 32], ..head };
        tx.save_audit_head(&moved).await.expect("saved");
        tx.insert_audit(&line(1, ann(), Event::SignedIn)).await.expect("noted");
        let line = tx.take_audit().remove(0);
        tx.insert_audit_line(&line, 77, 3, &[7; 32]).await.expect("a line");
        assert_eq!(tx.find_audit_head(77).await.expect("a look"), (Some(moved), 3));
        assert_eq!(tx.list_audit_chain(77, 0, 9).await.expect("a chain")[0].line, line);
        assert!(tx.list_audit_chain(77, 3, 9).await.expect("a chain").is_empty());
        assert!(tx.has_stray_audit(16).await.expect("a look"));
        assert!(!tx.has_stray_audit(78).await.expect("a look"));
        assert_eq!(tx.count_unchained_audit().await.expect("a count"), 0);
        let twice = tx.insert_audit_line(&line, 77, 3, &[7; 32]).await.expect_err("the place is taken");
        assert!(twice.is_duplicate());
    }
}

/// How many lines a plan is made for.
const LINES: u128 = 3_000;

async fn fill(opened: &Opened) {
    let mut tx = opened.begin().await;
    for n in 1..=LINES {
        let username = format!("user{}", n % 100);
        let event = match n % 50 {
            0 => Event::AccountDisabled { username: username.clone() },
            _ => Event::LoginRefused { username: username.clone(), door: "console".into() },
        };
        let written = Audit {
            source: Some(format!("192.0.2.{}", n % 200).parse().expect("an address")),
            device_id: Some(DeviceId(id(n % 100))),
            enrollment_id: Some(EnrollmentId(id(n % 100))),
            ..line(n, Actor::Account { id: AccountId(id(n % 100)), username }, event)
        };
        write_line(&mut tx, &written).await;
    }
    tx.commit().await.expect("a commit");
    gather_statistics(opened).await;
}

#[tokio::test]
async fn t30_every_list_and_the_head_are_found_by_an_index() {
    let all = AuditFilter::default;
    let lists: Vec<(&str, AuditFilter, String)> = vec![
        ("by time", AuditFilter { since: Some(NOW), ..all() }, "null".into()),
        (
            "by device",
            AuditFilter { object: Some(AuditObject::Device(DeviceId(id(5)))), ..all() },
            format!("'{}'", id(5)),
        ),
        (
            "by enrollment",
            AuditFilter { object: Some(AuditObject::Enrollment(EnrollmentId(id(5)))), ..all() },
            format!("'{}'", id(5)),
        ),
        ("by actor", AuditFilter { actor: Some("user5".into()), ..all() }, "'user5'".into()),
        ("by source", AuditFilter { source: "192.0.2.5".parse().ok(), ..all() }, "'192.0.2.5'".into()),
        (
            "by event",
            AuditFilter { event: Some("account-disabled".into()), ..all() },
            "'account-disabled'".into(),
        ),
    ];
    for opened in stores().await {
        fill(&opened).await;
        let url = &opened.database.url;
        for (what, filter, lead) in &lists {
            let statements = statements_of(url, async |store: &Store| {
                let mut tx = store.read().await.expect("a read");
                let page = tx.list_audit(filter, None, 10).await.expect("a page");
                assert_eq!(page.rows.len(), 10, "{what}");
            })
            .await;
            let statement =
                statements.iter().find(|text| text.starts_with("select * from (")).expect("a list");
            let values = [
                format!("'{}'", Uuid::max()),
                format!("'{}'", Uuid::nil()),
                lead.clone(),
                "20000".to_owned(),
                "11".to_owned(),
                "null".to_owned(),
                "null".to_owned(),
                "null".to_owned(),
                "null".to_owned(),
            ];
            // The driver names the types of the values; by hand a bare `is null` needs one.
            let mut typed = statement.clone();
            for value in ["$3", "$6", "$7", "$8", "$9"] {
                typed = typed.replace(&format!("{value} is null"), &format!("cast({value} as text) is null"));
            }
            let plan = plan(&opened, &typed, &values, "costs off").await;
            assert!(is_indexed(&plan), "{what}:\n{statement}\n{}", plan.join("\n"));
        }
        for (what, table, values, ask) in [
            ("head", "audit_head", vec!["3".to_owned()], 0),
            ("chain", "audit", vec!["0".to_owned(), "5".to_owned(), "10".to_owned()], 1),
        ] {
            let statements = statements_of(url, async |store: &Store| {
                let mut tx = store.begin().await.expect("a transaction");
                match ask {
                    0 => drop(tx.lock_audit_head(3).await.expect("a head")),
                    _ => drop(tx.list_audit_chain(0, 5, 10).await.expect("a chain")),
                }
            })
            .await;
            let statement = statements.iter().find(|text| text.starts_with("select")).expect("a statement");
            let plan = plan(&opened, statement, &values, "costs off").await;
            // A table of sixteen rows is one page, which PostgreSQL reads whole and rightly so.
            assert!(is_indexed(&plan) || table == "audit_head", "{what}:\n{}", plan.join("\n"));
        }
        let known =
            plan(&opened, "select * from audit where words = $1", &["'1'".to_owned()], "costs off").await;
        assert!(!is_indexed(&known), "a scan is recognised: {known:?}");
    }
}

/// Says whether a plan reads the log by an index. What it has read so far may be gone through whole: it is bounded.
fn is_indexed(plan: &[String]) -> bool {
    let is_scan = |line: &String| {
        let line = line.trim().trim_start_matches("->").trim();
        line.starts_with("SCAN audit") || line.starts_with("Seq Scan on audit")
    };
    !plan.is_empty() && !plan.iter().any(is_scan)
}

#[tokio::test]
async fn a_search_looks_at_so_many_lines_and_goes_on_from_there() {
    let opened = &stores().await[0];
    let mut tx = opened.begin().await;
    for n in 1..=20_005 {
        let event = if n == 2 { Event::SignedOut } else { Event::SignedIn };
        write_line(&mut tx, &line(n, Actor::Operator, event)).await;
    }
    for filter in [
        AuditFilter { search: Some("signed out".into()), ..AuditFilter::default() },
        AuditFilter {
            event: Some("signed-out".into()),
            actor: Some("operator".into()),
            ..AuditFilter::default()
        },
    ] {
        let first = tx.list_audit(&filter, None, 10).await.expect("a page");
        assert!(first.rows.is_empty(), "{filter:?}");
        let second = tx.list_audit(&filter, first.next.as_ref(), 10).await.expect("a page");
        assert_eq!((numbers(&second), second.next), (vec![2], None), "{filter:?}");
    }
}
