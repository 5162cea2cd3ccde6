//! Logins, sessions, accounts and tokens.

use app::{Caller, Error, NewAccount, NewApiToken, Refusal};
use domain::account::Access;
use domain::api_token::Scope;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::session::{CONSOLE_AGE_MAX, CONSOLE_IDLE_MAX};
use domain::time::{DAY, HOUR, MINUTE};
use testkit::{BROWSER, PASSWORD, SOURCE, TestApp};

fn is_refused_login<T>(outcome: &Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::Refused(Refusal::Login)))
}

#[tokio::test]
async fn t17_every_failed_login_looks_the_same() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        test.account("gone", PrivilegeSet::Auditor).await;
        test.app.disable_account(&Caller::operator(), test.account_id("gone").await).await.expect("disabled");
        for (username, password) in [
            ("ann", "wrong"),
            ("ann", ""),
            ("nobody", PASSWORD),
            ("gone", PASSWORD),
            ("", ""),
            ("ann\0", PASSWORD),
        ] {
            let refused = test.app.begin_enrollment(test.login_with(username, password)).await;
            assert!(is_refused_login(&refused), "{username}: {refused:?}");
        }
        let refused = test.sign_in_with("ann", PASSWORD).await;
        assert!(is_refused_login(&refused), "an enrollment account has no console: {refused:?}");
    }
}

