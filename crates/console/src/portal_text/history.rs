//! What a language said before: every version with what it changed and by whom, and a button to go back to it.

use app::{App, SettingChange};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::audit::FieldChange;
use domain::language::language_title;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};
use web::time::Moment;

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "portal_text/history.html")]
struct Page {
    frame: Frame,
    title: String,
    path: String,
    newest: u64,
    rows: Vec<Row>,
    may_manage: bool,
}

/// One version.
struct Row {
    version: u64,
    at: Moment,
    by: String,
    changes: Vec<FieldChange>,
}

/// What the form sends: the version to go back to, and the newest one that was shown.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Restore {
    version: u64,
    seen: u64,
}

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
    let row = |SettingChange { version, changes }: SettingChange| Row {
        version: version.version,
        at: Moment { at: version.changed_at, now: app.now() },
        by: version.changed_by,
        changes,
    };
    html(&Page {
        frame: Frame::new(&app, &caller, Section::EnrollmentAccess),
        title: language_title(&code),
        path: path(&code),
        newest: versions.first().map_or(0, |newest| newest.version.version),
        rows: versions.into_iter().map(row).collect(),
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
    })
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
    Ok(see_made(&format!("{}?done=offered", super::PATH)))
}
