//! The profile with certificates and nothing else: for devices that have to trust the server's root before they enroll.
//!
//! What somebody installs by hand in this way is stored and not trusted for TLS until they switch it on in
//! Settings › General › About › Certificate Trust Settings.

use plist::Value;
use uuid::Uuid;

use super::enrollment::{CertificatePayload, certificate_payloads, wire_uuid};
use super::received::{certificates, check_common, is_type, payloads, require_text};
use super::{ProfileError, TARGET_IPHONE_AND_IPAD, TYPE_PKCS1, TYPE_ROOT};
use crate::ParseError;
use crate::document::{Entries, to_xml};
use crate::fields::Fields;
use crate::plist_guard::{Limits, read_dictionary};

/// A profile that brings certificates to a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateProfile {
    /// `PayloadIdentifier`: one constant per server, and not that of the enrollment profile.
    pub identifier: String,
    /// `PayloadUUID` of the profile; new each time.
    pub uuid: Uuid,
    /// `PayloadDisplayName`: the title a person sees.
    pub display_name: String,
    /// `PayloadOrganization`.
    pub organization: String,
    /// `PayloadDescription`.
    pub description: Option<String>,
    /// The certificates.
    pub certificates: Vec<CertificatePayload>,
}

impl CertificateProfile {
    /// Returns the XML property list, unsigned.
    pub fn to_plist(&self) -> Vec<u8> {
        let entries = Entries::new()
            .put("PayloadType", "Configuration")
            .put("PayloadVersion", 1)
            .put("PayloadIdentifier", self.identifier.as_str())
            .put("PayloadUUID", wire_uuid(self.uuid))
            .put("PayloadDisplayName", self.display_name.as_str())
            .put("PayloadOrganization", self.organization.as_str())
            .put_some("PayloadDescription", self.description.as_deref())
            .put("TargetDeviceType", TARGET_IPHONE_AND_IPAD)
            .put("PayloadContent", Value::Array(certificate_payloads(&self.identifier, &self.certificates)));
        to_xml(entries.into_dictionary())
    }
}

/// A profile with certificates as a phone reads it, after any signature is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedCertificateProfile {
    /// `PayloadIdentifier` of the profile.
    pub identifier: String,
    /// `PayloadDisplayName`.
    pub display_name: Option<String>,
    /// The certificates, DER, in order.
    pub certificates: Vec<Vec<u8>>,
}

impl ReceivedCertificateProfile {
    /// Reads the XML property list of an unsigned profile; one that brings anything but certificates is none.
    pub fn parse(octets: &[u8]) -> Result<Self, ProfileError> {
        let dictionary = read_dictionary(octets, Limits::CHECK_IN).map_err(ParseError::from)?;
        let fields = Fields(&dictionary);
        require_text(fields, "PayloadType", "Configuration")?;
        check_common(fields)?;
        let payloads = payloads(fields)?;
        let is_certificate = |payload| is_type(payload, TYPE_ROOT) || is_type(payload, TYPE_PKCS1);
        if payloads.is_empty() || !payloads.iter().all(|payload| is_certificate(*payload)) {
            return Err(ProfileError::OtherPayloads);
        }
        Ok(Self {
            identifier: fields.required_text("PayloadIdentifier")?,
            display_name: fields.text("PayloadDisplayName")?,
            certificates: certificates(&payloads)?,
        })
    }
}
