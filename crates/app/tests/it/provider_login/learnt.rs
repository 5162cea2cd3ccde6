//! What is remembered of a provider: asked once by however many come, and never by another trust.

use std::time::Duration;

use app::{Caller, CameWith, Error, IdentityProviderDraft, SentOff};
use domain::id::IdentityProviderId;
use domain::identity_provider::ProviderSettings;
use serde_json::{Map, Value};
use testkit::{Lie, SOURCE};

use super::{Both, ann, draft};

const DISCOVERY: &str = "/.well-known/openid-configuration";

async fn send_off(both: &Both, id: IdentityProviderId) -> Result<SentOff, Error> {
    both.test.app.send_off_to_enroll(id, CameWith::Nothing, None, SOURCE).await
}

#[tokio::test]
async fn a_provider_that_is_down_is_asked_once_by_all_who_come() {
    let both = Both::start().await;
    let id = both.detail.provider.id;
    let discovery = Map::from_iter([("token_endpoint".to_owned(), Value::Null)]);
    both.provider.lie(Lie { discovery, ..Lie::default() });
    let came =
        tokio::join!(send_off(&both, id), send_off(&both, id), send_off(&both, id), send_off(&both, id));
    for sent in [came.0, came.1, came.2, came.3, send_off(&both, id).await] {
        assert!(matches!(sent, Err(Error::Unavailable(_))), "{sent:?}");
    }
    assert_eq!(both.provider.asked(DISCOVERY), 1);
    // Changed settings count at once.
    both.provider.lie(Lie::default());
    both.change(|settings| settings.name = "Another name".to_owned()).await;
    let came = tokio::join!(send_off(&both, id), send_off(&both, id));
    assert!(came.0.is_ok() && came.1.is_ok(), "{came:?}");
    assert_eq!((both.provider.asked(DISCOVERY), both.provider.asked("/jwks")), (2, 1));
}

/// Lets time pass for what is remembered.
async fn later(minutes: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(60 * minutes)).await;
    tokio::time::resume();
}

#[tokio::test]
async fn a_provider_that_stumbles_loses_nobody_for_an_hour() {
    let both = Both::start().await;
    both.log_in(ann()).await.expect("an enrollment");
    let discovery = Map::from_iter([("token_endpoint".to_owned(), Value::Null)]);
    both.provider.lie(Lie { discovery, ..Lie::default() });
    later(11).await;
    both.log_in(ann()).await.expect("by what is known");
    assert_eq!(both.provider.asked(DISCOVERY), 2, "it is left alone for a while");
    later(50).await;
    let sent = send_off(&both, both.detail.provider.id).await;
    assert!(matches!(sent, Err(Error::Unavailable(_))), "{sent:?}");
    both.provider.lie(Lie::default());
    later(1).await;
    both.log_in(ann()).await.expect("it is back");
}

#[tokio::test]
async fn t65_what_one_trust_has_learnt_another_does_not_believe() {
    let both = Both::start().await;
    both.log_in(ann()).await.expect("the provider, by its own root");
    let usual = draft(&both.provider);
    let settings =
        ProviderSettings { name: "Without its root".to_owned(), roots: Vec::new(), ..usual.settings };
    let other = IdentityProviderDraft { settings, client_secret: usual.client_secret };
    let made = both.test.app.create_identity_provider(&Caller::operator(), other).await;
    let sent = send_off(&both, made.expect("a provider").provider.id).await;
    assert!(matches!(sent, Err(Error::Unavailable(_))), "{sent:?}");
}
