//! The door for programs, through its router.

mod access;
mod bombs;
mod document;
mod door;
mod journey;
mod people;
mod refusals;
