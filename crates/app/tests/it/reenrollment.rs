//! A device with a record enrolls again: who may do that, and what of its former life is cleared.

use app::{Begun, Caller, Error, LinkKey, NewInvitation, NewRecipient, RecipientQuery, TimelineOf};
use apple_mdm::connect::Status;
use domain::audit::Event;
use domain::command::CommandState;
use domain::device::DeviceIdentifier;
use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::enrollment::{Status as Standing, StopReason};
use domain::id::{DeviceId, DirectoryId};
use domain::invitation::{Delivery, InvitationTerms};
use domain::privilege::PrivilegeSet;
use domain::setting::{General, ManagementHistory, Reenrollment};
use domain::time::MINUTE;
use domain::webhook::WebhookEvent;
use testkit::{DIRECTORY_PASSWORD, Phone, PhoneError, SOURCE, TestApp};

use crate::directory::{STAFF, log_in};
use crate::enrollment::only_device;

/// Who somebody is.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Who {
    /// Somebody without a login.
    Nobody,
    /// An account that may enroll.
    Account(&'static str),
    /// Somebody whom the directory knows.
    Directory(&'static str),
    /// Whoever holds a link that names somebody of the directory and asks for no login.
    Invited(&'static str),
    /// Whoever gets the link that a program has made for an account.
    OnBehalf(&'static str),
    /// An administrator, whose account may change devices.
    Administrator,
}
use Who::{Account, Administrator, Directory, Invited, Nobody, OnBehalf};

impl Who {
    /// Returns whom the record of their device names.
    fn named(self) -> Option<(bool, &'static str)> {
        match self {
            Nobody | Administrator => None,
            Account(name) | OnBehalf(name) => Some((false, name)),
            Directory(name) | Invited(name) => Some((true, name)),
        }
    }
}

async fn begin(test: &TestApp, who: Who) -> Begun {
    match who {
        Nobody => {
            let link = crate::invitation::link(test, |_| {}).await;
            test.app.begin_enrollment_by_invitation(&link, None, SOURCE).await.expect("an invitation")
        }
        Account(name) => test.app.begin_enrollment(test.login(name)).await.expect("a login"),
        Directory(name) => log_in(test, name).await.expect("a login"),
        Invited(name) => {
            let link = link_for(test, name).await;
            test.app.begin_enrollment_by_invitation(&link, None, SOURCE).await.expect("an invitation")
        }
        OnBehalf(name) => {
            test.app.begin_enrollment_for(&Caller::operator(), name, None).await.expect("an account")
        }
        Administrator => {
            let begun = test.app.begin_enrollment(test.login("chief")).await.expect("a login");
            test.app.answer_user(&begun.session, None, SOURCE).await.expect("for nobody");
            begun
        }
    }
}

/// Makes the link of an invitation for somebody of the directory that asks for no login.
async fn link_for(test: &TestApp, name: &str) -> LinkKey {
    let mut terms = InvitationTerms::new("Physics", test.app.now());
    terms.requires_login = false;
    let key = DirectoryKey(format!("key-{name}"));
    let user = DirectoryUserRef { directory_id: staff(test).await, key };
    let recipient = NewRecipient {
        address: format!("{name}@directory.example.org"),
        user: Some(user),
        person: Some(test.person(name, &[]).person),
        ..NewRecipient::default()
    };
    let new = NewInvitation {
        delivery: Delivery::Email,
        terms,
        texts: Default::default(),
        recipients: vec![recipient],
    };
    let operator = Caller::operator();
    let invitation = test.app.create_invitation(&operator, new).await.expect("an invitation").invitation;
    let query = RecipientQuery { limit: 1, ..RecipientQuery::default() };
    let page = test.app.list_recipients(&operator, invitation.id, query).await.expect("a list");
    let made = test.app.make_link(&operator, page.rows[0].id, false).await.expect("a link");
    let token = made.url.expose().rsplit('/').next().expect("a token").to_owned();
    LinkKey::parse(&token).expect("a token")
}

/// Goes the whole way, or up to where it is refused.
async fn enroll(test: &TestApp, who: Who, index: usize) -> Result<Phone, StopReason> {
    let begun = begin(test, who).await;
    let mut phone = Phone::new(index);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&test.app).await.expect("a certificate");
    if phone.authenticate(&test.app).await.is_err() {
        let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look").expect("it");
        assert_eq!(found.status(test.app.now()), Standing::Stopped, "the portal says so");
        return Err(found.stop.expect("a stop").reason);
    }
    phone.update_token(&test.app).await.expect("TokenUpdate");
    Ok(phone)
}

async fn people(test: &TestApp) {
    test.ldap("Staff", STAFF).await;
    for name in ["ann", "bob"] {
        test.account(name, PrivilegeSet::EnrollmentOnly).await;
    }
    test.account("chief", PrivilegeSet::Administrator).await;
    for name in ["eve", "dan"] {
        test.person(name, &[]);
    }
}

/// Returns the one directory.
async fn staff(test: &TestApp) -> DirectoryId {
    test.app.list_directories(&Caller::operator()).await.expect("a list").remove(0).directory.id
}

async fn events(test: &TestApp, id: DeviceId) -> Vec<Event> {
    let timeline = test.app.list_timeline(&Caller::operator(), TimelineOf::Device(id), None, 200).await;
    timeline.expect("a timeline").rows.into_iter().map(|line| line.event).collect()
}

#[tokio::test]
async fn t57_where_it_is_restricted_only_the_user_in_the_record_or_an_administrator_enrolls_again() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let everybody = [
            Nobody,
            Account("ann"),
            Account("bob"),
            Directory("eve"),
            Directory("dan"),
            Invited("eve"),
            OnBehalf("ann"),
            OnBehalf("chief"),
            Administrator,
        ];
        for (index, former) in everybody.into_iter().enumerate() {
            for latter in everybody {
                for is_managed in [true, false] {
                    // Each time another device, enrolled first while nothing is restricted.
                    let place = everybody.iter().position(|who| *who == latter).expect("one of them");
                    let index = (index * everybody.len() + place) * 2 + usize::from(is_managed);
                    test.settle(General::default()).await;
                    let phone = enroll(&test, former, index).await.expect("a new device");
                    if !is_managed {
                        phone.check_out(&test.app).await.expect("CheckOut");
                    }
                    test.settle(General { restrict_reenrollment: true, ..General::default() }).await;
                    let is_free = former.named().is_none();
                    let is_proved = !matches!(latter, Invited(_) | OnBehalf(_));
                    let is_user = former.named() == latter.named() && is_proved;
                    let may = is_free || is_user || latter == Administrator;
                    let outcome = enroll(&test, latter, index).await.map(drop);
                    let expected = if may { Ok(()) } else { Err(StopReason::ReenrollmentRefused) };
                    assert_eq!(outcome, expected, "{former:?}, then {latter:?}, managed: {is_managed}");
                }
            }
        }
    }
}

