//! Account-driven enrollment at its verbs: who is led to which kind, whose account it is, and how long a sign-in serves.

use app::{AuditQuery, Begun, Caller, Error, Login, NewEnrollmentAccess, Refusal};
use apple_mdm::EnrollmentMode;
use apple_mdm::checkin::Message;
use apple_mdm::profile::ReceivedProfile;
use domain::account_sign_in::{AccountRefusal, SIGN_INS_MAX};
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::enrollment::{End, Ownership, Status, Stop, StopReason, Way};
use domain::id::{EnrollmentAccessId, EnrollmentId};
use domain::person::Person;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::setting::{AccountDriven, Devices};
use domain::time::{HOUR, MINUTE};
use gateways::directory::MemoryPerson;
use testkit::{DIRECTORY_PASSWORD, Phone, SOURCE, TestApp, machine_info};

use crate::profile_service;

const BASE: &str = "dc=directory,dc=example,dc=org";
const USER: Way = Way::AccountDrivenUser;
const DEVICE: Way = Way::AccountDrivenDevice;

pub(crate) async fn with(devices: Devices, test: TestApp) -> TestApp {
    set(&test, devices).await;
    test
}

/// Lets settings count, and accounts of two domains in.
async fn set(test: &TestApp, devices: Devices) {
    let operator = Caller::operator();
    let seen = test.app.setting::<Devices>().await.expect("a look").version;
    test.app.change_setting(&operator, devices, seen).await.expect("devices");
    let domains = vec!["example.org".into(), "directory.example.org".into()];
    let seen = test.app.setting::<AccountDriven>().await.expect("a look").version;
    test.app.change_setting(&operator, AccountDriven { domains }, seen).await.expect("domains");
}

/// Makes an enrollment of Ann's stop for a reason that only other ways than the portal's profile know.
pub(crate) async fn stop_for(test: &TestApp, reason: StopReason) -> Option<Stop> {
    let session = match reason {
        StopReason::SerialNumberNotAdmitted => {
            set(test, Devices { profile_service: true, ..Devices::default() }).await;
            profile_service::tell_unknown_serial_number(test).await
        }
        StopReason::OtherWay | StopReason::NotSignedIn => {
            set(test, both()).await;
            check_in_wrongly(test, reason == StopReason::OtherWay).await
        }
        _ => return None,
    };
    set(test, Devices::default()).await;
    let found = test.app.find_portal_enrollment(&session).await.expect("a look").expect("a session");
    assert_eq!(found.status(test.app.now()), Status::Stopped, "{reason:?}");
    found.stop
}

pub(crate) fn link(begun: &Begun) -> &str {
    begun.profile_url.rsplit('/').next().expect("a file").trim_end_matches(".mobileconfig")
}

async fn check_in_wrongly(test: &TestApp, names_itself: bool) -> Secret {
    let token = opened(test, USER, "ann@example.org").await;
    let begun = test.app.begin_enrollment_by_account(&token, test.login("ann")).await.expect("begun");
    let url = test.app.account_result(&begun.session).await.expect("the way back");
    let access_token = apple_mdm::account_sign_in::read_result_url(&url).expect("a token");
    let profile =
        test.app.hand_out_account_profile(USER, machine_info(&test.app, None), access_token, SOURCE).await;
    let mut phone = Phone::new(1);
    let profile = ReceivedProfile::parse(&content(&profile.expect("a profile").body));
    phone.profile = Some(profile.expect("a phone accepts the profile"));
    phone.request_certificate(&test.app).await.expect("a certificate");
    let mut message = phone.authenticate_message();
    if let (Message::Authenticate(authenticate), false) = (&mut message, names_itself) {
        authenticate.id = apple_mdm::DeviceId::from_enrollment_id("0A1B2C3D");
    }
    phone.check_in(&test.app, &message).await.expect_err("refused");
    begun.session
}

pub(crate) fn content(profile: &[u8]) -> Vec<u8> {
    scep::cms::signed::verify(profile, scep::Algorithms::Modern).expect("the signature fits").content
}

fn both() -> Devices {
    Devices { personal_account_driven: true, device_account_driven: true, ..Devices::default() }
}

/// Asks as a device and opens the page; returns the token of the page.
async fn opened(test: &TestApp, way: Way, account: &str) -> Secret {
    let udid = (way == DEVICE).then_some("00008140-1");
    let url = test.app.ask_account_sign_in(way, machine_info(&test.app, udid)).await.expect("a page");
    let token = Secret::new(url.split("s=").nth(1).expect("a token"));
    test.app.open_account_sign_in(&token, Some(account)).await.expect("it opens");
    token
}

