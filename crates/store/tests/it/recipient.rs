//! Recipients: kept, followed, counted, and the uses of their links.

use std::collections::HashSet;

use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::enrollment::StopReason;
use domain::id::{DirectoryId, EnrollmentId, InvitationId, MessageId, RecipientId};
use domain::invitation::Invitation;
use domain::message::{Channel, MessageState};
use domain::page::Cursor;
use domain::person::Person;
use domain::recipient::{Reached, Recipient, RecipientStatus, Sending, Stage};
use domain::reference::Reference;
use domain::time::{HOUR, MINUTE};
use store::{RecipientList, RecipientOrder, Tx};

use crate::fixture::{NOW, id, number, stores};
use crate::invitation::invitation;
use crate::message::message;

/// Returns a recipient to whom a message with their own number waits.
pub(crate) fn recipient(n: u128, invitation_id: InvitationId) -> Recipient {
    Recipient {
        id: RecipientId(id(n)),
        invitation_id,
        channel: Some(Channel::Email),
        address: format!("p{n}@example.org"),
        other_address: None,
        name: format!("Person {n}"),
        language: String::new(),
        zone: String::new(),
        directory_user: None,
        person: None,
        uses_reserved: 0,
        uses_counted: 0,
        created_at: NOW,
        sending: Sending {
            message_id: Some(MessageId(id(n))),
            state: Some(MessageState::Queued),
            ..Sending::default()
        },
        opened_at: None,
        enrollment_id: None,
        reached: Reached::default(),
        stop: None,
        new_link_wanted_at: None,
        reminded_at: None,
        revoked_at: None,
        reference: None,
    }
}

/// Writes an invitation.
pub(crate) async fn insert_invitation(tx: &mut Tx, n: u128) -> InvitationId {
    let invitation = invitation(n, "Physics");
    tx.insert_invitation(&invitation).await.expect("a new invitation");
    invitation.id
}

/// Returns the numbers of a whole list, read by pages of two.
async fn listed(tx: &mut Tx, of: InvitationId, list: &RecipientList, order: RecipientOrder) -> Vec<u128> {
    let (mut numbers, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let page = tx.list_recipients(of, list, order, after.as_ref(), 2).await.expect("a page");
        numbers.extend(page.rows.iter().map(|recipient| number(recipient.id.0)));
        after = page.next;
        if after.is_none() {
            return numbers;
        }
    }
}

async fn found(tx: &mut Tx, id: RecipientId) -> Recipient {
    tx.find_recipient(id).await.expect("a look").expect("a recipient")
}

#[tokio::test]
async fn a_recipient_reads_back_and_keeps_what_is_changed() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let user =
            DirectoryUserRef { directory_id: DirectoryId(id(9)), key: DirectoryKey("key-anna".into()) };
        let mut anna = Recipient {
            channel: Some(Channel::Sms),
            address: "+46701234567".into(),
            other_address: Some("anna@example.org".into()),
            language: "sv".into(),
            zone: "Europe/Stockholm".into(),
            directory_user: Some(user),
            person: Some(Person { username: "anna".into(), room: Some("12".into()), ..Person::default() }),
            ..recipient(1, of)
        };
        assert_eq!(tx.insert_recipients(std::slice::from_ref(&anna)).await.expect("a recipient"), 1);
        assert_eq!(found(&mut tx, anna.id).await, anna);

        anna.name = "Anna Berg".into();
        anna.sending = Sending {
            message_id: Some(MessageId(id(2))),
            state: Some(MessageState::Bounced),
            words: "550 no such user".into(),
            accepted_at: Some(NOW),
            delivered_at: Some(NOW.plus(1)),
        };
        anna.opened_at = Some(NOW.plus(2));
        anna.enrollment_id = Some(EnrollmentId(id(3)));
        anna.reached = Reached {
            logged_in_at: Some(NOW.plus(3)),
            profile_fetched_at: Some(NOW.plus(4)),
            certificate_issued_at: Some(NOW.plus(5)),
            enrolled_at: Some(NOW.plus(6)),
        };
        anna.stop = Some((NOW.plus(7), StopReason::ChallengeExpired));
        anna.new_link_wanted_at = Some(NOW.plus(8));
        anna.reminded_at = Some(NOW.plus(9));
        anna.revoked_at = Some(NOW.plus(10));
        anna.reference = Some(Reference::from_random([1; 8]));
        tx.save_recipient(&anna).await.expect("saved");
        assert_eq!(found(&mut tx, anna.id).await, anna);
        assert_eq!(tx.lock_recipient(anna.id).await.expect("a look"), Some(anna));
        assert_eq!(tx.find_recipient(RecipientId(id(2))).await.expect("a look"), None);
    }
}

