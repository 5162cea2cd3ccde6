//! The outbox: messages claimed, answered for, told of, counted and cancelled.

use domain::id::{AccountId, InvitationId, MessageId, RecipientId};
use domain::message::{Channel, Message, MessageKind, MessageState};
use domain::page::Cursor;
use domain::reference::Reference;
use domain::time::{HOUR, MINUTE};
use store::Tx;

use crate::fixture::{NOW, account, id, number, stores};
use crate::recipient::{insert_invitation, recipient};

/// Returns a message that is due now, to nobody in particular.
pub(crate) fn message(n: u128) -> Message {
    Message {
        id: MessageId(id(n)),
        kind: MessageKind::Invitation,
        channel: Channel::Email,
        address: format!("p{n}@example.org"),
        invitation_id: None,
        recipient_id: None,
        account_id: None,
        state: MessageState::Queued,
        attempt: 0,
        created_at: NOW,
        due_at: NOW,
        accepted_at: None,
        settled_at: None,
        words: String::new(),
        provider_key: None,
        reference: None,
    }
}

async fn insert(tx: &mut Tx, messages: &[Message]) {
    let messages: Vec<_> = messages.iter().map(|message| (message.clone(), "{}".to_owned())).collect();
    tx.insert_messages(&messages).await.expect("messages");
}

async fn claimed(tx: &mut Tx, channel: Channel, now_plus: i64, limit: u32) -> Vec<u128> {
    let now = NOW.plus(now_plus);
    let claims = tx.claim_messages(channel, now, now.plus(5 * MINUTE), limit).await.expect("claims");
    let mut numbers: Vec<_> = claims.iter().map(|one| number(one.message.id.0)).collect();
    numbers.sort_unstable();
    numbers
}

async fn found(tx: &mut Tx, n: u128) -> Message {
    tx.find_message(MessageId(id(n))).await.expect("a look").expect("a message").message
}

