//! `GET /api/v1/account-groups`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::show::AccountGroupDetail;
use crate::problem::Problem;

/// All groups of accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountGroupList {
    /// The groups, by name.
    items: Vec<AccountGroupDetail>,
}

/// Lists groups of accounts
///
/// With the accounts in each. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/account-groups",
    operation_id = "listAccountGroups",
    tag = "account-groups",
    responses((status = 200, description = "The groups", body = AccountGroupList))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<AccountGroupList>, Problem> {
    let groups =
        app.list_account_groups(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(AccountGroupList { items: groups.into_iter().map(AccountGroupDetail::from).collect() }))
}
