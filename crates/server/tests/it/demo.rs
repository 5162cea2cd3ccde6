//! The demo and the simulator, as somebody starts them who has just cloned the repository.

use crate::installation::PASSWORD;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn vestibule(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vestibule"));
    command.args(arguments).current_dir(folder).env_clear().env("TMPDIR", folder);
    command
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn once_ends_by_itself_says_how_many_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let output = vestibule(folder.path(), &["demo", "--once", "--devices", "2"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = text(&output);
    assert_eq!(said.lines().last(), Some("enrolled: 2"), "{said}");
    assert!(said.contains("opens the link of its invitation") && said.contains("amara logs in"), "{said}");
    assert!(said.contains("gets its identity certificate by SCEP") && !said.contains('\u{1b}'), "{said}");
    assert!(is_empty(folder.path()));
}

#[test]
fn a_taken_port_is_named_and_ends_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let port = address.port().to_string();
    let output = vestibule(folder.path(), &["demo", "--once", "--port", &port]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&format!("cannot listen on {address}")), "{said}");
    assert!(is_empty(folder.path()));
}

#[test]
fn a_program_learns_from_the_demo_all_it_needs_to_enroll_more_devices() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = vestibule(folder.path(), &["demo", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(demo.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    let told = |key: &str| ready[key].as_str().unwrap().to_owned();
    let base_url = told("enroll_url").strip_suffix("/enroll").unwrap().to_owned();
    for (key, path) in [("console_url", "/console"), ("api_url", "/api/v1"), ("scep_url", "/scep")] {
        assert_eq!(told(key), format!("{base_url}{path}"));
    }
    assert!(told("scep_plain_url").starts_with("http://127.0.0.1:"));
    assert_eq!(ready["people"].as_array().map(Vec::len), Some(2));
    assert!(ready["admin"]["password"].as_str().is_some_and(|password| password.len() >= 16));

    let work = tempfile::tempdir().unwrap();
    let person = &ready["people"][1];
    let simulate = |password: &str| {
        fs::write(work.path().join("password"), password).unwrap();
        let (username, ca_pem) = (person["username"].as_str().unwrap(), told("ca_pem"));
        let mut arguments = vec!["simulate", "--url", &base_url, "--username", username];
        arguments.extend(["--password-file", "password", "--ca-pem", &ca_pem, "--devices", "3", "--json"]);
        vestibule(work.path(), &arguments).output().unwrap()
    };
    for (name, link) in ready["links"].as_object().unwrap() {
        assert!(link.as_str().is_some_and(|link| link.starts_with(&format!("{base_url}/i/"))), "{name}");
    }
    let output = simulate(person["password"].as_str().unwrap());
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_str(&text(&output)).unwrap();
    assert_eq!((&report["enrolled"], &report["failed"]), (&3.into(), &0.into()), "{report}");
    assert_eq!(simulate(PASSWORD).status.code(), Some(1), "a device that fails is a failure");

    let by_link = |link: &str| {
        let (link, ca_pem) = (ready["links"][link].as_str().unwrap(), told("ca_pem"));
        vestibule(work.path(), &["simulate", "--link", link, "--ca-pem", &ca_pem])
            .stdin(Stdio::null())
            .output()
            .unwrap()
    };
    for (link, words) in
        [("withdrawn", "withdrawn"), ("code", "one-time code"), ("approval", "Waiting for approval")]
    {
        let output = by_link(link);
        let said = text(&output);
        assert_eq!(output.status.code(), Some(1), "{said}");
        assert!(said.contains(words), "{link}: {said}");
    }

    Command::new("kill").args(["-INT", &demo.id().to_string()]).status().unwrap();
    assert!(demo.wait().unwrap().success());
    assert!(is_empty(folder.path()));
}
