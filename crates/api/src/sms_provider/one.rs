//! `GET`, `PUT` and `DELETE /api/v1/sms-provider`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use http::StatusCode;

use super::SmsProvider;
use super::settings::SmsProviderFields;
use crate::problem::Problem;
use crate::request::JsonBody;

/// Shows the SMS provider
///
/// Not found while none is set up: then no SMS leaves the server. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/sms-provider",
    operation_id = "showSmsProvider",
    tag = "delivery",
    responses((status = 200, description = "The SMS provider", body = SmsProvider))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<SmsProvider>, Problem> {
    let found = app.show_sms_provider(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    let detail = found.ok_or_else(Problem::not_found)?;
    Ok(Json(SmsProvider::of(&app, detail)))
}

/// Sets the SMS provider up, or replaces it
///
/// Its secrets stay where they are left out. Nothing is sent: test it afterwards. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/sms-provider",
    operation_id = "replaceSmsProvider",
    tag = "delivery",
    request_body = SmsProviderFields,
    responses((status = 200, description = "The SMS provider as it is now", body = SmsProvider))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<SmsProviderFields>,
) -> Result<Json<SmsProvider>, Problem> {
    let draft = fields.draft(&app)?;
    let detail =
        app.save_sms_provider(&caller, draft).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(SmsProvider::of(&app, detail)))
}

/// Removes the SMS provider
///
/// With its secrets. No SMS leaves the server any more. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/sms-provider",
    operation_id = "deleteSmsProvider",
    tag = "delivery",
    responses((status = 204, description = "The SMS provider is removed"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<StatusCode, Problem> {
    app.remove_sms_provider(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
