//! Passkeys, authenticator apps, recovery codes, and sign-ins that await one of them.

use domain::id::{AccountId, PasskeyCeremonyId, PasskeyId, PendingLoginId, SessionId};
use domain::second_factor::{Passkey, PasskeyCeremony, PasskeyPurpose, PendingLogin, Totp};
use domain::time::{HOUR, MINUTE};
use store::{StoredPasskey, StoredTotp, Tx};

use crate::fixture::{NOW, account, id, stores, token};

async fn two_accounts(tx: &mut Tx) -> [AccountId; 2] {
    let (ann, bob) = (account(1, "ann"), account(2, "bob"));
    for account in [&ann, &bob] {
        tx.insert_account(account, "hash").await.expect("a new account");
    }
    [ann.id, bob.id]
}

fn totp(account_id: AccountId) -> StoredTotp {
    let totp = Totp { account_id, created_at: NOW, confirmed_at: None, last_used_step: None };
    StoredTotp { totp, sealed_secret: vec![1, 2, 3] }
}

fn passkey(n: u128, account_id: AccountId) -> StoredPasskey {
    StoredPasskey {
        passkey: Passkey {
            id: PasskeyId(id(n)),
            account_id,
            name: format!("Key {n}"),
            created_at: NOW,
            last_used_at: None,
        },
        credential_id: n.to_be_bytes().to_vec(),
        credential: "{}".into(),
    }
}

#[tokio::test]
async fn an_authenticator_app_counts_once_it_is_confirmed() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [ann, bob] = two_accounts(&mut tx).await;
        let mut app = totp(ann);
        tx.replace_totp(&app).await.expect("written");
        assert!(!tx.has_second_factor(ann).await.expect("a look"));
        assert!(!tx.find_second_factors(ann).await.expect("a look").is_asked_for());

        app.totp.confirmed_at = Some(NOW.plus(MINUTE));
        app.totp.last_used_step = Some(59_844_961);
        app.sealed_secret = vec![9];
        tx.replace_totp(&app).await.expect("written again");
        let found = tx.lock_totp(ann).await.expect("a look").expect("the app");
        assert_eq!((found.totp, found.sealed_secret), (app.totp.clone(), vec![9]));
        assert!(tx.has_second_factor(ann).await.expect("a look"));
        assert!(!tx.has_second_factor(bob).await.expect("a look"));
        assert_eq!(tx.find_second_factors(ann).await.expect("a look").totp_since, Some(NOW.plus(MINUTE)));

        assert!(tx.delete_totp(ann).await.expect("forgotten"));
        assert!(!tx.delete_totp(ann).await.expect("nothing left"));
        assert!(tx.find_totp(ann).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn a_key_belongs_to_one_account() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [ann, bob] = two_accounts(&mut tx).await;
        let mut first = passkey(1, ann);
        tx.insert_passkey(&first).await.expect("a new passkey");
        tx.insert_passkey(&passkey(2, ann)).await.expect("a new passkey");
        tx.insert_passkey(&passkey(3, bob)).await.expect("a new passkey");
        assert!(tx.has_second_factor(ann).await.expect("a look"));
        assert!(tx.has_credential(&first.credential_id).await.expect("a look"));
        assert!(!tx.has_credential(b"another").await.expect("a look"));
        assert!(tx.lock_passkey(bob, first.passkey.id).await.expect("a look").is_none());

        first.passkey.name = "Laptop".into();
        first.passkey.last_used_at = Some(NOW.plus(HOUR));
        first.credential = "{\"counter\":1}".into();
        tx.save_passkey(&first).await.expect("saved");
        let found = tx.lock_passkey(ann, first.passkey.id).await.expect("a look").expect("the passkey");
        assert_eq!((&found.passkey, &found.credential), (&first.passkey, &first.credential));
        let listed = tx.list_passkeys(ann).await.expect("a list");
        assert_eq!(
            listed.iter().map(|one| one.passkey.id).collect::<Vec<_>>(),
            [1, 2].map(|n| PasskeyId(id(n)))
        );

        tx.delete_passkey(first.passkey.id).await.expect("forgotten");
        tx.commit().await.expect("a commit");
        let mut tx = opened.begin().await;
        let stolen = StoredPasskey { passkey: passkey(9, ann).passkey, ..passkey(3, bob) };
        assert!(tx.insert_passkey(&stolen).await.is_err_and(|error| error.is_duplicate()));
    }
}

