//! Answers only to its own name.
//!
//! Absolute URLs are made from the configured base URL and never from a request, so a foreign `Host` can do no
//! harm; it is refused all the same, because whoever sends one has lost the way or means ill.

use crate::config::{BaseUrl, Config};
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
    /// Another name, by which nothing is served but the probe for trust.
    probe: Option<String>,
}

/// The one path served by the name of the probe.
const PROBE_PATH: &str = "/enroll/trust-probe";

impl AllowedHosts {
    /// Allows the base URL's host and port only.
    pub fn base(base_url: &BaseUrl) -> Self {
        let authority = base_url.authority();
        let host = HeaderValue::from_str(&authority).expect("a URL's host is ASCII");
        Self { authority, host, loopback: false, probe: None }
    }

    /// Allows loopback names on any port as well: for the plain listener, whose proxy may not pass `Host` on.
    pub fn base_or_loopback(base_url: &BaseUrl) -> Self {
        Self { loopback: true, ..Self::base(base_url) }
    }

    /// Serves the probe for trust under the configured name, too.
    pub fn with_probe(self, config: &Config) -> Self {
        let probe = config.server.base_url.as_ref().zip(config.enrollment.trust_probe_host.as_ref());
        Self { probe: probe.map(|(base_url, host)| base_url.authority_of(host)), ..self }
    }

    /// Says whether a request is the probe, by its own name.
    fn allows_probe(&self, authority: &Authority, path: &str) -> bool {
        path == PROBE_PATH && self.probe.as_ref().is_some_and(|probe| is_named(authority, probe))
    }

    fn allows(&self, authority: &Authority) -> bool {
        is_named(authority, &self.authority) || (self.loopback && is_loopback(authority.host()))
    }
}

fn is_named(authority: &Authority, name: &str) -> bool {
    let named = authority.as_str();
    named.strip_suffix(":443").unwrap_or(named).eq_ignore_ascii_case(name)
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
    let is_allowed = authority(&request).is_some_and(|authority| {
        allowed.allows(&authority) || allowed.allows_probe(&authority, request.uri().path())
    });
    if !is_allowed {
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
    fn the_name_of_the_probe_serves_nothing_else() {
        let mut config = Config::default();
        config.server.base_url = "https://mdm.example.org:8443".parse().ok();
        config.enrollment.trust_probe_host = "trust.example.org".parse().ok();
        let base = AllowedHosts::base(config.server.base_url.as_ref().unwrap());
        let allows = |allowed: &AllowedHosts, host: &str, path: &str| {
            let host: Authority = host.parse().unwrap();
            allowed.allows(&host) || allowed.allows_probe(&host, path)
        };
        let with_probe = base.clone().with_probe(&config);
        assert!(allows(&with_probe, "TRUST.example.org:8443", PROBE_PATH));
        for (host, path) in [
            ("trust.example.org:8443", "/enroll"),
            ("trust.example.org", PROBE_PATH),
            ("other.example.org:8443", PROBE_PATH),
        ] {
            assert!(!allows(&with_probe, host, path), "{host}{path}");
        }
        assert!(!allows(&base, "trust.example.org:8443", PROBE_PATH));
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
