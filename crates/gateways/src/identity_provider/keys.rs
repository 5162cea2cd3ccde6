//! The keys of a provider (RFC 7517), and signatures by them (RFC 7515).
//!
//! A key decides by which algorithms it may have signed, never the token: a token that says `none`, or takes a public key
//! for a shared secret, finds no key that fits.

use http::StatusCode;
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use rustls::RootCertStore;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::http::{Ask, ask, said, unreachable};
use super::{ProviderConnection, ProviderError};

/// The most keys that are kept of a provider.
const KEYS_MAX: usize = 100;

/// The keys that can have signed a token.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(Vec<Key>);

#[derive(Clone, Debug)]
struct Key {
    id: Option<String>,
    algorithms: Vec<Algorithm>,
    key: DecodingKey,
}

/// Why a token is not a provider's.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Unsigned {
    /// No key that is known can have signed it; a newer list may have it.
    KeyUnknown(String),
    /// It is wrong, whatever keys there are.
    Wrong(String),
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

/// Reads the keys.
pub(super) async fn fetch(
    system: &RootCertStore,
    connection: &ProviderConnection,
    url: &str,
) -> Result<Keys, ProviderError> {
    let answer = ask(system, connection, Ask { url, authorization: None, form: None }).await?;
    if answer.status != StatusCode::OK {
        return Err(unreachable(format!("{} answered {}", said(url), answer.status)));
    }
    let set: KeySet = serde_json::from_slice(&answer.body)
        .map_err(|error| unreachable(format!("{} is no list of keys: {error}", said(url))))?;
    Ok(Keys::read(set.keys))
}

impl Keys {
    /// Takes those keys that can have signed a token; others, of kinds that nobody here knows, do no harm.
    fn read(keys: Vec<Value>) -> Self {
        let known = keys.into_iter().filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
        Self(known.filter_map(Key::read).take(KEYS_MAX).collect())
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns what a token says, if one of the keys has signed it.
    pub(super) fn verify(&self, token: &str) -> Result<Map<String, Value>, Unsigned> {
        let header = decode_header(token).map_err(|_| {
            Unsigned::Wrong("the token has no header with an algorithm that is admitted".to_owned())
        })?;
        if has_critical(token) {
            return Err(Unsigned::Wrong(
                "the token has critical parameters that nobody here knows".to_owned(),
            ));
        }
        if matches!(header.alg, Algorithm::HS256 | Algorithm::HS384 | Algorithm::HS512) {
            return Err(Unsigned::Wrong("the token is signed with a shared secret".to_owned()));
        }
        let named = self.0.iter().filter(|key| match (&header.kid, &key.id) {
            (Some(wanted), Some(id)) => wanted == id,
            // A single key may go without a name; a token that names one does not mean a nameless key.
            (None, _) => true,
            (Some(_), None) => false,
        });
        let fitting: Vec<_> = named.filter(|key| key.algorithms.contains(&header.alg)).collect();
        if fitting.is_empty() {
            let id = header.kid.as_deref().unwrap_or("without a name");
            return Err(Unsigned::KeyUnknown(format!(
                "no key of the provider fits the token’s: {} ({:?})",
                said(id),
                header.alg
            )));
        }
        for key in fitting {
            let mut rules = Validation::new(header.alg);
            // What a token claims is checked elsewhere, against a clock that is handed in.
            rules.required_spec_claims.clear();
            (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
            if let Ok(signed) = decode::<Map<String, Value>>(token, &key.key, &rules) {
                return Ok(signed.claims);
            }
        }
        Err(Unsigned::Wrong("the signature of the token is not right".to_owned()))
    }
}

impl Key {
    fn read(jwk: Jwk) -> Option<Self> {
        use Algorithm::{ES256, ES384, EdDSA, PS256, PS384, PS512, RS256, RS384, RS512};
        if jwk.common.public_key_use.as_ref().is_some_and(|used| *used != PublicKeyUse::Signature) {
            return None;
        }
        let mut algorithms = match &jwk.algorithm {
            AlgorithmParameters::RSA(_) => vec![RS256, RS384, RS512, PS256, PS384, PS512],
            AlgorithmParameters::EllipticCurve(key) => match key.curve {
                EllipticCurve::P256 => vec![ES256],
                EllipticCurve::P384 => vec![ES384],
                _ => return None,
            },
            AlgorithmParameters::OctetKeyPair(key) if key.curve == EllipticCurve::Ed25519 => vec![EdDSA],
            _ => return None,
        };
        if let Some(only) = jwk.common.key_algorithm {
            let only = only.to_string();
            algorithms.retain(|algorithm| format!("{algorithm:?}") == only);
        }
        // One that names an algorithm of another kind, for encryption say, signs nothing.
        if algorithms.is_empty() {
            return None;
        }
        let key = DecodingKey::from_jwk(&jwk).ok()?;
        Some(Self { id: jwk.common.key_id, algorithms, key })
    }
}

/// Says whether a token's header names parameters that have to be understood (RFC 7515, section 4.1.11).
fn has_critical(token: &str) -> bool {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let header = token.split('.').next().unwrap_or_default();
    let header = URL_SAFE_NO_PAD.decode(header).unwrap_or_default();
    serde_json::from_slice::<Map<String, Value>>(&header).is_ok_and(|header| header.contains_key("crit"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn t25_a_key_counts_where_an_algorithm_is_left_for_it() {
        let count = |algorithm: Option<&str>| {
            let mut key = json!({
                "kty": "EC", "crv": "P-256", "kid": "one",
                "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
            });
            if let Some(algorithm) = algorithm {
                key["alg"] = json!(algorithm);
            }
            Keys::read(vec![key]).len()
        };
        assert_eq!((count(None), count(Some("ES256"))), (1, 1));
        for other in ["ES384", "RS256", "HS256", "RSA-OAEP", "ECDH-ES"] {
            assert_eq!(count(Some(other)), 0, "{other}");
        }
    }
}
