//! The second step: what becomes of each line, the yes, and how far the list is.

use app::{
    App, AssignmentOutcome, AssignmentPreview, AssignmentRow, AssignmentUpload, Caller, Error, Fault,
    LineFaults, Refusal, SheetReading,
};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::id::UploadId;
use domain::upload::AssignmentRun;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see_made};
use web::time::Moment;

use super::PATH;
use crate::admin::Admin;
use crate::badge::Badge;
use crate::device;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::upload::counted;

#[derive(Template)]
#[template(path = "assignment/preview.html")]
struct Page {
    frame: Frame,
    path: String,
    lines: u64,
    assigned: u64,
    unassigned: u64,
    unchanged: u64,
    left_out: u64,
    is_whole: bool,
    rows: Vec<Row>,
    reading: SheetReading,
    line_faults: LineFaults,
    more_faults: Option<String>,
    may_leave_out: bool,
    typed: Typed,
    faults: Faults,
}

/// One line and what becomes of it.
struct Row {
    line: u64,
    serial_number: String,
    device: Option<(String, String)>,
    /// Whom the device is assigned to now, empty for nobody; `None` when there is no device.
    before: Option<String>,
    after: String,
    directory: String,
    state: Badge,
    fault: String,
}

#[derive(Template)]
#[template(path = "assignment/run.html")]
struct Progress {
    frame: Frame,
    path: String,
    run: AssignmentRun,
    begun: Moment,
    percent: u64,
    more_left_out: Option<String>,
}

/// What was chosen.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Typed {
    leave_out: Option<String>,
}

/// Shows the preview, or how far the list is.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = parse(&id)?;
    match app.show_assignment_upload(&caller, id).await? {
        AssignmentUpload::Pending(preview) => {
            html(&page(&app, &caller, id, preview, Typed::default(), Faults::default()))
        }
        AssignmentUpload::Begun(run) => html(&progress(&app, &caller, id, run)),
    }
}

/// Begins to do the list.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let id = parse(&id)?;
    let fault = match app.begin_assignments(&caller, id, typed.leave_out.is_some()).await {
        Ok(_) => return Ok(see_made(&path(id))),
        Err(Error::Refused(refusal @ Refusal::FaultyLines { .. })) => {
            Fault::new("leave_out", refusal.to_string())
        }
        Err(error) => return Err(error.into()),
    };
    match app.show_assignment_upload(&caller, id).await? {
        AssignmentUpload::Pending(preview) => {
            let page = page(&app, &caller, id, preview, typed, Faults::new(vec![fault]));
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        AssignmentUpload::Begun(_) => Ok(see_made(&path(id))),
    }
}

/// Stops a list that is being done, or forgets one that waits.
pub(crate) async fn stop(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = parse(&id)?;
    let begun = app.show_assignment_upload(&caller, id).await?;
    app.stop_assignments(&caller, id).await?;
    Ok(match begun {
        AssignmentUpload::Pending(_) => see_made(PATH),
        AssignmentUpload::Begun(_) => see_made(&path(id)),
    })
}

fn parse(id: &str) -> Result<UploadId, Error> {
    id.parse().map_err(|_| Error::NotFound)
}

fn path(id: UploadId) -> String {
    format!("{PATH}/{id}")
}

fn page(
    app: &App,
    caller: &Caller,
    id: UploadId,
    preview: AssignmentPreview,
    typed: Typed,
    faults: Faults,
) -> Page {
    let count = |is: fn(&AssignmentOutcome) -> bool| {
        u64::try_from(preview.rows.iter().filter(|row| is(&row.outcome)).count()).unwrap_or(u64::MAX)
    };
    let left_out = preview.left_out();
    let shown = u64::try_from(preview.faults.first.len()).unwrap_or(u64::MAX);
    let more = preview.faults.faults.saturating_sub(shown);
    Page {
        frame: Frame::new(app, caller, Section::Assignments),
        path: path(id),
        lines: preview.lines,
        assigned: count(|outcome| matches!(outcome, AssignmentOutcome::Assign { .. })),
        unassigned: count(|outcome| matches!(outcome, AssignmentOutcome::Unassign { .. })),
        unchanged: count(|outcome| matches!(outcome, AssignmentOutcome::Unchanged { .. })),
        left_out,
        is_whole: preview.is_whole(),
        may_leave_out: preview.faults.lines > 0 || (preview.is_whole() && left_out > 0),
        more_faults: (more > 0).then(|| counted(more, "more fault", "more faults")),
        rows: preview.rows.into_iter().map(Row::new).collect(),
        reading: preview.reading,
        line_faults: preview.faults,
        typed,
        faults,
    }
}

fn progress(app: &App, caller: &Caller, id: UploadId, run: AssignmentRun) -> Progress {
    let told = u64::try_from(run.left_out_lines.len()).unwrap_or(u64::MAX);
    let more = run.left_out.saturating_sub(told);
    Progress {
        frame: Frame::new(app, caller, Section::Assignments),
        path: path(id),
        begun: Moment { at: run.begun_at, now: app.now() },
        percent: (run.done * 100).checked_div(run.lines).unwrap_or(100),
        more_left_out: (more > 0).then(|| counted(more, "more line", "more lines")),
        run,
    }
}

impl Page {
    fn is_idle(&self) -> bool {
        self.is_whole && self.assigned + self.unassigned == 0
    }

    fn button(&self) -> String {
        if self.is_whole {
            format!("Assign {}", counted(self.assigned + self.unassigned, "device", "devices"))
        } else {
            format!("Assign by {}", counted(self.lines, "line", "lines"))
        }
    }
}

impl Row {
    fn new(row: AssignmentRow) -> Self {
        let mut drawn = Self {
            line: row.line,
            serial_number: row.serial_number,
            device: None,
            before: None,
            after: row.username,
            directory: String::new(),
            state: Badge::bad("Left out"),
            fault: String::new(),
        };
        match row.outcome {
            AssignmentOutcome::Assign { device_id, device, before, after, directory } => {
                (drawn.device, drawn.before) = (Some((device::path(device_id), device)), Some(before));
                (drawn.after, drawn.directory) = (after, directory);
                drawn.state = Badge::good("Assign");
            }
            AssignmentOutcome::Unassign { device_id, device, before } => {
                (drawn.device, drawn.before) = (Some((device::path(device_id), device)), Some(before));
                drawn.state = Badge::warn("To nobody");
            }
            AssignmentOutcome::Unchanged { device_id, device, person } => {
                drawn.device = Some((device::path(device_id), device));
                (drawn.before, drawn.after) = (Some(person.clone()), person);
                drawn.state = Badge::calm("Unchanged");
            }
            AssignmentOutcome::LeftOut(fault) => drawn.fault = fault.to_string(),
        }
        drawn
    }
}
