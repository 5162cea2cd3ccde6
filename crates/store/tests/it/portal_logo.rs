//! Logos of the portal.

use crate::fixture::{NOW, stores};

#[tokio::test]
async fn a_logo_is_kept_once_by_its_hash() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert_eq!(tx.find_portal_logo("ab").await.expect("a look"), None);
        tx.insert_portal_logo("ab", b"picture", NOW).await.expect("written");
        tx.insert_portal_logo("ab", b"picture", NOW).await.expect("written once");
        assert_eq!(tx.find_portal_logo("ab").await.expect("a look").as_deref(), Some(&b"picture"[..]));
    }
}
