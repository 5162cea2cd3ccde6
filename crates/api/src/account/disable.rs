//! `POST /api/v1/accounts/{id}/disable`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use domain::id::AccountId;
use http::StatusCode;

use crate::problem::Problem;
use crate::request::Id;

/// Disables an account
///
/// Its sessions and unfinished enrollments end and its API tokens are revoked. Doing it again changes nothing.
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/accounts/{id}/disable",
    operation_id = "disableAccount",
    tag = "accounts",
    params(("id" = String, Path, description = "The account's id.")),
    responses((status = 204, description = "The account is disabled"))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountId>,
) -> Result<StatusCode, Problem> {
    app.disable_account(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
