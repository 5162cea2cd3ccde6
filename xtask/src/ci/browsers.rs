//! The portal and the console in real browsers, against a running demo.

use std::fs;

use super::command::{run_with, target};
use super::demo::Demo;
use super::{Outcome, Passed};
use crate::root;

/// In seconds, for the walk through all pages in one browser.
const JOURNEY_TIMEOUT: &str = "1200";

/// Walks through the pages in Chromium and in WebKit; the pictures stay in `target/browser`.
pub(super) fn journeys() -> Outcome {
    if !root().join("browser/node_modules").is_dir() {
        run_with("npm", &["ci", "--prefix", "browser", "--no-audit", "--no-fund"], &[])?;
    }
    let pictures = target().join("browser");
    let address = pictures.join("demo.json");
    let demo = Demo::start()?;
    fs::create_dir_all(&pictures)
        .and_then(|()| fs::write(&address, &demo.line))
        .map_err(|error| format!("{}: {error}", pictures.display()))?;
    for script in ["browser/journey.mjs", "browser/webkit.mjs", "browser/trust.mjs"] {
        let (address, pictures) = (address.display().to_string(), pictures.display().to_string());
        let words = [JOURNEY_TIMEOUT, "node", script, "--demo", &address, "--pictures", &pictures];
        run_with("timeout", &words, &[])?;
    }
    Ok(Passed::Fully)
}
