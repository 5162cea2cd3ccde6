//! "You’re invited": who invites whom, until when, what will happen; and the button that leads on.

use app::{App, Error, InvitationView, Refusal};
use askama::Template;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Response};
use domain::time::Timestamp;
use http::{HeaderMap, StatusCode};
use web::client::ClientAddress;
use web::error::PageError;
use web::page::{html, see};
use web::qr;
use web::session::SessionCookie;

use super::refused::{self, ASKED_NOW};
use super::{hold, place_on_the_way};
use crate::browser::Browser;
use crate::entry::{ANY_BROWSER, closed, unsuited_page};
use crate::frame::Frame;
use crate::session::enter;
use crate::suited::Unsuited;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

#[derive(Template)]
#[template(path = "invitation/invited.html")]
struct InvitedPage<'a> {
    frame: Frame<'a>,
    view: &'a InvitationView,
    expiry: Option<Expiry>,
}

/// Until when an invitation serves.
struct Expiry {
    relative: String,
    /// As HTML.
    exact: String,
}

/// The page for a computer, or for a browser on iOS that is not Safari. It must not show the link again, so it says where
/// the link is.
#[derive(Template)]
#[template(path = "invitation/elsewhere.html")]
struct ElsewherePage<'a> {
    frame: Frame<'a>,
    view: &'a InvitationView,
    /// What the browser on iOS is called; none on a computer.
    browser: Option<String>,
    enroll_url: &'a str,
    qr: &'a str,
}

/// Shows the page, or why the invitation does not serve.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let held = match hold(&app, &wrong_tokens, source, &headers).await {
        Ok(Some(held)) => held,
        Ok(None) => return Ok(see("/enroll")),
        Err(elsewhere) => return Ok(elsewhere),
    };
    let view = &held.view;
    if let Some(place) = place_on_the_way(&app, &headers, view).await? {
        return Ok(see(place.path()));
    }
    let query = query.as_deref();
    if let Some(refusal) = view.refusal {
        return refused::draw(&app, &words, view, refusal, query.filter(|query| *query == ASKED_NOW));
    }
    let door = app.portal_door().await?;
    if !door.institutional {
        return closed(&app, &words, door.instead);
    }
    if query != Some(ANY_BROWSER)
        && let Some(unsuited) = Unsuited::find(&door.admission, &headers)
    {
        return unsuited_page(&app, &words, &unsuited, "/enroll/invitation?browser=any");
    }
    match Browser::of(&headers) {
        Browser::OtherOnIos(browser) if query != Some(ANY_BROWSER) => {
            draw_elsewhere(&app, &words, view, Some(browser.words(&words)))
        }
        browser if !browser.is_on_ios() && query != Some(ANY_BROWSER) => {
            draw_elsewhere(&app, &words, view, None)
        }
        _ => draw(&app, &words, view),
    }
}

pub(crate) fn draw(app: &App, words: &Words, view: &InvitationView) -> Result<Response, PageError> {
    let now = app.now();
    let expiry =
        |at: Timestamp| Expiry { relative: words.ahead(at, now, "time-in-moment"), exact: words.exact(at) };
    // Where nobody logs in, this page is the first step; else the login is.
    let step = (!view.requires_login).then_some(1);
    html(&InvitedPage {
        frame: Frame::invited(app, words, view, step),
        view,
        expiry: view.expires_at.map(expiry),
    })
}

pub(crate) fn draw_elsewhere(
    app: &App,
    words: &Words,
    view: &InvitationView,
    browser: Option<String>,
) -> Result<Response, PageError> {
    let enroll_url = app.settings().enroll_url();
    let qr = qr::svg(&enroll_url, &words.plain("browser-qr"));
    html(&ElsewherePage {
        frame: Frame::arrival(app, words),
        view,
        browser,
        enroll_url: &enroll_url,
        qr: &qr,
    })
}

/// Leads on: to the login, or straight into the enrollment where none is asked for.
pub(crate) async fn post(
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
    if let Some(place) = place_on_the_way(&app, &headers, &held.view).await? {
        return Ok(see(place.path()));
    }
    let view = app.open_invitation(&held.key, source).await?;
    if let Some(refusal) = view.refusal {
        return refused::draw(&app, &words, &view, refusal, None);
    }
    if view.requires_login {
        return Ok(see("/enroll/login"));
    }
    match app.begin_enrollment_by_invitation(&held.key, None, source).await {
        Ok(begun) => enter(&app, &words, &headers, begun).await,
        Err(Error::Refused(Refusal::LoginNeeded)) => Ok(see("/enroll/login")),
        Err(Error::Refused(Refusal::NothingOffered { instead })) => closed(&app, &words, instead),
        Err(Error::Refused(Refusal::Invitation(refusal))) => {
            refused::draw(&app, &words, &view, refusal, None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Notes that the page has been seen by a person: the page's script says so, once.
pub(crate) async fn opened(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    match hold(&app, &wrong_tokens, source, &headers).await {
        Ok(Some(held)) => {
            app.open_invitation(&held.key, source).await?;
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        Ok(None) => Ok(StatusCode::NO_CONTENT.into_response()),
        Err(elsewhere) => Ok(elsewhere),
    }
}

/// Puts the invitation aside and goes to where everybody begins.
pub(crate) async fn leave() -> Response {
    ([SessionCookie::Invitation.clear()], see("/enroll")).into_response()
}
