//! `GET` and `POST /api/v1/directories`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::{StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use super::Directory;
use super::settings::DirectoryFields;
use crate::problem::Problem;
use crate::request::JsonBody;

/// All directories.
#[derive(Serialize, ToSchema)]
pub(crate) struct Directories {
    /// The directories, in the order in which they are asked.
    items: Vec<Directory>,
}

/// Lists directories
///
/// All of them, in the order in which they are asked; there are few. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/directories",
    operation_id = "listDirectories",
    tag = "directories",
    responses((status = 200, description = "The directories", body = Directories))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<Directories>, Problem> {
    let all = app.list_directories(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Directories { items: all.into_iter().map(Directory::from).collect() }))
}

/// Sets a directory up
///
/// The last in the order. Its people may log in at once. Nothing is asked of it: test it afterwards, or look people up
/// in a preview before. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/directories",
    operation_id = "createDirectory",
    tag = "directories",
    request_body = DirectoryFields,
    responses((
        status = 201,
        description = "The directory is set up",
        body = Directory,
        headers(("Location" = String, description = "The directory's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<DirectoryFields>,
) -> Result<Response, Problem> {
    let draft = fields.draft(&app)?;
    let made =
        app.create_directory(&caller, draft).await.map_err(|error| Problem::from_app(error, app.now()))?;
    let detail =
        app.show_directory(&caller, made.id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    let location = format!("/api/v1/directories/{}", made.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(Directory::from(detail))).into_response())
}
