//! Commands, and the one statement of a poll.

use domain::command::{Answer, CommandState};
use domain::id::{CommandId, DeviceId};
use domain::time::{DAY, MINUTE};

use crate::fixture::{NOW, certificate, command, device, id, insert_enrollment, number, octets, stores};

#[tokio::test]
async fn commands_go_out_in_order_and_each_state_is_kept() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let owner = insert_enrollment(&mut tx, 1).await.id;
        let other = insert_enrollment(&mut tx, 2).await.id;
        for n in [3, 1, 2] {
            tx.insert_command(&command(n, owner, CommandState::Queued)).await.expect("a new command");
        }
        let next = tx.find_next_command(owner, false).await.expect("a look").expect("a command");
        assert_eq!(next, (CommandId(id(1)), b"command 1".to_vec()));
        assert!(tx.find_next_command(other, true).await.expect("a look").is_none());
        assert!(tx.lock_command(other, next.0).await.expect("a look").is_none(), "of another enrollment");

        assert!(tx.save_command_sent(next.0, NOW.plus(1)).await.expect("sent"));
        let mut first = tx.lock_command(owner, next.0).await.expect("a look").expect("the command");
        assert_eq!((first.state, first.sent_at), (CommandState::Sent, Some(NOW.plus(1))));
        first.answer(Answer::NotNow, NOW.plus(2));
        tx.save_command(&first).await.expect("saved");
        assert!(tx.save_command_sent(first.id, NOW.plus(3)).await.expect("sent again"));
        let again = tx.lock_command(owner, first.id).await.expect("a look").expect("the command");
        assert_eq!(
            (again.state, again.not_now_count),
            (CommandState::NotNow, 1),
            "postponed stays postponed"
        );

        let next = tx.find_next_command(owner, false).await.expect("a look").expect("a command");
        assert_eq!(next.0, CommandId(id(2)), "a postponed one is passed over");
        let next = tx.find_next_command(owner, true).await.expect("a look").expect("a command");
        assert_eq!(next.0, CommandId(id(1)), "and offered first when the device asks anew");

        assert!(tx.save_command_sent(CommandId(id(2)), NOW.plus(3)).await.expect("sent"));
        let mut second =
            tx.lock_command(owner, CommandId(id(2))).await.expect("a look").expect("the command");
        second.answer(Answer::Error("no".into()), NOW.plus(4));
        tx.save_command(&second).await.expect("saved");
        assert!(!tx.save_command_sent(second.id, NOW.plus(5)).await.expect("a look"), "no longer open");
        let open = tx.list_open_commands(owner).await.expect("a list");
        assert_eq!(open.iter().map(|command| number(command.id.0)).collect::<Vec<_>>(), [1, 3]);

        assert_eq!(tx.cancel_commands(owner, NOW.plus(MINUTE)).await.expect("withdrawn"), 2);
        assert_eq!(tx.cancel_commands(owner, NOW.plus(MINUTE)).await.expect("withdrawn"), 0);
        let all = tx.list_commands(owner, 2).await.expect("a list");
        let all: Vec<_> = all.iter().map(|command| (number(command.id.0), command.state)).collect();
        assert_eq!(
            all,
            [(3, CommandState::Cancelled), (2, CommandState::Error)],
            "newest first, as many as asked"
        );
        assert!(tx.find_next_command(owner, true).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn every_state_survives_the_database_and_says_whether_it_is_open() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let owner = insert_enrollment(&mut tx, 1).await.id;
        for (n, state) in (1..).zip(CommandState::ALL) {
            tx.insert_command(&command(n, owner, state)).await.expect("a new command");
        }
        let listed = tx.list_commands(owner, 50).await.expect("a list");
        let states: Vec<_> = listed.iter().rev().map(|command| command.state).collect();
        assert_eq!(states, CommandState::ALL);
        let open = tx.list_open_commands(owner).await.expect("a list");
        assert!(open.iter().all(|command| command.state.is_open()));
        assert_eq!(open.len(), CommandState::ALL.iter().filter(|state| state.is_open()).count());
    }
}

