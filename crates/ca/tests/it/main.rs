//! Certificates and files of ours and of openssl, each read by the other.

#![expect(clippy::unwrap_used, reason = "helpers of tests may panic")]

mod authority;
mod import;
mod lint;
mod openssl;
mod profile_signing;
mod push_certificate;
mod signing_certificate;
mod tls_root;

/// 2026-11-22 12:00:00 UTC.
const NOW: i64 = 1_795_348_800;

/// A day in seconds.
const DAY: i64 = 86_400;
