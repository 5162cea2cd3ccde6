//! One log line per request: method, route, status, duration.
//!
//! The route is the pattern, not the path: paths carry tokens, and neither they nor queries, addresses or
//! bodies belong in a log.

use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use std::time::Instant;

/// Logs every request the router answers.
pub fn log(router: Router) -> Router {
    router.layer(from_fn(log_request))
}

async fn log_request(request: Request, next: Next) -> Response {
    let begun_at = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(no route)", MatchedPath::as_str);
    let status = response.status().as_u16();
    let duration_ms = u64::try_from(begun_at.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(request.method = %method, request.route = route, response.status = status, duration_ms, "request answered");
    response
}
