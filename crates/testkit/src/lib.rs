//! A whole app for tests: a real database, a clock that tests move, seeded ids, a push gateway that remembers, and a
//! device that speaks the protocols in process. Nothing here is compiled into the product.
//!
//! A helper of tests may panic: a test that cannot be set up has failed.
#![expect(clippy::print_stderr, reason = "a skipped engine is said loudly")]

mod as_built;
mod authenticator;
mod authority;
mod database;
mod hook_peer;
mod imap_peer;
mod kannel;
mod key;
mod oidc;
mod phone;
mod push_certificate;
mod scripted_provider;
mod signing_certificate;
mod slapd;
mod smsc;
mod smtp_peer;
mod test_app;

pub use as_built::{machine_info, signed_as_built};
pub use authenticator::{Authenticator, totp_code};
pub use authority::PeerCertificate;
pub use database::{Database, databases};
pub use hook_peer::{HookPeer, HookReply, HookRequest};
pub use imap_peer::{ImapPeer, MAILBOX_PASSWORD};
pub use kannel::Kannel;
pub use key::key;
pub use oidc::Oidc;
pub use phone::{Phone, PhoneError};
pub use push_certificate::push_certificate;
pub use scripted_provider::{Lie, ScriptedKey, ScriptedProvider, Signing};
pub use signing_certificate::{SigningCertificateFile, signing_certificate};
pub use slapd::{BASE, READER, READER_PASSWORD, Slapd, SlapdBuilder, SlapdCount, SlapdSecurity};
pub use smsc::Smsc;
pub use smtp_peer::{PeerMail, SmtpPeer, SmtpPeerBuilder};
pub use test_app::{
    BROWSER, DEVICE_AUTHORITY_KEY, DIRECTORY_PASSWORD, NOON, PASSWORD, SOURCE, TOPIC, TestApp,
    TestAppBuilder, identity_provider_draft, ldap_draft, mail_server_draft,
};
