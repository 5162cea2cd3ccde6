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

/// How many failures of one person are passed on to their directory: fewer than lock them out there (T22).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PassOn {
    /// So many, then there is rest.
    pub failures_max: u32,
    /// The length of the rest, and how long without a failure until all are forgotten, as the directory itself counts.
    pub window: i64,
}

impl PassOn {
    /// Returns until when nothing more is passed on; `None` when the next try is.
    pub fn rests_until(self, counted: Option<Throttle>, now: Timestamp) -> Option<Timestamp> {
        let counted = counted.filter(|throttle| self.standing(*throttle, now) >= self.failures_max)?;
        Some(counted.failed_at.plus(self.window))
    }

    /// Returns the count with a try that is about to be passed on: counted before it is known to fail, so that tries at
    /// the same time see each other.
    #[must_use]
    pub fn passed(self, counted: Option<Throttle>, now: Timestamp) -> Throttle {
        let standing = counted.map_or(0, |throttle| self.standing(throttle, now));
        Throttle { failures: standing.saturating_add(1), failed_at: now }
    }

    fn standing(self, throttle: Throttle, now: Timestamp) -> u32 {
        if now.since(throttle.failed_at) < self.window { throttle.failures } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t22_no_window_sees_more_failures_than_are_passed_on() {
        let rule = PassOn { failures_max: 4, window: 30 * MINUTE };
        // However somebody spaces their tries: in steps of a second, of seven minutes, of just under the window.
        for step in [SECOND, 7 * MINUTE, rule.window - 1, rule.window] {
            let (mut counted, mut passed_at) = (None, Vec::new());
            for n in 0..200 {
                let now = Timestamp(1_000_000 + n * step);
                if rule.rests_until(counted, now).is_none() {
                    counted = Some(rule.passed(counted, now));
                    passed_at.push(now);
                }
            }
            for (n, first) in passed_at.iter().enumerate() {
                let within = passed_at[n..].iter().filter(|at| at.since(*first) < rule.window).count();
                assert!(within <= 4, "{within} with a step of {step}");
            }
            // A directory that forgets only after a quiet window never counts more than four either.
            let mut in_a_row = 0;
            for pair in passed_at.windows(2) {
                in_a_row = if pair[1].since(pair[0]) < rule.window { in_a_row + 1 } else { 0 };
                assert!(in_a_row < 4, "with a step of {step}");
            }
        }
    }

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
