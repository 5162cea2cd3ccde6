//! One file per command: its arguments, and `run`.

pub mod account;
pub mod api;
pub mod audit;
pub mod config;
pub mod demo;
pub mod doctor;
pub mod push_certificate;
pub mod serve;
pub mod simulate;

use crate::config::{Loaded, Problems, Sources};
use std::path::PathBuf;

/// What ends a command without its work being done; shown as one line, or one per problem.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Turns what a verb says into words for the person at the command line.
pub(crate) fn words(error: app::Error) -> Failure {
    match error {
        app::Error::Invalid(faults) => {
            let faults: Vec<String> =
                faults.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect();
            faults.join("\n").into()
        }
        app::Error::Refused(refusal) => refusal.to_string().into(),
        app::Error::NotFound => "there is no such account".into(),
        error => error.into(),
    }
}

/// What every command is given.
#[derive(Debug, Clone)]
pub struct Context {
    /// The sources of the configuration.
    pub sources: Sources,
}

impl Context {
    /// Takes the configuration file named on the command line and this process's environment.
    pub fn new(file: Option<PathBuf>) -> Self {
        Self { sources: Sources::of_process(file) }
    }

    /// Reads the configuration.
    pub fn load(&self) -> Result<Loaded, Problems> {
        Loaded::read(self.sources.clone())
    }
}