#[tokio::test]
async fn t57_a_refused_re_enrollment_changes_nothing_and_is_told() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        let old = enroll(&test, Account("ann"), 1).await.expect("enrolled");
        test.settle(General { restrict_reenrollment: true, ..General::default() }).await;
        let id = only_device(&test, &admin).await;
        assert_eq!(enroll(&test, Account("bob"), 1).await.map(drop), Err(StopReason::ReenrollmentRefused));
        let device = test.app.show_device(&admin, id).await.expect("its page").device;
        assert!(device.is_managed() && device.person.username == "ann");
        old.idle(&test.app).await.expect("still managed");
        let stopped = Event::EnrollmentStopped { reason: StopReason::ReenrollmentRefused };
        assert!(events(&test, id).await.contains(&stopped), "its timeline says so");
        // Webhooks are told of a stop with its reason, and of a take-over.
        for (kind, event) in [
            ("enrollment-stopped", WebhookEvent::EnrollmentStopped),
            ("person-kept", WebhookEvent::DeviceTakenOver),
            ("person-replaced", WebhookEvent::DeviceTakenOver),
        ] {
            assert_eq!(WebhookEvent::of_kind(kind), Some(event));
        }
        // An invitation is not used up by it.
        let link = crate::invitation::link(&test, |terms| terms.uses_max = Some(1)).await;
        let begun = test.app.begin_enrollment_by_invitation(&link, None, SOURCE).await.expect("a beginning");
        let invitation_id = begun.enrollment.invitation.expect("by an invitation").invitation_id;
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        phone.request_certificate(&test.app).await.expect("a certificate");
        phone.authenticate(&test.app).await.expect_err("somebody else's device");
        let detail = test.app.show_invitation(&admin, invitation_id).await.expect("shown");
        assert_eq!(detail.uses_counted, 0);
    }
}

