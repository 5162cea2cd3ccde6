//! `GET`, `PUT` and `DELETE /api/v1/webhooks/{id}`; enabling, disabling, trying it, and its secret.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::WebhookId;
use http::StatusCode;

use super::delivery::WebhookDelivery;
use super::{MadeWebhook, Webhook, WebhookFields};
use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// Shows a webhook
///
/// Scope `manage`.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks/{id}",
    operation_id = "showWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook", body = Webhook))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
) -> Result<Json<Webhook>, Problem> {
    let shown = app.show_webhook(&caller, id).await;
    Ok(Json(shown.map_err(|error| Problem::from_app(error, app.now()))?.webhook.into()))
}

/// Replaces what a webhook is told of, and where
///
/// Its secret stays. What waits for it goes to the new address. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/webhooks/{id}",
    operation_id = "replaceWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    request_body = WebhookFields,
    responses((status = 200, description = "The webhook as it is now", body = Webhook))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
    JsonBody(fields): JsonBody<WebhookFields>,
) -> Result<Json<Webhook>, Problem> {
    let changed = app.update_webhook(&caller, id, fields.settings()?).await;
    Ok(Json(changed.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Deletes a webhook
///
/// With all that it was told, and what waits for it. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/webhooks/{id}",
    operation_id = "deleteWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 204, description = "The webhook is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
) -> Result<StatusCode, Problem> {
    app.delete_webhook(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Tells a webhook again
///
/// One that was disabled, or one that the server has paused. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/enable",
    operation_id = "enableWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook as it is now", body = Webhook))
)]
pub(crate) async fn enable(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
) -> Result<Json<Webhook>, Problem> {
    let enabled = app.enable_webhook(&caller, id).await;
    Ok(Json(enabled.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Tells a webhook nothing any more
///
/// What waits for it is given up. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/disable",
    operation_id = "disableWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook as it is now", body = Webhook))
)]
pub(crate) async fn disable(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
) -> Result<Json<Webhook>, Problem> {
    let disabled = app.disable_webhook(&caller, id).await;
    Ok(Json(disabled.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Makes a new secret for a webhook
///
/// It is in this answer and in no other. The one before it signs beside it for a day. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/secret",
    operation_id = "makeWebhookSecret",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "The webhook with its new secret", body = MadeWebhook))
)]
pub(crate) async fn secret(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
) -> Result<Json<MadeWebhook>, Problem> {
    let made = app.new_webhook_secret(&caller, id).await;
    Ok(Json(made.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Sends a test to a webhook
///
/// An event `ping`, once and at once; the answer says what became of it. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks/{id}/test",
    operation_id = "testWebhook",
    tag = "webhooks",
    params(("id" = String, Path, description = "The webhook's id.")),
    responses((status = 200, description = "What became of the test", body = WebhookDelivery))
)]
pub(crate) async fn test(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<WebhookId>,
) -> Result<Json<WebhookDelivery>, Problem> {
    let tested = app.test_webhook(&caller, id).await;
    Ok(Json(tested.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
