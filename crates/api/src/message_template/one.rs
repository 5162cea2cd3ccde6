//! `GET`, `PUT` and `DELETE /api/v1/message-templates/{kind}/{language}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use http::StatusCode;

use super::{Key, MessageTemplate, MessageTemplateText};
use crate::problem::Problem;
use crate::request::JsonBody;

/// Shows what a message says in a language
///
/// For a language without a text: what somebody who speaks it gets. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/message-templates/{kind}/{language}",
    operation_id = "showMessageTemplate",
    tag = "message-templates",
    params(
        ("kind" = String, Path, description = "Which message, such as `invitation`."),
        ("language" = String, Path, description = "The language's code, such as `de` or `pt-BR`.")
    ),
    responses((status = 200, description = "The text", body = MessageTemplate))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    key: Key,
) -> Result<Json<MessageTemplate>, Problem> {
    let shown = app.show_message_template(&caller, key.kind, &key.language).await;
    Ok(Json(shown.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Writes what a message says in a language
///
/// In place of the text that comes with the server, or for a language without one. A text that does not name what it is for,
/// or names an unknown variable, is refused. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/message-templates/{kind}/{language}",
    operation_id = "replaceMessageTemplate",
    tag = "message-templates",
    params(
        ("kind" = String, Path, description = "Which message, such as `invitation`."),
        ("language" = String, Path, description = "The language's code, such as `de` or `pt-BR`.")
    ),
    request_body = MessageTemplateText,
    responses((status = 200, description = "The text as it is now", body = MessageTemplate))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    key: Key,
    JsonBody(text): JsonBody<MessageTemplateText>,
) -> Result<Json<MessageTemplate>, Problem> {
    let saved = app.save_message_template(&caller, key.kind, &key.language, &text.into()).await;
    Ok(Json(saved.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Goes back to the text that comes with the server
///
/// A language without one is given up: those who speak it get English again. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/message-templates/{kind}/{language}",
    operation_id = "deleteMessageTemplate",
    tag = "message-templates",
    params(
        ("kind" = String, Path, description = "Which message, such as `invitation`."),
        ("language" = String, Path, description = "The language's code, such as `de` or `pt-BR`.")
    ),
    responses((status = 204, description = "The text of your own is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    key: Key,
) -> Result<StatusCode, Problem> {
    let reset = app.reset_message_template(&caller, key.kind, &key.language).await;
    reset.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