#[tokio::test]
async fn t57_a_take_over_alarms_whatever_becomes_of_the_user() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        enroll(&test, Account("ann"), 1).await.expect("enrolled");
        let id = only_device(&test, &admin).await;
        let username =
            async || test.app.show_device(&admin, id).await.expect("its page").device.person.username;
        enroll(&test, Directory("eve"), 1).await.expect("enrolled again");
        assert_eq!(username().await, "ann");
        let kept = Event::PersonKept { kept: "ann".into(), logged_in: "eve".into() };
        assert!(events(&test, id).await.contains(&kept));

        test.settle(Reenrollment { clear_user_and_location: true, ..Reenrollment::default() }).await;
        enroll(&test, Account("bob"), 1).await.expect("enrolled again");
        assert_eq!(username().await, "bob", "new data is written");
        let replaced = |logged_in: &str| Event::PersonReplaced {
            former: if logged_in.is_empty() { "bob" } else { "ann" }.into(),
            logged_in: logged_in.into(),
        };
        assert!(events(&test, id).await.contains(&replaced("bob")));
        enroll(&test, Nobody, 1).await.expect("enrolled again");
        assert_eq!(username().await, "");
        let told = events(&test, id).await;
        assert!(told.contains(&replaced("")));
        assert!(told.iter().any(
            |event| matches!(event, Event::RecordCleared { parts } if parts.starts_with("user and location"))
        ));
    }
}

#[tokio::test]
async fn t57_a_link_that_names_the_user_alarms_and_changes_nothing_in_the_record() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        enroll(&test, Directory("eve"), 1).await.expect("enrolled");
        let id = only_device(&test, &admin).await;
        enroll(&test, Invited("eve"), 1).await.expect("enrolled again");
        let kept = Event::PersonKept { kept: "eve".into(), logged_in: String::new() };
        let told = events(&test, id).await;
        assert!(told.contains(&kept), "{told:?}");
        assert!(kept.title().contains("by somebody else"), "{}", kept.title());
        // Eve herself raises no alarm, whoever had the device in between.
        enroll(&test, Directory("eve"), 1).await.expect("enrolled again");
        let alarms = events(&test, id).await.into_iter().filter(|event| *event == kept).count();
        assert_eq!(alarms, 1);
    }
}

#[tokio::test]
async fn t57_an_administrator_of_the_directory_enrolls_again_by_an_invitation_that_asks_for_a_login() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let staff = staff(&test).await;
        crate::directory::console::group(&test, staff, "Admins", PrivilegeSet::Administrator).await;
        test.person("fay", &["Admins"]);
        test.sign_in_with("fay", DIRECTORY_PASSWORD).await.expect("an account of hers");
        enroll(&test, Account("ann"), 1).await.expect("enrolled");
        test.settle(General { restrict_reenrollment: true, ..General::default() }).await;
        for (name, may) in [("eve", false), ("fay", true)] {
            let link = crate::invitation::link(&test, |terms| terms.requires_login = true).await;
            let login = test.login_with(name, DIRECTORY_PASSWORD);
            let begun = test.app.begin_enrollment_by_invitation(&link, Some(login), SOURCE).await;
            let mut phone = Phone::new(1);
            phone.fetch_profile(&test.app, &begun.expect("a login").profile_url).await.expect("a profile");
            phone.request_certificate(&test.app).await.expect("a certificate");
            assert_eq!(phone.authenticate(&test.app).await.is_ok(), may, "{name}");
        }
    }
}

#[tokio::test]
async fn t57_whom_a_program_names_has_not_logged_in() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        enroll(&test, Account("ann"), 1).await.expect("enrolled");
        let id = only_device(&test, &admin).await;
        enroll(&test, OnBehalf("ann"), 1).await.expect("enrolled again");
        let kept = Event::PersonKept { kept: "ann".into(), logged_in: String::new() };
        assert!(events(&test, id).await.contains(&kept), "whoever has the link may be somebody else");
    }
}

