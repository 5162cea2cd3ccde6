//! Tokens for `XOAUTH2`, asked for at a token server (RFC 6749) and kept while they are good.
//!
//! A refresh token stays what an administrator entered: some token servers give out a new one with each token, and those
//! that do go on taking the old one.

use std::time::Duration;

use bytes::Bytes;
use domain::mail_server::{Grant, TokenSource};
use http::{Method, Request, StatusCode, Uri, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use zeroize::Zeroizing;

use super::smtp::{Failure, Way};
use super::stream::Peer;
use super::words::tidy;

/// The most octets of an answer.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// A token is renewed so long before its end.
const RENEWED_BEFORE: Duration = Duration::from_secs(60);
/// How long a token is good for where the server does not say.
const USUAL_AGE_SECONDS: u64 = 600;
/// The port of HTTPS.
const HTTPS_PORT: u16 = 443;

/// The token in use.
#[derive(Default)]
pub(super) struct Tokens(Mutex<Option<Kept>>);

struct Kept {
    token: Zeroizing<String>,
    until: Instant,
    /// Whether it has served before.
    is_old: bool,
}

#[derive(Deserialize)]
struct Given {
    access_token: String,
    expires_in: Option<u64>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Refused {
    error: String,
    error_description: String,
}

impl Tokens {
    /// Returns a token that is good, or a new one where that is wanted. Whoever comes while one is asked for waits for it.
    pub(super) async fn token(
        &self,
        source: &TokenSource,
        way: &Way<'_>,
        wants_new: bool,
    ) -> Result<Zeroizing<String>, Failure> {
        let mut kept = self.0.lock().await;
        if let Some(kept) = kept.as_mut().filter(|kept| !wants_new && Instant::now() < kept.until) {
            kept.is_old = true;
            return Ok(kept.token.clone());
        }
        let within = Duration::from_secs(way.server.connect_timeout_s.into())
            + Duration::from_secs(way.server.answer_timeout_s.into());
        let given = timeout(within, ask(source, way))
            .await
            .unwrap_or_else(|_| Err(Failure::Lost("the token server gave no answer in time".to_owned())))?;
        let age = Duration::from_secs(given.expires_in.unwrap_or(USUAL_AGE_SECONDS));
        let token = Zeroizing::new(given.access_token);
        let until = Instant::now() + age.saturating_sub(RENEWED_BEFORE);
        *kept = Some(Kept { token: token.clone(), until, is_old: false });
        Ok(token)
    }

    /// Says whether a token was kept from an earlier login.
    pub(super) async fn is_kept(&self, token: &str) -> bool {
        self.0.lock().await.as_ref().is_some_and(|kept| kept.is_old && kept.token.as_str() == token)
    }
}

async fn ask(source: &TokenSource, way: &Way<'_>) -> Result<Given, Failure> {
    let unusable = |words: &str| Failure::Unusable(format!("the token server: {words}"));
    let uri: Uri = source.token_url.parse().map_err(|_| unusable("its address makes no sense"))?;
    let host = uri.host().ok_or_else(|| unusable("its address names no host"))?;
    let peer = Peer {
        host: host.trim_matches(['[', ']']),
        port: uri.port_u16().unwrap_or(HTTPS_PORT),
        ..way.peer()
    };
    let lost = |words: String| Failure::Lost(format!("the token server: {words}"));
    let tcp = peer.connect().await.map_err(lost)?;
    let stream = peer.protect(Box::new(tcp), None).await.map_err(|insecure| unusable(&insecure.0))?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| lost(error.to_string()))?;
    let driver = tokio::spawn(connection);
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    let authority = uri.authority().map(|authority| authority.as_str()).unwrap_or_default();
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(header::HOST, authority)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::ACCEPT, "application/json")
        .body(Full::new(Bytes::copy_from_slice(form(source, way)?.as_bytes())))
        .map_err(|_| unusable("its address makes no sense"))?;
    let response = sender.send_request(request).await.map_err(|error| lost(error.to_string()))?;
    let status = response.status();
    let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
    driver.abort();
    let body = body.map_err(|error| lost(error.to_string()))?.to_bytes();
    read(status, &body)
}

