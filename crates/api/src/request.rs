//! What a request brings: ids in the path, parameters in the query, a JSON body. Each is checked against its limit
//! and refused by name.

use std::str::FromStr;

use app::Fault;
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use domain::page::{Cursor, PAGE_ROWS_MAX};
use domain::upload::UPLOAD_BYTES_MAX;
use http::request::Parts;
use http::{HeaderMap, header};
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// The longest query; cursors carry a sort value of up to 512 octets, which may triple when escaped.
const QUERY_BYTES_MAX: usize = 4_096;
/// The largest body.
const BODY_BYTES_MAX: usize = 64 * 1024;
/// Rows of a page when nobody says how many.
const PAGE_ROWS_DEFAULT: u32 = 50;

/// An id in the path. What is not an id names nothing, so it is not found.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Id<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(text) =
            Path::<String>::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        text.parse().map(Self).map_err(|_| Problem::not_found())
    }
}

/// The query's parameters. One that is unknown or comes twice is refused: a misspelt filter must not mean "all".
pub(crate) struct Parameters<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        if parts.uri.query().is_some_and(|query| query.len() > QUERY_BYTES_MAX) {
            return Err(Problem::too_large(format!("A query has at most {QUERY_BYTES_MAX} octets.")));
        }
        let Query(parameters) = Query::from_request_parts(parts, state)
            .await
            .map_err(|rejection| Problem::malformed(rejection.body_text()))?;
        Ok(Self(parameters))
    }
}

/// A JSON body, of that content type and no other: a form of another site cannot send it.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        Ok(Self(read_json(request, BODY_BYTES_MAX).await?.0))
    }
}

/// A JSON body that may be left out.
pub(crate) struct OptionalJsonBody<T>(pub(crate) Option<T>);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for OptionalJsonBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        if request.headers().get(header::CONTENT_TYPE).is_none() {
            let body = read_body(request, BODY_BYTES_MAX).await?;
            return if body.is_empty() {
                Ok(Self(None))
            } else {
                Err(Problem::unsupported_type("application/json"))
            };
        }
        Ok(Self(Some(read_json(request, BODY_BYTES_MAX).await?.0)))
    }
}

/// Two ids in the path: of a thing and of something in it.
pub(crate) struct Ids<T, U>(pub(crate) T, pub(crate) U);

impl<T: FromStr, U: FromStr, S: Send + Sync> FromRequestParts<S> for Ids<T, U> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path((first, second)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::not_found())?;
        match (first.parse(), second.parse()) {
            (Ok(first), Ok(second)) => Ok(Self(first, second)),
            _ => Err(Problem::not_found()),
        }
    }
}

/// Reads a JSON body of at most so many octets; returns it also as it came.
pub(crate) async fn read_json<T: DeserializeOwned>(
    request: Request,
    bytes_max: usize,
) -> Result<(T, Bytes), Problem> {
    if !is_json(request.headers()) {
        return Err(Problem::unsupported_type("application/json"));
    }
    let body = read_body(request, bytes_max).await?;
    let value = serde_json::from_slice(&body).map_err(|error| Problem::malformed(error.to_string()))?;
    Ok((value, body))
}

/// Reads a body of at most so many octets.
pub(crate) async fn read_body(request: Request, bytes_max: usize) -> Result<Bytes, Problem> {
    to_bytes(request.into_body(), bytes_max)
        .await
        .map_err(|_| Problem::too_large(format!("A body has at most {bytes_max} octets.")))
}

/// Reads a list in the body: CSV, of that content type and no other, up to the size that lists may have.
pub(crate) async fn read_csv(request: Request) -> Result<Vec<u8>, Problem> {
    if !is_of_type(request.headers(), "text/csv") {
        return Err(Problem::unsupported_type("text/csv"));
    }
    match to_bytes(request.into_body(), UPLOAD_BYTES_MAX).await {
        Ok(body) => Ok(body.into()),
        Err(_) => Err(Problem::too_large(format!("A list has at most {UPLOAD_BYTES_MAX} octets."))),
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    is_of_type(headers, "application/json")
}

pub(crate) fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case(expected)
}

