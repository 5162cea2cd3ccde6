//! The page to stay on: download, the drawn screens of iOS, the countdown, and how far the phone has come.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use web::error::PageError;
use web::page::html;

use crate::frame::Frame;
use crate::progress::ProgressView;
use crate::session::{Place, admit};
use crate::words::Words;

#[derive(Template)]
#[template(path = "install.html")]
struct InstallPage<'a> {
    frame: Frame<'a>,
    profile_url: String,
    progress: ProgressView,
}

/// Shows the page.
pub(crate) async fn get(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Install).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    html(&InstallPage {
        frame: Frame::on(&app, &words, &on_the_way.enrollment, Place::Install),
        profile_url: app.profile_url(&on_the_way.token),
        progress: ProgressView::of(&on_the_way.enrollment, app.now(), &words),
    })
}

#[cfg(test)]
mod tests {
    use domain::time::Timestamp;

    use super::*;
    use crate::progress::tests::stopped;

    #[test]
    fn t76_a_stopped_enrollment_shows_what_to_do_and_the_reference_code() {
        let frame = Frame::of_test("Northwind", "Call 4711.", 3);
        let progress = ProgressView::of(&stopped(), Timestamp(4_000), &frame.words);
        let page = InstallPage { frame, profile_url: "https://mdm.example.org/p".into(), progress };
        let html = page.render().unwrap();
        for part in ["data-outcome=\"stopped\"", "could not get its certificate", "VB-7KQ2M", "Call 4711."] {
            assert!(html.contains(part), "{part}: {html}");
        }
    }
}
