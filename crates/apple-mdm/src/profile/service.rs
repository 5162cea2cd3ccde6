//! The first phase of the over-the-air profile service: not a profile yet, but where the device has to tell what it is.

use plist::Value;
use uuid::Uuid;

use super::ProfileError;
use super::enrollment::wire_uuid;
use crate::{
    ParseError,
    device_attributes::ASKED,
    document::{Entries, strings, to_xml},
    fields::Fields,
    plist_guard::{Limits, read_dictionary},
};

const TYPE: &str = "Profile Service";

/// What a phone downloads in place of the enrollment profile.
#[derive(Clone, PartialEq, Eq)]
pub struct ProfileService {
    /// `PayloadIdentifier`, another one than the enrollment profile's.
    pub identifier: String,
    /// `PayloadUUID`.
    pub uuid: Uuid,
    /// `PayloadDisplayName`.
    pub display_name: String,
    /// `PayloadOrganization`.
    pub organization: String,
    /// `PayloadDescription`.
    pub description: String,
    /// `URL`, https: where the device posts its attributes, in both later phases.
    pub url: String,
    /// `Challenge`: comes back with the attributes.
    pub challenge: String,
}

impl std::fmt::Debug for ProfileService {
    /// Leaves out the challenge.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ProfileService").field("url", &self.url).finish_non_exhaustive()
    }
}

impl ProfileService {
    /// Returns the XML property list, unsigned.
    pub fn to_plist(&self) -> Vec<u8> {
        let content = Entries::new()
            .put("URL", self.url.as_str())
            .put("DeviceAttributes", strings(&ASKED.map(str::to_owned)))
            .put("Challenge", self.challenge.as_str());
        let entries = Entries::new()
            .put("PayloadType", TYPE)
            .put("PayloadVersion", 1)
            .put("PayloadIdentifier", self.identifier.as_str())
            .put("PayloadUUID", wire_uuid(self.uuid))
            .put("PayloadDisplayName", self.display_name.as_str())
            .put("PayloadOrganization", self.organization.as_str())
            .put("PayloadDescription", self.description.as_str())
            .put("PayloadContent", content.into_value());
        to_xml(entries.into_dictionary())
    }
}

/// The same as a phone reads it, after any signature is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedProfileService {
    /// `URL`.
    pub url: String,
    /// `DeviceAttributes`.
    pub attributes: Vec<String>,
    /// `Challenge`.
    pub challenge: Option<String>,
}

impl ReceivedProfileService {
    /// Says whether a downloaded file is one, and not a profile.
    pub fn is_one(octets: &[u8]) -> bool {
        read_dictionary(octets, Limits::CHECK_IN)
            .is_ok_and(|dictionary| dictionary.get("PayloadType").and_then(Value::as_string) == Some(TYPE))
    }

    /// Reads the XML property list.
    pub fn parse(octets: &[u8]) -> Result<Self, ProfileError> {
        let dictionary = read_dictionary(octets, Limits::CHECK_IN).map_err(ParseError::from)?;
        let fields = Fields(&dictionary);
        if fields.required_text("PayloadType")? != TYPE {
            return Err(ParseError::Invalid("PayloadType").into());
        }
        for key in ["PayloadIdentifier", "PayloadUUID"] {
            fields.required_text(key)?;
        }
        let content = dictionary.get("PayloadContent").and_then(Value::as_dictionary);
        let content = Fields(content.ok_or(ParseError::Invalid("PayloadContent"))?);
        let url = content.required_text("URL")?;
        if !url.starts_with("https://") {
            return Err(ProfileError::NotHttps("URL"));
        }
        Ok(Self {
            url,
            attributes: content.strings("DeviceAttributes")?,
            challenge: content.text("Challenge")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_reads_where_to_tell_what_it_is() {
        let service = ProfileService {
            identifier: "org.example.mdm.enroll.service".into(),
            uuid: Uuid::from_u128(7),
            display_name: "Example".into(),
            organization: "Example".into(),
            description: "Example".into(),
            url: "https://mdm.example.org/enroll/service".into(),
            challenge: "a secret".into(),
        };
        let plist = service.to_plist();
        assert!(ReceivedProfileService::is_one(&plist));
        let received = ReceivedProfileService::parse(&plist).expect("a profile service");
        assert_eq!(
            (received.url, received.challenge),
            (service.url.clone(), Some(service.challenge.clone()))
        );
        assert_eq!(received.attributes, ASKED);
        assert!(!format!("{service:?}").contains("secret"));
    }
}
