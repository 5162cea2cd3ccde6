//! `GET /api/v1/account-groups/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::AccountGroupId;
use serde::Serialize;
use utoipa::ToSchema;

use super::AccountGroup;
use crate::problem::Problem;
use crate::request::Id;

/// A group of accounts with who is in it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountGroupDetail {
    /// The group.
    group: AccountGroup,
    /// The accounts in it, by username. Of a directory's group: those that have signed in.
    account_ids: Vec<String>,
}

impl From<app::AccountGroupDetail> for AccountGroupDetail {
    fn from(detail: app::AccountGroupDetail) -> Self {
        Self {
            group: detail.group.into(),
            account_ids: detail.members.into_iter().map(|account| account.id.to_string()).collect(),
        }
    }
}

/// Shows a group of accounts
///
/// With the accounts in it. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/account-groups/{id}",
    operation_id = "showAccountGroup",
    tag = "account-groups",
    params(("id" = String, Path, description = "The group's id.")),
    responses((status = 200, description = "The group", body = AccountGroupDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountGroupId>,
) -> Result<Json<AccountGroupDetail>, Problem> {
    let shown = app.show_account_group(&caller, id).await;
    Ok(Json(shown.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
