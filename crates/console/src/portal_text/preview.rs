//! How texts look before they are saved: what is typed is kept for a while, and the frame is sent to the portal, which draws
//! it with made-up people.

use app::{App, Error};
use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use domain::portal_text::{Sample, find_sample};
use domain::privilege::Privilege;
use http::StatusCode;
use web::error::PageError;
use web::form::{Faults, Fields};
use web::page::{html_with, see_made};
use web::security::Framed;

use super::edit::{screen_of, typed_over};
use crate::admin::{Admin, demand_privilege};

/// What stands in the frame while something is wrong.
#[derive(Template)]
#[template(path = "portal_text/faults.html")]
struct Wrong {
    faults: Faults,
}

/// Returns where the portal draws a sample.
pub(super) fn sample_path(token: &str, sample: &Sample) -> String {
    format!("/enroll/preview/{token}/{}", sample.name)
}

/// Shows what is typed.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Path((code, screen)): Path<(String, String)>,
    Form(typed): Form<Fields>,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let screen = screen_of(&screen)?;
    let sample = find_sample(typed.one("sample")).ok_or(Error::NotFound)?;
    let saved = app.show_language_texts(&caller, &code).await?.value;
    match app.preview_texts(&caller, &code, &typed_over(&saved, screen, &typed)).await {
        Ok(token) => Ok(see_made(&sample_path(&token, sample))),
        Err(Error::Invalid(faults)) => {
            let wrong = Wrong { faults: Faults::new(faults) };
            let mut response = html_with(StatusCode::UNPROCESSABLE_ENTITY, &wrong)?;
            response.extensions_mut().insert(Framed);
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}