/// Collects faults while parameters are read, so that a caller hears of all of them at once.
#[derive(Default)]
pub(crate) struct Checks(Vec<Fault>);

impl Checks {
    /// Reads a value if there is one; `expected` says what would have been right.
    pub(crate) fn read<T>(
        &mut self,
        field: &'static str,
        text: Option<&str>,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = text?;
        let value = read(text);
        if value.is_none() {
            self.0.push(Fault::new(field, format!("Expected {expected}.")));
        }
        value
    }

    /// Reads a choice; not said is no.
    pub(crate) fn flag(&mut self, field: &'static str, text: Option<&str>) -> bool {
        self.read(field, text, "true or false", |text| text.parse().ok()).unwrap_or(false)
    }

    /// Reads a text of at most `characters_max` characters. Control characters are in no name, and databases stumble.
    pub(crate) fn text(
        &mut self,
        field: &'static str,
        text: Option<&str>,
        characters_max: usize,
    ) -> Option<String> {
        let expected = format!("at most {characters_max} characters and no control characters");
        self.read(field, text, &expected, |text| {
            (text.chars().take(characters_max + 1).count() <= characters_max
                && !text.chars().any(char::is_control))
            .then(|| text.to_owned())
        })
    }

    /// Reads an id.
    pub(crate) fn id<T: FromStr>(&mut self, field: &'static str, text: Option<&str>) -> Option<T> {
        self.read(field, text, "an id", |text| text.parse().ok())
    }

    /// Reads a name, which must be there.
    pub(crate) fn named<T>(
        &mut self,
        field: &'static str,
        text: &str,
        names: &[&str],
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        self.read(field, Some(text), &format!("one of {}", names.join(", ")), read)
    }

    /// Names a fault.
    pub(crate) fn fault(&mut self, field: &'static str, message: &str) {
        self.0.push(Fault::new(field, message));
    }

    /// Reads where a page begins.
    pub(crate) fn after(&mut self, text: Option<&str>) -> Option<Cursor> {
        self.read("after", text, "the value of next from the page before", |text| {
            (!text.chars().any(char::is_control)).then(|| Cursor::decode(text)).flatten()
        })
    }

    /// Reads how many rows a page has.
    pub(crate) fn limit(&mut self, text: Option<&str>) -> u32 {
        let expected = format!("a number from 1 to {PAGE_ROWS_MAX}");
        let read = |text: &str| text.parse().ok().filter(|rows| (1..=PAGE_ROWS_MAX).contains(rows));
        self.read("limit", text, &expected, read).unwrap_or(PAGE_ROWS_DEFAULT)
    }

    /// Refuses the request if anything was wrong.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid(self.0)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t35_only_the_json_content_type_is_json() {
        let check = |content_type: &str, expected: bool| {
            let mut headers = HeaderMap::new();
            headers.insert(header::CONTENT_TYPE, content_type.parse().expect("a value"));
            assert_eq!(is_json(&headers), expected, "{content_type}");
        };
        check("application/json", true);
        check("Application/JSON; charset=utf-8", true);
        check("application/x-www-form-urlencoded", false);
        check("multipart/form-data; boundary=application/json", false);
        check("text/plain", false);
        check("text/plain;application/json", false);
        assert!(!is_json(&HeaderMap::new()));
    }

    #[test]
    fn a_limit_is_a_number_within_its_bounds() {
        let check = |text: Option<&str>, expected: Option<u32>| {
            let mut checks = Checks::default();
            let rows = checks.limit(text);
            assert_eq!(checks.finish().ok().map(|()| rows), expected, "{text:?}");
        };
        check(None, Some(50));
        check(Some("1"), Some(1));
        check(Some("200"), Some(200));
        for wrong in ["0", "201", "-1", "ten", "", "99999999999999999999"] {
            check(Some(wrong), None);
        }
    }
}
