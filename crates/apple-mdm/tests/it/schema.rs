//! A small walker of Apple's schema files: says what is wrong with a dictionary on an iPhone or iPad.

use std::{fs, path::PathBuf};

use apple_mdm::inventory::Scope;
use plist::{Dictionary, Value};
use serde_yaml_ng::Value as Yaml;

use crate::say_skipped;

/// Returns the folder of Apple's schema, or says loudly that the test checks nothing.
pub(crate) fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("APPLE_DEVICE_MANAGEMENT").map(PathBuf::from);
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/apple-device-management");
    let folder = named.unwrap_or_else(|| PathBuf::from(beside));
    if folder.join("mdm/profiles/com.apple.mdm.yaml").is_file() {
        return Some(folder);
    }
    say_skipped("Apple schema not found (set APPLE_DEVICE_MANAGEMENT)");
    None
}

/// One schema file.
pub(crate) struct Schema(Yaml);

impl Schema {
    pub(crate) fn load(name: &str) -> Option<Self> {
        let path = folder()?.join(name);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        Some(Self(serde_yaml_ng::from_str(&text).expect("schema is YAML")))
    }

    pub(crate) fn request_type(&self) -> Option<&str> {
        self.0["payload"]["requesttype"].as_str()
    }

    pub(crate) fn payload_type(&self) -> Option<&str> {
        self.0["payload"]["payloadtype"].as_str()
    }

    pub(crate) fn payload_keys(&self) -> Vec<Yaml> {
        sequence(&self.0["payloadkeys"])
    }

    pub(crate) fn response_keys(&self) -> Vec<Yaml> {
        sequence(&self.0["responsekeys"])
    }
}

/// What was found wrong, one line each, with the path to it.
pub(crate) fn problems(scope: Scope, keys: &[Yaml], dictionary: &Dictionary) -> Vec<String> {
    let mut walk = Walk { scope, problems: Vec::new() };
    walk.dictionary("", keys, dictionary);
    walk.problems
}

struct Walk {
    scope: Scope,
    problems: Vec<String>,
}

impl Walk {
    fn report(&mut self, path: &str, problem: &str) {
        self.problems.push(format!("{path}: {problem}"));
    }

    fn dictionary(&mut self, path: &str, keys: &[Yaml], dictionary: &Dictionary) {
        for key in keys {
            let name = name(key);
            if name != "ANY" && self.is_required(key) && !dictionary.contains_key(name) {
                self.report(&format!("{path}/{name}"), "missing");
            }
        }
        for (entry, value) in dictionary {
            let path = format!("{path}/{entry}");
            let named = |wanted: &str| keys.iter().find(|key| name(key) == wanted);
            match named(entry).or_else(|| named("ANY")) {
                None => self.report(&path, "unknown key"),
                Some(key) if !is_for_ios(key) => self.report(&path, "not for iOS"),
                Some(key) if self.scope == Scope::User && user_enrollment(key) == "forbidden" => {
                    self.report(&path, "forbidden in user enrollment");
                }
                Some(key) => self.value(&path, key, value),
            }
        }
    }

    /// Keys of another platform, of the other kind of enrollment or of Shared iPad are not required.
    fn is_required(&self, key: &Yaml) -> bool {
        let elsewhere = match self.scope {
            Scope::Device => user_enrollment(key) == "required",
            Scope::User => user_enrollment(key) == "forbidden",
        };
        key["presence"] == "required" && is_for_ios(key) && !elsewhere
    }

    fn value(&mut self, path: &str, key: &Yaml, value: &Value) {
        let subkeys = sequence(&key["subkeys"]);
        match (key["type"].as_str().expect("a key has a type"), value) {
            ("<any>", _) => {}
            ("<string>", Value::String(text)) => self.text(path, key, &subkeys, text),
            ("<integer>", Value::Integer(_)) => self.range(path, key, value),
            ("<boolean>", Value::Boolean(_))
            | ("<data>", Value::Data(_))
            | ("<date>", Value::Date(_))
            | ("<real>", Value::Real(_)) => {}
            ("<array>", Value::Array(items)) => self.array(path, &subkeys, items),
            ("<dictionary>", Value::Dictionary(entries)) => {
                self.dictionary(path, &map_keys(name(key), subkeys), entries);
            }
            (wanted, _) => self.report(path, &format!("is not {wanted}")),
        }
    }

    fn text(&mut self, path: &str, key: &Yaml, subkeys: &[Yaml], text: &str) {
        // A string with subkeys is one of their names (`Queries` of DeviceInformation).
        if !subkeys.is_empty() && !subkeys.iter().any(|subkey| name(subkey) == text) {
            self.report(path, &format!("{text:?} is not among the subkeys"));
        }
        let fits = match key["format"].as_str() {
            None => true,
            Some("^https://.*$") => text.starts_with("https://"),
            Some(format) if format.starts_with("^[0-9A-Za-z]{8}-") => is_shaped_like_uuid(text),
            Some(format) => panic!("{path}: the walker does not know the format {format}"),
        };
        if !fits {
            self.report(path, "does not have the format");
        }
        self.range(path, key, &Value::from(text));
    }

    fn range(&mut self, path: &str, key: &Yaml, value: &Value) {
        let listed = sequence(&key["rangelist"]);
        let matches = |allowed: &Yaml| match value {
            Value::String(text) => allowed.as_str() == Some(text),
            Value::Integer(number) => allowed.as_i64() == number.as_signed(),
            _ => false,
        };
        if !listed.is_empty() && !listed.iter().any(matches) {
            self.report(path, &format!("{value:?} is not in the list"));
        }
    }

    fn array(&mut self, path: &str, subkeys: &[Yaml], items: &[Value]) {
        let [item_key] = subkeys else {
            return assert!(subkeys.is_empty(), "{path}: the walker knows one kind of item");
        };
        let count = |bound: &str| item_key["repetition"][bound].as_u64();
        let length = items.len() as u64;
        if count("min").is_some_and(|min| length < min) || count("max").is_some_and(|max| length > max) {
            self.report(path, "has a wrong number of items");
        }
        for (index, item) in items.iter().enumerate() {
            self.value(&format!("{path}[{index}]"), item_key, item);
        }
    }
}

/// The schema describes a map from free names to values by one `…Item` (`ConsentText`).
fn map_keys(parent: &str, subkeys: Vec<Yaml>) -> Vec<Yaml> {
    match &subkeys[..] {
        [] => vec![serde_yaml_ng::from_str("{key: ANY, type: <any>}").expect("YAML")],
        [item] if name(item) == format!("{parent}Item") => sequence(&item["subkeys"]),
        _ => subkeys,
    }
}

pub(crate) fn name(key: &Yaml) -> &str {
    key["key"].as_str().expect("a key has a name")
}

pub(crate) fn sequence(yaml: &Yaml) -> Vec<Yaml> {
    yaml.as_sequence().cloned().unwrap_or_default()
}

pub(crate) fn is_for_ios(key: &Yaml) -> bool {
    key["supportedOS"]["iOS"]["introduced"] != "n/a"
}

pub(crate) fn user_enrollment(key: &Yaml) -> &str {
    key["supportedOS"]["iOS"]["userenrollment"]["mode"].as_str().unwrap_or("allowed")
}

fn is_shaped_like_uuid(text: &str) -> bool {
    let lengths: Vec<_> = text.split('-').map(str::len).collect();
    lengths == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_alphanumeric())
}
