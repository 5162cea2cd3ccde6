//! The journey of a device, and what must not work on the way.

use app::{Error, Refusal};
use domain::audit::Event;
use domain::enrollment::{End, EnrollmentRefusal, Status, Step, StopReason};
use domain::inventory::Inventory;
use domain::privilege::PrivilegeSet;
use domain::time::{DAY, MINUTE};
use testkit::{Phone, PhoneError, SOURCE, TestApp};

#[tokio::test]
async fn a_person_logs_in_and_the_device_enrolls() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let begun = test.app.begin_enrollment(test.login("ANN")).await.expect("a login in any case");
        let step = async || {
            let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look");
            found.expect("the session lives").status(test.app.now())
        };
        assert_eq!(step().await, Status::UnderWay(Step::LoggedIn));

        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        assert_eq!(step().await, Status::UnderWay(Step::ProfileFetched));
        phone.request_certificate(&test.app).await.expect("a certificate");
        assert_eq!(step().await, Status::UnderWay(Step::CertificateIssued));
        phone.authenticate(&test.app).await.expect("Authenticate");
        assert_eq!(step().await, Status::UnderWay(Step::CheckedIn));
        phone.update_token(&test.app).await.expect("TokenUpdate");
        assert_eq!(step().await, Status::Enrolled);

        let answered = phone.answer_all(&test.app).await.expect("answers");
        let expected = [
            "DeviceInformation",
            "SecurityInfo",
            "ProfileList",
            "CertificateList",
            "InstalledApplicationList",
        ];
        assert_eq!(answered, expected);
        assert!(phone.idle(&test.app).await.expect("a poll").is_none());

        let admin = test.administrator().await;
        let devices =
            test.app.list_devices(&admin, app::DeviceQuery { limit: 10, ..Default::default() }).await;
        let device = devices.expect("a list").rows.remove(0);
        assert_eq!(device.title(), "Phone 1");
        assert_eq!(device.person.full_name, "ann Example");
        assert!(device.is_managed());
        let detail = test.app.show_device(&admin, device.id).await.expect("the device's page");
        assert_eq!(detail.inventory.len(), 5);
        let told_apps = detail.inventory.iter().any(
            |reported| matches!(&reported.inventory, Inventory::Applications(apps) if apps[0].identifier == "org.example.reader"),
        );
        assert!(told_apps);
        let timeline = test.app.list_timeline(&admin, app::TimelineOf::Device(device.id), None, 100).await;
        let events: Vec<Event> =
            timeline.expect("a timeline").rows.into_iter().map(|line| line.event).collect();
        assert!(matches!(events.last(), Some(Event::EnrollmentBegun { username }) if username == "ann"));
        assert!(events.contains(&Event::Enrolled));
        test.run_due().await;
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn t10_no_profile_without_login() {
    let test = TestApp::new().await;
    for token in ["", "0", "1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "../../etc/passwd"] {
        let refused = test.app.hand_out_profile(token, SOURCE).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::ProfileLink))), "{token}: {refused:?}");
    }
}

#[tokio::test]
async fn t03_time_runs_out_at_each_step() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let mut phone = Phone::new(1);
        test.advance(60 * MINUTE - 1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("one moment before the end");
        test.advance(1);
        let refused = phone.fetch_profile(&test.app, &begun.profile_url).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Expired)))),
            "{refused:?}"
        );
        let refused = phone.request_certificate(&test.app).await;
        assert!(matches!(refused, Err(PhoneError::Failed(_))), "{refused:?}");
        test.app.sweep().await.expect("a sweep");
        let found = test
            .app
            .find_portal_enrollment(&begun.session)
            .await
            .expect("a look")
            .expect("the page can say so");
        assert_eq!(found.status(test.app.now()), Status::Ended(End::Expired));
    }
}

#[tokio::test]
async fn t02_looking_at_a_link_changes_nothing() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    let token =
        begun.profile_url.rsplit('/').next().expect("a file").trim_end_matches(".mobileconfig").to_owned();
    for _ in 0..50 {
        test.app.check_profile_link(&token).await.expect("a live link");
    }
    let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look").expect("a session");
    assert_eq!(found.profile_fetched_at, None);
}

#[tokio::test]
async fn t64_two_downloads_have_different_challenges_and_both_install() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    let (mut first, mut second) = (Phone::new(1), Phone::new(2));
    first.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    second.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    assert_ne!(first.challenge(), second.challenge());
    let uuids = |phone: &Phone| phone.profile.as_ref().map(|profile| profile.scep.uuid.clone());
    assert_ne!(uuids(&first), uuids(&second));
    first.request_certificate(&test.app).await.expect("the older download still installs");
}

#[tokio::test]
async fn a_device_that_enrolls_anew_begins_a_new_life() {
    for test in TestApp::on_each_engine().await {
        let old = test.enroll("ann", 1).await;
        let admin = test.administrator().await;
        // T56: commands wait for the old life, the unlock token is in escrow.
        let new = test.enroll_again("ann", 1).await;
        let refused = old.idle(&test.app).await;
        assert!(matches!(refused, Err(PhoneError::App(Error::Unauthenticated))), "T47: {refused:?}");

        let page =
            test.app.list_enrollments(&admin, app::EnrollmentQuery { limit: 10, ..Default::default() }).await;
        let enrollments = page.expect("a list").rows;
        assert_eq!(enrollments[1].end, Some(End::Superseded));
        assert_eq!(enrollments[0].device_id, enrollments[1].device_id);
        let mut tx = test.store.read().await.expect("a read");
        assert!(
            tx.find_channel(enrollments[1].id).await.expect("a look").is_none(),
            "escrowed tokens are gone"
        );
        assert!(tx.list_open_commands(enrollments[1].id).await.expect("a look").is_empty());
        let waiting = tx.list_open_commands(enrollments[0].id).await.expect("a look");
        assert_eq!(waiting.len(), 5, "only what the new life was asked");
        let (uuid, _) = new.idle(&test.app).await.expect("a poll").expect("a command");
        assert!(waiting.iter().any(|command| command.id.wire() == uuid));
    }
}

