//! The web page for people who come from Settings, where they have typed an account: the same login and the same questions
//! as everywhere, and at the end back to Settings. Which device and whose it is stands on the server (T11); the browser
//! holds the token of the page in a cookie, and no address that it is sent back to comes from a request (T66).

use app::{App, Error, Login, Refusal};
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use domain::account_sign_in::AccountSignIn;
use domain::secret::Secret;
use http::header::{LOCATION, REFERRER_POLICY};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use serde::Deserialize;
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Faults;
use web::page::see;
use web::session::SessionCookie;

use crate::login::{self, Attempt, LoginForm};
use crate::problem;
use crate::session::{Place, admit, enter};
use crate::words::Words;

/// Where the form is.
const LOGIN_PATH: &str = "/enroll/account/login";
/// How long the browser keeps the token of the page, in seconds.
const COOKIE_AGE_MAX_S: u32 = 60 * 60;
/// The address holds the token, so nothing that is loaded from the answer may learn it.
const QUIET: [(HeaderName, &str); 1] = [(REFERRER_POLICY, "no-referrer")];

/// What the device puts into the address.
#[derive(Deserialize)]
pub(crate) struct Address {
    #[serde(default)]
    s: String,
    #[serde(default, rename = "user-identifier")]
    user_identifier: Option<String>,
}

/// Takes somebody in who comes from Settings: the token goes into a cookie, and on they go.
pub(crate) async fn get(State(app): State<App>, Query(address): Query<Address>) -> Response {
    let token = Secret::new(address.s);
    let typed = address.user_identifier.as_deref().map(str::trim).filter(|typed| !typed.is_empty());
    match app.open_account_sign_in(&token, typed).await {
        Ok(_) => {
            let cookie = SessionCookie::AccountSignIn.set(&token, Some(COOKIE_AGE_MAX_S));
            (QUIET, [cookie], see(LOGIN_PATH)).into_response()
        }
        Err(error) => (QUIET, PageError::from(error)).into_response(),
    }
}

/// Shows the login.
pub(crate) async fn login(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (_, sign_in) = hold(&app, &headers).await?;
    let username = sign_in.user_identifier.unwrap_or_default();
    login::for_account(
        &app,
        &words,
        LOGIN_PATH,
        StatusCode::OK,
        Attempt { username: &username, ..Attempt::default() },
    )
    .await
}

/// Begins the enrollment, always with a new session (T24), or says what to correct.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(typed): Form<LoginForm>,
) -> Result<Response, PageError> {
    let (token, _) = hold(&app, &headers).await?;
    let again = |status, problem, faults| {
        login::for_account(
            &app,
            &words,
            LOGIN_PATH,
            status,
            Attempt { username: &typed.username, problem, faults },
        )
    };
    let missing = login::missing(&typed, &words);
    if !missing.is_empty() {
        return again(StatusCode::UNPROCESSABLE_ENTITY, None, missing).await;
    }
    let login =
        Login { username: typed.username.clone(), password: Secret::new(typed.password.clone()), source };
    match app.begin_enrollment_by_account(&token, login).await {
        Ok(begun) => enter(&app, &words, &headers, begun).await,
        Err(Error::Refused(
            refusal @ (Refusal::Login | Refusal::NothingOffered { .. } | Refusal::Provider(_)),
        )) => {
            let problem = Some(words.plain(problem::refusal(&refusal)));
            again(StatusCode::FORBIDDEN, problem, Faults::default()).await
        }
        Err(Error::Unavailable(_)) => {
            let problem = Some(words.plain("login-directory-silent"));
            again(StatusCode::SERVICE_UNAVAILABLE, problem, Faults::default()).await
        }
        Err(Error::Throttled(until)) => {
            let wait = words.ahead(until, app.now(), "time-in-seconds");
            let problem = Some(words.plain_with("login-throttled", &[("wait", &wait)]));
            again(StatusCode::TOO_MANY_REQUESTS, problem, Faults::default()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Leads back to Settings with the token that the device proves the sign-in with. The same each time.
pub(crate) async fn finish(
    State(app): State<App>,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let on_the_way = match admit(&app, &words, &headers, Place::Account).await {
        Ok(on_the_way) => on_the_way,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let url = app.account_result(&on_the_way.token).await?;
    let location = HeaderValue::from_str(&url)
        .map_err(|error| Error::Internal(format!("the way back to Settings fits no header: {error}")))?;
    Ok((StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response())
}

/// Finds the sign-in with which a browser has come.
pub(crate) async fn hold(app: &App, headers: &HeaderMap) -> Result<(Secret, AccountSignIn), PageError> {
    let token = SessionCookie::AccountSignIn.read(headers).unwrap_or_else(|| Secret::new(""));
    match app.find_account_sign_in(&token).await {
        Ok(sign_in) => Ok((token, sign_in)),
        Err(error) => Err(error.into()),
    }
}
