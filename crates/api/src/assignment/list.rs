//! `POST /api/v1/devices/assignments`.

use app::{App, AssignmentPreview, AssignmentUpload, Caller, Error, Fault, Refusal};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::privilege::Privilege;
use http::{StatusCode, header};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{AssignmentLine, Assignments};
use crate::built_in_person::import::LineFault;
use crate::problem::Problem;
use crate::request::{Checks, Parameters, read_csv};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct AssignmentParameters {
    /// Only says what the list would do.
    #[param(value_type = Option<bool>)]
    dry_run: Option<String>,
    /// Does the good lines when others cannot be used; otherwise such a list is refused as a whole.
    #[param(value_type = Option<bool>)]
    leave_out: Option<String>,
}

/// What a list of assignments would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct AssignmentsPreview {
    /// How many usable lines it has.
    lines: u64,
    /// The first of these, at most 500.
    items: Vec<AssignmentLine>,
    /// How many lines cannot be used.
    faulty: u64,
    /// The first faults of these, at most 200.
    faults: Vec<LineFault>,
    /// Columns that mean nothing here.
    ignored_columns: Vec<String>,
}

impl From<AssignmentPreview> for AssignmentsPreview {
    fn from(preview: AssignmentPreview) -> Self {
        Self {
            lines: preview.lines,
            items: preview.rows.into_iter().map(AssignmentLine::from).collect(),
            faulty: preview.faults.lines,
            faults: preview.faults.first.into_iter().map(LineFault::from).collect(),
            ignored_columns: preview.reading.ignored,
        }
    }
}

/// Assigns devices by a list
///
/// The body is CSV with the columns `Serial number`, `Username` (empty for nobody) and, where several directories know a
/// username, `Directory`. Up to 500 lines are done at once, all or none; a longer list is done in the background, and
/// lines whose device or person is not there are left out. At most 100,000 lines and 16 MiB. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/devices/assignments",
    operation_id = "assignDevices",
    tag = "devices",
    params(AssignmentParameters),
    request_body(content = String, content_type = "text/csv", description = "The list."),
    responses(
        (status = 200, description = "With `dry_run`: what the list would do", body = AssignmentsPreview),
        (
            status = 201,
            description = "The list is done",
            body = Assignments,
            headers(("Location" = String, description = "Where to look again."))
        ),
        (
            status = 202,
            description = "The list is being done",
            body = Assignments,
            headers(("Location" = String, description = "Where to see how far it is."))
        )
    )
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<AssignmentParameters>,
    request: Request,
) -> Result<Response, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    if !caller.holds(Privilege::AssignUsers) {
        return Err(problem(Error::Forbidden));
    }
    let mut checks = Checks::default();
    let is_dry = checks.flag("dry_run", parameters.dry_run.as_deref());
    let leave_out = checks.flag("leave_out", parameters.leave_out.as_deref());
    checks.finish()?;
    let content = read_csv(request).await?;
    if is_dry {
        let preview = app.preview_assignments(&caller, content).await.map_err(problem)?;
        return Ok(Json(AssignmentsPreview::from(preview)).into_response());
    }
    let id = app.upload_assignments(&caller, content).await.map_err(problem)?;
    let run = match app.begin_assignments(&caller, id, leave_out).await {
        Ok(run) => run,
        Err(error) => {
            let faults = match (&error, app.show_assignment_upload(&caller, id).await) {
                (Error::Refused(Refusal::FaultyLines { .. }), Ok(AssignmentUpload::Pending(preview))) => {
                    told(preview)
                }
                _ => Vec::new(),
            };
            app.stop_assignments(&caller, id).await.map_err(problem)?;
            return Err(if faults.is_empty() { problem(error) } else { Problem::invalid(faults) });
        }
    };
    let status = if run.finished_at.is_some() { StatusCode::CREATED } else { StatusCode::ACCEPTED };
    let location = format!("/api/v1/devices/assignments/{id}");
    Ok((status, [(header::LOCATION, location)], Json(Assignments::new(id, run))).into_response())
}

/// Tells each line that cannot be used, or whose device or person is not there.
fn told(preview: AssignmentPreview) -> Vec<Fault> {
    let faults = preview.faults.first.iter().map(|fault| fault.to_string());
    let left_out = preview.rows.into_iter().filter_map(|row| match row.outcome {
        app::AssignmentOutcome::LeftOut(fault) => Some(format!("Line {}: {fault}", row.line)),
        _ => None,
    });
    faults.chain(left_out).map(|message| Fault::new("file", message)).collect()
}
