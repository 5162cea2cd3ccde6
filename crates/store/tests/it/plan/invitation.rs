//! How the engines run what invitations ask for: by an index, whatever the number of invitations, recipients and messages.

use domain::enrollment::Invited;
use domain::id::{AccountId, EnrollmentId, InvitationId, RecipientId, SiteId};
use domain::invitation::Invitation;
use domain::message::{Channel, Message, MessageState};
use domain::recipient::{Reached, Recipient, RecipientStatus};
use domain::site::{Site, SiteScope};
use domain::time::{DAY, HOUR, MINUTE};
use store::{Engine, InvitationList, InvitationOrder, RecipientList, RecipientOrder, Store};

use super::{bytes, gather_statistics, is_scan, plan_typed, rows_read, uuid, uuid_max};
use crate::built_in_person::person;
use crate::directory::user;
use crate::fixture::{NOW, Opened, account, device, enrollment, id, octets, stores, token};
use crate::invitation::invitation;
use crate::message::message;
use crate::recipient::recipient;
use crate::statement::statements_of;

const INVITATIONS: u128 = 500;
/// How many recipients the invitation has that the statements ask for, and all others together have.
const RECIPIENTS: u128 = 1_000;
const OTHERS: u128 = 4_000;
/// The invitation and the recipient that the statements ask for.
const ASKED: u64 = 250;
/// How many rows a page has.
const PAGE: u32 = 20;

/// Fills a database with invitations of which one is large, and with an outbox of which little is still to be sent.
async fn fill(opened: &Opened) {
    let mut tx = opened.begin().await;
    tx.insert_account(&account(1, "ann"), "").await.expect("a new account");
    for n in 1..=2 {
        let site = Site { id: SiteId(id(n)), name: format!("Site {n}"), created_at: NOW };
        tx.insert_site(&site).await.expect("a new site");
    }
    for n in 1..=INVITATIONS {
        let mut made = invitation(n, &format!("Invitation {n:04}"));
        made.account_id = Some(AccountId(id(1)));
        made.terms.site_id = Some(SiteId(id(if n % 10 == 0 { 1 } else { 2 })));
        made.archived_at = (n % 2 == 0).then_some(NOW);
        tx.insert_invitation(&made).await.expect("a new invitation");
        tx.save_invitation(&Invitation { archived_at: made.archived_at, ..made }).await.expect("saved");
    }
    let asked = InvitationId(id(u128::from(ASKED)));
    let mut recipients: Vec<Recipient> = (1..=RECIPIENTS).map(|n| recipient(n, asked)).collect();
    recipients.extend(
        (RECIPIENTS + 1..=RECIPIENTS + OTHERS)
            .map(|n| recipient(n, InvitationId(id(n % INVITATIONS + 1))))
            .filter(|one| one.invitation_id != asked),
    );
    tx.insert_recipients(&recipients).await.expect("recipients");
    for (n, one) in recipients.iter_mut().enumerate().filter(|(n, _)| n % 3 == 0) {
        one.opened_at = Some(NOW);
        one.reached = Reached { enrolled_at: (n % 30 == 0).then_some(NOW), ..Reached::default() };
        tx.save_recipient(one).await.expect("saved");
    }
    let number = |one: &Recipient| crate::fixture::number(one.id.0);
    let links = recipients.iter().map(|one| {
        let n = u64::try_from(number(one)).expect("small");
        (token(n), token(n + 1_000_000), one.id)
    });
    tx.insert_links(&links.collect::<Vec<_>>(), NOW).await.expect("links");
    let messages: Vec<_> = recipients
        .iter()
        .map(|one| {
            let n = number(one);
            let state = if n % 100 == 0 { MessageState::Queued } else { MessageState::Accepted };
            let message = Message {
                invitation_id: Some(one.invitation_id),
                recipient_id: Some(one.id),
                account_id: Some(AccountId(id(1))),
                state,
                created_at: if n % 100 == 0 { NOW } else { NOW.plus(-2 * DAY) },
                ..message(n)
            };
            (message, "{}".to_owned())
        })
        .collect();
    tx.insert_messages(&messages).await.expect("messages");
    for n in 1..=2_000_u64 {
        let mut begun = enrollment(n.into());
        if n % 20 == 0 {
            begun.invitation = Some(Invited {
                use_reserved_until: Some(NOW.plus(HOUR * i64::from(n % 200 != 0))),
                ..Invited::new(asked, RecipientId(id(u128::from(n % 1_000 + 1))))
            });
        }
        tx.insert_enrollment(&begun, token(n)).await.expect("a new enrollment");
        tx.save_enrollment(&begun).await.expect("saved");
        let mut device = device(n.into());
        device.directory_user = Some(user(1 + u128::from(n % 100 == 0), &format!("key-{n}")));
        (device.enrollment_id, device.enrolled_at) = (Some(EnrollmentId(id(n.into()))), Some(NOW));
        tx.insert_device(&device).await.expect("a new device");
    }
    let people: Vec<_> = (1..=2_000).map(|n| person(n, &format!("user{n}"), &format!("Name {n}"))).collect();
    tx.insert_built_in_people(&people).await.expect("new people");
    tx.commit().await.expect("a commit");
    gather_statistics(opened).await;
}