#[tokio::test]
async fn a_recovery_code_is_used_once_and_by_its_owner() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [ann, bob] = two_accounts(&mut tx).await;
        tx.replace_recovery_codes(ann, &[token(1), token(2)], NOW).await.expect("written");
        assert!(!tx.consume_recovery_code(bob, token(1), NOW).await.expect("a try"));
        assert!(tx.consume_recovery_code(ann, token(1), NOW).await.expect("a try"));
        assert!(!tx.consume_recovery_code(ann, token(1), NOW).await.expect("a try"), "it is used up");
        assert_eq!(tx.count_recovery_codes(ann).await.expect("a count"), 1);
        tx.replace_recovery_codes(ann, &[token(3)], NOW).await.expect("written");
        assert!(!tx.consume_recovery_code(ann, token(2), NOW).await.expect("a try"), "older ones end");
        assert_eq!(tx.count_recovery_codes(ann).await.expect("a count"), 1);
        tx.insert_passkey(&passkey(1, ann)).await.expect("a new passkey");
        tx.replace_totp(&totp(ann)).await.expect("written");
        tx.delete_second_factors(ann).await.expect("taken away");
        assert_eq!(tx.find_second_factors(ann).await.expect("a look"), Default::default());
        assert!(tx.find_totp(ann).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn a_passkey_is_asked_once_and_the_sweep_takes_what_is_too_late() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [ann, bob] = two_accounts(&mut tx).await;
        let asked = |n, account_id, purpose| PasskeyCeremony {
            id: PasskeyCeremonyId(id(n)),
            account_id,
            purpose,
            expires_at: NOW.plus(MINUTE),
        };
        let session = SessionId(id(70));
        let purposes = [
            PasskeyPurpose::Add(session),
            PasskeyPurpose::Prove(session),
            PasskeyPurpose::SignIn(PendingLoginId(id(71))),
        ];
        for (n, purpose) in (1..).zip(purposes) {
            tx.insert_passkey_ceremony(&asked(n, ann, purpose), b"sealed").await.expect("asked");
        }
        for (n, purpose) in (1..).zip(purposes) {
            let (taken, state) =
                tx.take_passkey_ceremony(PasskeyCeremonyId(id(n))).await.expect("a look").expect("it");
            assert_eq!((taken, state.as_slice()), (asked(n, ann, purpose), b"sealed".as_slice()));
            assert!(tx.take_passkey_ceremony(PasskeyCeremonyId(id(n))).await.expect("a look").is_none());
        }
        tx.insert_passkey_ceremony(&asked(4, ann, purposes[0]), b"older").await.expect("asked");
        tx.insert_passkey_ceremony(&asked(5, ann, purposes[0]), b"newer").await.expect("asked again");
        assert!(tx.take_passkey_ceremony(PasskeyCeremonyId(id(4))).await.expect("a look").is_none());
        tx.insert_passkey_ceremony(&asked(6, bob, purposes[0]), b"sealed").await.expect("asked");
        tx.delete_passkey_ceremonies(ann).await.expect("forgotten");
        assert!(tx.take_passkey_ceremony(PasskeyCeremonyId(id(5))).await.expect("a look").is_none());
        assert_eq!(tx.delete_dead_passkey_ceremonies(NOW.plus(MINUTE - 1)).await.expect("a sweep"), 0);
        assert_eq!(tx.delete_dead_passkey_ceremonies(NOW.plus(MINUTE)).await.expect("a sweep"), 1);
    }
}

#[tokio::test]
async fn a_pending_login_is_found_by_its_ticket_and_gone_when_over() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let [ann, bob] = two_accounts(&mut tx).await;
        let pending = |n, account_id| PendingLogin {
            id: PendingLoginId(id(n)),
            account_id,
            created_at: NOW,
            expires_at: NOW.plus(MINUTE),
        };
        for (n, owner) in [(1, ann), (2, ann), (3, bob)] {
            let ticket = token(u64::try_from(n).expect("small"));
            tx.insert_pending_login(&pending(n, owner), ticket).await.expect("written");
        }
        assert_eq!(tx.find_pending_login(token(1)).await.expect("a look"), Some(pending(1, ann)));
        assert!(tx.find_pending_login(token(9)).await.expect("a look").is_none());
        assert!(tx.delete_pending_login(PendingLoginId(id(1))).await.expect("gone"));
        assert!(!tx.delete_pending_login(PendingLoginId(id(1))).await.expect("gone already"));
        tx.delete_pending_logins_of(ann).await.expect("gone");
        assert!(tx.find_pending_login(token(2)).await.expect("a look").is_none());
        assert_eq!(tx.delete_dead_pending_logins(NOW.plus(MINUTE - 1)).await.expect("a sweep"), 0);
        assert_eq!(tx.delete_dead_pending_logins(NOW.plus(MINUTE)).await.expect("a sweep"), 1);
    }
}
