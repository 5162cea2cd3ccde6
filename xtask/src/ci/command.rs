//! Calling other programs: what was called is shown, nobody waits for a keyboard, failing says how.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::root;

/// Returns a call of `program` in the repository's root, with nothing to read from.
pub(super) fn command(program: &str, words: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(words).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs a program to its end, under these environment variables besides its own.
pub(super) fn run_with(program: &str, words: &[&str], environment: &[(&str, &str)]) -> Result<(), String> {
    finish(command(program, words).envs(environment.iter().copied()))
}

/// Runs a prepared call to its end.
pub(super) fn finish(command: &mut Command) -> Result<(), String> {
    let told = told(command);
    println!("$ {told}");
    let status = command.status().map_err(|error| format!("{told}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{told} ended with {status}")) }
}

/// Runs a program and returns all that it wrote, with whether it ended well.
pub(super) fn output(program: &str, words: &[&str]) -> Result<(bool, String), String> {
    println!("$ {}", told(&command(program, words)));
    let output = command(program, words).output().map_err(|error| format!("{program}: {error}"))?;
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    Ok((output.status.success(), text.concat()))
}

/// Returns where a program is found on the search path.
pub(super) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

/// Returns the path of a cargo tool, after building it into the target folder when the machine has none.
///
/// Unoptimised, because building it takes longer than it ever runs.
pub(super) fn cargo_tool(name: &str, version: &str) -> Result<String, String> {
    if let Some(found) = on_path(name) {
        return Ok(found.display().to_string());
    }
    let tools = target().join("tools");
    let built = tools.join("bin").join(name);
    if !built.is_file() {
        let words = ["install", "--quiet", "--locked", "--debug", name, "--version", version, "--root"];
        finish(command("cargo", &words).arg(&tools))?;
    }
    Ok(built.display().to_string())
}

/// Returns the folder that cargo builds into.
pub(super) fn target() -> PathBuf {
    root().join(std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from))
}

/// Says whether we run as root.
pub(super) fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn told(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
