//! What a device answers to the over-the-air profile service: the attributes it was asked for, and the challenge that
//! it was given. It comes signed, like [`crate::machine_info`], in upper-case keys; what a device does not have or does
//! not tell is missing.

use crate::{
    ParseError,
    document::{Entries, to_xml},
    fields::Fields,
    plist_guard::{Limits, read_dictionary},
};

/// The attributes that are asked for, in the words of `DeviceAttributes`.
pub const ASKED: [&str; 6] = ["UDID", "VERSION", "PRODUCT", "SERIAL", "IMEI", "MEID"];

/// The answer of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceAttributes {
    /// `UDID`.
    pub udid: String,
    /// `SERIAL`.
    pub serial_number: Option<String>,
    /// `PRODUCT`, such as `iPhone17,2`.
    pub product: Option<String>,
    /// `VERSION`: the build, such as `22C161`.
    pub build_version: Option<String>,
    /// `IMEI`.
    pub imei: Option<String>,
    /// `MEID`.
    pub meid: Option<String>,
    /// `CHALLENGE`: what the profile service gave.
    pub challenge: Option<String>,
}

impl DeviceAttributes {
    /// Reads the property list inside the signature.
    pub fn parse(octets: &[u8]) -> Result<Self, ParseError> {
        let dictionary = read_dictionary(octets, Limits::MACHINE_INFO)?;
        let fields = Fields(&dictionary);
        Ok(Self {
            udid: fields.identifier("UDID")?.ok_or(ParseError::Missing("UDID"))?,
            serial_number: fields.text("SERIAL")?,
            product: fields.text("PRODUCT")?,
            build_version: fields.text("VERSION")?,
            imei: fields.text("IMEI")?,
            meid: fields.text("MEID")?,
            challenge: fields.text("CHALLENGE")?,
        })
    }

    /// Returns the property list that a device signs.
    pub fn to_plist(&self) -> Vec<u8> {
        let entries = Entries::new()
            .put("UDID", self.udid.as_str())
            .put_some("SERIAL", self.serial_number.as_deref())
            .put_some("PRODUCT", self.product.as_deref())
            .put_some("VERSION", self.build_version.as_deref())
            .put_some("IMEI", self.imei.as_deref())
            .put_some("MEID", self.meid.as_deref())
            .put_some("CHALLENGE", self.challenge.as_deref());
        to_xml(entries.into_dictionary())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_device_answers_is_read_again_and_needs_its_udid() {
        let answer = DeviceAttributes {
            udid: "00008140-000A1B2C3D4E5F60".into(),
            serial_number: Some("F2LX00000001".into()),
            product: Some("iPhone17,2".into()),
            build_version: None,
            imei: None,
            meid: None,
            challenge: Some("abc".into()),
        };
        assert_eq!(DeviceAttributes::parse(&answer.to_plist()), Ok(answer.clone()));
        let plist = String::from_utf8(answer.to_plist()).expect("UTF-8").replace("UDID", "UDIX");
        assert_eq!(DeviceAttributes::parse(plist.as_bytes()), Err(ParseError::Missing("UDID")));
    }
}
