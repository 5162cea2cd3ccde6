//! Webhooks: one signed `POST` to a program that wants to know what happens.
//!
//! The signature follows the Standard Webhooks scheme, so that receivers can verify it with a library they have.
//! A redirect is not followed, an answer is read only as far as its first words, and an address is looked at after its name
//! was resolved: nobody makes this server ask its own surroundings.

mod live;
mod signature;

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::webhook::WebhookAddress;
use uuid::Uuid;
use zeroize::Zeroizing;

pub use live::{LiveWebhooks, WebhookClientError};
pub use signature::signature;

/// A way to tell webhooks.
#[derive(Clone, Debug)]
pub enum WebhookGateway {
    /// Over the network.
    Live(LiveWebhooks),
    /// Nothing leaves the process.
    Memory(MemoryWebhooks),
}

impl WebhookGateway {
    /// Sends one telling and says what became of it.
    pub async fn send(&self, telling: &WebhookTelling) -> WebhookOutcome {
        match self {
            Self::Live(live) => live.send(telling).await,
            Self::Memory(memory) => memory.send(telling),
        }
    }
}

impl WebhookGateway {
    /// Reads a page of the web under the same guard: never an address of the own network, no redirect followed, over TLS.
    /// The failure is in words.
    pub async fn fetch(&self, address: &WebhookAddress) -> Result<FetchedPage, String> {
        match self {
            Self::Live(live) => live.fetch(address).await,
            Self::Memory(memory) => memory.fetch(address),
        }
    }
}

/// A page that was read.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FetchedPage {
    /// The status.
    pub status: u16,
    /// Where it redirects to.
    pub location: Option<String>,
    /// What it says it is.
    pub content_type: Option<String>,
    /// The beginning of its body.
    pub body: Vec<u8>,
}

/// One event for one webhook.
#[derive(Clone)]
pub struct WebhookTelling {
    /// Where to.
    pub address: WebhookAddress,
    /// Whether the address may turn out to be in the own network.
    pub may_stay_inside: bool,
    /// The event's id: goes out as `webhook-id`, the same in every try.
    pub id: Uuid,
    /// When this try is made, in unix seconds: goes out as `webhook-timestamp`.
    pub at: i64,
    /// The body, JSON.
    pub body: String,
    /// The secrets that sign it: the present one, and for a while the one before it.
    pub secrets: Vec<Zeroizing<Vec<u8>>>,
}

impl WebhookTelling {
    /// Returns the value of `webhook-signature`: one signature for each secret, separated by blanks.
    pub fn signatures(&self) -> String {
        let id = self.id.to_string();
        let all = self.secrets.iter().map(|secret| signature(secret, &id, self.at, &self.body));
        all.collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Debug for WebhookTelling {
    /// Leaves out the secrets, and the body and path, which are not the log's business.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookTelling")
            .field("id", &self.id)
            .field("origin", &self.address.origin())
            .finish_non_exhaustive()
    }
}

/// What became of a telling.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum WebhookOutcome {
    /// The program has it.
    Delivered {
        /// The status, 200 to 299.
        status: u16,
    },
    /// It did not arrive, as far as is known: try again.
    Failed {
        /// The status, where there was an answer.
        status: Option<u16>,
        /// The first words of the answer, or what happened on the way there.
        words: String,
        /// How long the program wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// The program says that it is gone for good (410).
    Gone {
        /// The first words of the answer.
        words: String,
    },
}

/// A gateway that keeps what it is given; clones share one memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryWebhooks {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    sent: Vec<WebhookTelling>,
    answers: VecDeque<WebhookOutcome>,
    usual: Option<WebhookOutcome>,
    pages: HashMap<String, FetchedPage>,
}

impl MemoryWebhooks {
    /// Returns everything that was sent since the last call, oldest first.
    pub fn take_sent(&self) -> Vec<WebhookTelling> {
        std::mem::take(&mut self.kept().sent)
    }

    /// Makes a coming telling end this way; outcomes are used up in the order given.
    pub fn answer_next(&self, outcome: WebhookOutcome) {
        self.kept().answers.push_back(outcome);
    }

    /// Makes all further tellings end this way; `None` lets them arrive.
    pub fn answer_always(&self, outcome: Option<WebhookOutcome>) {
        self.kept().usual = outcome;
    }

    /// Puts a page at an address, without its query, for [`WebhookGateway::fetch`].
    pub fn put_page(&self, url: &str, page: FetchedPage) {
        self.kept().pages.insert(url.to_owned(), page);
    }

    fn fetch(&self, address: &WebhookAddress) -> Result<FetchedPage, String> {
        let path = address.path.split('?').next().unwrap_or_default();
        let url = format!("{}{path}", address.origin());
        self.kept().pages.get(&url).cloned().ok_or_else(|| "connecting: nobody is there".to_owned())
    }

    fn send(&self, telling: &WebhookTelling) -> WebhookOutcome {
        let mut kept = self.kept();
        kept.sent.push(telling.clone());
        let answer = kept.answers.pop_front().or_else(|| kept.usual.clone());
        answer.unwrap_or(WebhookOutcome::Delivered { status: 200 })
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
