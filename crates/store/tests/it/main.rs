//! Every store function on both engines. PostgreSQL takes part when `VESTIBULE_TEST_POSTGRES` names a server.

mod account;
mod audit;
mod authority;
mod built_in_person;
mod channel;
mod command;
mod device_list;
mod device_search;
mod directory;
mod engine;
mod enrollment;
mod enrollment_access;
mod fixture;
mod issuance;
mod job;
mod mail_server;
mod message_template;
mod plan;
mod right;
mod second_factor;
mod session;
mod sms_provider;
mod statement;
mod trail;
mod upload;
