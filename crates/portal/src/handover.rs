//! Going on in another browser: one browser shows a link and a code, the other takes over with them.
//!
//! The link `/h/TOKEN` becomes a cookie, as that of an invitation does. Looking takes nothing (T02): what takes over is a button.

pub(crate) mod offer;
pub(crate) mod take;

use std::net::IpAddr;

use app::{App, Error, HandoverView, LinkKey, Refusal};
use axum::response::{IntoResponse, Response};
use domain::secret::Secret;
use http::HeaderMap;
use web::error::PageError;
use web::page::see;
use web::session::SessionCookie;

use crate::browser::Browser;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

/// How long a browser keeps what it has come with, in seconds: as long as it can serve.
const COOKIE_AGE_MAX_S: u32 = 10 * 60;

/// What a page on the way says to a browser in which nobody can finish.
pub(crate) struct Elsewhere {
    /// What it is about.
    pub(crate) title: String,
    /// What to do, as paragraphs of HTML.
    pub(crate) text: String,
    /// The button that hands over.
    pub(crate) button: String,
}

/// Says whether, and how, somebody should go on elsewhere: not in Safari on iOS, which can finish.
pub(crate) fn elsewhere(words: &Words, headers: &HeaderMap) -> Option<Elsewhere> {
    match Browser::of(headers) {
        Browser::Safari => None,
        Browser::OtherOnIos(name) => Some(Elsewhere {
            title: words.plain("browser-heading"),
            text: words.text_with("browser-text", &[("browser", &name.words(words))]),
            button: words.plain("browser-open-button"),
        }),
        Browser::Mac | Browser::Computer | Browser::Android | Browser::Robot => Some(Elsewhere {
            title: words.plain("handover-elsewhere-title"),
            text: words.text_with("handover-elsewhere-text", &[]),
            button: words.plain("handover-title"),
        }),
    }
}

/// Looks at what somebody has brought; `None` when it takes nothing over. It is not counted as wrong here: it may open an
/// invitation.
pub(crate) async fn look_up(
    app: &App,
    wrong_tokens: &WrongTokens,
    source: IpAddr,
    brought: &str,
) -> Result<Option<(LinkKey, HandoverView)>, PageError> {
    wrong_tokens.admit(source, app.now())?;
    let Some(key) = LinkKey::parse(brought) else { return Ok(None) };
    match app.look_at_handover(&key).await {
        Ok(view) => Ok(Some((key, view))),
        Err(Error::Refused(Refusal::InvitationLink)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Leads on with what somebody has brought in a cookie.
pub(crate) fn take_in(key: &Secret) -> Response {
    ([SessionCookie::Handover.set(key, Some(COOKIE_AGE_MAX_S))], see("/enroll/handover/take")).into_response()
}
