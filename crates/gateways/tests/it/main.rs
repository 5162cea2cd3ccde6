//! The push client against a real HTTP/2 peer on loopback that asks for the client certificate, and the directory client
//! against a real OpenLDAP.

#![expect(clippy::unwrap_used, reason = "a test that panics has failed, which is what is wanted")]

mod directory;
mod peer;
mod push;
mod webhook;
