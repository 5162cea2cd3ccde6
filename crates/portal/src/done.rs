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
        frame: Frame::on(&app, &enrollment, Place::Done),
        full_name: &enrollment.person.full_name,
        ownership: enrollment.ownership.title(),
        enrolled_at: enrollment.enrolled_at.map(Exact),
    })
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn the_end_says_who_manages_the_device_and_whom_to_ask() {
        let frame = Frame { organization: "Northwind", help: "", step: Some(4), steps: 4 };
        let enrolled_at = Some(Exact(Timestamp(1_795_351_260_000)));
        let page =
            DonePage { frame, full_name: "Ann Miller", ownership: "Institutionally owned", enrolled_at };
        let html = page.render().unwrap();
        for part in
            ["now managed by Northwind", "Ann Miller", "22 Nov 2026, 12:41 UTC", "Ask your administrator"]
        {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
