//! Third-party signing certificates and their sealed keys.

use domain::id::SigningCertificateId;
use domain::signing_certificate::{ChainLink, ExpiryStage, SigningCertificate, SigningCertificateFacts};
use domain::time::DAY;
use store::StoredSigningCertificate;

use crate::fixture::{NOW, id, insert_enrollment, stores, token};

fn stored(n: u128) -> StoredSigningCertificate {
    let certificate = SigningCertificate {
        id: SigningCertificateId(id(n)),
        facts: SigningCertificateFacts {
            subject: format!("CN=profiles {n}"),
            issuer: "CN=Issuing".into(),
            serial: "0A".into(),
            issuers: vec![ChainLink { subject: "CN=Issuing".into(), not_after: NOW.plus(900 * DAY) }],
            is_public: true,
        },
        chain: vec![vec![1, 2, 3], vec![4]],
        not_before: NOW,
        not_after: NOW.plus(90 * DAY),
        installed_at: NOW.plus(i64::try_from(n).expect("small")),
        installed_by: "ann".into(),
        ended_at: None,
        ended_by: None,
        told: None,
    };
    StoredSigningCertificate { certificate, sealed_key: vec![9] }
}

#[tokio::test]
async fn one_certificate_is_in_use_and_the_keys_of_former_ones_are_gone() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert_eq!(tx.find_signing_certificate().await.expect("a look"), None);
        let (first, second) = (stored(1), stored(2));
        tx.insert_signing_certificate(&first).await.expect("a new one");
        assert_eq!(tx.find_signing_certificate().await.expect("a look"), Some(first.clone()));
        tx.end_signing_certificate(first.certificate.id, NOW.plus(5), "bob").await.expect("ended");
        tx.insert_signing_certificate(&second).await.expect("a new one");
        tx.save_signing_certificate_told(second.certificate.id, ExpiryStage::Week).await.expect("saved");

        let told = SigningCertificate { told: Some(ExpiryStage::Week), ..second.certificate.clone() };
        let in_use = StoredSigningCertificate { certificate: told.clone(), ..second };
        assert_eq!(tx.lock_signing_certificate().await.expect("a look"), Some(in_use));
        let former = SigningCertificate {
            ended_at: Some(NOW.plus(5)),
            ended_by: Some("bob".into()),
            ..first.certificate
        };
        assert_eq!(tx.list_signing_certificates(10).await.expect("a list"), [told.clone(), former]);
        assert_eq!(tx.list_signing_certificates(1).await.expect("a list"), [told]);
        tx.commit().await.expect("a commit");

        let mut tx = opened.begin().await;
        assert!(tx.insert_signing_certificate(&stored(3)).await.is_err(), "a second one in use");
    }
}

#[tokio::test]
async fn an_enrollment_is_found_by_the_link_to_the_root() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let enrollment = insert_enrollment(&mut tx, 1).await;
        tx.save_ca_link(enrollment.id, token(76)).await.expect("a link");
        tx.save_ca_link(enrollment.id, token(77)).await.expect("a link");
        let found = tx.find_enrollment_by_ca_link(token(77)).await.expect("a look");
        assert_eq!(found.map(|found| found.id), Some(enrollment.id));
        assert!(tx.find_enrollment_by_ca_link(token(76)).await.expect("a look").is_none(), "replaced");
        assert!(tx.find_enrollment_by_ca_link(token(78)).await.expect("a look").is_none());
        tx.commit().await.expect("a commit");
    }
}
