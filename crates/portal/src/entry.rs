//! `GET /enroll`: the address people are given. It finds out where they stand and with what they came.

use app::App;
use askama::Template;
use axum::Extension;
use axum::extract::{Query, State};
use axum::response::Response;
use http::{HeaderMap, Uri};
use web::client::ClientAddress;
use web::error::PageError;
use web::form::Fields;
use web::page::{html, see};
use web::qr;
use web::session::SessionCookie;

use crate::browser::Browser;
use crate::frame::Frame;
use crate::invitation::link::arrive;
use crate::login;
use crate::session::{Found, Place, find};
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

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
    let enroll_url = app.settings().enroll_url();
    let qr = || qr::svg(&enroll_url, &words.plain("browser-qr"));
    match Browser::of(&headers) {
        Browser::OtherOnIos(browser) if !any_browser => {
            let browser = browser.words(&words);
            html(&SafariPage {
                frame: Frame::arrival(&app, &words),
                browser,
                enroll_url: &enroll_url,
                qr: &qr(),
            })
        }
        Browser::Desktop if !any_browser => {
            html(&DesktopPage { frame: Frame::arrival(&app, &words), enroll_url: &enroll_url, qr: &qr() })
        }
        _ => login::blank(&app, &words).await,
    }
}

/// Answers an address below the portal that leads nowhere.
pub(crate) async fn nothing_here() -> PageError {
    app::Error::NotFound.into()
}
