//! The exchange of a code for tokens, and the claims that stand elsewhere.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use rustls::RootCertStore;
use serde::Deserialize;
use serde_json::{Map, Value};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::discovery::Metadata;
use super::http::{Ask, ask, said, unreachable};
use super::{ProviderConnection, ProviderError, Returned};

/// What a code was exchanged for.
#[derive(Deserialize, Zeroize, ZeroizeOnDrop)]
pub(super) struct Tokens {
    #[serde(default)]
    pub(super) id_token: String,
    #[serde(default)]
    pub(super) access_token: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Refused {
    error: String,
    error_description: String,
}

/// Exchanges a code.
pub(super) async fn exchange(
    system: &RootCertStore,
    connection: &ProviderConnection,
    metadata: &Metadata,
    returned: &Returned<'_>,
) -> Result<Tokens, ProviderError> {
    let (form, authorization) = write(connection, metadata, returned);
    let form = Some(form);
    let answer = ask(system, connection, Ask { url: &metadata.token_endpoint, authorization, form }).await?;
    if answer.status == StatusCode::OK {
        return serde_json::from_slice(&answer.body)
            .map_err(|_| ProviderError::Unverified("the token endpoint answered no tokens".to_owned()));
    }
    let refused: Refused = serde_json::from_slice(&answer.body).unwrap_or_default();
    let reason = said(&format!(
        "the token endpoint answered {} {} {}",
        answer.status, refused.error, refused.error_description
    ));
    if answer.status.is_server_error() {
        Err(unreachable(reason))
    } else {
        Err(ProviderError::Unverified(reason))
    }
}

/// Writes the form that asks for tokens, and how we say who we are.
fn write(
    connection: &ProviderConnection,
    metadata: &Metadata,
    returned: &Returned<'_>,
) -> (Zeroizing<String>, Option<Zeroizing<String>>) {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", returned.code)
        .append_pair("redirect_uri", returned.redirect_uri)
        .append_pair("code_verifier", returned.verifier);
    let mut authorization = None;
    match &connection.client_secret {
        Some(secret) if metadata.takes_basic() => {
            // Each part is written as a form has it, before the whole becomes Base64 (RFC 6749, section 2.3.1).
            let part = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
            let pair = Zeroizing::new(format!("{}:{}", part(&connection.client_id), part(secret)));
            authorization = Some(Zeroizing::new(format!("Basic {}", STANDARD.encode(pair.as_bytes()))));
        }
        Some(secret) => {
            form.append_pair("client_id", &connection.client_id).append_pair("client_secret", secret);
        }
        None => {
            form.append_pair("client_id", &connection.client_id);
        }
    }
    (Zeroizing::new(form.finish()), authorization)
}

/// Asks for the claims that the ID token leaves out.
pub(super) async fn userinfo(
    system: &RootCertStore,
    connection: &ProviderConnection,
    url: &str,
    access_token: &str,
) -> Result<Map<String, Value>, ProviderError> {
    if access_token.is_empty() || !access_token.bytes().all(|octet| octet.is_ascii_graphic()) {
        return Err(ProviderError::Unverified("there is no access token to ask for more claims".to_owned()));
    }
    let authorization = Some(Zeroizing::new(format!("Bearer {access_token}")));
    let answer = ask(system, connection, Ask { url, authorization, form: None }).await?;
    if answer.status != StatusCode::OK {
        return Err(unreachable(format!("the userinfo endpoint answered {}", answer.status)));
    }
    serde_json::from_slice(&answer.body)
        .map_err(|_| ProviderError::Unverified("the userinfo endpoint answered no claims".to_owned()))
}
