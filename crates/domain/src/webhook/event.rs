//! What webhooks are told of: a closed list of names that stay as they are, and what belongs to each.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::audit::{Audit, Event};
use crate::id::{DeviceId, EnrollmentId, InvitationId, MessageId, RecipientId, SiteId};
use crate::message::{Channel, Message, MessageKind, MessageState};
use crate::reference::Reference;
use crate::time::Timestamp;

macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $title:literal;)*) => {
        /// Something that webhooks are told of.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum WebhookEvent {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
            /// A try that somebody has asked for; no webhook chooses it and each may get it.
            #[serde(rename = "ping")]
            Ping,
        }

        impl WebhookEvent {
            /// Every event that can be chosen, in the order people choose from.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Returns the fixed name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                    Self::Ping => "ping",
                }
            }

            /// Returns the words for people.
            pub fn title(self) -> &'static str {
                match self {
                    $(Self::$variant => $title,)*
                    Self::Ping => "Test",
                }
            }
        }
    };
}

events! {
    /// Somebody logged in to enroll, or a program began an enrollment.
    EnrollmentBegun = "enrollment.begun", "An enrollment has begun";
    /// The enrollment profile was fetched.
    EnrollmentProfileFetched = "enrollment.profile-fetched", "The enrollment profile was fetched";
    /// The device has its identity certificate.
    EnrollmentCertificateIssued = "enrollment.certificate-issued", "The identity certificate was issued";
    /// The device is enrolled.
    EnrollmentEnrolled = "enrollment.enrolled", "A device is enrolled";
    /// Something on the way was refused.
    EnrollmentStopped = "enrollment.stopped", "An enrollment was stopped on its way";
    /// The enrollment is over.
    EnrollmentEnded = "enrollment.ended", "An enrollment has ended";
    /// A managed device was enrolled anew by somebody else than its user.
    DeviceTakenOver = "device.taken-over", "A managed device was enrolled anew by somebody else";
    /// An invitation was made.
    InvitationCreated = "invitation.created", "An invitation was made";
    /// An invitation was changed.
    InvitationChanged = "invitation.changed", "An invitation was changed";
    /// An invitation was revoked.
    InvitationRevoked = "invitation.revoked", "An invitation was revoked";
    /// An invitation was archived.
    InvitationArchived = "invitation.archived", "An invitation was archived";
    /// A recipient has opened their link.
    RecipientOpened = "recipient.opened", "A recipient has opened the link";
    /// A relay or provider has taken a message.
    MessageAccepted = "message.accepted", "A message was accepted for delivery";
    /// A message has arrived.
    MessageDelivered = "message.delivered", "A message was delivered";
    /// A message came back.
    MessageBounced = "message.bounced", "A message came back";
    /// A message was given up.
    MessageFailed = "message.failed", "A message was given up";
    /// The third-party signing certificate nears its end.
    SigningCertificateExpiring = "signing-certificate.expiring", "The signing certificate expires soon";
    /// The third-party signing certificate has expired.
    SigningCertificateExpired = "signing-certificate.expired", "The signing certificate has expired";
}

impl WebhookEvent {
    /// Finds an event that can be chosen by [`WebhookEvent::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.name() == name)
    }

    /// Finds any event by [`WebhookEvent::name`], the test included.
    pub fn parse_stored(name: &str) -> Option<Self> {
        Self::parse(name).or((name == Self::Ping.name()).then_some(Self::Ping))
    }

    /// Returns what it is about, in words for people.
    pub fn group(self) -> &'static str {
        match self.name().split('.').next() {
            Some("enrollment") => "Enrollments",
            Some("device") => "Devices",
            Some("invitation" | "recipient") => "Invitations",
            Some("message") => "Messages",
            Some("signing-certificate") => "Certificates",
            _ => "Webhooks",
        }
    }

    /// Finds the event for a line of the audit trail by the fixed name of what happened. Most lines have none.
    pub fn of_kind(kind: &str) -> Option<Self> {
        match kind {
            "enrollment-begun" => Some(Self::EnrollmentBegun),
            "profile-fetched" => Some(Self::EnrollmentProfileFetched),
            "certificate-issued" => Some(Self::EnrollmentCertificateIssued),
            "enrolled" => Some(Self::EnrollmentEnrolled),
            "enrollment-stopped" => Some(Self::EnrollmentStopped),
            "enrollment-ended" => Some(Self::EnrollmentEnded),
            "person-kept" | "person-replaced" => Some(Self::DeviceTakenOver),
            "invitation-created" => Some(Self::InvitationCreated),
            "invitation-changed"
            | "recipients-added"
            | "recipient-revoked"
            | "invitation-paused"
            | "invitation-resumed"
            | "invitation-unarchived"
            | "invitation-purged" => Some(Self::InvitationChanged),
            "signing-certificate-expiring" => Some(Self::SigningCertificateExpiring),
            "signing-certificate-expired" => Some(Self::SigningCertificateExpired),
            "invitation-revoked" => Some(Self::InvitationRevoked),
            "invitation-archived" => Some(Self::InvitationArchived),
            _ => None,
        }
    }
}

