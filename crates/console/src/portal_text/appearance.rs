//! The portal's logo and its accent colours.

use app::{App, Caller, Error};
use axum::Form;
use axum::extract::{Request, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::setting::{Appearance, Versioned};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html_with, see_made};

use super::list;
use crate::admin::{Admin, demand_privilege};
use crate::upload::read_file;

/// Where the colours are sent.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/messaging/appearance";
/// Where a logo is sent.
pub(crate) const LOGO_PATH: &str = "/console/settings/user-initiated-enrollment/messaging/logo";

/// The look, as its card shows it.
#[derive(Default)]
pub(crate) struct Looks {
    pub(crate) seen: u64,
    pub(crate) accent: String,
    pub(crate) accent_dark: String,
    /// Where the logo is.
    pub(crate) logo: Option<String>,
    pub(crate) faults: Faults,
}

impl Looks {
    pub(super) async fn read(app: &App, caller: &Caller) -> Result<Self, PageError> {
        let Versioned { value, version, .. } = app.show_setting::<Appearance>(caller).await?;
        Ok(Self {
            seen: version,
            accent: value.accent.unwrap_or_default(),
            accent_dark: value.accent_dark.unwrap_or_default(),
            logo: value.logo.map(|hash| format!("/enroll/asset/logo/{hash}.png")),
            faults: Faults::default(),
        })
    }
}

/// What the form of the colours sends.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    seen: u64,
    accent: String,
    accent_dark: String,
    /// Whether the logo goes.
    without_logo: Option<String>,
}

/// Saves the colours.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let present = app.show_setting::<Appearance>(&caller).await?.value;
    let filled = |text: &str| Some(text.trim().to_lowercase()).filter(|text| !text.is_empty());
    let appearance = Appearance {
        accent: filled(&typed.accent),
        accent_dark: filled(&typed.accent_dark),
        logo: present.logo.filter(|_| typed.without_logo.is_none()),
    };
    match app.change_setting(&caller, appearance, typed.seen).await {
        Ok(_) => Ok(done()),
        Err(Error::Invalid(faults)) => {
            let mut page = list::page(&app, &caller).await?;
            page.looks.accent = typed.accent;
            page.looks.accent_dark = typed.accent_dark;
            page.looks.faults = Faults::new(faults);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Puts a logo in place.
pub(crate) async fn post_logo(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    // Before anything is read: nobody else sends a picture here.
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let seen = app.show_setting::<Appearance>(&caller).await?.version;
    let changed = match read_file(request).await? {
        Ok(content) => app.change_logo(&caller, content, seen).await,
        Err(fault) => Err(Error::Invalid(vec![fault])),
    };
    match changed {
        Ok(_) => Ok(done()),
        Err(Error::Invalid(faults)) => {
            let mut page = list::page(&app, &caller).await?;
            page.looks.faults = Faults::new(faults);
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

fn done() -> Response {
    see_made(&format!("{}?done=look", super::PATH))
}
