//! Logins by directory: who decides, what a failure shows, and what a directory that is down costs.

use std::time::Duration;

use app::Error;
use domain::privilege::PrivilegeSet;
use domain::time::{HOUR, MINUTE, SECOND};
use gateways::directory::{DirectoryError, MemoryPerson};
use testkit::{DIRECTORY_PASSWORD, PASSWORD, TestApp};

use super::{PUPILS, STAFF, down, is_refused, last_event, log_in, login, status, user};

#[tokio::test]
async fn a_directory_user_enrolls_with_what_the_directory_knows() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let phone = super::enroll(&test, "ANN", 1).await;
        let device = super::device(&test, &phone).await;
        assert_eq!(device.person.username, "ann");
        assert_eq!(device.person.department.as_deref(), Some("Physics"));
        assert_eq!(device.directory_user, Some(user(staff.id, "key-ann")));
        assert_eq!(device.person_checked_at, Some(testkit::NOON));
        let trail = test.database.trail().await;
        let begun = trail.iter().find(|event| event.contains("enrollment-begun")).expect("a line");
        assert!(begun.contains("ann"), "{begun}");
        assert_eq!(test.directory.asked(STAFF), (1, 1), "one search and one bind");
    }
}

#[tokio::test]
async fn t18_a_password_that_binds_anonymously_reaches_no_directory() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        let mut ann = test.person("ann", &[]);
        // A directory that takes anything for this person would show a bind that should not have been.
        ann.password = String::new();
        test.directory.put(ann);
        for password in ["", "\0", "\0secret", "secret\0", &"x".repeat(5_000)] {
            let refused = test.app.begin_enrollment(login("ann", password)).await;
            assert!(is_refused(&refused), "{password:.10?}");
            test.advance(HOUR);
        }
        assert_eq!(test.directory.asked(STAFF), (0, 0));
    }
}

#[tokio::test]
async fn t21_the_same_username_in_both_sources_is_two_people() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let local = test.app.begin_enrollment(login("ann", PASSWORD)).await.expect("the local ann");
        assert!(local.enrollment.account_id.is_some());
        assert_eq!(local.enrollment.directory_user, None);
        assert_eq!(local.enrollment.person.full_name, "ann Example");
        assert_eq!(test.directory.asked(STAFF), (0, 0), "the directory hears nothing of local passwords");

        let other = log_in(&test, "ann").await.expect("the directory's ann").enrollment;
        assert_eq!(other.account_id, None);
        assert_eq!(other.directory_user, Some(user(staff.id, "key-ann")));
        assert_eq!(other.person.full_name, "ann Directory");
    }
}

#[tokio::test]
async fn t21_a_device_of_one_ann_is_not_taken_over_by_the_other() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let phone = super::enroll(&test, "ann", 1).await;
        test.enroll_again("ann", 1).await;
        let device = super::device(&test, &phone).await;
        assert_eq!(device.directory_user, Some(user(staff.id, "key-ann")), "it stays whose it was");
        assert_eq!(device.person.full_name, "ann Directory");
    }
}

#[tokio::test]
async fn t21_a_renamed_user_is_the_same_person() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        let mut ann = test.person("ann", &[]);
        let phone = super::enroll(&test, "ann", 1).await;
        ann.person.username = "ann.miller".to_owned();
        test.directory.put(ann);
        super::enroll(&test, "ann.miller", 1).await;
        let device = super::device(&test, &phone).await;
        assert_eq!(device.directory_user, Some(user(staff.id, "key-ann")));
        assert_eq!(device.person.username, "ann.miller", "nobody is kept: it is the same person");

        // Whoever gets the old name next is somebody else.
        let mut other = test.person("ann", &[]);
        test.directory.remove("key-ann");
        other.key = "key-other".to_owned();
        test.directory.put(other);
        super::enroll(&test, "ann", 1).await;
        let device = super::device(&test, &phone).await;
        assert_eq!(device.directory_user, Some(user(staff.id, "key-ann")), "a managed device stays hers");
    }
}

