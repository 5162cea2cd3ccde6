//! What is left of an enrollment after its end: nothing that works, and nothing that reaches the next one.

use app::{Caller, Error, TimelineOf};
use apple_mdm::connect::{Report, Status};
use apple_mdm::response::{DeviceInformation, device_information_body};
use domain::audit::Event;
use domain::enrollment::End;
use domain::privilege::PrivilegeSet;
use domain::setting::{ManagementHistory, Reenrollment};
use domain::time::DAY;
use scep::certificate::sha256;
use testkit::{Phone, PhoneError, TestApp};

use super::enrollment::only_device;

#[tokio::test]
async fn t47_the_certificate_of_an_ended_enrollment_opens_no_door() {
    for test in TestApp::on_each_engine().await {
        // Late enough in its life that the certificate could be renewed.
        let mut left = test.enroll("ann", 1).await;
        let mut replaced = test.enroll("bob", 2).await;
        test.advance(300 * DAY);
        for phone in [&left, &replaced] {
            phone.idle(&test.app).await.expect("a poll before the end");
        }
        left.check_out(&test.app).await.expect("CheckOut");
        test.enroll_again("bob", 2).await;

        for phone in [&mut left, &mut replaced] {
            for message in
                [phone.authenticate_message(), phone.token_update_message(), phone.check_out_message()]
            {
                let refused = phone.check_in(&test.app, &message).await;
                assert!(matches!(refused, Err(PhoneError::App(Error::Unauthenticated))), "{refused:?}");
            }
            let uuid = "00000000-0000-4000-8000-000000000000";
            for refused in [
                phone.idle(&test.app).await,
                phone.say(&test.app, Status::Acknowledged, uuid).await,
                phone.say(&test.app, Status::NotNow, uuid).await,
            ] {
                assert!(matches!(refused, Err(PhoneError::App(Error::Unauthenticated))), "{refused:?}");
            }
            let renewal = phone.renewal_request(&test.app, &testkit::key(5));
            let refused = phone.send_scep(&test.app, &renewal).await;
            assert!(matches!(refused, Err(PhoneError::Failed(_))), "{refused:?}");
            let mut tx = test.store.read().await.expect("a read");
            let fingerprint = sha256(&phone.certificate);
            let row = tx.find_certificate_by_fingerprint(&fingerprint).await.expect("a look");
            assert!(row.expect("its row").revoked_at.is_some());
        }
    }
}

#[tokio::test]
async fn t56_a_device_that_comes_back_gets_no_command_of_its_former_life() {
    for test in TestApp::on_each_engine().await {
        // Kept in the record, so that it can be looked at; open is nothing of it all the same.
        let management_history = ManagementHistory::DeleteNothing;
        test.settle(Reenrollment { management_history, ..Reenrollment::default() }).await;
        let old = test.enroll("ann", 1).await;
        let admin = test.administrator().await;
        let device = only_device(&test, &admin).await;
        test.app.refresh_inventory(&admin, device).await.expect("more commands");
        let (sent, _) = old.idle(&test.app).await.expect("a poll").expect("a command on its way");

        // `Authenticate` alone, and the old life is over: its queue is withdrawn, its tokens are out of escrow.
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let mut new = Phone::new(1);
        new.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        new.request_certificate(&test.app).await.expect("a certificate");
        new.authenticate(&test.app).await.expect("Authenticate");
        let mut tx = test.store.read().await.expect("a read");
        let former = tx
            .list_enrollments(domain::site::SiteScope::All, store::EnrollmentList::Ended, None, 10)
            .await
            .expect("a list")
            .rows;
        assert_eq!(former.len(), 1);
        assert!(tx.list_open_commands(former[0].id).await.expect("a look").is_empty());
        assert!(tx.find_channel(former[0].id).await.expect("a look").is_none(), "tokens are still in escrow");
        let former = tx.list_commands(former[0].id, 100).await.expect("a look");
        drop(tx);
        assert!(former.len() >= 5, "the former life had a queue");
        assert!(new.idle(&test.app).await.expect("a poll").is_none(), "nothing waits for the new life yet");

        // A late answer to what the former life was sent counts for nobody.
        new.say(&test.app, Status::Acknowledged, &sent).await.expect("answered with 200 all the same");
        new.update_token(&test.app).await.expect("TokenUpdate");
        let mut next = new.idle(&test.app).await.expect("a poll");
        let mut count = 0;
        while let Some((uuid, command)) = next {
            assert!(former.iter().all(|command| command.id.wire() != uuid), "{uuid} is of the former life");
            count += 1;
            next = new.answer(&test.app, &uuid, &command).await.expect("an answer");
        }
        assert_eq!(count, 5);
    }
}

