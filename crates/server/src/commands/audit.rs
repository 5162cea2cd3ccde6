//! `vestibule audit`: the audit log, verified and exported on the machine itself.

use super::{Context, Failure, words};
use crate::wiring;
use app::{App, AuditCheckpoint, AuditFault, AuditFormat, Caller, Verification};
use clap::{Subcommand, ValueEnum, ValueHint};
use domain::audit::AuditFilter;
use domain::time::{DAY, Timestamp};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The arguments of `audit`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to do with the audit log.
    #[command(subcommand)]
    pub action: Action,
}

/// What can be done with the audit log.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Prove that no line was altered, added or taken away; fails when one was
    Verify {
        /// Print one line of JSON
        #[arg(long)]
        json: bool,
        /// A file outside the database that remembers where the log ended: the log must still hold that, and the file is
        /// written anew. The first time it is made
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        checkpoint: Option<PathBuf>,
    },
    /// Write the log to standard output, newest first; the export is noted in the log
    Export {
        /// In which form
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// From this day or instant on, in UTC: 2026-11-01 or 2026-11-01T08:30:00Z
        #[arg(long, value_name = "WHEN", value_parser = since)]
        since: Option<Timestamp>,
        /// Up to and including this day, or before this instant
        #[arg(long, value_name = "WHEN", value_parser = until)]
        until: Option<Timestamp>,
    },
}

/// In which form the log is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// For spreadsheets
    Csv,
    /// For programs: a JSON object a line
    Jsonl,
}

/// Runs `audit`; `verify` fails when the log is not whole.
pub async fn run(context: &Context, args: Args, out: &mut (impl Write + Send)) -> Result<ExitCode, Failure> {
    let app = wiring::start_for_operator(&context.load()?.config).await?;
    let outcome = match args.action {
        Action::Verify { json, checkpoint } => verify(&app, json, checkpoint.as_deref(), out).await?,
        Action::Export { format, since, until } => {
            let filter = AuditFilter { since, until, ..AuditFilter::default() };
            export(&app, format, filter, out).await?;
            ExitCode::SUCCESS
        }
    };
    app.close().await.map_err(words)?;
    Ok(outcome)
}

async fn verify(
    app: &App,
    json: bool,
    file: Option<&Path>,
    out: &mut (impl Write + Send),
) -> Result<ExitCode, Failure> {
    let known = file.map(read_checkpoint).transpose()?.flatten();
    let found = app.verify_audit(&Caller::operator(), known.as_ref()).await.map_err(words)?;
    if json {
        writeln!(out, "{}", to_json(&found))?;
    } else {
        write!(out, "{}", to_text(&found, known.is_some()))?;
    }
    if !found.faults.is_empty() {
        return Ok(ExitCode::FAILURE);
    }
    if let Some(file) = file {
        write_checkpoint(file, &found.checkpoint)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the checkpoint, if its file is there.
fn read_checkpoint(file: &Path) -> Result<Option<AuditCheckpoint>, Failure> {
    match fs::read_to_string(file) {
        Ok(text) => AuditCheckpoint::parse(&text)
            .map(Some)
            .ok_or_else(|| format!("{} is no checkpoint of the audit log", file.display()).into()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read {}: {error}", file.display()).into()),
    }
}

/// Replaces the checkpoint whole, so that a power cut leaves the old one or the new one.
fn write_checkpoint(file: &Path, checkpoint: &AuditCheckpoint) -> Result<(), Failure> {
    let refusal = |error: std::io::Error| format!("cannot write {}: {error}", file.display());
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut new = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(refusal)?;
    new.write_all(checkpoint.to_text().as_bytes()).map_err(refusal)?;
    new.as_file().sync_all().map_err(refusal)?;
    new.persist(file).map_err(|error| refusal(error.error))?;
    Ok(())
}

fn to_text(found: &Verification, has_checkpoint: bool) -> String {
    let mut text = String::new();
    let mut say = |line: &str| text.extend([line, "\n"]);
    if found.faults.is_empty() {
        let since = found.chained_at.map(|at| format!(" since {}", instant(at))).unwrap_or_default();
        say(&format!("✔ {} lines{since} are as they were written, and none is missing", found.lines));
        if has_checkpoint {
            say("✔ the log holds everything that the checkpoint says");
        }
    } else {
        for fault in &found.faults {
            say(&format!("✘ {}", in_words(fault)));
        }
        say(
            "Somebody changed the log beside the server. Keep the database as it is, and compare it with a backup.",
        );
    }
    if found.lines_before > 0 {
        say(&format!("! {} lines are older than the chain and prove nothing", found.lines_before));
    }
    text
}

fn in_words(fault: &AuditFault) -> String {
    let place = match (fault.lane, fault.number) {
        (Some(lane), Some(number)) => format!("chain {lane}, place {number}: "),
        (Some(lane), None) => format!("chain {lane}: "),
        (None, _) => String::new(),
    };
    let line = fault.line.map(|id| format!(" (line {id})")).unwrap_or_default();
    format!("{place}{}{line}", fault.kind.title())
}

fn to_json(found: &Verification) -> Value {
    let faults = found.faults.iter().map(|fault| {
        json!({
            "kind": fault.kind.name(),
            "chain": fault.lane,
            "place": fault.number,
            "line": fault.line.map(|id| id.to_string()),
            "at": fault.at.map(instant),
        })
    });
    json!({
        "ok": found.faults.is_empty(),
        "lines": found.lines,
        "lines_before": found.lines_before,
        "chained_at": found.chained_at.map(instant),
        "faults": faults.collect::<Vec<_>>(),
    })
}

async fn export(
    app: &App,
    format: Format,
    filter: AuditFilter,
    out: &mut (impl Write + Send),
) -> Result<(), Failure> {
    let format = match format {
        Format::Csv => AuditFormat::Csv,
        Format::Jsonl => AuditFormat::JsonLines,
    };
    let mut export = app.export_audit(&Caller::operator(), filter, format).await.map_err(words)?;
    while let Some(piece) = export.next().await.map_err(words)? {
        out.write_all(&piece)?;
    }
    out.flush()?;
    Ok(())
}

fn instant(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |instant| instant.to_string())
}

fn since(text: &str) -> Result<Timestamp, String> {
    when(text, 0)
}

fn until(text: &str) -> Result<Timestamp, String> {
    when(text, DAY)
}

/// Reads a day, of which `into_day` says which instant is meant, or an instant.
fn when(text: &str, into_day: i64) -> Result<Timestamp, String> {
    let of = |instant: jiff::Timestamp| Timestamp(instant.as_millisecond());
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Ok(of(instant));
    }
    let day = text.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC));
    day.map(|day| of(day.timestamp()).plus(into_day)).map_err(|_| {
        "expected a day such as 2026-11-01, or an instant such as 2026-11-01T08:30:00Z".to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_counts_whole_and_an_instant_is_exact() {
        let day = since("2026-11-01").unwrap();
        assert_eq!(instant(day), "2026-11-01T00:00:00Z");
        assert_eq!(until("2026-11-01").unwrap(), day.plus(DAY));
        assert_eq!(since("2026-11-01T08:30:00+01:00"), until("2026-11-01T07:30:00Z"));
        assert!(since("yesterday").is_err());
    }
}
