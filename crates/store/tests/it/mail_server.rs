//! The mail server and its sealed secrets.

use domain::mail_server::{Authentication, BounceMailbox, MailServer};
use store::StoredMailServer;

use crate::fixture::stores;

#[tokio::test]
async fn there_is_one_mail_server_or_none() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert_eq!(tx.find_mail_server().await.expect("a look"), None);
        let mut stored = StoredMailServer {
            server: MailServer {
                host: "smtp.example.org".into(),
                sender: "devices@example.org".into(),
                roots: vec![vec![1, 2, 3]],
                bounce_mailbox: Some(BounceMailbox::usual()),
                ..MailServer::usual()
            },
            sealed_password: Some(vec![1]),
            sealed_client_secret: None,
            sealed_refresh_token: Some(vec![2]),
            sealed_mailbox_password: Some(vec![3]),
        };
        tx.save_mail_server(&stored).await.expect("saved");
        assert_eq!(tx.find_mail_server().await.expect("a look"), Some(stored.clone()));
        stored.server.authentication = Authentication::None;
        stored.sealed_password = None;
        stored.sealed_client_secret = Some(vec![4]);
        tx.save_mail_server(&stored).await.expect("saved in place");
        assert_eq!(tx.find_mail_server().await.expect("a look"), Some(stored));
        tx.delete_mail_server().await.expect("deleted");
        assert_eq!(tx.find_mail_server().await.expect("a look"), None);
        tx.commit().await.expect("a commit");
    }
}
