//! The pages that the program writes about itself.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::root;

/// Each generated page, with the words that make `vestibule` print it.
const PAGES: [(&str, &[&str]); 2] = [
    ("docs/reference/configuration.md", &["config", "reference"]),
    ("docs/reference/openapi.json", &["api", "openapi"]),
];

/// Writes all pages anew.
pub(crate) fn write() -> Result<(), String> {
    for (page, words) in PAGES {
        let path = root().join(page);
        let text = generated(words)?;
        path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| format!("{page}: {error}"))?;
        std::fs::write(&path, text).map_err(|error| format!("writing {page}: {error}"))?;
        println!("{page}");
    }
    Ok(())
}

/// Names the pages that say something else than the program.
pub(crate) fn check() -> Result<(), String> {
    let mut stale = Vec::new();
    for (page, words) in PAGES {
        if !says(&root().join(page), &generated(words)?) {
            stale.push(page);
        }
    }
    if stale.is_empty() {
        println!("the generated pages say what the program says");
        return Ok(());
    }
    Err(format!("stale: {} — run `cargo xtask docs` and commit what it writes", stale.join(", ")))
}

fn says(page: &Path, text: &str) -> bool {
    std::fs::read_to_string(page).is_ok_and(|found| found == text)
}

fn generated(words: &[&str]) -> Result<String, String> {
    let told = || format!("vestibule {}", words.join(" "));
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--package", "server", "--bin", "vestibule", "--"])
        .args(words)
        .current_dir(root())
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| format!("{}: {error}", told()))?;
    if !output.status.success() {
        return Err(format!("{} ended with {}", told(), output.status));
    }
    let mut text = String::from_utf8(output.stdout).map_err(|_| format!("{} is not text", told()))?;
    if !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}
