//! Where a request comes from: the address the server marked it with, or the peer's.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use http::Extensions;

/// Returns the client's address.
///
/// The server puts an [`IpAddr`] among the extensions, because only it knows which proxies to believe. Without one
/// the connection's peer counts, and without a connection (in process) the unspecified address.
pub(crate) fn of(extensions: &Extensions) -> IpAddr {
    let peer = || extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
    extensions.get::<IpAddr>().copied().or_else(peer).unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_servers_mark_counts_before_the_peer() {
        let (marked, peer) = (IpAddr::from([203, 0, 113, 9]), SocketAddr::from(([127, 0, 0, 1], 4711)));
        let mut extensions = Extensions::new();
        assert_eq!(of(&extensions), IpAddr::V6(Ipv6Addr::UNSPECIFIED));
        extensions.insert(ConnectInfo(peer));
        assert_eq!(of(&extensions), peer.ip());
        extensions.insert(marked);
        assert_eq!(of(&extensions), marked);
    }
}
