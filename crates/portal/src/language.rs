//! The choice of a language, each by its own name. It works without script, and anybody may make it at any time.

use app::App;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::language::{is_right_to_left, language_code};
use domain::portal_text::OfferedLanguage;
use domain::secret::Secret;
use http::HeaderMap;
use serde::Deserialize;
use web::error::PageError;
use web::page::{html, see};
use web::session::SessionCookie;

use crate::frame::Frame;
use crate::words::Words;

/// How long a browser keeps the choice, in seconds: half a year.
const CHOICE_AGE_MAX_S: u32 = 182 * 24 * 60 * 60;

#[derive(Template)]
#[template(path = "language.html")]
struct LanguagePage<'a> {
    frame: Frame<'a>,
    choices: Vec<Choice>,
}

struct Choice {
    code: String,
    name: String,
    direction: &'static str,
    is_chosen: bool,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    language: String,
}

/// Shows the languages.
pub(crate) async fn get(State(app): State<App>, words: Words) -> Result<Response, PageError> {
    draw(&app, &words)
}

/// Draws the page.
pub(crate) fn draw(app: &App, words: &Words) -> Result<Response, PageError> {
    let choice = |offered: OfferedLanguage| Choice {
        direction: if is_right_to_left(&offered.code) { "rtl" } else { "ltr" },
        is_chosen: offered.code == words.language()
            || words.language().split('-').next() == Some(offered.code.as_str()),
        code: offered.code,
        name: offered.name,
    };
    let choices = words.offered().into_iter().map(choice).collect();
    html(&LanguagePage { frame: Frame::beside(app, words), choices })
}

/// Keeps the choice and leads back to where the person is.
pub(crate) async fn post(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageError> {
    let code = language_code(&chosen.language);
    let Some(code) = code.filter(|code| words.offered().iter().any(|offered| offered.code == *code)) else {
        return Ok(see("/enroll/language"));
    };
    if let Some(session) = SessionCookie::Portal.read(&headers) {
        app.note_language(&session, &code).await?;
    }
    let cookie = SessionCookie::Language.set(&Secret::new(code), Some(CHOICE_AGE_MAX_S));
    Ok((AppendHeaders([cookie]), see("/enroll")).into_response())
}
