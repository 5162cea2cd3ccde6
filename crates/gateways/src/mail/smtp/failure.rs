//! Why a mail was not taken, and what that means for it.

use domain::message::Answer;

use super::wire::{Lost, Reply};
use crate::tls::Insecure;

/// Why a mail was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::mail) enum Failure {
    /// The connection had ended before anything was begun on it.
    Closed(String),
    /// There is no connection, or no answer on it.
    Lost(String),
    /// The settings are of no use, for nobody's mail: no trust, no login, a sender who may not send.
    Unusable(String),
    /// The server does not take a mail now.
    Later(String),
    /// The server does not take this mail.
    Refused(String),
}

/// A step at which a server can refuse.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Step {
    /// Greeting, `EHLO`, `STARTTLS`.
    Greeting,
    /// `AUTH`.
    Login,
    /// `MAIL FROM`.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`, and the mail.
    Message,
}

impl Failure {
    /// Says what a reply means that does not do what was asked for.
    pub(super) fn of(step: Step, reply: &Reply) -> Self {
        let words = reply.words();
        match step {
            _ if reply.is_temporary() => Self::Later(words),
            Step::Greeting | Step::Login => Self::Unusable(words),
            // Too much mail at once is about this mail (RFC 1870 §6.1); all else is said of the sender, who is the same
            // for every mail.
            Step::Sender if reply.code == 552 => Self::Refused(words),
            Step::Sender => Self::Unusable(words),
            Step::Recipient if is_about_us(reply) => Self::Unusable(words),
            Step::Recipient | Step::Message => Self::Refused(words),
        }
    }

    /// Returns the answer for a message.
    pub(super) fn answer(self) -> Answer {
        match self {
            Self::Closed(words) | Self::Lost(words) | Self::Later(words) => Answer::Later { words },
            Self::Unusable(words) => Answer::Unusable { words },
            Self::Refused(words) => Answer::Refused { words },
        }
    }

    /// Returns the words.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Closed(words)
            | Self::Lost(words)
            | Self::Later(words)
            | Self::Unusable(words)
            | Self::Refused(words) => words,
        }
    }

    /// Says of a failure that something had been begun.
    pub(super) fn underway(self) -> Self {
        match self {
            Self::Closed(words) => Self::Lost(words),
            failure => failure,
        }
    }
}

/// Says whether a recipient is refused because of who we are: not logged in (RFC 4954 §6), or nobody to relay for.
fn is_about_us(reply: &Reply) -> bool {
    let words = reply.words().to_lowercase();
    reply.code == 530
        || words.contains("5.7.0 ")
        || words.contains("relay")
        || words.contains("authentication required")
}

impl From<Lost> for Failure {
    fn from(lost: Lost) -> Self {
        match lost {
            Lost::Closed(words) => Self::Closed(words),
            Lost::Dumb(words) => Self::Lost(words),
        }
    }
}

impl From<Insecure> for Failure {
    fn from(Insecure(words): Insecure) -> Self {
        Self::Unusable(words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t15_who_is_to_blame_decides_whether_it_is_tried_again() {
        let of = |step, code, text: &str| Failure::of(step, &Reply { code, lines: vec![text.to_owned()] });
        assert_eq!(
            of(Step::Recipient, 550, "5.1.1 no such user"),
            Failure::Refused("550 5.1.1 no such user".into())
        );
        assert!(matches!(of(Step::Recipient, 451, "4.7.1 greylisted"), Failure::Later(_)));
        assert!(matches!(of(Step::Recipient, 554, "5.7.1 Relay access denied"), Failure::Unusable(_)));
        assert!(matches!(of(Step::Recipient, 530, "5.7.0 log in first"), Failure::Unusable(_)));
        assert!(matches!(of(Step::Sender, 553, "5.7.1 not yours"), Failure::Unusable(_)));
        assert!(matches!(of(Step::Sender, 552, "5.3.4 too large"), Failure::Refused(_)));
        assert!(matches!(of(Step::Login, 535, "5.7.8 wrong"), Failure::Unusable(_)));
        assert!(matches!(of(Step::Login, 454, "4.7.0 not now"), Failure::Later(_)));
        assert!(matches!(of(Step::Message, 554, "5.7.1 spam"), Failure::Refused(_)));
        assert!(matches!(of(Step::Greeting, 421, "4.3.2 down"), Failure::Later(_)));
    }
}
