//! The recipients of an invitation, and the way of each: from *queued* to *enrolled*, with the reason where it stopped.
//!
//! How somebody stands is read from facts with their instants: what the carrier of the message said, what was opened, how
//! far the enrollment has come. Nothing here is a counter that somebody has to keep true, except the uses of the link.

use serde::{Deserialize, Serialize};

use crate::directory::DirectoryUserRef;
use crate::enrollment::{Enrollment, Status, StopReason};
use crate::id::{EnrollmentId, InvitationId, MessageId, RecipientId};
use crate::invitation::{Invitation, InvitationRefusal, InvitationStatus};
use crate::message::{Channel, Message, MessageState};
use crate::person::Person;
use crate::reference::Reference;
use crate::time::Timestamp;

/// Somebody to whom an invitation goes; or, where nothing is sent, the one link of the invitation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recipient {
    /// Their id.
    pub id: RecipientId,
    /// The invitation.
    pub invitation_id: InvitationId,
    /// By which way messages go; `None` where none are sent.
    pub channel: Option<Channel>,
    /// The e-mail address, or the phone number in its international form; empty where nothing is sent.
    pub address: String,
    /// Where a one-time code goes: by the other way.
    pub other_address: Option<String>,
    /// Their name; may be empty.
    pub name: String,
    /// The language of their messages; empty is the invitation's.
    pub language: String,
    /// The IANA name of their time zone; empty is the invitation's.
    pub zone: String,
    /// The person of a directory it is for, if that is known.
    pub directory_user: Option<DirectoryUserRef>,
    /// User and location of that person.
    pub person: Option<Person>,
    /// How many devices hold a use of the link and have not checked in yet.
    pub uses_reserved: u32,
    /// How many devices have checked in by it.
    pub uses_counted: u32,
    /// When they were added.
    pub created_at: Timestamp,
    /// What became of their last message.
    pub sending: Sending,
    /// When they opened the invitation.
    pub opened_at: Option<Timestamp>,
    /// Their last enrollment.
    pub enrollment_id: Option<EnrollmentId>,
    /// When an enrollment of theirs first came so far.
    pub reached: Reached,
    /// Where their last enrollment stopped.
    pub stop: Option<(Timestamp, StopReason)>,
    /// When they asked for a new link.
    pub new_link_wanted_at: Option<Timestamp>,
    /// When they were reminded.
    pub reminded_at: Option<Timestamp>,
    /// When they were taken off the invitation.
    pub revoked_at: Option<Timestamp>,
    /// The reference code of what went wrong last.
    pub reference: Option<Reference>,
}

/// What became of the last message to somebody.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sending {
    /// Which message.
    pub message_id: Option<MessageId>,
    /// Its state.
    pub state: Option<MessageState>,
    /// The words of whoever carries it.
    pub words: String,
    /// When the relay or the provider first took one.
    pub accepted_at: Option<Timestamp>,
    /// When one first arrived.
    pub delivered_at: Option<Timestamp>,
}

/// When an enrollment first came so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Reached {
    /// The person logged in, or went on without a login.
    pub logged_in_at: Option<Timestamp>,
    /// The profile was fetched.
    pub profile_fetched_at: Option<Timestamp>,
    /// The identity certificate was issued.
    pub certificate_issued_at: Option<Timestamp>,
    /// The device was enrolled.
    pub enrolled_at: Option<Timestamp>,
}

