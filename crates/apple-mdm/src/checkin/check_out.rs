//! `CheckOut`: the enrollment profile was removed. Sent at most once, its answer is ignored.

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// The device says that it left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOut {
    /// Who left.
    pub id: DeviceId,
    /// `Topic` of the removed profile.
    pub topic: String,
}

impl CheckOut {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        let topic = fields.required_text("Topic")?;
        Ok(Self { id, topic })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries.put("Topic", self.topic.as_str())
    }
}