/// A statement with the types and the values of its places, as SQL.
struct Hot {
    what: String,
    statement: String,
    types: &'static str,
    values: Vec<String>,
}

/// Returns the one statement that `work` runs.
async fn hot(
    url: &str,
    what: impl Into<String>,
    (types, values): (&'static str, &[&str]),
    work: impl AsyncFnOnce(&Store),
) -> Hot {
    let mut statements = statements_of(url, work).await;
    statements.retain(|text| {
        let start = text.get(..6).unwrap_or_default().to_lowercase();
        ["select", "update", "with d", "insert", "delete"].contains(&start.as_str())
    });
    assert_eq!(statements.len(), 1, "one statement: {statements:?}");
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Hot { what: what.into(), statement: statements.remove(0), types, values }
}

impl Hot {
    async fn plan(&self, opened: &Opened, how: &str) -> Vec<String> {
        plan_typed(opened, &self.statement, self.types, &self.values, how).await
    }
}

/// Reads by the work, in a transaction that only reads.
macro_rules! read {
    ($tx:ident => $work:expr) => {
        async |store: &Store| {
            let mut $tx = store.read().await.expect("a read");
            $work;
        }
    };
}

/// Writes by the work, in a transaction that is rolled back.
macro_rules! write {
    ($tx:ident => $work:expr) => {
        async |store: &Store| {
            let mut $tx = store.begin().await.expect("a transaction");
            $work;
        }
    };
}

/// What the portal asks when somebody opens a link and begins.
async fn of_the_portal(url: &str) -> Vec<Hot> {
    let asked = RecipientId(id(u128::from(ASKED)));
    let invitation = InvitationId(id(u128::from(ASKED)));
    let now = NOW.0.to_string();
    vec![
        hot(
            url,
            "link by token",
            ("(bytea)", &[&bytes(&octets(ASKED))]),
            read!(tx => assert_eq!(tx.find_link(token(ASKED)).await.expect("a look"), Some(asked))),
        )
        .await,
        hot(
            url,
            "link by short code",
            ("(bytea)", &[&bytes(&octets(ASKED + 1_000_000))]),
            read!(tx => {
                let found = tx.find_link_by_code(token(ASKED + 1_000_000)).await.expect("a look");
                assert_eq!(found, Some(asked));
            }),
        )
        .await,
        hot(
            url,
            "recipient",
            ("(uuid)", &[&uuid(ASKED)]),
            read!(tx => assert!(tx.find_recipient(asked).await.expect("a look").is_some())),
        )
        .await,
        hot(
            url,
            "invitation",
            ("(uuid)", &[&uuid(ASKED)]),
            write!(tx => assert!(tx.share_invitation(invitation).await.expect("a look").is_some())),
        )
        .await,
        hot(
            url,
            "invitation by number",
            ("(bigint)", &["250"]),
            read!(tx => assert!(tx.find_invitation_by_number(ASKED).await.expect("a look").is_some())),
        )
        .await,
        hot(
            url,
            "hold a use",
            ("(uuid, bigint, bigint)", &[&uuid(ASKED), "1", &now]),
            write!(tx => assert!(tx.reserve_use(asked, Some(1), NOW).await.expect("held"))),
        )
        .await,
        hot(
            url,
            "return a use",
            ("(uuid)", &[&uuid(ASKED)]),
            write!(tx => tx.return_use(asked).await.expect("returned")),
        )
        .await,
        hot(
            url,
            "count a held use",
            ("(uuid)", &[&uuid(ASKED)]),
            write!(tx => assert!(!tx.count_held_use(asked).await.expect("none"))),
        )
        .await,
        hot(
            url,
            "uses that have lapsed",
            ("(bigint, bigint)", &[&now, "100"]),
            read!(tx => assert_eq!(tx.list_lapsed_uses(NOW, 100).await.expect("a list").len(), 10)),
        )
        .await,
        hot(
            url,
            "enrollments of a recipient",
            ("(uuid, bigint)", &[&uuid(21), "10"]),
            read!(tx => {
                let begun = tx.list_enrollments_of_recipient(RecipientId(id(21)), 10).await;
                assert_eq!(begun.expect("a list").len(), 2);
            }),
        )
        .await,
        hot(
            url,
            "unfinished enrollments of an invitation",
            ("(uuid, bigint)", &[&uuid(ASKED), "10"]),
            read!(tx => {
                let begun = tx.list_unfinished_by_invitation(invitation, 10).await;
                assert_eq!(begun.expect("a list").len(), 10);
            }),
        )
        .await,
        hot(
            url,
            "devices of an invitation",
            ("(uuid, uuid, bigint)", &[&uuid(ASKED), &uuid_max(), "11"]),
            read!(tx => {
                let page = tx.list_enrolled_by_invitation(invitation, None, 10).await.expect("a page");
                assert!(page.rows.is_empty());
            }),
        )
        .await,
    ]
}

/// What delivering asks, for each batch and for each message.
async fn of_the_outbox(url: &str) -> Vec<Hot> {
    let asked = InvitationId(id(u128::from(ASKED)));
    let (now, lease) = (NOW.0.to_string(), NOW.plus(5 * MINUTE).0.to_string());
    vec![
        hot(
            url,
            "claim",
            ("(bigint, bigint, bigint, text)", &[&now, &lease, "8", "'email'"]),
            write!(tx => {
                let claims = tx.claim_messages(Channel::Email, NOW, NOW.plus(5 * MINUTE), 8).await;
                assert_eq!(claims.expect("claims").len(), 8);
            }),
        )
        .await,
        hot(
            url,
            "show those of a batch as being sent to",
            ("(bigint)", &[&lease]),
            write!(tx => tx.save_recipients_sending(NOW.plus(5 * MINUTE)).await.expect("shown")),
        )
        .await,
        hot(
            url,
            "message by what its provider calls it",
            ("(text)", &["'SM1'"]),
            write!(tx => {
                assert!(tx.lock_message_by_provider_key("SM1").await.expect("a look").is_none());
            }),
        )
        .await,
        hot(
            url,
            "messages to a recipient",
            ("(uuid, bigint)", &[&uuid(ASKED), "10"]),
            read!(tx => {
                let sent = tx.list_messages_to(RecipientId(id(u128::from(ASKED))), 10).await;
                assert_eq!(sent.expect("a list").len(), 1);
            }),
        )
        .await,
        hot(
            url,
            "messages of an account in an hour",
            ("(uuid, bigint)", &[&uuid(1), &now]),
            read!(tx => {
                assert!(tx.count_messages_by(AccountId(id(1)), NOW).await.expect("a count") > 0);
            }),
        )
        .await,
        hot(
            url,
            "messages of an hour",
            ("(bigint)", &[&now]),
            read!(tx => assert!(tx.count_messages_since(NOW).await.expect("a count") > 0)),
        )
        .await,
        hot(
            url,
            "messages to an address in a day",
            ("(text, bigint)", &["'p250@example.org'", &now]),
            read!(tx => {
                assert_eq!(tx.count_messages_to("p250@example.org", NOW).await.expect("a count"), 0);
            }),
        )
        .await,
        hot(
            url,
            "messages of a minute that went one way",
            ("(text, bigint)", &["'email'", &now]),
            read!(tx => {
                assert_eq!(tx.count_accepted_since(Channel::Email, NOW).await.expect("a count"), 0);
            }),
        )
        .await,
        hot(
            url,
            "messages of an invitation that wait",
            ("(uuid)", &[&uuid(ASKED)]),
            read!(tx => assert_eq!(tx.count_open_messages(asked).await.expect("a count"), 10)),
        )
        .await,
        hot(
            url,
            "cancel those of an invitation",
            ("(uuid, bigint)", &[&uuid(ASKED), &now]),
            write!(tx => assert_eq!(tx.cancel_messages(asked, NOW).await.expect("cancelled"), 10)),
        )
        .await,
        hot(
            url,
            "cancel those to a recipient",
            ("(uuid, bigint)", &[&uuid(100), &now]),
            write!(tx => {
                let cancelled = tx.cancel_messages_to(RecipientId(id(100)), NOW).await;
                assert_eq!(cancelled.expect("cancelled"), 1);
            }),
        )
        .await,
        hot(
            url,
            "hasten those of an invitation",
            ("(uuid, bigint)", &[&uuid(ASKED), &now]),
            write!(tx => tx.hasten_messages(asked, NOW).await.expect("hastened")),
        )
        .await,
        hot(
            url,
            "forget what messages say",
            ("(bigint)", &[&now]),
            write!(tx => assert_eq!(tx.forget_held_texts(NOW).await.expect("forgotten"), 0)),
        )
        .await,
        hot(
            url,
            "the outbox",
            ("(uuid, text, bigint)", &[&uuid_max(), "null", "21"]),
            read!(tx => {
                assert_eq!(tx.list_messages(None, None, PAGE).await.expect("a page").rows.len(), 20);
            }),
        )
        .await,
        hot(
            url,
            "those in the outbox that wait",
            ("(uuid, text, bigint)", &[&uuid_max(), "'queued'", "21"]),
            read!(tx => {
                let page = tx.list_messages(Some(MessageState::Queued), None, PAGE).await;
                assert_eq!(page.expect("a page").rows.len(), 20);
            }),
        )
        .await,
    ]
}

/// What is asked when recipients are gathered.
async fn of_gathering(url: &str) -> Vec<Hot> {
    vec![
        hot(
            url,
            "people by username",
            ("(text, text)", &["'user7'", "'user8'"]),
            read!(tx => {
                let names = ["USER7".to_owned(), "user8".to_owned()];
                let found = tx.find_built_in_people_by_username(&names).await;
                assert_eq!(found.expect("people").len(), 2);
            }),
        )
        .await,
        hot(
            url,
            "people by address",
            ("(bytea, bytea)", &["'\\x37406578616d706c652e6f7267'", "'\\x38406578616d706c652e6f7267'"]),
            read!(tx => {
                let addresses = ["7@example.org".to_owned(), "8@Example.org".to_owned()];
                let found = tx.find_built_in_people_by_email(&addresses).await;
                assert_eq!(found.expect("people").len(), 2);
            }),
        )
        .await,
        hot(
            url,
            "people with an enrolled device",
            ("(uuid, text, bigint)", &[&uuid(2), "''", "100"]),
            read!(tx => {
                let found = tx.list_people_with_enrolled_devices(domain::id::DirectoryId(id(2)), "", 100).await;
                assert_eq!(found.expect("people").len(), 20);
            }),
        )
        .await,
        hot(
            url,
            "recipients to remind",
            ("(uuid, uuid, bigint)", &[&uuid(ASKED), &uuid(0), "20"]),
            read!(tx => {
                let asked = InvitationId(id(u128::from(ASKED)));
                let found = tx.list_unreminded(asked, RecipientId(id(0)), PAGE).await;
                assert_eq!(found.expect("recipients").len(), 20);
            }),
        )
        .await,
        hot(
            url,
            "the funnel",
            ("(uuid)", &[&uuid(ASKED)]),
            read!(tx => {
                let asked = InvitationId(id(u128::from(ASKED)));
                assert!(tx.count_recipients(asked).await.expect("counts").len() > 2);
            }),
        )
        .await,
    ]
}

#[tokio::test]
async fn t71_nothing_that_invitations_ask_for_reads_a_whole_table() {
    for opened in stores().await {
        fill(&opened).await;
        let url = &opened.database.url;
        let parts = [of_the_portal(url).await, of_the_outbox(url).await, of_gathering(url).await];
        let mut scans = String::new();
        for hot in parts.into_iter().flatten() {
            let plan = hot.plan(&opened, "costs off").await;
            assert!(!plan.is_empty(), "{}: no plan", hot.what);
            if plan.iter().any(|line| is_scan(line.trim())) {
                scans += &format!("{}:\n{}\n{}\n\n", hot.what, hot.statement, plan.join("\n"));
            }
        }
        assert!(scans.is_empty(), "{scans}");
    }
}

#[tokio::test]
async fn t71_a_page_of_recipients_reads_little_more_than_the_page() {
    for opened in stores().await {
        fill(&opened).await;
        let asked = InvitationId(id(u128::from(ASKED)));
        let mut slow = String::new();
        for (order, key, types, start) in [
            (RecipientOrder::Added, "null", "(uuid, text, bigint, uuid, text, bigint)", uuid(0)),
            (RecipientOrder::Address, "''", "(uuid, text, bytea, uuid, text, bigint)", uuid(0)),
            (
                RecipientOrder::Stage,
                "9223372036854775807",
                "(uuid, text, bigint, uuid, text, bigint)",
                uuid_max(),
            ),
        ] {
            for status in [None, Some(RecipientStatus::Opened)] {
                let list = RecipientList { status, ..RecipientList::default() };
                let named = status.map_or("null".to_owned(), |status| format!("'{}'", status.name()));
                let values: &[&str] = &[&uuid(ASKED), &named, key, &start, "null", "21"];
                let hot = hot(
                    &opened.database.url,
                    format!("{order:?} {status:?}"),
                    (types, values),
                    read!(tx => {
                        let page = tx.list_recipients(asked, &list, order, None, PAGE).await;
                        assert_eq!(page.expect("a page").rows.len(), 20);
                    }),
                )
                .await;
                let plan = hot.plan(&opened, "analyze, costs off, timing off, summary off").await;
                let is_slow = match opened.store.engine() {
                    // An index is walked in the order of the list, from the place where the page begins.
                    Engine::Sqlite => plan.iter().any(|line| is_scan(line) || line.contains("TEMP B-TREE")),
                    // Of one status, those of others in between are read.
                    Engine::Postgres => rows_read(&plan) > if status.is_some() { 400 } else { 100 },
                };
                if is_slow {
                    slow += &format!("{}:\n{}\n{}\n\n", hot.what, hot.statement, plan.join("\n"));
                }
            }
        }
        assert!(slow.is_empty(), "{slow}");
    }
}

#[tokio::test]
async fn t71_a_page_of_invitations_reads_little_more_than_the_page() {
    for opened in stores().await {
        fill(&opened).await;
        let mut slow = String::new();
        for (order, types, key, start) in [
            (
                InvitationOrder::Newest,
                "(uuid, boolean, text, bigint, text, text, bigint, uuid, bigint)",
                "null",
                uuid_max(),
            ),
            (
                InvitationOrder::Name,
                "(uuid, boolean, text, bigint, text, text, bytea, uuid, bigint)",
                "''",
                uuid(0),
            ),
        ] {
            for (scope, site) in
                [(SiteScope::All, "null".to_owned()), (SiteScope::Only(SiteId(id(1))), uuid(1))]
            {
                for is_archived in [false, true] {
                    let list = InvitationList { is_archived, ..InvitationList::default() };
                    let archived = is_archived.to_string();
                    let now = NOW.0.to_string();
                    let values: &[&str] =
                        &[&site, &archived, "null", &now, "null", "null", key, &start, "21"];
                    let hot = hot(
                        &opened.database.url,
                        format!("{order:?} {scope:?} archived {is_archived}"),
                        (types, values),
                        read!(tx => {
                            let page = tx.list_invitations(scope, &list, order, NOW, None, PAGE).await;
                            page.expect("a page");
                        }),
                    )
                    .await;
                    let plan = hot.plan(&opened, "analyze, costs off, timing off, summary off").await;
                    let is_slow = match opened.store.engine() {
                        Engine::Sqlite => {
                            plan.iter().any(|line| is_scan(line) || line.contains("TEMP B-TREE"))
                        }
                        // Those in the archive, and of a site those of others, are few enough to be passed over.
                        Engine::Postgres => {
                            rows_read(&plan) > if scope == SiteScope::All { 100 } else { 1_000 }
                        }
                    };
                    if is_slow {
                        slow += &format!("{}:\n{}\n{}\n\n", hot.what, hot.statement, plan.join("\n"));
                    }
                }
            }
        }
        assert!(slow.is_empty(), "{slow}");
    }
}
