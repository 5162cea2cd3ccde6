//! What devices send and what they must understand, held against Apple's schema, hostile input and snapshots.

mod bombs;
mod foreign_reader;
mod garbage;
mod samples;
mod schema;
mod schema_conformance;
mod simulated_phone;
mod snapshots;
mod tolerance;