/// Makes a token, or a failure in the token server's words, of an answer.
fn read(status: StatusCode, body: &[u8]) -> Result<Given, Failure> {
    if status.is_success() {
        let given = serde_json::from_slice::<Given>(body).ok();
        let is_token = |given: &Given| {
            !given.access_token.is_empty() && given.access_token.chars().all(|c| c.is_ascii_graphic())
        };
        return given
            .filter(is_token)
            .ok_or_else(|| Failure::Unusable("the token server gave no token".to_owned()));
    }
    let refused: Refused = serde_json::from_slice(body).unwrap_or_default();
    let words = tidy(&format!("the token server: {status} {} {}", refused.error, refused.error_description));
    if status.is_server_error() || status == StatusCode::TOO_MANY_REQUESTS {
        Err(Failure::Later(words))
    } else {
        Err(Failure::Unusable(words))
    }
}

fn form(source: &TokenSource, way: &Way<'_>) -> Result<Zeroizing<String>, Failure> {
    let missing = |what: &str| Failure::Unusable(format!("no {what} is set"));
    let secret = way.secrets.client_secret.as_ref().map(|secret| secret.as_str());
    let mut fields = vec![("client_id", source.client_id.as_str())];
    match source.grant {
        Grant::RefreshToken => {
            let token = way.secrets.refresh_token.as_ref().ok_or_else(|| missing("refresh token"))?;
            fields.extend([("grant_type", "refresh_token"), ("refresh_token", token)]);
        }
        Grant::ClientCredentials => {
            secret.ok_or_else(|| missing("client secret"))?;
            fields.push(("grant_type", "client_credentials"));
        }
    }
    fields.extend(secret.map(|secret| ("client_secret", secret)));
    if !source.scope.is_empty() {
        fields.push(("scope", &source.scope));
    }
    // At once as large as it may be: a text that grows leaves copies of the secrets behind.
    let mut form = Zeroizing::new(String::with_capacity(
        fields.iter().map(|(name, value)| name.len() + 3 * value.len() + 2).sum(),
    ));
    for (name, value) in fields {
        if !form.is_empty() {
            form.push('&');
        }
        form.push_str(name);
        form.push('=');
        encode(&mut form, value);
    }
    Ok(form)
}

/// Writes a text as `application/x-www-form-urlencoded` has it.
fn encode(form: &mut String, text: &str) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'.' | b'_' | b'~') {
            form.push(char::from(octet));
        } else {
            form.extend(['%', DIGITS[usize::from(octet >> 4)], DIGITS[usize::from(octet & 15)]]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_a_token_or_says_why_not() {
        let given =
            read(StatusCode::OK, br#"{"access_token":"abc","expires_in":3600,"token_type":"Bearer"}"#);
        assert!(given.is_ok_and(|given| given.access_token == "abc" && given.expires_in == Some(3_600)));
        for body in [b"".as_slice(), b"{}", br#"{"access_token":""}"#, br#"{"access_token":"a\r\nb"}"#] {
            assert!(matches!(read(StatusCode::OK, body), Err(Failure::Unusable(_))));
        }
        let refused = read(
            StatusCode::BAD_REQUEST,
            br#"{"error":"invalid_grant","error_description":"AADSTS70008: it has\r\nexpired"}"#,
        );
        let Err(Failure::Unusable(words)) = refused else { panic!("another failure") };
        assert_eq!(words, "the token server: 400 Bad Request invalid_grant AADSTS70008: it has  expired");
        assert!(matches!(read(StatusCode::BAD_GATEWAY, b"<html>"), Err(Failure::Later(_))));
    }

    #[test]
    fn a_form_is_encoded() {
        let mut form = String::new();
        encode(&mut form, "https://x/.default offline_åccess&a=b+c");
        assert_eq!(form, "https%3A%2F%2Fx%2F.default%20offline_%C3%A5ccess%26a%3Db%2Bc");
    }
}
