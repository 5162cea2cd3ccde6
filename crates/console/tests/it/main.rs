//! The console through its router, with a whole app behind it.

mod access;
mod account;
mod account_group;
mod api_token;
mod assignment;
mod audit;
mod built_in_person;
mod desk;
mod device;
mod directory;
mod enrollment;
mod enrollment_access;
mod identity_provider;
mod invitation;
mod mail_server;
mod message_template;
mod my_account;
mod page;
mod push_certificate;
mod role;
mod secret;
mod session;
mod site;
mod sms_provider;
mod stop;
mod webhook;
