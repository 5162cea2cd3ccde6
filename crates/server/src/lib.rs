//! The rim: command line, configuration, wiring, TLS, listeners, shutdown.
//!
//! It is a library only so that whole journeys can be tested in process; the one program on top of it is `vestibule`.

pub mod access;
pub mod body;
pub mod certificate;
pub mod cli;
pub mod commands;
pub mod config;
pub mod doctor;
pub mod host;
pub mod keys;
pub mod listen;
pub mod logging;
pub mod outside;
pub mod password;
pub mod serving;
pub mod shutdown;
pub mod source;
pub mod terminal;
pub mod tls;
pub mod trust;
pub mod wiring;
