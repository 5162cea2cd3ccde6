//! Account-driven enrollment: whose accounts are served, what to put on the web host of their domains, and a look at what
//! devices find there.

use app::{App, Caller, DiscoveryCheck, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::setting::{AccountDriven, Devices};
use serde::Deserialize;
use web::error::PageError;
use web::page::{html_with, see_made};

use super::shown::{Shown, save};
use super::{Address, Kept, Tab};
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the page is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/account-driven";
/// Where a domain is looked at.
pub(crate) const CHECK_PATH: &str = "/console/settings/user-initiated-enrollment/account-driven/check";

#[derive(Template)]
#[template(path = "setting/account_driven.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    shown: Shown<AccountDriven>,
    /// What stands in the field.
    typed: String,
    /// Which of the two kinds the settings offer.
    devices: Devices,
    base_url: String,
    documents: Vec<(&'static str, String)>,
    checked: Option<DiscoveryCheck>,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    domains: String,
    #[serde(default)]
    seen: u64,
}

/// Which domain to look at.
#[derive(Deserialize)]
pub(crate) struct Check {
    #[serde(default)]
    domain: String,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let shown = Shown::<AccountDriven>::find(&app, &caller, Kept::AccountDriven, &address).await?;
    draw(&app, &caller, shown, None, None).await
}

/// Changes the domains.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let value = AccountDriven::typed(&typed.domains);
    match save(&app, &caller, Kept::AccountDriven, Ok(value), typed.seen).await? {
        None => Ok(see_made(&format!("{PATH}?done=saved"))),
        Some(shown) => draw(&app, &caller, shown, Some(typed.domains), None).await,
    }
}

/// Looks at what devices find at a domain.
pub(crate) async fn check(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(form): Form<Check>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let shown = Shown::<AccountDriven>::find(&app, &caller, Kept::AccountDriven, &Address::default()).await?;
    match app.check_discovery(&caller, &form.domain).await {
        Ok(checked) => draw(&app, &caller, shown, None, Some(checked)).await,
        Err(Error::Invalid(faults)) => draw(&app, &caller, shown.refusing(faults), None, None).await,
        Err(error) => Err(error.into()),
    }
}

async fn draw(
    app: &App,
    caller: &Caller,
    shown: Shown<AccountDriven>,
    typed: Option<String>,
    checked: Option<DiscoveryCheck>,
) -> Result<Response, PageError> {
    let page = Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::AccountDriven,
        typed: typed.unwrap_or_else(|| shown.value.domains.join("\n")),
        shown,
        devices: app.show_setting::<Devices>(caller).await?.value,
        base_url: app.settings().base_url.clone(),
        documents: app.discovery_documents().to_vec(),
        checked,
    };
    html_with(page.shown.status, &page)
}
