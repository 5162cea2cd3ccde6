//! Waiting until somebody approves the enrollment. The page turns by itself when they have.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::Enrollment;
use domain::question::Question;
use http::HeaderMap;
use web::error::PageError;
use web::page::html;

use super::lead_on;
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "question/approval.html")]
struct ApprovalPage<'a> {
    frame: Frame<'a>,
}

/// Shows the page, or leads on once it is approved.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Question(Question::Approval)).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    if on_the_way.enrollment.questions.next() != Some(Question::Approval) {
        return Ok(lead_on(&app, &on_the_way.enrollment));
    }
    draw(&app, &words, &on_the_way.enrollment)
}

/// Draws the page.
pub(crate) fn draw(app: &App, words: &Words, enrollment: &Enrollment) -> Result<Response, PageError> {
    let frame = Frame::on(app, words, enrollment, Place::Question(Question::Approval));
    html(&ApprovalPage { frame })
}
