//! A signed message of the device channel: its signer recognised, read raw within its limit, proven, and only then
//! parsed.
//!
//! The signature covers the octets as they came, so nothing between the socket and here may decompress or re-encode
//! them. Proof and parsing are pure computation of up to some milliseconds for the largest bodies, and stay off the
//! threads that serve connections.

use app::{App, DeviceProof};
use apple_mdm::ParseError;
use axum::extract::Request;
use http::HeaderMap;

use crate::account::bearer;
use crate::admission::Limits;
use crate::octets::{Held, Octets, Place};
use crate::refusal::Refusal;

/// What the device channel may take at once. Most requests wait for the database and cost nothing meanwhile; the octets
/// are those of sixteen reports of the largest size, or of all requests at a quarter mebibyte each.
pub(crate) const LIMITS: Limits = Limits { in_flight_max: 1_024, octets_max: 256 * 1024 * 1024 };

/// The header with the detached signature over the body.
const SIGNATURE: &str = "mdm-signature";

/// A message and who sent it.
pub(crate) struct Proven<M> {
    pub(crate) proof: DeviceProof,
    pub(crate) message: M,
    /// What is made of a body takes room as well, until it is answered.
    _place: Place,
}

/// Reads a request's message with the proof of who sent it. The body of a stranger is not read, and `parse` never sees
/// one that nobody has signed.
pub(crate) async fn read<M: Send + 'static>(
    app: &App,
    octets: &Octets,
    request: Request,
    body_bytes_max: usize,
    parse: fn(&[u8]) -> Result<M, ParseError>,
) -> Result<Proven<M>, Refusal> {
    let (parts, body) = request.into_parts();
    let signer = app.recognise_signer(signature(&parts.headers))?;
    let Held { body, place } = octets.read(&parts.headers, body, body_bytes_max).await?;
    let work = move || {
        let proof = signer.verify(&body)?;
        let proof = match bearer(&parts.headers) {
            Some(token) => proof.with_bearer(token),
            None => proof,
        };
        Ok(Proven { proof, message: parse(&body)?, _place: place })
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Refusal::internal(error.to_string()))?
}

/// Returns the one signature header; `None` when there is none, more than one, or one that is not text.
fn signature(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(SIGNATURE).iter();
    let value = values.next()?;
    values.next().is_none().then_some(())?;
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t49_two_signatures_are_none() {
        let mut headers = HeaderMap::new();
        assert_eq!(signature(&headers), None);
        headers.append(SIGNATURE, "MIAG".parse().expect("a value"));
        assert_eq!(signature(&headers), Some("MIAG"));
        headers.append(SIGNATURE, "MIAG".parse().expect("a value"));
        assert_eq!(signature(&headers), None);
    }
}
