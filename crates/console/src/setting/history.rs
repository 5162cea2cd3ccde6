//! The history of a section: every version with what it changed and by whom, and a button to go back to it.

use app::{App, Caller, SettingChange};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::audit::FieldChange;
use domain::privilege::Privilege;
use domain::setting::{AccountDriven, Devices, General, Reenrollment};
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};
use web::time::Moment;

use super::Kept;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Said of a version that is like the one in force.
pub(crate) const SAME: &str = "Nothing is changed: that version says what counts already.";

#[derive(Template)]
#[template(path = "setting/history.html")]
struct Page {
    frame: Frame,
    of: Of,
    newest: u64,
    rows: Vec<Row>,
    may_manage: bool,
}

/// Whose history a page is.
pub(crate) struct Of {
    /// Its name.
    pub(crate) title: String,
    /// The tab that leads there, and its name.
    pub(crate) tab: (String, &'static str),
    /// Where the history is.
    pub(crate) path: String,
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
    pub(crate) version: u64,
    pub(crate) seen: u64,
}

/// Shows the versions.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(section): Path<String>,
) -> Result<Response, PageError> {
    let section = Kept::parse(&section).ok_or(app::Error::NotFound)?;
    let versions = app.list_setting_versions(&caller, section.name()).await?;
    let title = section.title();
    let of = Of { title: title.to_owned(), tab: (section.path(), title), path: section.history_path() };
    draw(&app, &caller, of, versions)
}

/// Draws the versions of something that is kept version by version.
pub(crate) fn draw(
    app: &App,
    caller: &Caller,
    of: Of,
    versions: Vec<SettingChange>,
) -> Result<Response, PageError> {
    let row = |SettingChange { version, changes }: SettingChange| Row {
        version: version.version,
        at: Moment { at: version.changed_at, now: app.now() },
        by: version.changed_by,
        changes,
    };
    html(&Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        of,
        newest: versions.first().map_or(0, |newest| newest.version.version),
        rows: versions.into_iter().map(row).collect(),
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
    })
}

/// Goes back to a version.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(section): Path<String>,
    Form(form): Form<Restore>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let section = Kept::parse(&section).ok_or(app::Error::NotFound)?;
    let newest = restore(&app, &caller, section, &form).await?;
    Ok(see_restored(&section.path(), newest != form.seen))
}

/// Leads back to the tab, which says whether anything was to be written.
pub(crate) fn see_restored(tab: &str, is_written: bool) -> Response {
    see_made(&format!("{tab}?done={}", if is_written { "restored" } else { "same" }))
}

/// Writes a version as the newest, where it says anything else, and returns the number of the newest.
async fn restore(
    app: &App,
    caller: &Caller,
    section: Kept,
    &Restore { version, seen }: &Restore,
) -> Result<u64, app::Error> {
    Ok(match section {
        Kept::General => app.restore_setting::<General>(caller, version, seen).await?.version,
        Kept::Devices => app.restore_setting::<Devices>(caller, version, seen).await?.version,
        Kept::AccountDriven => app.restore_setting::<AccountDriven>(caller, version, seen).await?.version,
        Kept::Reenrollment => app.restore_setting::<Reenrollment>(caller, version, seen).await?.version,
    })
}
