//! `POST /api/v1/people/import`.

use app::{App, Caller, Error, ImportChoice, SheetReading};
use axum::extract::{Request, State};
use axum::{Extension, Json};
use domain::privilege::Privilege;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;
use crate::request::{Checks, Parameters, read_csv};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ImportParameters {
    /// Only says what the list would do.
    #[param(value_type = Option<bool>)]
    dry_run: Option<String>,
    /// Takes the good lines when others are faulty; otherwise such a list is refused as a whole.
    #[param(value_type = Option<bool>)]
    leave_out: Option<String>,
    /// Deletes the people who are not in the list, if they are exactly so many.
    #[param(value_type = Option<u64>)]
    delete_missing: Option<String>,
}

/// What a list of people did, or would do.
#[derive(Serialize, ToSchema)]
pub(crate) struct PeopleImport {
    /// Whether nothing was changed, as asked for by `dry_run`.
    dry_run: bool,
    /// How many people are new.
    created: u64,
    /// How many were known and change.
    changed: u64,
    /// How many were known and are as they were.
    unchanged: u64,
    /// How many people were deleted because they are not in the list.
    deleted: u64,
    /// How many people are not in the list; said by `dry_run` only.
    missing: Option<u64>,
    /// How many faulty lines were, or would have to be, left out.
    left_out: u64,
    /// The first faults of these, at most 200; said by `dry_run` only.
    faults: Vec<LineFault>,
    /// Columns that mean nothing here.
    ignored_columns: Vec<String>,
}

/// What is wrong with a line of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct LineFault {
    /// The line's number, from 1 for the head.
    line: u64,
    /// The column; empty when the line as a whole is meant.
    column: &'static str,
    /// What is wrong.
    message: String,
}

impl From<app::LineFault> for LineFault {
    fn from(fault: app::LineFault) -> Self {
        Self { line: fault.line, column: fault.field, message: fault.message }
    }
}

/// Imports a list of people into the built-in list
///
/// The body is CSV whose first line names the columns; `Username` is needed and says who is who. Fields without a column
/// stay, an empty cell clears its field. All good lines are taken in one transaction, or none. At most 100,000 lines and
/// 16 MiB. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/people/import",
    operation_id = "importPeople",
    tag = "people",
    params(ImportParameters),
    request_body(content = String, content_type = "text/csv", description = "The list."),
    responses((status = 200, description = "What the list did, or would do", body = PeopleImport))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<ImportParameters>,
    request: Request,
) -> Result<Json<PeopleImport>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    if !caller.holds(Privilege::ManagePeople) {
        return Err(problem(Error::Forbidden));
    }
    let mut checks = Checks::default();
    let is_dry = checks.flag("dry_run", parameters.dry_run.as_deref());
    let choice = ImportChoice {
        leave_out_faulty: checks.flag("leave_out", parameters.leave_out.as_deref()),
        delete_missing: checks.read(
            "delete_missing",
            parameters.delete_missing.as_deref(),
            "a number of people",
            |text| text.parse().ok(),
        ),
    };
    checks.finish()?;
    let content = read_csv(request).await?;
    if is_dry {
        let preview = app.preview_people_import(&caller, content).await.map_err(problem)?;
        return Ok(Json(PeopleImport {
            dry_run: true,
            created: preview.created,
            changed: preview.changed,
            unchanged: preview.unchanged,
            deleted: 0,
            missing: Some(preview.missing),
            left_out: preview.faults.lines,
            faults: preview.faults.first.into_iter().map(LineFault::from).collect(),
            ignored_columns: preview.reading.ignored,
        }));
    }
    let (SheetReading { ignored, .. }, imported) =
        app.import_people_now(&caller, content, choice).await.map_err(problem)?;
    Ok(Json(PeopleImport {
        dry_run: false,
        created: imported.created,
        changed: imported.changed,
        unchanged: imported.unchanged,
        deleted: imported.deleted,
        missing: None,
        left_out: imported.left_out,
        faults: Vec::new(),
        ignored_columns: ignored,
    }))
}
