//! Identity providers: OpenID Connect Core 1.0 with the code flow, discovery, and PKCE (RFC 7636).
//!
//! A redirect is not followed, answers are read up to a limit, connections are `https` only, and an address is looked at
//! after its name was resolved: a provider decides where this server asks, and must not make it ask its own surroundings.

mod check;
mod discovery;
mod http;
mod keys;
mod live;
mod memory;
mod token;

use std::fmt;

use domain::identity_provider::{ClaimMapping, Claims};
use domain::time::Timestamp;
use zeroize::Zeroizing;

use crate::probe::ProbeFailure;

pub use live::LiveProviders;
pub use memory::MemoryProviders;

/// A way to identity providers.
#[derive(Clone, Debug)]
pub enum IdentityProviderGateway {
    /// Over the network.
    Live(LiveProviders),
    /// Nothing leaves the process.
    Memory(MemoryProviders),
}

impl IdentityProviderGateway {
    /// Returns the address at the provider to which somebody is sent to log in.
    pub async fn authorization_url(
        &self,
        connection: &ProviderConnection,
        wanted: &Wanted<'_>,
    ) -> Result<String, ProviderError> {
        match self {
            Self::Live(live) => live.authorization_url(connection, wanted).await,
            Self::Memory(memory) => memory.authorization_url(connection, wanted),
        }
    }

    /// Finds out who has come back with a code: exchanges it, verifies the ID token, and asks for claims that it leaves out.
    pub async fn redeem(
        &self,
        connection: &ProviderConnection,
        returned: &Returned<'_>,
    ) -> Result<Claims, ProviderError> {
        match self {
            Self::Live(live) => Box::pin(live.redeem(connection, returned)).await,
            Self::Memory(memory) => memory.redeem(returned),
        }
    }

    /// Tries a provider step by step, as far as that goes without a login.
    pub async fn probe(&self, connection: &ProviderConnection) -> ProviderProbe {
        match self {
            Self::Live(live) => live.probe(connection).await,
            Self::Memory(memory) => memory.probe(connection),
        }
    }

    /// Forgets what is known of an issuer, so that changed settings count at once.
    pub fn forget(&self, issuer: &str) {
        match self {
            Self::Live(live) => live.forget(issuer),
            Self::Memory(_) => {}
        }
    }
}

/// Which provider, and who we are there.
#[derive(Clone)]
pub struct ProviderConnection {
    /// The issuer.
    pub issuer: String,
    /// Our client id.
    pub client_id: String,
    /// Our secret; none for a public client.
    pub client_secret: Option<Zeroizing<String>>,
    /// The scopes to ask for.
    pub scopes: Vec<String>,
    /// Roots (DER) to trust besides the system's.
    pub roots: Vec<Vec<u8>>,
    /// Whether its addresses may be in the own network.
    pub is_internal: bool,
}

impl fmt::Debug for ProviderConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProviderConnection").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// What somebody is sent to a provider with.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// Where they come back to.
    pub redirect_uri: &'a str,
    /// What tells them from everybody else who comes back.
    pub state: &'a str,
    /// What the ID token has to repeat.
    pub nonce: &'a str,
    /// SHA-256 of the verifier, in Base64 for addresses.
    pub challenge: &'a str,
}

/// What somebody has come back with, and what it was begun with.
#[derive(Clone, Copy)]
pub struct Returned<'a> {
    /// The code.
    pub code: &'a str,
    /// Who says that they sent it (RFC 9207).
    pub issuer: Option<&'a str>,
    /// The verifier whose hash was sent along.
    pub verifier: &'a str,
    /// What the ID token has to repeat.
    pub nonce: &'a str,
    /// Where they came back to.
    pub redirect_uri: &'a str,
    /// Which claims are read: those that the ID token leaves out are asked for.
    pub mapping: &'a ClaimMapping,
    /// The time, to judge the token by.
    pub now: Timestamp,
}

/// Why a provider did not say who somebody is.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProviderError {
    /// It does not answer, or not as a provider does. In words for administrators.
    #[error("{0}")]
    Unreachable(String),
    /// It answered, and what it said proves nothing. In words for administrators.
    #[error("{0}")]
    Unverified(String),
}

/// What a try has shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ProviderProbe {
    /// The steps that were taken, in their order; the last may have failed.
    pub steps: Vec<ProviderProbeStep>,
    /// What works, and may surprise.
    pub notes: Vec<String>,
}

impl ProviderProbe {
    /// Says whether every step went well.
    pub fn is_good(&self) -> bool {
        self.steps.len() == ProviderProbeKind::ALL.len() && self.steps.iter().all(|step| step.outcome.is_ok())
    }
}

/// One step of a try.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderProbeStep {
    /// Which.
    pub kind: ProviderProbeKind,
    /// What was found, or what went wrong.
    pub outcome: Result<String, ProbeFailure>,
}

/// The steps of a try.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProviderProbeKind {
    /// The discovery document is read.
    Discovery,
    /// It is the issuer's own, and names what a login needs.
    Endpoints,
    /// The keys are read.
    Keys,
}

impl ProviderProbeKind {
    /// Every step, in order.
    pub const ALL: [Self; 3] = [Self::Discovery, Self::Endpoints, Self::Keys];

    /// Returns the name used in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Discovery => "discovery",
            Self::Endpoints => "endpoints",
            Self::Keys => "keys",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Discovery => "Discovery document",
            Self::Endpoints => "What a login needs",
            Self::Keys => "Keys",
        }
    }
}
