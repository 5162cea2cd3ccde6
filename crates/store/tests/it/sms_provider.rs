//! The SMS provider, and which of its receipts were taken.

use domain::sms_provider::{EmailSettings, REST_BASE_URL, RestSettings, SmsBackend, SmsProvider};
use domain::time::DAY;
use store::StoredSmsProvider;

use crate::fixture::{NOW, octets, stores};

fn stored() -> StoredSmsProvider {
    StoredSmsProvider {
        provider: SmsProvider {
            backend: SmsBackend::Rest(RestSettings {
                base_url: REST_BASE_URL.into(),
                account_sid: "AC1".into(),
                messaging_service_sid: None,
            }),
            prefixes: vec!["+46".into()],
            default_country: "SE".into(),
            messages_per_minute: 60,
            sender: "+46700000000".into(),
            roots: vec![vec![0x30, 0x00, 0xff]],
        },
        sealed_secret: Some(vec![1, 2, 3]),
        sealed_receipt_key: None,
        saved_at: NOW,
    }
}

#[tokio::test]
async fn there_is_one_sms_provider_or_none() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert_eq!(tx.find_sms_provider().await.expect("a look"), None);
        tx.save_sms_provider(&stored()).await.expect("saved");
        assert_eq!(tx.lock_sms_provider().await.expect("a look"), Some(stored()));

        let mut other = stored();
        other.provider.backend =
            SmsBackend::Email(EmailSettings { address: "{number}@sms.example.org".into() });
        (other.sealed_secret, other.sealed_receipt_key) = (None, Some(vec![4]));
        tx.save_sms_provider(&other).await.expect("saved again");
        assert_eq!(tx.find_sms_provider().await.expect("a look"), Some(other));

        tx.delete_sms_provider().await.expect("deleted");
        assert_eq!(tx.find_sms_provider().await.expect("a look"), None);
        tx.commit().await.expect("committed");
    }
}

#[tokio::test]
async fn t32_a_receipt_is_taken_once() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert!(tx.insert_sms_receipt(&octets(1), NOW).await.expect("a new one"));
        assert!(!tx.insert_sms_receipt(&octets(1), NOW.plus(DAY)).await.expect("the same"));
        assert!(tx.insert_sms_receipt(&octets(2), NOW.plus(DAY)).await.expect("another"));
        tx.delete_old_sms_receipts(NOW.plus(DAY)).await.expect("old ones forgotten");
        assert!(tx.insert_sms_receipt(&octets(1), NOW).await.expect("forgotten"));
        tx.delete_sms_receipt(&octets(2)).await.expect("given back");
        assert!(tx.insert_sms_receipt(&octets(2), NOW).await.expect("given back"));
        tx.commit().await.expect("committed");
    }
}
