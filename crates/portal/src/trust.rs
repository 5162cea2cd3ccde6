//! The second half of the walk through a private root: the page that shows where the root is switched on, and notices by
//! itself that it is.
//!
//! The page's script asks the probe: the same server under another name. Its request goes through only where the device
//! trusts the root. The portal's own name would tell nothing, since whoever went past the browser's warning has made an
//! exception for it. Without script, without a probe, or where something stands in its way, the person says it themselves.

use app::{App, TrustProof};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::enrollment::Enrollment;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use http::{HeaderMap, StatusCode, Uri};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::{html, see};
use web::security::ConnectsTo;

use crate::drawing::{Drawings, Screen};
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "trust.html")]
struct TrustPage<'a> {
    frame: Frame<'a>,
    /// What to switch on, by the name that Settings shows.
    tap_switch: String,
    probe: Option<String>,
    drawings: Drawings,
}

/// What the form sends: whether the page has seen that the root is trusted.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Passed {
    probed: String,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Trust).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let mut page = draw(&app, &words, &on_the_way.enrollment, (&uri, &headers))?;
    if let Some(origin) = app.settings().trust_probe_origin.clone() {
        page.extensions_mut().insert(ConnectsTo(origin));
    }
    Ok(page)
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    (uri, headers): (&Uri, &HeaderMap),
) -> Result<Response, PageError> {
    let frame = Frame::on(app, words, enrollment, Place::Trust);
    let root = app.trust_root_names().join(", ");
    html(&TrustPage {
        tap_switch: frame.text_with("trust-tap-switch-text", &[("certificate", &root)]),
        frame,
        drawings: Drawings::of(words, uri, headers),
        probe: app.trust_probe_url(),
    })
}

/// Goes on to the enrollment profile.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(passed): Form<Passed>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Trust).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let proof = if passed.probed == "yes" { TrustProof::Probed } else { TrustProof::Said };
    app.pass_trust(&on_the_way.token, proof, source).await?;
    Ok(see(Place::Install.path()))
}

/// Answers whoever reaches it. Pages of the portal may read that, and no others.
pub(crate) async fn probe(State(app): State<App>) -> impl IntoResponse {
    let origin = app.settings().base_url.clone();
    (StatusCode::NO_CONTENT, [(ACCESS_CONTROL_ALLOW_ORIGIN, origin), (CACHE_CONTROL, "no-store".to_owned())])
}
