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

use crate::browser::{Browser, BrowserName, safari_link};
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
    /// The link that opens in Safari, where iOS knows it.
    safari_link: Option<String>,
    qr: &'a str,
}

#[derive(Template)]
#[template(path = "desktop.html")]
struct DesktopPage<'a> {
    frame: Frame<'a>,
    enroll_url: &'a str,
    qr: &'a str,
    is_android: bool,
    /// Whether it may be an iPad, or an iPhone, that says it is a Macintosh.
    may_be_ipad: bool,
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
    match find(&app, &headers).await? {
        Found::OnTheWay(on_the_way) => {
            let enrollment = &on_the_way.enrollment;
            if let Some(place) = Place::of(enrollment.status(app.now()), enrollment) {
                return Ok(see(place.path()));
            }
        }
        Found::HandedOver(_) => return Ok(see("/enroll/handover")),
        Found::Over | Found::Nobody => {}
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
        Browser::OtherOnIos(browser) if !any_browser => draw_safari(&app, &words, browser, &headers),
        browser if !browser.is_on_ios() && !any_browser => draw_desktop(&app, &words, browser),
        _ => login::blank(&app, &words).await,
    }
}

/// Draws the page for another browser on iOS.
pub(crate) fn draw_safari(
    app: &App,
    words: &Words,
    browser: BrowserName,
    headers: &HeaderMap,
) -> Result<Response, PageError> {
    let enroll_url = app.settings().enroll_url();
    html(&SafariPage {
        frame: Frame::arrival(app, words),
        browser: browser.words(words),
        enroll_url: &enroll_url,
        safari_link: safari_link(headers, &enroll_url),
        qr: &qr::svg(&enroll_url, &words.plain("browser-qr")),
    })
}

/// Draws the page for a computer.
pub(crate) fn draw_desktop(app: &App, words: &Words, browser: Browser) -> Result<Response, PageError> {
    let enroll_url = app.settings().enroll_url();
    html(&DesktopPage {
        frame: Frame::arrival(app, words),
        enroll_url: &enroll_url,
        qr: &qr::svg(&enroll_url, &words.plain("browser-qr")),
        is_android: browser == Browser::Android,
        may_be_ipad: browser == Browser::Mac,
    })
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
