//! `GET /enroll`: the address people are given. It finds out where they stand and with what they came.

use app::App;
use askama::Template;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use http::HeaderMap;
use http::header::USER_AGENT;
use web::error::PageError;
use web::page::{html, see};
use web::qr;

use crate::browser::Browser;
use crate::frame::Frame;
use crate::login;
use crate::session::{Found, Place, find};

/// What follows the `?` of a link that goes on in whichever browser this is. Nothing else is read from a query.
const ANY_BROWSER: &str = "browser=any";

#[derive(Template)]
#[template(path = "safari.html")]
struct SafariPage<'a> {
    frame: Frame<'a>,
    browser: &'static str,
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
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    if let Found::OnTheWay(on_the_way) = find(&app, &headers).await?
        && let Some(place) = Place::of(on_the_way.enrollment.status(app.now()), &on_the_way.enrollment)
    {
        return Ok(see(place.path()));
    }
    let any_browser = query.as_deref() == Some(ANY_BROWSER);
    let user_agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let enroll_url = app.settings().enroll_url();
    let qr = || qr::svg(&enroll_url, "QR code of this page’s address");
    match Browser::recognise(user_agent) {
        Browser::OtherOnIos(browser) if !any_browser => {
            html(&SafariPage { frame: Frame::beside(&app), browser, enroll_url: &enroll_url, qr: &qr() })
        }
        Browser::Desktop if !any_browser => {
            html(&DesktopPage { frame: Frame::beside(&app), enroll_url: &enroll_url, qr: &qr() })
        }
        _ => login::blank(&app),
    }
}

/// Answers a reload of the page that a failed login left behind.
pub(crate) async fn again() -> Response {
    see("/enroll")
}

/// Answers an address below the portal that leads nowhere.
pub(crate) async fn nothing_here() -> PageError {
    app::Error::NotFound.into()
}
