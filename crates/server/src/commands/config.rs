//! `vestibule config`: check, print, reference.

use super::{Context, Failure};
use crate::config::{Loaded, Problem, Problems, reference, to_json, to_toml};
use crate::terminal::Paint;
use clap::Subcommand;
use serde_json::json;
use std::io::Write;
use std::process::ExitCode;

/// The arguments of `config`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do with the configuration.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with the configuration.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Action {
    /// Say whether `serve` could start with this configuration; every problem at once
    Check {
        /// Print one line of JSON: `ok`, `problems`, `warnings`
        #[arg(long)]
        json: bool,
    },
    /// Show the values in effect and where each came from; secrets as "set" or "not set"
    Print {
        /// Print JSON: section → key → value, source
        #[arg(long)]
        json: bool,
    },
    /// Print the reference of every key as Markdown
    Reference,
}

/// Runs `config`.
pub fn run(context: &Context, args: &Args, out: &mut impl Write) -> Result<ExitCode, Failure> {
    match args.action {
        Action::Check { json } => return check(context, json, out),
        Action::Print { json: false } => out.write_all(to_toml(&context.load()?).as_bytes())?,
        Action::Print { json: true } => writeln!(out, "{:#}", to_json(&context.load()?))?,
        Action::Reference => out.write_all(reference().as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn check(context: &Context, json: bool, out: &mut impl Write) -> Result<ExitCode, Failure> {
    let loaded = context.load();
    let warnings = loaded.as_ref().map(Loaded::warnings).unwrap_or_default();
    let problems = match loaded.and_then(|loaded| loaded.check_serving()) {
        Ok(()) => Vec::new(),
        Err(Problems(problems)) => problems,
    };
    if json {
        let lines: Vec<String> = problems.iter().map(Problem::to_string).collect();
        writeln!(out, "{}", json!({ "ok": problems.is_empty(), "problems": lines, "warnings": warnings }))?;
    } else {
        let paint = Paint::for_stream(&std::io::stdout());
        for problem in &problems {
            writeln!(out, "{} {problem}", paint.red("✘"))?;
        }
        for warning in &warnings {
            writeln!(out, "{} {warning}", paint.yellow("!"))?;
        }
        if problems.is_empty() {
            let file = context.sources.file.as_ref();
            let file =
                file.map_or("the environment alone (no file)".into(), |file| file.display().to_string());
            writeln!(out, "{} configuration sound: {file}", paint.green("✔"))?;
        }
    }
    Ok(if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
