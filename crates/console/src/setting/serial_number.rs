//! The serial numbers that the profile service admits: uploaded, listed, removed.

use app::{AdmittedSerialNumbers, App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Query, Request, State};
use axum::response::Response;
use domain::admitted_serial_number::AdmittedSerialNumber;
use domain::privilege::Privilege;
use domain::setting::Devices;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};
use web::time::Moment;

use super::Tab;
use crate::admin::{Admin, demand_privilege};
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::paging::{Paging, ROWS, link};
use crate::upload::{counted, read_file};

/// Where the list is.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/serial-numbers";
/// Where one is removed.
pub(crate) const REMOVE_PATH: &str = "/console/settings/user-initiated-enrollment/serial-numbers/remove";

#[derive(Template)]
#[template(path = "setting/serial_number.html")]
struct Page {
    frame: Frame,
    tab: Tab,
    may_manage: bool,
    /// Whether the settings ask for serial numbers at all.
    is_asked: bool,
    count: u64,
    search: String,
    rows: Vec<Row>,
    paging: Paging,
    done: Option<String>,
    uploaded: Option<AdmittedSerialNumbers>,
    faults: Faults,
}

/// A serial number as the table shows it.
struct Row {
    serial_number: String,
    note: String,
    added: Moment,
    by: String,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    q: String,
    after: String,
    done: String,
}

/// Which to remove; `all` removes every one.
#[derive(Deserialize)]
pub(crate) struct Remove {
    #[serde(default)]
    serial_number: String,
    #[serde(default)]
    all: Option<String>,
}

/// Shows the list.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let done =
        (address.done == "removed").then(|| "Removed. Devices that have enrolled stay enrolled.".to_owned());
    html(&Page { done, ..page(&app, &caller, &address).await? })
}

/// Admits what an uploaded list names.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    // Before anything is read: nobody else sends sixteen megabytes here.
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let uploaded = match read_file(request).await? {
        Ok(content) => app.admit_serial_numbers(&caller, content).await,
        Err(fault) => Err(Error::Invalid(vec![fault])),
    };
    let page = page(&app, &caller, &Address::default()).await?;
    match uploaded {
        Ok(uploaded) => html(&Page { uploaded: Some(uploaded), ..page }),
        Err(Error::Invalid(faults)) => {
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &Page { faults: Faults::new(faults), ..page })
        }
        Err(error) => Err(error.into()),
    }
}

/// Removes one, or all.
pub(crate) async fn remove(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(form): Form<Remove>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    if form.all.is_some() {
        app.remove_admitted_serial_numbers(&caller).await?;
    } else {
        app.remove_admitted_serial_number(&caller, &form.serial_number).await?;
    }
    Ok(see("/console/settings/user-initiated-enrollment/serial-numbers?done=removed"))
}

async fn page(app: &App, caller: &Caller, address: &Address) -> Result<Page, PageError> {
    let Address { q, after, .. } = address;
    let found = app.list_admitted_serial_numbers(caller, q, after, ROWS).await?;
    let row = |one: AdmittedSerialNumber| Row {
        serial_number: one.serial_number,
        note: one.note,
        added: Moment { at: one.added_at, now: app.now() },
        by: one.added_by,
    };
    let next = found.next.map(|after| link(PATH, &[("q", q.as_str()), ("after", after.as_str())]));
    Ok(Page {
        frame: Frame::new(app, caller, Section::EnrollmentAccess),
        tab: Tab::SerialNumbers,
        may_manage: caller.holds(Privilege::ManageEnrollmentAccess),
        is_asked: app.show_setting::<Devices>(caller).await?.value.profile_service,
        count: found.count,
        search: q.clone(),
        rows: found.rows.into_iter().map(row).collect(),
        paging: Paging { first: (!after.is_empty()).then(|| link(PATH, &[("q", q)])), next },
        done: None,
        uploaded: None,
        faults: Faults::default(),
    })
}

/// Says what an uploaded list did.
fn outcome(uploaded: &AdmittedSerialNumbers) -> String {
    let added = counted(uploaded.added, "serial number", "serial numbers");
    format!("{added} added, {} known before.", crate::upload::thousands(uploaded.known))
}