#[tokio::test]
async fn an_address_stands_on_an_invitation_once_whatever_its_case() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (one, other) = (insert_invitation(&mut tx, 1).await, insert_invitation(&mut tx, 2).await);
        let mut twin = recipient(2, one);
        twin.address = "P1@Example.ORG".into();
        let inserted = tx.insert_recipients(&[recipient(1, one), twin, recipient(3, one)]).await;
        assert_eq!(inserted.expect("recipients"), 2);
        assert_eq!(tx.insert_recipients(&[recipient(4, other)]).await.expect("recipients"), 1);
        let expected = HashSet::from(["p1@example.org".to_owned(), "p3@example.org".to_owned()]);
        assert_eq!(tx.list_recipient_addresses(one).await.expect("addresses"), expected);
        // Links given out by hand have no address, and there may be several.
        let link = |n: u128| Recipient { channel: None, address: String::new(), ..recipient(n, other) };
        assert_eq!(tx.insert_recipients(&[link(5), link(6)]).await.expect("links"), 2);
        assert_eq!(found(&mut tx, link(5).id).await.channel, None);
        // More than one statement takes.
        let many: Vec<_> = (1_000..2_201).map(|n| recipient(n, other)).collect();
        assert_eq!(tx.insert_recipients(&many).await.expect("recipients"), 1_201);
    }
}

#[tokio::test]
async fn t01_no_more_uses_are_held_than_there_are() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let one = recipient(1, of);
        tx.insert_recipients(std::slice::from_ref(&one)).await.expect("a recipient");
        let uses = async |tx: &mut Tx| {
            let found = found(tx, one.id).await;
            (found.uses_reserved, found.uses_counted)
        };
        assert!(tx.reserve_use(one.id, Some(2), NOW).await.expect("held"));
        assert!(tx.reserve_use(one.id, Some(2), NOW).await.expect("held"));
        assert!(!tx.reserve_use(one.id, Some(2), NOW).await.expect("refused"));
        assert_eq!(uses(&mut tx).await, (2, 0));
        assert!(tx.count_held_use(one.id).await.expect("counted"));
        assert!(!tx.reserve_use(one.id, Some(2), NOW).await.expect("refused"));
        tx.return_use(one.id).await.expect("returned");
        tx.return_use(one.id).await.expect("nothing to return");
        assert_eq!(uses(&mut tx).await, (0, 1));
        assert!(!tx.count_held_use(one.id).await.expect("none is held"));
        assert!(tx.reserve_use(one.id, None, NOW).await.expect("as many as like"));
        assert_eq!(tx.count_uses(of).await.expect("counts"), (1, 1));
        // What else is saved of a recipient leaves the uses alone.
        tx.save_recipient(&one).await.expect("saved");
        assert_eq!(uses(&mut tx).await, (1, 1));
        assert_eq!(tx.count_uses(InvitationId(id(9))).await.expect("counts"), (0, 0));
    }
}

#[tokio::test]
async fn t02_no_use_is_held_of_what_does_not_serve() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let serving = invitation(1, "Physics");
        let one = recipient(1, of);
        tx.insert_recipients(std::slice::from_ref(&one)).await.expect("a recipient");
        let end = serving.terms.expires_at.expect("a finite time");
        assert!(tx.reserve_use(one.id, Some(9), end.plus(-1)).await.expect("held"));
        assert!(!tx.reserve_use(one.id, Some(9), end).await.expect("expired"));
        for ended in [
            Invitation { paused_at: Some(NOW), ..serving.clone() },
            Invitation { revoked_at: Some(NOW), ..serving.clone() },
        ] {
            tx.save_invitation(&ended).await.expect("saved");
            assert!(!tx.reserve_use(one.id, Some(9), NOW).await.expect("refused"));
        }
        tx.save_invitation(&serving).await.expect("saved");
        assert!(tx.reserve_use(one.id, Some(9), NOW).await.expect("held"));
        let revoked = Recipient { revoked_at: Some(NOW), ..found(&mut tx, one.id).await };
        tx.save_recipient(&revoked).await.expect("saved");
        assert!(!tx.reserve_use(one.id, Some(9), NOW).await.expect("taken off"));
    }
}

