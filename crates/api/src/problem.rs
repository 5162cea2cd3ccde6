//! Problem documents (RFC 9457): the one form in which this door says no.
//!
//! A handler returns a [`Problem`]; [`finish`] gives it a reference code, logs it under that code once, and writes
//! the document. What is meant for the log never reaches the document.

use app::{App, Error, Fault, Refusal};
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::time::{SECOND, Timestamp};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

/// The content type of a problem document.
pub(crate) const CONTENT_TYPE: &str = "application/problem+json";

/// Whoever comes while too much is going on should come back after this many seconds.
const BUSY_SECONDS: u64 = 5;

/// What is wrong, as a program tells it apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    Malformed,
    Unauthenticated,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    Refused,
    TooLarge,
    UnsupportedType,
    Invalid,
    Throttled,
    Internal,
    Busy,
    Unavailable,
}

impl Kind {
    fn status(self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Refused => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Returns the stable name in `type`.
    fn name(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Refused => "refused",
            Self::TooLarge => "too-large",
            Self::UnsupportedType => "unsupported-type",
            Self::Invalid => "invalid",
            Self::Throttled => "throttled",
            Self::Internal => "internal",
            Self::Busy => "busy",
            Self::Unavailable => "unavailable",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Malformed => "The request cannot be read",
            Self::Unauthenticated => "A bearer token is needed",
            Self::Forbidden => "The token does not permit this",
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "Another method is needed",
            Self::Refused => "Refused",
            Self::TooLarge => "The request is too large",
            Self::UnsupportedType => "Another content type is needed",
            Self::Invalid => "Some values are not valid",
            Self::Throttled => "Too many tries",
            Self::Internal => "Something is broken here",
            Self::Busy => "Too much to do",
            Self::Unavailable => "Something that this needs does not answer",
        }
    }
}

/// A refusal on its way out.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    kind: Kind,
    detail: String,
    errors: Vec<FieldError>,
    retry_after_seconds: Option<u64>,
    /// Whether name and password would do as well as a token.
    takes_password: bool,
    /// For the log only.
    cause: Option<String>,
}

