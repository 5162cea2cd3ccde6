//! The clock and the source of ids and randomness: the only ones in the product. Tests put their own in their place.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use domain::time::Timestamp;
use uuid::{ContextV7, Uuid};

/// Tells the time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that tests move by hand.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// Returns a clock that stands at an instant until it is moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// Returns the time.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "this is the one place that reads the machine's clock"
                )]
                let now = std::time::SystemTime::now();
                let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
                Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
            }
            Self::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock on by milliseconds; the machine's clock does not mind.
    pub fn advance(&self, milliseconds: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(milliseconds, Ordering::SeqCst);
        }
    }
}

/// Makes ids and random octets.
#[derive(Clone, Debug)]
pub enum Ids {
    /// From the system's generator.
    Random {
        /// Keeps ids of the same millisecond rising.
        order: Arc<Mutex<ContextV7>>,
    },
    /// Counted up from a seed, for tests; the octets are predictable and must never guard anything real.
    Seeded(Arc<AtomicU64>),
}

impl Ids {
    /// Returns the real source.
    pub fn random() -> Self {
        Self::Random { order: Arc::new(Mutex::new(ContextV7::new())) }
    }

    /// Returns a source that gives the same values in each run of a test.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(AtomicU64::new(seed)))
    }

    /// Returns a new id. Ids rise with time, so they are an order too, and new rows sit together in an index.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        match self {
            Self::Random { order } => {
                let seconds = u64::try_from(now.seconds()).unwrap_or(0);
                let nanos = u32::try_from(now.0.rem_euclid(1_000)).unwrap_or(0) * 1_000_000;
                let order = order.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                Uuid::new_v7(uuid::Timestamp::from_unix(&*order, seconds, nanos))
            }
            Self::Seeded(counter) => {
                let count = counter.fetch_add(1, Ordering::SeqCst);
                let millis = u64::try_from(now.0).unwrap_or(0);
                let mut octets = [0; 16];
                octets[..6].copy_from_slice(&millis.to_be_bytes()[2..]);
                octets[8..].copy_from_slice(&count.to_be_bytes());
                octets[6] = 0x70;
                octets[8] = 0x80;
                Uuid::from_bytes(octets)
            }
        }
    }

    /// Returns `N` random octets, fit for secrets.
    pub fn octets<const N: usize>(&self) -> [u8; N] {
        let mut octets = [0; N];
        match self {
            Self::Random { .. } => {
                SystemRandom::new()
                    .fill(&mut octets)
                    .expect("the system's generator does not fail once it is seeded");
            }
            Self::Seeded(counter) => {
                let count = counter.fetch_add(1, Ordering::SeqCst);
                let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, &count.to_be_bytes());
                for (place, octet) in octets.iter_mut().zip(digest.as_ref().iter().cycle()) {
                    *place = *octet;
                }
            }
        }
        octets
    }
}