#[tokio::test]
async fn lists_come_in_each_order_and_are_cut_by_status_and_words() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (of, other) = (insert_invitation(&mut tx, 1).await, insert_invitation(&mut tx, 2).await);
        let mut all: Vec<_> = (1..=7).map(|n| recipient(n, of)).collect();
        for (one, address) in all.iter_mut().zip(["g", "f", "E", "d", "c", "b", "a_x"]) {
            one.address = format!("{address}@example.org");
        }
        all[6].name = "Åsa 100%".into();
        tx.insert_recipients(&all).await.expect("recipients");
        tx.insert_recipients(&[recipient(8, other)]).await.expect("a recipient");
        all[1].opened_at = Some(NOW);
        all[2].opened_at = Some(NOW);
        all[3].reached.enrolled_at = Some(NOW);
        all[4].opened_at = Some(NOW);
        for one in &all[1..5] {
            tx.save_recipient(one).await.expect("saved");
        }
        let everybody = RecipientList::default();
        let opened = RecipientList { status: Some(RecipientStatus::Opened), ..RecipientList::default() };
        for (order, expected, expected_opened) in [
            (RecipientOrder::Added, [1, 2, 3, 4, 5, 6, 7], [2, 3, 5]),
            (RecipientOrder::Address, [7, 6, 5, 4, 3, 2, 1], [5, 3, 2]),
            (RecipientOrder::Stage, [4, 5, 3, 2, 7, 6, 1], [5, 3, 2]),
        ] {
            assert_eq!(listed(&mut tx, of, &everybody, order).await, expected, "{order:?}");
            assert_eq!(listed(&mut tx, of, &opened, order).await, expected_opened, "{order:?}");
        }
        for (search, expected) in [
            ("PERSON 3", [3].as_slice()),
            ("a_x@", &[7]),
            ("100%", &[7]),
            ("e@example", &[3]),
            ("nobody", &[]),
        ] {
            let list = RecipientList { search: search.into(), ..RecipientList::default() };
            for order in [RecipientOrder::Added, RecipientOrder::Address, RecipientOrder::Stage] {
                assert_eq!(listed(&mut tx, of, &list, order).await, expected, "{search:?}");
            }
        }
        let mut counts = tx.count_recipients(of).await.expect("counts");
        counts.sort_by_key(|(stage, ..)| *stage);
        let expected = [
            (Stage::Queued, RecipientStatus::Queued, 3),
            (Stage::Opened, RecipientStatus::Opened, 3),
            (Stage::Enrolled, RecipientStatus::Enrolled, 1),
        ];
        assert_eq!(counts, expected);
    }
}

#[tokio::test]
async fn those_to_remind_have_not_enrolled_and_were_not_reminded() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let mut all: Vec<_> = (1..=5).map(|n| recipient(n, of)).collect();
        tx.insert_recipients(&all).await.expect("recipients");
        all[0].reached.enrolled_at = Some(NOW);
        all[1].revoked_at = Some(NOW);
        all[2].reminded_at = Some(NOW);
        for one in &all[..3] {
            tx.save_recipient(one).await.expect("saved");
        }
        let ids = async |tx: &mut Tx, after: u128, limit: u32| {
            let found = tx.list_unreminded(of, RecipientId(id(after)), limit).await.expect("a list");
            found.iter().map(|one| number(one.id.0)).collect::<Vec<_>>()
        };
        assert_eq!(ids(&mut tx, 0, 10).await, [4, 5]);
        assert_eq!(ids(&mut tx, 0, 1).await, [4]);
        assert_eq!(ids(&mut tx, 4, 10).await, [5]);
    }
}

#[tokio::test]
async fn those_whose_messages_were_claimed_are_shown_as_being_sent_to() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let mut all: Vec<_> = (1..=3).map(|n| recipient(n, of)).collect();
        tx.insert_recipients(&all).await.expect("recipients");
        all[1].opened_at = Some(NOW);
        tx.save_recipient(&all[1]).await.expect("saved");
        let messages: Vec<_> = (1..=3)
            .map(|n| {
                let mut message = message(n);
                (message.invitation_id, message.recipient_id) = (Some(of), Some(RecipientId(id(n))));
                message.due_at = if n == 3 { NOW.plus(HOUR) } else { NOW };
                (message, "{}".to_owned())
            })
            .collect();
        tx.insert_messages(&messages).await.expect("messages");
        let lease = NOW.plus(5 * MINUTE);
        assert_eq!(tx.claim_messages(Channel::Email, NOW, lease, 10).await.expect("claims").len(), 2);
        tx.save_recipients_sending(lease).await.expect("shown");
        let first = found(&mut tx, all[0].id).await;
        assert_eq!((first.stage(), first.sending.state), (Stage::Sending, Some(MessageState::Sending)));
        assert_eq!(found(&mut tx, all[1].id).await.stage(), Stage::Opened);
        assert_eq!(found(&mut tx, all[2].id).await.stage(), Stage::Queued);
        let counts = tx.count_recipients(of).await.expect("counts");
        assert!(counts.contains(&(Stage::Sending, RecipientStatus::Sending, 1)), "{counts:?}");
        assert!(counts.contains(&(Stage::Opened, RecipientStatus::Opened, 1)), "{counts:?}");
    }
}
