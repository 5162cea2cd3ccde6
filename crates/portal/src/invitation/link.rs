//! `GET /i/TOKEN`: the link of an invitation. It becomes a cookie and leads to a clean address (T07).

use std::net::IpAddr;

use app::App;
use axum::Extension;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::{AppendHeaders, IntoResponse, Response};
use domain::language::language_code;
use domain::secret::Secret;
use http::HeaderName;
use http::header::REFERRER_POLICY;
use web::client::ClientAddress;
use web::error::PageError;
use web::page::see;
use web::session::SessionCookie;

use super::{Held, look_up, unknown};
use crate::session::COOKIE_AGE_MAX_S;
use crate::wrong_tokens::WrongTokens;

/// The address holds the token, so nothing that is loaded from the answer may learn it.
const QUIET: [(HeaderName, &str); 1] = [(REFERRER_POLICY, "no-referrer")];

/// Takes somebody in who follows a link. Whatever stands there instead of a token is answered as an unknown one.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    token: Result<Path<String>, PathRejection>,
) -> Response {
    let token = token.map(|Path(token)| token).unwrap_or_default();
    arrive(&app, &wrong_tokens, source, &token).await
}

/// Answers somebody who brings what opens an invitation: the key goes into a cookie, and on they go. This changes nothing.
pub(crate) async fn arrive(app: &App, wrong_tokens: &WrongTokens, source: IpAddr, brought: &str) -> Response {
    let answer = match look_up(app, wrong_tokens, source, brought).await {
        Ok(Some(held)) => take_in(&held),
        Ok(None) => unknown().into_response(),
        Err(error) => PageError::into_response(error),
    };
    (QUIET, answer).into_response()
}

/// Leads on with the key in a cookie, and in another the language that was noted for the recipient.
pub(super) fn take_in(held: &Held) -> Response {
    let cookie = SessionCookie::Invitation.set(held.key.secret(), Some(COOKIE_AGE_MAX_S));
    let noted = held.view.language.as_deref().and_then(language_code);
    let hint = match noted {
        Some(code) => SessionCookie::LanguageHint.set(&Secret::new(code), Some(COOKIE_AGE_MAX_S)),
        None => SessionCookie::LanguageHint.clear(),
    };
    (AppendHeaders([cookie, hint]), see("/enroll/invitation")).into_response()
}
