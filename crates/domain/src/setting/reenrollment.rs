//! Re-enrollment: what a device that has a record leaves behind when it enrolls again.

use serde::{Deserialize, Serialize};

use super::Section;
use crate::command::CommandState;

/// The page Re-enrollment.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Reenrollment {
    /// Whether user and location are cleared; what the new enrollment brings is written all the same.
    pub clear_user_and_location: bool,
    /// Whether the history of user and location is cleared.
    pub clear_user_and_location_history: bool,
    /// Which commands of former enrollments stay in the record.
    pub management_history: ManagementHistory,
}

/// Which commands of former enrollments stay in the record. Those still open are cancelled in any case (T56).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ManagementHistory {
    /// All.
    DeleteNothing,
    /// All but those that failed.
    DeleteErrors,
    /// Those that the device has carried out.
    #[default]
    DeleteEverythingExceptAcknowledged,
    /// None.
    DeleteEverything,
}

impl ManagementHistory {
    /// Every choice, from the least to the most.
    pub const ALL: [Self; 4] = [
        Self::DeleteNothing,
        Self::DeleteErrors,
        Self::DeleteEverythingExceptAcknowledged,
        Self::DeleteEverything,
    ];

    /// Returns the name used in forms, the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::DeleteNothing => "delete-nothing",
            Self::DeleteErrors => "delete-errors",
            Self::DeleteEverythingExceptAcknowledged => "delete-everything-except-acknowledged",
            Self::DeleteEverything => "delete-everything",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::DeleteNothing => "Delete nothing",
            Self::DeleteErrors => "Delete errors",
            Self::DeleteEverythingExceptAcknowledged => "Delete everything except what was acknowledged",
            Self::DeleteEverything => "Delete everything",
        }
    }

    /// Says whether a command of a former enrollment stays.
    pub fn keeps(self, state: CommandState) -> bool {
        match self {
            Self::DeleteNothing => true,
            Self::DeleteErrors => !matches!(state, CommandState::Error | CommandState::FormatError),
            Self::DeleteEverythingExceptAcknowledged => state == CommandState::Acknowledged,
            Self::DeleteEverything => false,
        }
    }

    /// Finds one by [`ManagementHistory::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.name() == name)
    }
}

impl Section for Reenrollment {
    const NAME: &'static str = "re-enrollment";
    const TITLE: &'static str = "Re-enrollment";

    fn check(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}
