//! Keys and certificates of the server itself, and the push certificate.

use domain::push_certificate::PushCertificate;
use domain::time::DAY;
use store::StoredAuthority;

use crate::fixture::{NOW, stores};

fn made(n: u8) -> StoredAuthority {
    StoredAuthority { certificate: vec![n; 3], sealed_key: vec![n; 5] }
}

#[tokio::test]
async fn of_several_nodes_that_start_at_once_the_first_one_wins() {
    for opened in stores().await {
        let mut runs = Vec::new();
        for n in 1..=6 {
            let store = opened.store.clone();
            runs.push(tokio::spawn(async move {
                let mut tx = store.begin().await.expect("a transaction");
                assert!(
                    tx.find_authority("test")
                        .await
                        .expect("a look")
                        .is_none_or(|found| found.certificate[0] > 0)
                );
                tx.insert_authority("test", &made(n), NOW).await.expect("no quarrel");
                let found = tx.find_authority("test").await.expect("a look").expect("an authority");
                tx.commit().await.expect("a commit");
                found
            }));
        }
        let mut seen = Vec::new();
        for run in runs {
            let found = run.await.expect("a node");
            seen.push((found.certificate[0], found.sealed_key[0]));
        }
        assert!(
            seen.iter().all(|one| *one == seen[0] && one.0 == one.1),
            "all nodes hold one authority: {seen:?}"
        );

        let mut tx = opened.begin().await;
        tx.save_authority_certificate("test", b"renewed").await.expect("saved");
        let renewed = tx.find_authority("test").await.expect("a look").expect("an authority");
        assert_eq!((renewed.certificate.as_slice(), renewed.sealed_key[0]), (&b"renewed"[..], seen[0].0));
        assert!(tx.find_authority("another").await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn a_push_certificate_replaces_the_one_before_it() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert!(tx.find_push_certificate().await.expect("a look").is_none());
        let mut certificate = PushCertificate {
            topic: "com.apple.mgmt.External.1".into(),
            subject: "APSP:1".into(),
            chain: vec![b"leaf".to_vec(), Vec::new(), vec![0xFF; 2_000]],
            not_before: NOW,
            not_after: NOW.plus(365 * DAY),
            installed_at: NOW,
        };
        tx.save_push_certificate(&certificate, b"sealed 1").await.expect("saved");
        certificate.not_after = NOW.plus(700 * DAY);
        tx.save_push_certificate(&certificate, b"sealed 2").await.expect("saved");
        let (found, key) = tx.find_push_certificate().await.expect("a look").expect("a push certificate");
        assert_eq!((found, key.as_slice()), (certificate, &b"sealed 2"[..]));
    }
}
