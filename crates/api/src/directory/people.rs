//! `GET /api/v1/directory-users`: people of all directories, for devices to be assigned to.

use app::{App, Caller, FoundPerson};
use axum::extract::State;
use axum::{Extension, Json};
use domain::device::SEARCH_CHARACTERS_MAX;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::FoundUser;
use crate::problem::Problem;
use crate::request::{Checks, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParameters {
    /// A username, name or mail address, or how one begins.
    #[param(min_length = 1, max_length = 128)]
    q: String,
}

/// People found.
#[derive(Serialize, ToSchema)]
pub(crate) struct DirectoryUsers {
    /// The people; in each directory those who fit exactly before others, and 20 at most.
    items: Vec<FoundUser>,
    /// The names of directories that did not answer, so that more people may fit.
    silent: Vec<String>,
}

impl From<FoundPerson> for FoundUser {
    fn from(found: FoundPerson) -> Self {
        Self {
            id: found.user.user.key.0,
            directory_id: Some(found.user.user.directory_id.to_string()),
            directory: found.directory,
            person: found.user.person.into(),
        }
    }
}

/// Searches people in all directories
///
/// The built-in people, too. A directory that does not answer hinders nobody: it is named. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/directory-users",
    operation_id = "searchDirectoryUsers",
    tag = "directories",
    params(SearchParameters),
    responses((status = 200, description = "The people found", body = DirectoryUsers))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<SearchParameters>,
) -> Result<Json<DirectoryUsers>, Problem> {
    let mut checks = Checks::default();
    let text = checks.text("q", Some(&parameters.q), SEARCH_CHARACTERS_MAX).unwrap_or_default();
    checks.finish()?;
    let found = app.find_people(&caller, &text).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(DirectoryUsers {
        items: found.people.into_iter().map(FoundUser::from).collect(),
        silent: found.silent,
    }))
}
