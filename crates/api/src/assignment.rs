//! Assigning devices by a list.

pub(crate) mod list;
pub(crate) mod one;

use app::{AssignmentOutcome, AssignmentRow};
use domain::id::UploadId;
use domain::upload::AssignmentRun;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::time::{Instant, some};

/// How far a list of assignments is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Assignments {
    /// The list's id.
    id: String,
    /// Whether it is under way or over.
    #[schema(schema_with = states)]
    state: &'static str,
    /// How many usable lines it has.
    lines: u64,
    /// How many of these have been looked at.
    done: u64,
    /// How many devices got a person.
    assigned: u64,
    /// How many devices belong to nobody now.
    unassigned: u64,
    /// How many devices were assigned so before.
    unchanged: u64,
    /// How many lines were left out, the unusable ones included.
    left_out: u64,
    /// The first of these, at most 200.
    left_out_lines: Vec<LeftOutLine>,
    /// When it began.
    begun_at: Instant,
    /// When it ended.
    finished_at: Option<Instant>,
}

fn states() -> Object {
    one_of(["under-way", "finished", "stopped"], "How far the list is.")
}

/// A line that was left out.
#[derive(Serialize, ToSchema)]
pub(crate) struct LeftOutLine {
    /// The line's number, from 1 for the head.
    line: u64,
    /// The serial number in it.
    serial_number: String,
    /// Why it was left out.
    reason: String,
}

impl Assignments {
    fn new(id: UploadId, run: AssignmentRun) -> Self {
        let left_out_lines = run.left_out_lines.into_iter().map(|one| LeftOutLine {
            line: one.line,
            serial_number: one.subject,
            reason: one.reason,
        });
        Self {
            id: id.to_string(),
            state: match (run.finished_at, run.is_stopped) {
                (None, _) => "under-way",
                (Some(_), false) => "finished",
                (Some(_), true) => "stopped",
            },
            lines: run.lines,
            done: run.done,
            assigned: run.assigned,
            unassigned: run.unassigned,
            unchanged: run.unchanged,
            left_out: run.left_out,
            left_out_lines: left_out_lines.collect(),
            begun_at: Instant(run.begun_at),
            finished_at: some(run.finished_at),
        }
    }
}

/// A line of a list and what would become of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct AssignmentLine {
    /// The line's number, from 1 for the head.
    line: u64,
    /// The serial number in it.
    serial_number: String,
    /// The username in it; empty for nobody.
    username: String,
    /// What would become of it.
    #[schema(schema_with = outcomes)]
    outcome: &'static str,
    /// The device, when it was found.
    device_id: Option<String>,
    /// Whom the device is assigned to now; empty for nobody.
    before: String,
    /// Whom it would be assigned to; empty for nobody.
    after: String,
    /// The directory in which the person was found.
    directory: Option<String>,
    /// Why the line would be left out.
    reason: Option<String>,
}

fn outcomes() -> Object {
    one_of(["assign", "unassign", "unchanged", "left-out"], "What would become of a line.")
}

impl From<AssignmentRow> for AssignmentLine {
    fn from(row: AssignmentRow) -> Self {
        let mut line = Self {
            line: row.line,
            serial_number: row.serial_number,
            username: row.username,
            outcome: "left-out",
            device_id: None,
            before: String::new(),
            after: String::new(),
            directory: None,
            reason: None,
        };
        match row.outcome {
            AssignmentOutcome::Assign { device_id, before, after, directory, .. } => {
                (line.outcome, line.device_id) = ("assign", Some(device_id.to_string()));
                (line.before, line.after, line.directory) = (before, after, Some(directory));
            }
            AssignmentOutcome::Unassign { device_id, before, .. } => {
                (line.outcome, line.device_id) = ("unassign", Some(device_id.to_string()));
                line.before = before;
            }
            AssignmentOutcome::Unchanged { device_id, person, .. } => {
                (line.outcome, line.device_id) = ("unchanged", Some(device_id.to_string()));
                (line.before, line.after) = (person.clone(), person);
            }
            AssignmentOutcome::LeftOut(fault) => line.reason = Some(fault.to_string()),
        }
        line
    }
}
