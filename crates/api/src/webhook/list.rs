//! `GET` and `POST /api/v1/webhooks`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use super::{MadeWebhook, Webhook, WebhookFields};
use crate::problem::Problem;
use crate::request::JsonBody;

/// The webhooks.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookList {
    /// The webhooks, oldest first.
    items: Vec<Webhook>,
}

/// Lists webhooks
///
/// Scope `manage`; the token's maker needs the privilege to manage webhooks.
#[utoipa::path(
    get,
    path = "/api/v1/webhooks",
    operation_id = "listWebhooks",
    tag = "webhooks",
    responses((status = 200, description = "The webhooks", body = WebhookList))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<WebhookList>, Problem> {
    let all = app.list_webhooks(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(WebhookList { items: all.into_iter().map(Webhook::from).collect() }))
}

/// Makes a webhook
///
/// It is told of what happens from now on. Its secret is in this answer and in no other. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/webhooks",
    operation_id = "createWebhook",
    tag = "webhooks",
    request_body = WebhookFields,
    responses((
        status = 201,
        description = "The webhook is made",
        body = MadeWebhook,
        headers(("Location" = String, description = "The webhook's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<WebhookFields>,
) -> Result<Response, Problem> {
    let made = app.create_webhook(&caller, fields.settings()?).await;
    let made = made.map_err(|error| Problem::from_app(error, app.now()))?;
    let location = format!("/api/v1/webhooks/{}", made.webhook.id);
    let body = Json(MadeWebhook::from(made));
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], body).into_response())
}
