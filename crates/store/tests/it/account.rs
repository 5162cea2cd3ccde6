//! Accounts, API tokens, the setup code and counts of failures.

use domain::api_token::{ApiToken, Scope};
use domain::enrollment::Enrollment;
use domain::id::{ApiTokenId, SessionId};
use domain::privilege::PrivilegeSet;
use domain::session::{CONSOLE_IDLE_MAX, Purpose, Session};
use domain::throttle::Throttle;
use domain::time::{DAY, MINUTE};

use crate::fixture::{NOW, account, enrollment, id, stores, token};

#[tokio::test]
async fn an_account_is_found_by_its_name_in_any_case_and_only_once_taken() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert!(!tx.has_administrator().await.expect("a look"));
        let mut ann = account(1, "Änn");
        ann.privilege_set = PrivilegeSet::Administrator;
        ann.email = Some("ann@example.org".into());
        tx.insert_account(&ann, "hash 1").await.expect("a new account");
        tx.insert_account(&account(2, "bob"), "hash 2").await.expect("a new account");
        tx.commit().await.expect("a commit");

        let mut tx = opened.begin().await;
        let taken = tx.insert_account(&account(3, "äNN"), "hash 3").await.expect_err("the name is taken");
        assert!(taken.is_duplicate(), "{taken}");
        drop(tx);

        let mut tx = opened.begin().await;
        let (found, hash) = tx
            .find_account_by_username("ÄNN")
            .await
            .expect("a look")
            .expect("the account, whatever its case");
        assert_eq!((found.username.as_str(), hash.as_str()), ("Änn", "hash 1"));
        assert_eq!(found.email.as_deref(), Some("ann@example.org"));
        assert!(tx.find_account_by_username("nobody").await.expect("a look").is_none());
        let names: Vec<_> =
            tx.list_accounts().await.expect("a list").into_iter().map(|a| a.username).collect();
        assert_eq!(names, ["bob", "Änn"]);
        assert!(tx.has_administrator().await.expect("a look"));

        tx.save_password_hash(ann.id, "hash 4").await.expect("saved");
        tx.save_account_disabled(ann.id, NOW).await.expect("saved");
        tx.save_account_disabled(ann.id, NOW.plus(DAY)).await.expect("a second time changes nothing");
        let found = tx.find_account(ann.id).await.expect("a look").expect("the account");
        assert_eq!(found.disabled_at, Some(NOW));
        let (_, hash) = tx.find_account_by_username("änn").await.expect("a look").expect("the account");
        assert_eq!(hash, "hash 4");
        assert!(!tx.has_administrator().await.expect("a look"), "who may not sign in does not count");
    }
}

#[tokio::test]
async fn what_an_account_has_open_is_counted() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (ann, bob) = (account(1, "ann"), account(2, "bob"));
        for account in [&ann, &bob] {
            tx.insert_account(account, "hash").await.expect("a new account");
        }
        for (n, owner, expires_at, revoked_at) in [
            (1, &ann, NOW.plus(DAY), None),
            (2, &ann, NOW.plus(DAY), Some(NOW)),
            (3, &ann, NOW, None),
            (4, &bob, NOW.plus(DAY), None),
        ] {
            let new = ApiToken {
                id: ApiTokenId(id(u128::from(n))),
                name: format!("token {n}"),
                account_id: owner.id,
                scopes: vec![Scope::Read],
                created_at: NOW,
                expires_at,
                revoked_at,
            };
            tx.insert_api_token(&new, token(n)).await.expect("a new token");
        }
        for (n, owner, last_seen_at, expires_at) in [
            (1, &ann, NOW, NOW.plus(DAY)),
            (2, &ann, NOW.plus(MINUTE), NOW.plus(DAY)),
            (3, &ann, NOW.plus(-CONSOLE_IDLE_MAX), NOW.plus(DAY)),
            (4, &ann, NOW, NOW),
            (5, &bob, NOW, NOW.plus(DAY)),
        ] {
            let session = Session {
                id: SessionId(id(u128::from(n))),
                purpose: Purpose::Console(owner.id),
                site_id: None,
                created_at: NOW,
                last_seen_at,
                expires_at,
                visit: Default::default(),
                handed_over_at: None,
            };
            tx.insert_session(&session, token(n)).await.expect("a new session");
        }
        for (n, enrolled_at) in [(1, None), (2, Some(NOW)), (3, None)] {
            let begun = Enrollment { account_id: Some(ann.id), enrolled_at, ..enrollment(u128::from(n)) };
            tx.insert_enrollment(&begun, token(n)).await.expect("a new enrollment");
            tx.save_enrollment(&begun).await.expect("saved");
        }
        let ann = tx.count_account_use(ann.id, NOW).await.expect("counts");
        assert_eq!((ann.sessions, ann.api_tokens, ann.enrollments_under_way), (2, 1, 2));
        let bob = tx.count_account_use(bob.id, NOW.plus(DAY)).await.expect("counts");
        assert_eq!((bob.sessions, bob.api_tokens), (0, 0));
    }
}

