//! Agreements: one for each ownership, in as many languages as somebody has written, version by version.

pub(crate) mod edit;
pub(crate) mod history;
pub(crate) mod show;

use app::Error;
use domain::enrollment::Ownership;
use domain::language::find_language;

/// Where the agreements are.
pub(crate) const PATH: &str = "/console/settings/enrollment-agreement";

/// Every ownership, in the order of the page.
const OWNERSHIPS: [Ownership; 2] = [Ownership::Institutional, Ownership::Personal];

/// Reads an ownership from a path.
fn ownership(name: &str) -> Result<Ownership, Error> {
    Ownership::parse(name).ok_or(Error::NotFound)
}

/// Returns where the text of a language is changed; `new` is a language to be chosen.
fn text_path(ownership: Ownership, language: &str) -> String {
    format!("{PATH}/{}/text/{language}", ownership.name())
}

/// Returns where the versions are.
fn history_path(ownership: Ownership) -> String {
    format!("{PATH}/{}/history", ownership.name())
}

/// Returns what English calls a language, with its code.
fn language_title(code: &str) -> String {
    match find_language(code) {
        Some(language) if language.code == code => language.english_name.to_owned(),
        Some(language) => format!("{} ({code})", language.english_name),
        None => code.to_owned(),
    }
}
