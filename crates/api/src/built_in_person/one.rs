//! `GET`, `PUT` and `DELETE /api/v1/people/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::BuiltInPersonId;
use http::StatusCode;

use super::{BuiltInPerson, BuiltInPersonFields};
use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// Shows a person of the built-in list
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/people/{id}",
    operation_id = "showPerson",
    tag = "people",
    params(("id" = String, Path, description = "The person's id.")),
    responses((status = 200, description = "The person", body = BuiltInPerson))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<BuiltInPersonId>,
) -> Result<Json<BuiltInPerson>, Problem> {
    let detail =
        app.show_built_in_person(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(detail.person.into()))
}

/// Replaces what is known of a person
///
/// The records of their devices follow at once. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/people/{id}",
    operation_id = "replacePerson",
    tag = "people",
    params(("id" = String, Path, description = "The person's id.")),
    request_body = BuiltInPersonFields,
    responses((status = 200, description = "The person as known now", body = BuiltInPerson))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<BuiltInPersonId>,
    JsonBody(fields): JsonBody<BuiltInPersonFields>,
) -> Result<Json<BuiltInPerson>, Problem> {
    let saved = app
        .save_built_in_person(&caller, id, fields.into())
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(saved.into()))
}

/// Deletes a person from the built-in list
///
/// Their devices keep what they know of them. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/people/{id}",
    operation_id = "deletePerson",
    tag = "people",
    params(("id" = String, Path, description = "The person's id.")),
    responses((status = 204, description = "The person is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<BuiltInPersonId>,
) -> Result<StatusCode, Problem> {
    app.delete_built_in_person(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
