//! Devices against a small server of the test's own, over real TLS on the loopback.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod journey;
mod server;
