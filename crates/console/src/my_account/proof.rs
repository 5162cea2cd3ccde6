//! A fresh proof: whoever changes how they sign in shows once more that it is them.

use app::{App, Caller, Error, Refusal, SecondFactorProof};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::second_factor::Methods;
use domain::secret::Secret;
use http::StatusCode;
use http::header::RETRY_AFTER;
use serde::Deserialize;
use web::error::{PageError, retry_after_s};
use web::page::{html_with, see};
use web::session::SessionCookie;

use crate::PASSKEY_SCRIPT;
use crate::admin::Admin;
use crate::frame::{Frame, Section};
use crate::icon::Icon;
use crate::second_step::{Answered, asked_json};
use crate::sign_in::too_many_tries;

/// Where the proof is given.
pub(crate) const PATH: &str = "/console/account/confirm";

#[derive(Template)]
#[template(path = "my-account/proof.html")]
struct Page {
    frame: Frame,
    passkey_script_url: String,
    username: String,
    methods: Methods,
    refusal: Option<String>,
}

/// What was typed: one of the two.
#[derive(Deserialize)]
pub(crate) struct Typed {
    #[serde(default)]
    password: String,
    #[serde(default)]
    code: String,
}

/// Shows what can be given.
pub(crate) async fn get(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    page(&app, &caller, StatusCode::OK, None).await
}

/// Takes the password or a code.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(typed): Form<Typed>,
) -> Result<Response, PageError> {
    let proved = if typed.code.is_empty() {
        app.prove_by_password(&caller, Secret::new(typed.password)).await
    } else {
        app.prove_by_second_factor(&caller, &SecondFactorProof::Totp(Secret::new(typed.code))).await
    };
    answer(&app, &caller, proved).await
}

/// Asks the caller's passkeys, for the page's script.
pub(crate) async fn ask_passkey(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    Ok(asked_json(&app.ask_passkey_to_prove(&caller).await?))
}

/// Takes a passkey's answer.
pub(crate) async fn passkey(
    State(app): State<App>,
    Admin(caller): Admin,
    Form(answered): Form<Answered>,
) -> Result<Response, PageError> {
    let proved = match answered.answer() {
        Ok(answer) => app.prove_by_second_factor(&caller, &SecondFactorProof::Passkey(answer)).await,
        Err(error) => Err(error),
    };
    answer(&app, &caller, proved).await
}

async fn answer(app: &App, caller: &Caller, proved: Result<Secret, Error>) -> Result<Response, PageError> {
    match proved {
        Ok(session) => {
            let cookie = SessionCookie::Console.set(&session, None);
            Ok(([cookie], see("/console/account?done=proved")).into_response())
        }
        Err(Error::Refused(Refusal::Login)) => {
            page(app, caller, StatusCode::FORBIDDEN, Some("This is not your password.".to_owned())).await
        }
        Err(Error::Refused(refusal @ Refusal::SecondFactor)) => {
            page(app, caller, StatusCode::FORBIDDEN, Some(refusal.to_string())).await
        }
        Err(Error::Throttled(until)) => {
            let wait_s = retry_after_s(app.now(), until);
            let words = Some(too_many_tries(wait_s));
            let mut page = page(app, caller, StatusCode::TOO_MANY_REQUESTS, words).await?;
            page.headers_mut().insert(RETRY_AFTER, wait_s.into());
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    app: &App,
    caller: &Caller,
    status: StatusCode,
    refusal: Option<String>,
) -> Result<Response, PageError> {
    let page = Page {
        frame: Frame::new(app, caller, Section::Elsewhere),
        passkey_script_url: PASSKEY_SCRIPT.url(),
        username: caller.username().to_owned(),
        methods: app.show_second_factors(caller).await?.methods(),
        refusal,
    };
    html_with(status, &page)
}
