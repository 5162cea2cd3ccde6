//! The door for programs, through its router.

mod access;
mod account;
mod admitted_serial_number;
mod audit;
mod bombs;
mod classic;
mod directory;
mod document;
mod door;
mod enrollment_language;
mod enrollment_setting;
mod identity_provider;
mod invitation;
mod journey;
mod mail_server;
mod message_template;
mod people;
mod refusals;
mod role;
mod signing_certificate;
mod site;
mod sms_provider;
mod webhook;
