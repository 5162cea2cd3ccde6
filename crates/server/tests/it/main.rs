//! The rim from outside: configuration files, the program itself, real sockets.

#![expect(clippy::unwrap_used, reason = "a helper of a test may fail as the test may")]

mod account;
mod account_driven;
mod audit;
mod command_line;
mod configuration;
mod crash;
mod crowd;
mod delivery;
mod demo;
mod directory;
mod first_run;
mod foreign_scep;
mod installation;
mod journey;
mod listening;
mod logging;
mod outside;
mod profile_service;
mod program;
mod secrets;
mod self_test;
mod trust;
mod uses;
