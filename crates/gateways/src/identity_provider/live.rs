//! Providers over the network, with what was learnt about them kept for a while.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::identity_provider::Claims;
use rustls::RootCertStore;
use serde_json::{Map, Value};
use tokio::sync::Mutex as AsyncMutex;
use tokio::time::Instant;

use super::check::{Expected, check, claims, subject};
use super::discovery::{self, Metadata};
use super::keys::{self, Keys, Unsigned};
use super::token::{exchange, userinfo};
use super::{
    ProviderConnection, ProviderError, ProviderProbe, ProviderProbeKind, ProviderProbeStep, Returned, Wanted,
};
use crate::probe::ProbeFailure;
use crate::tls::system_roots;

/// How long a discovery document and keys count before they are read again.
const KEPT: Duration = Duration::from_secs(10 * 60);
/// How long they count where they cannot be read again, or say what makes no sense: a provider that stumbles keeps nobody out.
const KEPT_AT_MOST: Duration = Duration::from_secs(60 * 60);
/// How long an issuer that did not answer is left alone: whoever comes meanwhile goes on with what is known, or is told so
/// at once.
const FAILURE_KEPT: Duration = Duration::from_secs(10);
/// A token with an unknown key has the keys read again, once in this time: a provider may change them at any moment, and
/// nobody may make this server ask without end.
const REREAD_EVERY: Duration = Duration::from_secs(30);
/// The most issuers that are remembered.
const ISSUERS_MAX: usize = 64;

/// A client of providers; clones share what they have learnt.
#[derive(Clone)]
pub struct LiveProviders {
    shared: Arc<Shared>,
}

struct Shared {
    system: RootCertStore,
    issuers: Mutex<HashMap<Key, Arc<AsyncMutex<Issuer>>>>,
}

/// Whom something is known of, and by which trust: where that changes, nothing counts that was learnt by the former.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    issuer: String,
    roots: Vec<Vec<u8>>,
    is_internal: bool,
}

/// An issuer, held by whoever asks it.
#[derive(Default)]
struct Issuer {
    known: Option<Known>,
    /// When and why nothing could be learnt last.
    failed: Option<(Instant, ProviderError)>,
    /// When the keys were last read again for a token's sake.
    reread_at: Option<Instant>,
}

/// What is known of an issuer.
#[derive(Clone)]
struct Known {
    metadata: Metadata,
    keys: Keys,
    read_at: Instant,
}

impl fmt::Debug for LiveProviders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LiveProviders")
    }
}

impl Default for LiveProviders {
    fn default() -> Self {
        Self::new()
    }
}

impl LiveProviders {
    /// Makes a client that knows nobody yet.
    pub fn new() -> Self {
        Self { shared: Arc::new(Shared { system: system_roots(), issuers: Mutex::default() }) }
    }

    pub(super) async fn authorization_url(
        &self,
        connection: &ProviderConnection,
        wanted: &Wanted<'_>,
    ) -> Result<String, ProviderError> {
        let known = self.known(connection).await?;
        Ok(known.metadata.authorization_url(connection, wanted))
    }

    pub(super) async fn redeem(
        &self,
        connection: &ProviderConnection,
        returned: &Returned<'_>,
    ) -> Result<Claims, ProviderError> {
        let known = self.known(connection).await?;
        let metadata = &known.metadata;
        check_sender(metadata, returned.issuer)?;
        let tokens = exchange(&self.shared.system, connection, metadata, returned).await?;
        let token = self.verify(connection, &known, &tokens.id_token).await?;
        let expected = Expected {
            issuer: &connection.issuer,
            client_id: &connection.client_id,
            nonce: returned.nonce,
            now: returned.now,
        };
        check(&token, &expected).map_err(ProviderError::Unverified)?;
        let who = subject(&token).map_err(ProviderError::Unverified)?;
        let said = claims(who, &[&token]);
        let Some(url) = metadata.userinfo_endpoint.as_deref().filter(|_| returned.mapping.misses(&said))
        else {
            return Ok(said);
        };
        let more = userinfo(&self.shared.system, connection, url, &tokens.access_token).await?;
        // Nobody else's claims are taken for theirs (OpenID Connect Core 1.0, section 5.3.2).
        if more.get("sub").and_then(Value::as_str) != Some(who) {
            return Err(ProviderError::Unverified(
                "the userinfo endpoint told about somebody else".to_owned(),
            ));
        }
        Ok(claims(who, &[&token, &more]))
    }

    /// Verifies a token's signature; where its key is unknown, the keys are read again, though not at every try.
    async fn verify(
        &self,
        connection: &ProviderConnection,
        known: &Known,
        token: &str,
    ) -> Result<Map<String, Value>, ProviderError> {
        match known.keys.verify(token) {
            Err(Unsigned::KeyUnknown(_)) => self.reread(connection, known).await?.verify(token),
            verified => verified,
        }
        .map_err(|unsigned| match unsigned {
            Unsigned::KeyUnknown(reason) | Unsigned::Wrong(reason) => ProviderError::Unverified(reason),
        })
    }

