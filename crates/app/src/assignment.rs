//! Assigning many devices by a list of serial numbers and usernames: looked at as a preview, then done at once or, when
//! it is long, by a job that goes on where it was.
//!
//! Each device is judged on its own site. One that lies out of reach is told by the words for one that does not exist.

mod line;
mod outcome;
mod run;

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::device::Device;
use domain::id::UploadId;
use domain::privilege::Privilege;
use domain::upload::{AssignmentRun, UploadKind, UploadState};
use store::Tx;

use crate::sheet::SheetContent;
use crate::{App, Caller, Error, LineFaults, SheetReading};

use line::AssignmentLine;
use outcome::{Meant, decide};

pub use outcome::{AssignmentFault, AssignmentOutcome};

/// So many lines are looked at for the preview and, when there are no more, done at once: all or none.
pub const LINES_AT_ONCE: usize = 500;

/// What an uploaded list of assignments is: still to be decided on, or on its way.
#[derive(Clone, Debug)]
pub enum AssignmentUpload {
    /// It waits; this is what it would do.
    Pending(AssignmentPreview),
    /// Somebody said yes; this is how far it is.
    Begun(AssignmentRun),
}

/// What a list of assignments would do.
#[derive(Clone, Debug)]
pub struct AssignmentPreview {
    /// How the file was read.
    pub reading: SheetReading,
    /// How many usable lines it has.
    pub lines: u64,
    /// The first of these, at most [`LINES_AT_ONCE`], and what becomes of each.
    pub rows: Vec<AssignmentRow>,
    /// The lines that cannot be used.
    pub faults: LineFaults,
}

/// A line of a list and what becomes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AssignmentRow {
    /// The line's number in the file.
    pub line: u64,
    /// The serial number as it stands there.
    pub serial_number: String,
    /// The username as it stands there; empty for nobody.
    pub username: String,
    /// What becomes of it.
    pub outcome: AssignmentOutcome,
}

impl AssignmentPreview {
    /// Says whether all lines were looked at. Those beyond are looked at when they are done.
    pub fn is_whole(&self) -> bool {
        usize::try_from(self.lines) == Ok(self.rows.len())
    }

    /// Counts the lines looked at that have to be left out.
    pub fn left_out(&self) -> u64 {
        let left_out = self.rows.iter().filter(|row| matches!(row.outcome, AssignmentOutcome::LeftOut(_)));
        u64::try_from(left_out.count()).unwrap_or(u64::MAX)
    }
}

impl App {
    /// Keeps a list of assignments and returns under which id its preview is.
    pub async fn upload_assignments(&self, caller: &Caller, content: Vec<u8>) -> Result<UploadId, Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        // Whatever is no list at all is refused before it is kept.
        let (content, _) = self.read_assignments(content).await?;
        self.keep_upload(caller, UploadKind::Assignments, &content).await
    }

    /// Shows what a list would do, or how far it is.
    pub async fn show_assignment_upload(
        &self,
        caller: &Caller,
        id: UploadId,
    ) -> Result<AssignmentUpload, Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let mut tx = self.0.store.read().await?;
        let upload = self.find_own_upload(&mut tx, caller, UploadKind::Assignments, id).await?;
        drop(tx);
        if let UploadState::Assigning(run) = upload.state {
            return Ok(AssignmentUpload::Begun(run));
        }
        let content = self.read_pending_upload(caller, UploadKind::Assignments, id).await?;
        Ok(AssignmentUpload::Pending(self.preview_assignments(caller, content).await?))
    }

    /// Says what a list of assignments would do without keeping it.
    pub async fn preview_assignments(
        &self,
        caller: &Caller,
        content: Vec<u8>,
    ) -> Result<AssignmentPreview, Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let (_, (reading, sheet)) = self.read_assignments(content).await?;
        let some = &sheet.entries[..sheet.entries.len().min(LINES_AT_ONCE)];
        let meant = self.look_up_lines(some).await?;
        let mut tx = self.0.store.read().await?;
        let mut rows = Vec::with_capacity(some.len());
        for (number, line) in some {
            let devices = tx.find_devices_by_serial_number(&line.serial_number).await?;
            let outcome = match decide(caller, devices, &meant[&line.person()]) {
                Ok((_, outcome)) => outcome,
                Err(fault) => AssignmentOutcome::LeftOut(fault),
            };
            rows.push(AssignmentRow {
                line: *number,
                serial_number: line.serial_number.clone(),
                username: line.username.clone(),
                outcome,
            });
        }
        let lines = u64::try_from(sheet.entries.len()).unwrap_or(u64::MAX);
        Ok(AssignmentPreview { reading, lines, rows, faults: sheet.faults })
    }

    async fn read_assignments(
        &self,
        content: Vec<u8>,
    ) -> Result<(Vec<u8>, (SheetReading, SheetContent<AssignmentLine>)), Error> {
        self.read_sheet(move || {
            let (reading, collected) = line::read(&content)?;
            Ok((content, (reading, collected.finish())))
        })
        .await
    }

    /// Looks up whom some lines mean, each person once. Directories are asked here, so no transaction may be open.
    async fn look_up_lines(
        &self,
        lines: &[(u64, AssignmentLine)],
    ) -> Result<HashMap<(Option<String>, String), Meant>, Error> {
        let mut found = HashMap::new();
        for (_, line) in lines {
            if let Entry::Vacant(place) = found.entry(line.person()) {
                let directory = place.key().0.clone();
                place.insert(self.find_person_meant(directory.as_deref(), &line.username).await?);
            }
        }
        Ok(found)
    }
}

/// Finds the device of a line for change, as it is now.
async fn lock(tx: &mut Tx, found: &Device) -> Result<Option<Device>, Error> {
    let device = tx.lock_device(found.id).await?;
    Ok(device.filter(|device| device.serial_number == found.serial_number))
}
