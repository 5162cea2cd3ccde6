//! The second step of a sign-in: a passkey, a code of an authenticator app, or a recovery code.
//!
//! What ties it to the password before it is a ticket in a cookie of its own; the session begins after this step.

use app::{App, AskedPasskey, Error, PasskeyAnswer, Refusal, SecondFactorProof};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::second_factor::Methods;
use domain::secret::Secret;
use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use web::client::{Browser, ClientAddress};
use web::error::{PageError, retry_after_s};
use web::page::{html, html_with, see, see_made};
use web::session::SessionCookie;

use crate::admin::Return;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::sign_in::too_many_tries;
use crate::{PASSKEY_SCRIPT, paging};

/// Where the second step is.
pub(crate) const PATH: &str = "/console/sign-in/second-step";
/// Where one begins again when it took too long.
const OVER: &str = "/console/sign-in?over=1";

/// Returns the path of the second step that leads to a page afterwards.
pub(crate) fn path(to: Option<&Return>) -> String {
    paging::link(PATH, &[("to", to.map_or("", Return::path))])
}

#[derive(Template)]
#[template(path = "second-step.html")]
struct Page {
    frame: Frame,
    passkey_script_url: String,
    to: String,
    methods: Methods,
    refusal: Option<String>,
}

/// What the address says: where to go afterwards.
#[derive(Deserialize, Default)]
pub(crate) struct Address {
    to: Option<String>,
}

/// What was typed: one of the two.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    code: String,
    #[serde(default)]
    recovery_code: String,
    #[serde(default)]
    to: String,
}

/// A passkey's answer, filled in by the page's script.
#[derive(Deserialize)]
pub(crate) struct Answered {
    #[serde(default)]
    pub(crate) ceremony: String,
    #[serde(default)]
    pub(crate) response: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    pub(crate) name: String,
}

impl Answered {
    /// Returns the answer; one to nothing that was asked is as wrong as any other.
    pub(crate) fn answer(&self) -> Result<PasskeyAnswer, Error> {
        let ceremony_id = self.ceremony.parse().map_err(|_| Error::Refused(Refusal::SecondFactor))?;
        Ok(PasskeyAnswer { ceremony_id, response: self.response.clone() })
    }
}

/// Shows what can be given.
pub(crate) async fn get(
    State(app): State<App>,
    Query(address): Query<Address>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let Some(ticket) = SessionCookie::SecondStep.read(&headers) else { return Ok(see(OVER)) };
    let Some(methods) = app.find_sign_in(&ticket).await? else { return Ok(see(OVER)) };
    let to = address.to.as_deref().and_then(Return::parse);
    html(&page(&app, methods, to.as_ref(), None))
}

/// Takes a code.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    Browser(browser): Browser,
    headers: HeaderMap,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let proof = if typed.recovery_code.is_empty() {
        SecondFactorProof::Totp(Secret::new(typed.code))
    } else {
        SecondFactorProof::RecoveryCode(Secret::new(typed.recovery_code))
    };
    finish(&app, &headers, (ClientAddress(source), Browser(browser)), Ok(proof), &typed.to).await
}

/// Asks the account's passkeys, for the page's script.
pub(crate) async fn ask_passkey(State(app): State<App>, headers: HeaderMap) -> Result<Response, PageError> {
    let Some(ticket) = SessionCookie::SecondStep.read(&headers) else { return Ok(see(OVER)) };
    match app.ask_passkey_to_sign_in(&ticket).await {
        Ok(asked) => Ok(asked_json(&asked)),
        Err(Error::Refused(Refusal::SignInOver)) => Ok(see(OVER)),
        Err(error) => Err(error.into()),
    }
}

/// Takes a passkey's answer.
pub(crate) async fn passkey(
    State(app): State<App>,
    address: ClientAddress,
    browser: Browser,
    headers: HeaderMap,
    Form(answered): Form<Answered>,
) -> Result<Response, PageError> {
    let proof = answered.answer().map(SecondFactorProof::Passkey);
    finish(&app, &headers, (address, browser), proof, &answered.to).await
}

/// Returns what was asked of a passkey, for the page's script.
pub(crate) fn asked_json(asked: &AskedPasskey) -> Response {
    let body = format!(r#"{{"ceremony":"{}","options":{}}}"#, asked.ceremony_id, asked.options);
    ([(CONTENT_TYPE, "application/json")], body).into_response()
}

async fn finish(
    app: &App,
    headers: &HeaderMap,
    (ClientAddress(source), Browser(browser)): (ClientAddress, Browser),
    proof: Result<SecondFactorProof, Error>,
    to: &str,
) -> Result<Response, PageError> {
    let Some(ticket) = SessionCookie::SecondStep.read(headers) else { return Ok(see(OVER)) };
    let to = Return::parse(to);
    let finished = match proof {
        Ok(proof) => app.finish_sign_in(&ticket, &proof, source, &browser).await,
        Err(error) => Err(error),
    };
    let (status, refusal, wait_s) = match finished {
        Ok(signed_in) => {
            let cookies = AppendHeaders([
                SessionCookie::Console.set(&signed_in.session, None),
                SessionCookie::SecondStep.clear(),
            ]);
            let answer = see_made(to.as_ref().map_or("/console", Return::path));
            return Ok((cookies, answer).into_response());
        }
        Err(Error::Refused(refusal @ Refusal::SecondFactor)) => {
            (StatusCode::FORBIDDEN, refusal.to_string(), None)
        }
        Err(Error::Refused(Refusal::SignInOver)) => return Ok(see(OVER)),
        Err(Error::Throttled(until)) => {
            let wait_s = retry_after_s(app.now(), until);
            (StatusCode::TOO_MANY_REQUESTS, too_many_tries(wait_s), Some(wait_s))
        }
        Err(error) => return Err(error.into()),
    };
    let Some(methods) = app.find_sign_in(&ticket).await? else { return Ok(see(OVER)) };
    let mut page = html_with(status, &page(app, methods, to.as_ref(), Some(refusal)))?;
    if let Some(wait_s) = wait_s {
        page.headers_mut().insert(RETRY_AFTER, wait_s.into());
    }
    Ok(page)
}

fn page(app: &App, methods: Methods, to: Option<&Return>, refusal: Option<String>) -> Page {
    Page {
        frame: Frame::nobody(app, Section::Elsewhere),
        passkey_script_url: PASSKEY_SCRIPT.url(),
        to: to.map(|to| to.path().to_owned()).unwrap_or_default(),
        methods,
        refusal,
    }
}
