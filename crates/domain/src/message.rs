//! Messages to people: e-mail and SMS, kept in a durable outbox from the verb that wants them sent to the last word of
//! whoever carries them.
//!
//! A message holds no link: its token is made when it goes out, so that the database never knows one in clear. A message
//! that is sent twice after a crash therefore carries another token, and both work.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, InvitationId, MessageId, RecipientId};
use crate::reference::Reference;
use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// A runner holds a claimed message this long before another one may take it over: longer than any relay is waited for.
pub const MESSAGE_LEASE: i64 = 5 * MINUTE;
/// How often a message is tried before it is given up: some two days without the relay.
pub const MESSAGE_TRIES_MAX: u32 = 56;
/// The most characters kept of a relay's words.
pub const WORDS_CHARACTERS_MAX: usize = 500;

/// One message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The message's id; the `Message-ID` or the client reference of what goes out is made from it, so that a second
    /// copy can be recognised.
    pub id: MessageId,
    /// What it says.
    pub kind: MessageKind,
    /// By which way it goes.
    pub channel: Channel,
    /// The e-mail address, or the phone number in its international form (`+46701234567`).
    pub address: String,
    /// The invitation it belongs to.
    pub invitation_id: Option<InvitationId>,
    /// The recipient of the invitation it is for.
    pub recipient_id: Option<RecipientId>,
    /// The account that had it sent; `None` for the server itself.
    pub account_id: Option<AccountId>,
    /// How far it is.
    pub state: MessageState,
    /// How often it was tried.
    pub attempt: u32,
    /// When it was put into the outbox.
    pub created_at: Timestamp,
    /// When it is due; while it is being sent, when its lease ends.
    pub due_at: Timestamp,
    /// When the relay or the provider took it.
    pub accepted_at: Option<Timestamp>,
    /// When its fate was known: delivered, bounced, given up.
    pub settled_at: Option<Timestamp>,
    /// The last words of whoever carries it.
    pub words: String,
    /// What the provider calls it in its receipts.
    pub provider_key: Option<String>,
    /// The reference code of its failure.
    pub reference: Option<Reference>,
}

/// By which way a message goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// E-mail.
    Email,
    /// SMS.
    Sms,
}

impl Channel {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Email, Self::Sms];

    /// Returns the name used in the database, forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
        }
    }

    /// Finds a channel by [`Channel::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }

    /// Returns the word for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Email => "E-mail",
            Self::Sms => "SMS",
        }
    }
}

/// What a message says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageKind {
    /// An invitation, with its link.
    Invitation,
    /// The same once more, because nothing has happened and time runs out.
    Reminder,
    /// A one-time code for somebody who has opened their invitation.
    Code,
    /// To the inviter: somebody asks for a new link.
    NewLinkWanted,
    /// To the inviter: somebody waits for approval.
    ApprovalWanted,
    /// A test that an administrator wanted.
    Test,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 6] =
        [Self::Invitation, Self::Reminder, Self::Code, Self::NewLinkWanted, Self::ApprovalWanted, Self::Test];

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reminder => "reminder",
            Self::Code => "code",
            Self::NewLinkWanted => "new-link-wanted",
            Self::ApprovalWanted => "approval-wanted",
            Self::Test => "test",
        }
    }

    /// Finds a kind by [`MessageKind::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Invitation => "Invitation",
            Self::Reminder => "Reminder",
            Self::Code => "One-time code",
            Self::NewLinkWanted => "Somebody asks for a new link",
            Self::ApprovalWanted => "Somebody waits for approval",
            Self::Test => "Test message",
        }
    }
}

/// How far a message is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MessageState {
    /// It waits for its turn, or for its next try.
    Queued,
    /// A runner is sending it.
    Sending,
    /// The relay or the provider has taken it.
    Accepted,
    /// It has arrived.
    Delivered,
    /// It was taken and came back.
    Bounced,
    /// It was refused, or given up.
    Failed,
    /// Nothing leaves this server: it lies in the outbox to be read there.
    Held,
    /// It was not sent any more, because its invitation ended first.
    Cancelled,
}

impl MessageState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Queued,
        Self::Sending,
        Self::Accepted,
        Self::Delivered,
        Self::Bounced,
        Self::Failed,
        Self::Held,
        Self::Cancelled,
    ];

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Accepted => "accepted",
            Self::Delivered => "delivered",
            Self::Bounced => "bounced",
            Self::Failed => "failed",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// Finds a state by [`MessageState::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Sending => "Sending",
            Self::Accepted => "Accepted",
            Self::Delivered => "Delivered",
            Self::Bounced => "Bounced",
            Self::Failed => "Failed",
            Self::Held => "In the outbox",
            Self::Cancelled => "Not sent",
        }
    }

    /// Says whether nothing more will be tried.
    pub fn is_settled(self) -> bool {
        !matches!(self, Self::Queued | Self::Sending)
    }
}

/// What whoever carries messages has answered to one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Answer {
    /// It is taken.
    Accepted {
        /// In these words.
        words: String,
        /// What receipts will call it.
        provider_key: Option<String>,
    },
    /// Not now: it may be tried again.
    Later {
        /// Why.
        words: String,
    },
    /// Never to this address.
    Refused {
        /// Why.
        words: String,
    },
    /// The settings are of no use, whoever the message is for: a wrong password, an unknown certificate.
    Unusable {
        /// Why.
        words: String,
    },
}

