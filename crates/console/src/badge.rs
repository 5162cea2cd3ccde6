//! Badges: a state with its icon, its word and its colour. Never colour alone.

use std::fmt;

use domain::command::CommandState;
use domain::enrollment::{End, Status};
use domain::invitation::InvitationStatus;
use domain::message::MessageState;
use domain::push_certificate::PushHealth;
use domain::recipient::RecipientStatus;

use crate::icon::Icon;

/// A state, drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Badge {
    tone: &'static str,
    icon: Icon,
    word: &'static str,
}

impl Badge {
    /// A state that is as it should be.
    pub(crate) const fn good(word: &'static str) -> Self {
        Self { tone: "good", icon: Icon::CircleCheck, word }
    }

    /// A state that wants somebody soon.
    pub(crate) const fn warn(word: &'static str) -> Self {
        Self { tone: "warn", icon: Icon::Warning, word }
    }

    /// A state that is wrong.
    pub(crate) const fn bad(word: &'static str) -> Self {
        Self { tone: "bad", icon: Icon::CircleX, word }
    }

    /// A state that is on its way to another.
    pub(crate) const fn busy(word: &'static str) -> Self {
        Self { tone: "busy", icon: Icon::Clock, word }
    }

    /// A state that is over, or says nothing.
    pub(crate) const fn calm(word: &'static str) -> Self {
        Self { tone: "calm", icon: Icon::CircleDashed, word }
    }

    /// Says whether a device is managed.
    pub(crate) fn managed(is_managed: bool) -> Self {
        if is_managed { Self::good("Managed") } else { Self::calm("Unmanaged") }
    }
}

impl From<Status> for Badge {
    fn from(status: Status) -> Self {
        match status {
            Status::UnderWay(step) => Self::busy(step.title()),
            Status::Stopped => Self::bad("Stopped"),
            Status::Enrolled => Self::good("Enrolled"),
            Status::Ended(End::Expired) => Self::warn(End::Expired.title()),
            Status::Ended(end) => Self::calm(end.title()),
        }
    }
}

impl From<CommandState> for Badge {
    fn from(state: CommandState) -> Self {
        let word = state.title();
        match state {
            CommandState::Queued | CommandState::Sent => Self::busy(word),
            CommandState::NotNow => Self::warn(word),
            CommandState::Acknowledged => Self::good(word),
            CommandState::Error | CommandState::FormatError => Self::bad(word),
            CommandState::Cancelled => Self::calm(word),
        }
    }
}

impl From<InvitationStatus> for Badge {
    fn from(status: InvitationStatus) -> Self {
        let word = status.title();
        match status {
            InvitationStatus::Active => Self::good(word),
            InvitationStatus::Paused => Self::warn(word),
            InvitationStatus::Expired | InvitationStatus::Revoked => Self::calm(word),
        }
    }
}

impl From<RecipientStatus> for Badge {
    fn from(status: RecipientStatus) -> Self {
        let word = status.title();
        match status {
            RecipientStatus::Enrolled => Self::good(word),
            RecipientStatus::Bounced | RecipientStatus::Failed | RecipientStatus::Stopped => Self::bad(word),
            RecipientStatus::Expired | RecipientStatus::Revoked => Self::calm(word),
            RecipientStatus::Queued
            | RecipientStatus::Sending
            | RecipientStatus::Accepted
            | RecipientStatus::Delivered
            | RecipientStatus::Opened
            | RecipientStatus::LoggedIn
            | RecipientStatus::ProfileFetched
            | RecipientStatus::CertificateIssued => Self::busy(word),
        }
    }
}

impl From<MessageState> for Badge {
    fn from(state: MessageState) -> Self {
        let word = state.title();
        match state {
            MessageState::Queued | MessageState::Sending => Self::busy(word),
            MessageState::Accepted | MessageState::Delivered => Self::good(word),
            MessageState::Bounced | MessageState::Failed => Self::bad(word),
            MessageState::Held => Self::warn(word),
            MessageState::Cancelled => Self::calm(word),
        }
    }
}

impl From<PushHealth> for Badge {
    fn from(health: PushHealth) -> Self {
        match health {
            PushHealth::Good => Self::good("In use"),
            PushHealth::Expiring => Self::warn("Expires soon"),
            PushHealth::Expired => Self::bad("Expired"),
        }
    }
}

impl fmt::Display for Badge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<span class="badge {}">{}{}</span>"#, self.tone, self.icon, self.word)
    }
}

// All three parts are our own texts.
impl askama::filters::HtmlSafe for Badge {}
