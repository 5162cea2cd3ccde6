//! Sign-in and sign-out.

use app::{App, Error, Login, Refusal, SignIn};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use domain::identity_provider::WaysIn;
use domain::second_factor::PENDING_LOGIN_AGE_MAX;
use domain::secret::Secret;
use domain::time::SECOND;
use http::StatusCode;
use http::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use web::client::{Browser, ClientAddress};
use web::error::{PageError, retry_after_s};
use web::page::{html, html_with, see, see_made};
use web::session::SessionCookie;

use crate::admin::Return;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::{paging, second_step, setup};

/// Where one signs in.
pub(crate) const PATH: &str = "/console/sign-in";

/// Returns the path of the sign-in page that leads back to another.
pub(crate) fn path(to: Option<&Return>) -> String {
    paging::link(PATH, &[("to", to.map_or("", Return::path))])
}

#[derive(Template)]
#[template(path = "sign-in.html")]
struct Page {
    frame: Frame,
    ways: WaysIn,
    to: String,
    username: String,
    refusal: Option<String>,
    is_signed_out: bool,
    is_over: bool,
}

/// What the address says: where to go afterwards, whether somebody has just left, or took too long for the second step.
#[derive(Deserialize, Default)]
pub(crate) struct Address {
    to: Option<String>,
    left: Option<String>,
    over: Option<String>,
}

/// What was typed.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

/// Shows the form; before there is any administrator, leads to set-up.
pub(crate) async fn get(
    State(app): State<App>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    if app.needs_setup().await? {
        return Ok(see(setup::PATH));
    }
    let to = address.to.as_deref().and_then(Return::parse);
    html(&Page {
        frame: Frame::nobody(&app, Section::Elsewhere),
        ways: app.console_ways_in().await?,
        to: to.map(|to| to.path().to_owned()).unwrap_or_default(),
        username: String::new(),
        refusal: None,
        is_signed_out: address.left.is_some(),
        is_over: address.over.is_some(),
    })
}

/// Signs in: always into a new session, which comes after the second step for whoever has a second factor.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    Browser(browser): Browser,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let to = Return::parse(&typed.to);
    let login = Login { username: typed.username.clone(), password: Secret::new(typed.password), source };
    let (status, refusal, wait_s) = match app.sign_in(login, &browser).await {
        Ok(sign_in) => return Ok(arrive(sign_in, to.as_ref())),
        Err(Error::Refused(refusal @ Refusal::Provider(_))) => {
            (StatusCode::FORBIDDEN, refusal.to_string(), None)
        }
        Err(Error::Refused(Refusal::Login)) => (StatusCode::FORBIDDEN, Refusal::Login.to_string(), None),
        Err(Error::Unavailable(words)) => (StatusCode::SERVICE_UNAVAILABLE, words, None),
        Err(Error::Throttled(until)) => {
            let wait_s = retry_after_s(app.now(), until);
            (StatusCode::TOO_MANY_REQUESTS, too_many_tries(wait_s), Some(wait_s))
        }
        Err(error) => return Err(error.into()),
    };
    let mut page = html_with(
        status,
        &Page {
            frame: Frame::nobody(&app, Section::Elsewhere),
            ways: app.console_ways_in().await?,
            to: to.map(|to| to.path().to_owned()).unwrap_or_default(),
            username: typed.username,
            refusal: Some(refusal),
            is_signed_out: false,
            is_over: false,
        },
    )?;
    if let Some(wait_s) = wait_s {
        page.headers_mut().insert(RETRY_AFTER, wait_s.into());
    }
    Ok(page)
}

/// Leads on who has proved who they are: to the second step, or into the console.
pub(crate) fn arrive(sign_in: SignIn, to: Option<&Return>) -> Response {
    match sign_in {
        SignIn::SecondFactorNeeded(needed) => {
            let age_s = u32::try_from(PENDING_LOGIN_AGE_MAX / SECOND).expect("some minutes");
            let cookie = SessionCookie::SecondStep.set(&needed.ticket, Some(age_s));
            ([cookie], see_made(&second_step::path(to))).into_response()
        }
        SignIn::SignedIn(signed_in) => {
            let cookie = SessionCookie::Console.set(&signed_in.session, None);
            ([cookie], see_made(to.map_or("/console", Return::path))).into_response()
        }
    }
}

/// Signs out: the session ends here and in the browser.
pub(crate) async fn sign_out(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if let Some(session) = SessionCookie::Console.read(&headers) {
        app.sign_out(&session, source).await?;
    }
    Ok(([SessionCookie::Console.clear()], see("/console/sign-in?left=1")).into_response())
}

/// Returns the words for somebody who has to wait for the next try.
pub(crate) fn too_many_tries(wait_s: u64) -> String {
    let wait = match wait_s {
        1 => "1 second".to_owned(),
        2..=99 => format!("{wait_s} seconds"),
        _ => format!("{} minutes", wait_s.div_ceil(60)),
    };
    format!("Too many tries. The next one is possible in {wait}.")
}