#[tokio::test]
async fn a_message_reads_back_with_what_became_of_it() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let ann = account(1, "ann");
        tx.insert_account(&ann, "").await.expect("a new account");
        let of = insert_invitation(&mut tx, 1).await;
        let anna = recipient(1, of);
        tx.insert_recipients(std::slice::from_ref(&anna)).await.expect("a recipient");
        let new = Message {
            kind: MessageKind::Code,
            channel: Channel::Sms,
            address: "+46701234567".into(),
            invitation_id: Some(of),
            recipient_id: Some(anna.id),
            account_id: Some(ann.id),
            ..message(1)
        };
        tx.insert_messages(&[(new.clone(), r#"{"about":"x"}"#.into())]).await.expect("a message");
        let stored = tx.lock_message(new.id).await.expect("a look").expect("a message");
        assert_eq!((stored.message, stored.detail.as_str()), (new, r#"{"about":"x"}"#));
        assert_eq!(stored.sealed_text, None);

        let lease = NOW.plus(5 * MINUTE);
        let mut claims = tx.claim_messages(Channel::Sms, NOW, lease, 8).await.expect("claims");
        let mut sent = claims.remove(0).message;
        assert_eq!((sent.state, sent.attempt, sent.due_at), (MessageState::Sending, 1, lease));
        sent.state = MessageState::Accepted;
        sent.accepted_at = Some(NOW.plus(1));
        sent.words = "250 2.0.0 taken".into();
        sent.provider_key = Some("SM1".into());
        assert!(tx.save_message_answer(&sent, Some(b"sealed")).await.expect("saved"));
        let stored = tx.find_message(sent.id).await.expect("a look").expect("a message");
        assert_eq!((&stored.message, stored.sealed_text.as_deref()), (&sent, Some(&b"sealed"[..])));

        sent.state = MessageState::Bounced;
        sent.settled_at = Some(NOW.plus(2));
        sent.words = "no such user".into();
        sent.reference = Some(Reference::from_random([1; 8]));
        tx.save_message_receipt(&sent).await.expect("saved");
        let by_key = tx.lock_message_by_provider_key("SM1").await.expect("a look").expect("a message");
        assert_eq!(by_key.message, sent);
        assert!(tx.lock_message_by_provider_key("SM2").await.expect("a look").is_none());
        assert_eq!(tx.list_messages_to(anna.id, 10).await.expect("a list"), [sent]);
        assert_eq!(tx.find_message(MessageId(id(2))).await.expect("a look"), None);
    }
}

#[tokio::test]
async fn t15_a_message_is_claimed_once_and_comes_back_when_its_lease_ends() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let sms = Message { channel: Channel::Sms, ..message(4) };
        let later = Message { due_at: NOW.plus(HOUR), ..message(5) };
        insert(&mut tx, &[message(1), message(2), message(3), sms, later]).await;
        let first = claimed(&mut tx, Channel::Email, 0, 2).await;
        assert_eq!(first.len(), 2);
        let second = claimed(&mut tx, Channel::Email, 0, 10).await;
        assert_eq!(second.len(), 1);
        assert!(!first.contains(&second[0]));
        assert_eq!(claimed(&mut tx, Channel::Sms, 0, 10).await, [4]);
        assert_eq!(claimed(&mut tx, Channel::Email, 5 * MINUTE - 1, 10).await, [0; 0]);
        assert_eq!(claimed(&mut tx, Channel::Email, 5 * MINUTE, 10).await, [1, 2, 3]);
        assert_eq!(found(&mut tx, 1).await.attempt, 2);

        // Whoever held it before has nothing more to say.
        let late = Message { state: MessageState::Accepted, attempt: 1, ..found(&mut tx, 1).await };
        assert!(!tx.save_message_answer(&late, None).await.expect("too late"));
        let current = Message { state: MessageState::Accepted, ..found(&mut tx, 1).await };
        assert!(tx.save_message_answer(&current, None).await.expect("saved"));
        assert!(!tx.save_message_answer(&current, None).await.expect("only once"));
        assert_eq!(claimed(&mut tx, Channel::Email, 24 * HOUR, 10).await, [2, 3, 5]);
    }
}

#[tokio::test]
async fn a_message_that_was_not_even_tried_goes_back_as_it_was() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        insert(&mut tx, &[message(1)]).await;
        let claims =
            tx.claim_messages(Channel::Email, NOW, NOW.plus(MINUTE), 8).await.expect("claims").remove(0);
        tx.unclaim_message(&claims.message, NOW.plus(HOUR)).await.expect("returned");
        let waiting = found(&mut tx, 1).await;
        assert_eq!(
            (waiting.state, waiting.attempt, waiting.due_at),
            (MessageState::Queued, 0, NOW.plus(HOUR))
        );
        tx.unclaim_message(&claims.message, NOW).await.expect("nothing to return");
        assert_eq!(found(&mut tx, 1).await, waiting);
    }
}

#[tokio::test]
async fn two_runners_never_claim_the_same_message() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let messages: Vec<_> = (1..=200).map(message).collect();
        insert(&mut tx, &messages).await;
        tx.commit().await.expect("a commit");
        let claim = async || {
            let mut numbers = Vec::new();
            loop {
                let mut tx = opened.begin().await;
                let some = claimed(&mut tx, Channel::Email, 0, 7).await;
                tx.commit().await.expect("a commit");
                if some.is_empty() {
                    return numbers;
                }
                numbers.extend(some);
            }
        };
        let (mut all, other) = tokio::join!(claim(), claim());
        all.extend(other);
        all.sort_unstable();
        assert_eq!(all, (1..=200).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn messages_are_counted_by_who_and_to_whom_and_since_when() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let ann = account(1, "ann");
        tx.insert_account(&ann, "").await.expect("a new account");
        let of = insert_invitation(&mut tx, 1).await;
        let by_ann = |n: u128| Message { account_id: Some(ann.id), invitation_id: Some(of), ..message(n) };
        let old = Message { created_at: NOW.plus(-HOUR), ..by_ann(1) };
        let to_bo = Message { address: "bo@example.org".into(), ..message(3) };
        insert(&mut tx, &[old, by_ann(2), to_bo]).await;
        assert_eq!(tx.count_messages_by(ann.id, NOW).await.expect("a count"), 1);
        assert_eq!(tx.count_messages_by(ann.id, NOW.plus(-HOUR)).await.expect("a count"), 2);
        assert_eq!(tx.count_messages_by(AccountId(id(2)), NOW).await.expect("a count"), 0);
        assert_eq!(tx.count_messages_since(NOW).await.expect("a count"), 2);
        assert_eq!(tx.count_messages_to("bo@example.org", NOW).await.expect("a count"), 1);
        assert_eq!(tx.count_messages_to("bo@example.org", NOW.plus(1)).await.expect("a count"), 0);
        assert_eq!(tx.count_open_messages(of).await.expect("a count"), 2);
        assert_eq!(tx.count_open_messages(InvitationId(id(9))).await.expect("a count"), 0);

        assert_eq!(tx.count_accepted_since(Channel::Email, NOW).await.expect("a count"), 0);
        let mut sent =
            tx.claim_messages(Channel::Email, NOW, NOW.plus(1), 1).await.expect("claims").remove(0).message;
        (sent.state, sent.accepted_at) = (MessageState::Accepted, Some(NOW));
        tx.save_message_answer(&sent, None).await.expect("saved");
        assert_eq!(tx.count_accepted_since(Channel::Email, NOW).await.expect("a count"), 1);
        assert_eq!(tx.count_accepted_since(Channel::Sms, NOW).await.expect("a count"), 0);
    }
}

