//! Account-driven enrollment: whose accounts are served, what to put on the web host of their domains, and a look at what
//! devices find there.

use app::{App, Caller, DiscoveryCheck, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::setting::{AccountDriven, Devices};
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

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
    may_manage: bool,
    done: Option<&'static str>,
    version: u64,
    history: String,
    /// The domains as they count.
    domains: Vec<String>,
    /// What stands in the field.
    typed: String,
    faults: Faults,
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
    html(&Page { done: address.done(Kept::AccountDriven), ..page(&app, &caller).await? })
}

/// Changes the domains.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    match app.change_setting(&caller, AccountDriven::typed(&typed.domains), typed.seen).await {
        Ok(_) => Ok(see("/console/settings/user-initiated-enrollment/account-driven?done=saved")),
        Err(Error::Invalid(faults)) => {
            let faults = Faults::new(faults);
            let page = Page { typed: typed.domains, faults, ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Looks at what devices find at a domain.
pub(crate) async fn check(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(form): Form<Check>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    match app.check_discovery(&caller, &form.domain).await {
        Ok(checked) => html(&Page { checked: Some(checked), ..page(&app, &caller).await? }),
        Err(Error::Invalid(faults)) => {
            let page = Page { faults: Faults::new(faults), ..page(&app, &caller).await? };
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let counts = app.show_setting::<AccountDriven>(caller).await?;
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::AccountDriven,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        done: None,
        version: counts.version,
        history: Kept::AccountDriven.history_path(),
        typed: counts.value.domains.join("\n"),
        domains: counts.value.domains,
        faults: Faults::default(),
        devices: app.show_setting::<Devices>(caller).await?.value,
        base_url: app.settings().base_url.clone(),
        documents: app.discovery_documents().to_vec(),
        checked: None,
    })
}
