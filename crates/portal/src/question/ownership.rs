//! Who owns the device, where both are possible: what the organization can and cannot do with each, and two choices.

use app::{App, Error};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::{Enrollment, Ownership};
use domain::question::Question;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::html_with;

use super::lead_on;
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "question/ownership.html")]
struct OwnershipPage<'a> {
    frame: Frame<'a>,
    has_fault: bool,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    ownership: String,
}

/// Shows the choice.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    match admit(&app, &words, &headers, Place::Question(Question::Ownership)).await {
        Ok(on_the_way) => draw(&app, &words, &on_the_way.enrollment, StatusCode::OK),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// Takes the choice.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(chosen): Form<Chosen>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Ownership)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let Some(ownership) = Ownership::parse(&chosen.ownership) else {
        return draw(&app, &words, &on_the_way.enrollment, StatusCode::UNPROCESSABLE_ENTITY);
    };
    match app.answer_ownership(&on_the_way.token, ownership, source).await {
        Ok(enrollment) => Ok(lead_on(&app, &enrollment)),
        Err(Error::Refused(_)) => {
            draw(&app, &words, &on_the_way.enrollment, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(error) => Err(error.into()),
    }
}

/// Draws the page.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    enrollment: &Enrollment,
    status: StatusCode,
) -> Result<Response, PageError> {
    let frame = Frame::on(app, words, enrollment, Place::Question(Question::Ownership));
    html_with(status, &OwnershipPage { frame, has_fault: status != StatusCode::OK })
}
