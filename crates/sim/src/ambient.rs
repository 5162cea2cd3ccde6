//! The real world around a simulated device: its clock, and ids that must differ between two runs of one seed.

use std::time::{SystemTime, UNIX_EPOCH};

use uuid::Uuid;

/// Returns the time in unix seconds.
#[expect(
    clippy::disallowed_methods,
    reason = "a device has a clock of its own; the app's is out of its sight"
)]
pub(crate) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(since).unwrap_or(i64::MAX)
}

/// Returns an id, or sixteen octets of a nonce, that never occurred before.
#[expect(
    clippy::disallowed_methods,
    reason = "a device draws its own nonces; the app's ids are out of its sight"
)]
pub(crate) fn fresh() -> Uuid {
    Uuid::new_v4()
}
