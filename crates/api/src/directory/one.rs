//! `GET`, `PUT` and `DELETE /api/v1/directories/{id}`; disabling and enabling it.

use app::{App, Caller, Leftovers};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::DirectoryId;
use http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;

use super::Directory;
use super::settings::DirectoryFields;
use crate::problem::Problem;
use crate::request::{Checks, Id, JsonBody, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeleteParameters {
    /// Whether to go on although something refers to it: devices then keep what they know of its people, their accounts
    /// are disabled, and groups of accounts that stand for its groups are emptied.
    #[param(value_type = Option<bool>)]
    cut_loose: Option<String>,
}

/// Shows a directory
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/directories/{id}",
    operation_id = "showDirectory",
    tag = "directories",
    params(("id" = String, Path, description = "The directory's id.")),
    responses((status = 200, description = "The directory", body = Directory))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DirectoryId>,
) -> Result<Json<Directory>, Problem> {
    show(&app, &caller, id).await
}

/// Replaces how a directory is reached and read
///
/// Its secrets stay where they are left out. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/directories/{id}",
    operation_id = "replaceDirectory",
    tag = "directories",
    params(("id" = String, Path, description = "The directory's id.")),
    request_body = DirectoryFields,
    responses((status = 200, description = "The directory as it is now", body = Directory))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DirectoryId>,
    JsonBody(fields): JsonBody<DirectoryFields>,
) -> Result<Json<Directory>, Problem> {
    let draft = fields.draft(&app)?;
    app.update_directory(&caller, id, draft).await.map_err(|error| Problem::from_app(error, app.now()))?;
    show(&app, &caller, id).await
}

/// Deletes a directory
///
/// Refused while something refers to it, unless `cut_loose` says otherwise. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/directories/{id}",
    operation_id = "deleteDirectory",
    tag = "directories",
    params(("id" = String, Path, description = "The directory's id."), DeleteParameters),
    responses((status = 204, description = "The directory is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DirectoryId>,
    Parameters(parameters): Parameters<DeleteParameters>,
) -> Result<StatusCode, Problem> {
    let mut checks = Checks::default();
    let cut_loose = checks
        .read("cut_loose", parameters.cut_loose.as_deref(), "true or false", |text| text.parse().ok())
        .unwrap_or(false);
    checks.finish()?;
    let leftovers = if cut_loose { Leftovers::CutLoose } else { Leftovers::Refuse };
    app.delete_directory(&caller, id, leftovers)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets nobody log in by a directory any more
///
/// Its people's console sessions end at once. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/directories/{id}/disable",
    operation_id = "disableDirectory",
    tag = "directories",
    params(("id" = String, Path, description = "The directory's id.")),
    responses((status = 200, description = "The directory as it is now", body = Directory))
)]
pub(crate) async fn disable(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DirectoryId>,
) -> Result<Json<Directory>, Problem> {
    app.disable_directory(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    show(&app, &caller, id).await
}

/// Lets people log in by a directory again
///
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/directories/{id}/enable",
    operation_id = "enableDirectory",
    tag = "directories",
    params(("id" = String, Path, description = "The directory's id.")),
    responses((status = 200, description = "The directory as it is now", body = Directory))
)]
pub(crate) async fn enable(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DirectoryId>,
) -> Result<Json<Directory>, Problem> {
    app.enable_directory(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    show(&app, &caller, id).await
}

async fn show(app: &App, caller: &Caller, id: DirectoryId) -> Result<Json<Directory>, Problem> {
    let detail = app.show_directory(caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(detail.into()))
}
