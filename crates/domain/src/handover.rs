//! Handing over: what a person has begun in one browser goes on in another, usually from a computer to the phone.
//!
//! It is opened as an invitation is, by the token of a link or a short code, but once only and for minutes. It carries an
//! enrollment that has begun, whose terms stay what they are, or an invitation that somebody has opened.

use crate::id::{EnrollmentId, HandoverId, RecipientId, SessionId};
use crate::time::{MINUTE, Timestamp};

/// How long it can be taken.
pub const HANDOVER_AGE_MAX: i64 = 10 * MINUTE;

/// One handing over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Handover {
    /// Its id.
    pub id: HandoverId,
    /// What it carries.
    pub carried: Carried,
    /// When it was made.
    pub created_at: Timestamp,
    /// Until when it can be taken.
    pub expires_at: Timestamp,
    /// When it was taken.
    pub taken_at: Option<Timestamp>,
}

/// What is handed over.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Carried {
    /// An enrollment that has begun, out of the session in which it has.
    Enrollment(EnrollmentId, SessionId),
    /// An invitation, before anything has begun by it.
    Invitation(RecipientId),
}

/// Why nothing can be taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum HandoverRefusal {
    /// It has been taken.
    #[error("This code has been used already. Make a new one where you got it.")]
    Taken,
    /// Its time is over.
    #[error("This code is older than ten minutes. Make a new one where you got it.")]
    Expired,
    /// What it carried is over, or has gone on elsewhere.
    #[error("What this code was for is over. Begin from the start.")]
    Over,
}

impl Handover {
    /// Makes one.
    pub fn new(id: HandoverId, carried: Carried, now: Timestamp) -> Self {
        Self { id, carried, created_at: now, expires_at: now.plus(HANDOVER_AGE_MAX), taken_at: None }
    }

    /// Says whether it can be taken now.
    pub fn check(&self, now: Timestamp) -> Result<(), HandoverRefusal> {
        if self.taken_at.is_some() {
            Err(HandoverRefusal::Taken)
        } else if now >= self.expires_at {
            Err(HandoverRefusal::Expired)
        } else {
            Ok(())
        }
    }

    /// Takes it: once.
    pub fn take(&mut self, now: Timestamp) -> Result<(), HandoverRefusal> {
        self.check(now)?;
        self.taken_at = Some(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t05_it_is_taken_once_and_within_ten_minutes() {
        let carried = Carried::Invitation(RecipientId(uuid::Uuid::nil()));
        let mut handover = Handover::new(HandoverId(uuid::Uuid::nil()), carried, Timestamp(0));
        assert_eq!(handover.check(Timestamp(HANDOVER_AGE_MAX - 1)), Ok(()));
        assert_eq!(handover.take(Timestamp(HANDOVER_AGE_MAX)), Err(HandoverRefusal::Expired));
        assert_eq!(handover.take(Timestamp(1)), Ok(()));
        assert_eq!(handover.take(Timestamp(2)), Err(HandoverRefusal::Taken));
        assert_eq!(handover.taken_at, Some(Timestamp(1)));
    }
}
