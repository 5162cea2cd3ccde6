//! Push channels and the memory of token updates.

use domain::time::MINUTE;
use store::StoredChannel;

use crate::fixture::{NOW, insert_enrollment, octets, stores};

fn channel(n: u64, sealed_unlock_token: Option<&[u8]>) -> StoredChannel {
    StoredChannel {
        topic: "com.apple.mgmt.External.1".into(),
        sealed_token: format!("token {n}").into_bytes(),
        sealed_push_magic: format!("magic {n}").into_bytes(),
        sealed_unlock_token: sealed_unlock_token.map(<[u8]>::to_vec),
        token_digest: octets(n),
        updated_at: NOW,
        gone_at: None,
    }
}

#[tokio::test]
async fn a_channel_is_renewed_but_an_unlock_token_that_does_not_come_again_is_kept() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let id = insert_enrollment(&mut tx, 1).await.id;
        assert!(tx.find_channel(id).await.expect("a look").is_none());
        tx.save_channel(id, &channel(1, Some(b"unlock 1"))).await.expect("saved");
        tx.save_channel(id, &channel(2, None)).await.expect("saved");
        let found = tx.find_channel(id).await.expect("a look").expect("a channel");
        assert_eq!(found.sealed_token, b"token 2");
        assert_eq!(found.sealed_push_magic, b"magic 2");
        assert_eq!(found.sealed_unlock_token.as_deref(), Some(&b"unlock 1"[..]));
        tx.save_channel(id, &channel(3, Some(b"unlock 3"))).await.expect("saved");
        let found = tx.find_channel(id).await.expect("a look").expect("a channel");
        assert_eq!(found.sealed_unlock_token.as_deref(), Some(&b"unlock 3"[..]));

        assert_eq!(
            tx.count_channels_of_other_topics("com.apple.mgmt.External.1", "").await.expect("a count"),
            0
        );
        assert_eq!(
            tx.count_channels_of_other_topics("com.apple.mgmt.External.2", "").await.expect("a count"),
            1
        );
        tx.delete_channel(id).await.expect("forgotten");
        assert!(tx.find_channel(id).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn a_dead_token_is_noted_unless_a_newer_one_came_and_a_new_one_revives() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let id = insert_enrollment(&mut tx, 1).await.id;
        tx.save_channel(id, &channel(2, None)).await.expect("saved");
        tx.save_channel_gone(id, &octets(1), NOW).await.expect("of an older token");
        assert_eq!(tx.find_channel(id).await.expect("a look").expect("a channel").gone_at, None);
        tx.save_channel_gone(id, &octets(2), NOW.plus(MINUTE)).await.expect("of this token");
        assert_eq!(
            tx.find_channel(id).await.expect("a look").expect("a channel").gone_at,
            Some(NOW.plus(MINUTE))
        );
        tx.save_channel(id, &channel(3, None)).await.expect("saved");
        assert_eq!(tx.find_channel(id).await.expect("a look").expect("a channel").gone_at, None);
    }
}

#[tokio::test]
async fn a_token_update_is_new_once_for_each_enrollment() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (first, second) =
            (insert_enrollment(&mut tx, 1).await.id, insert_enrollment(&mut tx, 2).await.id);
        assert!(tx.insert_token_update(first, &octets(1)).await.expect("remembered"));
        assert!(tx.insert_token_update(first, &octets(2)).await.expect("remembered"));
        assert!(!tx.insert_token_update(first, &octets(1)).await.expect("a replay is no error"));
        assert!(tx.insert_token_update(second, &octets(1)).await.expect("another enrollment's is another"));
    }
}
