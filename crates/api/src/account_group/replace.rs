//! `PUT /api/v1/account-groups/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::{AccountGroupId, SiteId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::AccountGroup;
use crate::problem::Problem;
use crate::request::{Checks, Id, JsonBody};
use crate::right;

/// What a group of accounts is from now on. Which directory group it stands for is fixed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplacedAccountGroup {
    /// Its name.
    #[schema(min_length = 1, max_length = 100, example = "Help desk north")]
    name: String,
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

impl ReplacedAccountGroup {
    fn parse(self) -> Result<app::NewAccountGroup, Problem> {
        let mut checks = Checks::default();
        let reach = right::read_reach(&mut checks, &self.reach, self.site_id);
        let set = right::read_set(&mut checks, &self.privilege_set, &self.privileges);
        let (reach, privilege_set) = right::whole(checks, reach, set)?;
        Ok(app::NewAccountGroup { name: self.name, directory_group: None, reach, privilege_set })
    }
}

/// Replaces what a group of accounts is
///
/// What it gives holds for its members from their next request on. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/account-groups/{id}",
    operation_id = "replaceAccountGroup",
    tag = "account-groups",
    params(("id" = String, Path, description = "The group's id.")),
    request_body = ReplacedAccountGroup,
    responses((status = 200, description = "The group as it is now", body = AccountGroup))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountGroupId>,
    JsonBody(new): JsonBody<ReplacedAccountGroup>,
) -> Result<Json<AccountGroup>, Problem> {
    let replaced = app.update_account_group(&caller, id, new.parse()?).await;
    let group = replaced.map_err(|error| Problem::of_fields(error, &right::FIELDS, app.now()))?;
    Ok(Json(group.into()))
}
