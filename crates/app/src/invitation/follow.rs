//! The way of one recipient, told as a timeline: their messages, what they opened, how far their enrollments have come.

use domain::audit::Audit;
use domain::enrollment::Enrollment;
use domain::id::RecipientId;
use domain::invitation::Invitation;
use domain::message::{Message, MessageState};
use domain::privilege::Privilege;
use domain::recipient::{Recipient, RecipientStatus};
use domain::reference::Reference;
use domain::time::Timestamp;

use crate::{App, Caller, Error};

/// A recipient with what belongs to them.
#[derive(Clone, Debug)]
pub struct RecipientDetail {
    /// The invitation.
    pub invitation: Invitation,
    /// The recipient.
    pub recipient: Recipient,
    /// How they stand.
    pub status: RecipientStatus,
    /// The messages to them, newest first.
    pub messages: Vec<Message>,
    /// Their enrollments, newest first.
    pub enrollments: Vec<Enrollment>,
    /// Everything that happened, newest first.
    pub timeline: Vec<TimelineEntry>,
}

/// Something that happened on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimelineEntry {
    /// When.
    pub at: Timestamp,
    /// What, in words for people.
    pub title: String,
    /// What more is known: the words of a relay, who did it.
    pub detail: String,
    /// Whether it is trouble.
    pub is_trouble: bool,
    /// The reference code under which the log has more.
    pub reference: Option<Reference>,
}

/// How many messages and enrollments of a recipient are told.
const MESSAGES_TOLD: u32 = 100;
const ENROLLMENTS_TOLD: u32 = 50;
/// How many lines of one enrollment are told.
const LINES_TOLD: u32 = 50;

impl App {
    /// Shows a recipient with their way.
    pub async fn show_recipient(&self, caller: &Caller, id: RecipientId) -> Result<RecipientDetail, Error> {
        caller.may_somewhere(Privilege::ReadInvitations)?;
        let mut tx = self.0.store.read().await?;
        let recipient = tx.find_recipient(id).await?.ok_or(Error::NotFound)?;
        let invitation =
            self.invitation_for(&mut tx, caller, Privilege::ReadInvitations, recipient.invitation_id).await?;
        let messages = tx.list_messages_to(id, MESSAGES_TOLD).await?;
        let enrollments = tx.list_enrollments_of_recipient(id, ENROLLMENTS_TOLD).await?;
        let mut timeline = vec![entry(recipient.created_at, "Put on the invitation", "")];
        timeline.extend(messages.iter().flat_map(told));
        timeline.extend(recipient.opened_at.map(|at| entry(at, "Invitation opened", "")));
        timeline.extend(recipient.new_link_wanted_at.map(|at| entry(at, "Asked for a new link", "")));
        timeline.extend(recipient.revoked_at.map(|at| entry(at, "Taken off the invitation", "")));
        for enrollment in &enrollments {
            let lines = tx.list_enrollment_audit(enrollment.id, None, LINES_TOLD).await?;
            timeline.extend(lines.rows.iter().map(line));
        }
        timeline.sort_by_key(|entry| std::cmp::Reverse(entry.at));
        let status = recipient.status(&invitation, self.now());
        Ok(RecipientDetail { invitation, recipient, status, messages, enrollments, timeline })
    }
}

fn entry(at: Timestamp, title: &str, detail: &str) -> TimelineEntry {
    TimelineEntry {
        at,
        title: title.to_owned(),
        detail: detail.to_owned(),
        is_trouble: false,
        reference: None,
    }
}

/// Tells what happened to a message.
fn told(message: &Message) -> Vec<TimelineEntry> {
    let kind = message.kind.title();
    let channel = message.channel.title();
    let mut told = vec![entry(message.created_at, &format!("{kind} by {channel}: put into the outbox"), "")];
    if let Some(at) = message.accepted_at {
        told.push(entry(at, &format!("{kind} by {channel}: sent"), &message.words));
    }
    let (words, is_trouble) = match message.state {
        MessageState::Delivered => ("delivered", false),
        MessageState::Bounced => ("came back", true),
        MessageState::Failed => ("could not be sent", true),
        MessageState::Held => ("lies in the outbox of this server", false),
        MessageState::Cancelled => ("not sent any more", false),
        MessageState::Queued if message.attempt > 0 => ("waits for its next try", true),
        MessageState::Queued | MessageState::Sending | MessageState::Accepted => return told,
    };
    told.push(TimelineEntry {
        is_trouble,
        reference: message.reference.clone(),
        ..entry(
            message.settled_at.unwrap_or(message.created_at),
            &format!("{kind} by {channel}: {words}"),
            &message.words,
        )
    });
    told
}

/// Tells a line of an enrollment.
fn line(audit: &Audit) -> TimelineEntry {
    TimelineEntry {
        is_trouble: audit.reference.is_some(),
        reference: audit.reference.clone(),
        ..entry(audit.at, &audit.event.title(), &audit.actor.title())
    }
}
