//! The login: the only thing a person types. With it the terms of the enrollment are settled.

use app::{App, Error, Fault, InvitationView, Login, Refusal};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Form};
use domain::id::IdentityProviderId;
use domain::identity_provider::{ProviderButton, WaysIn};
use domain::invitation::InvitationRefusal;
use domain::secret::Secret;
use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::{PageError, retry_after_s};
use web::form::Faults;
use web::page::{html, html_with, see};

use crate::frame::Frame;
use crate::invitation::{hold, refused};
use crate::problem;
use crate::session::enter;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

/// Where the form is.
const LOGIN_PATH: &str = "/enroll/login";
/// The provider of samples.
pub(crate) const SAMPLE_PROVIDER: &str = "School account";

/// What the form sends.
#[derive(Deserialize)]
pub(crate) struct LoginForm {
    #[serde(default)]
    pub(crate) username: String,
    #[serde(default)]
    pub(crate) password: String,
}

#[derive(Template)]
#[template(path = "login.html")]
struct LoginPage<'a> {
    frame: Frame<'a>,
    /// Where the form is sent.
    action: &'a str,
    /// The invitation by which somebody has come.
    invited: Option<&'a InvitationView>,
    /// By which ways one may log in.
    ways: WaysIn,
    username: &'a str,
    problem: Option<String>,
    faults: Faults,
}

impl LoginPage<'_> {
    /// Says whether somebody has come from Settings.
    fn is_for_account(&self) -> bool {
        self.action != LOGIN_PATH
    }
}

/// Draws the empty form.
pub(crate) async fn blank(app: &App, words: &Words) -> Result<Response, PageError> {
    form(app, words, None, StatusCode::OK, Attempt::default()).await
}

/// Draws the form with a problem above it, for somebody who is only looking.
pub(crate) async fn sample(
    app: &App,
    words: &Words,
    invited: Option<&InvitationView>,
    problem: Option<&str>,
) -> Result<Response, PageError> {
    let problem = problem.map(|key| words.plain(key));
    form(app, words, invited, StatusCode::OK, Attempt { problem, ..Attempt::default() }).await
}

/// Draws the form with a made-up provider, for somebody who is only looking.
pub(crate) fn sample_with_provider(app: &App, words: &Words) -> Result<Response, PageError> {
    let provider =
        ProviderButton { id: IdentityProviderId(Default::default()), name: SAMPLE_PROVIDER.to_owned() };
    html(&LoginPage {
        frame: Frame::first(app, words),
        action: LOGIN_PATH,
        invited: None,
        ways: WaysIn { providers: vec![provider], has_passwords: true },
        username: "",
        problem: None,
        faults: Faults::default(),
    })
}

/// Shows the form to somebody who is invited and has to log in; others are sent to where they belong.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let held = match hold(&app, &wrong_tokens, source, &headers).await {
        Ok(Some(held)) => held,
        Ok(None) => return Ok(see("/enroll")),
        Err(elsewhere) => return Ok(elsewhere),
    };
    match held.view.refusal {
        Some(refusal) => refused::draw(&app, &words, &held.view, refusal, None),
        None if held.view.requires_login => {
            form(&app, &words, Some(&held.view), StatusCode::OK, Attempt::default()).await
        }
        None => Ok(see("/enroll/invitation")),
    }
}

/// Begins an enrollment, always with a new session (T24), or says what to correct. Who has come by a link begins by it.
pub(crate) async fn post(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(typed): Form<LoginForm>,
) -> Result<Response, PageError> {
    let held = match hold(&app, &wrong_tokens, source, &headers).await {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let view = held.as_ref().map(|held| &held.view);
    let (username, missing) = (typed.username.clone(), missing(&typed, &words));
    let again = |status, problem, faults| {
        form(&app, &words, view, status, Attempt { username: &username, problem, faults })
    };
    if !missing.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, None, missing).await;
    }
    let login = Login { username: typed.username, password: Secret::new(typed.password), source };
    let begun = match &held {
        Some(held) => app.begin_enrollment_by_invitation(&held.key, Some(login), source).await,
        None => app.begin_enrollment(login).await,
    };
    match (begun, view) {
        (Ok(begun), _) => enter(&app, &words, &headers, begun).await,
        (Err(Error::Invalid(_)), _) => {
            let problem = Some(words.plain("login-refused"));
            again(StatusCode::UNPROCESSABLE_ENTITY, problem, Faults::default()).await
        }
        (
            Err(Error::Refused(
                refusal @ (Refusal::Login | Refusal::NothingOffered { .. } | Refusal::Provider(_)),
            )),
            _,
        )
        | (Err(Error::Refused(refusal @ Refusal::Invitation(InvitationRefusal::OtherPerson))), _) => {
            let problem = Some(words.plain(problem::refusal(&refusal)));
            again(StatusCode::FORBIDDEN, problem, Faults::default()).await
        }
        (Err(Error::Refused(Refusal::Invitation(refusal))), Some(view)) => {
            refused::draw(&app, &words, view, refusal, None)
        }
        (Err(Error::Unavailable(_)), _) => {
            let problem = Some(words.plain("login-directory-silent"));
            again(StatusCode::SERVICE_UNAVAILABLE, problem, Faults::default()).await
        }
        (Err(Error::Throttled(until)), _) => {
            let now = app.now();
            let wait = words.ahead(until, now, "time-in-seconds");
            let problem = Some(words.plain_with("login-throttled", &[("wait", &wait)]));
            let page = again(StatusCode::TOO_MANY_REQUESTS, problem, Faults::default()).await?;
            Ok(([(RETRY_AFTER, retry_after_s(now, until).to_string())], page).into_response())
        }
        (Err(error), _) => Err(error.into()),
    }
}

/// Finds fields left empty; nothing is looked up for such a form.
pub(crate) fn missing(form: &LoginForm, words: &Words) -> Faults {
    let mut faults = Vec::new();
    if form.username.trim().is_empty() {
        faults.push(Fault::new("username", words.plain("login-username-missing")));
    }
    if form.password.is_empty() {
        faults.push(Fault::new("password", words.plain("login-password-missing")));
    }
    Faults::new(faults)
}

/// What is said of a try that failed.
#[derive(Default)]
pub(crate) struct Attempt<'a> {
    /// What was typed; the password is not kept.
    pub(crate) username: &'a str,
    pub(crate) problem: Option<String>,
    pub(crate) faults: Faults,
}

/// Draws the form for somebody who comes from Settings.
pub(crate) async fn for_account(
    app: &App,
    words: &Words,
    action: &str,
    status: StatusCode,
    Attempt { username, problem, faults }: Attempt<'_>,
) -> Result<Response, PageError> {
    let (frame, ways) = (Frame::first(app, words), app.portal_ways_in().await?);
    html_with(status, &LoginPage { frame, action, invited: None, ways, username, problem, faults })
}

/// Draws the form.
async fn form(
    app: &App,
    words: &Words,
    invited: Option<&InvitationView>,
    status: StatusCode,
    Attempt { username, problem, faults }: Attempt<'_>,
) -> Result<Response, PageError> {
    let frame = match invited {
        Some(view) => Frame::invited(app, words, view, Some(1)),
        None => Frame::first(app, words),
    };
    let (ways, action) = (app.portal_ways_in().await?, LOGIN_PATH);
    html_with(status, &LoginPage { frame, action, invited, ways, username, problem, faults })
}
