//! Requests to a provider: one connection each, over TLS, to an address that was looked at.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use domain::webhook::WebhookAddress;
use http::{Method, Request, StatusCode, header};
use http_body_util::{BodyExt, Full, Limited};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use rustls::RootCertStore;
use rustls::pki_types::ServerName;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use zeroize::Zeroizing;

use super::{ProviderConnection, ProviderError};
use crate::guarded::connect;
use crate::tls::{Trust, words};

/// From the look-up of the name to the end of the answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// The most octets of an answer: keys with their certificates take most.
const ANSWER_BYTES_MAX: usize = 512 * 1024;
/// How much the head of an answer may take.
const HEAD_BYTES_MAX: usize = 32 * 1024;
/// The most characters of what a server says itself.
const SAID_CHARACTERS_MAX: usize = 300;
/// What the server calls itself.
const USER_AGENT: &str = concat!("Vestibule/", env!("CARGO_PKG_VERSION"));

/// A request.
pub(super) struct Ask<'a> {
    /// Where to: `https` only.
    pub(super) url: &'a str,
    /// Who we are, as the `Authorization` header says it.
    pub(super) authorization: Option<Zeroizing<String>>,
    /// The form to post; without one it is a `GET`.
    pub(super) form: Option<Zeroizing<String>>,
}

/// An answer.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

/// Asks, and returns the answer whatever its status; a redirect is an error.
pub(super) async fn ask(
    system: &RootCertStore,
    connection: &ProviderConnection,
    ask: Ask<'_>,
) -> Result<Answer, ProviderError> {
    let address = WebhookAddress::parse(ask.url).ok().filter(|address| address.is_tls);
    let address = address.ok_or_else(|| {
        unreachable(format!("{} is no https address, and no other is asked", said(ask.url)))
    })?;
    let exchanged = timeout(TIMEOUT, exchange(system, connection, &address, ask)).await;
    let answer = exchanged
        .unwrap_or_else(|_| Err(format!("no answer within {} s", TIMEOUT.as_secs())))
        .map_err(|reason| unreachable(format!("{}: {reason}", address.authority())))?;
    if answer.status.is_redirection() {
        let words = format!("{}: it redirects, and redirects are not followed", address.authority());
        return Err(unreachable(words));
    }
    Ok(answer)
}

async fn exchange(
    system: &RootCertStore,
    connection: &ProviderConnection,
    address: &WebhookAddress,
    ask: Ask<'_>,
) -> Result<Answer, String> {
    let tcp = connect(address, connection.is_internal).await?;
    let trust = Trust { system, own: &connection.roots, identity: None };
    let config = trust.config(&address.host).map_err(|insecure| insecure.0)?;
    let name = ServerName::try_from(address.host.clone())
        .map_err(|_| "no certificate can be checked against this name".to_owned())?;
    let shaken = TlsConnector::from(Arc::new(config)).connect(name, tcp).await;
    let stream = shaken.map_err(|error| {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(error) => words::tls(error),
            None => words::tcp(&error),
        }
    })?;
    let (mut sender, driver) = http1::Builder::new()
        .max_buf_size(HEAD_BYTES_MAX)
        .handshake::<_, Full<Bytes>>(TokioIo::new(stream))
        .await
        .map_err(|error| error.to_string())?;
    // Ends with this function, whatever the provider still wants to say.
    let mut driven = tokio::task::JoinSet::new();
    driven.spawn(driver);
    let response = sender.send_request(request(address, &ask)?).await.map_err(|error| error.to_string())?;
    let status = response.status();
    let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
    let body = body.map_err(|error| format!("its answer could not be read: {error}"))?.to_bytes();
    Ok(Answer { status, body })
}

fn request(address: &WebhookAddress, ask: &Ask<'_>) -> Result<Request<Full<Bytes>>, String> {
    let method = if ask.form.is_some() { Method::POST } else { Method::GET };
    let mut builder = Request::builder()
        .method(method)
        .uri(&address.path)
        .header(header::HOST, address.authority())
        .header(header::USER_AGENT, USER_AGENT)
        .header(header::ACCEPT, "application/json")
        .header(header::CONNECTION, "close");
    if let Some(authorization) = &ask.authorization {
        builder = builder.header(header::AUTHORIZATION, authorization.as_str());
    }
    let body = match &ask.form {
        Some(form) => {
            builder = builder.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            Bytes::copy_from_slice(form.as_bytes())
        }
        None => Bytes::new(),
    };
    builder.body(Full::new(body)).map_err(|error| error.to_string())
}

/// Names a failure of reaching somebody.
pub(super) fn unreachable(reason: String) -> ProviderError {
    ProviderError::Unreachable(reason)
}

/// Makes one short line of what a server said.
pub(super) fn said(text: &str) -> String {
    let line = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    line.take(SAID_CHARACTERS_MAX).collect::<String>().trim().to_owned()
}
