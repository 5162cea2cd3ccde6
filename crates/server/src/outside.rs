//! What every request passes before it reaches a door: log line, source, host, and a net below.

use crate::host::AllowedHosts;
use crate::source::TrustedProxies;
use crate::{access, host, source};
use axum::Router;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;

/// Wraps all doors of one listener, the log outermost. Nothing else may stand between listener and doors.
pub fn wrap(doors: Router, allowed: AllowedHosts, trusted: TrustedProxies) -> Router {
    let caught = doors.layer(CatchPanicLayer::custom(answer_panic));
    access::log(source::mark(host::guard(caught, allowed), trusted))
}

/// Answers a request whose handler panicked; the panic hook has said where, and the message may hold a secret.
fn answer_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on the server.\n").into_response()
}
