//! Settings of user-initiated enrollment, section by section: what counts, a replacement, and the history.
//!
//! An answer names its version, as a property and as `ETag`. A replacement with `If-Match` is refused when another version
//! counts meanwhile; without it, it replaces whatever counts.

pub(crate) mod account_driven;
pub(crate) mod devices;
pub(crate) mod general;
pub(crate) mod history;
pub(crate) mod reenrollment;

use app::{App, Caller};
use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::setting::{Section, Versioned};
use http::{HeaderMap, header};
use serde::Serialize;

use crate::problem::Problem;

/// Answers with a section as it counts now.
pub(crate) fn answer(version: u64, section: impl Serialize) -> Response {
    ([(header::ETAG, format!("\"{version}\""))], Json(section)).into_response()
}

/// Changes a section from the version that the request names, or from whatever counts.
async fn replace<S: Section>(
    app: &App,
    caller: &Caller,
    headers: &HeaderMap,
    value: S,
) -> Result<Versioned<S>, Problem> {
    let refused = |error| Problem::from_app(error, app.now());
    let seen = match named_version(headers)? {
        Some(version) => version,
        None => app.show_setting::<S>(caller).await.map_err(refused)?.version,
    };
    app.change_setting(caller, value, seen).await.map_err(refused)
}

/// Reads the version that `If-Match` names.
pub(crate) fn named_version(headers: &HeaderMap) -> Result<Option<u64>, Problem> {
    let Some(named) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let named = named.to_str().unwrap_or_default().trim();
    if named == "*" {
        return Ok(None);
    }
    let version = named.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let version = version.and_then(|version| version.parse().ok());
    version.map(Some).ok_or_else(|| {
        Problem::malformed("If-Match names a version as the header ETag of an answer did, such as \"3\".")
    })
}
