//! The keys and certificates an app starts with.

use app::{App, Clock, Ids, Parts, StartError};
use ca::lint::{self, Finding, Purpose};
use ca::sealing::{Context, SealingKeys};
use domain::time::DAY;
use gateways::directory::{DirectoryGateway, MemoryDirectory};
use gateways::identity_provider::{IdentityProviderGateway, MemoryProviders};
use gateways::mail::{MailGateway, MemoryMail};
use gateways::push::{MemoryPush, PushGateway};
use gateways::simulator::SimulatorGateway;
use gateways::sms::{MemorySms, SmsGateway};
use gateways::webhook::{MemoryWebhooks, WebhookGateway};
use scep::client::self_signed;
use scep::{CertificateView, RsaKey};
use store::{Store, StoreSettings, StoredAuthority};
use testkit::{NOON, TestApp};

/// The key that seals the secrets of tests.
const SEALING: [u8; 32] = [7; 32];

/// Starts another app on the database of a test.
async fn start_again(test: &TestApp, sealing: [u8; 32]) -> Result<App, StartError> {
    let settings = StoreSettings { url: test.database.url.clone(), connections_max: 2 };
    App::start(Parts {
        store: Store::open(&settings).await.expect("the database opens"),
        sealing: SealingKeys::from_octets(sealing),
        settings: test.app.settings().clone(),
        push: PushGateway::Memory(MemoryPush::default()),
        directory: DirectoryGateway::Memory(MemoryDirectory::default()),
        identity_provider: IdentityProviderGateway::Memory(MemoryProviders::default()),
        mail: MailGateway::Memory(MemoryMail::default()),
        sms: SmsGateway::Memory(MemorySms::default()),
        webhook: WebhookGateway::Memory(MemoryWebhooks::default()),
        simulator: SimulatorGateway::Live,
        clock: Clock::fixed(NOON),
        ids: Ids::seeded(5_000),
    })
    .await
}

async fn stored(test: &TestApp, name: &str) -> StoredAuthority {
    let mut tx = test.store.read().await.expect("a read");
    tx.find_authority(name).await.expect("a look").expect("made at the first start")
}

#[tokio::test]
async fn t43_an_authority_that_phones_would_not_take_stops_the_start() {
    for test in TestApp::on_each_engine().await {
        start_again(&test, SEALING).await.expect("the server's own authority is fit");

        // The authority's own key under a certificate that is none of an authority's.
        let sound = stored(&test, "device-ca").await;
        let context = Context { purpose: "authority-key", id: "device-ca" };
        let key = SealingKeys::from_octets(SEALING).open(context, &sound.sealed_key).expect("its key");
        let key = RsaKey::from_pkcs8(&key).expect("an RSA key");
        let now = NOON.seconds();
        let unfit = self_signed(&key, "Vestibule Device CA", now - 60, now + 86_400);
        assert!(lint::authority(&unfit).contains(&Finding::NotAuthority), "{:?}", lint::authority(&unfit));

        let mut tx = test.store.begin().await.expect("a writer");
        tx.save_authority_certificate("device-ca", &unfit).await.expect("a certificate");
        tx.commit().await.expect("a commit");
        let refused = start_again(&test, SEALING).await.map(drop);
        assert!(matches!(refused, Err(StartError::Authority(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn t45_a_database_without_its_sealing_key_signs_nothing() {
    for test in TestApp::on_each_engine().await {
        let refused = start_again(&test, [8; 32]).await.map(drop);
        assert!(matches!(refused, Err(StartError::Sealed { name: "device-ca", .. })), "{refused:?}");
        for name in ["device-ca", "profile-signer", "tls-root"] {
            let sealed = stored(&test, name).await.sealed_key;
            let context = Context { purpose: "authority-key", id: name };
            let key = SealingKeys::from_octets(SEALING).open(context, &sealed).expect("its key");
            let holds = sealed.windows(32).any(|window| key.windows(32).any(|part| part == window));
            assert!(!holds, "the key of {name} stands in its row in clear");
        }
    }
}

#[tokio::test]
async fn t46_every_kind_of_certificate_this_server_issues_passes_its_lint() {
    let test = TestApp::new().await;
    let mut phone = test.enroll("ann", 1).await;
    test.advance(300 * DAY);
    let message = phone.renewal_request(&test.app, &testkit::key(5));
    let renewed = phone.send_scep(&test.app, &message).await.expect("a renewed certificate");
    let server =
        test.app.issue_server_certificate(&["mdm.example.org".to_owned()], 90).expect("a certificate");
    let signer = stored(&test, "profile-signer").await.certificate;

    let issued = [
        (Purpose::Identity, &phone.certificate),
        (Purpose::Identity, &renewed),
        (Purpose::ProfileSigner, &signer),
        (Purpose::Server, &server.chain[0]),
    ];
    let mut serials = Vec::new();
    for (purpose, der) in issued {
        assert_eq!(lint::issued(der, purpose), [], "{purpose:?}");
        for other in [Purpose::Identity, Purpose::ProfileSigner, Purpose::Server] {
            assert_eq!(
                lint::issued(der, other).is_empty(),
                other == purpose,
                "{purpose:?} taken for {other:?}"
            );
        }
        assert_ne!(lint::authority(der), [], "{purpose:?} is no authority");
        serials.push(CertificateView::read(der).expect("a certificate").serial.to_vec());
    }
    serials.sort();
    serials.dedup();
    assert_eq!(serials.len(), 4, "each has a serial number of its own");
    assert_eq!(lint::authority(test.app.scep_certificate()), []);
}
