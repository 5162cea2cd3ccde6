//! `GET /api/v1/accounts`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::Account;
use crate::problem::Problem;

/// All accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountList {
    /// The accounts, by username.
    items: Vec<Account>,
}

/// Lists accounts
///
/// All of them, disabled ones included. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/accounts",
    operation_id = "listAccounts",
    tag = "accounts",
    responses((status = 200, description = "The accounts", body = AccountList))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<AccountList>, Problem> {
    let accounts = app.list_accounts(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(AccountList { items: accounts.into_iter().map(Account::from).collect() }))
}
