//! Recovery codes: shown once, when they are made.

use app::{App, Caller};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::secret::Secret;
use http::StatusCode;
use web::error::PageError;
use web::page::html_with;

use super::or_prove;
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "my-account/recovery-codes.html")]
struct Page {
    frame: Frame,
    codes: Vec<Secret>,
}

/// Makes new codes. The answer is no redirect: they are seen this once and stand in no address.
pub(crate) async fn post(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    match app.make_recovery_codes(&caller).await {
        Ok(codes) => show(&app, &caller, codes),
        Err(error) => or_prove(error),
    }
}

/// Shows codes that were just made.
pub(super) fn show(app: &App, caller: &Caller, codes: Vec<Secret>) -> Result<Response, PageError> {
    html_with(StatusCode::CREATED, &Page { frame: Frame::new(app, caller, Section::Elsewhere), codes })
}
