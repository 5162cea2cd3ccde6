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

#[derive(Template)]
#[template(path = "install.html")]
struct InstallPage<'a> {
    frame: Frame<'a>,
    profile_url: String,
    progress: ProgressView,
}

/// Shows the page.
pub(crate) async fn get(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &headers, Place::Install).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    html(&InstallPage {
        frame: Frame::at(&app, 3),
        profile_url: app.profile_url(&on_the_way.token),
        progress: ProgressView::of(&on_the_way.enrollment, app.now()),
    })
}
