//! The tab Devices: which devices enroll, and by which ways.

use app::{App, Caller, Error, Fault, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::setting::{Devices, Models, Verification, Versioned};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};
use web::time::Moment;

use super::{Address, Kept, Tab};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the tab is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/devices";

#[derive(Template)]
#[template(path = "setting/devices.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    section: Kept,
    changed: Option<(Moment, String)>,
    seen: u64,
    may_manage: bool,
    done: Option<&'static str>,
    is_outrun: bool,
    typed: Typed,
    faults: Faults,
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
    html(&Page { done: address.done(Kept::Devices), ..page(&app, &caller).await? })
}

/// Changes the section.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let saved = match typed.read() {
        Ok(devices) => app.change_setting(&caller, devices, typed.seen).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(see_made(&format!("{PATH}?done=saved"))),
        Err(Error::Invalid(faults)) => {
            let seen = typed.seen;
            let page = Page { seen, typed, faults: Faults::new(faults), ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(Error::Refused(Refusal::SettingChanged)) => {
            let page = Page { is_outrun: true, typed, ..page(&app, &caller).await? };
            html_with(StatusCode::CONFLICT, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let Versioned { value, version, changed } = app.show_setting::<Devices>(caller).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::Devices,
        section: Kept::Devices,
        changed: changed.map(|(at, by)| (Moment { at, now: app.now() }, by)),
        seen: version,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: None,
        is_outrun: false,
        typed: Typed::from(&value),
        faults: Faults::default(),
    })
}
