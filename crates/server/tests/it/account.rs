//! `vestibule account`, as an operator types it.

use crate::installation::{PASSWORD, PERSON};
use crate::program::Program;
use serde_json::Value;
use std::fs;

#[tokio::test]
async fn accounts_are_made_listed_closed_and_given_new_passwords() {
    let program = Program::install(None).await;
    fs::write(program.path("other"), "battery staple correct\n").unwrap();
    let create = [
        "account",
        "create",
        "ada",
        "--administrator",
        "--full-name",
        "Ada L",
        "--password-file",
        "password",
    ];
    program.run(&create);
    assert!(program.refused(&create).contains("username: Another account has this username."));
    program.run(&["account", "reset-password", "ada", "--password-file", "other"]);
    program.run(&["account", "disable", "ann"]);
    assert!(program.refused(&["account", "disable", "eve"]).contains("no such account"));
    assert!(program.refused(&["account", "enable", "eve"]).contains("no such account"));

    let output = program.run(&["account", "list", "--json"]);
    let lines: Vec<Value> = std::str::from_utf8(&output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let facts: Vec<_> = lines
        .iter()
        .map(|account| {
            (
                account["username"].as_str().unwrap(),
                account["privilege_set"].as_str().unwrap(),
                account["is_disabled"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(facts, [("ada", "administrator", false), ("ann", "enrollment-only", true)]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("argon2"), "no hash is shown");
}

#[tokio::test]
async fn a_disabled_account_is_enabled_only_by_saying_so() {
    let program = Program::install(None).await;
    let said = |arguments: &[&str]| String::from_utf8(program.run(arguments).stdout).unwrap();
    let listed_as_disabled = || said(&["account", "list"]).contains("disabled");
    let reset = ["account", "reset-password", PERSON, "--password-file", "password"];
    assert!(!said(&reset).contains("disabled"));
    program.run(&["account", "disable", PERSON]);
    assert!(said(&reset).contains("still disabled; `vestibule account enable ann`"));
    assert!(
        said(&["account", "reset-password", "ANN", "--password-file", "password"]).contains("still disabled")
    );
    assert!(listed_as_disabled());
    program.run(&["account", "enable", PERSON]);
    assert!(!listed_as_disabled());
}

#[tokio::test]
async fn the_last_administrator_is_not_disabled() {
    let program = Program::install(None).await;
    for name in ["ada", "bob"] {
        program.run(&["account", "create", name, "--administrator", "--password-file", "password"]);
    }
    program.run(&["account", "disable", "ada"]);
    assert!(program.refused(&["account", "disable", "bob"]).contains("administrator"));
}

#[tokio::test]
async fn a_weak_or_missing_password_makes_no_account() {
    let program = Program::install(None).await;
    fs::write(program.path("weak"), "short").unwrap();
    let weak = program.refused(&["account", "create", "bob", "--password-file", "weak"]);
    assert!(weak.contains("password: Use at least 10 characters."), "{weak}");
    let none = program.refused(&["account", "create", "bob"]);
    assert!(none.contains("--password-file"), "{none}");
    let listed = program.run(&["account", "list"]);
    assert!(!String::from_utf8_lossy(&listed.stdout).contains("bob"));
    assert!(!program.log().contains(PASSWORD));
}

#[tokio::test]
async fn the_push_certificate_is_shown_and_a_wrong_file_is_refused() {
    let program = Program::install(None).await;
    let shown = program.run(&["push-certificate", "show", "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(shown["topic"], crate::installation::TOPIC);
    assert!(!program.refused(&["push-certificate", "install", "password"]).is_empty());
    assert!(
        program.refused(&["push-certificate", "install", "nowhere.pem"]).contains("cannot read nowhere.pem")
    );
}
