//! Mail: handing messages to the organization's mail server, and reading what became of them.
//!
//! When to send, what to say, and what an answer means for a message is decided by the verbs.

mod imap;
mod memory;
mod report;
mod smtp;
mod stream;
mod token;
mod words;
mod write;

use std::fmt;

use domain::mail_server::MailServer;
use domain::message::{Answer, Receipt};
use domain::time::Timestamp;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::probe::{ProbeCertificate, ProbeFailure};

pub use memory::MemoryMail;
pub use smtp::Smtp;

/// A way to send mail: over SMTP, or a memory that tests read.
#[derive(Clone, Debug)]
pub enum MailGateway {
    /// A server that speaks SMTP.
    Smtp(Smtp),
    /// Nothing leaves the process.
    Memory(MemoryMail),
}

/// The secrets of a mail server, in clear.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct MailSecrets {
    /// The password.
    pub password: Option<Zeroizing<String>>,
    /// The secret of the client at the token server.
    pub client_secret: Option<Zeroizing<String>>,
    /// The refresh token.
    pub refresh_token: Option<Zeroizing<String>>,
    /// The password of the mailbox.
    pub mailbox_password: Option<Zeroizing<String>>,
}

impl fmt::Debug for MailSecrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailSecrets").finish_non_exhaustive()
    }
}

/// One mail to one person. What stands in it is data: nothing of it can become another header or recipient (T13).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mail {
    /// What tells it apart: its `Message-ID` is made from this, so that a second copy is the same mail.
    pub id: Uuid,
    /// What it says when it was written.
    pub at: Timestamp,
    /// Whom it comes from.
    pub from: Mailbox,
    /// Where answers go, if not there.
    pub reply_to: Option<String>,
    /// Whom it is for.
    pub to: Mailbox,
    /// What it is about, in one line.
    pub subject: String,
    /// What it says, for every reader.
    pub text: String,
    /// The same for readers that show HTML.
    pub html: Option<String>,
    /// Pictures that the HTML shows.
    pub inline: Vec<Inline>,
}

/// An address with the name of whoever has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mailbox {
    /// The name; empty for none.
    pub name: String,
    /// The address.
    pub address: String,
}

/// A picture inside a mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inline {
    /// What the HTML calls it: `src="cid:…"`.
    pub content_id: String,
    /// What kind of picture, such as `image/png`.
    pub mime: String,
    /// The picture.
    pub octets: Vec<u8>,
}

/// What a try at a mail server has shown, step by step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailProbe {
    /// The steps in order, up to the first that failed; those after it are missing.
    pub steps: Vec<MailProbeStep>,
    /// The certificate that the server showed, also when it was refused.
    pub certificate: Option<ProbeCertificate>,
}

impl MailProbe {
    /// Says whether every step was done.
    pub fn is_good(&self) -> bool {
        !self.steps.is_empty() && self.steps.iter().all(|step| step.outcome.is_ok())
    }
}

/// One step of a try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MailProbeStep {
    /// Which.
    pub kind: MailProbeKind,
    /// What was learned, in words; or what went wrong and what to do about it.
    pub outcome: Result<String, ProbeFailure>,
    /// What was said, line by line; secrets are left out.
    pub dialogue: Vec<DialogueLine>,
}

/// One line of the dialogue with a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DialogueLine {
    /// Whether this server said it, not the other one.
    pub is_ours: bool,
    /// The line.
    pub text: String,
}

/// The steps of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailProbeKind {
    /// The host's name becomes addresses.
    Dns,
    /// Something listens at the port.
    Tcp,
    /// It greets and says what it can do, and the connection is protected.
    Greeting,
    /// It takes us for whom we are.
    Login,
    /// It takes mail from the sender.
    Sender,
    /// It takes mail for the recipient.
    Recipient,
    /// It takes the mail.
    Message,
    /// The mailbox for reports can be read.
    Mailbox,
}

impl MailProbeKind {
    /// Every step in order.
    pub const ALL: [Self; 8] = [
        Self::Dns,
        Self::Tcp,
        Self::Greeting,
        Self::Login,
        Self::Sender,
        Self::Recipient,
        Self::Message,
        Self::Mailbox,
    ];

    /// Returns the name used in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Greeting => "greeting",
            Self::Login => "login",
            Self::Sender => "sender",
            Self::Recipient => "recipient",
            Self::Message => "message",
            Self::Mailbox => "mailbox",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Dns => "Find the host",
            Self::Tcp => "Reach the port",
            Self::Greeting => "Greet, and protect the connection",
            Self::Login => "Sign in to the mail server",
            Self::Sender => "Name the sender",
            Self::Recipient => "Name the recipient",
            Self::Message => "Hand the mail over",
            Self::Mailbox => "Read the mailbox for reports",
        }
    }
}

impl MailGateway {
    /// Hands one mail over and says what the server answered, in its own words. May take some minutes; never longer than
    /// a message is claimed for.
    pub async fn send(&self, server: &MailServer, secrets: &MailSecrets, mail: &Mail) -> Answer {
        match self {
            Self::Smtp(smtp) => smtp.send(server, secrets, mail).await,
            Self::Memory(memory) => memory.send(mail),
        }
    }

    /// Tries a mail server step by step, with a connection of its own, and explains what fails. With a mail, that is
    /// sent; without, it goes as far as naming the sender.
    pub async fn probe(&self, server: &MailServer, secrets: &MailSecrets, mail: Option<&Mail>) -> MailProbe {
        match self {
            Self::Smtp(smtp) => smtp.probe(server, secrets, mail).await,
            Self::Memory(memory) => memory.probe(server, mail),
        }
    }

    /// Reads the reports that have come back since the last time, and marks them as seen. An error is in words for
    /// administrators.
    pub async fn read_bounces(
        &self,
        server: &MailServer,
        secrets: &MailSecrets,
    ) -> Result<Vec<Receipt>, String> {
        match self {
            Self::Smtp(smtp) => smtp.read_bounces(server, secrets).await,
            Self::Memory(memory) => Ok(memory.take_receipts()),
        }
    }
}
