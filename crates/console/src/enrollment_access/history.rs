//! What access was before: every version with what it changed and by whom, and a button to go back to it.

use app::App;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment_access::AccessState;
use domain::privilege::Privilege;
use web::error::PageError;

use crate::admin::{Admin, demand_privilege};
use crate::setting::history::{Of, Restore, draw, see_restored};

/// Where the history is.
pub(crate) const PATH: &str = "/console/settings/enrollment-access/history";

/// Shows the versions.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    let versions = app.list_access_versions(&caller).await?;
    let title = AccessState::TITLE;
    let of = Of { title: title.to_owned(), tab: (super::PATH.to_owned(), title), path: PATH.to_owned() };
    draw(&app, &caller, of, versions)
}

/// Goes back to a version.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(form): Form<Restore>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let is_written = app.restore_access(&caller, form.version, form.seen).await?;
    Ok(see_restored(super::PATH, is_written))
}
