//! Error pages in the console's frame, and the answer for addresses that lead nowhere.

use app::App;
use askama::Template;
use http::Extensions;
use web::error::{ErrorView, PageError};

use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    view: &'a ErrorView,
}

/// Draws an error, around it the frame of whoever is signed in.
pub(crate) fn draw(app: &App, view: &ErrorView, beside: &Extensions) -> String {
    let frame = match beside.get::<Admin>() {
        Some(Admin(caller)) => Frame::new(app, caller, Section::Elsewhere),
        None => Frame::nobody(app, Section::Elsewhere),
    };
    let page = ErrorPage { frame, view };
    page.render().unwrap_or_else(|_| format!("{}. {}", view.title, view.message))
}

/// Answers an address of the console that leads nowhere.
pub(crate) async fn nothing_here() -> PageError {
    app::Error::NotFound.into()
}
