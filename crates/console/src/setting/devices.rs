//! The tab Devices: which devices enroll, and by which ways.

use app::{App, Caller, Error, Fault};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::setting::{Devices, Models, Verification};
use serde::Deserialize;
use web::error::PageError;
use web::page::{html_with, see_made};

use super::shown::{Shown, save};
use super::{Address, Kept, Tab};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the tab is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/devices";

#[derive(Template)]
#[template(path = "setting/devices.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    shown: Shown<Devices>,
    typed: Typed,
}

/// What was typed and ticked.
#[derive(Clone, Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    seen: u64,
    institutional_by_url: Option<String>,
    personal_account_driven: Option<String>,
    device_account_driven: Option<String>,
    minimum_os: String,
    iphone: Option<String>,
    ipad: Option<String>,
    session_token_days: String,
    profile_service: Option<String>,
    verify_machine_info: String,
}

impl From<&Devices> for Typed {
    fn from(devices: &Devices) -> Self {
        let tick = |yes: bool| yes.then(|| "on".to_owned());
        Self {
            seen: 0,
            institutional_by_url: tick(devices.institutional_by_url),
            personal_account_driven: tick(devices.personal_account_driven),
            device_account_driven: tick(devices.device_account_driven),
            minimum_os: devices.minimum_os.clone().unwrap_or_default(),
            iphone: tick(devices.models.iphone),
            ipad: tick(devices.models.ipad),
            session_token_days: devices.session_token_days.map(|days| days.to_string()).unwrap_or_default(),
            profile_service: tick(devices.profile_service),
            verify_machine_info: match devices.verify_machine_info {
                Verification::Enforce => "enforce",
                Verification::LogOnly => "log-only",
            }
            .to_owned(),
        }
    }
}

impl Typed {
    /// Reads the form for the verb.
    fn read(&self) -> Result<Devices, Error> {
        let (minimum_os, days) = (self.minimum_os.trim(), self.session_token_days.trim());
        let session_token_days = match days {
            "" => None,
            days => Some(days.parse().map_err(|_| {
                let words = "Write a whole number of days, or leave the field empty.";
                Error::Invalid(vec![Fault::new("session_token_days", words)])
            })?),
        };
        Ok(Devices {
            institutional_by_url: self.institutional_by_url.is_some(),
            personal_account_driven: self.personal_account_driven.is_some(),
            device_account_driven: self.device_account_driven.is_some(),
            minimum_os: (!minimum_os.is_empty()).then(|| minimum_os.to_owned()),
            models: Models { iphone: self.iphone.is_some(), ipad: self.ipad.is_some() },
            session_token_days,
            profile_service: self.profile_service.is_some(),
            verify_machine_info: match self.verify_machine_info.as_str() {
                "log-only" => Verification::LogOnly,
                _ => Verification::Enforce,
            },
        })
    }
}

/// Shows the tab.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let shown = Shown::<Devices>::find(&app, &caller, Kept::Devices, &address).await?;
    let typed = Typed::from(&shown.value);
    draw(&app, &caller, shown, typed)
}

/// Changes the section.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    match save(&app, &caller, Kept::Devices, typed.read(), typed.seen).await? {
        None => Ok(see_made(&format!("{PATH}?done=saved"))),
        Some(shown) => draw(&app, &caller, shown, typed),
    }
}

fn draw(app: &App, caller: &Caller, shown: Shown<Devices>, typed: Typed) -> Result<Response, PageError> {
    let frame = Frame::new(app, caller, Section::EnrollmentAccess);
    html_with(shown.status, &Page { frame, tab: Tab::Devices, shown, typed })
}
