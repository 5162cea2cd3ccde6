//! `GET /enroll`: the address people are given. It finds out where they stand and with what they came.

use app::{App, Instead};
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use http::{HeaderMap, StatusCode, Uri};
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Fields;
use web::page::{html, html_with, see};
use web::qr;
use web::session::SessionCookie;

use crate::browser::{Browser, BrowserName};
use crate::frame::Frame;
use crate::invitation::link::arrive;
use crate::session::{Found, Place, find};
use crate::suited::Unsuited;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;
use crate::{login, problem};

/// What follows the `?` of a link that goes on in whichever browser this is.
pub(crate) const ANY_BROWSER: &str = "browser=any";
/// What brings an invitation in the query: its token, the token's decimal number, or the short code. Nothing else is read
/// from a query.
const INVITATION: &str = "invitation";

#[derive(Template)]
#[template(path = "safari.html")]
struct SafariPage<'a> {
    frame: Frame<'a>,
    browser: String,
    enroll_url: &'a str,
    qr: &'a str,
}

#[derive(Template)]
#[template(path = "desktop.html")]
struct DesktopPage<'a> {
    frame: Frame<'a>,
    enroll_url: &'a str,
    qr: &'a str,
}

#[derive(Template)]
#[template(path = "closed.html")]
struct ClosedPage<'a> {
    frame: Frame<'a>,
    message: String,
}

#[derive(Template)]
#[template(path = "unsuited.html")]
struct UnsuitedPage<'a> {
    frame: Frame<'a>,
    /// In HTML.
    message: String,
    go_on: &'static str,
}

/// Sends a person on the way to where they are; greets everybody else by their browser.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if let Ok(Query(query)) = Query::<Fields>::try_from_uri(&uri)
        && let Some(brought) = query.all(INVITATION).next()
    {
        return Ok(arrive(&app, &wrong_tokens, source, brought).await);
    }
    if let Found::OnTheWay(on_the_way) = find(&app, &headers).await?
        && let Some(place) = Place::of(on_the_way.enrollment.status(app.now()), &on_the_way.enrollment)
    {
        return Ok(see(place.path()));
    }
    if SessionCookie::Invitation.read(&headers).is_some() {
        return Ok(see("/enroll/invitation"));
    }
    let any_browser = uri.query() == Some(ANY_BROWSER);
    let door = app.portal_door().await?;
    if !door.institutional && !door.personal {
        return closed(&app, &words, door.instead);
    }
    if !any_browser && let Some(unsuited) = Unsuited::find(&door.admission, &headers) {
        return unsuited_page(&app, &words, &unsuited, "/enroll?browser=any");
    }
    match Browser::of(&headers) {
        Browser::OtherOnIos(browser) if !any_browser => draw_safari(&app, &words, browser),
        Browser::Desktop if !any_browser => draw_desktop(&app, &words),
        _ => login::blank(&app, &words),
    }
}

/// Draws the page for another browser on iOS.
pub(crate) fn draw_safari(app: &App, words: &Words, browser: BrowserName) -> Result<Response, PageError> {
    let (enroll_url, browser) = (app.settings().enroll_url(), browser.words(words));
    let qr = qr::svg(&enroll_url, &words.plain("browser-qr"));
    html(&SafariPage { frame: Frame::arrival(app, words), browser, enroll_url: &enroll_url, qr: &qr })
}

/// Draws the page for a computer.
pub(crate) fn draw_desktop(app: &App, words: &Words) -> Result<Response, PageError> {
    let enroll_url = app.settings().enroll_url();
    let qr = qr::svg(&enroll_url, &words.plain("browser-qr"));
    html(&DesktopPage { frame: Frame::arrival(app, words), enroll_url: &enroll_url, qr: &qr })
}

/// Draws the page that says that devices are not enrolled here, and what to do instead.
pub(crate) fn closed(app: &App, words: &Words, instead: Instead) -> Result<Response, PageError> {
    let message = words.plain(problem::nothing_offered(instead));
    html_with(StatusCode::FORBIDDEN, &ClosedPage { frame: Frame::arrival(app, words), message })
}

/// Draws the page that says why a device seems not to be admitted.
pub(crate) fn unsuited_page(
    app: &App,
    words: &Words,
    unsuited: &Unsuited,
    go_on: &'static str,
) -> Result<Response, PageError> {
    let message = words.text_with(unsuited.key(), &unsuited.values());
    html(&UnsuitedPage { frame: Frame::arrival(app, words), message, go_on })
}

/// Answers an address below the portal that leads nowhere.
pub(crate) async fn nothing_here() -> PageError {
    app::Error::NotFound.into()
}
