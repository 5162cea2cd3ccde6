//! Licences, banned crates, sources and advisories of everything that comes from outside (`deny.toml`).

use super::command::{cargo_tool, output, run_with};
use super::{Outcome, Passed};

const CARGO_DENY: &str = "0.20.2";
/// What cargo-deny says when the advisories' host cannot be reached, which is no fault of the repository.
const UNREACHABLE: &str = "failed to fetch advisory database";

/// Checks `deny.toml`; only an unreachable advisory database is let pass, and said.
pub(super) fn check() -> Outcome {
    let cargo_deny = cargo_tool("cargo-deny", CARGO_DENY)?;
    run_with(
        &cargo_deny,
        &["--locked", "check", "--hide-inclusion-graph", "licenses", "bans", "sources"],
        &[],
    )?;
    let (well, text) = output(&cargo_deny, &["--locked", "check", "advisories"])?;
    println!("{text}");
    match well {
        true => Ok(Passed::Fully),
        false if text.contains(UNREACHABLE) => Ok(Passed::Without(
            "known vulnerabilities, because the advisory database cannot be reached from here".to_owned(),
        )),
        false => Err("an advisory names something we use".to_owned()),
    }
}
