//! Refusals: what a device is told (next to nothing) and what the log is told (the cause, under a reference code).

use app::{App, Error, ProofRefusal, ScepRefusal};
use apple_mdm::ParseError;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

/// After this many seconds a device may try again.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("30");
/// A cause is cut to this many characters: parts of it come from outside.
const CAUSE_CHARACTERS_MAX: usize = 512;

/// Why a request gets no ordinary answer.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    cause: String,
}

impl Refusal {
    /// The request is not one this door serves.
    pub(crate) fn bad_request(cause: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, cause: cause.into() }
    }

    /// An operation or a declaration that does not exist here.
    pub(crate) fn not_found(cause: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, cause: cause.into() }
    }

    /// A user on the device whom this server does not manage (`UserAuthenticate`).
    pub(crate) fn gone(cause: impl Into<String>) -> Self {
        Self { status: StatusCode::GONE, cause: cause.into() }
    }

    /// Something is broken here.
    pub(crate) fn internal(cause: impl Into<String>) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, cause: cause.into() }
    }

    /// There is no room for one more; the answer says when to come back.
    pub(crate) fn too_busy() -> Self {
        Self { status: StatusCode::SERVICE_UNAVAILABLE, cause: "too much to do".into() }
    }

    /// Says whether the same request may succeed later.
    #[cfg(test)]
    pub(crate) fn is_busy(&self) -> bool {
        self.status == StatusCode::SERVICE_UNAVAILABLE
    }

    /// Writes the one log line and returns the answer: a status and not a word.
    pub(crate) fn answer(self, app: &App, path: &'static str) -> Response {
        let Self { status, cause } = self;
        let cause: String = cause.chars().flat_map(char::escape_debug).take(CAUSE_CHARACTERS_MAX).collect();
        let (reference, status_code) = (app.new_reference(), status.as_u16());
        if status.is_server_error() {
            tracing::error!(%reference, path, status = status_code, cause, "device request failed");
        } else {
            tracing::warn!(%reference, path, status = status_code, cause, "device request refused");
        }
        bare(status)
    }
}

/// Returns the answer of a server that has too much to do.
pub(crate) fn busy() -> Response {
    bare(StatusCode::SERVICE_UNAVAILABLE)
}

fn bare(status: StatusCode) -> Response {
    let mut response = (status, [(header::CONTENT_LENGTH, "0")], Body::empty()).into_response();
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    response
}

impl From<Error> for Refusal {
    /// Every refusal of the product is a 400: of all statuses it is the one that never ends a management relation.
    fn from(error: Error) -> Self {
        match error {
            Error::Unauthenticated
            | Error::Forbidden
            | Error::NotFound
            | Error::Invalid(_)
            | Error::Refused(_) => Self::bad_request(error.to_string()),
            Error::Throttled(_) | Error::Busy | Error::Unavailable(_) => Self::too_busy(),
            Error::Internal(detail) => Self::internal(detail),
        }
    }
}

impl From<ProofRefusal> for Refusal {
    fn from(refusal: ProofRefusal) -> Self {
        Self::bad_request(refusal.to_string())
    }
}

impl From<ParseError> for Refusal {
    fn from(error: ParseError) -> Self {
        Self::bad_request(error.to_string())
    }
}

impl From<ScepRefusal> for Refusal {
    fn from(refusal: ScepRefusal) -> Self {
        match refusal {
            ScepRefusal::Malformed(detail) => Self::bad_request(detail),
            ScepRefusal::Busy => Self::too_busy(),
            ScepRefusal::Internal(detail) => Self::internal(detail),
        }
    }
}

#[cfg(test)]
mod tests {
    use app::Refusal as Rule;
    use domain::time::Timestamp;

    use super::*;

    #[test]
    fn t53_no_refusal_of_the_product_becomes_401_or_403() {
        let check = |error: Error, status: u16| {
            let text = format!("{error:?}");
            assert_eq!(Refusal::from(error).status.as_u16(), status, "{text}");
        };
        check(Error::Unauthenticated, 400);
        check(Error::Forbidden, 400);
        check(Error::NotFound, 400);
        check(Error::Invalid(Vec::new()), 400);
        check(Error::Refused(Rule::NotManaged), 400);
        check(Error::Throttled(Timestamp(0)), 503);
        check(Error::Busy, 503);
        check(Error::Internal("the disk is full".into()), 500);
    }

    #[test]
    fn a_busy_answer_says_when_to_come_back() {
        let answer = busy();
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[header::RETRY_AFTER], "30");
        assert_eq!(answer.headers()[header::CONTENT_LENGTH], "0");
    }
}
