//! `Authenticate`: the first message of an enrollment, and of a renewed identity.

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// The device asks to be enrolled. Everything but the topic may be absent (user enrollment, missing right 16).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticate {
    /// Who asks.
    pub id: DeviceId,
    /// `Topic` of the installed profile.
    pub topic: String,
    /// `OSVersion`, such as `18.2.1`.
    pub os_version: Option<String>,
    /// `BuildVersion`, such as `22C161`.
    pub build_version: Option<String>,
    /// `ProductName`, such as `iPhone17,2`.
    pub product_name: Option<String>,
    /// `SerialNumber`; never in user enrollment.
    pub serial_number: Option<String>,
    /// `IMEI`; never in user enrollment.
    pub imei: Option<String>,
    /// `MEID`; never in user enrollment.
    pub meid: Option<String>,
    /// `DeviceName`; macOS only.
    pub device_name: Option<String>,
    /// `Model`; macOS only.
    pub model: Option<String>,
    /// `ModelName`; macOS only.
    pub model_name: Option<String>,
}

impl Authenticate {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        Ok(Self {
            id,
            topic: fields.required_text("Topic")?,
            os_version: fields.text("OSVersion")?,
            build_version: fields.text("BuildVersion")?,
            product_name: fields.text("ProductName")?,
            serial_number: fields.text("SerialNumber")?,
            imei: fields.text("IMEI")?,
            meid: fields.text("MEID")?,
            device_name: fields.text("DeviceName")?,
            model: fields.text("Model")?,
            model_name: fields.text("ModelName")?,
        })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries
            .put("Topic", self.topic.as_str())
            .put_some("OSVersion", self.os_version.as_deref())
            .put_some("BuildVersion", self.build_version.as_deref())
            .put_some("ProductName", self.product_name.as_deref())
            .put_some("SerialNumber", self.serial_number.as_deref())
            .put_some("IMEI", self.imei.as_deref())
            .put_some("MEID", self.meid.as_deref())
            .put_some("DeviceName", self.device_name.as_deref())
            .put_some("Model", self.model.as_deref())
            .put_some("ModelName", self.model_name.as_deref())
    }
}
