//! The quiet end: what was set up, by whom it is managed, whom to ask.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use web::error::PageError;
use web::page::html;
use web::time::Exact;

use crate::frame::Frame;
use crate::session::{Place, admit};

#[derive(Template)]
#[template(path = "done.html")]
struct DonePage<'a> {
    frame: Frame<'a>,
    full_name: &'a str,
    ownership: &'static str,
    enrolled_at: Option<Exact>,
}

/// Shows the page.
pub(crate) async fn get(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &headers, Place::Done).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let enrollment = on_the_way.enrollment;
    html(&DonePage {
        frame: Frame::at(&app, 4),
        full_name: &enrollment.person.full_name,
        ownership: enrollment.ownership.title(),
        enrolled_at: enrollment.enrolled_at.map(Exact),
    })
}
