//! `GET` and `POST /api/v1/people`.

use app::{App, Caller, PeopleQuery};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::device::SEARCH_CHARACTERS_MAX;
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{BuiltInPerson, BuiltInPersonFields};
use crate::page::BuiltInPersonPage;
use crate::problem::Problem;
use crate::request::{Checks, JsonBody, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleParameters {
    /// Only people of whom a word of username, name or e-mail begins with each of the first two words of this text.
    #[param(max_length = 128)]
    search: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// Lists people of the built-in list
///
/// By name. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/people",
    operation_id = "listPeople",
    tag = "people",
    params(PeopleParameters),
    responses((status = 200, description = "A page of people", body = BuiltInPersonPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<PeopleParameters>,
) -> Result<Json<BuiltInPersonPage>, Problem> {
    let mut checks = Checks::default();
    let query = PeopleQuery {
        search: checks.text("search", parameters.search.as_deref(), SEARCH_CHARACTERS_MAX),
        after: checks.after(parameters.after.as_deref()),
        limit: checks.limit(parameters.limit.as_deref()),
    };
    checks.finish()?;
    let page = app
        .list_built_in_people(&caller, query)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(BuiltInPersonPage::of(page, BuiltInPerson::from)))
}

/// Puts a person into the built-in list
///
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/people",
    operation_id = "createPerson",
    tag = "people",
    request_body = BuiltInPersonFields,
    responses((
        status = 201,
        description = "The person is in the list",
        body = BuiltInPerson,
        headers(("Location" = String, description = "The person's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<BuiltInPersonFields>,
) -> Result<Response, Problem> {
    let made = app
        .create_built_in_person(&caller, fields.into())
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    let location = format!("/api/v1/people/{}", made.id);
    let body = BuiltInPerson::from(made);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(body)).into_response())
}
