//! `/api/v1/admitted-serial-numbers`: the devices that the profile service admits.

use app::{App, Caller, Error};
use axum::extract::{Path, Request, State};
use axum::{Extension, Json};
use domain::page::PAGE_ROWS_MAX;
use domain::privilege::Privilege;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::built_in_person::import::LineFault;
use crate::problem::Problem;
use crate::request::{Checks, Parameters, read_csv};
use crate::time::Instant;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParameters {
    /// Only those that begin so.
    #[param(max_length = 20)]
    search: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 20)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// A serial number that is admitted.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdmittedSerialNumber {
    /// The serial number, in capital letters.
    serial_number: String,
    /// What somebody wrote beside it.
    note: String,
    /// When it was added.
    added_at: Instant,
    /// By whom.
    added_by: String,
}

/// One page of admitted serial numbers.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdmittedSerialNumberPage {
    /// The rows, in the order of the alphabet.
    items: Vec<AdmittedSerialNumber>,
    /// Give this as `after`, with the same other parameters, to get the following page; `null` on the last one.
    next: Option<String>,
    /// How many are admitted altogether.
    count: u64,
}

/// What a list of serial numbers did.
#[derive(Serialize, ToSchema)]
pub(crate) struct SerialNumbersAdmitted {
    /// How many are new.
    added: u64,
    /// How many were admitted before.
    known: u64,
    /// How many faulty lines were left out.
    left_out: u64,
    /// The first faults of these, at most 200.
    faults: Vec<LineFault>,
    /// Columns that mean nothing here.
    ignored_columns: Vec<String>,
}

/// Lists admitted serial numbers
///
/// Scope `read`; the token's maker needs the privilege to read enrollment access.
#[utoipa::path(
    get,
    path = "/api/v1/admitted-serial-numbers",
    operation_id = "listAdmittedSerialNumbers",
    tag = "enrollment-access",
    params(ListParameters),
    responses((status = 200, description = "A page of serial numbers", body = AdmittedSerialNumberPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<ListParameters>,
) -> Result<Json<AdmittedSerialNumberPage>, Problem> {
    let mut checks = Checks::default();
    let limit = checks.limit(parameters.limit.as_deref());
    checks.finish()?;
    let (search, after) = (parameters.search.unwrap_or_default(), parameters.after.unwrap_or_default());
    let found = app.list_admitted_serial_numbers(&caller, &search, &after, limit.min(PAGE_ROWS_MAX)).await;
    let found = found.map_err(|error| Problem::from_app(error, app.now()))?;
    let row = |one: domain::admitted_serial_number::AdmittedSerialNumber| AdmittedSerialNumber {
        serial_number: one.serial_number,
        note: one.note,
        added_at: Instant(one.added_at),
        added_by: one.added_by,
    };
    let items = found.rows.into_iter().map(row).collect();
    Ok(Json(AdmittedSerialNumberPage { items, next: found.next, count: found.count }))
}

/// Admits serial numbers
///
/// The body is CSV whose first line names the columns: `Serial number` is needed, `Note` may be there. Good lines are
/// taken, faulty ones are told. At most 100,000 lines and 16 MiB. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/admitted-serial-numbers",
    operation_id = "admitSerialNumbers",
    tag = "enrollment-access",
    request_body(content = String, content_type = "text/csv", description = "The list."),
    responses((status = 200, description = "What the list did", body = SerialNumbersAdmitted))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    request: Request,
) -> Result<Json<SerialNumbersAdmitted>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    if !caller.holds(Privilege::ManageEnrollmentAccess) {
        return Err(problem(Error::Forbidden));
    }
    let content = read_csv(request).await?;
    let done = app.admit_serial_numbers(&caller, content).await.map_err(problem)?;
    Ok(Json(SerialNumbersAdmitted {
        added: done.added,
        known: done.known,
        left_out: done.faults.lines,
        faults: done.faults.first.into_iter().map(LineFault::from).collect(),
        ignored_columns: done.reading.ignored,
    }))
}

/// Removes an admitted serial number
///
/// A device that has enrolled stays enrolled. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/admitted-serial-numbers/{serial_number}",
    operation_id = "removeAdmittedSerialNumber",
    tag = "enrollment-access",
    params(("serial_number" = String, Path, description = "The serial number, whatever its case.")),
    responses((status = 204, description = "It is admitted no more"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Path(serial_number): Path<String>,
) -> Result<StatusCode, Problem> {
    let removed = app.remove_admitted_serial_number(&caller, &serial_number).await;
    removed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
