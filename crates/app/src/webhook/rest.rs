//! Lets a webhook rest that fails: one delivery at a time finds out whether it works again, and the others wait, so that a
//! program that hangs never holds up what else the server has to do. Each node keeps its own notes.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::id::WebhookId;
use domain::time::{MINUTE, SECOND, Timestamp};

/// The longest rest.
const REST_MAX: i64 = 10 * MINUTE;
/// While one delivery finds out, the others wait so long: more than a try can take.
const TRY: i64 = 15 * SECOND;

/// The webhooks that failed last.
#[derive(Default)]
pub(crate) struct Rests(Mutex<HashMap<WebhookId, Rest>>);

#[derive(Clone, Copy, Default)]
struct Rest {
    failures: u32,
    until: Timestamp,
}

impl Rests {
    /// Asks for leave to try a webhook; the error says when to ask again.
    pub(super) fn enter(&self, id: WebhookId, now: Timestamp) -> Result<(), Timestamp> {
        match self.notes().get_mut(&id) {
            Some(rest) if now < rest.until => Err(rest.until),
            Some(rest) => {
                rest.until = now.plus(TRY);
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Notes that a try has failed.
    pub(super) fn note_failure(&self, id: WebhookId, now: Timestamp) {
        let mut notes = self.notes();
        let rest = notes.entry(id).or_default();
        rest.failures = rest.failures.saturating_add(1);
        let length = (5 * SECOND).checked_shl(rest.failures.saturating_sub(1).min(10)).unwrap_or(REST_MAX);
        rest.until = now.plus(length.min(REST_MAX));
    }

    /// Forgets what was noted of a webhook: it has answered, or somebody wants it tried at once.
    pub(crate) fn forget(&self, id: WebhookId) {
        self.notes().remove(&id);
    }

    fn notes(&self) -> std::sync::MutexGuard<'_, HashMap<WebhookId, Rest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_that_fails_is_tried_by_one_at_a_time_and_ever_more_rarely() {
        let (rests, id) = (Rests::default(), WebhookId(uuid::Uuid::from_u128(1)));
        let other = WebhookId(uuid::Uuid::from_u128(2));
        assert_eq!((rests.enter(id, Timestamp(0)), rests.enter(id, Timestamp(0))), (Ok(()), Ok(())));
        rests.note_failure(id, Timestamp(0));
        assert_eq!(rests.enter(id, Timestamp(4_999)), Err(Timestamp(5_000)));
        assert_eq!(rests.enter(other, Timestamp(0)), Ok(()));
        assert_eq!(rests.enter(id, Timestamp(5_000)), Ok(()));
        assert_eq!(rests.enter(id, Timestamp(5_000)), Err(Timestamp(20_000)), "one finds out");
        rests.note_failure(id, Timestamp(6_000));
        assert_eq!(rests.enter(id, Timestamp(7_000)), Err(Timestamp(16_000)));
        for _ in 0..40 {
            rests.note_failure(id, Timestamp(0));
        }
        assert_eq!(rests.enter(id, Timestamp(0)), Err(Timestamp(REST_MAX)));
        rests.forget(id);
        assert_eq!(rests.enter(id, Timestamp(0)), Ok(()));
    }
}
