//! What Apple devices say and hear: check-in messages, commands and their results, enrollment profiles.
//!
//! One type per message with its parser and its writer, so that the server and a simulated device share one
//! understanding of the wire. Nothing here does I/O, reads a clock or makes an id. Foreign bytes enter through
//! [`plist_guard`] and nowhere else.

mod device_id;
mod document;
mod enrollment_mode;
mod fields;
mod record;

pub mod account_sign_in;
pub mod checkin;
pub mod command;
pub mod connect;
pub mod declarative;
pub mod device_attributes;
pub mod inventory;
pub mod machine_info;
pub mod plist_guard;
pub mod profile;
pub mod response;

pub use device_id::{Device, DeviceId, UserChannel};
pub use enrollment_mode::EnrollmentMode;
pub use fields::ParseError;
