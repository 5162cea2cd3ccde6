//! Browser sessions at the two HTML doors. The browser holds a random token; the server keeps its hash.

use crate::id::{AccountId, EnrollmentId, SessionId, SiteId};
use crate::time::{HOUR, MINUTE, Timestamp};

/// A console session ends after this long without a request.
pub const CONSOLE_IDLE_MAX: i64 = 15 * MINUTE;
/// A console session ends this long after its sign-in, used or not.
pub const CONSOLE_AGE_MAX: i64 = 12 * HOUR;
/// `last_seen_at` is written at most this often, so that reading pages does not write rows.
pub const LAST_SEEN_STEP: i64 = MINUTE;

/// What a session is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// An administrator at the console.
    Console(AccountId),
    /// A person enrolling a device.
    Portal(EnrollmentId),
}

/// A browser session.
#[derive(Clone, Debug)]
pub struct Session {
    /// The session's id.
    pub id: SessionId,
    /// Whose it is.
    pub purpose: Purpose,
    /// The site that a console session looks at; `None` for all that its account reaches.
    pub site_id: Option<SiteId>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to a minute.
    pub last_seen_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
}

impl Session {
    /// Says whether the session still serves.
    pub fn is_live(&self, now: Timestamp) -> bool {
        let idle = match self.purpose {
            Purpose::Console(_) => now.since(self.last_seen_at) < CONSOLE_IDLE_MAX,
            Purpose::Portal(_) => true,
        };
        idle && now < self.expires_at
    }

    /// Says whether `last_seen_at` is old enough to be written again.
    pub fn is_stale(&self, now: Timestamp) -> bool {
        now.since(self.last_seen_at) >= LAST_SEEN_STEP
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_console_session_ends_when_idle_and_when_old() {
        let start = Timestamp(0);
        let mut session = Session {
            id: SessionId(uuid::Uuid::nil()),
            purpose: Purpose::Console(AccountId(uuid::Uuid::nil())),
            site_id: None,
            created_at: start,
            last_seen_at: start,
            expires_at: start.plus(CONSOLE_AGE_MAX),
        };
        assert!(session.is_live(start.plus(CONSOLE_IDLE_MAX - 1)));
        assert!(!session.is_live(start.plus(CONSOLE_IDLE_MAX)));
        session.last_seen_at = start.plus(CONSOLE_AGE_MAX);
        assert!(!session.is_live(start.plus(CONSOLE_AGE_MAX)));
    }
}
