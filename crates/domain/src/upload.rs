//! Uploads: lists of lines for many people or devices. One is read and shown as a preview first, and applied when
//! whoever uploaded it says so; from then on it tells what came of it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use crate::audit::Actor;
use crate::id::{AccountId, UploadId};
use crate::time::{DAY, HOUR, Timestamp};

/// The most octets of a list: 100,000 people with all their fields.
pub const UPLOAD_BYTES_MAX: usize = 16 * 1024 * 1024;
/// How long a preview waits for its yes.
pub const UPLOAD_AGE_MAX: i64 = HOUR;
/// How long what came of a list can be looked at.
pub const OUTCOME_AGE_MAX: i64 = 7 * DAY;
/// How many lines are told one by one, such as those left out; the others are counted.
pub const LINES_TOLD_MAX: usize = 200;

/// An uploaded list, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Upload {
    /// The list's id.
    pub id: UploadId,
    /// Whose it is; nobody else sees it.
    pub account_id: AccountId,
    /// What its lines are about.
    pub kind: UploadKind,
    /// How far it is.
    pub state: UploadState,
    /// When it came.
    pub created_at: Timestamp,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// What the lines of a list are about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UploadKind {
    /// People for the built-in list.
    People,
    /// Devices and to whom they are to be assigned.
    Assignments,
    /// No list: a directory on its way through the assistant, sealed because a password is in it.
    Directory,
    /// No list: an invitation on its way through the assistant.
    Invitation,
    /// No list: texts of the portal that somebody looks at before saving them.
    PortalTexts,
}

impl UploadKind {
    /// Returns the name used in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Assignments => "assignments",
            Self::Directory => "directory",
            Self::Invitation => "invitation",
            Self::PortalTexts => "portal-texts",
        }
    }

    /// Finds a kind by [`UploadKind::name`].
    pub fn parse(name: &str) -> Option<Self> {
        [Self::People, Self::Assignments, Self::Directory, Self::Invitation, Self::PortalTexts]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// How far a list is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum UploadState {
    /// It waits for a yes.
    Pending,
    /// Its people are in the built-in list.
    Imported(PeopleImported),
    /// Its devices are being assigned, or all that can be are.
    Assigning(AssignmentRun),
}

/// What came of a list of people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PeopleImported {
    /// How many people are new.
    pub created: u64,
    /// How many were known and have changed.
    pub changed: u64,
    /// How many were known and are as they were.
    pub unchanged: u64,
    /// How many were not in the list and were deleted.
    pub deleted: u64,
    /// How many lines were faulty and left out.
    pub left_out: u64,
}

/// How far the assignments of a list are.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AssignmentRun {
    /// Who said yes.
    pub actor: Actor,
    /// From where.
    pub source: Option<IpAddr>,
    /// How many lines there are.
    pub lines: u64,
    /// How many have been looked at.
    pub done: u64,
    /// How many devices got a person.
    pub assigned: u64,
    /// How many devices belong to nobody now.
    pub unassigned: u64,
    /// How many devices were assigned so before.
    pub unchanged: u64,
    /// How many lines were left out.
    pub left_out: u64,
    /// The first of these, at most [`LINES_TOLD_MAX`].
    pub left_out_lines: Vec<LeftOut>,
    /// When it began.
    pub begun_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// Whether somebody stopped it before its end.
    pub is_stopped: bool,
}

impl AssignmentRun {
    /// Begins a run over so many lines.
    pub fn begin(actor: Actor, source: Option<IpAddr>, lines: u64, begun_at: Timestamp) -> Self {
        Self {
            actor,
            source,
            lines,
            done: 0,
            assigned: 0,
            unassigned: 0,
            unchanged: 0,
            left_out: 0,
            left_out_lines: Vec::new(),
            begun_at,
            finished_at: None,
            is_stopped: false,
        }
    }

    /// Counts a line that was left out, and keeps why as long as there is room.
    pub fn leave_out(&mut self, left_out: LeftOut) {
        self.left_out += 1;
        if self.left_out_lines.len() < LINES_TOLD_MAX {
            self.left_out_lines.push(left_out);
        }
    }
}

/// A line that was left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LeftOut {
    /// The line's number in the file.
    pub line: u64,
    /// What stood in it, such as the serial number.
    pub subject: String,
    /// Why, in words for people.
    pub reason: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_so_many_lines_are_told_but_all_are_counted() {
        let mut run = AssignmentRun::begin(Actor::Operator, None, 300, Timestamp(0));
        for line in 1..=300 {
            run.leave_out(LeftOut { line, subject: "F2L".into(), reason: "No such device.".into() });
        }
        assert_eq!((run.left_out, run.left_out_lines.len()), (300, LINES_TOLD_MAX));
    }

    #[test]
    fn a_state_reads_back() {
        for state in [
            UploadState::Pending,
            UploadState::Imported(PeopleImported { created: 7, ..PeopleImported::default() }),
            UploadState::Assigning(AssignmentRun::begin(Actor::Operator, None, 3, Timestamp(5))),
        ] {
            let text = serde_json::to_string(&state).expect("texts and numbers");
            assert_eq!(serde_json::from_str::<UploadState>(&text).expect("its own text"), state);
        }
        for kind in
            [UploadKind::People, UploadKind::Assignments, UploadKind::Directory, UploadKind::Invitation]
        {
            assert_eq!(UploadKind::parse(kind.name()), Some(kind));
        }
    }
}
