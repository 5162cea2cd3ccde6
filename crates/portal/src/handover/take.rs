//! The browser that takes over: the link, who is asked whether to go on, and the button that does.

use app::{App, Error, HandoverView, LinkKey, Refusal, TakenHandover};
use askama::Template;
use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::handover::HandoverRefusal;
use http::header::REFERRER_POLICY;
use http::{HeaderMap, HeaderName, StatusCode};
use web::client::ClientAddress;
use web::error::PageError;
use web::page::{html, html_with, see};
use web::session::SessionCookie;

use super::{look_up, take_in};
use crate::frame::Frame;
use crate::invitation::unknown;
use crate::session::{COOKIE_AGE_MAX_S, enter};
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

/// The address holds the token, so nothing that is loaded from the answer may learn it.
const QUIET: [(HeaderName, &str); 1] = [(REFERRER_POLICY, "no-referrer")];

#[derive(Template)]
#[template(path = "handover/take.html")]
struct TakePage<'a> {
    frame: Frame<'a>,
    view: &'a HandoverView,
}

#[derive(Template)]
#[template(path = "handover/refused.html")]
struct RefusedPage<'a> {
    frame: Frame<'a>,
    title: &'static str,
    text: &'static str,
}

/// Takes somebody in who follows the link. This changes nothing.
pub(crate) async fn link(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    token: Result<Path<String>, PathRejection>,
) -> Response {
    let token = token.map(|Path(token)| token).unwrap_or_default();
    let answer = match look_up(&app, &wrong_tokens, source, &token).await {
        Ok(Some((key, _))) => take_in(key.secret()),
        Ok(None) => match wrong_tokens.count(source, app.now()) {
            Ok(()) => unknown().into_response(),
            Err(error) => error.into_response(),
        },
        Err(error) => error.into_response(),
    };
    (QUIET, answer).into_response()
}

/// Finds what a browser has come with. A cookie that takes nothing over any more is taken away.
async fn held(
    app: &App,
    wrong_tokens: &WrongTokens,
    source: std::net::IpAddr,
    headers: &HeaderMap,
) -> Result<(LinkKey, HandoverView), Response> {
    let Some(brought) = SessionCookie::Handover.read(headers) else { return Err(see("/enroll")) };
    match look_up(app, wrong_tokens, source, brought.expose()).await {
        Ok(Some(held)) => Ok(held),
        Ok(None) => {
            wrong_tokens.count(source, app.now()).map_err(IntoResponse::into_response)?;
            Err(([SessionCookie::Handover.clear()], unknown()).into_response())
        }
        Err(error) => Err(error.into_response()),
    }
}

/// Asks whether to go on here.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (_, view) = match held(&app, &wrong_tokens, source, &headers).await {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    match view.refusal {
        Some(refusal) => refused(&app, &words, refusal),
        None => draw(&app, &words, &view),
    }
}

/// Draws the question.
pub(crate) fn draw(app: &App, words: &Words, view: &HandoverView) -> Result<Response, PageError> {
    html(&TakePage { frame: Frame::arrival(app, words), view })
}

/// Goes on here: the session, or the invitation, moves to this browser.
pub(crate) async fn post(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (key, _) = match held(&app, &wrong_tokens, source, &headers).await {
        Ok(held) => held,
        Err(elsewhere) => return Ok(elsewhere),
    };
    match app.take_handover(&key, source).await {
        Ok(TakenHandover::Enrollment(begun)) => enter(&app, &words, &headers, *begun).await,
        Ok(TakenHandover::Invitation(key)) => {
            let cookie = SessionCookie::Invitation.set(key.secret(), Some(COOKIE_AGE_MAX_S));
            let spent = SessionCookie::Handover.clear();
            Ok((AppendHeaders([cookie, spent]), see("/enroll/invitation")).into_response())
        }
        Err(Error::Refused(Refusal::Handover(refusal))) => refused(&app, &words, refusal),
        Err(error) => Err(error.into()),
    }
}

/// Puts aside what somebody has come with.
pub(crate) async fn leave() -> Response {
    ([SessionCookie::Handover.clear()], see("/enroll")).into_response()
}

/// Says why nobody can go on with this.
pub(crate) fn refused(app: &App, words: &Words, refusal: HandoverRefusal) -> Result<Response, PageError> {
    let (title, text) = match refusal {
        HandoverRefusal::Taken => ("handover-taken-title", "handover-taken-text"),
        HandoverRefusal::Expired => ("handover-expired-title", "handover-expired-text"),
        HandoverRefusal::Over => ("handover-over-title", "handover-over-text"),
    };
    html_with(StatusCode::GONE, &RefusedPage { frame: Frame::arrival(app, words), title, text })
}
