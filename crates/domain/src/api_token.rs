//! Bearer tokens of the JSON API: shown once, kept as a hash, scoped and expiring.

use serde::{Deserialize, Serialize};

use crate::id::{AccountId, ApiTokenId};
use crate::time::{DAY, Timestamp};

/// A token lives at most this long.
pub const API_TOKEN_AGE_MAX: i64 = 366 * DAY;

/// A bearer token, without its secret.
#[derive(Clone, Debug)]
pub struct ApiToken {
    /// The token's id.
    pub id: ApiTokenId,
    /// What people call it.
    pub name: String,
    /// Who made it; it can do no more than they can.
    pub account_id: AccountId,
    /// What it is for.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Since when it is revoked.
    pub revoked_at: Option<Timestamp>,
}

impl ApiToken {
    /// Says whether the token still serves.
    pub fn is_live(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }
}

/// What a token may be used for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Read all that the maker may read.
    Read,
    /// Begin enrollments and fetch their profiles.
    Enroll,
    /// Change what the maker may change: people, directories, sites, access, accounts, assignments, webhooks.
    Manage,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 3] = [Self::Read, Self::Enroll, Self::Manage];

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Enroll => "enroll",
            Self::Manage => "manage",
        }
    }

    /// Finds a scope by [`Scope::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.name() == name)
    }
}
