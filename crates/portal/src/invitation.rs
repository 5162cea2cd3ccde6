//! Invitations at the portal: a link or a short code becomes a cookie, a page says what it is about, and the enrollment
//! begins under the invitation's own terms. Looking changes nothing (T02): what moves anybody on is a button.

pub(crate) mod code_entry;
pub(crate) mod invited;
pub(crate) mod link;
pub(crate) mod refused;

use std::net::IpAddr;

use app::{App, Error, InvitationView, LinkKey, Refusal};
use axum::response::{IntoResponse, Response};
use domain::invitation::LinkToken;
use http::{HeaderMap, StatusCode};
use web::error::PageError;
use web::session::SessionCookie;

use crate::problem;
use crate::session::{Found, Place, find};
use crate::wrong_tokens::WrongTokens;

/// The invitation with which somebody has come.
pub(crate) struct Held {
    /// What opens it.
    pub(crate) key: LinkKey,
    /// How it stands.
    pub(crate) view: InvitationView,
}

/// Looks up what somebody has brought, however it is written; `None` when no invitation has it, which is then counted.
async fn look_up(
    app: &App,
    wrong_tokens: &WrongTokens,
    source: IpAddr,
    brought: &str,
) -> Result<Option<Held>, PageError> {
    wrong_tokens.admit(source, app.now())?;
    let key = LinkKey::parse(brought);
    // What cannot be a link at all is looked up nevertheless, so that it takes the same time as one that is unknown (T17).
    let nobodys = || LinkKey::Token(LinkToken::from_random([0; 16]));
    let looked = app.look_at_invitation(&key.clone().unwrap_or_else(nobodys)).await;
    match (key, looked) {
        (Some(key), Ok(view)) => Ok(Some(Held { key, view })),
        (None, Ok(_)) | (_, Err(Error::Refused(Refusal::InvitationLink))) => {
            wrong_tokens.count(source, app.now())?;
            Ok(None)
        }
        (_, Err(error)) => Err(error.into()),
    }
}

/// Finds the invitation with which a browser has come. A cookie that opens nothing any more is taken away.
pub(crate) async fn hold(
    app: &App,
    wrong_tokens: &WrongTokens,
    source: IpAddr,
    headers: &HeaderMap,
) -> Result<Option<Held>, Response> {
    let Some(brought) = SessionCookie::Invitation.read(headers) else { return Ok(None) };
    match look_up(app, wrong_tokens, source, brought.expose()).await {
        Ok(Some(held)) => Ok(Some(held)),
        Ok(None) => Err(([SessionCookie::Invitation.clear()], unknown()).into_response()),
        Err(error) => Err(error.into_response()),
    }
}

/// The one page for every link and code that no invitation has (T17).
pub(crate) fn unknown() -> PageError {
    problem::page(StatusCode::NOT_FOUND, "invitation-unknown")
}

/// Returns where somebody is on the way already whose enrollment began by this very invitation.
async fn place_on_the_way(
    app: &App,
    headers: &HeaderMap,
    view: &InvitationView,
) -> Result<Option<Place>, PageError> {
    let Found::OnTheWay(on_the_way) = find(app, headers).await? else { return Ok(None) };
    let enrollment = on_the_way.enrollment;
    let is_same = enrollment.invitation.is_some_and(|invited| invited.recipient_id == view.recipient_id);
    Ok(Place::of(enrollment.status(app.now()), &enrollment).filter(|_| is_same))
}