#[tokio::test]
async fn t21_two_entries_with_one_mail_stay_two_people() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        for username in ["eva", "eve"] {
            let mut person = test.person(username, &[]);
            person.person.email = Some("shared@example.org".to_owned());
            test.directory.put(person);
        }
        let [eva, eve] = [log_in(&test, "eva").await, log_in(&test, "eve").await]
            .map(|begun| begun.expect("a login").enrollment.directory_user);
        assert_eq!(eva, Some(user(staff.id, "key-eva")));
        assert_eq!(eve, Some(user(staff.id, "key-eve")));
        assert!(is_refused(&log_in(&test, "shared@example.org").await), "nobody logs in by address");
    }
}

#[tokio::test]
async fn t21_a_name_that_a_directory_has_twice_lets_nobody_in_and_says_why() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.ldap("Pupils", PUPILS).await;
        for (key, base) in [("one", STAFF), ("two", STAFF), ("three", PUPILS)] {
            let mut twin = test.person("twin", &[]);
            (twin.key, twin.base) = (key.to_owned(), base.to_owned());
            test.directory.put(twin);
        }
        test.directory.remove("key-twin");
        let refused = log_in(&test, "twin").await;
        assert!(is_refused(&refused), "not even the one in the next directory: {refused:?}");
        let line = last_event(&test).await;
        assert!(
            line.contains("login-ambiguous") && line.contains("twin") && line.contains("Staff"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn the_first_directory_that_knows_a_name_decides() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        let pupils = test.ldap("Pupils", PUPILS).await;
        let place = |key: &str, username: &str, base: &str, password: &str| {
            let mut person = test.person(username, &[]);
            test.directory.remove(&person.key);
            person.key = key.to_owned();
            person.base = base.to_owned();
            person.password = password.to_owned();
            test.directory.put(person);
        };
        place("teacher", "ann", STAFF, DIRECTORY_PASSWORD);
        place("pupil", "ann", PUPILS, "the pupil's own password");
        place("bob", "bob", PUPILS, DIRECTORY_PASSWORD);
        let who = |begun: Result<app::Begun, Error>| begun.expect("a login").enrollment.directory_user;
        assert_eq!(who(log_in(&test, "ann").await), Some(user(staff.id, "teacher")));
        assert_eq!(who(log_in(&test, "bob").await), Some(user(pupils.id, "bob")));
        let other = test.app.begin_enrollment(login("ann", "the pupil's own password")).await;
        assert!(is_refused(&other), "the second ann has no say");

        let admin = app::Caller::operator();
        let order = test.app.move_directory(&admin, pupils.id, 0).await.expect("moved");
        let names: Vec<_> = order.iter().map(|detail| detail.directory.name.as_str()).collect();
        assert_eq!(names, ["Pupils", "Staff"]);
        let other = test.app.begin_enrollment(login("ann", "the pupil's own password")).await;
        assert_eq!(who(other), Some(user(pupils.id, "pupil")));
        test.app.disable_directory(&admin, pupils.id).await.expect("disabled");
        assert_eq!(who(log_in(&test, "ann").await), Some(user(staff.id, "teacher")));
        assert!(is_refused(&log_in(&test, "bob").await), "his directory is disabled");
    }
}