impl Problem {
    fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after_seconds: None,
            takes_password: false,
            cause: None,
        }
    }

    pub(crate) fn unauthenticated() -> Self {
        Self::new(
            Kind::Unauthenticated,
            "Send the header Authorization: Bearer with a token made in the console that has neither expired nor been revoked.",
        )
    }

    /// Asks for a token, or for name and password.
    pub(crate) fn unauthenticated_by_password() -> Self {
        let words = "Send a bearer token made in the console, or the username and password of a local account (Basic).";
        Self { takes_password: true, ..Self::new(Kind::Unauthenticated, words) }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Kind::NotFound, "There is nothing at this address, or nothing this token may see.")
    }

    pub(crate) fn method_not_allowed() -> Self {
        Self::new(Kind::MethodNotAllowed, "The header Allow names the methods served here.")
    }

    pub(crate) fn malformed(detail: impl Into<String>) -> Self {
        Self::new(Kind::Malformed, detail)
    }

    pub(crate) fn too_large(detail: impl Into<String>) -> Self {
        Self::new(Kind::TooLarge, detail)
    }

    pub(crate) fn unsupported_type(expected: &str) -> Self {
        Self::new(Kind::UnsupportedType, format!("Send the content type {expected}."))
    }

    pub(crate) fn invalid(faults: Vec<Fault>) -> Self {
        let errors = faults.into_iter().map(FieldError::from).collect();
        Self { errors, ..Self::new(Kind::Invalid, "Nothing was changed. See errors for each value.") }
    }

    /// Refuses values of a list, each named by its place.
    pub(crate) fn invalid_at(errors: Vec<FieldError>) -> Self {
        Self { errors, ..Self::new(Kind::Invalid, "Nothing was changed. See errors for each value.") }
    }

    /// Refuses somebody who is known, in words of its own.
    pub(crate) fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(Kind::Forbidden, detail)
    }

    /// Refuses by a rule, in words of its own.
    pub(crate) fn conflict(detail: impl Into<String>) -> Self {
        Self::new(Kind::Refused, detail)
    }

    /// Turns values to correct into a refusal of one text, for clients that look at no more than a status.
    pub(crate) fn flattened(self) -> Self {
        if self.kind != Kind::Invalid {
            return self;
        }
        let words: Vec<_> =
            self.errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
        Self::new(Kind::Refused, words.join(" "))
    }

    /// Turns what a verb answered into a problem, with the names that this door gives to some of the verb's fields.
    pub(crate) fn of_fields(error: Error, names: &[(&str, &'static str)], now: Timestamp) -> Self {
        let renamed = |fault: Fault| match names.iter().find(|(field, _)| *field == fault.field) {
            Some((_, name)) => Fault { field: name, ..fault },
            None => fault,
        };
        match error {
            Error::Invalid(faults) => Self::invalid(faults.into_iter().map(renamed).collect()),
            error => Self::from_app(error, now),
        }
    }

    /// Turns what a verb answered into a problem; `now` counts the seconds until a throttled caller may come back.
    pub(crate) fn from_app(error: Error, now: Timestamp) -> Self {
        match error {
            Error::Unauthenticated => Self::unauthenticated(),
            Error::Forbidden => Self::new(
                Kind::Forbidden,
                "The token's scopes, or the privileges of the account it was made for, do not cover this.",
            ),
            Error::NotFound => Self::not_found(),
            Error::Invalid(faults) => Self::invalid(faults),
            Error::Refused(Refusal::UploadGone) => Self::not_found(),
            Error::Refused(refusal) => Self::refused(&refusal),
            Error::Throttled(until) => Self {
                retry_after_seconds: Some(u64::try_from(until.since(now) / SECOND + 1).unwrap_or(1)),
                ..Self::new(Kind::Throttled, "The header Retry-After says how many seconds to wait.")
            },
            Error::Unavailable(words) => Self::new(Kind::Unavailable, words),
            Error::Busy => Self {
                retry_after_seconds: Some(BUSY_SECONDS),
                ..Self::new(Kind::Busy, "The header Retry-After says how many seconds to wait.")
            },
            Error::Internal(cause) => Self {
                cause: Some(cause),
                ..Self::new(Kind::Internal, "The server's log has the detail under the reference.")
            },
        }
    }

    fn refused(refusal: &Refusal) -> Self {
        Self::new(Kind::Refused, refusal.to_string())
    }
}

impl IntoResponse for Problem {
    /// Returns the bare status with the problem attached; [`finish`] writes the document.
    fn into_response(self) -> Response {
        let mut response = self.kind.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Says whether an answer is a refusal for want of a scope or privilege.
pub(crate) fn is_forbidden(response: &Response) -> bool {
    response.extensions().get::<Problem>().is_some_and(|problem| problem.kind == Kind::Forbidden)
}

/// Writes the document of every problem and its line in the log, and keeps all answers out of caches.
pub(crate) async fn finish(State(app): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route =
        request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    let Some(problem) = response.extensions_mut().remove::<Problem>() else { return response };

    let (status, reference) = (problem.kind.status(), app.new_reference());
    let (status_code, cause) = (status.as_u16(), problem.cause.as_deref().unwrap_or(problem.kind.name()));
    if status.is_server_error() {
        tracing::error!(%reference, %method, route, status = status_code, cause, "API request failed");
    } else {
        tracing::info!(%reference, %method, route, status = status_code, cause, "API request refused");
    }
    write(response, problem, reference.to_string())
}

/// Puts the document in the place of an empty body, keeping headers such as `Allow`.
fn write(mut response: Response, problem: Problem, reference: String) -> Response {
    let document = ProblemDocument {
        kind: format!("urn:vestibule:problem:{}", problem.kind.name()),
        title: problem.kind.title(),
        status: problem.kind.status().as_u16(),
        detail: problem.detail,
        reference,
        errors: problem.errors,
    };
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_LENGTH);
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
    if problem.kind == Kind::Unauthenticated {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        if problem.takes_password {
            let challenge = HeaderValue::from_static("Basic realm=\"Vestibule\", charset=\"UTF-8\"");
            headers.append(header::WWW_AUTHENTICATE, challenge);
        }
    }
    if let Some(seconds) = problem.retry_after_seconds {
        headers.insert(header::RETRY_AFTER, seconds.into());
    }
    let body = serde_json::to_vec(&document).expect("texts and numbers always serialise");
    *response.body_mut() = body.into();
    response
}

/// A problem (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct ProblemDocument {
    /// What is wrong: one of the fixed names `urn:vestibule:problem:…`. Tell problems apart by it.
    #[serde(rename = "type")]
    #[schema(example = "urn:vestibule:problem:invalid")]
    kind: String,
    /// The same in words, always the same for a type.
    #[schema(value_type = String, example = "Some values are not valid")]
    title: &'static str,
    /// The HTTP status.
    #[schema(example = 422)]
    status: u16,
    /// What to do about this one.
    detail: String,
    /// The code under which the server's log has this request.
    #[schema(example = "VB-7KQ2M")]
    reference: String,
    /// The values to correct, for the type `invalid`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldError>,
}

/// A value to correct.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// The name of the parameter or of the property in the body.
    #[schema(value_type = String, example = "limit")]
    field: &'static str,
    /// What is wrong with it.
    message: String,
    /// Where it is in the body, where a name alone would not say (RFC 6901).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, example = "/recipients/3/address")]
    pointer: Option<String>,
}

impl FieldError {
    /// Names a value of a list by its place.
    pub(crate) fn at(field: &'static str, pointer: String, message: impl Into<String>) -> Self {
        Self { field, message: message.into(), pointer: Some(pointer) }
    }
}

impl From<Fault> for FieldError {
    fn from(fault: Fault) -> Self {
        Self { field: fault.field, message: fault.message, pointer: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_the_product_has_its_status() {
        let check = |error: Error, status: u16| {
            let text = format!("{error:?}");
            assert_eq!(Problem::from_app(error, Timestamp(0)).kind.status().as_u16(), status, "{text}");
        };
        check(Error::Unauthenticated, 401);
        check(Error::Forbidden, 403);
        check(Error::NotFound, 404);
        check(Error::Refused(Refusal::NotManaged), 409);
        check(Error::Refused(Refusal::UploadGone), 404);
        check(Error::Invalid(vec![Fault::new("username", "No such account.")]), 422);
        check(Error::Throttled(Timestamp(1)), 429);
        check(Error::Internal("no such table".into()), 500);
        check(Error::Busy, 503);
        check(Error::Unavailable("The directory does not answer.".into()), 503);
    }

    #[test]
    fn the_detail_of_an_internal_error_stays_in_the_log() {
        let problem = Problem::from_app(Error::Internal("no such table: device".into()), Timestamp(0));
        assert!(!problem.detail.contains("table"), "{}", problem.detail);
        assert_eq!(problem.cause.as_deref(), Some("no such table: device"));
    }

    #[test]
    fn a_throttled_caller_is_told_whole_seconds() {
        let problem = Problem::from_app(Error::Throttled(Timestamp(10_500)), Timestamp(1_000));
        assert_eq!(problem.retry_after_seconds, Some(10));
    }
}
