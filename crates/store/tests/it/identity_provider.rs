//! Identity providers, links and logins under way.

use domain::id::{AccountId, IdentityProviderId, ProviderLoginId};
use domain::identity_provider::{IdentityLink, IdentityProvider, ProviderSettings};
use domain::provider_login::{Errand, ProviderLogin};
use domain::secret::TokenHash;
use domain::time::MINUTE;
use store::{StoredIdentityProvider, StoredProviderLogin};

use crate::fixture::{NOW, account, id, stores};

fn provider(n: u128) -> StoredIdentityProvider {
    let settings = ProviderSettings {
        name: format!("Provider {n}"),
        issuer: "https://login.example.org".into(),
        client_id: "vestibule".into(),
        ..ProviderSettings::usual()
    };
    StoredIdentityProvider {
        provider: IdentityProvider {
            id: IdentityProviderId(id(n)),
            settings,
            disabled_at: None,
            created_at: NOW.plus(i64::try_from(n).expect("small")),
        },
        sealed_client_secret: Some(vec![1, 2, 3]),
    }
}

fn login(n: u128, provider: u128) -> StoredProviderLogin {
    StoredProviderLogin {
        login: ProviderLogin {
            id: ProviderLoginId(id(n)),
            provider_id: IdentityProviderId(id(provider)),
            errand: Errand::SignIn { to: Some("/console/devices".into()) },
            created_at: NOW,
            expires_at: NOW.plus(MINUTE),
        },
        browser: TokenHash([7; 32]),
        source: Some("source:192.0.2.7".into()),
        sealed: vec![4, 5],
    }
}

fn state(n: u8) -> TokenHash {
    TokenHash([n; 32])
}

#[tokio::test]
async fn a_provider_reads_back_changes_and_goes_with_its_links_and_logins() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let mut stored = provider(1);
        let provider_id = stored.provider.id;
        tx.insert_identity_provider(&provider(2)).await.expect("another");
        tx.insert_identity_provider(&stored).await.expect("a new provider");
        stored.provider.disabled_at = Some(NOW);
        stored.sealed_client_secret = None;
        stored.provider.settings.name = "Renamed".into();
        tx.save_identity_provider(&stored).await.expect("changed");
        assert_eq!(tx.find_identity_provider(provider_id).await.expect("a look"), Some(stored.clone()));
        assert_eq!(tx.lock_identity_provider(provider_id).await.expect("a look"), Some(stored.clone()));
        assert_eq!(tx.share_identity_provider(provider_id).await.expect("a look"), Some(stored.clone()));
        let all = tx.list_identity_providers().await.expect("a list");
        assert_eq!(all, [stored, provider(2)]);

        let ann = account(10, "Ann");
        tx.insert_account(&ann, "hash").await.expect("an account");
        let link =
            IdentityLink { account_id: ann.id, provider_id, subject: None, created_at: NOW, used_at: None };
        tx.save_identity_link(&link).await.expect("a link");
        let login = login(20, 1);
        tx.insert_provider_login(&login, state(1)).await.expect("a login");
        tx.delete_identity_provider(provider_id).await.expect("deleted");
        assert_eq!(tx.find_identity_provider(provider_id).await.expect("a look"), None);
        assert_eq!(tx.find_identity_link(ann.id).await.expect("a look"), None);
        assert_eq!(tx.find_provider_login(state(1)).await.expect("a look"), None);
        tx.commit().await.expect("committed");
    }
}

#[tokio::test]
async fn two_providers_have_two_names() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_identity_provider(&provider(1)).await.expect("a new provider");
        let mut same = provider(2);
        same.provider.settings.name = " PROVIDER 1".into();
        let error = tx.insert_identity_provider(&same).await.expect_err("the name is taken");
        assert!(error.is_duplicate());
    }
}

#[tokio::test]
async fn t21_a_linked_account_is_found_by_the_name_once_and_by_the_subject_ever_after() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_identity_provider(&provider(1)).await.expect("a new provider");
        let (ann, provider_id) = (account(10, "Ann"), IdentityProviderId(id(1)));
        tx.insert_account(&ann, "hash").await.expect("an account");
        let mut link =
            IdentityLink { account_id: ann.id, provider_id, subject: None, created_at: NOW, used_at: None };
        tx.save_identity_link(&link).await.expect("a link");
        let found = tx.find_linked_account(provider_id, "s", "ANN ").await.expect("a look");
        assert_eq!(found.map(|account| account.id), Some(ann.id));
        assert!(tx.find_linked_account(provider_id, "s", "bob").await.expect("a look").is_none());
        let other = IdentityProviderId(id(2));
        assert!(tx.find_linked_account(other, "s", "ann").await.expect("a look").is_none());

        (link.subject, link.used_at) = (Some("s".into()), Some(NOW));
        assert!(tx.save_identity_link_used(&link).await.expect("bound"));
        assert_eq!(tx.find_identity_link(ann.id).await.expect("a look"), Some(link.clone()));
        let found = tx.find_linked_account(provider_id, "s", "renamed").await.expect("a look");
        assert_eq!(found.map(|account| account.id), Some(ann.id));
        assert!(tx.find_linked_account(provider_id, "eve", "ann").await.expect("a look").is_none());
        let linked = tx.list_linked_account_ids(provider_id).await.expect("a list");
        assert_eq!(linked, [ann.id]);
        assert!(tx.delete_identity_link(ann.id).await.expect("gone"));
        assert!(!tx.delete_identity_link(AccountId(id(10))).await.expect("gone already"));
        // A sign-in that was on its way does not bring it back.
        assert!(!tx.save_identity_link_used(&link).await.expect("too late"));
        assert_eq!(tx.find_identity_link(ann.id).await.expect("a look"), None);
        tx.commit().await.expect("committed");
    }
}

#[tokio::test]
async fn a_login_under_way_is_found_by_its_state_goes_once_and_is_over_in_time() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_identity_provider(&provider(1)).await.expect("a new provider");
        for n in [1, 2] {
            tx.insert_provider_login(&login(n, 1), state(u8::try_from(n).expect("small")))
                .await
                .expect("a login");
        }
        assert_eq!(tx.count_provider_logins(NOW).await.expect("a count"), 2);
        assert_eq!(tx.count_provider_logins(NOW.plus(MINUTE)).await.expect("a count"), 0, "they are over");
        let uncounted = StoredProviderLogin { source: None, ..login(3, 1) };
        tx.insert_provider_login(&uncounted, state(3)).await.expect("a login");
        for (source, now, count) in [
            ("source:192.0.2.7", NOW, 2),
            ("source:192.0.2.7", NOW.plus(MINUTE), 0),
            ("source:192.0.2.8", NOW, 0),
        ] {
            let counted = tx.count_provider_logins_of(source, now).await.expect("a count");
            assert_eq!(counted, count, "{source} {now:?}");
        }
        assert!(tx.delete_provider_login(ProviderLoginId(id(3))).await.expect("gone"));
        assert_eq!(tx.find_provider_login(state(1)).await.expect("a look"), Some(login(1, 1)));
        assert_eq!(tx.find_provider_login(state(9)).await.expect("a look"), None);
        assert!(tx.delete_provider_login(ProviderLoginId(id(1))).await.expect("gone"));
        assert!(!tx.delete_provider_login(ProviderLoginId(id(1))).await.expect("gone already"));
        assert_eq!(tx.delete_dead_provider_logins(NOW.plus(MINUTE - 1)).await.expect("a sweep"), 0);
        assert_eq!(tx.delete_dead_provider_logins(NOW.plus(MINUTE)).await.expect("a sweep"), 1);
        tx.commit().await.expect("committed");
    }
}
