//! `vestibule api`: what programs need to know.

use super::Failure;
use clap::Subcommand;
use std::io::Write;
use std::process::ExitCode;

/// The arguments of `api`.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Args {
    /// What to show.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be shown of the API.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Action {
    /// Print the API's description (OpenAPI, as JSON)
    Openapi,
}

/// Runs `api`.
pub fn run(args: Args, out: &mut impl Write) -> Result<ExitCode, Failure> {
    match args.action {
        Action::Openapi => writeln!(out, "{}", ::api::openapi().to_pretty_json()?)?,
    }
    Ok(ExitCode::SUCCESS)
}
