//! The verbs, through a whole app on each engine there is.

mod access;
mod command;
mod enrollment;
mod event_order;
mod push;
mod scep;
mod secrets;
