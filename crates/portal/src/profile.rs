//! `GET /enroll/profile/TOKEN.mobileconfig`: the enrollment profile, without a cookie and as often as asked.
//!
//! Browsers on iOS fetch it more than once and not always with the page's cookies, so the token in the path is all
//! there is. Errors are pages and never carry the profile's type, or iOS would try to install them.

use std::net::IpAddr;

use app::{App, Error, HandedOutProfile, Refusal};
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use domain::enrollment::EnrollmentRefusal;
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderName, HeaderValue, StatusCode};
use web::client::ClientAddress;
use web::error::PageError;

use crate::problem;
use crate::wrong_tokens::WrongTokens;

/// What the file's name ends in.
const SUFFIX: &str = ".mobileconfig";
/// A link's token is shorter; anything longer is not looked up, in octets.
const TOKEN_BYTES_MAX: usize = 128;

const HEADERS: [(HeaderName, HeaderValue); 3] = [
    (CONTENT_TYPE, HeaderValue::from_static("application/x-apple-aspen-config")),
    (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
];

/// The name of the file, as a header.
type Disposition = [(HeaderName, HeaderValue); 1];

const NAME: Disposition =
    [(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"enroll.mobileconfig\""))];

/// Answers with a profile.
pub(crate) fn file(disposition: Disposition, profile: HandedOutProfile) -> Response {
    let length = [(CONTENT_LENGTH, profile.body.len().to_string())];
    (HEADERS, disposition, length, profile.body).into_response()
}

/// Answers what [`file()`] would, without the profile. The length is left out: each profile is made anew.
pub(crate) fn no_file(disposition: Disposition) -> Response {
    (StatusCode::OK, HEADERS, disposition).into_response()
}

/// Hands the profile out.
pub(crate) async fn get(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    let handed_out =
        by_link(&app, &wrong_tokens, source, &name, async |token| app.hand_out_profile(token, source).await);
    Ok(file(NAME, handed_out.await?))
}

/// Says what `GET` would, changing nothing.
pub(crate) async fn head(
    State(app): State<App>,
    Extension(wrong_tokens): Extension<WrongTokens>,
    ClientAddress(source): ClientAddress,
    Path(name): Path<String>,
) -> Result<Response, PageError> {
    by_link(&app, &wrong_tokens, source, &name, async |token| app.check_profile_link(token).await).await?;
    Ok(no_file(NAME))
}

/// Does what a link is for, with the token in the name of its file. Wrong tokens are counted, and who has sent too many is
/// not listened to.
pub(crate) async fn by_link<T>(
    app: &App,
    wrong_tokens: &WrongTokens,
    source: IpAddr,
    name: &str,
    act: impl AsyncFnOnce(&str) -> Result<T, Error>,
) -> Result<T, PageError> {
    wrong_tokens.admit(source, app.now())?;
    let done = match token(name) {
        Some(token) => act(token).await,
        None => Err(Error::Refused(Refusal::ProfileLink)),
    };
    match done {
        Ok(done) => Ok(done),
        Err(error) => Err(refuse(error, || wrong_tokens.count(source, app.now()))?),
    }
}

/// Takes the token out of the file's name.
fn token(name: &str) -> Option<&str> {
    name.strip_suffix(SUFFIX).filter(|token| !token.is_empty() && token.len() <= TOKEN_BYTES_MAX)
}

/// Finds the words for a refusal; `count` counts a wrong token and may refuse itself.
fn refuse(error: Error, count: impl FnOnce() -> Result<(), PageError>) -> Result<PageError, PageError> {
    let gone = |name| Ok(problem::page(StatusCode::GONE, name));
    match error {
        Error::Refused(Refusal::ProfileLink) | Error::NotFound => {
            count()?;
            Ok(problem::page(StatusCode::NOT_FOUND, "profile-unknown"))
        }
        Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Expired)) => gone("profile-expired"),
        Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Used)) => gone("profile-used"),
        Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Ended)) => gone("profile-ended"),
        Error::Refused(Refusal::Invitation(refusal)) => gone(problem::invitation(refusal)),
        other => Ok(other.into()),
    }
}
