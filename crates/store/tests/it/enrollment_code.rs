//! One-time codes of enrollments.

use domain::id::EnrollmentId;
use domain::time::MINUTE;
use store::StoredCode;

use crate::fixture::{NOW, id, insert_enrollment, stores, token};

#[tokio::test]
async fn a_code_is_kept_by_its_hash_and_replaced() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let enrollment = insert_enrollment(&mut tx, 1).await;
        assert_eq!(tx.lock_enrollment_code(enrollment.id).await.expect("a look"), None);
        let asked = StoredCode { made: None, sent: 1, failures: 0 };
        let sent = StoredCode { made: Some((token(1), NOW)), ..asked };
        let again = StoredCode { made: Some((token(2), NOW.plus(MINUTE))), sent: 2, failures: 3 };
        for code in [asked, sent, again] {
            tx.save_enrollment_code(enrollment.id, &code).await.expect("saved");
            assert_eq!(tx.lock_enrollment_code(enrollment.id).await.expect("a look"), Some(code));
        }
        assert_eq!(tx.lock_enrollment_code(EnrollmentId(id(2))).await.expect("a look"), None);
        assert!(tx.save_enrollment_code(EnrollmentId(id(2)), &asked).await.is_err(), "of no enrollment");
    }
}
