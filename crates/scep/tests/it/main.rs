//! What the crate promises to other crates, tried from outside: round trips, hand-made foreign messages, hostile ones,
//! and OpenSSL's command line as the independent reader and writer.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod ber;
mod cms;
mod csr;
mod fixture;
mod foreign;
mod hostile;
mod issued;
mod key;
mod openssl;
mod peers;
mod scep;
