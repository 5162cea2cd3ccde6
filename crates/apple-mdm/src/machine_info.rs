//! What a device tells of itself before it enrolls: Apple's schema, `other/machineinfo`. It comes signed with the
//! certificate that the device was built with; taking the signature off is not the business of this crate.

use crate::{
    ParseError,
    document::{Entries, to_xml},
    fields::Fields,
    plist_guard::{Limits, read_dictionary},
};

/// `MachineInfo`. A user enrollment leaves out everything that tells one device from another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MachineInfo {
    /// `UDID`; never in user enrollment.
    pub udid: Option<String>,
    /// `SERIAL`; never in user enrollment.
    pub serial_number: Option<String>,
    /// `PRODUCT`, such as `iPhone17,2`.
    pub product: String,
    /// `VERSION`: the build, such as `22C161`.
    pub build_version: String,
    /// `OS_VERSION`, such as `18.2.1`; from iOS 17 on.
    pub os_version: Option<String>,
    /// `SUPPLEMENTAL_BUILD_VERSION`.
    pub supplemental_build_version: Option<String>,
    /// `SUPPLEMENTAL_OS_VERSION_EXTRA`, such as `(a)`.
    pub supplemental_os_version_extra: Option<String>,
    /// `IMEI`; never in user enrollment.
    pub imei: Option<String>,
    /// `MEID`; never in user enrollment.
    pub meid: Option<String>,
    /// `LANGUAGE`, such as `en`.
    pub language: Option<String>,
    /// `MDM_CAN_REQUEST_SOFTWARE_UPDATE`.
    pub can_request_software_update: Option<bool>,
    /// `SOFTWARE_UPDATE_DEVICE_ID`.
    pub software_update_device_id: Option<String>,
}

impl MachineInfo {
    /// Reads the property list inside the signature.
    pub fn parse(octets: &[u8]) -> Result<Self, ParseError> {
        let dictionary = read_dictionary(octets, Limits::MACHINE_INFO)?;
        let fields = Fields(&dictionary);
        Ok(Self {
            udid: fields.identifier("UDID")?,
            serial_number: fields.text("SERIAL")?,
            product: fields.required_text("PRODUCT")?,
            build_version: fields.required_text("VERSION")?,
            os_version: fields.text("OS_VERSION")?,
            supplemental_build_version: fields.text("SUPPLEMENTAL_BUILD_VERSION")?,
            supplemental_os_version_extra: fields.text("SUPPLEMENTAL_OS_VERSION_EXTRA")?,
            imei: fields.text("IMEI")?,
            meid: fields.text("MEID")?,
            language: fields.text("LANGUAGE")?,
            can_request_software_update: fields.boolean("MDM_CAN_REQUEST_SOFTWARE_UPDATE")?,
            software_update_device_id: fields.text("SOFTWARE_UPDATE_DEVICE_ID")?,
        })
    }

    /// Returns the property list that a device signs.
    pub fn to_plist(&self) -> Vec<u8> {
        let entries = Entries::new()
            .put_some("UDID", self.udid.as_deref())
            .put_some("SERIAL", self.serial_number.as_deref())
            .put("PRODUCT", self.product.as_str())
            .put("VERSION", self.build_version.as_str())
            .put_some("OS_VERSION", self.os_version.as_deref())
            .put_some("SUPPLEMENTAL_BUILD_VERSION", self.supplemental_build_version.as_deref())
            .put_some("SUPPLEMENTAL_OS_VERSION_EXTRA", self.supplemental_os_version_extra.as_deref())
            .put_some("IMEI", self.imei.as_deref())
            .put_some("MEID", self.meid.as_deref())
            .put_some("LANGUAGE", self.language.as_deref())
            .put_some("MDM_CAN_REQUEST_SOFTWARE_UPDATE", self.can_request_software_update)
            .put_some("SOFTWARE_UPDATE_DEVICE_ID", self.software_update_device_id.as_deref());
        to_xml(entries.into_dictionary())
    }

    /// Says whether it names the device, as every enrollment but a user enrollment does.
    pub fn names_device(&self) -> bool {
        self.udid.is_some() || self.serial_number.is_some() || self.imei.is_some() || self.meid.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phone() -> MachineInfo {
        MachineInfo {
            udid: Some("00008140-000A1B2C3D4E5F60".into()),
            serial_number: Some("F2LX00000001".into()),
            product: "iPhone17,2".into(),
            build_version: "22C161".into(),
            os_version: Some("18.2.1".into()),
            language: Some("en".into()),
            can_request_software_update: Some(true),
            ..MachineInfo::default()
        }
    }

    #[test]
    fn what_a_device_writes_is_read_again() {
        for info in [phone(), MachineInfo { udid: None, serial_number: None, ..phone() }] {
            assert_eq!(MachineInfo::parse(&info.to_plist()), Ok(info));
        }
        assert!(phone().names_device());
        assert!(!MachineInfo { udid: None, serial_number: None, ..phone() }.names_device());
    }

    #[test]
    fn t55_what_is_missing_or_hostile_is_refused() {
        let check = |from: &str, to: &str, error: ParseError| {
            let plist = String::from_utf8(phone().to_plist()).expect("UTF-8").replacen(from, to, 1);
            assert_eq!(MachineInfo::parse(plist.as_bytes()), Err(error), "{to}");
        };
        check("<key>PRODUCT</key>", "<key>PRODUKT</key>", ParseError::Missing("PRODUCT"));
        check("<string>22C161</string>", "<string></string>", ParseError::Missing("VERSION"));
        check("00008140-000A1B2C3D4E5F60", "x\u{27} or 1=1", ParseError::Invalid("UDID"));
        check("<string>iPhone17,2</string>", "<array/>", ParseError::Invalid("PRODUCT"));
        check("F2LX00000001", &"1".repeat(1_000), ParseError::Invalid("SERIAL"));
        let long = format!("<!--{}-->", "x".repeat(Limits::MACHINE_INFO.octets_max));
        assert!(matches!(MachineInfo::parse(long.as_bytes()), Err(ParseError::Plist(_))));
    }
}
