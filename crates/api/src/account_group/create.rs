//! `POST /api/v1/account-groups`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::id::SiteId;
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{AccountGroup, DirectoryGroup};
use crate::problem::Problem;
use crate::request::{Checks, JsonBody};
use crate::right;

/// A group of accounts to make.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAccountGroup {
    /// Its name.
    #[schema(min_length = 1, max_length = 100, example = "Help desk north")]
    name: String,
    /// The directory group whose members are in it; missing for a group whose accounts are chosen here. Fixed once made.
    directory_group: Option<DirectoryGroup>,
    /// How far its privileges reach.
    #[schema(schema_with = right::reaches)]
    reach: String,
    /// The site at which they end, of reach `site`.
    #[schema(value_type = Option<String>, format = Uuid)]
    site_id: Option<SiteId>,
    /// What its members may do.
    #[schema(schema_with = right::sets)]
    privilege_set: String,
    /// The privileges of the set `custom`.
    #[serde(default)]
    #[schema(schema_with = right::privileges, required = false)]
    privileges: Vec<String>,
}

impl NewAccountGroup {
    fn parse(self) -> Result<app::NewAccountGroup, Problem> {
        let mut checks = Checks::default();
        let key = self.directory_group.as_ref().map(|group| group.id.as_str());
        if key.is_some_and(|key| key.is_empty() || key.len() > 512 || key.contains(char::is_control)) {
            checks.fault("directory_group", "Name the group by its unchanging id in the directory.");
        }
        let reach = right::read_reach(&mut checks, &self.reach, self.site_id);
        let set = right::read_set(&mut checks, &self.privilege_set, &self.privileges);
        let (reach, privilege_set) = right::whole(checks, reach, set)?;
        Ok(app::NewAccountGroup {
            name: self.name,
            directory_group: self.directory_group.map(Into::into),
            reach,
            privilege_set,
        })
    }
}

/// Makes a group of accounts
///
/// A token gives no more than it holds itself, as for accounts. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/account-groups",
    operation_id = "createAccountGroup",
    tag = "account-groups",
    request_body = NewAccountGroup,
    responses((
        status = 201,
        description = "The group is made",
        body = AccountGroup,
        headers(("Location" = String, description = "The group's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(new): JsonBody<NewAccountGroup>,
) -> Result<Response, Problem> {
    let made = app.create_account_group(&caller, new.parse()?).await;
    let group = made.map_err(|error| Problem::of_fields(error, &right::FIELDS, app.now()))?;
    let location = format!("/api/v1/account-groups/{}", group.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(AccountGroup::from(group))).into_response())
}
