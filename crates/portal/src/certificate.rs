//! The first half of the walk through a private root: the page with the certificate, and
//! `GET /enroll/certificate/TOKEN.mobileconfig`, which like the enrollment profile needs no cookie and may be repeated.

use app::App;
use askama::Template;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::enrollment::Enrollment;
use http::header::CONTENT_DISPOSITION;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use web::client::ClientAddress;
use web::error::PageError;
use web::page::html;

use crate::drawing::{Drawings, Screen};
use crate::frame::Frame;
use crate::profile::{by_link, file, no_file};
use crate::session::{Place, admit};
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

const NAME: [(HeaderName, HeaderValue); 1] =
    [(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"certificate.mobileconfig\""))];

#[derive(Template)]
#[template(path = "certificate.html")]
struct CertificatePage<'a> {
    frame: Frame<'a>,
    certificate_url: String,
    is_fetched: bool,
    drawings: Drawings,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Certificate).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let url = app.ca_profile_url(&on_the_way.token);
    draw(&app, &words, &on_the_way.enrollment, url, (&uri, &headers))
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    certificate_url: String,
    (uri, headers): (&Uri, &HeaderMap),
) -> Result<Response, PageError> {
    html(&CertificatePage {
        frame: Frame::on(app, words, enrollment, Place::Certificate),
        certificate_url,
        drawings: Drawings::of(words, uri, headers),
        is_fetched: enrollment.ca_fetched_at.is_some(),
    })
}

/// Hands the profile with the root out.
pub(crate) async fn download(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let handed_out = by_link(&app, &wrong_tokens, source, &name, async |token| {
        app.hand_out_ca_profile(token, source).await
    });
    Ok(file(NAME, handed_out.await?))
}

/// Says what `GET` would, changing nothing.
pub(crate) async fn head(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    by_link(&app, &wrong_tokens, source, &name, async |token| app.check_ca_profile_link(token).await).await?;
    Ok(no_file(NAME))
}
