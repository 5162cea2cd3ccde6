//! How fast the verbs are that devices and people wait for, on SQLite and, where `VESTIBULE_TEST_POSTGRES` names a
//! server, on PostgreSQL. `docs/reference/speed.md` holds what was measured.
//!
//! The databases lie on disk and SQLite commits as durably as in production.
#![expect(clippy::expect_used, reason = "a measurement that cannot be set up has failed")]

mod checkin;
mod delivery;
mod directory;
mod fleet;
mod gather;
mod invitation;
mod issuance;
mod login;
mod poll;
mod portal;
mod profile;

use std::time::Duration;

use criterion::Criterion;
use tokio::runtime::Runtime;

fn main() {
    let runtime = Runtime::new().expect("a runtime");
    let mut criterion = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(3))
        .configure_from_args();
    directory::bench(&mut criterion, &runtime);
    delivery::bench(&mut criterion, &runtime);
    for engine in runtime.block_on(fleet::engines()) {
        issuance::bench(&mut criterion, &runtime, &engine);
        poll::bench(&mut criterion, &runtime, &engine);
        checkin::bench(&mut criterion, &runtime, &engine);
        profile::bench(&mut criterion, &runtime, &engine);
        portal::bench(&mut criterion, &runtime, &engine);
        login::bench(&mut criterion, &runtime, &engine);
        gather::bench(&mut criterion, &runtime, &engine);
        invitation::bench(&mut criterion, &runtime, &engine);
    }
    criterion.final_summary();
}