/// How far somebody has come at all; the funnel counts these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nothing has gone out yet.
    Queued,
    /// The message is being sent.
    Sending,
    /// The relay or the provider has taken it.
    Accepted,
    /// It has arrived.
    Delivered,
    /// They have opened the invitation.
    Opened,
    /// They have logged in.
    LoggedIn,
    /// The phone has fetched the profile.
    ProfileFetched,
    /// The phone has its identity certificate.
    CertificateIssued,
    /// The device is enrolled.
    Enrolled,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 9] = [
        Self::Queued,
        Self::Sending,
        Self::Accepted,
        Self::Delivered,
        Self::Opened,
        Self::LoggedIn,
        Self::ProfileFetched,
        Self::CertificateIssued,
        Self::Enrolled,
    ];

    /// Returns the stage's place, from 0.
    pub fn place(self) -> u8 {
        self as u8
    }

    /// Finds a stage by its place.
    pub fn at(place: i64) -> Option<Self> {
        usize::try_from(place).ok().and_then(|place| Self::ALL.get(place).copied())
    }

    /// Returns the name used in the API and in page scripts.
    pub fn name(self) -> &'static str {
        self.status().name()
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        self.status().title()
    }

    fn status(self) -> RecipientStatus {
        match self {
            Self::Queued => RecipientStatus::Queued,
            Self::Sending => RecipientStatus::Sending,
            Self::Accepted => RecipientStatus::Accepted,
            Self::Delivered => RecipientStatus::Delivered,
            Self::Opened => RecipientStatus::Opened,
            Self::LoggedIn => RecipientStatus::LoggedIn,
            Self::ProfileFetched => RecipientStatus::ProfileFetched,
            Self::CertificateIssued => RecipientStatus::CertificateIssued,
            Self::Enrolled => RecipientStatus::Enrolled,
        }
    }
}

/// How somebody stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RecipientStatus {
    /// Their message waits for its turn, or for its next try.
    Queued,
    /// Their message is being sent.
    Sending,
    /// The relay or the provider has taken it. Where nothing leaves the server it lies in the outbox.
    Accepted,
    /// It has arrived.
    Delivered,
    /// It was taken and came back.
    Bounced,
    /// It was refused or given up.
    Failed,
    /// They have opened the invitation.
    Opened,
    /// They have logged in.
    LoggedIn,
    /// The phone has fetched the profile.
    ProfileFetched,
    /// The phone has its identity certificate.
    CertificateIssued,
    /// The device is enrolled.
    Enrolled,
    /// Their enrollment was refused on its way.
    Stopped,
    /// The time is over.
    Expired,
    /// The invitation, or they on it, was revoked.
    Revoked,
}

impl RecipientStatus {
    /// Every status, in the order of the way.
    pub const ALL: [Self; 14] = [
        Self::Queued,
        Self::Sending,
        Self::Accepted,
        Self::Delivered,
        Self::Bounced,
        Self::Failed,
        Self::Opened,
        Self::LoggedIn,
        Self::ProfileFetched,
        Self::CertificateIssued,
        Self::Enrolled,
        Self::Stopped,
        Self::Expired,
        Self::Revoked,
    ];

    /// Returns the name used in the database, forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Delivered => "delivered",
            Self::Bounced => "bounced",
            Self::Failed => "failed",
            Self::Opened => "opened",
            Self::LoggedIn => "logged-in",
            Self::ProfileFetched => "profile-fetched",
            Self::CertificateIssued => "certificate-issued",
            Self::Enrolled => "enrolled",
            Self::Stopped => "stopped",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
        }
    }

    /// Finds a status by [`RecipientStatus::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Sending => "Sending",
            Self::Accepted => "Sent",
            Self::Delivered => "Delivered",
            Self::Bounced => "Bounced",
            Self::Failed => "Not sent",
            Self::Opened => "Opened",
            Self::LoggedIn => "Logged in",
            Self::ProfileFetched => "Profile fetched",
            Self::CertificateIssued => "Certificate issued",
            Self::Enrolled => "Enrolled",
            Self::Stopped => "Stopped",
            Self::Expired => "Expired",
            Self::Revoked => "Revoked",
        }
    }

    /// Says whether somebody should look after it.
    pub fn is_trouble(self) -> bool {
        matches!(self, Self::Bounced | Self::Failed | Self::Stopped)
    }
}

