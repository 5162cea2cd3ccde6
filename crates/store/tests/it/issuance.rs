//! Challenges and the certificates that they buy.

use domain::id::{CertificateId, EnrollmentId};
use domain::time::{HOUR, MINUTE};

use crate::fixture::{NOW, certificate, challenge, id, insert_enrollment, octets, stores, token};

#[tokio::test]
async fn a_certificate_is_found_by_its_id_and_its_fingerprint_and_neither_twice() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let owner = insert_enrollment(&mut tx, 1).await.id;
        let written = certificate(5, owner);
        tx.insert_certificate(&written).await.expect("a new certificate");
        tx.commit().await.expect("a commit");
        let mut tx = opened.begin().await;
        for found in [
            tx.find_certificate(written.id).await,
            tx.find_certificate_by_fingerprint(&written.fingerprint).await,
        ] {
            let found = found.expect("a look").expect("the certificate");
            assert_eq!(format!("{found:?}"), format!("{written:?}"));
        }
        assert!(tx.find_certificate_by_fingerprint(&octets(6)).await.expect("a look").is_none());
        let mut second = certificate(6, owner);
        second.serial.clone_from(&written.serial);
        let refused = tx.insert_certificate(&second).await.expect_err("a serial counts once");
        assert!(refused.is_duplicate(), "{refused}");
        drop(tx);
        let mut tx = opened.begin().await;
        let orphan = tx.insert_certificate(&certificate(7, EnrollmentId(id(99)))).await;
        let orphan = orphan.expect_err("a certificate of no enrollment");
        assert!(!orphan.is_duplicate(), "a broken reference is no duplicate: {orphan}");
    }
}

#[tokio::test]
async fn a_newer_certificate_revokes_the_older_ones_of_its_enrollment_only() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (first, second) =
            (insert_enrollment(&mut tx, 1).await.id, insert_enrollment(&mut tx, 2).await.id);
        for (n, owner) in [(1, first), (2, first), (3, first), (4, second)] {
            tx.insert_certificate(&certificate(n, owner)).await.expect("a new certificate");
        }
        let newest = CertificateId(id(3));
        assert_eq!(tx.revoke_older_certificates(first, newest, NOW.plus(1)).await.expect("revoked"), 2);
        assert_eq!(tx.revoke_older_certificates(first, newest, NOW.plus(2)).await.expect("revoked"), 0);
        for (n, revoked_at) in [(1, Some(NOW.plus(1))), (2, Some(NOW.plus(1))), (3, None), (4, None)] {
            let found =
                tx.find_certificate(CertificateId(id(n))).await.expect("a look").expect("a certificate");
            assert_eq!(found.revoked_at, revoked_at, "certificate {n}");
        }
        tx.revoke_certificates(first, NOW.plus(3)).await.expect("revoked");
        let found = tx.find_certificate(CertificateId(id(1))).await.expect("a look").expect("a certificate");
        assert_eq!(found.revoked_at, Some(NOW.plus(1)), "the first revocation stands");
        let found = tx.find_certificate(newest).await.expect("a look").expect("a certificate");
        assert_eq!(found.revoked_at, Some(NOW.plus(3)));
        let found = tx.find_certificate(CertificateId(id(4))).await.expect("a look").expect("a certificate");
        assert_eq!(found.revoked_at, None);
    }
}

#[tokio::test]
async fn certificates_are_counted_since_an_instant() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (first, second) =
            (insert_enrollment(&mut tx, 1).await.id, insert_enrollment(&mut tx, 2).await.id);
        for (n, owner, at) in
            [(1, first, NOW.plus(-HOUR)), (2, first, NOW), (3, first, NOW.plus(1)), (4, second, NOW)]
        {
            let mut certificate = certificate(n, owner);
            certificate.issued_at = at;
            tx.insert_certificate(&certificate).await.expect("a new certificate");
        }
        assert_eq!(tx.count_certificates_since(first, NOW).await.expect("a count"), 2);
        assert_eq!(tx.count_certificates_since(first, NOW.plus(-HOUR)).await.expect("a count"), 3);
        assert_eq!(tx.count_certificates_since(EnrollmentId(id(3)), NOW).await.expect("a count"), 0);
    }
}

#[tokio::test]
async fn a_consumed_challenge_remembers_what_it_bought_and_by_which_message() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let owner = insert_enrollment(&mut tx, 1).await.id;
        tx.insert_certificate(&certificate(5, owner)).await.expect("a new certificate");
        tx.insert_challenge(&challenge(1, owner), token(1)).await.expect("a new challenge");
        let mut found = tx.lock_challenge(token(1)).await.expect("a look").expect("the challenge");
        assert_eq!(format!("{found:?}"), format!("{:?}", challenge(1, owner)));
        found.consumed_at = Some(NOW.plus(MINUTE));
        found.certificate_id = Some(CertificateId(id(5)));
        found.message_hash = Some(octets(8));
        tx.save_challenge(&found).await.expect("saved");
        let again = tx.find_challenge(token(1)).await.expect("a look").expect("the challenge");
        assert_eq!(format!("{again:?}"), format!("{found:?}"));
        assert!(tx.find_challenge(token(2)).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn only_the_newest_challenges_stay_and_consumed_ones_always_do() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (owner, other) = (insert_enrollment(&mut tx, 1).await.id, insert_enrollment(&mut tx, 2).await.id);
        for n in 1..=6 {
            tx.insert_challenge(&challenge(u128::from(n), owner), token(n)).await.expect("a new challenge");
        }
        tx.insert_challenge(&challenge(7, other), token(7)).await.expect("a new challenge");
        let mut used = tx.lock_challenge(token(1)).await.expect("a look").expect("the challenge");
        used.consumed_at = Some(NOW);
        tx.save_challenge(&used).await.expect("saved");

        let kept = async |tx: &mut store::Tx| {
            let mut kept = Vec::new();
            for n in 1..=7 {
                if tx.find_challenge(token(n)).await.expect("a look").is_some() {
                    kept.push(n);
                }
            }
            kept
        };
        tx.delete_older_challenges(owner, 3).await.expect("forgotten");
        assert_eq!(kept(&mut tx).await, [1, 4, 5, 6, 7]);
        tx.delete_unused_challenges(owner).await.expect("forgotten");
        assert_eq!(kept(&mut tx).await, [1, 7]);
    }
}

/// On PostgreSQL the second of two that lock one challenge waits for the first, and sees what that one wrote.
#[tokio::test]
async fn of_two_that_lock_one_challenge_the_second_sees_it_consumed() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let owner = insert_enrollment(&mut tx, 1).await.id;
        tx.insert_challenge(&challenge(1, owner), token(1)).await.expect("a new challenge");
        tx.commit().await.expect("a commit");
        let mut runs = Vec::new();
        for _ in 0..4 {
            let store = opened.store.clone();
            runs.push(tokio::spawn(async move {
                let mut tx = store.begin().await.expect("a transaction");
                let mut found = tx.lock_challenge(token(1)).await.expect("a look").expect("the challenge");
                if found.consumed_at.is_some() {
                    return 0;
                }
                found.consumed_at = Some(NOW);
                tx.save_challenge(&found).await.expect("saved");
                tx.commit().await.expect("a commit");
                1
            }));
        }
        let mut consumed = 0;
        for run in runs {
            consumed += run.await.expect("a request");
        }
        assert_eq!(consumed, 1);
    }
}