#[tokio::test]
async fn api_tokens_are_found_by_hash_and_revoked_singly_or_with_their_account() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (ann, bob) = (account(1, "ann"), account(2, "bob"));
        for account in [&ann, &bob] {
            tx.insert_account(account, "hash").await.expect("a new account");
        }
        for (n, owner) in [(1, &ann), (2, &ann), (3, &bob)] {
            let new = ApiToken {
                id: ApiTokenId(id(n)),
                name: format!("token {n}"),
                account_id: owner.id,
                scopes: vec![Scope::Read, Scope::Enroll],
                created_at: NOW,
                expires_at: NOW.plus(DAY),
                revoked_at: None,
            };
            tx.insert_api_token(&new, token(u64::try_from(n).expect("a small number")))
                .await
                .expect("a new token");
        }
        let found = tx.find_api_token_by_hash(token(1)).await.expect("a look").expect("the token");
        assert_eq!(found.scopes, [Scope::Read, Scope::Enroll]);
        assert!(tx.find_api_token_by_hash(token(9)).await.expect("a look").is_none());

        tx.save_api_token_revoked(found.id, NOW).await.expect("revoked");
        tx.revoke_account_api_tokens(ann.id, NOW.plus(MINUTE)).await.expect("revoked");
        let listed = tx.list_api_tokens().await.expect("a list");
        let revoked: Vec<_> = listed.iter().map(|token| (token.name.as_str(), token.revoked_at)).collect();
        assert_eq!(
            revoked,
            [("token 3", None), ("token 2", Some(NOW.plus(MINUTE))), ("token 1", Some(NOW))],
            "newest first; the first revocation stands; other accounts are left alone"
        );
        let found = tx.find_api_token(found.id).await.expect("a look").expect("revoked tokens stay");
        assert!(!found.is_live(NOW));
    }
}

#[tokio::test]
async fn a_setup_code_counts_once_and_in_time_and_a_new_one_replaces_it() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.replace_setup_code(token(1), NOW.plus(DAY)).await.expect("a code");
        tx.replace_setup_code(token(2), NOW.plus(DAY)).await.expect("a newer code");
        assert!(!tx.consume_setup_code(token(1), NOW).await.expect("a try"), "replaced");
        assert!(!tx.consume_setup_code(token(2), NOW.plus(DAY)).await.expect("a try"), "too late");
        assert!(tx.consume_setup_code(token(2), NOW).await.expect("a try"));
        assert!(!tx.consume_setup_code(token(2), NOW).await.expect("a try"), "used");
    }
}

#[tokio::test]
async fn failures_are_counted_and_forgotten() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let key = "account:ann'; drop table throttle; --";
        assert_eq!(tx.find_throttle(key).await.expect("a look"), None);
        for failures in 1..=3 {
            let counted = tx.lock_throttle(key).await.expect("a look");
            assert_eq!(counted.map_or(0, |counted| counted.failures), failures - 1);
            tx.save_throttle(key, Throttle { failures, failed_at: NOW.plus(MINUTE) }).await.expect("saved");
        }
        tx.save_throttle("source:192.0.2.7", Throttle { failures: u32::MAX, failed_at: NOW })
            .await
            .expect("saved");
        assert_eq!(tx.delete_old_throttles(NOW.plus(MINUTE)).await.expect("forgotten"), 1);
        assert_eq!(tx.find_throttle("source:192.0.2.7").await.expect("a look"), None);
        assert_eq!(tx.find_throttle(key).await.expect("a look").expect("a count").failures, 3);
        tx.delete_throttle(key).await.expect("forgotten");
        assert_eq!(tx.find_throttle(key).await.expect("a look"), None);
    }
}
