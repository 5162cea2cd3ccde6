//! Sign-in by an identity provider: off to it, and back.

use app::{App, ConsoleReturn, Error, ProviderAnswer, SentOff};
use askama::Template;
use axum::Form;
use axum::extract::{Query, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::identity_provider::ProviderRefusal;
use http::{HeaderMap, HeaderName, HeaderValue, Uri};
use web::client::{Browser, ClientAddress};
use web::error::PageError;
use web::form::Fields;
use web::page::html;
use web::session::SessionCookie;

use crate::admin::Return;
use crate::frame::{Frame, Section};
use crate::{identity_provider, sign_in};

/// Where one chooses a provider.
pub(crate) const PATH: &str = "/console/login/provider";
/// Where one comes back to.
pub(crate) const CALLBACK_PATH: &str = "/console/login/callback";

#[derive(Template)]
#[template(path = "identity-provider/leaving.html")]
struct LeavingPage<'a> {
    frame: Frame,
    provider: &'a str,
    url: &'a str,
}

/// Sends somebody off to the provider they have chosen.
pub(crate) async fn post(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let id = fields.one("provider").parse().map_err(|_| ProviderRefusal::NotServed)?;
    let to = Return::parse(fields.one("to")).map(|to| to.path().to_owned());
    let browser = SessionCookie::AtProvider.read(&headers);
    let sent = app.send_off_to_sign_in(id, to, browser, source).await?;
    let (cookie, page) = leave(&app, &sent)?;
    Ok((AppendHeaders([cookie]), page).into_response())
}

/// Draws the page that leads on to the provider by itself, with the cookie by which the browser is known when it comes back.
pub(crate) fn leave(app: &App, sent: &SentOff) -> Result<((HeaderName, HeaderValue), Response), PageError> {
    let cookie = SessionCookie::AtProvider.set(&sent.browser, Some(SentOff::BROWSER_AGE_S));
    let frame = Frame::nobody(app, Section::Elsewhere);
    let page = html(&LeavingPage { frame, provider: &sent.provider, url: &sent.url })?;
    Ok((cookie, page))
}

/// Takes somebody in who comes back: always into a new session, and to a page that was recognised before they left (T66).
pub(crate) async fn callback(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    Browser(user_agent): Browser,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let browser = SessionCookie::AtProvider.read(&headers);
    let caller = match SessionCookie::Console.read(&headers) {
        Some(session) => app.find_caller(&session, source).await?,
        None => None,
    };
    // What does not read as an answer is none, and over.
    let answer = Query::<ProviderAnswer>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    match app.return_to_console(&answer, browser.as_ref(), caller.as_ref(), source, &user_agent).await? {
        ConsoleReturn::SignedIn { sign_in, to } => {
            Ok(sign_in::arrive(sign_in, to.as_deref().and_then(Return::parse).as_ref()))
        }
        ConsoleReturn::Tested { id, outcome } => {
            let caller = caller.ok_or(Error::Unauthenticated)?;
            identity_provider::show::tested(&app, &caller, id, outcome).await
        }
    }
}

/// Answers who only asks whether there is something: looking spends nothing.
pub(crate) async fn head() -> PageError {
    Error::NotFound.into()
}