fn directory_login(username: &str) -> Login {
    Login { username: username.to_owned(), password: Secret::new(DIRECTORY_PASSWORD), source: SOURCE }
}

fn refused<T: std::fmt::Debug>(result: Result<T, Error>) -> AccountRefusal {
    match result {
        Err(Error::Refused(Refusal::Account(refusal))) => refusal,
        other => panic!("{other:?}"),
    }
}

fn access(may_institutional: bool, may_personal: bool) -> NewEnrollmentAccess {
    NewEnrollmentAccess {
        may_institutional,
        may_personal,
        may_account_driven: true,
        must_accept_eula: false,
        site_id: None,
    }
}

async fn allow_all(test: &TestApp, new: NewEnrollmentAccess) {
    let id = EnrollmentAccessId(uuid(1));
    test.app.update_enrollment_access(&Caller::operator(), id, new).await.expect("a row");
}

fn uuid(n: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(n)
}

#[tokio::test]
async fn rows_and_settings_decide_which_kind_an_account_leads_to() {
    for test in TestApp::on_each_engine().await {
        let test = with(both(), test).await;
        let directory = test.ldap("Staff", BASE).await;
        test.person("ann", &["teachers"]);
        test.person("bob", &[]);
        let group = DirectoryGroupRef { directory_id: directory.id, key: DirectoryKey("teachers".into()) };
        let operator = Caller::operator();
        allow_all(&test, access(false, true)).await;
        let discover = async |account: &str| {
            test.app.discover_enrollment(account, "iPhone").await.expect("an answer").mode
        };
        for account in ["ann@directory.example.org", "bob@directory.example.org", "nobody@example.org"] {
            assert_eq!(discover(account).await, EnrollmentMode::Byod, "{account}");
        }
        let teachers = "teachers".to_owned();
        test.app
            .create_enrollment_access(&operator, group, teachers, access(true, false))
            .await
            .expect("a row");
        allow_all(&test, NewEnrollmentAccess { may_account_driven: false, ..access(false, false) }).await;
        assert_eq!(discover("ann@directory.example.org").await, EnrollmentMode::Adde);
        // T17: whoever is unknown is answered as somebody without a group.
        assert_eq!(discover("bob@directory.example.org").await, discover("nobody@example.org").await);
        // A directory that does not answer keeps nobody from enrolling.
        test.silence_directory(BASE);
        assert_eq!(discover("ann@directory.example.org").await, EnrollmentMode::Byod);
    }
}

/// Lets a directory know Ann, who may take Device Enrollment alone, where nobody else may take it.
async fn with_a_teacher(test: &TestApp) {
    let directory = test.ldap("Staff", BASE).await;
    test.person("ann", &["teachers"]);
    let group = DirectoryGroupRef { directory_id: directory.id, key: DirectoryKey("teachers".into()) };
    let (operator, teachers) = (Caller::operator(), "teachers".to_owned());
    let row = test.app.create_enrollment_access(&operator, group, teachers, access(true, false)).await;
    row.expect("a row");
    allow_all(test, NewEnrollmentAccess { may_account_driven: false, ..access(false, false) }).await;
}

#[tokio::test]
async fn discovery_and_the_login_agree_whose_account_it_is() {
    let test = with(both(), TestApp::new().await).await;
    with_a_teacher(&test).await;
    let check = async |account: &str, is_hers: bool| {
        let found = test.app.discover_enrollment(account, "iPhone").await.expect("an answer").mode;
        assert_eq!(found == EnrollmentMode::Adde, is_hers, "{account}");
        let token = opened(&test, DEVICE, account).await;
        let begun = test.app.begin_enrollment_by_account(&token, directory_login("ann")).await;
        assert_eq!(begun.is_ok(), is_hers, "{account}: {begun:?}");
    };
    check("ann@directory.example.org", true).await;
    // Her username, in another domain than that of her e-mail address.
    check("Ann@example.org", true).await;
    check("anna@example.org", false).await;
    let usual = test.person("ann", &["teachers"]);
    let managed_apple_account = Some("teacher@example.org".to_owned());
    test.directory
        .put(MemoryPerson { person: Person { managed_apple_account, ..usual.person.clone() }, ..usual });
    check("teacher@example.org", true).await;
    // Where the directory names one account, no other is hers.
    check("ann@directory.example.org", false).await;
    check("ann@example.org", false).await;
}

