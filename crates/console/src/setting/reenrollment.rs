//! Re-enrollment: what of a device's record is cleared when the device enrolls again.

use app::{App, Caller};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::setting::{ManagementHistory, Reenrollment};
use serde::Deserialize;
use web::error::PageError;
use web::page::{html_with, see_made};

use super::shown::{Shown, save};
use super::{Address, Kept};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the page is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/re-enrollment";

#[derive(Template)]
#[template(path = "setting/re-enrollment.html")]
struct Page {
    frame: Frame,
    shown: Shown<Reenrollment>,
    /// What is ticked and chosen.
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
    let shown = Shown::<Reenrollment>::find(&app, &caller, Kept::Reenrollment, &address).await?;
    let value = shown.value.clone();
    draw(&app, &caller, shown, value)
}

/// Changes the section.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let value = typed.read();
    match save(&app, &caller, Kept::Reenrollment, Ok(value.clone()), typed.seen).await? {
        None => Ok(see_made(&format!("{PATH}?done=saved"))),
        Some(shown) => draw(&app, &caller, shown, value),
    }
}

fn draw(
    app: &App,
    caller: &Caller,
    shown: Shown<Reenrollment>,
    value: Reenrollment,
) -> Result<Response, PageError> {
    let frame = Frame::new(app, caller, Section::Reenrollment);
    html_with(shown.status, &Page { frame, shown, value })
}
