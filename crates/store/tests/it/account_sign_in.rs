//! Sign-ins to accounts in Settings: known by the hashes of their tokens, each token for itself.

use domain::account_sign_in::{AccountSignIn, Machine};
use domain::enrollment::Way;
use domain::id::AccountSignInId;
use domain::time::MINUTE;

use store::Engine;

use crate::fixture::{NOW, enrollment, id, stores, token};

pub(crate) fn sign_in(n: u128) -> AccountSignIn {
    AccountSignIn {
        id: AccountSignInId(id(n)),
        way: Way::AccountDrivenUser,
        machine: Machine { product: "iPhone17,2".into(), is_verified: true, ..Machine::default() },
        user_identifier: None,
        enrollment_id: None,
        created_at: NOW,
        expires_at: NOW.plus(MINUTE),
        session_expires_at: None,
    }
}

#[tokio::test]
async fn a_sign_in_comes_back_by_each_of_its_tokens() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut written = sign_in(1);
        tx.insert_account_sign_in(&written, token(1)).await.expect("written");
        tx.save_user_identifier(written.id, "ann@example.org").await.expect("saved");
        written.user_identifier = Some("ann@example.org".into());
        assert_eq!(tx.find_account_sign_in(token(1)).await.expect("a look"), Some(written.clone()));
        assert_eq!(tx.find_account_sign_in(token(2)).await.expect("a look"), None);

        let opens = enrollment(7);
        tx.insert_enrollment(&opens, token(70)).await.expect("an enrollment");
        written.enrollment_id = Some(opens.id);
        written.session_expires_at = Some(NOW.plus(5 * MINUTE));
        tx.save_account_sign_in(&written, token(2)).await.expect("saved");
        for found in [
            tx.lock_account_sign_in(token(1)).await,
            tx.find_account_sign_in_by_access_token(token(2)).await,
            tx.find_account_sign_in_of(opens.id).await,
        ] {
            assert_eq!(found.expect("a look"), Some(written.clone()));
        }
        assert_eq!(tx.find_account_sign_in_by_access_token(token(1)).await.expect("a look"), None);
        tx.save_user_identifier(written.id, "bob@example.org").await.expect("saved");
        assert_eq!(
            tx.find_account_sign_in(token(1)).await.expect("a look"),
            Some(written),
            "what has opened an enrollment is settled"
        );
    }
}

#[tokio::test]
async fn what_opened_nothing_in_time_is_forgotten() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for n in [1, 2] {
            tx.insert_account_sign_in(&sign_in(n.into()), token(n)).await.expect("written");
        }
        let opens = enrollment(7);
        tx.insert_enrollment(&opens, token(70)).await.expect("an enrollment");
        let used = AccountSignIn { enrollment_id: Some(opens.id), ..sign_in(2) };
        tx.save_account_sign_in(&used, token(20)).await.expect("saved");
        assert_eq!(tx.count_open_account_sign_ins(NOW).await.expect("a count"), 1);
        assert_eq!(tx.count_open_account_sign_ins(NOW.plus(MINUTE)).await.expect("a count"), 0);
        tx.delete_overdue_account_sign_ins(NOW.plus(MINUTE)).await.expect("forgotten");
        assert_eq!(tx.find_account_sign_in(token(1)).await.expect("a look"), None);
        assert_eq!(tx.find_account_sign_in(token(2)).await.expect("a look"), Some(used));
    }
}

#[tokio::test]
async fn the_oldest_goes_first_whose_page_nobody_has_opened() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for n in 1..=4_u32 {
            let one = AccountSignIn { expires_at: NOW.plus(i64::from(n)), ..sign_in(n.into()) };
            tx.insert_account_sign_in(&one, token(n.into())).await.expect("written");
            if [1, 3].contains(&n) {
                tx.save_user_identifier(one.id, "ann@example.org").await.expect("saved");
            }
        }
        let opens = enrollment(7);
        tx.insert_enrollment(&opens, token(70)).await.expect("an enrollment");
        let used = AccountSignIn { enrollment_id: Some(opens.id), ..sign_in(3) };
        tx.save_account_sign_in(&used, token(30)).await.expect("saved");
        for left in [[1, 3, 4].as_slice(), &[1, 3], &[3], &[3]] {
            tx.delete_oldest_account_sign_ins(1, NOW).await.expect("forgotten");
            for n in 1..=4 {
                let found = tx.find_account_sign_in(token(n)).await.expect("a look");
                assert_eq!(found.is_some(), left.contains(&n), "{n} of {left:?}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_over_takes_nobodys_place_and_two_at_once_not_the_same_one() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for n in 1..=4_u32 {
            let one = AccountSignIn { expires_at: NOW.plus(i64::from(n)), ..sign_in(n.into()) };
            tx.insert_account_sign_in(&one, token(n.into())).await.expect("written");
        }
        tx.delete_oldest_account_sign_ins(1, NOW.plus(1)).await.expect("forgotten");
        tx.commit().await.expect("a commit");
        // On SQLite nobody writes beside another.
        let count = if opened.store.engine() == Engine::Postgres { 1 } else { 2 };
        let mut tx = opened.begin().await;
        tx.delete_oldest_account_sign_ins(count, NOW.plus(1)).await.expect("forgotten");
        if opened.store.engine() == Engine::Postgres {
            let mut beside = opened.begin().await;
            beside.delete_oldest_account_sign_ins(count, NOW.plus(1)).await.expect("forgotten");
            beside.commit().await.expect("a commit");
        }
        tx.commit().await.expect("a commit");
        let mut tx = opened.begin().await;
        for n in 1..=4 {
            let found = tx.find_account_sign_in(token(n)).await.expect("a look");
            assert_eq!(found.is_some(), n == 1, "{n}");
        }
    }
}
