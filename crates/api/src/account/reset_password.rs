//! `POST /api/v1/accounts/{id}/reset-password`.

use app::{App, Caller};
use axum::Extension;
use axum::extract::State;
use domain::id::AccountId;
use domain::secret::Secret;
use http::StatusCode;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// A password for an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewPassword {
    /// The password. No answer ever holds it.
    #[schema(write_only, min_length = 10, max_length = 1024)]
    password: String,
}

/// Gives a local account a new password
///
/// Its sessions and unfinished enrollments end and its API tokens are revoked. A token does this only to accounts that
/// can do no more than it can. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/accounts/{id}/reset-password",
    operation_id = "resetPassword",
    tag = "accounts",
    params(("id" = String, Path, description = "The account's id.")),
    request_body = NewPassword,
    responses((status = 204, description = "The new password counts"))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<AccountId>,
    JsonBody(new): JsonBody<NewPassword>,
) -> Result<StatusCode, Problem> {
    let reset = app.reset_password(&caller, id, Secret::new(new.password)).await;
    reset.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