#[tokio::test]
async fn t17_t23_every_failure_costs_each_directory_the_same() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.ldap("Pupils", PUPILS).await;
        for (username, base) in [("ann", STAFF), ("bob", PUPILS), ("twin", STAFF)] {
            let mut person = test.person(username, &[]);
            person.base = base.to_owned();
            test.directory.put(person);
        }
        let twin = MemoryPerson { key: "twin2".to_owned(), ..test.person("twin", &[]) };
        test.directory.put(MemoryPerson { base: STAFF.to_owned(), ..twin });
        test.account("local", PrivilegeSet::EnrollmentOnly).await;
        for username in ["ann", "bob", "twin", "local", "nobody", "*", "a)(uid=*", "\\2a", "\u{202e}nna"] {
            let before = [STAFF, PUPILS].map(|base| test.directory.asked(base));
            let refused = test.app.begin_enrollment(login(username, "a wrong password")).await;
            assert!(is_refused(&refused), "{username}: {refused:?}");
            let after = [STAFF, PUPILS].map(|base| test.directory.asked(base));
            for (before, after) in before.into_iter().zip(after) {
                assert_eq!((after.0 - before.0, after.1 - before.1), (1, 1), "{username}");
            }
        }
        let written = test.database.trail().await;
        assert!(!written.iter().any(|event| event.contains("a)(uid")), "an unknown name may be a password");
    }
}

#[tokio::test]
async fn t19_a_name_that_cannot_be_one_is_not_looked_up() {
    let test = TestApp::new().await;
    test.ldap("Staff", STAFF).await;
    // Cut to what an account can have, this would be somebody else's name.
    let mut long = test.person("long", &[]);
    long.person.username = "x".repeat(128);
    test.directory.put(long);
    for username in ["", "  ", "ann\0", "a\nb", &"x".repeat(129), &"x".repeat(10_000)] {
        let refused = log_in(&test, username).await;
        assert!(is_refused(&refused), "{username:.20?}: {refused:?}");
        test.advance(20 * MINUTE);
    }
    assert_eq!(test.directory.asked(STAFF), (0, 0));
    log_in(&test, &"x".repeat(128)).await.expect("a long name that fits");
}

