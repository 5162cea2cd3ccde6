//! Webhooks.

pub(crate) mod delivery;
pub(crate) mod list;
pub(crate) mod one;

use std::collections::BTreeSet;

use domain::webhook::{WebhookEvent, WebhookSettings, WebhookState};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Checks;
use crate::time::{Instant, some};

/// A program elsewhere that is told what happens.
#[derive(Serialize, ToSchema)]
pub(crate) struct Webhook {
    /// The webhook's id.
    id: String,
    /// Its name.
    name: String,
    /// Where the program listens.
    url: String,
    /// What it is told of.
    #[schema(schema_with = events)]
    events: Vec<&'static str>,
    /// Whether the program is in the organization's own network, so that private addresses and `http` are admitted.
    is_internal: bool,
    /// How it stands.
    #[schema(schema_with = states)]
    state: &'static str,
    /// Since when the server has stopped telling it, because it failed for three days or answered 410.
    paused_at: Option<Instant>,
    /// Since when nothing has arrived; `null` while it does.
    failing_since: Option<Instant>,
    /// The last failure in words; empty while what it is told arrives.
    failure: String,
    /// When it was made.
    created_at: Instant,
}

impl From<domain::webhook::Webhook> for Webhook {
    fn from(webhook: domain::webhook::Webhook) -> Self {
        Self {
            id: webhook.id.to_string(),
            state: webhook.state().name(),
            events: webhook.settings.events.iter().map(|event| event.name()).collect(),
            name: webhook.settings.name,
            url: webhook.settings.url,
            is_internal: webhook.settings.is_internal,
            paused_at: some(webhook.paused_at),
            failing_since: some(webhook.failing_since),
            failure: webhook.failure,
            created_at: Instant(webhook.created_at),
        }
    }
}

/// A webhook with its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeWebhook {
    /// The webhook.
    webhook: Webhook,
    /// The secret that signs what it is told. This is the one time that it is shown.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    secret: String,
}

impl From<app::MadeWebhook> for MadeWebhook {
    fn from(made: app::MadeWebhook) -> Self {
        Self { webhook: made.webhook.into(), secret: made.secret.expose().to_owned() }
    }
}

/// A webhook as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebhookFields {
    /// Its name.
    #[schema(min_length = 1, max_length = 100, example = "Ticket system")]
    name: String,
    /// Where the program listens: `https`, or `http` in the own network.
    #[schema(max_length = 2000, example = "https://tickets.example.org/hooks/vestibule")]
    url: String,
    /// What it is told of.
    #[schema(schema_with = events)]
    events: Vec<String>,
    /// Whether the program is in the organization's own network; no when not said.
    #[serde(default)]
    is_internal: bool,
}

impl WebhookFields {
    fn settings(self) -> Result<WebhookSettings, Problem> {
        let mut checks = Checks::default();
        let names: Vec<_> = WebhookEvent::ALL.iter().map(|event| event.name()).collect();
        let mut events = BTreeSet::new();
        for name in &self.events {
            events.extend(checks.named("events", name, &names, WebhookEvent::parse));
        }
        checks.finish()?;
        let (name, url) = (self.name, self.url);
        Ok(WebhookSettings { name, url, events, is_internal: self.is_internal })
    }
}

fn events() -> utoipa::openapi::Array {
    let names = WebhookEvent::ALL.iter().map(|event| event.name());
    let item = one_of(names, "An event.");
    utoipa::openapi::ArrayBuilder::new().items(item).description(Some("What the webhook is told of.")).build()
}

fn states() -> Object {
    one_of(WebhookState::ALL.map(WebhookState::name), "How a webhook stands.")
}
