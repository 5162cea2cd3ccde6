//! Counts open connections by where they come from.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

/// The first half of an IPv6 address, which a provider gives to one customer.
const NETWORK_HALF: u128 = u128::MAX << 64;

/// The open connections of each source, and the most one source may have.
#[derive(Debug, Clone)]
pub(super) struct PerSource {
    limit: Option<u32>,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

impl PerSource {
    pub(super) fn new(limit: Option<u32>) -> Self {
        Self { limit, open: Arc::default() }
    }

    /// Takes a place for a connection, kept until it is dropped; nothing when the source has no place left.
    pub(super) fn enter(&self, address: IpAddr, counted: bool) -> Option<Place> {
        let Some(limit) = self.limit.filter(|_| counted) else { return Some(Place(None)) };
        let source = source(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(source).or_default();
        if *count >= limit {
            return None;
        }
        *count += 1;
        Some(Place(Some((self.clone(), source))))
    }
}

fn source(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK_HALF).into(),
        address => address,
    }
}

/// A connection's place among those of its source.
#[derive(Debug)]
pub(super) struct Place(Option<(PerSource, IpAddr)>);

impl Drop for Place {
    fn drop(&mut self) {
        let Some((sources, source)) = self.0.take() else { return };
        let mut open = sources.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&source) {
            *count -= 1;
            if *count == 0 {
                open.remove(&source);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t73_one_source_cannot_take_every_connection() {
        let sources = PerSource::new(Some(2));
        let enter = |address: &str| sources.enter(address.parse().unwrap(), true);
        let (one, two) = (enter("203.0.113.9"), enter("203.0.113.9"));
        assert!(one.is_some() && two.is_some() && enter("203.0.113.9").is_none());
        assert!(enter("203.0.113.10").is_some());
        drop(one);
        assert!(enter("203.0.113.9").is_some());
        drop(two);
        assert!(sources.open.lock().unwrap().is_empty(), "an address without connections is forgotten");
    }

    #[test]
    fn t73_an_ipv6_network_counts_as_one_source() {
        let sources = PerSource::new(Some(1));
        let enter = |address: &str| sources.enter(address.parse().unwrap(), true);
        let one = enter("2001:db8::1");
        assert!(one.is_some() && enter("2001:db8::ffff:1").is_none() && enter("2001:db8:0:1::1").is_some());
    }

    #[test]
    fn a_trusted_proxy_is_not_counted() {
        let sources = PerSource::new(Some(1));
        let proxy = "10.0.0.1".parse().unwrap();
        let places: Vec<_> = (0..3).map(|_| sources.enter(proxy, false)).collect();
        assert!(places.iter().all(Option::is_some));
    }
}
