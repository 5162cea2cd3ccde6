//! One session in a table: in which browser, from where, since when.

use domain::id::SessionId;
use domain::session::{Session, browser_title};
use domain::time::Timestamp;
use web::time::Moment;

/// A session as people see it.
pub(crate) struct SessionRow {
    pub(crate) id: SessionId,
    pub(crate) browser: String,
    pub(crate) source: String,
    pub(crate) opened: Moment,
    pub(crate) seen: Moment,
    pub(crate) has_second_factor: bool,
    /// Whether it is the one in which the page is looked at.
    pub(crate) is_current: bool,
}

impl SessionRow {
    /// Shows sessions, seen from one of them or from none.
    pub(crate) fn list(sessions: Vec<Session>, current: Option<SessionId>, now: Timestamp) -> Vec<Self> {
        let row = |session: Session| Self {
            id: session.id,
            browser: browser_title(&session.visit.browser),
            source: session.visit.source.map(|source| source.to_canonical().to_string()).unwrap_or_default(),
            opened: Moment { at: session.created_at, now },
            seen: Moment { at: session.last_seen_at, now },
            has_second_factor: session.visit.second_factor_at.is_some(),
            is_current: current == Some(session.id),
        };
        sessions.into_iter().map(row).collect()
    }
}
