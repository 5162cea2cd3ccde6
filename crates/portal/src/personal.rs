//! A personally owned device is added in Settings: how that is done, and what the organization then sees of it. No profile
//! is handed out on these pages.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::question::Question;
use http::{HeaderMap, Uri};
use web::error::PageError;
use web::page::html;

use crate::drawing::{Drawings, Screen};
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "personal.html")]
struct PersonalPage<'a> {
    frame: Frame<'a>,
    /// The account to type, where it is known.
    account: Option<&'a str>,
    /// Whether one may go back and choose otherwise.
    may_go_back: bool,
    drawings: Drawings,
}

#[derive(Template)]
#[template(path = "privacy.html")]
struct PrivacyPage<'a> {
    frame: Frame<'a>,
}

/// Shows how to sign in.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Personal).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    draw(&app, &words, &on_the_way.enrollment, (&uri, &headers))
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    (uri, headers): (&Uri, &HeaderMap),
) -> Result<Response, PageError> {
    html(&PersonalPage {
        frame: Frame::on(app, words, enrollment, Place::Personal),
        drawings: Drawings::of(words, uri, headers),
        account: enrollment.person.managed_apple_account.as_deref(),
        may_go_back: enrollment.questions.asks(Question::Ownership),
    })
}

/// Shows what the organization sees of a personally owned device; to everybody, for it says nothing of anybody.
pub(crate) async fn privacy(State(app): State<App>, words: Words) -> Result<Response, PageError> {
    draw_privacy(&app, &words)
}

/// Draws what the organization sees.
pub(crate) fn draw_privacy(app: &App, words: &Words) -> Result<Response, PageError> {
    html(&PrivacyPage { frame: Frame::arrival(app, words) })
}
