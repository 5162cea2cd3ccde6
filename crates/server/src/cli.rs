//! The command line: what can be asked for, and what becomes of the answer.

use crate::commands::{self, Context};
use crate::tls;
use clap::{Parser, Subcommand};
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

/// Self-hosted, user-initiated enrollment of iPhone and iPad.
#[derive(Debug, Parser)]
#[command(name = "vestibule", version, propagate_version = true, arg_required_else_help = true)]
pub struct Cli {
    /// The configuration file [default: vestibule.toml in the working directory, if there is one]
    #[arg(long, global = true, value_name = "FILE", env = "VESTIBULE_CONFIG")]
    pub config: Option<PathBuf>,

    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands, one file each under `commands/`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve people, administrators, programs and devices
    Serve(commands::serve::Args),
    /// Try everything: a throw-away server, a simulated iPhone that enrolls, and the way in for you
    Demo(commands::demo::Args),
    /// Manage the local accounts
    Account(commands::account::Args),
    /// Install or show the certificate that lets the server wake devices
    PushCertificate(commands::push_certificate::Args),
    /// Prove that the audit log is whole, or export it
    Audit(commands::audit::Args),
    /// Check, show or explain the configuration
    Config(commands::config::Args),
    /// Print the description of the API for programs
    Api(commands::api::Args),
    /// Look at this installation and say what to mend
    Doctor(commands::doctor::Args),
    /// Let simulated devices enroll at a server, and measure it
    Simulate(commands::simulate::Args),
}

/// Reads the command line, runs the command, and turns its outcome into an exit code: 0 for done, 1 for not
/// done, 2 for a command line nobody understands.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    tls::install_provider();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&error),
    };
    runtime.block_on(run(cli)).unwrap_or_else(|error| fail(error.as_ref()))
}

async fn run(cli: Cli) -> Result<ExitCode, commands::Failure> {
    let context = Context::new(cli.config);
    match cli.command {
        Command::Serve(_) => commands::serve::run(&context).await,
        Command::Demo(args) => commands::demo::run(&args).await,
        Command::Account(args) => commands::account::run(&context, args, &mut std::io::stdout()).await,
        Command::PushCertificate(args) => {
            commands::push_certificate::run(&context, args, &mut std::io::stdout()).await
        }
        Command::Audit(args) => commands::audit::run(&context, args, &mut std::io::stdout()).await,
        Command::Simulate(args) => commands::simulate::run(&args).await,
        Command::Config(args) => commands::config::run(&context, &args, &mut std::io::stdout().lock()),
        Command::Api(args) => commands::api::run(args, &mut std::io::stdout().lock()),
        Command::Doctor(args) => commands::doctor::run(&context, &args).await,
    }
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    // With standard error gone there is nobody left to tell.
    _ = writeln!(std::io::stderr(), "vestibule: {error}");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
