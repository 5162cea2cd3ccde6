//! Bearer tokens: the one gate of this door. What passes it carries its caller along.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use app::{App, Caller};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{Extensions, HeaderMap, header};

use crate::PUBLIC;
use crate::problem::{self, Problem};

/// The longest token worth looking up; real ones have about 50 characters.
const TOKEN_BYTES_MAX: usize = 256;

/// Lets a request pass that needs no token, or brings one that serves; its caller becomes an extension.
///
/// The path compared is the very text that the router matches, so no spelling of it can be public here and
/// something else there.
pub(crate) async fn require(State(app): State<App>, request: Request, next: Next) -> Response {
    if PUBLIC.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let Some(token) = token(request.headers()) else {
        return Problem::unauthenticated().into_response();
    };
    match app.find_bearer(token, source(request.extensions())).await {
        Ok(caller) => pass(&app, caller, request, next).await,
        Err(error) => Problem::from_app(error, app.now()).into_response(),
    }
}

/// Lets the request of somebody who is known pass, and notes what they were refused.
pub(crate) async fn pass(app: &App, caller: Caller, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(caller.clone());
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    if problem::is_forbidden(&response) || caller.has_strayed() {
        let route = route.as_ref().map_or("an unknown route", MatchedPath::as_str);
        app.note_refused(&caller, method.as_str(), route).await;
    }
    response
}

/// Returns the token of the one `Authorization` header (RFC 6750 §2.1). Queries and forms carry none.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let value = values.next()?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim_matches(' ');
    let fits = values.next().is_none()
        && scheme.eq_ignore_ascii_case("bearer")
        && !token.is_empty()
        && token.len() <= TOKEN_BYTES_MAX;
    fits.then_some(token)
}

/// Returns the client's address: the server's mark (it knows which proxies to believe), else the peer's.
pub(crate) fn source(extensions: &Extensions) -> IpAddr {
    let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    extensions.get::<IpAddr>().copied().or_else(peer).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_authorization_header_with_one_bearer_token_counts() {
        let check = |values: &[&str], expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::AUTHORIZATION, value.parse().expect("a value"));
            }
            assert_eq!(token(&headers), expected, "{values:?}");
        };
        check(&["Bearer abc"], Some("abc"));
        check(&["bearer  abc "], Some("abc"));
        check(&[], None);
        check(&["Bearer"], None);
        check(&["Bearer "], None);
        check(&["Basic abc"], None);
        check(&["Bearer abc", "Bearer abc"], None);
        check(&[&format!("Bearer {}", "a".repeat(257))], None);
    }
}
