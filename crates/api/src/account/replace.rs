//! `PUT /api/v1/accounts/{id}`.

use app::{App, Caller, UpdatedAccount};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::{AccountGroupId, AccountId, SiteId};
use serde::Deserialize;
use utoipa::ToSchema;

use super::Account;
use crate::problem::Problem;
use crate::request::{Checks, Id, JsonBody};
use crate::right;

/// What an account is from now on. What is left out is empty from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReplacedAccount {
    /// The person's name. Of a directory user: until the next sign-in, which takes it from the directory.
    #[schema(min_length = 1, max_length = 128, example = "Ann Example")]
    full_name: String,
    /// The person's e-mail address, likewise.
    #[schema(max_length = 254)]
    email: Option<String>,
    /// Where its privileges come from and how far they reach.
    #[schema(schema_with = right::accesses)]
    access: String,
    /// The site at which the access ends, of access `site`.
    #[schema(value_type = Option<String>, format = Uuid)]
    site_id: Option<SiteId>,
    /// What the account may do; counts for nothing with access `groups`.
    #[schema(schema_with = right::sets)]
    privilege_set: String,
    /// The privileges of the set `custom`.
    #[serde(default)]
    #[schema(schema_with = right::privileges, required = false)]
    privileges: Vec<String>,
    /// The groups it is in, of those whose accounts are chosen here. Groups of a directory follow the directory and stay.
    #[serde(default)]
    #[schema(value_type = Vec<String>, required = false)]
    group_ids: Vec<AccountGroupId>,
}

impl ReplacedAccount {
    fn parse(self) -> Result<UpdatedAccount, Problem> {
        let mut checks = Checks::default();
        let access = right::read_access(&mut checks, &self.access, self.site_id);
        let set = right::read_set(&mut checks, &self.privilege_set, &self.privileges);
        let (access, privilege_set) = right::whole(checks, access, set)?;
        Ok(UpdatedAccount {
            full_name: self.full_name,
            email: self.email,
            access,
            privilege_set,
            groups: self.group_ids,
        })
    }
}

/// Replaces what an account is
///
/// When what it may do changes, its sessions end and its API tokens are revoked. A token changes only accounts that can
/// do no more than it can. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/accounts/{id}",
    operation_id = "replaceAccount",
    tag = "accounts",
    params(("id" = String, Path, description = "The account's id.")),
    request_body = ReplacedAccount,
    responses((status = 200, description = "The account as it is now", body = Account))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountId>,
    JsonBody(new): JsonBody<ReplacedAccount>,
) -> Result<Json<Account>, Problem> {
    let replaced = app.update_account(&caller, id, new.parse()?).await;
    let account = replaced.map_err(|error| Problem::of_fields(error, &right::FIELDS, app.now()))?;
    Ok(Json(account.into()))
}
