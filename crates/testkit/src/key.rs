//! RSA keys for devices in tests. Making one takes a tenth of a second, so a process makes few and shares them.

use std::sync::{Arc, Mutex};

use scep::{RsaBits, RsaKey};

static KEYS: Mutex<Vec<Arc<RsaKey>>> = Mutex::new(Vec::new());

/// Returns the `index`-th key of this process.
pub fn key(index: usize) -> Arc<RsaKey> {
    let mut keys = KEYS.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    while keys.len() <= index {
        keys.push(Arc::new(RsaKey::generate(RsaBits::Rsa2048)));
    }
    keys[index].clone()
}
