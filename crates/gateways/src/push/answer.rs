//! What Apple's answers mean.
//!
//! Source: [Handling notification responses from APNs](https://developer.apple.com/documentation/usernotifications/handling-notification-responses-from-apns).

use std::time::Duration;

use serde::Deserialize;

use super::PushOutcome;

/// One device is being pushed to too often.
const TOKEN_PAUSE: Duration = Duration::from_secs(5 * 60);
/// Apple's side is in trouble, or cannot be reached.
pub(super) const SERVICE_PAUSE: Duration = Duration::from_secs(60);
/// Whatever the answer asks for, an hour later it is worth another try.
const PAUSE_MAX: Duration = Duration::from_secs(60 * 60);

/// An answer of the push service.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after: Option<Duration>,
    body: Body,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Body {
    reason: String,
    timestamp: Option<i64>,
}

impl Answer {
    /// Reads an answer; a body that is not Apple's JSON leaves the status to speak.
    pub(super) fn new(status: u16, retry_after: Option<Duration>, body: &[u8]) -> Self {
        Self { status, retry_after, body: serde_json::from_slice(body).unwrap_or_default() }
    }

    /// Says whether the connection has served its time and the notification belongs on a new one.
    pub(super) fn ends_connection(&self) -> bool {
        self.body.reason == "IdleTimeout"
            || self.body.reason == "Shutdown"
            || self.status == 500
            || self.status == 503
    }

    /// Says whether Apple turned the notification away only because of the connection's age.
    pub(super) fn asks_to_repeat(&self) -> bool {
        self.body.reason == "IdleTimeout"
    }

    /// Translates the answer.
    pub(super) fn outcome(self) -> PushOutcome {
        let reason = self.reason();
        match (self.status, self.body.reason.as_str()) {
            (200, _) => PushOutcome::Accepted,
            (410, _) | (400, "BadDeviceToken") => {
                PushOutcome::TokenGone { reason, gone_at_ms: self.body.timestamp }
            }
            (429, _) => PushOutcome::RetryLater { after: self.pause(TOKEN_PAUSE), reason },
            (500..=599, _) | (400, "IdleTimeout") => {
                PushOutcome::RetryLater { after: self.pause(SERVICE_PAUSE), reason }
            }
            _ => PushOutcome::Refused { reason },
        }
    }

    fn pause(&self, usual: Duration) -> Duration {
        self.retry_after.unwrap_or(usual).min(PAUSE_MAX)
    }

    fn reason(&self) -> String {
        if self.body.reason.is_empty() { format!("status {}", self.status) } else { self.body.reason.clone() }
    }
}
