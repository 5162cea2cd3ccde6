//! How many wrong passwords reach a directory: fewer than lock somebody out there, whoever tries and however.

use app::Error;
use domain::time::{MINUTE, SECOND, Timestamp};
use testkit::{DIRECTORY_PASSWORD, TestApp};

use super::{STAFF, is_refused, log_in, login};

/// What the preset passes on, and for how long.
const FAILURES_MAX: u32 = 4;
const WINDOW: i64 = 30 * MINUTE;

#[tokio::test]
async fn t22_a_thousand_wrong_tries_never_lock_the_account_in_the_directory() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let mut passed_at: Vec<Timestamp> = Vec::new();
        for n in 0..1_000 {
            let before = test.directory.checked("key-ann");
            let refused = test.app.begin_enrollment(login("ann", &format!("wrong {n}"))).await;
            assert!(is_refused(&refused) || matches!(refused, Err(Error::Throttled(_))), "{refused:?}");
            let passed = test.directory.checked("key-ann") - before;
            passed_at.extend((0..passed).map(|_| test.app.now()));
            test.advance(MINUTE / 6);
        }
        assert!(passed_at.len() > 4, "some are passed on again after a rest: {}", passed_at.len());
        for (n, first) in passed_at.iter().enumerate() {
            let within = passed_at[n..].iter().filter(|at| at.since(*first) < WINDOW).count();
            assert!(within <= FAILURES_MAX as usize, "{within} tries in one window");
        }
    }
}

#[tokio::test]
async fn t22_other_names_for_the_same_person_share_their_limit() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        for n in 0..20 {
            // As if the directory took many spellings for one person.
            let mut ann = test.person("ann", &[]);
            ann.person.username = format!("ann{n}");
            test.directory.put(ann);
            assert!(is_refused(&test.app.begin_enrollment(login(&format!("ann{n}"), "wrong")).await));
        }
        assert_eq!(test.directory.checked("key-ann"), FAILURES_MAX);
        let mut ann = test.person("ann", &[]);
        ann.person.username = "annika".to_owned();
        test.directory.put(ann);
        assert!(is_refused(&log_in(&test, "annika").await), "even the right one has to wait");
        test.advance(WINDOW);
        log_in(&test, "annika").await.expect("after the rest");
    }
}

#[tokio::test]
async fn t22_many_tries_at_once_are_no_way_around_the_limit() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        let tries: Vec<_> = (0..40)
            .map(|n| {
                let (app, login) = (test.app.clone(), login("ann", &format!("wrong {n}")));
                tokio::spawn(async move { app.begin_enrollment(login).await })
            })
            .collect();
        for one in tries {
            assert!(one.await.expect("a task").is_err());
        }
        assert_eq!(test.directory.checked("key-ann"), FAILURES_MAX);
    }
}

#[tokio::test]
async fn t17_the_rest_is_announced_whether_somebody_exists_or_not() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        test.account("local", domain::privilege::PrivilegeSet::EnrollmentOnly).await;
        let mut answers = Vec::new();
        for username in ["ann", "local", "nobody"] {
            for n in 0..FAILURES_MAX {
                let refused = test.app.begin_enrollment(login(username, &format!("wrong {n}"))).await;
                assert!(is_refused(&refused), "{username}: {refused:?}");
            }
            match test.app.begin_enrollment(login(username, "wrong again")).await {
                Err(Error::Throttled(until)) => answers.push(until),
                other => panic!("{username}: {other:?}"),
            }
        }
        assert_eq!(answers, [test.app.now().plus(WINDOW); 3]);
        // The rest is the directory's: a local account's own limit is another, and shorter.
        test.advance(5 * SECOND);
        test.app.begin_enrollment(test.login("local")).await.expect("its own password opens it");
    }
}

#[tokio::test]
async fn a_success_forgets_the_failures_before_it() {
    for test in TestApp::on_each_engine().await {
        test.ldap("Staff", STAFF).await;
        test.person("ann", &[]);
        for _ in 0..3 {
            for n in 0..FAILURES_MAX - 1 {
                let refused = test.app.begin_enrollment(login("ann", &format!("wrong {n}"))).await;
                assert!(is_refused(&refused), "{refused:?}");
            }
            test.app.begin_enrollment(login("ann", DIRECTORY_PASSWORD)).await.expect("the right one");
        }
    }
}