#[tokio::test]
async fn t52_replayed_check_ins_undo_nothing() {
    for test in TestApp::on_each_engine().await {
        let mut phone = test.enroll_with_inventory("ann", 1).await;
        let (old_authenticate, old_update) = (phone.authenticate_message(), phone.token_update_message());
        phone.push_magic = "NEW-MAGIC".to_owned();
        phone.update_token(&test.app).await.expect("a newer token");
        phone.check_in(&test.app, &old_authenticate).await.expect("a replay is answered");
        phone.check_in(&test.app, &old_update).await.expect("a replay is answered");

        let admin = test.administrator().await;
        test.app.install_push_certificate(&admin, upload(testkit::TOPIC)).await.expect("a push certificate");
        let device = only_device(&test, &admin).await;
        test.app.refresh_inventory(&admin, device).await.expect("commands");
        test.run_due().await;
        assert_eq!(test.push.take_sent()[0].push_magic, "NEW-MAGIC");
    }
}

#[tokio::test]
async fn t50_a_certificate_is_good_for_one_device_only() {
    for test in TestApp::on_each_engine().await {
        let mut first = test.enroll("ann", 1).await;
        let second = test.enroll("bob", 2).await;
        first.udid.clone_from(&second.udid);
        for message in [first.authenticate_message(), first.token_update_message(), first.check_out_message()]
        {
            let refused = first.check_in(&test.app, &message).await;
            assert!(matches!(refused, Err(PhoneError::App(Error::Forbidden))), "{refused:?}");
        }
        assert!(matches!(first.idle(&test.app).await, Err(PhoneError::App(Error::Forbidden))));
        second.idle(&test.app).await.expect("the true holder goes on").expect("its command");
        let admin = test.administrator().await;
        let page =
            test.app.list_enrollments(&admin, app::EnrollmentQuery { limit: 10, ..Default::default() }).await;
        let stop = page.expect("a list").rows[1].stop.clone().expect("a note");
        assert_eq!(stop.reason, StopReason::OtherDevice);
        let found = test.app.find_by_reference(&admin, &stop.reference).await.expect("a look");
        assert!(found.is_some(), "T76: the reference leads to it");
    }
}

#[tokio::test]
async fn c16_a_foreign_topic_is_refused() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&test.app).await.expect("a certificate");
    let topic = &mut phone.profile.as_mut().expect("a profile").mdm.topic;
    *topic = "com.apple.mgmt.External.other".to_owned();
    let refused = phone.authenticate(&test.app).await;
    assert!(matches!(refused, Err(PhoneError::App(Error::Forbidden))), "{refused:?}");
}

#[tokio::test]
async fn removing_the_profile_ends_the_enrollment() {
    for test in TestApp::on_each_engine().await {
        let phone = test.enroll_with_inventory("ann", 1).await;
        phone.check_out(&test.app).await.expect("CheckOut");
        assert!(matches!(phone.idle(&test.app).await, Err(PhoneError::App(Error::Unauthenticated))));
        let admin = test.administrator().await;
        let dashboard = test.app.show_dashboard(&admin).await.expect("a dashboard");
        assert_eq!((dashboard.managed, dashboard.enrolled_today), (0, 1));
        let id = only_device(&test, &admin).await;
        assert!(!test.app.show_device(&admin, id).await.expect("its page").device.is_managed());
    }
}

#[tokio::test]
async fn without_a_push_certificate_nobody_is_led_into_a_dead_end() {
    let mut builder = TestApp::builder();
    builder.settings.placeholder_topic = None;
    let test = builder.build().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let refused = test.app.begin_enrollment(test.login("ann")).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::NoPushCertificate))), "{refused:?}");
}

#[tokio::test]
async fn the_dashboard_says_where_people_stopped() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    let admin = test.administrator().await;
    let dashboard = test.app.show_dashboard(&admin).await.expect("a dashboard");
    assert_eq!(dashboard.unfinished.len(), 1);
    assert_eq!(dashboard.days.len(), 14);
    test.advance(8 * DAY);
    let (session, _) = test.sign_in("later", PrivilegeSet::Administrator).await;
    let caller = test.app.find_caller(&session, SOURCE).await.expect("a look").expect("a session");
    assert!(test.app.show_dashboard(&caller).await.expect("a dashboard").unfinished.is_empty());
}

pub(crate) fn upload(topic: &str) -> app::PushCertificateUpload {
    app::PushCertificateUpload {
        file: testkit::push_certificate(topic).into_bytes(),
        key_file: None,
        password: domain::secret::Secret::new(""),
    }
}

pub(crate) async fn only_device(test: &TestApp, admin: &app::Caller) -> domain::id::DeviceId {
    let devices = test.app.list_devices(admin, app::DeviceQuery { limit: 10, ..Default::default() }).await;
    devices.expect("a list").rows[0].id
}
