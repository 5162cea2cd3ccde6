//! Who asks: the bearer of a token, or a local account by name and password.

use app::{App, Error, Login, Refusal};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::secret::Secret;
use http::{HeaderMap, header};

use crate::bearer::{pass, source, token};
use crate::problem::Problem;

/// The longest encoded name and password worth a look.
const PASSWORD_BYTES_MAX: usize = 2_048;

/// Lets a request pass whose sender is known.
pub(super) async fn require(State(app): State<App>, request: Request, next: Next) -> Response {
    let source = source(request.extensions());
    let found = if let Some(token) = token(request.headers()) {
        app.find_bearer(token, source).await
    } else if let Some((username, password)) = name_and_password(request.headers()) {
        app.find_by_password(Login { username, password, source }).await
    } else {
        Err(Error::Unauthenticated)
    };
    match found {
        Ok(caller) => pass(&app, caller, request, next).await,
        Err(Error::Unauthenticated | Error::Refused(Refusal::Login)) => {
            Problem::unauthenticated_by_password().into_response()
        }
        Err(Error::Refused(refusal @ Refusal::PasswordAlone)) => {
            Problem::forbidden(refusal.to_string()).into_response()
        }
        Err(error) => Problem::from_app(error, app.now()).into_response(),
    }
}

/// Returns name and password of the one `Authorization` header (RFC 7617).
fn name_and_password(headers: &HeaderMap) -> Option<(String, Secret)> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?.to_str().ok()?;
    let (scheme, encoded) = value.split_once(' ')?;
    let fits = values.next().is_none()
        && scheme.eq_ignore_ascii_case("basic")
        && encoded.len() <= PASSWORD_BYTES_MAX;
    let decoded = STANDARD.decode(fits.then_some(encoded.trim_matches(' '))?).ok()?;
    let text = String::from_utf8(decoded).ok()?;
    let (username, password) = text.split_once(':')?;
    Some((username.to_owned(), Secret::new(password)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_header_with_a_name_and_a_password_counts() {
        let check = |values: &[&str], expected: Option<(&str, &str)>| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, value.parse().expect("a value"));
            }
            let found = name_and_password(&headers);
            let found = found.as_ref().map(|(name, password)| (name.as_str(), password.expose()));
            assert_eq!(found, expected, "{values:?}");
        };
        check(&["Basic YW5uOnBhc3M6d29yZA=="], Some(("ann", "pass:word")));
        check(&["basic YW5uOg=="], Some(("ann", "")));
        check(&["Basic YW5u"], None);
        check(&["Basic %%%"], None);
        check(&["Basic /////w=="], None);
        check(&["Bearer YW5uOg=="], None);
        check(&["Basic YW5uOg==", "Basic YW5uOg=="], None);
        check(&[], None);
    }
}
