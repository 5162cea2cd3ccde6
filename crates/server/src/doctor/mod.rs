//! The checks of `doctor`: what was looked at, how it is, and how to mend it.
//!
//! A check looks and changes nothing, save that an existing database is brought up to date. It can be run beside a serving server, and before the first start.

mod configuration;
mod data;
mod database;
mod listeners;
mod tls;
mod trust;

use crate::config::Sources;
use crate::terminal::Paint;
use rustls::pki_types::UnixTime;
use serde_json::{Value as Json, json};
use std::fmt::Write;

/// How a thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Ok,
    /// Working, but better mended.
    Warn,
    /// In the way of serving devices.
    Fail,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Fail => "fail",
        }
    }

    fn mark(self, paint: Paint) -> String {
        match self {
            Self::Ok => paint.green("✔"),
            Self::Warn => paint.yellow("!"),
            Self::Fail => paint.red("✘"),
        }
    }
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// What was looked at, in a few words that do not change.
    pub name: &'static str,
    /// How it is.
    pub outcome: Outcome,
    /// What was found.
    pub detail: String,
    /// The step that mends it; every failure has one.
    pub mend: Option<String>,
}

impl Check {
    /// Reports a thing as it should be.
    pub fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, outcome: Outcome::Ok, detail: detail.into(), mend: None }
    }

    /// Reports a thing better mended.
    pub fn warn(name: &'static str, detail: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { name, outcome: Outcome::Warn, detail: detail.into(), mend: Some(mend.into()) }
    }

    /// Reports a thing in the way.
    pub fn fail(name: &'static str, detail: impl Into<String>, mend: impl Into<String>) -> Self {
        Self { name, outcome: Outcome::Fail, detail: detail.into(), mend: Some(mend.into()) }
    }
}

/// Runs every check, as of `now`. Without a readable configuration there is nothing further to look at.
pub async fn examine(sources: &Sources, now: UnixTime) -> Vec<Check> {
    let (loaded, mut checks) = configuration::examine(sources);
    if let Some(loaded) = loaded {
        checks.extend(data::examine(&loaded.config));
        let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        let (of_database, seen) = database::examine(&loaded.config, seconds).await;
        checks.extend(of_database);
        checks.extend(tls::examine(&loaded.config, now));
        checks.extend(trust::examine(&loaded.config, &seen, now).await);
        checks.extend(listeners::examine(&loaded.config).await);
    }
    checks
}

/// Writes a date for people; the time of day matters to no check.
fn day(seconds: i64) -> String {
    let instant = jiff::Timestamp::from_second(seconds);
    instant.map_or_else(|_| "an unreadable date".into(), |instant| instant.strftime("%Y-%m-%d").to_string())
}

/// Returns the checks as a list for a terminal, each with its mending step below.
pub fn to_text(checks: &[Check], paint: Paint) -> String {
    let mut text = String::new();
    for check in checks {
        _ = writeln!(text, "{} {}: {}", check.outcome.mark(paint), paint.bold(check.name), check.detail);
        if let Some(mend) = &check.mend {
            _ = writeln!(text, "  {} {mend}", paint.dim("→"));
        }
    }
    text
}

/// Returns the checks as JSON: `ok` unless one fails, and `checks`.
pub fn to_json(checks: &[Check]) -> Json {
    let list: Vec<Json> = checks
        .iter()
        .map(|check| {
            json!({
                "name": check.name,
                "outcome": check.outcome.word(),
                "detail": check.detail,
                "mend": check.mend,
            })
        })
        .collect();
    json!({ "ok": checks.iter().all(|check| check.outcome != Outcome::Fail), "checks": list })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_is_shown_with_its_mending_step() {
        let checks =
            [Check::ok("data folder", "data, mode 0700"), Check::fail("secret key", "open", "chmod 600 k")];
        let text = to_text(&checks, Paint::PLAIN);
        assert_eq!(text, "✔ data folder: data, mode 0700\n✘ secret key: open\n  → chmod 600 k\n");
        assert_eq!(to_json(&checks)["ok"], false);
        assert_eq!(to_json(&checks[..1])["ok"], true);
    }
}