/// What became of a message that was taken, as its provider or a mail server says later.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// What it is about.
    pub about: ReceiptSubject,
    /// What became of it.
    pub fate: Fate,
    /// In these words.
    pub words: String,
}

/// Which message a receipt is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ReceiptSubject {
    /// The one with this id.
    Message(MessageId),
    /// The one that the provider calls so.
    ProviderKey(String),
}

/// What became of a message that was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It has arrived.
    Delivered,
    /// It came back, or was thrown away.
    Bounced,
    /// It is still on its way.
    Underway,
}

impl Message {
    /// Takes an answer in; returns whether the message is settled for now.
    pub fn answered(&mut self, answer: &Answer, reference: Reference, now: Timestamp) {
        let (state, words) = match answer {
            Answer::Accepted { words, provider_key } => {
                self.accepted_at = Some(now);
                self.provider_key.clone_from(provider_key);
                (MessageState::Accepted, words)
            }
            Answer::Later { words } | Answer::Unusable { words } if self.attempt < MESSAGE_TRIES_MAX => {
                self.due_at = now.plus(message_back_off(self.attempt));
                (MessageState::Queued, words)
            }
            Answer::Later { words } | Answer::Unusable { words } | Answer::Refused { words } => {
                self.settled_at = Some(now);
                self.reference = Some(reference);
                (MessageState::Failed, words)
            }
        };
        self.state = state;
        self.words = cut_words(words);
    }

    /// Takes a receipt in. What is settled stays so, except that a mail server may send back what it said it delivered.
    pub fn receipted(&mut self, receipt: &Receipt, reference: Reference, now: Timestamp) -> bool {
        let may_change = matches!(self.state, MessageState::Accepted)
            || (self.state == MessageState::Delivered && receipt.fate == Fate::Bounced);
        if !may_change || receipt.fate == Fate::Underway {
            return false;
        }
        self.words = cut_words(&receipt.words);
        self.settled_at = Some(now);
        match receipt.fate {
            Fate::Delivered => self.state = MessageState::Delivered,
            Fate::Bounced | Fate::Underway => {
                self.state = MessageState::Bounced;
                self.reference = Some(reference);
            }
        }
        true
    }
}

/// Returns how long to wait before try `attempt + 1`: doubling from ten seconds, at most an hour.
pub fn message_back_off(attempt: u32) -> i64 {
    (10 * SECOND).checked_shl(attempt.saturating_sub(1).min(12)).unwrap_or(HOUR).min(HOUR)
}

/// Cuts foreign words to what is kept: one line without control characters.
pub fn cut_words(words: &str) -> String {
    words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(WORDS_CHARACTERS_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message() -> Message {
        Message {
            id: MessageId(uuid::Uuid::from_u128(1)),
            kind: MessageKind::Invitation,
            channel: Channel::Email,
            address: "anna@example.org".into(),
            invitation_id: None,
            recipient_id: None,
            account_id: None,
            state: MessageState::Sending,
            attempt: 1,
            created_at: Timestamp(0),
            due_at: Timestamp(0),
            accepted_at: None,
            settled_at: None,
            words: String::new(),
            provider_key: None,
            reference: None,
        }
    }

    fn reference() -> Reference {
        Reference::from_random([1; 8])
    }

    #[test]
    fn t15_a_temporary_answer_is_tried_again_and_a_permanent_one_is_not() {
        let now = Timestamp(1_000);
        let mut later = message();
        later.answered(&Answer::Later { words: "451 greylisted".into() }, reference(), now);
        assert_eq!((later.state, later.due_at), (MessageState::Queued, now.plus(10 * SECOND)));
        assert_eq!(later.reference, None);

        let mut refused = message();
        refused.answered(&Answer::Refused { words: "550 no such user\r\n".into() }, reference(), now);
        assert_eq!((refused.state, refused.settled_at), (MessageState::Failed, Some(now)));
        assert_eq!(refused.words, "550 no such user  ");
        assert!(refused.reference.is_some());

        let mut last = Message { attempt: MESSAGE_TRIES_MAX, ..message() };
        last.answered(&Answer::Later { words: "451".into() }, reference(), now);
        assert_eq!(last.state, MessageState::Failed);
    }

    #[test]
    fn only_what_was_taken_can_arrive_or_come_back() {
        let now = Timestamp(1_000);
        let receipt = |fate| Receipt {
            about: ReceiptSubject::ProviderKey("x".into()),
            fate,
            words: "so it went".into(),
        };
        let mut queued = Message { state: MessageState::Queued, ..message() };
        assert!(!queued.receipted(&receipt(Fate::Delivered), reference(), now));
        let mut accepted = Message { state: MessageState::Accepted, ..message() };
        assert!(!accepted.receipted(&receipt(Fate::Underway), reference(), now));
        assert!(accepted.receipted(&receipt(Fate::Delivered), reference(), now));
        assert!(!accepted.receipted(&receipt(Fate::Delivered), reference(), now));
        assert!(accepted.receipted(&receipt(Fate::Bounced), reference(), now));
        assert_eq!(accepted.state, MessageState::Bounced);
        assert!(!accepted.receipted(&receipt(Fate::Delivered), reference(), now));
    }
}
