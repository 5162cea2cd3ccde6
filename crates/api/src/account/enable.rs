//! `POST /api/v1/accounts/{id}/enable`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use domain::id::AccountId;
use http::StatusCode;

use crate::problem::Problem;
use crate::request::Id;

/// Lets a disabled account be used again
///
/// With the password it has. A token enables only accounts that can do no more than it can. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/accounts/{id}/enable",
    operation_id = "enableAccount",
    tag = "accounts",
    params(("id" = String, Path, description = "The account's id.")),
    responses((status = 204, description = "The account may be used"))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountId>,
) -> Result<StatusCode, Problem> {
    app.enable_account(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
