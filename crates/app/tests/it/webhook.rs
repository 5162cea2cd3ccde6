//! Webhooks: who may, what is told, what becomes of it. Where it matters they are told over the network, by the client that
//! the server uses.

mod delivery;
mod right;
mod told;

use std::collections::BTreeSet;

use app::{Caller, MadeWebhook};
use domain::id::WebhookId;
use domain::webhook::{WebhookDelivery, WebhookEvent, WebhookSettings};
use gateways::webhook::{LiveWebhooks, WebhookGateway};
use testkit::{Database, HookPeer, TestApp};

/// Settings of a webhook that is told of everything.
pub(crate) fn settings(url: &str) -> WebhookSettings {
    WebhookSettings {
        name: "Tickets".into(),
        url: url.into(),
        events: WebhookEvent::ALL.iter().copied().collect(),
        is_internal: false,
    }
}

/// Settings of a webhook that is told of some things.
pub(crate) fn settings_of(url: &str, events: &[WebhookEvent]) -> WebhookSettings {
    WebhookSettings { events: BTreeSet::from_iter(events.iter().copied()), ..settings(url) }
}

/// An app that tells over the network, on each engine.
async fn live_apps() -> Vec<TestApp> {
    let mut apps = Vec::new();
    for database in testkit::databases().await {
        apps.push(live_app(database).await);
    }
    apps
}

async fn live_app(database: Database) -> TestApp {
    let mut builder = TestApp::builder();
    builder.webhook = Some(WebhookGateway::Live(LiveWebhooks::new(None).expect("a client")));
    builder.build_on(database).await
}

async fn make(test: &TestApp, settings: WebhookSettings) -> MadeWebhook {
    test.app.create_webhook(&Caller::operator(), settings).await.expect("a webhook")
}

/// Makes a webhook of a program that is told of everything; its id and its secret.
async fn listen(test: &TestApp, peer: &HookPeer) -> (WebhookId, String) {
    let made = make(test, settings(&peer.url("/hooks"))).await;
    (made.webhook.id, made.secret.expose().to_owned())
}

/// Lists what a webhook was told, newest first.
async fn deliveries(test: &TestApp, id: WebhookId) -> Vec<WebhookDelivery> {
    let page = test.app.list_webhook_deliveries(&Caller::operator(), id, None, 200).await;
    page.expect("a page").rows
}