    /// Returns the newest keys: read now, where that is due; those that another login has just read, where it is not.
    async fn reread(&self, connection: &ProviderConnection, known: &Known) -> Result<Keys, ProviderError> {
        let issuer = self.issuer(connection);
        let mut issuer = issuer.lock().await;
        if issuer.reread_at.is_none_or(|at| at.elapsed() >= REREAD_EVERY) {
            issuer.reread_at = Some(Instant::now());
            let keys = keys::fetch(&self.shared.system, connection, &known.metadata.jwks_uri).await?;
            if let Some(known) = &mut issuer.known {
                known.keys = keys.clone();
            }
            return Ok(keys);
        }
        Ok(issuer.known.as_ref().unwrap_or(known).keys.clone())
    }

    /// Returns what is known of an issuer, read anew where it is too old: by whoever is first, while the others wait for
    /// what they find. An issuer that did not answer just now is not asked; what was known of it counts a while longer.
    async fn known(&self, connection: &ProviderConnection) -> Result<Known, ProviderError> {
        let issuer = self.issuer(connection);
        let mut issuer = issuer.lock().await;
        if let Some(known) = issuer.known.as_ref().filter(|known| known.read_at.elapsed() < KEPT) {
            return Ok(known.clone());
        }
        let failed = issuer.failed.clone().filter(|(at, _)| at.elapsed() < FAILURE_KEPT);
        let error = match failed {
            Some((_, error)) => error,
            None => match self.fetch(connection).await {
                Ok(known) => {
                    (issuer.known, issuer.failed) = (Some(known.clone()), None);
                    return Ok(known);
                }
                Err(error) => {
                    issuer.failed = Some((Instant::now(), error.clone()));
                    error
                }
            },
        };
        let former = issuer.known.clone().filter(|known| known.read_at.elapsed() < KEPT_AT_MOST);
        former.ok_or(error)
    }

    async fn fetch(&self, connection: &ProviderConnection) -> Result<Known, ProviderError> {
        let metadata = discovery::fetch(&self.shared.system, connection).await?;
        if let Some(fault) = metadata.fault(&connection.issuer) {
            return Err(ProviderError::Unreachable(fault));
        }
        let keys = keys::fetch(&self.shared.system, connection, &metadata.jwks_uri).await?;
        Ok(Known { metadata, keys, read_at: Instant::now() })
    }

    /// Returns where is kept what is known of an issuer by this trust.
    fn issuer(&self, connection: &ProviderConnection) -> Arc<AsyncMutex<Issuer>> {
        let key = Key {
            issuer: connection.issuer.clone(),
            roots: connection.roots.clone(),
            is_internal: connection.is_internal,
        };
        let mut all = self.lock();
        if all.len() >= ISSUERS_MAX && !all.contains_key(&key) {
            all.clear();
        }
        Arc::clone(all.entry(key).or_default())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Arc<AsyncMutex<Issuer>>>> {
        self.shared.issuers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn forget(&self, issuer: &str) {
        self.lock().retain(|key, _| key.issuer != issuer);
    }

    pub(super) async fn probe(&self, connection: &ProviderConnection) -> ProviderProbe {
        let mut probe = ProviderProbe::default();
        let mut step = |kind, outcome: Result<String, ProbeFailure>| {
            let is_good = outcome.is_ok();
            probe.steps.push(ProviderProbeStep { kind, outcome });
            is_good
        };
        let metadata = match discovery::fetch(&self.shared.system, connection).await {
            Ok(metadata) => metadata,
            Err(error) => {
                let advice =
                    "Check the issuer: its discovery document has to be found at the address below it.";
                step(ProviderProbeKind::Discovery, Err(failure(&error.to_string(), advice)));
                return probe;
            }
        };
        step(ProviderProbeKind::Discovery, Ok(discovery::address(&connection.issuer)));
        let endpoints = match metadata.fault(&connection.issuer) {
            None => Ok(format!("{} and {}", metadata.authorization_endpoint, metadata.token_endpoint)),
            Some(fault) => Err(failure(&fault, "A login is not possible until this is right.")),
        };
        if !step(ProviderProbeKind::Endpoints, endpoints) {
            return probe;
        }
        let keys = match keys::fetch(&self.shared.system, connection, &metadata.jwks_uri).await {
            Ok(keys) if keys.len() == 0 => Err(failure(
                "the provider has no key that could have signed an ID token",
                "Let it sign with RS256, PS256, ES256 or EdDSA.",
            )),
            Ok(keys) if keys.len() == 1 => Ok("1 key that signs".to_owned()),
            Ok(keys) => Ok(format!("{} keys that sign", keys.len())),
            Err(error) => Err(failure(&error.to_string(), "Its keys have to be readable for everybody.")),
        };
        step(ProviderProbeKind::Keys, keys);
        probe.notes = metadata.notes(connection);
        probe
    }
}

/// Checks who says that they sent somebody back (RFC 9207): a provider that announces to say so has to, and nobody may name
/// another one.
fn check_sender(metadata: &Metadata, issuer: Option<&str>) -> Result<(), ProviderError> {
    match issuer {
        Some(issuer) if issuer == metadata.issuer => Ok(()),
        None if !metadata.authorization_response_iss_parameter_supported => Ok(()),
        Some(_) => Err(ProviderError::Unverified("the answer came from another issuer".to_owned())),
        None => {
            Err(ProviderError::Unverified("the answer does not say from which issuer it came".to_owned()))
        }
    }
}

fn failure(reason: &str, advice: &str) -> ProbeFailure {
    ProbeFailure { reason: reason.to_owned(), advice: advice.to_owned() }
}