/// Something that happened, before anybody is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// Its id: the same whoever is told, and however often.
    pub id: Uuid,
    /// What.
    pub event: WebhookEvent,
    /// When.
    pub at: Timestamp,
    /// What belongs to it.
    pub detail: OccurrenceDetail,
}

/// What belongs to an event: each event has some of it. There is no place here for a token, a link or an address.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize)]
pub struct OccurrenceDetail {
    /// The enrollment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrollment_id: Option<EnrollmentId>,
    /// The device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_id: Option<DeviceId>,
    /// The site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site_id: Option<SiteId>,
    /// The invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invitation_id: Option<InvitationId>,
    /// The recipient of the invitation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient_id: Option<RecipientId>,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<MessageId>,
    /// By which way the message goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// What the message says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_kind: Option<MessageKind>,
    /// The username of the person it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// Why, as a fixed name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The serial number of the certificate, in hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_serial: Option<String>,
    /// The subject of the certificate, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_subject: Option<String>,
    /// How many whole days are left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_left: Option<i64>,
    /// The reference code that a person was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
}

impl Occurrence {
    /// Reads what webhooks are told from a line of the audit trail; `None` for most lines. The line's id becomes the
    /// event's.
    pub fn of(line: &Audit) -> Option<Self> {
        let mut detail = OccurrenceDetail {
            enrollment_id: line.enrollment_id,
            device_id: line.device_id,
            invitation_id: line.invitation_id,
            reference: line.reference.clone(),
            ..OccurrenceDetail::default()
        };
        let event = match &line.event {
            Event::EnrollmentBegun { username } => {
                detail.username = Some(username.clone()).filter(|username| !username.is_empty());
                WebhookEvent::EnrollmentBegun
            }
            Event::ProfileFetched => WebhookEvent::EnrollmentProfileFetched,
            Event::CertificateIssued { serial } => {
                detail.certificate_serial = Some(serial.clone());
                WebhookEvent::EnrollmentCertificateIssued
            }
            Event::Enrolled => WebhookEvent::EnrollmentEnrolled,
            Event::EnrollmentStopped { reason } => {
                detail.reason = Some(reason.name().to_owned());
                WebhookEvent::EnrollmentStopped
            }
            Event::EnrollmentEnded { end } => {
                detail.reason = Some(end.name().to_owned());
                WebhookEvent::EnrollmentEnded
            }
            Event::SigningCertificateExpiring { subject, days } => {
                detail.certificate_subject = Some(subject.clone());
                detail.days_left = Some(*days);
                WebhookEvent::SigningCertificateExpiring
            }
            Event::SigningCertificateExpired { subject } => {
                detail.certificate_subject = Some(subject.clone());
                WebhookEvent::SigningCertificateExpired
            }
            Event::PersonKept { logged_in, .. } | Event::PersonReplaced { logged_in, .. } => {
                detail.username = Some(logged_in.clone()).filter(|username| !username.is_empty());
                let is_kept = matches!(line.event, Event::PersonKept { .. });
                detail.reason = Some(if is_kept { "user-kept" } else { "user-replaced" }.to_owned());
                WebhookEvent::DeviceTakenOver
            }
            Event::InvitationCreated { .. } => WebhookEvent::InvitationCreated,
            Event::InvitationRevoked { .. } => WebhookEvent::InvitationRevoked,
            Event::InvitationArchived { .. } => WebhookEvent::InvitationArchived,
            event => {
                detail.reason = Some(invitation_change(event)?.to_owned());
                WebhookEvent::InvitationChanged
            }
        };
        Some(Self { id: line.id.0, event, at: line.at, detail })
    }

    /// Reads what webhooks are told from a message that has just taken an answer or a receipt in; `None` where nobody needs
    /// to know.
    pub fn of_message(id: Uuid, message: &Message, at: Timestamp) -> Option<Self> {
        let event = match message.state {
            MessageState::Accepted => WebhookEvent::MessageAccepted,
            MessageState::Delivered => WebhookEvent::MessageDelivered,
            MessageState::Bounced => WebhookEvent::MessageBounced,
            MessageState::Failed => WebhookEvent::MessageFailed,
            MessageState::Queued | MessageState::Sending | MessageState::Held | MessageState::Cancelled => {
                return None;
            }
        };
        let detail = OccurrenceDetail {
            invitation_id: message.invitation_id,
            recipient_id: message.recipient_id,
            message_id: Some(message.id),
            channel: Some(message.channel),
            message_kind: Some(message.kind),
            reference: message.reference.clone(),
            ..OccurrenceDetail::default()
        };
        Some(Self { id, event, at, detail })
    }

    /// Makes the event of somebody who has opened their link for the first time.
    pub fn of_opening(
        id: Uuid,
        invitation_id: InvitationId,
        recipient_id: RecipientId,
        at: Timestamp,
    ) -> Self {
        let detail = OccurrenceDetail {
            invitation_id: Some(invitation_id),
            recipient_id: Some(recipient_id),
            ..OccurrenceDetail::default()
        };
        Self { id, event: WebhookEvent::RecipientOpened, at, detail }
    }

