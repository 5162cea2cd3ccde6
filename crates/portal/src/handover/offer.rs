//! The browser that hands over: it shows link and code, waits, and then follows.

use app::{App, Error, HandoverOrigin, HandoverState, OfferedHandover, Refusal};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use domain::enrollment::{Enrollment, Status};
use domain::secret::Secret;
use domain::time::MINUTE;
use http::HeaderMap;
use serde_json::json;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::{html, see};
use web::qr;

use crate::browser::{Browser, safari_link};
use crate::frame::Frame;
use crate::invitation::hold;
use crate::progress::{Outcome, ProgressView};
use crate::session::{Found, find, over};
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

#[derive(Template)]
#[template(path = "handover/offer.html")]
struct OfferPage<'a> {
    frame: Frame<'a>,
    is_invitation: bool,
    /// Whether a code was shown whose time is over.
    is_late: bool,
    offered: Option<Shown>,
    enroll_url: String,
}

/// What is shown while it waits.
struct Shown {
    link: String,
    /// The link that opens in Safari, in another browser on iOS.
    safari_link: Option<String>,
    /// Whether it goes on on this very device, in Safari.
    is_here: bool,
    code: String,
    qr: String,
    until: domain::time::Timestamp,
    now: domain::time::Timestamp,
}

#[derive(Template)]
#[template(path = "handover/gone.html")]
struct GonePage<'a> {
    frame: Frame<'a>,
    /// How far the other browser's enrollment has come; none for an invitation.
    progress: Option<ProgressView>,
}

/// Where a browser stands that may hand over.
enum Standing {
    /// With something to hand over.
    Holds(HandoverOrigin),
    /// Handed over.
    Follows(Box<Enrollment>),
}

/// Finds out what a browser may hand over, or answers with where it belongs instead.
async fn standing(
    app: &App,
    words: &Words,
    wrong_tokens: &WrongTokens,
    source: std::net::IpAddr,
    headers: &HeaderMap,
) -> Result<Standing, Response> {
    match find(app, headers).await.map_err(IntoResponse::into_response)? {
        Found::HandedOver(enrollment) => return Ok(Standing::Follows(enrollment)),
        Found::OnTheWay(on_the_way) => {
            return match on_the_way.enrollment.status(app.now()) {
                Status::UnderWay(_) | Status::Stopped => {
                    Ok(Standing::Holds(HandoverOrigin::Session(on_the_way.token)))
                }
                Status::Enrolled => Err(see("/enroll/done")),
                Status::Ended(end) => Err(over(app, words, Some(end)).into_response()),
            };
        }
        Found::Over | Found::Nobody => {}
    }
    match hold(app, wrong_tokens, source, headers).await? {
        Some(held) => Ok(Standing::Holds(HandoverOrigin::Invitation(held.key))),
        None => Err(see("/enroll")),
    }
}

/// Shows link and code, or how far the other browser has come.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let origin = match standing(&app, &words, &wrong_tokens, source, &headers).await {
        Ok(Standing::Holds(origin)) => origin,
        Ok(Standing::Follows(enrollment)) => return gone(&app, &words, Some(&enrollment)),
        Err(elsewhere) => return Ok(elsewhere),
    };
    let is_invitation = matches!(origin, HandoverOrigin::Invitation(_));
    let found = app.find_handover(&origin).await?;
    let state = found.as_ref().map(|offered| offered.state);
    if state == Some(HandoverState::Taken) && is_invitation {
        return gone(&app, &words, None);
    }
    let waiting = found.filter(|offered| offered.state == HandoverState::Waiting);
    html(&OfferPage {
        frame: Frame::beside(&app, &words),
        is_invitation,
        is_late: state == Some(HandoverState::Expired),
        offered: waiting.map(|offered| shown(&app, &words, &headers, &offered)),
        enroll_url: app.settings().enroll_url(),
    })
}

fn shown(app: &App, words: &Words, headers: &HeaderMap, offered: &OfferedHandover) -> Shown {
    let link = offered.url.expose().to_owned();
    Shown {
        safari_link: safari_link(headers, &link),
        is_here: matches!(Browser::of(headers), Browser::OtherOnIos(_)),
        code: offered.code.expose().to_owned(),
        qr: qr::svg(&link, &words.plain("handover-qr")),
        until: offered.expires_at,
        now: app.now(),
        link,
    }
}

/// Draws link and code, for somebody who is only looking.
pub(crate) fn sample(app: &App, words: &Words, headers: &HeaderMap) -> Result<Response, PageError> {
    let offered = OfferedHandover {
        url: Secret::new(format!("{}/h/EXAMPLE-EXAMPLE-EXAMPLE-EXAMPLE", app.settings().base_url)),
        code: Secret::new("ABCD-2345".to_owned()),
        expires_at: app.now().plus(10 * MINUTE),
        state: HandoverState::Waiting,
    };
    html(&OfferPage {
        frame: Frame::beside(app, words),
        is_invitation: false,
        is_late: false,
        offered: Some(shown(app, words, headers, &offered)),
        enroll_url: app.settings().enroll_url(),
    })
}

/// Says that it goes on elsewhere, and how far it has come.
pub(crate) fn gone(app: &App, words: &Words, enrollment: Option<&Enrollment>) -> Result<Response, PageError> {
    let progress = enrollment.map(|enrollment| ProgressView::followed(enrollment, app.now(), words));
    html(&GonePage { frame: Frame::beside(app, words), progress })
}

/// Makes link and code, and shows them. Asked for again, it makes no second (a reload, a double tap).
pub(crate) async fn post(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let origin = match standing(&app, &words, &wrong_tokens, source, &headers).await {
        Ok(Standing::Holds(origin)) => origin,
        Ok(Standing::Follows(_)) => return Ok(see("/enroll/handover")),
        Err(elsewhere) => return Ok(elsewhere),
    };
    match app.make_handover(&origin, source).await {
        Ok(_) => Ok(see("/enroll/handover")),
        Err(Error::Unauthenticated | Error::Refused(Refusal::Handover(_))) => Ok(see("/enroll")),
        Err(error) => Err(error.into()),
    }
}

/// Tells the page's script whether the other browser has come.
pub(crate) async fn status(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    words: Words,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let state = match standing(&app, &words, &wrong_tokens, source, &headers).await {
        Ok(Standing::Follows(_)) => "taken",
        Ok(Standing::Holds(origin)) => {
            app.find_handover(&origin).await?.map_or("none", |offered| offered.state.name())
        }
        Err(_) => "none",
    };
    Ok(Json(json!({ "state": state })).into_response())
}