#[tokio::test]
async fn the_outbox_is_listed_newest_first_by_state() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let messages: Vec<_> = (1..=5).map(message).collect();
        insert(&mut tx, &messages).await;
        let one =
            tx.claim_messages(Channel::Email, NOW, NOW.plus(MINUTE), 1).await.expect("claims").remove(0);
        let held = number(one.message.id.0);
        let settled = Message { state: MessageState::Held, settled_at: Some(NOW), ..one.message };
        tx.save_message_answer(&settled, Some(b"what it says")).await.expect("saved");
        let list = async |tx: &mut Tx, state: Option<MessageState>| {
            let (mut numbers, mut after) = (Vec::new(), None::<Cursor>);
            loop {
                let page = tx.list_messages(state, after.as_ref(), 2).await.expect("a page");
                numbers.extend(page.rows.iter().map(|one| number(one.message.id.0)));
                after = page.next;
                if after.is_none() {
                    return numbers;
                }
            }
        };
        assert_eq!(list(&mut tx, None).await, [5, 4, 3, 2, 1]);
        assert_eq!(list(&mut tx, Some(MessageState::Held)).await, [held]);
        assert_eq!(list(&mut tx, Some(MessageState::Queued)).await.len(), 4);

        assert_eq!(tx.forget_held_texts(NOW).await.expect("forgotten"), 0);
        assert_eq!(tx.forget_held_texts(NOW.plus(1)).await.expect("forgotten"), 1);
        let stored = tx.find_message(MessageId(id(held))).await.expect("a look").expect("a message");
        assert_eq!(stored.sealed_text, None);
    }
}

#[tokio::test]
async fn t16_what_waits_is_cancelled_and_what_is_on_its_way_is_not() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (of, other) = (insert_invitation(&mut tx, 1).await, insert_invitation(&mut tx, 2).await);
        let recipients = [recipient(1, of), recipient(2, of), recipient(3, of), recipient(4, other)];
        tx.insert_recipients(&recipients).await.expect("recipients");
        let to = |n: u128, invitation_id: InvitationId| Message {
            invitation_id: Some(invitation_id),
            recipient_id: Some(RecipientId(id(n))),
            due_at: if n == 1 { NOW } else { NOW.plus(HOUR) },
            ..message(n)
        };
        insert(&mut tx, &[to(1, of), to(2, of), to(3, of), to(4, other)]).await;
        assert_eq!(claimed(&mut tx, Channel::Email, 0, 10).await, [1]);
        assert_eq!(tx.cancel_messages_to(RecipientId(id(2)), NOW).await.expect("cancelled"), 1);
        assert_eq!(tx.cancel_messages(of, NOW).await.expect("cancelled"), 1, "the third");
        let state = async |tx: &mut Tx, n: u128| found(tx, n).await.state;
        assert_eq!(state(&mut tx, 1).await, MessageState::Sending);
        assert_eq!(state(&mut tx, 2).await, MessageState::Cancelled);
        assert_eq!(found(&mut tx, 3).await.settled_at, Some(NOW));
        assert_eq!(state(&mut tx, 4).await, MessageState::Queued);

        tx.hasten_messages(other, NOW).await.expect("hastened");
        assert_eq!(claimed(&mut tx, Channel::Email, 0, 10).await, [4]);
    }
}
