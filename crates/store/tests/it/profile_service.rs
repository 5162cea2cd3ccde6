//! Challenges of the profile service: each for one enrollment, and the first device with it is remembered.

use domain::profile_service::ProfileServiceChallenge;
use domain::time::MINUTE;

use crate::fixture::{NOW, enrollment, stores, token};

#[tokio::test]
async fn a_challenge_remembers_its_enrollment_and_its_device() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = enrollment(1);
        tx.insert_enrollment(&of, token(70)).await.expect("an enrollment");
        let written = ProfileServiceChallenge {
            enrollment_id: of.id,
            created_at: NOW,
            expires_at: NOW.plus(MINUTE),
            udid: None,
            serial_number: None,
        };
        tx.insert_profile_service_challenge(&written, token(1)).await.expect("written");
        let later = ProfileServiceChallenge { created_at: NOW.plus(1), ..written.clone() };
        tx.insert_profile_service_challenge(&later, token(2)).await.expect("written");
        assert_eq!(tx.find_profile_service_challenge(token(1)).await.expect("a look"), Some(written.clone()));
        assert_eq!(tx.find_admitted_device(of.id).await.expect("a look"), None);
        tx.save_profile_service_device(token(2), "00008140-1", "F2LX00000001").await.expect("saved");
        let admitted = tx.find_admitted_device(of.id).await.expect("a look").expect("a device");
        assert_eq!(admitted.udid.as_deref(), Some("00008140-1"));
        assert_eq!(admitted.serial_number.as_deref(), Some("F2LX00000001"));
        for n in 3..9 {
            let one = ProfileServiceChallenge { created_at: NOW.plus(n), ..written.clone() };
            tx.insert_profile_service_challenge(&one, token(n.unsigned_abs())).await.expect("written");
        }
        tx.delete_older_profile_service_challenges(of.id, 3).await.expect("forgotten");
        for (n, stays) in [(1, false), (2, true), (3, false), (5, false), (6, true), (8, true)] {
            let found = tx.find_profile_service_challenge(token(n)).await.expect("a look");
            assert_eq!(found.is_some(), stays, "{n}: what a device came with stays");
        }
        let other = enrollment(2);
        tx.insert_enrollment(&other, token(71)).await.expect("an enrollment");
        let of_other = ProfileServiceChallenge { enrollment_id: other.id, ..written.clone() };
        tx.insert_profile_service_challenge(&of_other, token(9)).await.expect("written");
        tx.delete_profile_service_challenges_of(of.id).await.expect("forgotten");
        for (n, stays) in [(2, false), (8, false), (9, true)] {
            let found = tx.find_profile_service_challenge(token(n)).await.expect("a look");
            assert_eq!(found.is_some(), stays, "{n}");
        }
        assert_eq!(tx.find_admitted_device(of.id).await.expect("a look"), None);
        tx.delete_profile_service_challenges(NOW.plus(2 * MINUTE)).await.expect("forgotten");
        for n in [1, 9] {
            assert_eq!(tx.find_profile_service_challenge(token(n)).await.expect("a look"), None);
        }
    }
}
