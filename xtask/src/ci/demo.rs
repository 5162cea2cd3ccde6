//! The demo as a visitor would start it, from the release build.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use super::command::{command, target};
use super::{Outcome, Passed};

/// In seconds; the demo itself takes some five.
const ONCE_TIMEOUT: &str = "180";
const READY_TIMEOUT: Duration = Duration::from_secs(120);

/// Lets the demo enroll one device and checks its last line.
pub(super) fn once() -> Outcome {
    let program = target().join("release/vestibule").display().to_string();
    println!("$ {program} demo --once");
    let mut child = command("timeout", &[ONCE_TIMEOUT, &program, "demo", "--once"])
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{program}: {error}"))?;
    let stdout = child.stdout.take().expect("stdout is piped");
    let mut last = String::new();
    for line in BufReader::new(stdout).lines().map_while(Result::ok) {
        println!("{line}");
        if !line.trim().is_empty() {
            last = line;
        }
    }
    let status = child.wait().map_err(|error| format!("{program}: {error}"))?;
    match (status.success(), last.as_str()) {
        (true, "enrolled: 1") => Ok(Passed::Fully),
        (true, last) => Err(format!("the demo's last line is {last:?} instead of \"enrolled: 1\"")),
        (false, _) => Err(format!("the demo ended with {status}")),
    }
}

/// A demo that stays up; dropping it ends it.
pub(super) struct Demo {
    child: Child,
    /// The line of JSON that says where everything is.
    pub(super) line: String,
}

impl Demo {
    /// Starts a demo and waits until it is ready.
    pub(super) fn start() -> Result<Self, String> {
        let program = target().join("release/vestibule").display().to_string();
        let mut child = command(&program, &["demo", "--json"])
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| format!("{program}: {error}"))?;
        let stdout = child.stdout.take().expect("stdout is piped");
        let (send, receive) = mpsc::channel();
        // The thread reads on to the end, so that the demo never waits for a reader.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if line.starts_with('{') {
                    let _ = send.send(line);
                }
            }
        });
        let mut demo = Self { child, line: String::new() };
        demo.line =
            receive.recv_timeout(READY_TIMEOUT).map_err(|_| "the demo did not become ready".to_owned())?;
        Ok(demo)
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
