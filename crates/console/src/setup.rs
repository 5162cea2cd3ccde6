//! Set-up: the first administrator, made by whoever can read the server's own output at its first start.

use app::{App, Error, NewAccount, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::account::Access;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use http::StatusCode;
use serde::Deserialize;
use web::client::{Browser, ClientAddress};
use web::error::{PageError, retry_after_s};
use web::form::Faults;
use web::page::{html, html_with, see};
use web::session::SessionCookie;

use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::sign_in;

/// Where the first administrator is made.
pub(crate) const PATH: &str = "/console/setup";

#[derive(Template)]
#[template(path = "setup.html")]
struct Page {
    frame: Frame,
    typed: Typed,
    faults: Faults,
    refusal: Option<String>,
}

/// What was typed. The password is never shown again, and the code only to whoever has just typed it.
#[derive(Deserialize, Default)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    full_name: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
}

/// Shows the form, as long as there is no administrator.
pub(crate) async fn get(State(app): State<App>) -> Result<Response, PageError> {
    if !app.needs_setup().await? {
        return Ok(see(sign_in::PATH));
    }
    html(&page(&app, Typed::default(), Faults::default(), None))
}

/// Makes the first administrator and signs them in.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    Browser(browser): Browser,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let email = typed.email.trim();
    let account = NewAccount {
        access: Access::Full,
        groups: Vec::new(),
        username: typed.username.clone(),
        full_name: typed.full_name.clone(),
        email: (!email.is_empty()).then(|| email.to_owned()),
        password: Secret::new(typed.password.clone()),
        privilege_set: PrivilegeSet::Administrator,
    };
    let (status, faults, refusal) = match app.set_up(typed.code.trim(), account, source, &browser).await {
        Ok(signed_in) => {
            return Ok(
                ([SessionCookie::Console.set(&signed_in.session, None)], see("/console")).into_response()
            );
        }
        Err(Error::Refused(Refusal::SetupDone)) => return Ok(see(sign_in::PATH)),
        Err(Error::Refused(refusal @ Refusal::SetupCode)) => {
            (StatusCode::FORBIDDEN, Faults::default(), Some(refusal.to_string()))
        }
        Err(Error::Throttled(until)) => {
            let words = format!("Too many tries. Wait {} seconds.", retry_after_s(app.now(), until));
            (StatusCode::TOO_MANY_REQUESTS, Faults::default(), Some(words))
        }
        Err(Error::Invalid(faults)) => (StatusCode::UNPROCESSABLE_ENTITY, Faults::new(faults), None),
        Err(error) => return Err(error.into()),
    };
    html_with(status, &page(&app, typed, faults, refusal))
}

fn page(app: &App, typed: Typed, faults: Faults, refusal: Option<String>) -> Page {
    Page { frame: Frame::nobody(app, Section::Elsewhere), typed, faults, refusal }
}
