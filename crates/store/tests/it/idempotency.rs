//! Answers kept for requests that come twice.

use domain::time::{DAY, HOUR};
use store::StoredAnswer;

use crate::fixture::{NOW, octets, stores};

fn answer(n: u8) -> StoredAnswer {
    StoredAnswer { request_hash: vec![n; 32], sealed_answer: vec![n, n] }
}

#[tokio::test]
async fn the_first_answer_stays_until_its_day_is_over() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (key, dead_at) = (octets(1), NOW.plus(-DAY));
        assert!(tx.insert_answer(&key, &answer(1), NOW, dead_at).await.expect("written"));
        assert!(!tx.insert_answer(&key, &answer(2), NOW.plus(HOUR), dead_at).await.expect("a try"));
        assert!(tx.insert_answer(&octets(2), &answer(3), NOW, dead_at).await.expect("written"));
        assert_eq!(tx.find_answer(&key, dead_at).await.expect("a look"), Some(answer(1)));
        assert_eq!(tx.find_answer(&octets(3), dead_at).await.expect("a look"), None);

        let later = NOW.plus(DAY);
        assert_eq!(tx.find_answer(&key, NOW).await.expect("a look"), None, "its day is over");
        assert!(tx.insert_answer(&key, &answer(4), later, NOW).await.expect("in the old one's place"));
        assert_eq!(tx.find_answer(&key, NOW).await.expect("a look"), Some(answer(4)));
        assert_eq!(tx.delete_dead_answers(NOW).await.expect("swept"), 1);
        assert_eq!(tx.find_answer(&key, NOW).await.expect("a look"), Some(answer(4)));
    }
}

#[tokio::test]
async fn of_two_who_keep_an_answer_at_once_one_does() {
    for opened in stores().await {
        let key = octets(1);
        let keep = async |n: u8| {
            let mut tx = opened.begin().await;
            let is_first = tx.insert_answer(&key, &answer(n), NOW, NOW.plus(-DAY)).await.expect("a try");
            tx.commit().await.expect("committed");
            is_first
        };
        let (one, other) = tokio::join!(keep(1), keep(2));
        assert!(one ^ other);
    }
}
