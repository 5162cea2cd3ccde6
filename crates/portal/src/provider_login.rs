//! The login by an identity provider: off to it, and back.
//!
//! The way there is a page of ours that leads on by itself: a form may only be answered by this server, so that a page that
//! somebody has tampered with cannot send a password elsewhere. What somebody came for stays here meanwhile.

use app::{App, CameWith, Error, ProviderAnswer, Refusal, SentOff};
use askama::Template;
use axum::extract::{Query, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::{Extension, Form};
use domain::identity_provider::ProviderRefusal;
use http::{HeaderMap, Uri};
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Fields;
use web::page::html;
use web::session::SessionCookie;

use crate::account;
use crate::frame::Frame;
use crate::invitation::{Held, hold, refused};
use crate::login::SAMPLE_PROVIDER;
use crate::session::enter;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

#[derive(Template)]
#[template(path = "provider/leaving.html")]
struct LeavingPage<'a> {
    frame: Frame<'a>,
    provider: &'a str,
    url: &'a str,
    /// Whether the page leads on by itself.
    leads_on: bool,
}

/// Draws the page in between, for somebody who is only looking.
pub(crate) fn sample(app: &App, words: &Words) -> Result<Response, PageError> {
    let frame = Frame::first(app, words);
    html(&LeavingPage { frame, provider: SAMPLE_PROVIDER, url: "#", leads_on: false })
}

/// Sends somebody off to the provider they have chosen; with whichever invitation they hold now.
pub(crate) async fn post(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
    Form(fields): Form<Fields>,
) -> Result<Response, PageError> {
    let id = fields.one("provider").parse().map_err(|_| ProviderRefusal::NotServed)?;
    let is_for_account = !fields.one("account").is_empty();
    let (frame, came_with) = if is_for_account {
        let (token, _) = account::hold(&app, &headers).await?;
        (Frame::first(&app, &words), CameWith::AccountSignIn(token))
    } else {
        match hold(&app, &wrong_tokens, source, &headers).await {
            Ok(None) => (Frame::first(&app, &words), CameWith::Nothing),
            Ok(Some(Held { key, view })) => {
                if let Some(refusal) = view.refusal {
                    return refused::draw(&app, &words, &view, refusal, None);
                }
                (Frame::invited(&app, &words, &view, Some(1)), CameWith::Link(key))
            }
            Err(elsewhere) => return Ok(elsewhere),
        }
    };
    let browser = SessionCookie::AtProvider.read(&headers);
    let sent = app.send_off_to_enroll(id, came_with, browser, source).await?;
    let cookie = SessionCookie::AtProvider.set(&sent.browser, Some(SentOff::BROWSER_AGE_S));
    let page = html(&LeavingPage { frame, provider: &sent.provider, url: &sent.url, leads_on: true })?;
    Ok((AppendHeaders([cookie]), page).into_response())
}

/// Takes somebody in who comes back. Nothing that the address says leads anywhere: where they go on is decided by what they
/// came for (T11, T66).
pub(crate) async fn callback(
    State(app): State<App>,
    ClientAddress(source): ClientAddress,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let browser = SessionCookie::AtProvider.read(&headers);
    // What does not read as an answer is none, and over.
    let answer = Query::<ProviderAnswer>::try_from_uri(&uri).map(|query| query.0).unwrap_or_default();
    let returned = app.return_to_enroll(&answer, browser.as_ref(), source).await?;
    match (returned.begun, returned.came_with) {
        (Ok(begun), _) => enter(&app, &words, &headers, begun).await,
        (Err(Error::Refused(Refusal::Invitation(refusal))), CameWith::Link(link)) => {
            let view = app.look_at_invitation(&link).await?;
            refused::draw(&app, &words, &view, refusal, None)
        }
        (Err(error), _) => Err(error.into()),
    }
}
