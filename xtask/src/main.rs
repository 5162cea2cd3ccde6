//! Chores of the repository: `cargo xtask ci`, `arrows`, `docs`, `install`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the person who started it")]

mod arrows;
mod ci;
mod docs;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask ci [--fast]      everything a change has to pass; --fast leaves out browsers, fuzzing and licences
cargo xtask ci STEP          one step of it
cargo xtask arrows           whether the crates use only what the drawing allows
cargo xtask docs [--check]   write the generated pages; --check only says which are stale
cargo xtask install [--fast] install the Debian packages that the tests call
cargo xtask postgres COMMAND run a command beside a PostgreSQL of its own, named by VESTIBULE_TEST_POSTGRES";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["ci"] => ci::run(ci::Extent::Whole),
        ["ci", "--fast"] => ci::run(ci::Extent::Fast),
        ["ci", step] => ci::run_only(step),
        ["arrows"] => arrows::check(),
        ["docs"] => docs::write(),
        ["docs", "--check"] => docs::check(),
        ["install"] => ci::install(ci::Extent::Whole),
        ["install", "--fast"] => ci::install(ci::Extent::Fast),
        ["postgres", program, rest @ ..] => ci::beside_postgres(program, rest),
        _ => Err(USAGE.to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root").to_owned()
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("reading {}: {error}", path.display()))
}
