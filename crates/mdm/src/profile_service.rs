//! `/enroll/service`: where devices tell the profile service what they are, in both of its later phases.

use app::{App, MACHINE_INFO_BYTES_MAX};
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, header};

use crate::octets::{Held, Octets};
use crate::refusal::Refusal;
use crate::source;

/// The one address of both phases.
pub(crate) const PATH: &str = "/enroll/service";

/// Takes one answer of a device.
pub(crate) async fn take(
    State(app): State<App>,
    Extension(octets): Extension<Octets>,
    request: Request,
) -> Response {
    answer(&app, &octets, request).await.unwrap_or_else(|refusal| refusal.answer(&app, PATH))
}

async fn answer(app: &App, octets: &Octets, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let Held { body, place: _place } = octets.read(&parts.headers, body, MACHINE_INFO_BYTES_MAX).await?;
    let handed_out = app.answer_profile_service(body, source::of(&parts.extensions)).await?;
    Ok(profile(handed_out.body))
}

/// Returns a profile as devices take it.
pub(crate) fn profile(body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/x-apple-aspen-config")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (headers, body).into_response()
}
