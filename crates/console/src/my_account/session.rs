//! One's own sessions, ended.

use app::{App, Error};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::SessionId;
use web::error::PageError;
use web::page::see;

use crate::admin::Admin;

/// Ends one session.
pub(crate) async fn end(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: SessionId = id.parse().map_err(|_| Error::NotFound)?;
    app.end_own_session(&caller, id).await?;
    Ok(see("/console/account?done=ended"))
}

/// Ends every session but this one.
pub(crate) async fn end_others(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    app.end_other_sessions(&caller).await?;
    Ok(see("/console/account?done=others-ended"))
}
