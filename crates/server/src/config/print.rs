//! Shows a configuration with the source of each value and without its secrets.

use super::{Key, Loaded, Place};
use serde_json::{Map, Value as Json, json};
use std::fmt::Write;

/// Returns the effective configuration as TOML, the source of each value behind it.
///
/// Read back it gives the same configuration, but for its secrets, which are left out.
pub fn to_toml(loaded: &Loaded) -> String {
    let mut text = String::new();
    let mut section = "";
    for (key, value) in loaded.config.values() {
        if key.section != section {
            let gap = if section.is_empty() { "" } else { "\n" };
            section = key.section;
            _ = writeln!(text, "{gap}[{section}]");
        }
        let assignment = match &value {
            Json::Null => format!("# {} is not set", key.name),
            Json::String(_) if key.secret => format!("# {} is set", key.name),
            value => format!("{} = {value}", key.name),
        };
        _ = writeln!(text, "{assignment:<48} # {}", source(loaded, &key));
    }
    text
}

/// Returns the effective configuration as JSON: `section → key → {value, source}`; a secret's value is `"set"`
/// or `null`.
pub fn to_json(loaded: &Loaded) -> Json {
    let mut sections = Map::new();
    for (key, value) in loaded.config.values() {
        let section = sections.entry(key.section).or_insert_with(|| Json::Object(Map::new()));
        let source = loaded.places.get(&key.path()).map_or_else(|| "default".into(), Place::to_string);
        section[key.name] = json!({ "value": value, "source": source });
    }
    Json::Object(sections)
}

fn source(loaded: &Loaded, key: &Key) -> String {
    match (loaded.places.get(&key.path()), key.derived) {
        (Some(place), _) => place.to_string(),
        (None, Some(derived)) => format!("default: {derived}"),
        (None, None) => "default".into(),
    }
}