#[tokio::test]
async fn a_poll_reads_the_certificate_its_enrollment_its_device_and_the_next_command() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut owner = insert_enrollment(&mut tx, 1).await;
        tx.insert_certificate(&certificate(5, owner.id)).await.expect("a new certificate");
        tx.commit().await.expect("a commit");
        assert!(
            opened.store.find_poll(&octets(6), true).await.expect("a poll").is_none(),
            "an unknown certificate"
        );
        let poll = opened.store.find_poll(&octets(5), true).await.expect("a poll").expect("known");
        assert_eq!((poll.device_id, poll.identifier, poll.next), (None, None, None));

        let mut tx = opened.begin().await;
        tx.insert_device(&device(7)).await.expect("a new device");
        owner.device_id = Some(DeviceId(id(7)));
        owner.authenticated_at = Some(NOW);
        tx.save_enrollment(&owner).await.expect("saved");
        for (n, state) in [
            (1, CommandState::Acknowledged),
            (2, CommandState::NotNow),
            (3, CommandState::Sent),
            (4, CommandState::Queued),
        ] {
            tx.insert_command(&command(n, owner.id, state)).await.expect("a new command");
        }
        tx.commit().await.expect("a commit");
        let anew = opened.store.find_poll(&octets(5), true).await.expect("a poll").expect("known");
        assert_eq!(anew.next, Some((CommandId(id(2)), b"command 2".to_vec())));
        let within = opened.store.find_poll(&octets(5), false).await.expect("a poll").expect("known");
        assert_eq!(within.next, Some((CommandId(id(3)), b"command 3".to_vec())));
        assert_eq!(within.identifier, Some(device(7).identifier));
        assert_eq!((within.authenticated_at, within.ended_at), (Some(NOW), None));
        assert!(within.validity.check(NOW).is_ok() && within.validity.check(NOW.plus(365 * DAY)).is_err());

        let mut tx = opened.begin().await;
        tx.revoke_certificates(owner.id, NOW).await.expect("revoked");
        tx.commit().await.expect("a commit");
        let revoked = opened.store.find_poll(&octets(5), true).await.expect("a poll").expect("known");
        assert!(revoked.validity.check(NOW).is_err());
    }
}

#[tokio::test]
async fn commands_of_a_device_are_listed_over_its_enrollments_and_deleted_from_ended_ones() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let own = device(1);
        tx.insert_device(&own).await.expect("a new device");
        let states = [CommandState::Acknowledged, CommandState::Error, CommandState::Cancelled];
        for (n, is_ended) in [(1u64, true), (2, false), (3, true)] {
            let mut enrollment = insert_enrollment(&mut tx, n).await;
            // The third is another device's.
            enrollment.device_id = (n < 3).then_some(own.id);
            if is_ended {
                enrollment.close(domain::enrollment::End::Superseded, NOW);
            }
            tx.save_enrollment(&enrollment).await.expect("saved");
            for (m, state) in (1..).zip(states) {
                let one = command(u128::from(n) * 10 + m, enrollment.id, state);
                tx.insert_command(&one).await.expect("a new command");
            }
        }
        let listed = async |tx: &mut store::Tx| -> Vec<u128> {
            let commands = tx.list_commands_of_device(own.id, 10).await.expect("a list");
            commands.iter().map(|command| number(command.id.0)).collect()
        };
        assert_eq!(listed(&mut tx).await, [23, 22, 21, 13, 12, 11]);
        assert_eq!(tx.delete_former_commands(own.id, CommandState::Error).await.expect("deleted"), 1);
        assert_eq!(listed(&mut tx).await, [23, 22, 21, 13, 11]);
        assert_eq!(tx.delete_former_commands(own.id, CommandState::Queued).await.expect("deleted"), 0);
    }
}