/// A device that is still managed for one person and enrolled by another stays assigned until an administrator says
/// otherwise, and its timeline says so.
#[tokio::test]
async fn t57_a_managed_device_stays_assigned_until_an_administrator_confirms() {
    for test in TestApp::on_each_engine().await {
        for person in ["ann", "bob"] {
            test.account(person, PrivilegeSet::EnrollmentOnly).await;
        }
        let admin = test.administrator().await;
        let mut ends = 0;
        for (before, after) in [("ann", "ann"), ("ann", "bob"), ("bob", "bob"), ("bob", "ann")] {
            test.enroll_again(before, 1).await;
            let device = only_device(&test, &admin).await;
            let person = |detail: app::DeviceDetail| detail.device.person.username;
            assert_eq!(person(test.app.show_device(&admin, device).await.expect("its page")), before);

            // Who only logs in, or only gets a certificate, has not got the device.
            let begun = test.app.begin_enrollment(test.login(after)).await.expect("a login");
            let mut phone = Phone::new(1);
            phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
            phone.request_certificate(&test.app).await.expect("a certificate");
            assert_eq!(person(test.app.show_device(&admin, device).await.expect("its page")), before);
            phone.authenticate(&test.app).await.expect("Authenticate");
            phone.update_token(&test.app).await.expect("TokenUpdate");
            assert_eq!(person(test.app.show_device(&admin, device).await.expect("its page")), before, "kept");
            test.app.assign_enrolled_person(&admin, device).await.expect("confirmed");
            assert_eq!(person(test.app.show_device(&admin, device).await.expect("its page")), after);

            let timeline = test.app.list_timeline(&admin, TimelineOf::Device(device), None, 200).await;
            let events: Vec<Event> =
                timeline.expect("a timeline").rows.into_iter().map(|line| line.event).collect();
            let superseded = events
                .iter()
                .filter(|event| matches!(event, Event::EnrollmentEnded { end: End::Superseded }))
                .count();
            let begun: Vec<&str> = events
                .iter()
                .filter_map(|event| match event {
                    Event::EnrollmentBegun { username } => Some(username.as_str()),
                    _ => None,
                })
                .collect();
            assert_eq!(begun[..2], [after, before], "newest first");
            let kept = Event::PersonKept { kept: before.to_owned(), logged_in: after.to_owned() };
            assert_eq!(events.contains(&kept), before != after);
            assert!(superseded > ends, "the former enrollment's end stands in the timeline");
            ends = superseded;
        }
    }
}

#[tokio::test]
async fn t57_who_may_not_assign_does_not_confirm_and_a_device_that_was_left_is_free() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let (_, auditor) = test.sign_in("auditor", PrivilegeSet::Auditor).await;
        test.enroll("ann", 1).await;
        let device = only_device(&test, &admin).await;
        let person =
            async || test.app.show_device(&admin, device).await.expect("its page").device.person.username;
        let taken_over = test.enroll("bob", 1).await;
        let refused = test.app.assign_enrolled_person(&auditor, device).await;
        assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
        assert_eq!(person().await, "ann");

        taken_over.check_out(&test.app).await.expect("CheckOut");
        assert_eq!(person().await, "ann", "leaving assigns nobody");
        test.enroll_again("bob", 1).await;
        assert_eq!(person().await, "bob", "nobody's life managed it");
    }
}

#[tokio::test]
async fn t47_a_disabled_account_finishes_no_enrollment() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let mut phones = Vec::new();
        for index in 0..2 {
            let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
            let mut phone = Phone::new(index);
            phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
            phone.request_certificate(&test.app).await.expect("a certificate");
            phones.push(phone);
        }
        phones[1].authenticate(&test.app).await.expect("Authenticate");
        test.app.disable_account(&Caller::operator(), test.account_id("ann").await).await.expect("disabled");
        for refused in [phones[0].authenticate(&test.app).await, phones[1].update_token(&test.app).await] {
            assert!(matches!(refused, Err(PhoneError::App(Error::Unauthenticated))), "{refused:?}");
        }
    }
}

#[tokio::test]
async fn t59_an_answer_counts_once_and_only_in_the_life_it_was_asked_in() {
    for test in TestApp::on_each_engine().await {
        let phone = test.enroll("ann", 1).await;
        let (uuid, command) = phone.idle(&test.app).await.expect("a poll").expect("a command");
        phone.answer(&test.app, &uuid, &command).await.expect("an answer");
        let operator = Caller::operator();
        let device = only_device(&test, &operator).await;
        let told = test.app.show_device(&operator, device).await.expect("its page").inventory;
        assert_eq!(told.len(), 1);

        // The same answer again with other content changes nothing, nor does an answer under no command's name.
        let other = "00000000-0000-4000-8000-000000000000".to_owned();
        for uuid in [uuid, other] {
            let id = apple_mdm::DeviceId::from_udid(&phone.udid);
            let mut forged = Report::new(id, Status::Acknowledged, Some(uuid));
            forged.body = device_information_body(&DeviceInformation {
                device_name: Some("Another name".to_owned()),
                ..DeviceInformation::default()
            });
            phone.report(&test.app, &forged).await.expect("answered with 200 all the same");
        }
        let detail = test.app.show_device(&operator, device).await.expect("its page");
        assert_eq!(detail.device.name.as_deref(), Some("Phone 1"));
        assert_eq!(detail.inventory.len(), 1);
    }
}
