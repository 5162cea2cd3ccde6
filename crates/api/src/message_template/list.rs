//! `GET /api/v1/message-templates`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::MessageTemplate;
use crate::problem::Problem;

/// The texts there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct MessageTemplateList {
    /// The texts, by message and language.
    items: Vec<MessageTemplate>,
}

/// Lists what messages say
///
/// Those that come with the server, and those put in their place. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/message-templates",
    operation_id = "listMessageTemplates",
    tag = "message-templates",
    responses((status = 200, description = "The texts", body = MessageTemplateList))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<MessageTemplateList>, Problem> {
    let listed = app.list_message_templates(&caller).await;
    let templates = listed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(MessageTemplateList { items: templates.into_iter().map(MessageTemplate::from).collect() }))
}
