//! Push: the knock that makes a device connect and ask for its commands.
//!
//! A push carries nothing but the device's `PushMagic`.
//! Delivery is never promised, so an accepted push says only that Apple will try.

mod answer;
mod apns;
mod failure;

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use uuid::Uuid;
use zeroize::Zeroizing;

pub use apns::{Apns, ApnsError, ApnsSettings};

/// A way to push: Apple's service, or a memory that tests look into.
#[derive(Clone, Debug)]
pub enum PushGateway {
    /// The Apple Push Notification service, or a peer that speaks as it does.
    Apns(Apns),
    /// Nothing leaves the process.
    Memory(MemoryPush),
}

impl PushGateway {
    /// Sends one notification under the given identity and says what became of it.
    ///
    /// A notification for another topic than the identity's is refused without a word to Apple: a certificate of
    /// another topic reaches no device, and trying would only teach Apple that we do not know our own.
    pub async fn push(&self, identity: &PushIdentity, notification: &Notification) -> PushOutcome {
        if identity.topic != notification.topic {
            return PushOutcome::Refused {
                reason: "the push certificate belongs to another topic".to_owned(),
            };
        }
        match self {
            Self::Apns(apns) => apns.push(identity, notification).await,
            Self::Memory(memory) => memory.push(notification),
        }
    }
}

/// The MDM push certificate in use, with its key.
#[derive(Clone, PartialEq, Eq)]
pub struct PushIdentity {
    /// The certificate and its intermediates as DER, leaf first.
    pub certificate_chain: Vec<Vec<u8>>,
    /// The private key as PKCS#8 DER; wiped when dropped.
    pub key_pkcs8: Zeroizing<Vec<u8>>,
    /// The `UID` of the certificate's subject, `com.apple.mgmt.…`.
    pub topic: String,
}

impl fmt::Debug for PushIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PushIdentity").field("topic", &self.topic).finish_non_exhaustive()
    }
}

/// One knock at one device.
#[derive(Clone, PartialEq, Eq)]
pub struct Notification {
    /// Goes out as `apns-id`, so that a line in our log can be found again at Apple.
    pub id: Uuid,
    /// The topic that the device named in its `TokenUpdate`.
    pub topic: String,
    /// The device's token as it came; Apple promises nothing about its length.
    pub token: Vec<u8>,
    /// The device's `PushMagic`.
    pub push_magic: String,
    /// Until when Apple keeps the notification for a device that is off, in unix seconds; 0 for a single try.
    pub expires_at: i64,
    /// Whether someone waits for the answer; bulk rounds set it to false and spare the batteries.
    pub urgent: bool,
}

impl fmt::Debug for Notification {
    /// Leaves out token and magic: who has both, and the certificate's key, can wake the device.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notification")
            .field("id", &self.id)
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}

/// What became of a notification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// Apple took it; the device connects when it next can.
    Accepted,
    /// The token reaches nobody: stop pushing to it until the device reports another.
    TokenGone {
        /// Apple's word for it, such as `Unregistered`.
        reason: String,
        /// When Apple knew, in milliseconds since 1970; a token reported later than this is a new one and stays.
        gone_at_ms: Option<i64>,
    },
    /// Nothing is wrong with the notification: try again.
    RetryLater {
        /// The least time to wait; repeated failures deserve more.
        after: Duration,
        /// Apple's word for it, or what happened on the way there.
        reason: String,
    },
    /// The certificate, the topic or our request is wrong, and repeating it helps nobody: stop, and tell the operator.
    Refused {
        /// Apple's word for it, or what we found before asking.
        reason: String,
    },
}

/// A push gateway that keeps what it is given; clones share one memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryPush {
    kept: Arc<Mutex<Kept>>,
}

#[derive(Debug, Default)]
struct Kept {
    sent: Vec<Notification>,
    answers: VecDeque<PushOutcome>,
}

impl MemoryPush {
    /// Returns everything that was sent since the last call, oldest first.
    pub fn take_sent(&self) -> Vec<Notification> {
        std::mem::take(&mut self.kept().sent)
    }

    /// Makes a coming notification end this way; outcomes are used up in the order given, then all is accepted.
    pub fn answer_next(&self, outcome: PushOutcome) {
        self.kept().answers.push_back(outcome);
    }

    fn push(&self, notification: &Notification) -> PushOutcome {
        let mut kept = self.kept();
        kept.sent.push(notification.clone());
        kept.answers.pop_front().unwrap_or(PushOutcome::Accepted)
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