impl Recipient {
    /// Returns how far they have come at all.
    pub fn stage(&self) -> Stage {
        let Reached { logged_in_at, profile_fetched_at, certificate_issued_at, enrolled_at } = self.reached;
        if enrolled_at.is_some() {
            Stage::Enrolled
        } else if certificate_issued_at.is_some() {
            Stage::CertificateIssued
        } else if profile_fetched_at.is_some() {
            Stage::ProfileFetched
        } else if logged_in_at.is_some() {
            Stage::LoggedIn
        } else if self.opened_at.is_some() {
            Stage::Opened
        } else if self.sending.delivered_at.is_some() {
            Stage::Delivered
        } else if self.sending.accepted_at.is_some() {
            Stage::Accepted
        } else if self.sending.state == Some(MessageState::Sending) {
            Stage::Sending
        } else {
            Stage::Queued
        }
    }

    /// Returns how they stand, time and invitation left aside: what is stored for lists to be cut by.
    pub fn own_status(&self) -> RecipientStatus {
        let stage = self.stage();
        if self.revoked_at.is_some() && stage != Stage::Enrolled {
            return RecipientStatus::Revoked;
        }
        if stage == Stage::Enrolled {
            return RecipientStatus::Enrolled;
        }
        if self.stop.is_some_and(|(at, _)| self.reached.last().is_none_or(|reached| at >= reached)) {
            return RecipientStatus::Stopped;
        }
        match self.sending.state {
            Some(MessageState::Bounced) if stage < Stage::Opened => RecipientStatus::Bounced,
            Some(MessageState::Failed) if stage < Stage::Opened => RecipientStatus::Failed,
            _ => stage.status(),
        }
    }

    /// Returns how they stand.
    pub fn status(&self, invitation: &Invitation, now: Timestamp) -> RecipientStatus {
        match (self.own_status(), invitation.status(now)) {
            (own @ (RecipientStatus::Enrolled | RecipientStatus::Revoked), _) => own,
            (_, InvitationStatus::Revoked) => RecipientStatus::Revoked,
            (_, InvitationStatus::Expired) => RecipientStatus::Expired,
            (own, InvitationStatus::Active | InvitationStatus::Paused) => own,
        }
    }

    /// Says whether their link opens the invitation, with a use left.
    pub fn check(&self, uses_max: Option<u32>) -> Result<(), InvitationRefusal> {
        if self.revoked_at.is_some() {
            Err(InvitationRefusal::Revoked)
        } else if self.uses_left(uses_max) == Some(0) {
            Err(InvitationRefusal::UsedUp)
        } else {
            Ok(())
        }
    }

    /// Returns how many devices may still begin; `None` is as many as like.
    pub fn uses_left(&self, uses_max: Option<u32>) -> Option<u32> {
        uses_max.map(|uses_max| uses_max.saturating_sub(self.uses_counted.saturating_add(self.uses_reserved)))
    }

    /// Says whether another message makes sense: they have not enrolled and were not taken off.
    pub fn is_pending(&self) -> bool {
        self.reached.enrolled_at.is_none() && self.revoked_at.is_none()
    }

    /// Takes in what became of their message. An older message's fate does not hide that of a newer one.
    pub fn follow_message(&mut self, message: &Message) {
        let is_older = self.sending.message_id.is_some_and(|latest| latest > message.id);
        match message.state {
            MessageState::Accepted | MessageState::Held => {
                let at = message.accepted_at.or(message.settled_at);
                self.sending.accepted_at = self.sending.accepted_at.or(at);
            }
            MessageState::Delivered => {
                self.sending.accepted_at = self.sending.accepted_at.or(message.accepted_at);
                self.sending.delivered_at = self.sending.delivered_at.or(message.settled_at);
            }
            _ => {}
        }
        if is_older {
            return;
        }
        self.sending.message_id = Some(message.id);
        self.sending.state = Some(message.state);
        self.sending.words.clone_from(&message.words);
        if message.reference.is_some() {
            self.reference.clone_from(&message.reference);
        }
    }

