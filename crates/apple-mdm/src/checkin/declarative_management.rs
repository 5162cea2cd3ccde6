//! `DeclarativeManagement`: the declarative protocol inside the check-in channel.

use plist::Value;

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// The device asks for declarations, or reports their status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeclarativeManagement {
    /// Who asks.
    pub id: DeviceId,
    /// `Endpoint`: `tokens`, `declaration-items`, `status` or `declaration/<kind>/<identifier>`.
    pub endpoint: String,
    /// `Data`: JSON octets, with `status`.
    pub data: Option<Vec<u8>>,
}

impl DeclarativeManagement {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        Ok(Self { id, endpoint: fields.required_text("Endpoint")?, data: fields.data("Data")? })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries.put("Endpoint", self.endpoint.as_str()).put_some("Data", self.data.clone().map(Value::Data))
    }
}
