//! Throttling of logins: after some failures each further try has to wait, longer every time.
//!
//! Counted per account and per source address, in the database, so that no node and no restart forgets.

use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// The longest wait.
pub const WAIT_MAX: i64 = 15 * MINUTE;
/// A count is forgotten after this long without a failure.
pub const FORGET_AFTER: i64 = 24 * HOUR;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Counter {
    /// Failures for one username, existing or not.
    Account,
    /// Failures from one source: an IPv4 address or an IPv6 /64.
    Source,
}

impl Counter {
    /// How many failures are free of any wait. A source may be a whole school behind one address.
    pub fn free(self) -> u32 {
        match self {
            Self::Account => 5,
            Self::Source => 60,
        }
    }
}

/// Failures so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Throttle {
    /// How many, since the last success or pause of [`FORGET_AFTER`].
    pub failures: u32,
    /// The last one.
    pub failed_at: Timestamp,
}

impl Throttle {
    /// Returns when the next try is admitted; `None` when it is admitted now.
    pub fn admitted_at(&self, counter: Counter, now: Timestamp) -> Option<Timestamp> {
        let over = self.standing(counter, now).checked_sub(counter.free())?;
        let wait = (5 * SECOND).checked_shl(over.min(20)).unwrap_or(WAIT_MAX).min(WAIT_MAX);
        let admitted = self.failed_at.plus(wait);
        (now < admitted).then_some(admitted)
    }

    /// Returns the count after one more failure.
    #[must_use]
    pub fn failed(previous: Option<Self>, counter: Counter, now: Timestamp) -> Self {
        let standing = previous.map_or(0, |throttle| throttle.standing(counter, now));
        Self { failures: standing.saturating_add(1), failed_at: now }
    }

    /// Returns how many failures still count. A source loses one a minute, because many honest people may share it;
    /// an account loses none until a success or a quiet day.
    fn standing(&self, counter: Counter, now: Timestamp) -> u32 {
        let since = now.since(self.failed_at).max(0);
        if since >= FORGET_AFTER {
            return 0;
        }
        match counter {
            Counter::Account => self.failures,
            Counter::Source => {
                self.failures.saturating_sub(u32::try_from(since / MINUTE).unwrap_or(u32::MAX))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stop_growing() {
        let at = Timestamp(1_000_000);
        let wait = |failures| {
            Throttle { failures, failed_at: at }
                .admitted_at(Counter::Account, at)
                .map(|until| until.since(at))
        };
        assert_eq!(wait(4), None);
        assert_eq!(wait(5), Some(5 * SECOND));
        assert_eq!(wait(6), Some(10 * SECOND));
        assert_eq!(wait(500), Some(WAIT_MAX));
    }

    #[test]
    fn a_quiet_day_forgets() {
        let at = Timestamp(0);
        let counted = Throttle { failures: 90, failed_at: at };
        let later = at.plus(FORGET_AFTER);
        assert_eq!(counted.admitted_at(Counter::Account, later), None);
        assert_eq!(Throttle::failed(Some(counted), Counter::Account, later).failures, 1);
        assert_eq!(Throttle::failed(Some(counted), Counter::Account, at.plus(1)).failures, 91);
    }

    #[test]
    fn a_source_loses_a_failure_a_minute() {
        let at = Timestamp(0);
        let counted = Throttle { failures: 70, failed_at: at };
        assert!(counted.admitted_at(Counter::Source, at).is_some());
        assert_eq!(counted.admitted_at(Counter::Source, at.plus(11 * MINUTE)), None);
        assert_eq!(Throttle::failed(Some(counted), Counter::Source, at.plus(11 * MINUTE)).failures, 60);
    }
}
