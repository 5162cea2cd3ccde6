//! The agreement that people accept before they enroll, and whether "Assign to user" may stay empty.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::enrollment_access::{EULA_CHARACTERS_MAX, EnrollmentSettings};
use domain::privilege::Privilege;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};
use web::time::Moment;

use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::setting::Tab;

/// Where the agreement is.
pub(crate) const PATH: &str = "/console/settings/enrollment-agreement";

/// The largest form: an agreement of the greatest length in letters of four octets, each octet written as `%XX`.
pub(crate) const BODY_BYTES_MAX: usize = EULA_CHARACTERS_MAX * 12 + 1024;

#[derive(Template)]
#[template(path = "enrollment_access/agreement.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    /// The present version and since when it counts; nothing before the first.
    version: Option<(u32, Moment)>,
    is_empty: bool,
    may_manage: bool,
    is_saved_now: bool,
    typed: Typed,
    faults: Faults,
}

/// What was typed and ticked.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    eula: String,
    may_leave_user_blank: Option<String>,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the agreement.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    html(&Page { is_saved_now: address.done == "saved", ..page(&app, &caller).await? })
}

/// Writes the agreement and the setting.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let settings = EnrollmentSettings { may_leave_user_blank: typed.may_leave_user_blank.is_some() };
    match app.save_enrollment_terms(&caller, &typed.eula, settings).await {
        Ok(()) => Ok(see("/console/settings/enrollment-agreement?done=saved")),
        Err(Error::Invalid(faults)) => {
            let page = Page { typed, faults: Faults::new(faults), ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let terms = app.show_enrollment_terms(caller).await?;
    let at = Moment { at: terms.eula.changed_at, now: app.now() };
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::Agreement,
        version: (terms.eula.version > 0).then_some((terms.eula.version, at)),
        is_empty: terms.eula.text.is_empty(),
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        is_saved_now: false,
        typed: Typed {
            eula: terms.eula.text,
            may_leave_user_blank: terms.settings.may_leave_user_blank.then(|| "on".to_owned()),
        },
        faults: Faults::default(),
    })
}
