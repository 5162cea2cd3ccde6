//! `GET /api/v1/webhooks/{id}/deliveries`, and telling webhooks again.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::{WebhookDeliveryId, WebhookId};
use domain::time::Timestamp;
use domain::webhook::WebhookDeliveryState;
use serde::{Deserialize, Serialize};
use utoipa::openapi::Object;
use utoipa::{IntoParams, ToSchema};

use crate::document::one_of;
use crate::page::WebhookDeliveryPage;
use crate::problem::Problem;
use crate::request::{Checks, Id, JsonBody, Parameters};
use crate::time::{Instant, some};

/// One event on its way to one webhook.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookDelivery {
    /// The delivery's id.
    id: String,
    /// The webhook's id.
    webhook_id: String,
    /// The event's id: the same in every try and every replay; goes out as `webhook-id`.
    event_id: String,
    /// What happened, as a fixed name.
    #[schema(value_type = String, example = "enrollment.enrolled")]
    event: &'static str,
    /// The body as it is signed and sent.
    body: String,
    /// How far it is.
    #[schema(schema_with = states)]
    state: &'static str,
    /// How often it was tried.
    attempts: u32,
    /// When the next try is due; of a finished one, when it was due last.
    due_at: Instant,
    /// When the last try ended.
    tried_at: Option<Instant>,
    /// The status of the last answer.
    status: Option<u16>,
    /// The first words of the last answer, or why there was none.
    answer: String,
    /// When the event happened.
    created_at: Instant,
}

impl From<domain::webhook::WebhookDelivery> for WebhookDelivery {
    fn from(delivery: domain::webhook::WebhookDelivery) -> Self {
        Self {
            id: delivery.id.to_string(),
            webhook_id: delivery.webhook_id.to_string(),
            event_id: delivery.occurrence_id.to_string(),
            event: delivery.event.name(),
            body: delivery.payload,
            state: delivery.state.name(),
            attempts: delivery.attempt,
            due_at: Instant(delivery.due_at),
            tried_at: some(delivery.tried_at),
            status: delivery.status,
            answer: delivery.words,
            created_at: Instant(delivery.created_at),
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeliveryParameters {
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// From when on a webhook is told again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Since {
    /// Events that happened at this instant or after it (RFC 3339).
    #[schema(format = DateTime, example = "2026-03-01T00:00:00Z")]
    since: String,
}

/// How much is told again.
#[derive(Serialize, ToSchema)]
pub(crate) struct Replayed {
    /// Of how many events; at most 10,000, the oldest first.
    deliveries: u64,
}

/// Lists what a webhook was told
///
/// Newest first; kept for 30 days. Scope `manage`.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{id}/deliveries",
    operation_id = "listWebhookDeliveries",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id."), DeliveryParameters),
    responses((status = 200, description = "A page of deliveries", body = WebhookDeliveryPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
    Parameters(parameters): Parameters<DeliveryParameters>,
) -> Result<Json<WebhookDeliveryPage>, Problem> {
    let mut checks = Checks::default();
    let after = checks.after(parameters.after.as_deref());
    let limit = checks.limit(parameters.limit.as_deref());
    checks.finish()?;
    let page = app.list_webhook_deliveries(&caller, id, after, limit).await;
    let page = page.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(WebhookDeliveryPage::of(page, WebhookDelivery::from)))
}

/// Tells a webhook again of everything since an instant
///
/// With the same ids and bodies. Refused while the webhook is disabled or paused. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/replay",
    operation_id = "replayWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    request_body = Since,
    responses((status = 200, description = "They are due now", body = Replayed))
)]
pub(crate) async fn replay_since(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
    JsonBody(body): JsonBody<Since>,
) -> Result<Json<Replayed>, Problem> {
    let mut checks = Checks::default();
    let expected = "an instant such as 2026-03-01T08:30:00Z";
    let since = checks.read("since", Some(&body.since), expected, |text| {
        text.parse::<jiff::Timestamp>().ok().map(|instant| Timestamp(instant.as_millisecond()))
    });
    checks.finish()?;
    let replayed = app.replay_webhook_since(&caller, id, since.unwrap_or_default()).await;
    let deliveries = replayed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Replayed { deliveries }))
}

/// Tells a webhook of one event again
///
/// With the same id and body; one that still waits is left as it is. Refused while the webhook is disabled or paused. Scope
/// `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhook-deliveries/{id}/replay",
    operation_id = "replayWebhookDelivery",
    tag = "webhooks",
    params(("id" = String, Path, description = "The delivery's id.")),
    responses((status = 200, description = "The delivery as it is now", body = WebhookDelivery))
)]
pub(crate) async fn replay(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookDeliveryId>,
) -> Result<Json<WebhookDelivery>, Problem> {
    let replayed = app.replay_webhook_delivery(&caller, id).await;
    Ok(Json(replayed.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

fn states() -> Object {
    one_of(WebhookDeliveryState::ALL.map(WebhookDeliveryState::name), "How far a delivery is.")
}