#[tokio::test]
async fn t22_wrong_passwords_are_slowed_down_even_all_at_once() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let tries = (0..40).map(|n| {
            let (app, login) = (test.app.clone(), test.login_with("ann", &format!("wrong {n}")));
            tokio::spawn(async move { app.begin_enrollment(login).await })
        });
        let tries: Vec<_> = tries.collect();
        let mut looked_at = 0;
        for one in tries {
            match one.await.expect("a task") {
                Err(Error::Refused(Refusal::Login)) => looked_at += 1,
                Err(Error::Throttled(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        assert_eq!(looked_at, 5);
        let throttled = test.app.begin_enrollment(test.login("ann")).await;
        assert!(matches!(throttled, Err(Error::Throttled(_))), "even the right one has to wait");
        test.advance(16 * MINUTE);
        test.app.begin_enrollment(test.login("ann")).await.expect("after the wait");
        test.app.begin_enrollment(test.login("ann")).await.expect("a success forgets the failures");
    }
}

#[tokio::test]
async fn t22_a_source_is_slowed_down_over_many_usernames() {
    let test = TestApp::new().await;
    let mut throttled = 0;
    for n in 0..70 {
        let refused = test.sign_in_with(&format!("user{n}"), "wrong").await;
        throttled += u32::from(matches!(refused, Err(Error::Throttled(_))));
    }
    assert_eq!(throttled, 10);
}

#[tokio::test]
async fn t24_sessions_end_by_time_by_password_and_by_disablement() {
    for test in TestApp::on_each_engine().await {
        let find =
            async |session: &Secret| test.app.find_caller(session, SOURCE).await.expect("a look").is_some();
        test.account("another", PrivilegeSet::Administrator).await;
        let (session, caller) = test.sign_in("ann", PrivilegeSet::Administrator).await;
        let token = test.api_token(&caller, &[Scope::Read]).await;
        assert!(find(&session).await);
        test.app.find_bearer(token.expose(), SOURCE).await.expect("a live token");

        let operator = Caller::operator();
        test.app
            .reset_password(&operator, test.account_id("ann").await, Secret::new("another password"))
            .await
            .expect("reset");
        assert!(!find(&session).await, "a new password ends sessions");
        assert!(test.app.find_bearer(token.expose(), SOURCE).await.is_err(), "and tokens");

        let first = test.sign_in_with("ann", "another password").await.expect("a sign-in").session;
        let second = test.sign_in_with("ann", "another password").await.expect("a sign-in").session;
        assert_ne!(first, second, "each sign-in has a session of its own");
        test.advance(CONSOLE_IDLE_MAX - 1);
        assert!(find(&first).await, "just in time");
        test.advance(CONSOLE_IDLE_MAX - 1);
        assert!(find(&first).await, "use moves the idle limit on");
        assert!(!find(&second).await, "an idle one is over");
        for _ in 0..(CONSOLE_AGE_MAX / (10 * MINUTE)) {
            test.advance(10 * MINUTE);
            find(&first).await;
        }
        assert!(!find(&first).await, "no session lives for ever");

        let third = test.sign_in_with("ann", "another password").await.expect("a sign-in").session;
        test.app.disable_account(&operator, test.account_id("ann").await).await.expect("disabled");
        assert!(!find(&third).await);
    }
}

#[tokio::test]
async fn t26_only_the_printed_code_makes_the_first_administrator() {
    for test in TestApp::on_each_engine().await {
        let new = || NewAccount {
            access: Access::Full,
            groups: Vec::new(),
            username: "chief".to_owned(),
            full_name: "Chief".to_owned(),
            email: None,
            password: Secret::new(PASSWORD),
            privilege_set: PrivilegeSet::EnrollmentOnly,
        };
        assert!(test.app.needs_setup().await.expect("a look"));
        let early = test.app.set_up("AAAA-AAAA-AAAA-AAAA", new(), SOURCE, BROWSER).await;
        assert!(matches!(early, Err(Error::Refused(Refusal::SetupCode))), "{early:?}");
        let code = test.app.new_setup_code().await.expect("a look").expect("a code");
        let replaced = test.app.new_setup_code().await.expect("a look").expect("a newer code");
        let old = test.app.set_up(code.expose(), new(), SOURCE, BROWSER).await;
        assert!(matches!(old, Err(Error::Refused(Refusal::SetupCode))), "an older code ends");
        test.advance(DAY);
        let late = test.app.set_up(replaced.expose(), new(), SOURCE, BROWSER).await;
        assert!(matches!(late, Err(Error::Refused(Refusal::SetupCode))), "a code lives a day");
        let code = test.app.new_setup_code().await.expect("a look").expect("a code");
        let typed = code.expose().to_lowercase().replace('-', " ");
        let signed_in = test.app.set_up(&typed, new(), SOURCE, BROWSER).await.expect("however it is typed");
        assert_eq!(signed_in.caller.role(), PrivilegeSet::Administrator.title());
        let again = test.app.set_up(code.expose(), new(), SOURCE, BROWSER).await;
        assert!(matches!(again, Err(Error::Refused(Refusal::SetupDone))), "{again:?}");
        assert!(test.app.new_setup_code().await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn t27_every_verb_of_the_console_asks_for_its_privilege() {
    let test = TestApp::new().await;
    test.enroll("ann", 1).await;
    let admin = test.administrator().await;
    let device = crate::enrollment::only_device(&test, &admin).await;
    let (_, auditor) = test.sign_in("auditor", PrivilegeSet::Auditor).await;
    let is_forbidden = |error: Error| matches!(error, Error::Forbidden);

    test.app.show_device(&auditor, device).await.expect("an auditor reads");
    test.app.show_dashboard(&auditor).await.expect("an auditor reads");
    assert!(is_forbidden(test.app.refresh_inventory(&auditor, device).await.unwrap_err()));
    assert!(is_forbidden(test.app.list_api_tokens(&auditor).await.unwrap_err()));
    let token = NewApiToken { name: "x".to_owned(), scopes: vec![Scope::Read], days: 1 };
    assert!(is_forbidden(test.app.create_api_token(&auditor, token).await.unwrap_err()));
    let upload = crate::enrollment::upload(testkit::TOPIC);
    assert!(is_forbidden(test.app.install_push_certificate(&auditor, upload).await.unwrap_err()));
    assert!(is_forbidden(test.app.begin_enrollment_for(&auditor, "ann", None).await.unwrap_err()));
    test.app.list_accounts(&auditor).await.expect("an auditor reads");
    let ann = test.account_id("ann").await;
    assert!(is_forbidden(test.app.disable_account(&auditor, ann).await.unwrap_err()));

    let reading = test.api_token(&admin, &[Scope::Read]).await;
    let reading = test.app.find_bearer(reading.expose(), SOURCE).await.expect("a token");
    test.app.show_device(&reading, device).await.expect("its scope");
    assert!(
        is_forbidden(test.app.begin_enrollment_for(&reading, "ann", None).await.unwrap_err()),
        "not its scope"
    );
    assert!(is_forbidden(test.app.list_api_tokens(&reading).await.unwrap_err()), "tokens make no tokens");
    let enrolling = test.api_token(&admin, &[Scope::Enroll]).await;
    let enrolling = test.app.find_bearer(enrolling.expose(), SOURCE).await.expect("a token");
    test.app.begin_enrollment_for(&enrolling, "ann", None).await.expect("its scope");
    assert!(is_forbidden(test.app.show_device(&enrolling, device).await.unwrap_err()));
}

#[tokio::test]
async fn api_tokens_end_by_time_and_by_revocation() {
    for test in TestApp::on_each_engine().await {
        let admin = test.administrator().await;
        let token = test.api_token(&admin, &[Scope::Read]).await;
        test.advance(30 * DAY - 1);
        test.app.find_bearer(token.expose(), SOURCE).await.expect("a live token");
        test.advance(HOUR);
        assert!(matches!(test.app.find_bearer(token.expose(), SOURCE).await, Err(Error::Unauthenticated)));
        let admin = test.sign_in_again("admin").await.caller;
        let token = test.api_token(&admin, &[Scope::Read]).await;
        let id = test.app.list_api_tokens(&admin).await.expect("a list")[0].id;
        test.app.revoke_api_token(&admin, id).await.expect("revoked");
        assert!(matches!(test.app.find_bearer(token.expose(), SOURCE).await, Err(Error::Unauthenticated)));
    }
}

#[tokio::test]
async fn bad_fields_are_named_all_at_once() {
    let test = TestApp::new().await;
    let new = NewAccount {
        access: Access::Full,
        groups: Vec::new(),
        username: String::new(),
        full_name: " ".to_owned(),
        email: Some("nonsense".to_owned()),
        password: Secret::new("short"),
        privilege_set: PrivilegeSet::Administrator,
    };
    let refused = test.app.create_account(&Caller::operator(), new).await;
    let Err(Error::Invalid(faults)) = refused else { panic!("{refused:?}") };
    let fields: Vec<_> = faults.iter().map(|fault| fault.field).collect();
    assert_eq!(fields, ["username", "full_name", "email", "password"]);
    test.account("ann", PrivilegeSet::Auditor).await;
    let taken = NewAccount {
        access: Access::Full,
        groups: Vec::new(),
        username: "ANN".to_owned(),
        full_name: "Another Ann".to_owned(),
        email: None,
        password: Secret::new(PASSWORD),
        privilege_set: PrivilegeSet::Auditor,
    };
    assert!(matches!(test.app.create_account(&Caller::operator(), taken).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn t24_disabling_an_account_stops_its_enrollments_under_way() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let mut phone = testkit::Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        test.app.disable_account(&Caller::operator(), test.account_id("ann").await).await.expect("disabled");
        assert!(phone.request_certificate(&test.app).await.is_err());
        assert!(phone.fetch_profile(&test.app, &begun.profile_url).await.is_err());
    }
}

#[tokio::test]
async fn t22_nobody_without_the_code_gets_a_password_hashed() {
    let test = TestApp::new().await;
    test.account("admin", PrivilegeSet::Administrator).await;
    let new = || NewAccount {
        access: Access::Full,
        groups: Vec::new(),
        username: "another".to_owned(),
        full_name: "Another".to_owned(),
        email: None,
        password: Secret::new("short"),
        privilege_set: PrivilegeSet::Administrator,
    };
    // A faulty password would be named if anybody had looked at it.
    let refused = test.app.set_up("AAAA", new(), SOURCE, BROWSER).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::SetupDone))), "{refused:?}");
}

#[tokio::test]
async fn t06_a_password_typed_as_a_username_is_not_written_down() {
    let test = TestApp::new().await;
    test.sign_in_with("my secret password", "ann").await.unwrap_err();
    test.app.close().await.expect("closed");
    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    let text = String::from_utf8_lossy(&stored);
    assert!(!text.contains("my secret password"));
}

#[tokio::test]
async fn the_last_administrator_stays_and_a_disabled_account_can_come_back() {
    for test in TestApp::on_each_engine().await {
        let operator = Caller::operator();
        test.account("chief", PrivilegeSet::Administrator).await;
        let refused = test.app.disable_account(&operator, test.account_id("chief").await).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::LastAdministrator))), "{refused:?}");
        test.account("ann", PrivilegeSet::Administrator).await;
        test.app
            .disable_account(&operator, test.account_id("chief").await)
            .await
            .expect("another one is left");
        assert!(is_refused_login(&test.sign_in_with("chief", PASSWORD).await));
        test.app.enable_account(&operator, test.account_id("chief").await).await.expect("enabled");
        test.sign_in_with("chief", PASSWORD).await.expect("back");
    }
}

#[tokio::test]
async fn logging_out_ends_what_was_downloaded() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let mut phone = testkit::Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        test.app.leave_portal(&begun.session).await.expect("logged out");
        assert!(phone.request_certificate(&test.app).await.is_err());
        assert!(phone.fetch_profile(&test.app, &begun.profile_url).await.is_err());

        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        phone.request_certificate(&test.app).await.expect("a certificate");
        test.app.leave_portal(&begun.session).await.expect("logged out");
        phone.authenticate(&test.app).await.expect("a device on its way goes on");
    }
}
