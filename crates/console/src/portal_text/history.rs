//! What a language said before: every version with what it changed and by whom, and a button to go back to it.

use app::App;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::language::language_title;
use domain::privilege::Privilege;
use web::error::PageError;
use web::page::see_made;

use crate::admin::{Admin, demand_privilege};
use crate::setting::history::{Of, Restore, draw};

/// Returns where the history of a language is.
pub(super) fn path(code: &str) -> String {
    format!("{}/history", super::path(code))
}

/// Shows the versions.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(code): Path<String>,
) -> Result<Response, PageError> {
    let versions = app.list_language_versions(&caller, &code).await?;
    let of =
        Of { title: language_title(&code), tab: (super::PATH.to_owned(), "Messaging"), path: path(&code) };
    draw(&app, &caller, of, versions)
}

/// Goes back to a version.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(code): Path<String>,
    Form(form): Form<Restore>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    app.restore_language_texts(&caller, &code, form.version, form.seen).await?;
    Ok(see_made(&format!("{}?done=restored", super::PATH)))
}
