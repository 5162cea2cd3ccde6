//! The agreement that somebody accepts before their device is set up.

use app::App;
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::question::Question;
use http::HeaderMap;
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::html;

use super::lead_on;
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "question/eula.html")]
struct EulaPage<'a> {
    frame: Frame<'a>,
    version: u32,
    /// The language it is in.
    language: &'a str,
    paragraphs: Vec<&'a str>,
}

/// What the form sends: the version that was read, and in which language.
#[derive(Deserialize)]
pub(crate) struct Accepted {
    version: u32,
    #[serde(default)]
    language: String,
}

/// Shows the text.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Eula)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let eula = app.show_asked_agreement(&on_the_way.token, words.language()).await?;
    html(&EulaPage {
        frame: Frame::on(&app, &words, &on_the_way.enrollment, Place::Question(Question::Eula)),
        version: eula.version,
        language: &eula.language,
        paragraphs: eula.text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).collect(),
    })
}

/// Draws the page for somebody who is only looking.
pub(crate) fn sample(app: &App, words: &Words, enrollment: &Enrollment) -> Result<Response, PageError> {
    let frame = Frame::on(app, words, enrollment, Place::Question(Question::Eula));
    html(&EulaPage {
        frame,
        version: 1,
        language: words.language(),
        paragraphs: vec!["1. …", "2. …", "3. …"],
    })
}

/// Takes the word for it.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(accepted): Form<Accepted>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Eula)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let enrollment = app.accept_eula(&on_the_way.token, accepted.version, &accepted.language, source).await?;
    Ok(lead_on(&app, &enrollment))
}
