//! Wrong links and codes, of profiles and of invitations, are counted per address block and over all, so that nobody tries tokens in bulk (T05).
//!
//! Counted here rather than by the general rate limiter, because only wrong ones may count: a school enrolls
//! hundreds of devices from one address. Per process is enough, since a token has 128 random bits and more.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use domain::time::{MINUTE, Timestamp};
use http::StatusCode;
use web::error::PageError;

use crate::problem;

/// How long a count runs.
const WINDOW: i64 = 10 * MINUTE;
/// How many wrong tokens a block may try in a window.
const PER_BLOCK_MAX: u32 = 30;
/// How many wrong tokens all may try in a window; right ones are served all the same.
const OVER_ALL_MAX: u32 = 3_000;
/// How many blocks are remembered at most; beyond that, finished counts are forgotten.
const BLOCKS_MAX: usize = 10_000;

/// A count since an instant.
#[derive(Clone, Copy)]
struct Count {
    since: Timestamp,
    wrong: u32,
}

impl Count {
    fn new(now: Timestamp) -> Self {
        Self { since: now, wrong: 0 }
    }

    fn is_running(&self, now: Timestamp) -> bool {
        now.since(self.since) < WINDOW
    }

    fn add(&mut self, now: Timestamp) {
        if !self.is_running(now) {
            *self = Self::new(now);
        }
        self.wrong = self.wrong.saturating_add(1);
    }

    fn ends_at(&self) -> Timestamp {
        self.since.plus(WINDOW)
    }
}

/// The counts.
#[derive(Clone, Default)]
pub(crate) struct WrongTokens(Arc<Mutex<Counts>>);

#[derive(Default)]
struct Counts {
    blocks: HashMap<IpAddr, Count>,
    all: Option<Count>,
}

impl WrongTokens {
    /// Refuses an address from whose block too many wrong tokens have come.
    pub(crate) fn admit(&self, source: IpAddr, now: Timestamp) -> Result<(), PageError> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.blocks.get(&block(source)) {
            Some(count) if count.is_running(now) && count.wrong >= PER_BLOCK_MAX => Err(too_many(count)),
            _ => Ok(()),
        }
    }

    /// Counts a wrong token, and refuses in its stead when there were too many over all.
    pub(crate) fn count(&self, source: IpAddr, now: Timestamp) -> Result<(), PageError> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.blocks.len() >= BLOCKS_MAX {
            counts.blocks.retain(|_, count| count.is_running(now));
        }
        if counts.blocks.len() < BLOCKS_MAX {
            counts.blocks.entry(block(source)).or_insert(Count::new(now)).add(now);
        }
        let all = counts.all.get_or_insert(Count::new(now));
        all.add(now);
        if all.wrong > OVER_ALL_MAX { Err(too_many(all)) } else { Ok(()) }
    }
}

fn too_many(count: &Count) -> PageError {
    let mut error = problem::page(StatusCode::TOO_MANY_REQUESTS, "problem-wrong-links");
    error.retry_at = Some(count.ends_at());
    error
}

/// Returns what an address is counted under: an IPv4 /24, an IPv6 /48.
fn block(source: IpAddr) -> IpAddr {
    match source.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(Ipv4Addr::from_bits(address.to_bits() & !0xff)),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (!0 << 80))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t05_a_block_that_tries_tokens_is_refused_for_a_while_and_others_are_not() {
        let (counts, start) = (WrongTokens::default(), Timestamp(0));
        let [one, neighbour, other] =
            ["192.0.2.7", "192.0.2.99", "198.51.100.1"].map(|text| text.parse().unwrap());
        for _ in 0..PER_BLOCK_MAX {
            assert!(counts.admit(one, start).is_ok());
            assert!(counts.count(one, start).is_ok());
        }
        assert_eq!(counts.admit(neighbour, start).unwrap_err().status, StatusCode::TOO_MANY_REQUESTS);
        assert!(counts.admit(other, start).is_ok());
        assert!(counts.admit(one, start.plus(WINDOW)).is_ok());
    }

    #[test]
    fn t05_wrong_tokens_from_everywhere_are_refused_too() {
        let counts = WrongTokens::default();
        let from = |number: u32| IpAddr::V4(Ipv4Addr::from_bits(number << 8));
        assert!((0..OVER_ALL_MAX).all(|number| counts.count(from(number), Timestamp(0)).is_ok()));
        assert!(counts.count(from(OVER_ALL_MAX), Timestamp(0)).is_err());
        assert!(counts.admit(from(OVER_ALL_MAX + 1), Timestamp(0)).is_ok());
    }
}
