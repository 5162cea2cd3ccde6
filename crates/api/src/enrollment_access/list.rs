//! `GET` and `POST /api/v1/enrollment-access`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AccessFields, EnrollmentAccess, GroupName};
use crate::problem::Problem;
use crate::request::{Checks, JsonBody};

/// All rows.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentAccessRows {
    /// The rows; that of all directory users first.
    items: Vec<EnrollmentAccess>,
}

/// A row to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccessFields {
    /// The group, as its directory knows it now.
    group: GroupName,
    /// What the row says.
    offer: AccessFields,
}

/// Lists the rows of enrollment access
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-access",
    operation_id = "listEnrollmentAccess",
    tag = "enrollment-access",
    responses((status = 200, description = "The rows", body = EnrollmentAccessRows))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<EnrollmentAccessRows>, Problem> {
    let rows =
        app.list_enrollment_access(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(EnrollmentAccessRows { items: rows.into_iter().map(EnrollmentAccess::from).collect() }))
}

/// Gives a directory group a row
///
/// The directory is asked for the group, so it has to answer. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/enrollment-access",
    operation_id = "createEnrollmentAccess",
    tag = "enrollment-access",
    request_body = NewAccessFields,
    responses((
        status = 201,
        description = "The row",
        body = EnrollmentAccess,
        headers(("Location" = String, description = "The row's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<NewAccessFields>,
) -> Result<Response, Problem> {
    let mut checks = Checks::default();
    let directory_id =
        checks.read("directory_id", Some(&fields.group.directory_id), "the id of a directory", |text| {
            text.parse().ok()
        });
    checks.finish()?;
    let Some(directory_id) = directory_id else { return Err(Problem::not_found()) };
    let offer = fields.offer.read()?;
    let group = DirectoryGroupRef { directory_id, key: DirectoryKey(fields.group.id) };
    let found = app
        .find_group(&caller, &group, &fields.group.name)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    let row = app
        .create_enrollment_access(&caller, found.group, found.name, offer)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    let location = format!("/api/v1/enrollment-access/{}", row.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(EnrollmentAccess::from(row)))
        .into_response())
}
