//! What every answer of an HTML door carries, and what no request gets past.

use app::App;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use http::{HeaderName, HeaderValue};
use tower_http::csrf::CsrfLayer;

use crate::error::{DrawError, draw_errors};

/// The largest form, in octets. A push certificate with its key is the largest thing anybody uploads.
pub const BODY_BYTES_MAX: usize = 256 * 1024;

/// Everything comes from this server, nothing runs that stands in a page, nobody frames us, forms stay here: the last one
/// of an account-driven enrollment leads from here back into Settings.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; \
                      base-uri 'none'; form-action 'self' apple-remotemanagement-user-login:";

/// For a document that one of our pages shows in a frame: it may carry its look in its elements, as mails do, and can do
/// nothing: no script, no form, no request, no origin.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; \
                             frame-ancestors 'self'; base-uri 'none'; form-action 'none'; sandbox";

/// For one of our own pages that another of them shows in a frame: as it is, but nothing runs and nothing is sent.
const LOOKED_AT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-ancestors 'self'; \
                                base-uri 'none'; form-action 'none'; sandbox allow-same-origin";

/// Marks an answer, by its extensions, as one of our own pages that is only looked at, in a frame of another.
#[derive(Clone, Copy, Debug)]
pub struct LookedAt;

/// Marks an answer, by its extensions, as a document for a frame in one of our own pages.
#[derive(Clone, Copy, Debug)]
pub struct Framed;

/// Marks an answer, by its extensions, as a page whose script asks one other origin as well as this server.
#[derive(Clone, Debug)]
pub struct ConnectsTo(pub String);

const HEADERS: [(HeaderName, HeaderValue); 8] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    // Not `no-referrer`: under that, older Safari posts forms with `Origin: null`, which the CSRF layer refuses.
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// Finishes a door: forms from other origins are refused, bodies are limited, errors are drawn by `draw`, and all
/// answers carry the security headers. Answers are not stored unless they say otherwise themselves.
pub fn layer(router: Router, app: App, draw: DrawError) -> Router {
    router
        .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state((app, draw), draw_errors))
        .layer(from_fn(add_headers))
}

async fn add_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let is_framed = response.extensions().get::<Framed>().is_some();
    let is_looked_at = response.extensions().get::<LookedAt>().is_some();
    let connects_to = response.extensions_mut().remove::<ConnectsTo>();
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        // A page may be stricter about what it tells of itself; nothing else is a page's to decide.
        if name != REFERRER_POLICY || !headers.contains_key(&name) {
            headers.insert(name, value);
        }
    }
    if let Some(ConnectsTo(origin)) = connects_to
        && let Ok(policy) = HeaderValue::try_from(format!("{POLICY}; connect-src 'self' {origin}"))
    {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    if is_framed || is_looked_at {
        let policy = if is_framed { FRAMED_POLICY } else { LOOKED_AT_POLICY };
        headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}
