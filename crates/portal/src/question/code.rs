//! The one-time code that an invitation asks for.

use app::{App, Error, Fault, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::question::Question;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};

use super::lead_on;
use crate::frame::Frame;
use crate::problem;
use crate::session::{OnTheWay, Place, admit};
use crate::words::Words;

/// What follows the `?` of the page right after another code was sent.
const SENT: &str = "sent";

#[derive(Template)]
#[template(path = "question/code.html")]
struct CodePage<'a> {
    frame: Frame<'a>,
    /// Where the code went, in part hidden.
    address: &'a str,
    is_sent_again: bool,
    problem: Option<String>,
    faults: Faults,
}

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
}

/// Shows the form.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Code)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    // A code that was right is spent: there is nothing to type a second time.
    if on_the_way.enrollment.questions.next() != Some(Question::Code) {
        return Ok(lead_on(&app, &on_the_way.enrollment));
    }
    let page = Shown { is_sent_again: query.as_deref() == Some(SENT), ..Shown::default() };
    draw(&app, &words, &on_the_way, StatusCode::OK, page).await
}

/// Takes the code.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Code)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let fault =
        |key| Shown { faults: Faults::new(vec![Fault::new("code", words.plain(key))]), ..Shown::default() };
    if typed.code.trim().is_empty() {
        let page = fault("code-missing");
        return draw(&app, &words, &on_the_way, StatusCode::UNPROCESSABLE_ENTITY, page).await;
    }
    match app.answer_code(&on_the_way.token, &typed.code, source).await {
        Ok(enrollment) => Ok(lead_on(&app, &enrollment)),
        Err(Error::Refused(refusal @ Refusal::Code)) => {
            draw(&app, &words, &on_the_way, StatusCode::FORBIDDEN, fault(problem::refusal(&refusal))).await
        }
        Err(Error::Refused(refusal @ Refusal::CodesUsedUp)) => {
            draw(&app, &words, &on_the_way, StatusCode::FORBIDDEN, Shown::problem(&refusal, &words)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Sends another code.
pub(crate) async fn send(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Code)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    match app.send_code_again(&on_the_way.token).await {
        Ok(()) => Ok(see("/enroll/code?sent")),
        Err(Error::Refused(refusal @ Refusal::CodesUsedUp)) => {
            draw(&app, &words, &on_the_way, StatusCode::FORBIDDEN, Shown::problem(&refusal, &words)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What the page shows beside the form.
#[derive(Default)]
struct Shown {
    is_sent_again: bool,
    problem: Option<String>,
    faults: Faults,
}

impl Shown {
    fn problem(refusal: &Refusal, words: &Words) -> Self {
        Self { problem: Some(words.plain(problem::refusal(refusal))), ..Self::default() }
    }
}

/// Draws the page for somebody who is only looking.
pub(crate) fn sample(app: &App, words: &Words, enrollment: &Enrollment) -> Result<Response, PageError> {
    let frame = Frame::on(app, words, enrollment, Place::Question(Question::Code));
    let Shown { is_sent_again, problem, faults } = Shown::default();
    html(&CodePage { frame, address: "a…@example.org", is_sent_again, problem, faults })
}

async fn draw(
    app: &App,
    words: &Words,
    on_the_way: &OnTheWay,
    status: StatusCode,
    Shown { is_sent_again, problem, faults }: Shown,
) -> Result<Response, PageError> {
    let address = app.find_code_address(&on_the_way.token).await?;
    let frame = Frame::on(app, words, &on_the_way.enrollment, Place::Question(Question::Code));
    html_with(status, &CodePage { frame, address: &address, is_sent_again, problem, faults })
}
