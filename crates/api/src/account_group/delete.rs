//! `DELETE /api/v1/account-groups/{id}`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use domain::id::AccountGroupId;
use http::StatusCode;

use crate::problem::Problem;
use crate::request::Id;

/// Deletes a group of accounts
///
/// Its members lose what it gave them from their next request on; their accounts stay. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/account-groups/{id}",
    operation_id = "deleteAccountGroup",
    tag = "account-groups",
    params(("id" = String, Path, description = "The group's id.")),
    responses((status = 204, description = "The group is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountGroupId>,
) -> Result<StatusCode, Problem> {
    app.delete_account_group(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
