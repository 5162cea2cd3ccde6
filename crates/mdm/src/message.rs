//! A signed message of the device channel: read raw within its limit, proven, and only then parsed.
//!
//! The signature covers the octets as they came, so nothing between the socket and here may decompress or re-encode
//! them. Proof and parsing are pure computation of up to some milliseconds for the largest bodies, and stay off the
//! threads that serve connections.

use app::{App, DeviceProof, ProofRefusal, Signed};
use apple_mdm::ParseError;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use bytes::Bytes;
use http::{HeaderMap, header};

use crate::refusal::Refusal;

/// Requests of the device channel under way at once. Most of them wait for the database and cost nothing meanwhile.
pub(crate) const IN_FLIGHT_MAX: usize = 1_024;

/// The header with the detached signature over the body.
const SIGNATURE: &str = "mdm-signature";

/// Reads a request's message with the proof of who sent it. `parse` never sees a body that nobody has signed.
pub(crate) async fn read<M: Send + 'static>(
    app: &App,
    request: Request,
    body_bytes_max: usize,
    parse: fn(&[u8]) -> Result<M, ParseError>,
) -> Result<(DeviceProof, M), Refusal> {
    let (parts, body) = request.into_parts();
    // Nothing unsigned is worth its transfer.
    let signature = signature(&parts.headers).ok_or(ProofRefusal::Missing)?;
    let body = read_body(&parts.headers, body, body_bytes_max).await?;
    let app = app.clone();
    let work = move || {
        let proof = app.verify_device(Signed { body: &body, signature: Some(&signature) })?;
        Ok((proof, parse(&body)?))
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::internal(error.to_string()))?
}

/// Returns the one signature header; `None` when there is none, more than one, or one that is not text.
fn signature(headers: &HeaderMap) -> Option<String> {
    let mut values = headers.get_all(SIGNATURE).iter();
    let value = values.next()?;
    values.next().is_none().then_some(())?;
    value.to_str().ok().map(str::to_owned)
}

/// Reads a body of at most `bytes_max` octets; one that announces more is not read at all.
pub(crate) async fn read_body(headers: &HeaderMap, body: Body, bytes_max: usize) -> Result<Bytes, Refusal> {
    let announced =
        headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if announced.is_some_and(|bytes| bytes > bytes_max as u64) {
        return Err(Refusal::bad_request(format!("the body is to have more than {bytes_max} octets")));
    }
    to_bytes(body, bytes_max)
        .await
        .map_err(|error| Refusal::bad_request(format!("reading the body: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t49_two_signatures_are_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(signature(&headers), None);
        headers.append(SIGNATURE, "MIAG".parse().expect("a value"));
        assert_eq!(signature(&headers).as_deref(), Some("MIAG"));
        headers.append(SIGNATURE, "MIAG".parse().expect("a value"));
        assert_eq!(signature(&headers), None);
    }

    #[tokio::test]
    async fn t54_a_body_past_its_limit_is_refused_announced_or_not() {
        let check = async |announced: Option<&str>, bytes: usize, accepted: bool| {
            let mut headers = HeaderMap::new();
            if let Some(announced) = announced {
                headers.insert(header::CONTENT_LENGTH, announced.parse().expect("a value"));
            }
            let read = read_body(&headers, Body::from(vec![0; bytes]), 10).await;
            assert_eq!(read.is_ok(), accepted, "{announced:?} {bytes}");
        };
        check(None, 10, true).await;
        check(Some("10"), 10, true).await;
        check(None, 11, false).await;
        check(Some("11"), 0, false).await;
        check(Some("3"), 11, false).await;
    }
}
