//! Enrollment invitations: links that let somebody begin an enrollment under terms that the server keeps.
//!
//! An invitation has one or many recipients, each with links of their own. Its terms may be changed after it was sent, and
//! every step of an enrollment reads them anew; what ends an invitation ends what was begun by it.

mod hours;
mod link;
mod terms;

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, InvitationId};
use crate::message::Channel;
use crate::time::{DAY, Timestamp};

pub use hours::{Hours, LocalTime};
pub use link::{CODE_LENGTH, LinkCode, LinkToken, TOKEN_LENGTH};
pub use terms::{InvitationFault, InvitationTerms, LoginMatch, SERIAL_NUMBERS_MAX};

/// How long an invitation lasts when nobody says otherwise.
pub const EXPIRES_AFTER: i64 = 7 * DAY;

/// An invitation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invitation {
    /// Its id.
    pub id: InvitationId,
    /// A short number for people and older scripts. It opens nothing.
    pub number: u64,
    /// How its links reach people; fixed.
    pub delivery: Delivery,
    /// What it grants and asks; may be changed.
    pub terms: InvitationTerms,
    /// The account that invites; `None` for a program of the operator.
    pub account_id: Option<AccountId>,
    /// The inviter's name then.
    pub inviter: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was changed last.
    pub changed_at: Timestamp,
    /// Since when it rests.
    pub paused_at: Option<Timestamp>,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
    /// Since when it is out of sight.
    pub archived_at: Option<Timestamp>,
}

/// How the links of an invitation reach people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Delivery {
    /// By e-mail.
    Email,
    /// By SMS.
    Sms,
    /// Nothing is sent: the inviter gives the one link out.
    Link,
}

impl Delivery {
    /// Every way, in the order people choose from.
    pub const ALL: [Self; 3] = [Self::Email, Self::Sms, Self::Link];

    /// Returns the name used in the database, forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Link => "link",
        }
    }

    /// Finds a way by [`Delivery::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Sms => "SMS",
            Self::Link => "Link only",
        }
    }

    /// Returns the way messages go, if any go.
    pub fn channel(self) -> Option<Channel> {
        match self {
            Self::Email => Some(Channel::Email),
            Self::Sms => Some(Channel::Sms),
            Self::Link => None,
        }
    }
}

/// How an invitation stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvitationStatus {
    /// It opens the portal.
    Active,
    /// It rests until somebody resumes it.
    Paused,
    /// Its time is over.
    Expired,
    /// Somebody ended it, for good.
    Revoked,
}

impl InvitationStatus {
    /// Every status.
    pub const ALL: [Self; 4] = [Self::Active, Self::Paused, Self::Expired, Self::Revoked];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// Finds a status by [`InvitationStatus::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Returns the word for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Paused => "Paused",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
        }
    }
}

/// Why an invitation does not open the portal, or not this far. The texts are for the person who holds the link: what is
/// said here is said only to somebody with a link that exists (T17).
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum InvitationRefusal {
    /// Its time is over.
    #[error("This invitation has expired.")]
    Expired,
    /// It was revoked, or this recipient was taken off it.
    #[error("This invitation was withdrawn.")]
    Revoked,
    /// It rests.
    #[error("This invitation is paused.")]
    Paused,
    /// Every use of it is taken.
    #[error("This invitation has been used.")]
    UsedUp,
    /// It is not the time of day for it.
    #[error("This invitation works at certain hours only.")]
    OutsideHours,
    /// Somebody else logged in.
    #[error("This invitation is for somebody else. Log in with the account it was sent to.")]
    OtherPerson,
}

impl InvitationRefusal {
    /// Returns the name used in the API and the trail.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Paused => "paused",
            Self::UsedUp => "used-up",
            Self::OutsideHours => "outside-hours",
            Self::OtherPerson => "other-person",
        }
    }
}

impl Invitation {
    /// Says how it stands.
    pub fn status(&self, now: Timestamp) -> InvitationStatus {
        if self.revoked_at.is_some() {
            InvitationStatus::Revoked
        } else if self.is_expired(now) {
            InvitationStatus::Expired
        } else if self.paused_at.is_some() {
            InvitationStatus::Paused
        } else {
            InvitationStatus::Active
        }
    }

    /// Says whether its time is over: at the instant itself it is (T03).
    pub fn is_expired(&self, now: Timestamp) -> bool {
        self.terms.expires_at.is_some_and(|expires_at| now >= expires_at)
    }

    /// Says whether it serves now, uses apart.
    pub fn check(&self, now: Timestamp) -> Result<(), InvitationRefusal> {
        match self.status(now) {
            InvitationStatus::Active => Ok(()),
            InvitationStatus::Paused => Err(InvitationRefusal::Paused),
            InvitationStatus::Expired => Err(InvitationRefusal::Expired),
            InvitationStatus::Revoked => Err(InvitationRefusal::Revoked),
        }
    }

    /// Says whether an enrollment may begin by it at this time of day: `local` is now in the zone of its hours.
    pub fn check_begin(&self, now: Timestamp, local: LocalTime) -> Result<(), InvitationRefusal> {
        self.check(now)?;
        match &self.terms.hours {
            Some(hours) if !hours.contain(local) => Err(InvitationRefusal::OutsideHours),
            _ => Ok(()),
        }
    }

    /// Lets it rest; one that is revoked stays so.
    pub fn pause(&mut self, now: Timestamp) -> bool {
        let may = self.revoked_at.is_none() && self.paused_at.is_none();
        if may {
            self.paused_at = Some(now);
        }
        may
    }

    /// Ends its rest.
    pub fn resume(&mut self) -> bool {
        self.revoked_at.is_none() && self.paused_at.take().is_some()
    }

    /// Ends it for good.
    pub fn revoke(&mut self, now: Timestamp) -> bool {
        let may = self.revoked_at.is_none();
        if may {
            self.revoked_at = Some(now);
        }
        may
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation() -> Invitation {
        Invitation {
            id: InvitationId(uuid::Uuid::from_u128(1)),
            number: 1,
            delivery: Delivery::Email,
            terms: InvitationTerms::new("Physics", Timestamp(0)),
            account_id: None,
            inviter: "Ada".into(),
            created_at: Timestamp(0),
            changed_at: Timestamp(0),
            paused_at: None,
            revoked_at: None,
            archived_at: None,
        }
    }

    #[test]
    fn t03_it_serves_until_the_instant_it_expires_at_and_not_at_it() {
        let invitation = invitation();
        let end = invitation.terms.expires_at.expect("a finite default");
        assert_eq!(end, Timestamp(EXPIRES_AFTER));
        assert_eq!(invitation.check(end.plus(-1)), Ok(()));
        assert_eq!(invitation.check(end), Err(InvitationRefusal::Expired));
        assert_eq!(invitation.check(end.plus(1)), Err(InvitationRefusal::Expired));
    }

    #[test]
    fn a_revoked_one_stays_revoked() {
        let now = Timestamp(5);
        let mut invitation = invitation();
        assert!(invitation.pause(now));
        assert!(!invitation.pause(now));
        assert_eq!(invitation.status(now), InvitationStatus::Paused);
        assert!(invitation.resume());
        assert!(invitation.revoke(now));
        assert!(!invitation.revoke(now) && !invitation.pause(now) && !invitation.resume());
        assert_eq!(invitation.check(now), Err(InvitationRefusal::Revoked));
    }
}
