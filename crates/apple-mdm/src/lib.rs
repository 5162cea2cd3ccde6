//! What Apple devices say and hear: check-in messages, commands and their results, enrollment profiles.
//!
//! One type per message with its parser and its writer, so that the server and a simulated device share one
//! understanding of the wire. Nothing here does I/O, reads a clock or makes an id. Foreign bytes enter through
//! [`plist_guard`] and nowhere else.

mod device_id;
mod document;
mod fields;
mod record;

pub mod checkin;
pub mod command;
pub mod connect;
pub mod declarative;
pub mod inventory;
pub mod plist_guard;
pub mod profile;
pub mod response;

pub use device_id::{Device, DeviceId, UserChannel};
pub use fields::ParseError;
