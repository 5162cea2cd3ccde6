//! The command channel.

use apple_mdm::connect::Status;
use domain::command::CommandState;
use domain::job::Job;
use domain::time::MINUTE;
use testkit::TestApp;

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_with_the_same_uuid() {
    for test in TestApp::on_each_engine().await {
        let phone = test.enroll("ann", 1).await;
        let first = phone.idle(&test.app).await.expect("a poll").expect("a command");
        let again = phone.idle(&test.app).await.expect("a poll").expect("the same command");
        assert_eq!(first.0, again.0);
        let next = phone.answer(&test.app, &first.0, &first.1).await.expect("an answer").expect("the next");
        assert_ne!(next.0, first.0);
        let repeated = phone.answer(&test.app, &first.0, &first.1).await.expect("a repeated result is taken");
        assert_eq!(repeated.expect("the queue goes on").0, next.0);
    }
}

#[tokio::test]
async fn a_postponed_command_waits_for_the_next_conversation() {
    for test in TestApp::on_each_engine().await {
        let mut phone = test.enroll("ann", 1).await;
        let (postponed, _) = phone.idle(&test.app).await.expect("a poll").expect("a command");
        let mut next = phone.say(&test.app, Status::NotNow, &postponed).await.expect("NotNow");
        let mut others = 0;
        while let Some((uuid, command)) = next {
            assert_ne!(uuid, postponed, "not offered again in this conversation");
            others += 1;
            next = phone.answer(&test.app, &uuid, &command).await.expect("an answer");
        }
        assert_eq!(others, 4);
        // The conversation did not end on NotNow, so the device will not ask by itself: a push reminds it.
        let mut tx = test.store.begin().await.expect("a look");
        let due = tx.claim_jobs(test.app.now().plus(15 * MINUTE), 10).await.expect("jobs");
        assert!(due.iter().any(|claim| matches!(claim.job, Job::Push { .. })));
        drop(tx);
        let answered = phone.answer_all(&test.app).await.expect("a new conversation");
        assert_eq!(answered, ["DeviceInformation"]);
    }
}

#[tokio::test]
async fn t59_answers_to_foreign_commands_are_counted_for_nobody() {
    for test in TestApp::on_each_engine().await {
        let first = test.enroll("ann", 1).await;
        let second = test.enroll("bob", 2).await;
        let (foreign, command) = second.idle(&test.app).await.expect("a poll").expect("a command");
        first.answer(&test.app, &foreign, &command).await.expect("answered with 200 all the same");
        first
            .answer(&test.app, "00000000-0000-4000-8000-000000000000", &command)
            .await
            .expect("answered with 200 all the same");
        let admin = test.administrator().await;
        let devices =
            test.app.list_devices(&admin, app::DeviceQuery { limit: 10, ..Default::default() }).await;
        for device in devices.expect("a list").rows {
            let detail = test.app.show_device(&admin, device.id).await.expect("its page");
            assert!(detail.inventory.is_empty());
            assert!(detail.commands.iter().all(|command| command.state.is_open()));
        }
    }
}

#[tokio::test]
async fn a_failed_command_is_shown_with_the_devices_words() {
    let test = TestApp::new().await;
    let phone = test.enroll("ann", 1).await;
    let (uuid, _) = phone.idle(&test.app).await.expect("a poll").expect("a command");
    phone.say(&test.app, Status::Error, &uuid).await.expect("an error is taken").expect("the next");
    phone.say(&test.app, Status::CommandFormatError, &uuid).await.expect("a second answer changes nothing");
    let admin = test.administrator().await;
    let id = super::enrollment::only_device(&test, &admin).await;
    let commands = test.app.show_device(&admin, id).await.expect("its page").commands;
    let failed: Vec<_> = commands.iter().filter(|command| command.state == CommandState::Error).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].error.as_deref(), Some("no description"));
}

#[tokio::test]
async fn an_idle_poll_writes_nothing() {
    for test in TestApp::on_each_engine().await {
        let phone = test.enroll_with_inventory("ann", 1).await;
        test.run_due().await;
        // While another transaction holds the only writer of SQLite, an idle poll still goes through.
        let held = test.store.begin().await.expect("a writer");
        for _ in 0..10 {
            assert!(phone.idle(&test.app).await.expect("a poll").is_none());
        }
        drop(held);
    }
}

#[tokio::test]
async fn t55_hostile_values_are_only_text() {
    let test = TestApp::new().await;
    let mut phone = test.enroll("ann", 1).await;
    phone.name = "'); drop table device; -- <script>alert(1)</script>".to_owned();
    phone.serial_number = "x' or '1'='1".to_owned();
    phone.answer_all(&test.app).await.expect("answers");
    let admin = test.administrator().await;
    for search in ["zz' or 1=1 --", "%", "_", "drop", "<script>alert(1)</script>", "zz\u{0}", "x' or"] {
        let filter = domain::device::DeviceFilter { search: Some(search.to_owned()), ..Default::default() };
        let query = app::DeviceQuery { filter, limit: 10, ..Default::default() };
        let rows = test.app.list_devices(&admin, query).await.expect("a search is only a search").rows;
        let is_word_of_it = ["drop", "<script>alert(1)</script>", "x' or"].contains(&search);
        assert_eq!(!rows.is_empty(), is_word_of_it, "{search}");
    }
}
