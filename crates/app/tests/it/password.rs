//! What a password check takes, and how long.

use std::net::{IpAddr, Ipv4Addr};
use std::time::{Duration, Instant};

use app::{Caller, Error, Login, NewAccount, Refusal};
use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use argon2::password_hash::phc::PasswordHash;
use domain::account::Access;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use testkit::{PASSWORD, TestApp};

/// Hashes a password as the product does, whatever the product would say of it.
fn hash(password: &str) -> String {
    let salt = [9; 16];
    Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).expect("a hash").to_string()
}

#[tokio::test]
async fn t18_a_password_that_is_empty_or_begins_with_nul_is_never_right() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::Administrator).await;
        // Even an account whose stored hash would match: what is refused is refused before it is compared.
        for password in ["", "\0", "\0correct horse battery"] {
            let mut tx = test.store.begin().await.expect("a writer");
            let (ann, _) = tx.find_account_by_username("ann").await.expect("a look").expect("ann");
            tx.save_password_hash(ann.id, &hash(password)).await.expect("a hash");
            tx.commit().await.expect("a commit");
            for refused in [
                test.sign_in_with("ann", password).await.map(drop),
                test.app.begin_enrollment(test.login_with("ann", password)).await.map(drop),
            ] {
                assert!(matches!(refused, Err(Error::Refused(Refusal::Login))), "{password:?}: {refused:?}");
            }
            test.advance(domain::time::DAY);
        }
    }
}

#[tokio::test]
async fn t18_no_account_gets_a_password_that_is_empty_or_begins_with_nul() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::Administrator).await;
    let operator = Caller::operator();
    for password in ["", "\0", "\0correct horse battery", "correct\0horse battery"] {
        let reset =
            test.app.reset_password(&operator, test.account_id("ann").await, Secret::new(password)).await;
        assert!(matches!(reset, Err(Error::Invalid(_))), "{password:?}: {reset:?}");
        let new = NewAccount {
            access: Access::Full,
            groups: Vec::new(),
            username: "bob".to_owned(),
            full_name: "Bob Example".to_owned(),
            email: None,
            password: Secret::new(password),
            privilege_set: PrivilegeSet::Administrator,
        };
        let made = test.app.create_account(&operator, new).await;
        assert!(matches!(made, Err(Error::Invalid(_))), "{password:?}: {made:?}");
    }
    test.sign_in_with("ann", PASSWORD).await.expect("the old password still counts");
}

#[tokio::test]
async fn t23_a_refused_login_takes_as_long_whether_the_account_exists_or_not() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    test.account("gone", PrivilegeSet::EnrollmentOnly).await;
    test.app.disable_account(&Caller::operator(), test.account_id("gone").await).await.expect("disabled");

    // The work that is hidden behind: Argon2id as recommended.
    let mut tx = test.store.read().await.expect("a read");
    let (_, stored) = tx.find_account_by_username("ann").await.expect("a look").expect("ann");
    drop(tx);
    let stored = PasswordHash::new(&stored).expect("a hash");
    assert_eq!(stored.algorithm.as_str(), "argon2id");
    assert_eq!(stored.params.to_string(), "m=19456,t=2,p=1");

    let long = "x".repeat(5_000);
    let cases =
        [("ann", "wrong"), ("nobody", "wrong"), ("gone", PASSWORD), ("nobody", ""), ("nobody", &long)];
    let mut times = vec![Vec::new(); cases.len()];
    for round in 0..5 {
        for (case, (username, password)) in cases.iter().enumerate() {
            // No account and no source reaches its limit.
            let source = IpAddr::V4(Ipv4Addr::new(198, 51, 100, round));
            let username = (*username).to_owned();
            let login = Login { username, password: Secret::new(*password), source };
            let began = Instant::now();
            let refused = test.app.begin_enrollment(login).await;
            times[case].push(began.elapsed());
            assert!(matches!(refused, Err(Error::Refused(Refusal::Login))), "{refused:?}");
            test.advance(domain::time::DAY);
        }
    }
    // A missing hash would be a hundred times quicker; what else happens on this machine is not.
    let medians: Vec<Duration> = times.iter_mut().map(|times| median(times)).collect();
    for (case, time) in cases.iter().zip(&medians) {
        let known = medians[0];
        assert!(*time > known / 4 && known > *time / 4, "{case:?} takes {time:?}, a known account {known:?}");
    }
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}
