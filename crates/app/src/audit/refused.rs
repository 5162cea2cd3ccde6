//! Refused attempts of those who are signed in. Doors tell of them in one place each; here it is seen to that nobody can
//! fill the log with them.

use domain::audit::Event;
use domain::time::MINUTE;

use crate::{App, Caller, Error};

/// So many attempts are told apart within a minute. Callers and routes are few; beyond that somebody is at work, and the
/// log has enough of it.
const ATTEMPTS_MAX: usize = 1_000;

impl App {
    /// Notes that a caller was refused something for want of a privilege: at most one line a minute for each of their
    /// routes. `route` is a pattern, never a path as it came. The answer to the caller does not hang on it.
    pub async fn note_refused(&self, caller: &Caller, method: &str, route: &str) {
        if !self.is_new_attempt(format!("{:?} {method} {route}", caller.actor())) {
            return;
        }
        let event = Event::Refused { method: method.to_owned(), route: route.to_owned() };
        if let Err(error) = self.write_refused(caller, event).await {
            tracing::error!(%error, "a refused attempt could not be noted");
        }
    }

    async fn write_refused(&self, caller: &Caller, event: Event) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        Ok(tx.commit().await?)
    }

    /// Says whether an attempt was not noted within the last minute, and keeps that it is now.
    pub(crate) fn is_new_attempt(&self, attempt: String) -> bool {
        let now = self.now();
        let mut noted = self.0.refused.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if noted.len() >= ATTEMPTS_MAX {
            noted.retain(|_, at| now.since(*at) < MINUTE);
        }
        let is_known = noted.get(&attempt).is_some_and(|at| now.since(*at) < MINUTE);
        if is_known || noted.len() >= ATTEMPTS_MAX {
            return false;
        }
        noted.insert(attempt, now);
        true
    }
}