/// Returns the words of an answer that says that a directory is down.
fn words<T: std::fmt::Debug>(outcome: Result<T, Error>) -> String {
    match outcome {
        Err(Error::Unavailable(words)) => words,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn t17_a_directory_that_is_down_is_said_in_the_same_words_to_all() {
    for test in TestApp::on_each_engine().await {
        let staff = test.ldap("Staff", STAFF).await;
        test.ldap("Pupils", PUPILS).await;
        let mut bob = test.person("bob", &[]);
        bob.base = PUPILS.to_owned();
        test.directory.put(bob);
        test.account("local", PrivilegeSet::EnrollmentOnly).await;
        test.directory.fail(STAFF, down());

        let ann = words(log_in(&test, "ann").await);
        assert!(ann.contains("Staff does not answer") && ann.contains("Local accounts still work"), "{ann}");
        // Whether somebody knows the name shows no more than otherwise.
        assert_eq!(words(test.app.begin_enrollment(login("bob", "wrong")).await), ann);
        assert_eq!(words(test.app.begin_enrollment(login("local", "wrong")).await), ann);
        let line = last_event(&test).await;
        assert!(line.contains("login-unanswered") && line.contains("Staff"), "{line}");
        log_in(&test, "bob").await.expect("the next directory knows him");
        test.app.begin_enrollment(test.login("local")).await.expect("a local account");

        let since = testkit::NOON;
        let health = status(&test, staff.id).await.health;
        assert_eq!((health.failing_since, health.answered_at), (Some(since), None));
        assert!(health.failure.contains("nobody is at home"), "{}", health.failure);

        test.directory.fail(STAFF, None);
        test.directory.put(MemoryPerson { base: STAFF.to_owned(), ..test.person("ann", &[]) });
        assert!(!words(log_in(&test, "ann").await).is_empty(), "it is left alone for a while");
        test.app.ask_resting_directories().await.expect("asked");
        log_in(&test, "ann").await.expect("it answers again");
        let health = status(&test, staff.id).await.health;
        assert_eq!((health.failing_since, health.answered_at), (None, Some(since)));
    }
}

#[tokio::test]
async fn a_directory_down_does_not_use_up_the_tries_of_a_whole_source() {
    let test = TestApp::new().await;
    test.ldap("Staff", STAFF).await;
    test.account("local", PrivilegeSet::EnrollmentOnly).await;
    test.directory.fail(STAFF, down());
    for n in 0..70 {
        words(log_in(&test, &format!("person{n}")).await);
    }
    test.app.begin_enrollment(test.login("local")).await.expect("local accounts still work");
    for _ in 0..4 {
        words(test.app.begin_enrollment(login("local", "wrong")).await);
    }
    words(test.app.begin_enrollment(login("local", "wrong")).await);
    let slowed = test.app.begin_enrollment(login("local", "wrong")).await;
    assert!(matches!(slowed, Err(Error::Throttled(_))), "guessing is slowed down all the same: {slowed:?}");
}

#[tokio::test]
async fn a_directory_that_rests_is_asked_again_by_a_login_after_a_while() {
    let test = TestApp::new().await;
    let staff = test.ldap("Staff", STAFF).await;
    test.person("ann", &[]);
    test.directory.fail(STAFF, down());
    words(log_in(&test, "ann").await);
    test.directory.fail(STAFF, None);
    test.advance(29 * SECOND);
    words(log_in(&test, "ann").await);
    test.advance(SECOND);
    log_in(&test, "ann").await.expect("it has rested");
    assert_eq!(status(&test, staff.id).await.health.failing_since, None);
}

#[tokio::test]
async fn one_entry_without_sense_does_not_shut_the_directory() {
    let test = TestApp::new().await;
    let staff = test.ldap("Staff", STAFF).await;
    test.person("ann", &[]);
    log_in(&test, "ann").await.expect("a login");
    test.directory.fail(STAFF, Some(DirectoryError::Nonsense("no entryUUID".to_owned())));
    words(log_in(&test, "odd").await);
    test.directory.fail(STAFF, None);
    log_in(&test, "ann").await.expect("asked at once");
    assert_eq!(status(&test, staff.id).await.health.failing_since, None);
}

#[tokio::test]
async fn a_hanging_directory_holds_up_only_who_has_to_wait_for_it() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.ldap("Pupils", PUPILS).await;
        let mut ann = test.person("ann", &[]);
        ann.base = STAFF.to_owned();
        test.directory.put(ann);
        test.account("local", PrivilegeSet::EnrollmentOnly).await;
        test.directory.hang(PUPILS, true);
        // Many at once, so that names that wait stand in the way of others, if anything makes them.
        let waiting: Vec<_> = (0..100)
            .map(|n| {
                let (app, login) = (test.app.clone(), login(&format!("pupil{n}"), DIRECTORY_PASSWORD));
                tokio::spawn(async move { app.begin_enrollment(login).await })
            })
            .collect();
        let others = async {
            test.app.begin_enrollment(test.login("local")).await.expect("a local account");
            log_in(&test, "ann").await.expect("somebody of the directory before it");
        };
        tokio::time::timeout(Duration::from_secs(20), others).await.expect("nobody waits in vain");
        assert!(waiting.iter().all(|one| !one.is_finished()), "those wait");
        test.directory.hang(PUPILS, false);
        for one in waiting {
            assert!(one.await.expect("a task").is_err());
        }
    }
}

#[tokio::test]
async fn health_is_written_when_it_changes_and_now_and_then() {
    let test = TestApp::new().await;
    let staff = test.ldap("Staff", STAFF).await;
    test.person("ann", &[]);
    let answered = async || status(&test, staff.id).await.health.answered_at;
    log_in(&test, "ann").await.expect("a login");
    assert_eq!(answered().await, Some(testkit::NOON));
    test.advance(MINUTE - 1);
    log_in(&test, "ann").await.expect("a login");
    assert_eq!(answered().await, Some(testkit::NOON), "not with every login");
    test.advance(1);
    log_in(&test, "ann").await.expect("a login");
    assert_eq!(answered().await, Some(testkit::NOON.plus(MINUTE)));
}
