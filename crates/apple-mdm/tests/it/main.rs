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

/// Says past the test runner's capture that a test checked nothing.
fn say_skipped(reason: &str) {
    use std::io::Write;
    writeln!(std::io::stderr(), "SKIPPED: {reason}").expect("standard error is open");
}
