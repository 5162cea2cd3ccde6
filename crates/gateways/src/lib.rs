//! The outside world: everything the server talks to on its own account.
//!
//! One file per outside system, and in it an enum of ways to reach that system, one of which is a memory for tests.
//! When to send and what a failure means for a device is decided by the verbs, never here.

pub mod directory;
mod guarded;
pub mod identity_provider;
pub mod mail;
pub mod probe;
pub mod push;
pub mod roots;
pub mod simulator;
pub mod sms;
mod tls;
pub mod webhook;

pub use push::{
    Apns, ApnsError, ApnsSettings, MemoryPush, Notification, PushGateway, PushIdentity, PushOutcome,
};
