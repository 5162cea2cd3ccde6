//! The push client against a real HTTP/2 peer on loopback that asks for the client certificate, the directory client
//! against a real OpenLDAP, and the mail client against real mail servers.

#![expect(
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a skipped peer, and a speed, are said loudly"
)]
#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod directory;
mod mail;
mod peer;
mod push;
mod sms;
mod webhook;
