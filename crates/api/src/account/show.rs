//! `GET /api/v1/accounts/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::AccountId;
use serde::Serialize;
use utoipa::ToSchema;

use super::Account;
use crate::problem::Problem;
use crate::request::Id;

/// An account with what belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountDetail {
    /// The account.
    account: Account,
    /// The groups it is in, by name. They count with access `groups` only.
    group_ids: Vec<String>,
    /// What it has open: what disabling it ends.
    in_use: AccountUse,
}

/// What an account has open.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountUse {
    /// Its console sessions.
    sessions: u64,
    /// Its API tokens that serve.
    api_tokens: u64,
    /// The enrollments that it has begun and not finished.
    enrollments_under_way: u64,
}

/// Shows an account
///
/// With the groups it is in and what it has open. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/accounts/{id}",
    operation_id = "showAccount",
    tag = "accounts",
    params(("id" = String, Path, description = "The account's id.")),
    responses((status = 200, description = "The account", body = AccountDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountId>,
) -> Result<Json<AccountDetail>, Problem> {
    let shown = app.show_account(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    let in_use = shown.in_use;
    Ok(Json(AccountDetail {
        account: shown.account.into(),
        group_ids: shown.groups.into_iter().map(|group| group.id.to_string()).collect(),
        in_use: AccountUse {
            sessions: in_use.sessions,
            api_tokens: in_use.api_tokens,
            enrollments_under_way: in_use.enrollments_under_way,
        },
    }))
}
