//! The nouns of the product and their rules.
//!
//! Plain values only: no I/O, no clock (rules take `now`), no SQL, no wire formats.
//! Each noun has one file here and the same file name in every other room.

pub mod account;
pub mod account_sign_in;
pub mod address;
pub mod admitted_serial_number;
pub mod api_token;
pub mod audit;
pub mod built_in_person;
pub mod certificate;
pub mod command;
pub mod device;
pub mod directory;
pub mod door;
pub mod enrollment;
pub mod enrollment_access;
pub mod expiry;
pub mod handover;
pub mod harmless;
pub mod id;
pub mod identity_provider;
pub mod inventory;
pub mod invitation;
pub mod job;
pub mod language;
pub mod mail_server;
pub mod message;
pub mod message_template;
pub mod page;
pub mod person;
pub mod portal_text;
pub mod privilege;
pub mod profile_service;
pub mod provider_login;
pub mod push_certificate;
pub mod question;
pub mod recipient;
pub mod reference;
pub mod second_factor;
pub mod secret;
pub mod session;
pub mod setting;
pub mod signing_certificate;
pub mod site;
pub mod sms_provider;
pub mod sms_text;
pub mod spreadsheet;
pub mod throttle;
pub mod time;
pub mod trust;
pub mod upload;
pub mod webhook;
