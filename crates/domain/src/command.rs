//! Commands: the queue of each enrollment.

use serde::{Deserialize, Serialize};

use crate::id::{CommandId, EnrollmentId};
use crate::time::{DAY, HOUR, MINUTE, Timestamp};

/// A command for a device.
#[derive(Clone, Debug)]
pub struct Command {
    /// The command's id, `CommandUUID` on the wire. Ids rise with time, so they are the order of the queue too.
    pub id: CommandId,
    /// Whose device.
    pub enrollment_id: EnrollmentId,
    /// The `RequestType`.
    pub request_type: String,
    /// The property list to send.
    pub payload: Vec<u8>,
    /// How it stands.
    pub state: CommandState,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it was sent last.
    pub sent_at: Option<Timestamp>,
    /// When the device answered for good.
    pub answered_at: Option<Timestamp>,
    /// How often the device said `NotNow`.
    pub not_now_count: u32,
    /// The device's own words when it failed, first item of the chain first.
    pub error: Option<String>,
}

impl Command {
    /// Takes over what the device said. An answer to a command that was not sent, or is no longer open, changes nothing.
    pub fn answer(&mut self, answer: Answer, now: Timestamp) -> bool {
        if !matches!(self.state, CommandState::Sent | CommandState::NotNow) {
            return false;
        }
        match answer {
            Answer::NotNow => {
                self.state = CommandState::NotNow;
                self.not_now_count = self.not_now_count.saturating_add(1);
            }
            Answer::Acknowledged => {
                self.state = CommandState::Acknowledged;
                self.answered_at = Some(now);
            }
            Answer::Error(error) => {
                self.state = CommandState::Error;
                self.error = Some(error);
                self.answered_at = Some(now);
            }
            Answer::FormatError(error) => {
                self.state = CommandState::FormatError;
                self.error = Some(error);
                self.answered_at = Some(now);
            }
        }
        true
    }

    /// Returns how long to wait before waking the device again after its last `NotNow`.
    pub fn reminder_after(&self) -> i64 {
        match self.not_now_count {
            0 | 1 => 15 * MINUTE,
            2..=24 => HOUR,
            _ => DAY,
        }
    }
}

/// How a command stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CommandState {
    /// Waiting.
    Queued,
    /// Handed to the device; no answer yet. It is handed out again if the device asks again.
    Sent,
    /// The device could not do it just then.
    NotNow,
    /// Done.
    Acknowledged,
    /// Failed at the device.
    Error,
    /// The device could not read it: our fault.
    FormatError,
    /// Withdrawn before it was done, because its enrollment ended.
    Cancelled,
}

impl CommandState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Queued,
        Self::Sent,
        Self::NotNow,
        Self::Acknowledged,
        Self::Error,
        Self::FormatError,
        Self::Cancelled,
    ];

    /// Says whether the command is still to be done.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Queued | Self::Sent | Self::NotNow)
    }

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::NotNow => "not-now",
            Self::Acknowledged => "acknowledged",
            Self::Error => "error",
            Self::FormatError => "format-error",
            Self::Cancelled => "cancelled",
        }
    }

    /// Finds a state by [`CommandState::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Queued => "Waiting",
            Self::Sent => "Sent",
            Self::NotNow => "Postponed by the device",
            Self::Acknowledged => "Done",
            Self::Error => "Failed",
            Self::FormatError => "Not understood by the device",
            Self::Cancelled => "Withdrawn",
        }
    }
}

/// What a device says of a command.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Done.
    Acknowledged,
    /// Failed; the chain in words.
    Error(String),
    /// Not understood; the chain in words.
    FormatError(String),
    /// Not possible just now.
    NotNow,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Command {
        Command {
            id: CommandId(uuid::Uuid::nil()),
            enrollment_id: EnrollmentId(uuid::Uuid::nil()),
            request_type: "SecurityInfo".into(),
            payload: Vec::new(),
            state: CommandState::Sent,
            queued_at: Timestamp(0),
            sent_at: Some(Timestamp(1)),
            answered_at: None,
            not_now_count: 0,
            error: None,
        }
    }

    #[test]
    fn an_answer_counts_once() {
        let mut command = sent();
        assert!(command.answer(Answer::Acknowledged, Timestamp(2)));
        assert!(!command.answer(Answer::Error("late".into()), Timestamp(3)));
        assert_eq!((command.state, command.answered_at), (CommandState::Acknowledged, Some(Timestamp(2))));
    }

    #[test]
    fn a_postponed_command_stays_open_and_is_reminded_ever_more_rarely() {
        let mut command = sent();
        assert!(command.answer(Answer::NotNow, Timestamp(2)));
        assert!(command.state.is_open());
        assert_eq!(command.reminder_after(), 15 * MINUTE);
        for _ in 0..5 {
            command.answer(Answer::NotNow, Timestamp(3));
        }
        assert_eq!(command.reminder_after(), HOUR);
        assert!(command.answer(Answer::Acknowledged, Timestamp(4)));
    }
}
