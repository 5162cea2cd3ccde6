//! The only SQL. One query text serves SQLite and PostgreSQL; one file a noun.
//!
//! Functions here read and write and decide nothing: rules are in `domain`, permissions in `app`.

mod account;
mod account_group;
mod api_token;
mod audit;
mod authority;
mod built_in_person;
mod certificate;
mod challenge;
mod channel;
mod command;
mod device;
mod directory;
mod directory_user;
mod engine;
mod enrollment;
mod enrollment_access;
mod error;
mod inventory;
mod job;
mod log_sync;
mod passkey;
mod pending_login;
mod place;
mod push_certificate;
mod row;
mod second_factor;
mod session;
mod setup_code;
mod site;
mod throttle;
mod upload;
mod webhook;

pub use audit::{AuditHead, AuditLine, ChainedLine};
pub use authority::StoredAuthority;
pub use channel::StoredChannel;
pub use command::Poll;
pub use directory::StoredDirectory;
pub use engine::{Engine, EngineTx, Store, StoreSettings, Tx};
pub use enrollment::EnrollmentList;
pub use error::StoreError;
pub use passkey::StoredPasskey;
pub use place::Place;
pub use second_factor::StoredTotp;
pub use webhook::StoredWebhook;
