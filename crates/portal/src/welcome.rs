//! What will happen, in plain steps, before anything happens.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::enrollment::Ownership;
use http::HeaderMap;
use web::error::PageError;
use web::page::html;

use crate::frame::Frame;
use crate::session::{Place, admit};

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage<'a> {
    frame: Frame<'a>,
    full_name: &'a str,
    username: &'a str,
    ownership: String,
    /// The page that comes next.
    next: &'static str,
}

/// Returns the words for an ownership inside a sentence.
fn in_a_sentence(ownership: Ownership) -> String {
    ownership.title().to_lowercase()
}

/// Shows the page.
pub(crate) async fn get(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &headers, Place::Welcome).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let enrollment = on_the_way.enrollment;
    html(&WelcomePage {
        frame: Frame::on(&app, &enrollment, Place::Welcome),
        full_name: &enrollment.person.full_name,
        username: &enrollment.person.username,
        ownership: in_a_sentence(enrollment.ownership),
        next: if enrollment.trust_steps() > 0 { Place::Certificate } else { Place::Install }.path(),
    })
}
