//! `vestibule doctor`: looks at this installation and says what to mend.

use super::{Context, Failure};
use crate::doctor::{self, Outcome, to_json, to_text};
use crate::terminal::Paint;
use rustls::pki_types::UnixTime;
use std::io::Write;
use std::process::ExitCode;

/// The arguments of `doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one line of JSON: `ok` and `checks` with name, outcome, detail, mend
    #[arg(long)]
    pub json: bool,
}

/// Runs `doctor`; fails when a check does.
pub async fn run(context: &Context, args: &Args) -> Result<ExitCode, Failure> {
    let checks = doctor::examine(&context.sources, UnixTime::now()).await;
    let mut out = std::io::stdout().lock();
    if args.json {
        writeln!(out, "{}", to_json(&checks))?;
    } else {
        out.write_all(to_text(&checks, Paint::for_stream(&out)).as_bytes())?;
    }
    let failed = checks.iter().any(|check| check.outcome == Outcome::Fail);
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
