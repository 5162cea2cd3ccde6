//! "Have a code?": a short code is typed, of an invitation whose message is on another device, or of another browser that
//! hands over.

use app::{App, Fault};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::{Extension, Form};
use http::StatusCode;
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Faults;
use web::page::html_with;

use super::link::take_in;
use super::look_up;
use crate::frame::Frame;
use crate::handover;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

#[derive(Template)]
#[template(path = "invitation/code_entry.html")]
struct CodeEntryPage<'a> {
    frame: Frame<'a>,
    code: &'a str,
    faults: Faults,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
}

/// Shows the form.
pub(crate) async fn get(State(app): State<App>, words: Words) -> Result<Response, PageError> {
    draw(&app, &words, StatusCode::OK, "", Faults::default())
}

/// Takes the code as a link would be taken: any case, with or without dashes. A whole link does as well.
pub(crate) async fn post(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let again = |key: &str| {
        let faults = Faults::new(vec![Fault::new("code", words.plain(key))]);
        draw(&app, &words, StatusCode::UNPROCESSABLE_ENTITY, &typed.code, faults)
    };
    let brought = typed.code.trim().rsplit('/').next().unwrap_or_default();
    if brought.is_empty() {
        return again("code-entry-missing");
    }
    // The code of another browser that hands over is typed here, too.
    if let Some((key, _)) = handover::look_up(&app, &wrong_tokens, source, brought).await? {
        return Ok(handover::take_in(key.secret()));
    }
    match look_up(&app, &wrong_tokens, source, brought).await? {
        Some(held) => Ok(take_in(&held)),
        None => again("code-entry-unknown"),
    }
}

pub(crate) fn draw(
    app: &App,
    words: &Words,
    status: StatusCode,
    code: &str,
    faults: Faults,
) -> Result<Response, PageError> {
    html_with(status, &CodeEntryPage { frame: Frame::arrival(app, words), code, faults })
}
