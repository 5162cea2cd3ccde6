//! The login: the only thing a person types. With it the terms of the enrollment are settled.

use app::{App, Error, Fault, Login, Refusal};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::secret::Secret;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::{PageError, retry_after_s};
use web::form::Faults;
use web::page::{html, html_with, see};
use web::session::SessionCookie;
use web::time::relative;

use crate::frame::Frame;
use crate::question;

/// How long the browser keeps the cookie, in seconds. The session ends much earlier, by the server's clock; the
/// cookie outlives it so that the page can say so.
const COOKIE_AGE_MAX_S: u32 = 24 * 60 * 60;

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct LoginForm {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    frame: Frame<'a>,
    username: &'a str,
    problem: Option<String>,
    faults: Faults,
}

/// Draws the empty form.
pub(crate) fn blank(app: &App) -> Result<Response, PageError> {
    html(&LoginPage { frame: Frame::first(app), username: "", problem: None, faults: Faults::default() })
}

/// Begins an enrollment, always with a new session (T24), or says what to correct.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
    Form(form): Form<LoginForm>,
) -> Result<Response, PageError> {
    let missing = missing(&form);
    if !missing.is_empty() {
        return correct(&app, &form.username, StatusCode::UNPROCESSABLE_ENTITY, None, missing);
    }
    let login = Login { username: form.username.clone(), password: Secret::new(form.password), source };
    match app.begin_enrollment(login).await {
        Ok(begun) => {
            if let Some(earlier) = SessionCookie::Portal.read(&headers) {
                app.leave_portal(&earlier).await?;
            }
            let cookie = SessionCookie::Portal.set(&begun.session, Some(COOKIE_AGE_MAX_S));
            let next = begun.enrollment.questions.next().map_or("/enroll/welcome", question::path);
            Ok(([cookie], see(next)).into_response())
        }
        Err(Error::Invalid(faults)) => {
            correct(&app, &form.username, StatusCode::UNPROCESSABLE_ENTITY, None, Faults::new(faults))
        }
        Err(Error::Refused(refusal @ (Refusal::Login | Refusal::NothingOffered { .. }))) => {
            let problem = Some(refusal.to_string());
            correct(&app, &form.username, StatusCode::FORBIDDEN, problem, Faults::default())
        }
        Err(Error::Unavailable(words)) => {
            correct(&app, &form.username, StatusCode::SERVICE_UNAVAILABLE, Some(words), Faults::default())
        }
        Err(Error::Throttled(until)) => {
            let now = app.now();
            let wait = relative(until, now).replace("just now", "in a few seconds");
            let problem = Some(format!("There were too many tries. Please try again {wait}."));
            let page =
                correct(&app, &form.username, StatusCode::TOO_MANY_REQUESTS, problem, Faults::default())?;
            Ok(([(RETRY_AFTER, retry_after_s(now, until).to_string())], page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Finds fields left empty; nothing is looked up for such a form.
fn missing(form: &LoginForm) -> Faults {
    let mut faults = Vec::new();
    if form.username.trim().is_empty() {
        faults.push(Fault::new("username", "Enter your username."));
    }
    if form.password.is_empty() {
        faults.push(Fault::new("password", "Enter your password."));
    }
    Faults::new(faults)
}

/// Draws the form again with what was typed, the password excepted.
fn correct(
    app: &App,
    username: &str,
    status: StatusCode,
    problem: Option<String>,
    faults: Faults,
) -> Result<Response, PageError> {
    html_with(status, &LoginPage { frame: Frame::first(app), username, problem, faults })
}
