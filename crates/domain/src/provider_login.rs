//! Logins that are under way at an identity provider: what they are for is kept here, and never travels with the browser.

use serde::{Deserialize, Serialize};

use crate::door::Door;
use crate::id::{AccountId, IdentityProviderId, ProviderLoginId};
use crate::time::{MINUTE, Timestamp};

/// How long somebody may take at the provider.
pub const PROVIDER_LOGIN_AGE_MAX: i64 = 10 * MINUTE;
/// The most logins that wait at once; whoever comes then is told to come back.
pub const PROVIDER_LOGINS_MAX: u64 = 20_000;
/// The most that wait from one source: a school whose people all have one address enrolls within this.
pub const PROVIDER_LOGINS_OF_SOURCE_MAX: u64 = 2_000;

/// A login under way. Its nonce, its verifier and the link that somebody came with are kept beside it, sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderLogin {
    /// Its id.
    pub id: ProviderLoginId,
    /// At which provider.
    pub provider_id: IdentityProviderId,
    /// What for.
    pub errand: Errand,
    /// When it was begun.
    pub created_at: Timestamp,
    /// Until when its answer is taken.
    pub expires_at: Timestamp,
}

impl ProviderLogin {
    /// Says whether its answer is still taken.
    pub fn is_live(&self, now: Timestamp) -> bool {
        now < self.expires_at
    }
}

/// What a login is for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "errand", rename_all = "kebab-case")]
pub enum Errand {
    /// To enroll a device. By which invitation, if any, is sealed with the login.
    Enroll,
    /// To sign in to the console, and to a page of it afterwards.
    SignIn {
        /// The page.
        to: Option<String>,
    },
    /// An administrator tries a provider: the claims are shown, and nobody is logged in.
    Test {
        /// Who tries.
        account_id: AccountId,
    },
}

impl Errand {
    /// Returns the door that it came through and comes back to.
    pub fn door(&self) -> Door {
        match self {
            Self::Enroll => Door::Portal,
            Self::SignIn { .. } | Self::Test { .. } => Door::Console,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_errand_reads_back() {
        for errand in [Errand::Enroll, Errand::SignIn { to: Some("/console/devices".into()) }] {
            let text = serde_json::to_string(&errand).expect("JSON");
            assert_eq!(serde_json::from_str::<Errand>(&text).expect("its own text"), errand);
        }
    }
}
