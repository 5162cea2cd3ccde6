//! Re-enrollment: what of a device's record is cleared when the device enrolls again.

use app::{App, Caller, Error, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::setting::{ManagementHistory, Reenrollment, Versioned};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, html_with, see_made};
use web::time::Moment;

use super::{Address, Kept};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the page is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/re-enrollment";

#[derive(Template)]
#[template(path = "setting/re-enrollment.html")]
struct Page {
    frame: Frame,
    section: Kept,
    changed: Option<(Moment, String)>,
    seen: u64,
    may_manage: bool,
    done: Option<&'static str>,
    is_outrun: bool,
    value: Reenrollment,
}

/// What was ticked and chosen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    seen: u64,
    clear_user_and_location: Option<String>,
    clear_user_and_location_history: Option<String>,
    management_history: String,
}

impl Typed {
    fn read(&self) -> Reenrollment {
        Reenrollment {
            clear_user_and_location: self.clear_user_and_location.is_some(),
            clear_user_and_location_history: self.clear_user_and_location_history.is_some(),
            management_history: ManagementHistory::parse(&self.management_history).unwrap_or_default(),
        }
    }
}

/// Says what a choice leaves in the record.
fn help(choice: ManagementHistory) -> &'static str {
    match choice {
        ManagementHistory::DeleteNothing => "All commands stay in the record, with how they ended.",
        ManagementHistory::DeleteErrors => "Commands that failed or were not understood are deleted.",
        ManagementHistory::DeleteEverythingExceptAcknowledged => {
            "Only commands that the device has carried out stay."
        }
        ManagementHistory::DeleteEverything => "No command of the time before stays.",
    }
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    html(&Page { done: address.done(Kept::Reenrollment), ..page(&app, &caller).await? })
}

/// Changes the section.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let value = typed.read();
    match app.change_setting(&caller, value.clone(), typed.seen).await {
        Ok(_) => Ok(see_made(&format!("{PATH}?done=saved"))),
        Err(Error::Refused(Refusal::SettingChanged)) => {
            let page = Page { is_outrun: true, value, ..page(&app, &caller).await? };
            html_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let Versioned { value, version, changed } = app.show_setting::<Reenrollment>(caller).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::Reenrollment),
        section: Kept::Reenrollment,
        changed: changed.map(|(at, by)| (Moment { at, now: app.now() }, by)),
        seen: version,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: None,
        is_outrun: false,
        value,
    })
}
