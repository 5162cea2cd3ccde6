//! The versions of an agreement: when each was written and by whom, what it said, and a button to go back to it.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::enrollment::Ownership;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see_made};
use web::time::Moment;

use super::{OWNERSHIPS, PATH, history_path, language_title, ownership};
use crate::admin::{Admin, demand_privilege};
use crate::count::listed;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "agreement/history.html")]
struct Page {
    frame: Frame,
    ownership: Ownership,
    action: String,
    newest: u32,
    rows: Vec<Row>,
    may_manage: bool,
}

/// One version.
struct Row {
    version: u32,
    path: String,
    languages: String,
    at: Moment,
    by: String,
}

#[derive(Template)]
#[template(path = "agreement/version.html")]
struct VersionPage {
    frame: Frame,
    ownership: Ownership,
    history: String,
    version: u32,
    at: Moment,
    by: String,
    texts: Vec<(String, String, String)>,
}

/// What the form sends: the version to go back to, and the newest one that was shown.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Restore {
    version: u32,
    seen: u32,
}

/// Shows the versions.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(of): Path<String>,
) -> Result<Response, PageError> {
    let of = ownership(&of)?;
    html(&page(&app, &caller, of).await?)
}

/// Goes back to a version.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(of): Path<String>,
    Form(form): Form<Restore>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    app.restore_agreement(&caller, ownership(&of)?, form.version, form.seen).await?;
    Ok(see_made(&format!("{PATH}?done=restored")))
}

/// Shows what a version said.
pub(crate) async fn get_version(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((of, version)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let of = ownership(&of)?;
    let version = version.parse().map_err(|_| Error::NotFound)?;
    let agreement = app.show_agreement_version(&caller, of, version).await?;
    let texts = agreement.texts.into_iter().map(|(code, text)| (language_title(&code), code, text));
    html(&VersionPage {
        frame: Frame::new(&app, &caller, Section::EnrollmentAccess),
        ownership: of,
        history: history_path(of),
        version: agreement.version,
        at: Moment { at: agreement.changed_at, now: app.now() },
        by: agreement.changed_by,
        texts: texts.collect(),
    })
}

async fn page(app: &App, caller: &Caller, of: Ownership) -> Result<Page, PageError> {
    let versions = app.list_agreement_versions(caller, of).await?;
    let newest = versions.first().map_or(0, |newest| newest.version);
    let rows = versions.into_iter().map(|one| {
        let languages: Vec<_> = one.languages.iter().map(|code| language_title(code)).collect();
        Row {
            version: one.version,
            path: format!("{PATH}/{}/versions/{}", of.name(), one.version),
            languages: if languages.is_empty() { "Asks nobody".to_owned() } else { listed(&languages) },
            at: Moment { at: one.changed_at, now: app.now() },
            by: one.changed_by,
        }
    });
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        ownership: of,
        action: history_path(of),
        newest,
        rows: rows.collect(),
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
    })
}
