//! Uploaded lists.

use domain::audit::Actor;
use domain::id::UploadId;
use domain::time::{DAY, HOUR};
use domain::upload::{AssignmentRun, Upload, UploadKind, UploadState};

use crate::fixture::{NOW, account, id, stores};

#[tokio::test]
async fn a_list_waits_is_applied_and_forgotten() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let ann = account(1, "ann");
        tx.insert_account(&ann, "").await.expect("a new account");
        let mut upload = Upload {
            id: UploadId(id(1)),
            account_id: ann.id,
            kind: UploadKind::Assignments,
            state: UploadState::Pending,
            created_at: NOW,
            expires_at: NOW.plus(HOUR),
        };
        let content = vec![0xE9; 1_000_000];
        tx.insert_upload(&upload, &content).await.expect("a new list");
        assert_eq!(tx.find_upload(upload.id).await.expect("a look"), Some(upload.clone()));
        assert_eq!(tx.find_upload_content(upload.id).await.expect("a look"), Some(content));
        assert_eq!(
            tx.list_uploads_of(ann.id, UploadKind::Assignments).await.expect("a list"),
            [upload.clone()]
        );
        assert_eq!(tx.list_uploads_of(ann.id, UploadKind::People).await.expect("a list"), []);

        upload.state = UploadState::Assigning(AssignmentRun::begin(Actor::Operator, None, 7, NOW));
        upload.expires_at = NOW.plus(DAY);
        tx.save_upload(&upload).await.expect("saved");
        tx.clear_upload_content(upload.id).await.expect("cleared");
        assert_eq!(tx.lock_upload(upload.id).await.expect("a look"), Some(upload.clone()));
        assert_eq!(tx.find_upload_content(upload.id).await.expect("a look"), Some(Vec::new()));
        assert_eq!(tx.delete_expired_uploads(NOW.plus(DAY - 1)).await.expect("swept"), 0);
        assert_eq!(tx.delete_expired_uploads(NOW.plus(DAY)).await.expect("swept"), 1);
        assert_eq!(tx.find_upload(upload.id).await.expect("a look"), None);

        tx.insert_upload(&upload, b"x").await.expect("a new list");
        tx.save_upload_content(upload.id, b"y").await.expect("replaced");
        assert_eq!(tx.find_upload_content(upload.id).await.expect("a look"), Some(b"y".to_vec()));
        tx.delete_upload(upload.id).await.expect("deleted");
        assert_eq!(tx.find_upload_content(upload.id).await.expect("a look"), None);
    }
}
