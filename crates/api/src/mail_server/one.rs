//! `GET`, `PUT` and `DELETE /api/v1/mail-server`.

use app::{App, Caller, Error};
use axum::extract::State;
use axum::{Extension, Json};
use http::StatusCode;

use super::MailServer;
use super::settings::MailServerFields;
use crate::problem::Problem;
use crate::request::JsonBody;

/// Shows the mail server
///
/// Not found when none is set up: then no mail leaves this server. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/mail-server",
    operation_id = "showMailServer",
    tag = "delivery",
    responses((status = 200, description = "The mail server", body = MailServer))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<MailServer>, Problem> {
    let found = app.show_mail_server(&caller).await.and_then(|found| found.ok_or(Error::NotFound));
    Ok(Json(found.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Sets the mail server up, or replaces how it is reached
///
/// Its secrets stay where they are left out. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/mail-server",
    operation_id = "replaceMailServer",
    tag = "delivery",
    request_body = MailServerFields,
    responses((status = 200, description = "The mail server as it is now", body = MailServer))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<MailServerFields>,
) -> Result<Json<MailServer>, Problem> {
    let draft = fields.draft(&app)?;
    let saved = app.save_mail_server(&caller, draft).await;
    Ok(Json(saved.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}

/// Removes the mail server
///
/// Messages stay in the outbox from then on. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/mail-server",
    operation_id = "removeMailServer",
    tag = "delivery",
    responses((status = 204, description = "There is no mail server"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<StatusCode, Problem> {
    app.remove_mail_server(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
