//! The MDM push certificate: what the server keeps of it, without its key.

use crate::time::{DAY, Timestamp};

/// The push certificate in use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PushCertificate {
    /// The topic, `com.apple.mgmt.…`: the UID of the subject.
    pub topic: String,
    /// The subject in words.
    pub subject: String,
    /// Chain, leaf first, DER.
    pub chain: Vec<Vec<u8>>,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
    /// When it was installed.
    pub installed_at: Timestamp,
}

impl PushCertificate {
    /// Says how the certificate stands.
    pub fn health(&self, now: Timestamp) -> PushHealth {
        if now >= self.not_after {
            PushHealth::Expired
        } else if self.not_after.since(now) <= 30 * DAY {
            PushHealth::Expiring
        } else {
            PushHealth::Good
        }
    }
}

/// How the push certificate stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PushHealth {
    /// More than 30 days left.
    Good,
    /// 30 days or less.
    Expiring,
    /// Its time is over: no push arrives.
    Expired,
}
