//! SMS: text messages to phones, by whatever provider is set up, and what the provider tells of them later.
//!
//! No provider promises that a message goes out once only: one that does not answer in time may have taken it. Whoever
//! sends again has to bear that.

mod http;
mod live;
mod memory;
mod probe;
mod reach;
mod receipt;
mod rest;
mod smpp;

use std::fmt;

use domain::message::{Answer, Receipt};
use domain::secret::Secret;
use domain::sms_provider::{SmsKind, SmsProvider};
use uuid::Uuid;

pub use live::LiveSms;
pub use memory::MemorySms;
pub use probe::{SmsProbe, SmsProbeKind, SmsProbeStep};
pub use receipt::{PostedReceipt, ReceiptRefusal, VerifiedReceipt, verify_receipt};

/// A way to send SMS: providers over the network, or a memory that tests look into.
#[derive(Clone, Debug)]
pub enum SmsGateway {
    /// Providers as they are set up.
    Live(LiveSms),
    /// Nothing leaves the process.
    Memory(MemorySms),
}

/// One message.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// This server's id of the message, where the provider can carry one.
    pub id: Uuid,
    /// The recipient's number, as E.164 writes it.
    pub to: String,
    /// The text.
    pub text: String,
    /// Where the provider can post what becomes of it.
    pub receipt_url: Option<String>,
}

impl fmt::Debug for Sms {
    /// Leaves out number and text: the text holds a link that is worth a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The secrets of a provider, in clear.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SmsSecrets {
    /// The auth token, the password, or what stands for `{secret}`.
    pub secret: Option<Secret>,
    /// The key that receipts of an HTTP interface are signed with.
    pub receipt_key: Option<Secret>,
}

impl SmsSecrets {
    fn secret(&self) -> &str {
        self.secret.as_ref().map(Secret::expose).unwrap_or_default()
    }

    /// Takes the secrets out of a text that somebody else wrote: some interfaces repeat the whole request.
    fn hide(&self, text: &str) -> String {
        let secrets = [&self.secret, &self.receipt_key].into_iter().flatten().map(Secret::expose);
        secrets.filter(|secret| secret.len() >= 4).fold(text.to_owned(), |text, secret| {
            text.replace(secret, "…").replace(&http::percent_encoded(secret), "…")
        })
    }
}

impl SmsGateway {
    /// Sends a message and says what the provider answered. Numbers that are not allowed are refused without asking it.
    pub async fn send(&self, provider: &SmsProvider, secrets: &SmsSecrets, sms: &Sms) -> Answer {
        if !provider.allows(&sms.to) {
            let words = "No SMS is sent to numbers of this country; the SMS provider’s settings say which are allowed.";
            return Answer::Refused { words: words.to_owned() };
        }
        match self {
            Self::Live(live) => live.send(provider, secrets, sms).await,
            Self::Memory(memory) => memory.send(sms),
        }
    }

    /// Tries the way to a provider step by step, a message included, and explains what fails.
    pub async fn probe(&self, provider: &SmsProvider, secrets: &SmsSecrets, sms: &Sms) -> SmsProbe {
        match self {
            _ if provider.backend.kind() == SmsKind::Email => probe::by_email(provider, &sms.to),
            Self::Live(live) => probe::probe(live, provider, secrets, sms).await,
            Self::Memory(memory) => probe::of_answer(&memory.send(sms)),
        }
    }

    /// Returns the receipts that have come over a connection that is kept, and sees to it that there is one where the
    /// provider has receipts this way. To be called every few seconds; `None` lets go of any connection.
    pub async fn next_receipts(&self, provider: Option<(&SmsProvider, &SmsSecrets)>) -> Vec<Receipt> {
        match self {
            Self::Live(live) => live.next_receipts(provider).await,
            Self::Memory(memory) => memory.take_receipts(),
        }
    }
}
