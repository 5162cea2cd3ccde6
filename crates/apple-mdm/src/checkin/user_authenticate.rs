//! `UserAuthenticate`: a user on a Mac asks for a channel; the server declines with 410.

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// A user asks for a channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserAuthenticate {
    /// The device and the user.
    pub id: DeviceId,
    /// `DigestResponse`; absent in the first of two requests.
    pub digest_response: Option<String>,
}

impl UserAuthenticate {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        if id.user.is_none() {
            return Err(ParseError::Missing("UserID"));
        }
        let digest_response = fields.text("DigestResponse")?;
        Ok(Self { id, digest_response })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries.put_some("DigestResponse", self.digest_response.as_deref())
    }
}
