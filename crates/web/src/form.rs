//! What a form brings, and what it shows beside its fields.

use app::Fault;
use serde::Deserialize;

/// The faults of a form, looked up by field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Faults(Vec<Fault>);

impl Faults {
    /// Takes the faults that a verb found.
    pub fn new(faults: Vec<Fault>) -> Self {
        Self(faults)
    }

    /// Returns what is wrong with a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|fault| fault.field == field).map(|fault| fault.message.as_str())
    }

    /// Returns all faults, for a summary above the form.
    pub fn all(&self) -> &[Fault] {
        &self.0
    }

    /// Says whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A form as it was sent. Boxes of one name come several times, which no struct of single values can hold.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Takes fields as they were kept.
    pub fn new(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }

    /// Returns the fields, to be kept.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }

    /// Returns the value of a field, empty when it was not sent.
    pub fn one(&self, name: &str) -> &str {
        self.0.iter().find(|(sent, _)| sent == name).map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Returns the values of all fields of a name, in the order of the form.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(sent, _)| sent == name).map(|(_, value)| value.as_str())
    }
}