    /// Makes the event of a test.
    pub fn ping(id: Uuid, at: Timestamp) -> Self {
        Self { id, event: WebhookEvent::Ping, at, detail: OccurrenceDetail::default() }
    }
}

/// Says what was changed about an invitation, as a fixed name.
fn invitation_change(event: &Event) -> Option<&'static str> {
    Some(match event {
        Event::InvitationChanged { .. } => "terms",
        Event::RecipientsAdded { .. } => "recipients-added",
        Event::RecipientRevoked { .. } => "recipient-revoked",
        Event::InvitationPaused { .. } => "paused",
        Event::InvitationResumed { .. } => "resumed",
        Event::InvitationUnarchived { .. } => "unarchived",
        Event::InvitationPurged { .. } => "deleted",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::Actor;
    use crate::enrollment::{End, StopReason};
    use crate::id::AuditId;

    fn line(event: Event) -> Audit {
        Audit {
            id: AuditId(Uuid::from_u128(7)),
            at: Timestamp(1),
            actor: Actor::Device,
            source: Some("192.0.2.7".parse().expect("an address")),
            event,
            enrollment_id: Some(EnrollmentId(Uuid::from_u128(8))),
            device_id: None,
            invitation_id: None,
            reference: Reference::parse("7KQ2M"),
            changes: Vec::new(),
            reason: None,
        }
    }

    /// The name of an event as the trail stores it.
    fn kind(event: &Event) -> String {
        let json = serde_json::to_value(event).expect("texts");
        json["event"].as_str().expect("a name").to_owned()
    }

    #[test]
    fn each_line_that_is_told_has_its_event_by_either_way() {
        let told = [
            (Event::EnrollmentBegun { username: "ann".into() }, "enrollment.begun"),
            (Event::ProfileFetched, "enrollment.profile-fetched"),
            (Event::CertificateIssued { serial: "4f".into() }, "enrollment.certificate-issued"),
            (Event::Enrolled, "enrollment.enrolled"),
            (Event::EnrollmentStopped { reason: StopReason::ChallengeUsed }, "enrollment.stopped"),
            (Event::EnrollmentEnded { end: End::CheckedOut }, "enrollment.ended"),
            (Event::PersonKept { kept: "ann".into(), logged_in: "bob".into() }, "device.taken-over"),
            (Event::PersonReplaced { former: "ann".into(), logged_in: String::new() }, "device.taken-over"),
            (Event::InvitationCreated { name: "x".into(), recipients: 1 }, "invitation.created"),
            (Event::InvitationChanged { name: "x".into() }, "invitation.changed"),
            (Event::RecipientsAdded { name: "x".into(), recipients: 1 }, "invitation.changed"),
            (Event::RecipientRevoked { name: "x".into(), address: "x".into() }, "invitation.changed"),
            (Event::InvitationPaused { name: "x".into() }, "invitation.changed"),
            (Event::InvitationResumed { name: "x".into() }, "invitation.changed"),
            (Event::InvitationUnarchived { name: "x".into() }, "invitation.changed"),
            (Event::InvitationPurged { name: "x".into(), recipients: 1 }, "invitation.changed"),
            (
                Event::SigningCertificateExpiring { subject: "x".into(), days: 7 },
                "signing-certificate.expiring",
            ),
            (Event::SigningCertificateExpired { subject: "x".into() }, "signing-certificate.expired"),
            (Event::InvitationRevoked { name: "x".into() }, "invitation.revoked"),
            (Event::InvitationArchived { name: "x".into() }, "invitation.archived"),
        ];
        for (event, name) in told {
            assert_eq!(WebhookEvent::of_kind(&kind(&event)).map(WebhookEvent::name), Some(name));
            let occurrence = Occurrence::of(&line(event)).expect(name);
            assert_eq!((occurrence.event.name(), occurrence.id), (name, Uuid::from_u128(7)));
        }
        for event in [Event::SignedIn, Event::TokenUpdated, Event::CertificateRenewed { serial: "4f".into() }]
        {
            assert_eq!(WebhookEvent::of_kind(&kind(&event)), None);
            assert_eq!(Occurrence::of(&line(event)), None);
        }
    }

    #[test]
    fn what_is_told_is_written_without_what_is_missing() {
        let stopped = line(Event::EnrollmentStopped { reason: StopReason::OtherDevice });
        let detail = Occurrence::of(&stopped).expect("told").detail;
        assert_eq!(
            serde_json::to_string(&detail).expect("texts"),
            r#"{"enrollment_id":"00000000-0000-0000-0000-000000000008","reason":"other-device","reference":"VB-7KQ2M"}"#
        );
    }

    #[test]
    fn names_read_back_and_are_stored_as_they_are_told() {
        for event in WebhookEvent::ALL {
            assert_eq!(WebhookEvent::parse(event.name()), Some(*event));
            assert_eq!(serde_json::to_string(event).expect("a name"), format!("\"{}\"", event.name()));
            assert_ne!(event.group(), "Webhooks");
        }
        assert_eq!(
            (WebhookEvent::parse("ping"), WebhookEvent::parse_stored("ping")),
            (None, Some(WebhookEvent::Ping))
        );
    }
}
