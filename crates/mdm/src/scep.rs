//! `/scep`: one URL, the operation in its query (RFC 8894 §4).

use std::net::IpAddr;

use app::App;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use http::request::Parts;
use http::{StatusCode, header};

use crate::admission::Limits;
use crate::octets::{Held, Octets};
use crate::refusal::Refusal;
use crate::{query, source};

/// What SCEP may take at once. The app queues the work with the authority's key; this bounds the queue. Anybody may
/// send a message, so its octets have a room apart from the one of enrolled devices.
pub(crate) const LIMITS: Limits = Limits { in_flight_max: 512, octets_max: 128 * 1024 * 1024 };

/// The largest message; real ones have some kilobytes.
const BODY_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Returns the methods of the SCEP URL.
pub(crate) fn methods() -> MethodRouter<App> {
    get(fetch).post(submit)
}

/// Answers what comes by `GET`: all operations, with the message in the query.
async fn fetch(State(app): State<App>, request: Request) -> Response {
    answer_fetch(&app, request.into_parts().0).await.unwrap_or_else(|refusal| refusal.answer(&app, "/scep"))
}

/// Answers what comes by `POST`: only messages can.
async fn submit(State(app): State<App>, Extension(octets): Extension<Octets>, request: Request) -> Response {
    answer_submit(&app, &octets, request).await.unwrap_or_else(|refusal| refusal.answer(&app, "/scep"))
}

async fn answer_fetch(app: &App, request: Parts) -> Result<Response, Refusal> {
    let query = request.uri.query().unwrap_or_default();
    match operation(query)? {
        Operation::Capabilities => Ok(reply("text/plain", app.scep_capabilities())),
        Operation::Certificate => Ok(reply("application/x-x509-ca-cert", app.scep_certificate().to_vec())),
        Operation::Exchange => {
            let message = query::single(query, "message")
                .and_then(|text| query::decode_base64(&text))
                .ok_or_else(|| Refusal::bad_request("PKIOperation by GET without a base64 message"))?;
            exchange(app, message, source::of(&request.extensions)).await
        }
    }
}

/// The body counts, even when the query repeats the message, and whatever its content type says it is.
async fn answer_submit(app: &App, octets: &Octets, request: Request) -> Result<Response, Refusal> {
    let Operation::Exchange = operation(request.uri().query().unwrap_or_default())? else {
        return Err(Refusal::bad_request("only PKIOperation comes by POST"));
    };
    let (parts, body) = request.into_parts();
    let Held { body, place } = octets.read(&parts.headers, body, BODY_BYTES_MAX).await?;
    let answer = exchange(app, body, source::of(&parts.extensions)).await;
    drop(place);
    answer
}

/// Exchanges a message for a `CertRep`, which has status 200 also when it says no.
async fn exchange(app: &App, message: Vec<u8>, source: IpAddr) -> Result<Response, Refusal> {
    let answer = app.answer_scep(message, source).await?;
    Ok(reply("application/x-pki-message", answer))
}

/// The operations served. `GetNextCACert` is known and refused: this authority announces no successor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Operation {
    /// `GetCACaps`.
    Capabilities,
    /// `GetCACert`.
    Certificate,
    /// `PKIOperation`.
    Exchange,
}

fn operation(query: &str) -> Result<Operation, Refusal> {
    match query::single(query, "operation").as_deref() {
        Some(b"GetCACaps") => Ok(Operation::Capabilities),
        Some(b"GetCACert") => Ok(Operation::Certificate),
        Some(b"PKIOperation") => Ok(Operation::Exchange),
        Some(b"GetNextCACert") => Err(Refusal::not_found("GetNextCACert: no next certificate is announced")),
        Some(other) => {
            let name = String::from_utf8_lossy(other);
            Err(Refusal::bad_request(format!("unknown SCEP operation {name}")))
        }
        None => Err(Refusal::bad_request("a SCEP request without one operation")),
    }
}

/// Returns an answer with exactly this content type: clients compare it whole, so no charset may follow.
fn reply(content_type: &'static str, body: impl Into<Body>) -> Response {
    (StatusCode::OK, [(header::CONTENT_TYPE, content_type)], body.into()).into_response()
}
