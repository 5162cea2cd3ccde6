//! The verbs, through a whole app on each engine there is.

mod access;
mod assignment;
mod audit;
mod built_in_person;
mod code;
mod command;
mod directory;
mod enrollment;
mod event_order;
mod gather;
mod invitation;
mod legacy;
mod mail_server;
mod message_template;
mod new_life;
mod password;
mod push;
mod right;
mod scep;
mod second_factor;
mod secrets;
mod setting;
mod sms_provider;
mod start;
mod stop;
mod webhook;
