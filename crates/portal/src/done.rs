//! The quiet end: what was set up, by whom it is managed, whom to ask.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::enrollment::{Enrollment, Ownership};
use domain::time::Timestamp;
use http::HeaderMap;
use web::error::PageError;
use web::page::html;
use web::session::SessionCookie;

use crate::browser::Browser;
use crate::frame::Frame;
use crate::session::{Place, admit};
use crate::words::Words;

/// How long a browser keeps what it knows its device by, in seconds: the most that browsers keep a cookie.
const DEVICE_COOKIE_AGE_S: u32 = 400 * 24 * 60 * 60;

#[derive(Template)]
#[template(path = "done.html")]
struct DonePage<'a> {
    frame: Frame<'a>,
    full_name: &'a str,
    /// The key of the words for it.
    ownership: &'static str,
    enrolled_at: Option<Timestamp>,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Done).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    // A computer may have come along on the way; only the device's own browser is known from now on.
    let is_device = Browser::of(&headers).is_on_ios();
    let token = if is_device { app.remember_browser(&on_the_way.token).await? } else { None };
    let cookie = token.map(|token| SessionCookie::Device.set(&token, Some(DEVICE_COOKIE_AGE_S)));
    let page = draw(&app, &words, &on_the_way.enrollment)?;
    Ok((AppendHeaders(cookie), page).into_response())
}

/// Draws the page.
pub(crate) fn draw(app: &App, words: &Words, enrollment: &Enrollment) -> Result<Response, PageError> {
    html(&DonePage {
        frame: Frame::on(app, words, enrollment, Place::Done),
        full_name: &enrollment.person.full_name,
        ownership: match enrollment.ownership {
            Ownership::Institutional => "complete-institutional",
            Ownership::Personal => "complete-personal",
        },
        enrolled_at: enrollment.enrolled_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_says_who_manages_the_device_and_whom_to_ask() {
        let frame = Frame::of_test("Northwind", "", 4);
        let enrolled_at = Some(Timestamp(1_795_351_260_000));
        let page =
            DonePage { frame, full_name: "Ann Miller", ownership: "complete-institutional", enrolled_at };
        let html = page.render().unwrap();
        for part in
            ["now managed by Northwind", "Ann Miller", "22 Nov 2026, 12:41 UTC", "Ask your administrator"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
