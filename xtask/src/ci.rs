//! Everything a change has to pass, in the order in which failing is cheapest.

mod browsers;
mod command;
mod demo;
mod foreign;
mod fuzz;
mod licences;
mod postgres;

use std::time::{Duration, Instant};

use self::command::run_with;
use self::postgres::Postgres;
use crate::{arrows, docs, root};

pub(crate) use self::foreign::install;

/// How much to check.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of it, as before a merge.
    Whole,
    /// What says most in little time, as before a commit.
    Fast,
}

/// What a step came to; failing is the `Err` of its result.
enum Passed {
    /// All that the step stands for was checked.
    Fully,
    /// Something outside the repository was missing; the text says loudly what was not checked.
    Without(String),
}

type Outcome = Result<Passed, String>;

struct Step {
    name: &'static str,
    /// What to do when it fails.
    remedy: &'static str,
    run: fn() -> Outcome,
}

/// The steps of every run.
const STEPS: [Step; 8] = [
    Step { name: "format", remedy: "run `cargo fmt`", run: || cargo(&["fmt", "--all", "--check"]) },
    Step {
        name: "clippy",
        remedy: "mend what clippy names, or `#[expect(lint, reason = …)]` it",
        run: || cargo(&["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
    },
    Step { name: "rustdoc", remedy: "mend the comment that rustdoc names", run: rustdoc },
    Step {
        name: "arrows",
        remedy: "move the code to the room it belongs to; a new arrow changes the drawing first",
        run: || whole(arrows::check()),
    },
    Step { name: "docs", remedy: "run `cargo xtask docs`", run: || whole(docs::check()) },
    Step { name: "tests", remedy: "mend the test that failed above", run: tests },
    Step {
        name: "release",
        remedy: "mend what the compiler names",
        // With less optimisation than what is given out: the demo and the browsers try what the program does, not how fast,
        // and a full one would take a quarter of the time that all steps together may.
        run: || cargo(&["build", "--release", "--locked", "--config", "profile.release.opt-level=1"]),
    },
    Step { name: "demo", remedy: "run `cargo run --release -- demo` and look", run: demo::once },
];

/// The steps that take long, or need a machine with browsers and network.
const SLOW_STEPS: [Step; 3] = [
    Step {
        name: "browsers",
        remedy: "look at the pictures in target/browser, then at the page",
        run: browsers::journeys,
    },
    Step { name: "fuzz", remedy: "replay the input named above with `cargo fuzz run`", run: fuzz::shortly },
    Step { name: "deny", remedy: "see deny.toml; an exception says its reason", run: licences::check },
];

/// Runs the steps; stops at the first that fails.
pub(crate) fn run(extent: Extent) -> Result<(), String> {
    let slow: &[Step] = if extent == Extent::Whole { &SLOW_STEPS } else { &[] };
    install(extent)?;
    run_all(&STEPS.iter().chain(slow).collect::<Vec<_>>())
}

/// Runs the one step of this name.
pub(crate) fn run_only(name: &str) -> Result<(), String> {
    let steps: Vec<&Step> = STEPS.iter().chain(&SLOW_STEPS).filter(|step| step.name == name).collect();
    if steps.is_empty() {
        let names: Vec<&str> = STEPS.iter().chain(&SLOW_STEPS).map(|step| step.name).collect();
        return Err(format!("no step is called {name}; there are {}", names.join(", ")));
    }
    run_all(&steps)
}

fn run_all(steps: &[&Step]) -> Result<(), String> {
    let begun = Instant::now();
    let mut lines = Vec::new();
    let (mut passed, mut partly) = (0, 0);
    for (index, step) in steps.iter().enumerate() {
        println!("\n== {}/{} {} ==", index + 1, steps.len(), step.name);
        let started = Instant::now();
        let outcome = (step.run)();
        let took = seconds(started.elapsed());
        match outcome {
            Ok(Passed::Fully) => {
                lines.push(format!("{took:>7}  {}", step.name));
                passed += 1;
            }
            Ok(Passed::Without(missing)) => {
                println!("\n!!! NOT CHECKED: {missing}\n");
                lines.push(format!("{took:>7}  {} — NOT CHECKED: {missing}", step.name));
                passed += 1;
                partly += 1;
            }
            Err(reason) => {
                println!("\n{}\n{took:>7}  {} — FAILED: {reason}", lines.join("\n"), step.name);
                println!("          {}", step.remedy);
                println!("{passed} passed, 1 failed");
                return Err(format!("{} failed", step.name));
            }
        }
    }
    println!("\n{}\n{:>7}  in all", lines.join("\n"), seconds(begun.elapsed()));
    if partly > 0 {
        println!("{partly} of the steps were checked only in part, see above");
    }
    println!("{passed} passed, 0 failed");
    Ok(())
}

fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

fn whole(done: Result<(), String>) -> Outcome {
    done.map(|()| Passed::Fully)
}

fn cargo(words: &[&str]) -> Outcome {
    whole(run_with("cargo", words, &[]))
}

fn rustdoc() -> Outcome {
    let words = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked"];
    whole(run_with("cargo", &words, &[("RUSTDOCFLAGS", "-D warnings")]))
}

fn tests() -> Outcome {
    let peers = "crates/testkit/peers";
    if !root().join(peers).join("node_modules/oidc-provider").is_dir() {
        run_with("npm", &["ci", "--prefix", peers, "--no-audit", "--no-fund"], &[])?;
    }
    whole(beside_postgres("cargo", &["test", "--workspace", "--locked", "--no-fail-fast"]))
}

/// Runs a program while a PostgreSQL server of our own is up; the tests find it by `VESTIBULE_TEST_POSTGRES`.
pub(crate) fn beside_postgres(program: &str, words: &[&str]) -> Result<(), String> {
    let postgres = Postgres::start()?;
    let done = run_with(program, words, &[("VESTIBULE_TEST_POSTGRES", &postgres.url())]);
    if done.is_err() {
        println!("the end of PostgreSQL's log:\n{}", postgres.log_tail());
    }
    done
}
