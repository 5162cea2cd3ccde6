//! Answers only to its own name.
//!
//! Absolute URLs are made from the configured base URL and never from a request, so a foreign `Host` can do no
//! harm; it is refused all the same, because whoever sends one has lost the way or means ill.

use crate::config::BaseUrl;
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::header::HOST;
use http::uri::Authority;
use http::{HeaderValue, StatusCode};
use std::net::IpAddr;

/// The names a listener answers to.
#[derive(Debug, Clone)]
pub struct AllowedHosts {
    authority: String,
    /// The authority once more, as doors read it.
    host: HeaderValue,
    loopback: bool,
}

impl AllowedHosts {
    /// Allows the base URL's host and port only.
    pub fn base(base_url: &BaseUrl) -> Self {
        let authority = base_url.authority();
        let host = HeaderValue::from_str(&authority).expect("a URL's host is ASCII");
        Self { authority, host, loopback: false }
    }

    /// Allows loopback names on any port as well: for the plain listener, whose proxy may not pass `Host` on.
    pub fn base_or_loopback(base_url: &BaseUrl) -> Self {
        Self { loopback: true, ..Self::base(base_url) }
    }

    fn allows(&self, authority: &Authority) -> bool {
        let named = authority.as_str();
        let named = named.strip_suffix(":443").unwrap_or(named);
        named.eq_ignore_ascii_case(&self.authority) || (self.loopback && is_loopback(authority.host()))
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_matches(['[', ']']).parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Answers requests for another host with 421. All others reach the doors under one name, the base URL's: a proxy may
/// have put a loopback name in its place, HTTP/2 leaves the header out, and browsers that send no `Sec-Fetch-Site` are
/// told from forgers by comparing their `Origin` with `Host`.
pub fn guard(router: Router, allowed: AllowedHosts) -> Router {
    router.layer(from_fn_with_state(allowed, guard_request))
}

async fn guard_request(State(allowed): State<AllowedHosts>, mut request: Request, next: Next) -> Response {
    if !authority(&request).is_some_and(|authority| allowed.allows(&authority)) {
        return (StatusCode::MISDIRECTED_REQUEST, "This server does not answer to that name.\n")
            .into_response();
    }
    request.headers_mut().insert(HOST, allowed.host);
    next.run(request).await
}

/// Returns the one authority a request names; nothing if it names none, an unreadable one, or two.
fn authority(request: &Request) -> Option<Authority> {
    let in_headers = request.headers().get_all(HOST).iter().map(|host| host.to_str().ok()?.parse().ok());
    let in_uri = request.uri().authority().cloned().map(Some);
    let mut named = in_uri.into_iter().chain(in_headers);
    let first: Authority = named.next()??;
    named.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, host: &str, outside: bool, behind_proxy: bool) {
        let base: BaseUrl = base.parse().unwrap();
        let host: Authority = host.parse().unwrap();
        assert_eq!(AllowedHosts::base(&base).allows(&host), outside, "{base} {host}");
        assert_eq!(AllowedHosts::base_or_loopback(&base).allows(&host), behind_proxy, "{base} {host}, plain");
    }

    #[test]
    fn a_listener_answers_to_the_base_url_only() {
        check("https://mdm.example.org", "mdm.example.org", true, true);
        check("https://mdm.example.org", "MDM.example.org:443", true, true);
        check("https://mdm.example.org", "mdm.example.org:8443", false, false);
        check("https://mdm.example.org", "example.org", false, false);
        check("https://mdm.example.org", "mdm.example.org.evil.test", false, false);
        check("https://mdm.example.org:8443", "mdm.example.org:8443", true, true);
        check("https://mdm.example.org:8443", "mdm.example.org", false, false);
        check("https://mdm.example.org", "127.0.0.1:8080", false, true);
        check("https://mdm.example.org", "localhost", false, true);
        check("https://mdm.example.org", "[::1]:8080", false, true);
        check("https://[::1]:8443", "[::1]:8443", true, true);
    }
}
