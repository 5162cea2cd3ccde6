//! The program as scripts see it: exit codes and output.

use std::path::Path;
use std::process::{Command, Output};

fn vestibule(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command.args(arguments).current_dir(folder).env_clear().output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn config_check_finds_the_file_of_the_working_directory() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("vestibule.toml"),
        "[server]\nbase_url = \"https://mdm.example.org\"\n",
    )
    .unwrap();
    let output = vestibule(folder.path(), &["config", "check"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(text(&output.stdout), "✔ configuration sound: vestibule.toml\n");
}

#[test]
fn config_check_fails_with_every_problem() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("other.toml"), "[server]\nlisten = 1\nlisen = 2\n").unwrap();
    let output = vestibule(folder.path(), &["config", "check", "--json", "--config", "other.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let report = text(&output.stdout);
    assert!(report.contains("other.toml:2: ") && report.contains("other.toml:3: "), "{report}");
    assert!(report.contains("\"ok\":false"), "{report}");
}

#[test]
fn config_print_of_a_broken_configuration_says_why_on_standard_error() {
    let folder = tempfile::tempdir().unwrap();
    let output = vestibule(folder.path(), &["config", "print", "--config", "missing.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).starts_with("vestibule: missing.toml: cannot be read: "), "{output:?}");
}

#[test]
fn doctor_reports_as_json_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = vestibule(folder.path(), &["doctor", "--json"]);
    assert_eq!(output.status.code(), Some(1), "without server.base_url nothing can be served");
    let report = text(&output.stdout);
    assert!(report.contains("server.base_url is missing"), "{report}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn no_colour_escapes_reach_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [&["doctor"][..], &["config", "check"], &["config", "print"], &["--help"]] {
        let output = vestibule(folder.path(), arguments);
        assert!(!output.stdout.contains(&0x1b), "{arguments:?}");
    }
}
