//! The authenticator app: set up by QR code or by hand, confirmed by its first code, removed.

use app::{App, Caller, Error};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html_with, see};

use super::{or_prove, recovery_code};
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where an app is set up.
pub(crate) const PATH: &str = "/console/account/totp";

#[derive(Template)]
#[template(path = "my-account/totp.html")]
struct Page {
    frame: Frame,
    qr: String,
    secret: String,
    faults: Faults,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
}

/// Shows the secret that the app is to be told, as long as it waits for the first code.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    show(&app, &caller, StatusCode::OK, Faults::default()).await
}

/// Makes a secret.
pub(crate) async fn begin(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    match app.begin_totp(&caller).await {
        Ok(()) => Ok(see(PATH)),
        Err(error) => or_prove(error),
    }
}

/// Takes the first code; with the first second factor come recovery codes.
pub(crate) async fn confirm(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    match app.confirm_totp(&caller, &typed.code).await {
        Ok(Some(codes)) => recovery_code::show(&app, &caller, codes),
        Ok(None) => Ok(see("/console/account?done=totp")),
        Err(Error::Invalid(faults)) => {
            show(&app, &caller, StatusCode::UNPROCESSABLE_ENTITY, Faults::new(faults)).await
        }
        Err(error) => or_prove(error),
    }
}

/// Removes the app, or gives its set-up up.
pub(crate) async fn remove(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    match app.remove_totp(&caller).await {
        Ok(()) => Ok(see("/console/account?done=totp-removed")),
        Err(error) => or_prove(error),
    }
}

async fn show(app: &App, caller: &Caller, status: StatusCode, faults: Faults) -> Result<Response, PageError> {
    let setup = match app.find_totp_setup(caller).await {
        Ok(Some(setup)) => setup,
        Ok(None) => return Ok(see(super::PATH)),
        Err(error) => return or_prove(error),
    };
    let page = Page {
        frame: Frame::new(app, caller, Section::Elsewhere),
        qr: web::qr::svg(setup.uri.expose(), "QR code for the authenticator app"),
        secret: setup.secret.expose().to_owned(),
        faults,
    };
    html_with(status, &page)
}
