//! Commands of a device.

use domain::command::CommandState;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::time::{Instant, some};

/// A command, without what it carries.
#[derive(Serialize, ToSchema)]
pub(crate) struct Command {
    /// The `CommandUUID`.
    id: String,
    /// The `RequestType`.
    #[schema(example = "DeviceInformation")]
    request_type: String,
    /// How it stands.
    #[schema(schema_with = states)]
    state: &'static str,
    /// When it was queued.
    queued_at: Instant,
    /// When it was sent last.
    sent_at: Option<Instant>,
    /// When the device answered for good.
    answered_at: Option<Instant>,
    /// How often the device postponed it.
    not_now_count: u32,
    /// The device's own words when it failed.
    error: Option<String>,
}

fn states() -> Object {
    one_of(CommandState::ALL.map(CommandState::name), "How a command stands.")
}

impl From<domain::command::Command> for Command {
    fn from(command: domain::command::Command) -> Self {
        Self {
            id: command.id.wire(),
            request_type: command.request_type,
            state: command.state.name(),
            queued_at: Instant(command.queued_at),
            sent_at: some(command.sent_at),
            answered_at: some(command.answered_at),
            not_now_count: command.not_now_count,
            error: command.error,
        }
    }
}