/// PostgreSQL lets two transactions look at a device at once; SQLite has one writer.
#[tokio::test]
async fn t56_a_device_that_another_enrollment_took_meanwhile_comes_again() {
    for test in TestApp::on_each_engine().await {
        if test.store.engine() != store::Engine::Postgres {
            continue;
        }
        people(&test).await;
        enroll(&test, Account("ann"), 1).await.expect("enrolled");
        let device = only_device(&test, &Caller::operator()).await;
        let [other, begun] = [begin(&test, Account("ann")).await, begin(&test, Account("ann")).await];
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        phone.request_certificate(&test.app).await.expect("a certificate");

        // It waits for its former enrollment, and gets it after the device has become another's.
        let mut tx = test.store.begin().await.expect("a transaction");
        let former =
            tx.find_device(device).await.expect("a look").expect("it").enrollment_id.expect("managed");
        tx.lock_enrollment(former).await.expect("a lock").expect("it");
        let app = test.app.clone();
        let authenticating = tokio::spawn(async move {
            let outcome = phone.authenticate(&app).await;
            (phone, outcome)
        });
        let waiting =
            "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        while test.database.tamper(waiting).await == 0 {
            assert!(!authenticating.is_finished(), "it waits");
        }
        let mut taken = tx.lock_device(device).await.expect("a lock").expect("it");
        taken.enrollment_id = Some(other.enrollment.id);
        tx.save_device(&taken).await.expect("saved");
        tx.commit().await.expect("committed");
        let (phone, outcome) = authenticating.await.expect("an answer");
        assert!(matches!(outcome, Err(PhoneError::App(Error::Busy))), "{outcome:?}");
        let mut tx = test.store.read().await.expect("a read");
        let found = tx.find_enrollment(begun.enrollment.id).await.expect("a look").expect("it");
        assert!(found.authenticated_at.is_none(), "nothing has happened");
        drop(tx);

        phone.authenticate(&test.app).await.expect("the second time");
        let mut tx = test.store.read().await.expect("a read");
        let replaced = tx.find_enrollment(other.enrollment.id).await.expect("a look").expect("it");
        assert!(replaced.ended_at.is_some(), "no life beside another");
    }
}

#[tokio::test]
async fn the_user_stays_where_nobody_else_is_named_unless_it_is_to_be_cleared() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        for (index, clears) in [(1, false), (2, true)] {
            let phone = enroll(&test, Directory("eve"), index).await.expect("enrolled");
            phone.check_out(&test.app).await.expect("CheckOut");
            test.settle(Reenrollment { clear_user_and_location: clears, ..Reenrollment::default() }).await;
            enroll(&test, Nobody, index).await.expect("enrolled again");
            let mut tx = test.store.read().await.expect("a read");
            let device = tx
                .find_device_by_identifier(&DeviceIdentifier::Udid(phone.udid.clone()))
                .await
                .expect("a look")
                .expect("its record");
            drop(tx);
            let expected = if clears { "" } else { "eve" };
            assert_eq!(device.person.username, expected);
            assert_eq!(
                (device.directory_user.is_some(), device.person.department.is_some()),
                (!clears, !clears)
            );
            // Whoever logs in is its user either way.
            enroll(&test, Directory("dan"), index).await.expect("enrolled again");
            let detail = test.app.show_device(&admin, device.id).await.expect("its page");
            assert_eq!(detail.device.person.username, if clears { "dan" } else { "eve" });
        }
    }
}

#[tokio::test]
async fn the_history_of_users_is_cleared_only_where_settings_say_so() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        enroll(&test, Account("ann"), 1).await.expect("enrolled");
        let id = only_device(&test, &admin).await;
        enroll(&test, Account("bob"), 1).await.expect("enrolled again");
        let names = async || {
            let told = events(&test, id).await;
            let begun = told.into_iter().filter_map(|event| match event {
                Event::EnrollmentBegun { username } => Some(username),
                _ => None,
            });
            begun.collect::<Vec<_>>()
        };
        assert_eq!(names().await, ["bob", "ann"]);
        test.advance(MINUTE);
        // Whoever logs in now enrolls the device only after somebody else has had it once more.
        let eve = begin(&test, Directory("eve")).await;
        test.advance(MINUTE);
        enroll(&test, Account("bob"), 1).await.expect("enrolled again");
        test.advance(MINUTE);
        test.settle(Reenrollment {
            clear_user_and_location: true,
            clear_user_and_location_history: true,
            ..Reenrollment::default()
        })
        .await;
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &eve.profile_url).await.expect("a profile");
        phone.request_certificate(&test.app).await.expect("a certificate");
        phone.authenticate(&test.app).await.expect("Authenticate");
        phone.update_token(&test.app).await.expect("TokenUpdate");
        assert_eq!(names().await, ["eve"]);
        let told = events(&test, id).await;
        assert!(told.iter().filter(|event| matches!(event, Event::Enrolled)).count() == 4, "the rest stays");
        let replaced = Event::PersonReplaced { former: String::new(), logged_in: "eve".into() };
        assert!(told.contains(&replaced), "the alarm names no former user: {told:?}");
        assert!(replaced.title().ends_with("no longer assigned to its former user"));
        let ended = app::EnrollmentQuery { state: app::EnrollmentState::Ended, after: None, limit: 10 };
        let former = test.app.list_enrollments(&admin, ended).await.expect("a list").rows;
        assert_eq!(former.len(), 3);
        assert!(former.iter().all(|one| one.person == Default::default() && one.directory_user.is_none()));
        let trail = test.database.trail().await;
        assert!(trail.iter().any(|line| line.contains("enrollment-begun") && line.contains("bob")), "T57");
    }
}

