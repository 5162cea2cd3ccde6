//! The enrollment URL: what to give to people, and what is still missing before it works well.

use app::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use domain::privilege::Privilege;
use web::error::PageError;
use web::page::html;

use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

#[derive(Template)]
#[template(path = "enrollment-url.html")]
struct Page {
    frame: Frame,
    url: String,
    qr: String,
    minutes: u32,
    has_push: bool,
    may_install: bool,
    may_invite: bool,
}

/// Shows the URL.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    let url = app.settings().enroll_url();
    html(&Page {
        qr: web::qr::svg(&url, "QR code of the enrollment URL"),
        url,
        minutes: app.settings().session_minutes,
        has_push: app.find_push_certificate(&caller).await?.is_some(),
        may_invite: caller.holds(Privilege::ManageInvitations),
        may_install: caller.holds(Privilege::ManagePushCertificate),
        frame: Frame::new(&app, &caller, Section::EnrollmentUrl),
    })
}
