//! Links of invitations: known by their hashes, several for one recipient.

use crate::fixture::{NOW, stores, token};
use crate::recipient::{insert_invitation, recipient};

#[tokio::test]
async fn a_link_is_found_by_its_token_and_by_its_short_code() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let (anna, bo) = (recipient(1, of), recipient(2, of));
        tx.insert_recipients(&[anna.clone(), bo.clone()]).await.expect("recipients");
        let links =
            [(token(1), token(101), anna.id), (token(2), token(102), anna.id), (token(3), token(103), bo.id)];
        tx.insert_links(&links, NOW).await.expect("links");
        for (link, code, whose) in links {
            assert_eq!(tx.find_link(link).await.expect("a look"), Some(whose));
            assert_eq!(tx.find_link_by_code(code).await.expect("a look"), Some(whose));
            assert_eq!(tx.find_link(code).await.expect("a look"), None, "a code is no token");
            assert_eq!(tx.find_link_by_code(link).await.expect("a look"), None, "a token is no code");
        }
        tx.delete_links(anna.id).await.expect("forgotten");
        assert_eq!(tx.find_link(token(2)).await.expect("a look"), None);
        assert_eq!(tx.find_link_by_code(token(101)).await.expect("a look"), None);
        assert_eq!(tx.find_link(token(3)).await.expect("a look"), Some(bo.id));
    }
}

#[tokio::test]
async fn a_code_that_another_link_has_is_refused() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 1).await;
        let anna = recipient(1, of);
        tx.insert_recipients(std::slice::from_ref(&anna)).await.expect("a recipient");
        tx.insert_links(&[(token(1), token(101), anna.id)], NOW).await.expect("a link");
        let twin = tx.insert_links(&[(token(2), token(101), anna.id)], NOW).await;
        assert!(twin.expect_err("taken").is_duplicate());
    }
}
