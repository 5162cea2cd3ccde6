//! Is the configuration sound and complete?

use super::Check;
use crate::config::{Loaded, Sources};

const NAME: &str = "configuration";

/// Returns the configuration, if it can be read, and what is to be said about it.
pub(super) fn examine(sources: &Sources) -> (Option<Loaded>, Vec<Check>) {
    let loaded = match Loaded::read(sources.clone()) {
        Ok(loaded) => loaded,
        Err(problems) => {
            let mend = "`vestibule config reference` describes every key";
            let checks = problems.0.iter().map(|problem| Check::fail(NAME, problem.to_string(), mend));
            return (None, checks.collect());
        }
    };
    let mut checks = Vec::new();
    if let Err(problems) = loaded.check_serving() {
        let mend = "set it in vestibule.toml; `serve` does not start without it";
        checks.extend(problems.0.iter().map(|problem| Check::fail(NAME, problem.message.clone(), mend)));
    }
    let mend = "if this is meant, leave it";
    checks.extend(loaded.warnings().into_iter().map(|warning| Check::warn(NAME, warning, mend)));
    if checks.is_empty() {
        let file = sources.file.as_ref().map_or("environment".into(), |file| file.display().to_string());
        checks.push(Check::ok(NAME, format!("{file}, sound")));
    }
    (Some(loaded), checks)
}
