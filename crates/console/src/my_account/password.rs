//! The password, changed by its owner.

use app::{App, Error, Fault};
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::secret::Secret;
use http::StatusCode;
use http::header::RETRY_AFTER;
use serde::Deserialize;
use web::error::{PageError, retry_after_s};
use web::form::Faults;
use web::page::{html_with, see};
use web::session::SessionCookie;

use super::show;
use crate::admin::Admin;
use crate::sign_in::too_many_tries;

/// What was typed; never shown again.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    present_password: String,
    #[serde(default)]
    new_password: String,
}

/// Changes the password; the browser goes on in a new session.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let (present, new) = (Secret::new(typed.present_password), Secret::new(typed.new_password));
    let (status, faults, wait_s) = match app.change_password(&caller, present, new).await {
        Ok(signed_in) => {
            let cookie = SessionCookie::Console.set(&signed_in.session, None);
            return Ok(([cookie], see("/console/account?done=password")).into_response());
        }
        Err(Error::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, faults, None),
        Err(Error::Throttled(until)) => {
            let wait_s = retry_after_s(app.now(), until);
            let fault = Fault::new("present_password", too_many_tries(wait_s));
            (StatusCode::TOO_MANY_REQUESTS, vec![fault], Some(wait_s))
        }
        Err(error) => return Err(error.into()),
    };
    let mut page = show::page(&app, &caller).await?;
    page.faults = Faults::new(faults);
    let mut answer = html_with(status, &page)?;
    if let Some(wait_s) = wait_s {
        answer.headers_mut().insert(RETRY_AFTER, wait_s.into());
    }
    Ok(answer)
}
