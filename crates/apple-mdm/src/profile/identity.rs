//! The profile that only gets an identity: the second phase of the over-the-air profile service. The device proves with
//! it, in the third, that it is still the same, and then gets its enrollment profile.

use plist::Value;
use uuid::Uuid;

use super::enrollment::{scep_payload, wire_uuid};
use super::received::{Payloads, ProfileError, ReceivedScep};
use super::{Scep, TYPE_SCEP};
use crate::document::{Entries, to_xml};

/// A profile with one SCEP payload and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityProfile {
    /// `PayloadIdentifier`, another one than the enrollment profile's.
    pub identifier: String,
    /// `PayloadUUID`.
    pub uuid: Uuid,
    /// `PayloadDisplayName`.
    pub display_name: String,
    /// `PayloadOrganization`.
    pub organization: String,
    /// Where the identity comes from.
    pub scep: Scep,
}

impl IdentityProfile {
    /// Returns the XML property list, unsigned.
    pub fn to_plist(&self) -> Vec<u8> {
        let entries = Entries::new()
            .put("PayloadType", "Configuration")
            .put("PayloadVersion", 1)
            .put("PayloadIdentifier", self.identifier.as_str())
            .put("PayloadUUID", wire_uuid(self.uuid))
            .put("PayloadDisplayName", self.display_name.as_str())
            .put("PayloadOrganization", self.organization.as_str())
            .put("PayloadContent", Value::Array(vec![scep_payload(&self.identifier, &self.scep)]));
        to_xml(entries.into_dictionary())
    }
}

/// Such a profile as a phone reads it, after any signature is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedIdentityProfile {
    /// The one identity.
    pub scep: ReceivedScep,
}

impl ReceivedIdentityProfile {
    /// Reads the XML property list of an unsigned profile.
    pub fn parse(octets: &[u8]) -> Result<Self, ProfileError> {
        let payloads = Payloads::parse(octets)?;
        Ok(Self { scep: payloads.the_only(TYPE_SCEP)? })
    }
}
