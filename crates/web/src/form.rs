//! What a form shows beside its fields.

use app::Fault;

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
