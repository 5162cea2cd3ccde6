//! An invitation that does not serve: why, and how to get another.

use app::{App, InvitationView, Refusal};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use domain::invitation::InvitationRefusal;
use http::HeaderMap;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::{html_with, see};

use super::hold;
use crate::frame::Frame;
use crate::problem;
use crate::words::Words;
use crate::wrong_tokens::WrongTokens;

/// What follows the `?` of the page right after somebody has asked for a new link.
pub(super) const ASKED_NOW: &str = "asked=now";

#[derive(Template)]
#[template(path = "invitation/refused.html")]
struct RefusedPage<'a> {
    frame: Frame<'a>,
    view: &'a InvitationView,
    title: String,
    message: String,
    /// Whether a new link would help.
    may_ask: bool,
    is_asked_now: bool,
}

/// Draws the page. It is shown only to somebody whose link exists.
pub(crate) fn draw(
    app: &App,
    words: &Words,
    view: &InvitationView,
    refusal: InvitationRefusal,
    asked_now: Option<&str>,
) -> Result<Response, PageError> {
    let status = PageError::from(Refusal::Invitation(refusal)).status;
    let name = problem::invitation(refusal);
    let title = words.plain(&format!("{name}-title"));
    let message = words.text_with(&format!("{name}-text"), &[]);
    let may_ask = matches!(
        refusal,
        InvitationRefusal::Expired | InvitationRefusal::Revoked | InvitationRefusal::UsedUp
    );
    let frame = Frame::arrival(app, words);
    html_with(
        status,
        &RefusedPage { frame, view, title, message, may_ask, is_asked_now: asked_now.is_some() },
    )
}

/// Tells whoever invited that a new link is asked for.
pub(crate) async fn want_new_link(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let held = match hold(&app, &wrong_tokens, source, &headers).await {
        Ok(Some(held)) => held,
        Ok(None) => return Ok(see("/enroll")),
        Err(elsewhere) => return Ok(elsewhere),
    };
    if held.view.refusal.is_none() || held.view.is_new_link_wanted {
        return Ok(see("/enroll/invitation"));
    }
    app.want_new_link(&held.key, source).await?;
    Ok(see("/enroll/invitation?asked=now"))
}
