//! Account-driven enrollment: `/.well-known/com.apple.remotemanagement`, and where a device then asks for its profile.
//!
//! Here, and nowhere else in this door, a 401 is the right answer: the device is not enrolled yet, and a 401 with a
//! challenge is how it is sent to the web page. These addresses are never those of an enrolled device.

use app::{App, Error, MACHINE_INFO_BYTES_MAX, Refusal as Rule};
use apple_mdm::account_sign_in::{WELL_KNOWN_PATH, challenge, discovery_refused};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use domain::enrollment::Way;
use http::{HeaderMap, HeaderValue, StatusCode, header};

use crate::octets::{Held, Octets};
use crate::refusal::Refusal;
use crate::{query, source};

/// Where a device of the organization asks.
pub(crate) const DEVICE_PATH: &str = "/enroll/account/device";
/// Where a personal device asks.
pub(crate) const USER_PATH: &str = "/enroll/account/user";
/// A bearer token is shorter; anything longer is not looked up, in octets.
const TOKEN_BYTES_MAX: usize = 128;
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Tells a device where the server of an account is.
pub(crate) async fn discover(State(app): State<App>, request: Request) -> Response {
    let query = request.uri().query().unwrap_or_default();
    let text = |key| {
        let value = query::single(query, key)?;
        // Form decoding: a blank may come as `+`, and no account has one.
        String::from_utf8(value).ok()
    };
    let account = text("user-identifier").unwrap_or_default();
    let model_family = text("model-family").unwrap_or_default();
    match app.discover_enrollment(&account, &model_family).await {
        Ok(discovery) => ([(header::CONTENT_TYPE, JSON)], discovery.to_json()).into_response(),
        Err(Error::Refused(refusal)) => forbidden(&refusal),
        Err(error) => Refusal::from(error).answer(&app, WELL_KNOWN_PATH),
    }
}

/// Takes in a personal device.
pub(crate) async fn user(
    State(app): State<App>,
    Extension(octets): Extension<Octets>,
    request: Request,
) -> Response {
    let answer = answer(&app, &octets, request, Way::AccountDrivenUser).await;
    answer.unwrap_or_else(|refusal| refusal.answer(&app, USER_PATH))
}

/// Takes in a device of the organization.
pub(crate) async fn device(
    State(app): State<App>,
    Extension(octets): Extension<Octets>,
    request: Request,
) -> Response {
    let answer = answer(&app, &octets, request, Way::AccountDrivenDevice).await;
    answer.unwrap_or_else(|refusal| refusal.answer(&app, DEVICE_PATH))
}

/// Sends a device to the web page, or hands out the profile to one that comes back with a token. What type the body says
/// it has does not count: devices do not agree on it.
async fn answer(app: &App, octets: &Octets, request: Request, way: Way) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    let Held { body, place: _place } = octets.read(&parts.headers, body, MACHINE_INFO_BYTES_MAX).await?;
    if !parts.headers.contains_key(header::AUTHORIZATION) {
        return match app.ask_account_sign_in(way, body).await {
            Ok(url) => unauthorized(&url),
            Err(Error::Refused(refusal)) => Ok(forbidden(&refusal)),
            Err(error) => Err(error.into()),
        };
    }
    let handed_out = match bearer(&parts.headers) {
        Some(token) => app.hand_out_account_profile(way, body, token, source::of(&parts.extensions)).await,
        None => return Ok(bare(StatusCode::FORBIDDEN)),
    };
    match handed_out {
        Ok(profile) => Ok(crate::profile_service::profile(profile.body)),
        // Never 401 again: with that the device would ask for another login, and the token would be as wrong.
        Err(Error::Refused(refusal)) => Ok(forbidden(&refusal)),
        Err(error) => Err(error.into()),
    }
}

/// Returns the token of `Authorization: Bearer`, of the one such header.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?;
    values.next().is_none().then_some(())?;
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    let fits = scheme.eq_ignore_ascii_case("bearer") && (1..=TOKEN_BYTES_MAX).contains(&token.len());
    fits.then_some(token)
}

fn unauthorized(url: &str) -> Result<Response, Refusal> {
    let value = challenge(url).and_then(|value| HeaderValue::from_str(&value).ok());
    let value = value.ok_or_else(|| Refusal::internal("the address of the web page fits no header"))?;
    let headers =
        [(header::WWW_AUTHENTICATE, value), (header::CONTENT_LENGTH, HeaderValue::from_static("0"))];
    Ok((StatusCode::UNAUTHORIZED, headers, Body::empty()).into_response())
}

/// Refuses in words, which devices from iOS 17.5 on show where they can.
fn forbidden(refusal: &Rule) -> Response {
    tracing::info!(%refusal, "an account-driven enrollment was refused");
    (StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, JSON)], discovery_refused(&refusal.to_string()))
        .into_response()
}

fn bare(status: StatusCode) -> Response {
    (status, [(header::CONTENT_LENGTH, "0")], Body::empty()).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bearer_token_is_read_from_one_header_only() {
        let check = |values: &[&str], expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, value.parse().expect("a value"));
            }
            assert_eq!(bearer(&headers), expected, "{values:?}");
        };
        check(&["Bearer abc"], Some("abc"));
        check(&["bearer  abc "], Some("abc"));
        check(&[], None);
        check(&["Basic abc"], None);
        check(&["Bearer"], None);
        check(&["Bearer "], None);
        check(&["Bearer abc", "Bearer abc"], None);
        check(&[&format!("Bearer {}", "x".repeat(500))], None);
    }
}
