//! Settings: what administrators decide about user-initiated enrollment while the server runs.
//!
//! Each part is a section, kept version by version, of which the last one counts. What says how people enroll counts for
//! enrollments that begin from then on; what the server does with its own records, and who signs profiles, count at once.

mod account_driven;
mod appearance;
mod devices;
mod general;
mod reenrollment;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::audit::FieldChange;
use crate::time::Timestamp;

pub use account_driven::AccountDriven;
pub use appearance::{Accents, Appearance};
pub use devices::{Devices, Models, Verification, parse_os_version};
pub use general::General;
pub use reenrollment::{ManagementHistory, Reenrollment};

/// The most versions kept of a section.
pub const VERSIONS_KEPT: u64 = 100;

/// A part of the settings. Content that an older version wrote is read with defaults for what it does not name.
pub trait Section: Serialize + DeserializeOwned + Default + Clone + PartialEq {
    /// The name in the database and the API.
    const NAME: &'static str;
    /// The name for people.
    const TITLE: &'static str;

    /// Returns the fields that make no sense, each with words for whoever filled them in.
    fn check(&self) -> Vec<(&'static str, String)>;

    /// Says whether it wants profiles signed with the uploaded certificate, so that there has to be one.
    fn wants_signing_certificate(&self) -> bool {
        false
    }
}

/// A section as it counts now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Versioned<S> {
    /// What was decided.
    pub value: S,
    /// Its version; 0 while nobody has decided anything.
    pub version: u64,
    /// When it was decided, and by whom.
    pub changed: Option<(Timestamp, String)>,
}

/// One version of a section, as kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingVersion {
    /// The section.
    pub name: String,
    /// Its version, from 1.
    pub version: u64,
    /// What was decided (JSON).
    pub content: String,
    /// When.
    pub changed_at: Timestamp,
    /// By whom, in words.
    pub changed_by: String,
}

/// Compares two versions of a section, field by field. The fields of a section within are named by their way there.
pub fn changes_between(before: &Value, after: &Value) -> Vec<FieldChange> {
    FieldChange::between(&fields("", before), &fields("", after))
}

fn fields(prefix: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| {
                let name = name.replace('_', " ");
                fields(&if prefix.is_empty() { name } else { format!("{prefix} › {name}") }, value)
            })
            .collect(),
        Value::Null => Vec::new(),
        Value::Bool(yes) => vec![(prefix.to_owned(), if *yes { "yes" } else { "no" }.to_owned())],
        Value::String(text) => vec![(prefix.to_owned(), text.clone())],
        other => vec![(prefix.to_owned(), other.to_string())],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_names_its_fields_in_words() {
        let before = serde_json::to_value(Devices::default()).expect("JSON");
        let after = Devices { minimum_os: Some("17.4".into()), ..Devices::default() };
        let after = Devices { models: Models { iphone: false, ipad: true }, ..after };
        let changes = changes_between(&before, &serde_json::to_value(after).expect("JSON"));
        let told: Vec<_> =
            changes.iter().map(|change| (change.field.as_str(), change.after.as_str())).collect();
        assert_eq!(told, [("models › iphone", "no"), ("minimum os", "17.4")]);
    }

    #[test]
    fn what_an_older_version_wrote_is_read_with_defaults() {
        let general: General = serde_json::from_str(r#"{"restrict_reenrollment":true}"#).expect("read");
        assert!(general.restrict_reenrollment && general.skip_certificate_installation);
    }
}