#[tokio::test]
async fn whom_a_device_is_assigned_to_on_the_way_is_no_history() {
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let assign = async |name: &str| {
            let begun = test.app.begin_enrollment(test.login("chief")).await.expect("a login");
            let key = DirectoryKey(format!("key-{name}"));
            let user = DirectoryUserRef { directory_id: staff(&test).await, key };
            test.app.answer_user(&begun.session, Some(user), SOURCE).await.expect("assigned");
            test.advance(MINUTE);
            let mut phone = Phone::new(1);
            phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
            phone.request_certificate(&test.app).await.expect("a certificate");
            phone.authenticate(&test.app).await.expect("Authenticate");
            phone.update_token(&test.app).await.expect("TokenUpdate");
        };
        assign("eve").await;
        test.advance(MINUTE);
        test.settle(Reenrollment { clear_user_and_location_history: true, ..Reenrollment::default() }).await;
        assign("dan").await;
        let id = only_device(&test, &Caller::operator()).await;
        let told = events(&test, id).await.into_iter();
        let assigned: Vec<_> = told.filter(|event| matches!(event, Event::PersonAssigned { .. })).collect();
        assert_eq!(assigned, [Event::PersonAssigned { username: "dan".into(), before: String::new() }]);
    }
}

#[tokio::test]
async fn t56_of_the_management_history_stays_what_settings_say_and_nothing_stays_open() {
    use CommandState::{Acknowledged, Cancelled, Error, FormatError};
    for test in TestApp::on_each_engine().await {
        people(&test).await;
        let admin = Caller::operator();
        let all = [Acknowledged, Cancelled, Cancelled, Error, FormatError];
        for (index, (history, kept)) in [
            (ManagementHistory::DeleteNothing, all.as_slice()),
            (ManagementHistory::DeleteErrors, &[Acknowledged, Cancelled, Cancelled]),
            (ManagementHistory::DeleteEverythingExceptAcknowledged, &[Acknowledged]),
            (ManagementHistory::DeleteEverything, &[]),
        ]
        .into_iter()
        .enumerate()
        {
            // Five commands wait for a new device: one is done, two fail, one is on its way, one is not sent yet.
            let phone = enroll(&test, Account("ann"), index).await.expect("enrolled");
            let mut next = phone.idle(&test.app).await.expect("a poll");
            for status in [Status::Acknowledged, Status::Error, Status::CommandFormatError] {
                let (uuid, command) = next.expect("a command");
                next = match status {
                    Status::Acknowledged => {
                        phone.answer(&test.app, &uuid, &command).await.expect("an answer")
                    }
                    status => phone.say(&test.app, status, &uuid).await.expect("an answer"),
                };
            }
            let mut tx = test.store.read().await.expect("a read");
            let id = tx
                .find_device_by_identifier(&DeviceIdentifier::Udid(phone.udid.clone()))
                .await
                .expect("a look")
                .expect("its record")
                .id;
            let former = tx.find_latest_enrollment(id).await.expect("a look").expect("its enrollment").id;
            drop(tx);
            test.settle(Reenrollment { management_history: history, ..Reenrollment::default() }).await;
            enroll(&test, Account("ann"), index).await.expect("enrolled again");
            let mut tx = test.store.read().await.expect("a read");
            let commands = tx.list_commands(former, 100).await.expect("a list");
            assert!(tx.list_open_commands(former).await.expect("a list").is_empty());
            drop(tx);
            let mut left: Vec<_> = commands.iter().map(|command| command.state.name()).collect();
            left.sort_unstable();
            assert_eq!(left, kept.iter().map(|state| state.name()).collect::<Vec<_>>(), "{history:?}");
            // The device's page shows what is left beside what the new life waits for.
            let detail = test.app.show_device(&admin, id).await.expect("its page");
            assert_eq!(detail.commands.len(), kept.len() + 5);
        }
    }
}
