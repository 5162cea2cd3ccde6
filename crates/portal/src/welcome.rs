//! What will happen, in plain steps, before anything happens.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::enrollment::{Enrollment, Ownership};
use http::HeaderMap;
use web::error::PageError;
use web::page::html;
use web::session::SessionCookie;

use crate::frame::Frame;
use crate::handover::{Elsewhere, elsewhere};
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage<'a> {
    frame: Frame<'a>,
    full_name: &'a str,
    username: &'a str,
    /// The key of the note about it.
    ownership: &'static str,
    /// Whether a certificate comes before the profile.
    has_certificate: bool,
    /// The page that comes next.
    next: &'static str,
    /// Where to go on, in a browser in which nobody can finish.
    elsewhere: Option<Elsewhere>,
    /// Whether this beginning has replaced an earlier one in the same browser.
    is_replaced: bool,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Welcome).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let is_replaced = SessionCookie::Replaced.read(&headers).is_some();
    let page = draw(&app, &words, &on_the_way.enrollment, &headers)?;
    let said = is_replaced.then(|| SessionCookie::Replaced.clear());
    Ok((AppendHeaders(said), page).into_response())
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    headers: &HeaderMap,
) -> Result<Response, PageError> {
    html(&WelcomePage {
        frame: Frame::on(app, words, enrollment, Place::Welcome),
        full_name: &enrollment.person.full_name,
        username: &enrollment.person.username,
        ownership: match enrollment.ownership {
            Ownership::Institutional => "welcome-institutional-text",
            Ownership::Personal => "welcome-personal-text",
        },
        has_certificate: enrollment.trust_steps() > 0,
        next: if enrollment.trust_steps() > 0 { Place::Certificate } else { Place::Install }.path(),
        elsewhere: elsewhere(words, headers),
        is_replaced: SessionCookie::Replaced.read(headers).is_some(),
    })
}
