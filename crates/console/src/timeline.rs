//! Timelines: what happened to a device or an enrollment, newest first.

use domain::audit::{Audit, Event};
use domain::command::CommandState;
use domain::reference::Reference;
use domain::time::Timestamp;
use web::time::Moment;

/// One line of a timeline.
pub(crate) struct Entry {
    /// When.
    pub(crate) at: Moment,
    /// What, in words.
    pub(crate) title: String,
    /// Who, in words.
    pub(crate) actor: String,
    /// From where.
    pub(crate) source: Option<String>,
    /// The code that a person was given.
    pub(crate) reference: Option<Reference>,
    /// How the line is marked.
    pub(crate) tone: &'static str,
}

impl Entry {
    /// Turns a line of the audit trail into one of a timeline.
    pub(crate) fn new(audit: Audit, now: Timestamp) -> Self {
        Self {
            at: Moment { at: audit.at, now },
            title: audit.event.title(),
            tone: tone(&audit.event),
            actor: audit.actor.title(),
            source: audit.source.map(|source| source.to_string()),
            reference: audit.reference,
        }
    }
}

/// Says how a line is marked.
pub(crate) fn tone(event: &Event) -> &'static str {
    match event {
        Event::Enrolled
        | Event::CertificateRenewed { .. }
        | Event::CommandAnswered { state: CommandState::Acknowledged, .. } => "good",
        Event::LoginRefused { .. }
        | Event::EnrollmentStopped { .. }
        | Event::PushRefused { .. }
        | Event::WebhookPaused { .. }
        | Event::Refused { .. }
        | Event::CommandAnswered { state: CommandState::Error | CommandState::FormatError, .. } => "bad",
        Event::CommandQueued { .. } | Event::CommandAnswered { .. } => "busy",
        _ => "calm",
    }
}