    /// Takes in how far an enrollment of theirs has come.
    pub fn follow_enrollment(&mut self, enrollment: &Enrollment, now: Timestamp) {
        let reached = &mut self.reached;
        reached.logged_in_at = reached.logged_in_at.or(Some(enrollment.begun_at));
        reached.profile_fetched_at = reached.profile_fetched_at.or(enrollment.profile_fetched_at);
        reached.certificate_issued_at = reached.certificate_issued_at.or(enrollment.certificate_issued_at);
        reached.enrolled_at = reached.enrolled_at.or(enrollment.enrolled_at);
        let is_older = self.enrollment_id.is_some_and(|latest| latest > enrollment.id);
        if is_older {
            return;
        }
        self.enrollment_id = Some(enrollment.id);
        self.stop = match (enrollment.status(now), &enrollment.stop) {
            (Status::Stopped, Some(stop)) => {
                self.reference = Some(stop.reference.clone());
                Some((stop.at, stop.reason))
            }
            _ => None,
        };
    }
}

impl Reached {
    /// Returns the instant of the last step reached.
    fn last(&self) -> Option<Timestamp> {
        self.enrolled_at.or(self.certificate_issued_at).or(self.profile_fetched_at).or(self.logged_in_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipient() -> Recipient {
        Recipient {
            id: RecipientId(uuid::Uuid::from_u128(1)),
            invitation_id: InvitationId(uuid::Uuid::from_u128(2)),
            channel: Some(Channel::Email),
            address: "anna@example.org".into(),
            other_address: None,
            name: "Anna".into(),
            language: String::new(),
            zone: String::new(),
            directory_user: None,
            person: None,
            uses_reserved: 0,
            uses_counted: 0,
            created_at: Timestamp(0),
            sending: Sending::default(),
            opened_at: None,
            enrollment_id: None,
            reached: Reached::default(),
            stop: None,
            new_link_wanted_at: None,
            reminded_at: None,
            revoked_at: None,
            reference: None,
        }
    }

    #[test]
    fn names_read_back_and_places_too() {
        for status in RecipientStatus::ALL {
            assert_eq!(RecipientStatus::parse(status.name()), Some(status));
        }
        for (place, stage) in Stage::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(stage.place()), place);
            assert_eq!(Stage::at(i64::from(stage.place())), Some(stage));
        }
        assert_eq!(Stage::at(9), None);
    }

    #[test]
    fn what_came_back_is_trouble_until_they_open_it_all_the_same() {
        let mut one = recipient();
        one.sending.state = Some(MessageState::Bounced);
        one.sending.accepted_at = Some(Timestamp(1));
        assert_eq!((one.stage(), one.own_status()), (Stage::Accepted, RecipientStatus::Bounced));
        one.opened_at = Some(Timestamp(2));
        assert_eq!(one.own_status(), RecipientStatus::Opened);
    }

    #[test]
    fn a_stop_is_told_until_a_later_step_outdates_it() {
        let mut one = recipient();
        one.reached.logged_in_at = Some(Timestamp(1));
        one.reached.profile_fetched_at = Some(Timestamp(2));
        one.stop = Some((Timestamp(3), StopReason::ChallengeExpired));
        assert_eq!(one.own_status(), RecipientStatus::Stopped);
        one.reached.certificate_issued_at = Some(Timestamp(4));
        assert_eq!(one.own_status(), RecipientStatus::CertificateIssued);
    }

    #[test]
    fn uses_that_are_held_and_uses_that_are_counted_are_both_gone() {
        let one = Recipient { uses_reserved: 1, uses_counted: 1, ..recipient() };
        assert_eq!(one.uses_left(Some(3)), Some(1));
        assert_eq!(one.check(Some(3)), Ok(()));
        assert_eq!(one.check(Some(2)), Err(InvitationRefusal::UsedUp));
        assert_eq!(one.check(None), Ok(()));
        let gone = Recipient { revoked_at: Some(Timestamp(1)), ..one };
        assert_eq!(gone.check(None), Err(InvitationRefusal::Revoked));
    }
}
