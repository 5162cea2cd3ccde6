//! The agreements that count now, and whether "Assign to user" may stay empty.

use app::{App, Caller};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::agreement::Agreement;
use domain::enrollment_access::EnrollmentSettings;
use domain::privilege::Privilege;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see};
use web::time::Moment;

use super::{PATH, history_path, language_title, text_path};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::setting::Tab;

#[derive(Template)]
#[template(path = "agreement/show.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    agreements: Vec<View>,
    may_leave_user_blank: bool,
    may_manage: bool,
    done: Option<&'static str>,
}

/// One agreement.
struct View {
    name: &'static str,
    title: &'static str,
    help: &'static str,
    /// The present version, since when it counts and by whom; nothing before the first.
    version: Option<(u32, Moment, String)>,
    /// Each language with where its text is and how it begins.
    texts: Vec<(String, String, String)>,
    add: String,
    history: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// What was ticked.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    may_leave_user_blank: Option<String>,
}

/// How much of a text the page shows, in characters.
const BEGINNING_CHARACTERS: usize = 120;

/// Shows the agreements.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let done = match address.done.as_str() {
        "saved" => Some("Saved. It counts for enrollments that begin from now on."),
        "restored" => Some("The former version is written as the newest. It counts from now on."),
        _ => None,
    };
    html(&Page { done, ..page(&app, &caller).await? })
}

/// Writes the setting.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let settings = EnrollmentSettings { may_leave_user_blank: typed.may_leave_user_blank.is_some() };
    app.save_enrollment_settings(&caller, settings).await?;
    Ok(see("/console/settings/enrollment-agreement?done=saved"))
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let terms = app.show_enrollment_terms(caller).await?;
    let institutional =
        "People whose row says so accept it before the profile of an institutionally owned device.";
    let personal =
        "People whose row says so accept it when they sign in to their account on a device of their own.";
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::Agreement,
        agreements: vec![
            view(app, &terms.institutional, institutional),
            view(app, &terms.personal, personal),
        ],
        may_leave_user_blank: terms.settings.may_leave_user_blank,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: None,
    })
}

fn view(app: &App, agreement: &Agreement, help: &'static str) -> View {
    let ownership = agreement.ownership;
    let at = Moment { at: agreement.changed_at, now: app.now() };
    let texts = agreement.texts.iter().map(|(code, text)| {
        let beginning: String = text.chars().take(BEGINNING_CHARACTERS).collect();
        (language_title(code), text_path(ownership, code), beginning)
    });
    View {
        name: ownership.name(),
        title: ownership.title(),
        help,
        version: (agreement.version > 0).then(|| (agreement.version, at, agreement.changed_by.clone())),
        texts: texts.collect(),
        // English first: everybody gets it whose language is not there.
        add: text_path(ownership, if agreement.asks() { "new" } else { "en" }),
        history: history_path(ownership),
    }
}