#[tokio::test]
async fn a_namesake_is_taken_for_nobody_while_another_directory_keeps_silent() {
    let test = with(both(), TestApp::new().await).await;
    with_a_teacher(&test).await;
    test.ldap("Pupils", "dc=pupils").await;
    let ann = test.person("ann", &["teachers"]);
    test.directory.put(MemoryPerson { base: BASE.to_owned(), ..ann });
    let discover = async || {
        let found = test.app.discover_enrollment("ann@directory.example.org", "iPhone").await;
        found.expect("an answer").mode
    };
    assert_eq!(discover().await, EnrollmentMode::Adde);
    test.silence_directory("dc=pupils");
    assert_eq!(discover().await, EnrollmentMode::Byod);
}

#[tokio::test]
async fn slow_directories_hold_few_that_ask_before_a_login() {
    let test = with(both(), TestApp::new().await).await;
    with_a_teacher(&test).await;
    test.directory.hang(BASE, true);
    let mut asking = tokio::task::JoinSet::new();
    for _ in 0..5 {
        let app = test.app.clone();
        asking.spawn(async move { app.discover_enrollment("ann@directory.example.org", "iPhone").await });
    }
    let mut next =
        async || asking.join_next().await.expect("one more").expect("no panic").expect("an answer");
    assert_eq!(next().await.mode, EnrollmentMode::Byod, "answered as somebody unknown");
    test.directory.hang(BASE, false);
    for _ in 0..4 {
        assert_eq!(next().await.mode, EnrollmentMode::Adde);
    }
}

#[tokio::test]
async fn whoever_comes_when_too_many_wait_takes_the_place_of_the_oldest() {
    let test = with(both(), TestApp::new().await).await;
    let first = opened(&test, USER, "ann@example.org").await;
    let until = test.app.now().plus(HOUR).0;
    let filled = test
        .database
        .tamper(&format!(
            "insert into account_sign_in (id, token_hash, way, machine, created_at, expires_at)
             with recursive n(i) as (select 1 union all select i + 1 from n where i < {SIGN_INS_MAX} - 1)
             select randomblob(16), randomblob(32), 'account-driven-user', '{{}}', {until} - {HOUR} + i, {until} + i from n"
        ))
        .await;
    assert_eq!(filled + 1, SIGN_INS_MAX);
    opened(&test, USER, "bob@example.org").await;
    let oldest = format!("delete from account_sign_in where expires_at = {until} + 1");
    assert_eq!(test.database.tamper(&oldest).await, 0, "it made room");
    test.app.find_account_sign_in(&first).await.expect("a page that is open stays");
    let count = async || {
        let mut tx = test.store.read().await.expect("a read");
        tx.count_open_account_sign_ins(test.app.now()).await.expect("a count")
    };
    assert_eq!(count().await, SIGN_INS_MAX);
    // Some came at once and were too many, and what is over waits to be swept.
    let more = format!(
        "insert into account_sign_in (id, token_hash, way, machine, created_at, expires_at)
         with recursive n(i) as (select 1 union all select i + 1 from n where i < 6)
         select randomblob(16), randomblob(32), 'account-driven-user', '{{}}', 0,
             case when i < 4 then {until} else i end from n"
    );
    assert_eq!(test.database.tamper(&more).await, 6);
    assert_eq!(count().await, SIGN_INS_MAX + 3);
    opened(&test, USER, "eve@example.org").await;
    assert_eq!(count().await, SIGN_INS_MAX);
}

#[tokio::test]
async fn t21_whose_account_was_typed_stands_in_the_trail() {
    for test in TestApp::on_each_engine().await {
        let test = with(both(), test).await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        test.account("bob", PrivilegeSet::EnrollmentOnly).await;
        let token = opened(&test, USER, "ann@example.org").await;
        let first = test.app.begin_enrollment_by_account(&token, test.login("ann")).await.expect("begun");
        let wrong = test.app.begin_enrollment_by_account(&token, test.login("bob")).await;
        assert_eq!(refused(wrong), AccountRefusal::OtherPerson("ann@example.org".into()));
        let query = AuditQuery { limit: 1, ..AuditQuery::default() };
        let last = test.app.list_audit(&Caller::operator(), query).await.expect("a page").rows.remove(0);
        assert_eq!(last.event.title(), "bob logged in for ann@example.org and was refused: it is not theirs");
        assert_eq!(last.actor.name(), "bob");
        // Who has begun on the same page goes on.
        test.app.account_result(&first.session).await.expect("the way back");
    }
}

