//! Where a request comes from: the peer, or what a trusted proxy says.
//!
//! `X-Forwarded-For` is a claim anyone can make. It is read only when the peer is a configured proxy, from the
//! right, past further trusted proxies, to the first address nobody vouches for. Then every forwarding header
//! is removed, so that no room below can believe one by mistake.

use crate::config::Network;
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use http::HeaderMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use web::client::ClientAddress;

/// The proxies whose word counts.
#[derive(Debug, Clone, Default)]
pub struct TrustedProxies(Arc<[Network]>);

impl TrustedProxies {
    /// Takes the configured networks.
    pub fn new(networks: &[Network]) -> Self {
        Self(networks.into())
    }

    /// Says whether the address belongs to a trusted proxy.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }

    /// Returns the client's address of a request that came from `peer`.
    ///
    /// An entry that is no address ends the walk at the hop that reported it: what lies beyond is hearsay.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let claims = headers.get_all(FORWARDED_FOR).iter().rev();
        let entries = claims.flat_map(|claim| claim.to_str().unwrap_or("unreadable").rsplit(','));
        for entry in entries {
            if !self.contains(client) {
                break;
            }
            let Some(address) = address(entry.trim()) else { break };
            client = address.to_canonical();
        }
        client
    }
}

const FORWARDED_FOR: &str = "x-forwarded-for";

/// What proxies add and no handler may read.
const FORWARDING_HEADERS: [&str; 7] = [
    FORWARDED_FOR,
    "forwarded",
    "x-forwarded-host",
    "x-forwarded-port",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-real-ip",
];

/// Reads an entry: an address, or with a port as some proxies write it.
fn address(entry: &str) -> Option<IpAddr> {
    let bare = entry.strip_prefix('[').and_then(|entry| entry.strip_suffix(']')).unwrap_or(entry);
    bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// Gives every request its [`ClientAddress`] and takes its forwarding headers away. The doors without pages do not
/// know `web`, so they find the same address as a bare [`IpAddr`].
pub fn mark(router: Router, trusted: TrustedProxies) -> Router {
    router.layer(from_fn_with_state(trusted, mark_request))
}

async fn mark_request(
    State(trusted): State<TrustedProxies>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let client = trusted.client(peer.ip(), request.headers());
    request.extensions_mut().insert(ClientAddress(client));
    request.extensions_mut().insert(client);
    for name in FORWARDING_HEADERS {
        request.headers_mut().remove(name);
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(trusted: &[&str], peer: &str, claims: &[&str], expected: &str) {
        let networks: Vec<Network> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        let mut headers = HeaderMap::new();
        for claim in claims {
            headers.append(FORWARDED_FOR, claim.parse().unwrap());
        }
        let client = TrustedProxies::new(&networks).client(peer.parse().unwrap(), &headers);
        assert_eq!(client.to_string(), expected, "{trusted:?} {peer} {claims:?}");
    }

    #[test]
    fn t22_a_forged_forwarding_header_is_not_believed() {
        check(&[], "203.0.113.9", &["198.51.100.1"], "203.0.113.9");
        check(&["10.0.0.1"], "203.0.113.9", &["198.51.100.1"], "203.0.113.9");
        check(&["10.0.0.1"], "10.0.0.1", &["198.51.100.1, 203.0.113.9"], "203.0.113.9");
        check(&["10.0.0.1"], "10.0.0.1", &["198.51.100.1", "203.0.113.9"], "203.0.113.9");
        check(&["10.0.0.1"], "10.0.0.1", &["10.0.0.1, 203.0.113.9"], "203.0.113.9");
    }

    #[test]
    fn a_trusted_proxy_names_its_client() {
        check(&["10.0.0.1"], "10.0.0.1", &["203.0.113.9"], "203.0.113.9");
        check(&["10.0.0.0/8"], "10.0.0.1", &["203.0.113.9, 10.0.0.2"], "203.0.113.9");
        check(&["10.0.0.0/8"], "::ffff:10.0.0.1", &["203.0.113.9"], "203.0.113.9");
        check(&["10.0.0.1"], "10.0.0.1", &["203.0.113.9:50123"], "203.0.113.9");
        check(&["10.0.0.1"], "10.0.0.1", &["[2001:db8::7]:443"], "2001:db8::7");
        check(&["10.0.0.1"], "10.0.0.1", &["[2001:db8::7]"], "2001:db8::7");
    }

    #[test]
    fn a_proxy_that_names_nobody_is_the_client_itself() {
        check(&["10.0.0.1"], "10.0.0.1", &[], "10.0.0.1");
        check(&["10.0.0.1"], "10.0.0.1", &["unknown"], "10.0.0.1");
        check(&["10.0.0.0/8"], "10.0.0.1", &["203.0.113.9, nonsense, 10.0.0.2"], "10.0.0.2");
    }
}
