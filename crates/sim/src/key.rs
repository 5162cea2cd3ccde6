//! Where a device takes its RSA key from: a new one of its own, or for load that is not about keys, one of a few.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use scep::{RsaBits, RsaKey};
use tokio::{
    sync::{OnceCell, Semaphore},
    task::spawn_blocking,
};

/// A source of keys, shared by clones.
#[derive(Clone, Debug)]
pub struct KeySource {
    /// Keys that are made at a time; more than processors would only starve everything else.
    at_a_time: Arc<Semaphore>,
    /// Keys to be shared; empty if each device has its own.
    shared: Arc<[OnceCell<Arc<RsaKey>>]>,
    next: Arc<AtomicUsize>,
}

impl KeySource {
    /// Gives each device a key of its own, as in life.
    pub fn own() -> Self {
        Self::sharing(0)
    }

    /// Gives all devices together only `keys` keys, in turn; none means a key for each.
    pub fn sharing(keys: usize) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            at_a_time: Arc::new(Semaphore::new(processors)),
            shared: (0..keys).map(|_| OnceCell::new()).collect(),
            next: Arc::default(),
        }
    }

    pub(crate) async fn key(&self, bits: RsaBits) -> Arc<RsaKey> {
        if self.shared.is_empty() || bits != RsaBits::Rsa2048 {
            return self.generate(bits).await;
        }
        let at = self.next.fetch_add(1, Ordering::Relaxed) % self.shared.len();
        Arc::clone(self.shared[at].get_or_init(|| self.generate(bits)).await)
    }

    async fn generate(&self, bits: RsaBits) -> Arc<RsaKey> {
        let _permit = self.at_a_time.acquire().await.expect("the semaphore is never closed");
        let key = spawn_blocking(move || RsaKey::generate(bits)).await;
        Arc::new(key.expect("making a key does not panic"))
    }
}
