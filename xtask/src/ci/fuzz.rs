//! A short fuzzing of every target, from the saved corpus on.
//!
//! The code has no `unsafe`, so what can go wrong is a panic, an overflow, a hang or a flood of memory:
//! all of them show without a sanitizer, on the pinned compiler, at several times the speed and with a third of the build.

use std::fs;

use super::command::{cargo_tool, command, finish, target};
use super::{Outcome, Passed};
use crate::root;

const CARGO_FUZZ: &str = "0.13.2";
const SECONDS_EACH: u32 = 15;

/// Fuzzes each target for a while.
pub(super) fn shortly() -> Outcome {
    let cargo_fuzz = cargo_tool("cargo-fuzz", CARGO_FUZZ)?;
    for name in targets()? {
        // What is found goes to the first folder; the saved corpus grows by hand only.
        let found = target().join("fuzz-found").join(&name);
        fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
        let limits = [
            "--",
            "-rss_limit_mb=2048",
            "-timeout=10",
            "-print_final_stats=0",
            "-verbosity=0",
            "-max_len=65536",
        ];
        finish(
            command(&cargo_fuzz, &["run", "--sanitizer", "none", &name])
                .arg(&found)
                .arg(root().join("fuzz/corpus").join(&name))
                .args(limits)
                .arg(format!("-max_total_time={SECONDS_EACH}"))
                .env_remove("CARGO"),
        )?;
    }
    Ok(Passed::Fully)
}

fn targets() -> Result<Vec<String>, String> {
    let folder = root().join("fuzz/fuzz_targets");
    let files = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    if names.is_empty() { Err("no fuzz target".to_owned()) } else { Ok(names) }
}