#[tokio::test]
async fn t11_a_way_that_the_rows_do_not_give_ends_at_the_login() {
    for test in TestApp::on_each_engine().await {
        let test = with(both(), test).await;
        test.ldap("Staff", BASE).await;
        test.person("ann", &[]);
        allow_all(&test, access(false, true)).await;
        let account = "ann@directory.example.org";
        let token = opened(&test, DEVICE, account).await;
        let begun = test.app.begin_enrollment_by_account(&token, directory_login("ann")).await;
        assert!(matches!(begun, Err(Error::Refused(Refusal::NothingOffered { .. }))), "{begun:?}");

        let token = opened(&test, USER, account).await;
        let begun =
            test.app.begin_enrollment_by_account(&token, directory_login("ann")).await.expect("begun");
        assert_eq!(begun.enrollment.ownership, Ownership::Personal);
        assert_eq!(begun.enrollment.course.managed_apple_account.as_deref(), Some(account));
        // The link of the portal's profile opens nothing: only the device that asked gets this one.
        let by_link = test.app.hand_out_profile(link(&begun), SOURCE).await;
        assert!(matches!(by_link, Err(Error::Refused(Refusal::ProfileLink))), "{by_link:?}");
        let by_head = test.app.check_profile_link(link(&begun)).await;
        assert!(matches!(by_head, Err(Error::Refused(Refusal::ProfileLink))), "{by_head:?}");
    }
}

#[tokio::test]
async fn the_account_of_the_directory_counts_and_no_other() {
    let test = with(both(), TestApp::new().await).await;
    test.ldap("Staff", BASE).await;
    allow_all(&test, access(true, true)).await;
    let usual = test.person("ann", &[]);
    let managed_apple_account = Some("ann@example.org".to_owned());
    let person = Person { managed_apple_account, ..usual.person.clone() };
    test.directory.put(MemoryPerson { person, ..usual });
    let token = opened(&test, USER, "ann@directory.example.org").await;
    let begun = test.app.begin_enrollment_by_account(&token, directory_login("ann")).await;
    let own = "ann@example.org".to_owned();
    let typed = "ann@directory.example.org".to_owned();
    assert_eq!(refused(begun), AccountRefusal::OtherAccount { typed, own });
    let token = opened(&test, USER, "Ann@Example.org").await;
    let begun = test.app.begin_enrollment_by_account(&token, directory_login("ann")).await.expect("begun");
    assert_eq!(begun.enrollment.course.managed_apple_account.as_deref(), Some("ann@example.org"));
}

#[tokio::test]
async fn a_sign_in_serves_for_its_time_and_for_one_enrollment() {
    for test in TestApp::on_each_engine().await {
        let test = with(both(), test).await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let token = opened(&test, USER, "ann@example.org").await;
        let first = test.app.begin_enrollment_by_account(&token, test.login("ann")).await.expect("begun");
        // Logging in once more on the same page begins anew, and what was begun before is over.
        let second = test.app.begin_enrollment_by_account(&token, test.login("ann")).await.expect("begun");
        let find = async |id: EnrollmentId| {
            test.app.show_enrollment(&Caller::operator(), id).await.expect("an enrollment").enrollment
        };
        assert_eq!(find(first.enrollment.id).await.end, Some(End::LoggedOut));
        let url = test.app.account_result(&second.session).await.expect("the way back");
        assert_eq!(url, test.app.account_result(&second.session).await.expect("the same each time"));
        let access_token = apple_mdm::account_sign_in::read_result_url(&url).expect("a token").to_owned();
        assert!(access_token.len() >= 22, "128 bits and more");

        let ask = async |way: Way, udid: Option<&str>, access_token: &str| {
            let message = machine_info(&test.app, udid);
            test.app.hand_out_account_profile(way, message, access_token, SOURCE).await
        };
        ask(USER, None, &access_token).await.expect("a profile");
        ask(USER, None, &access_token).await.expect("and again, as devices repeat themselves");
        assert_eq!(refused(ask(USER, None, token.expose()).await), AccountRefusal::Over);
        assert_eq!(refused(ask(DEVICE, None, &access_token).await), AccountRefusal::Over);
        assert_eq!(refused(ask(USER, Some("00008140-1"), &access_token).await), AccountRefusal::OtherDevice);
        test.advance(61 * MINUTE);
        assert_eq!(refused(ask(USER, None, &access_token).await), AccountRefusal::Over);

        let token = opened(&test, DEVICE, "ann@example.org").await;
        test.advance(HOUR);
        let late = test.app.begin_enrollment_by_account(&token, test.login("ann")).await;
        assert_eq!(refused(late), AccountRefusal::Over);
        test.app.sweep().await.expect("swept");
        assert_eq!(refused(test.app.find_account_sign_in(&token).await), AccountRefusal::Over);
    }
}
