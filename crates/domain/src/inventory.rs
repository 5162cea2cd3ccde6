//! Inventory: what a device told about itself, by kind, each with the instant it was told.

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// One kind of inventory with its content.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", content = "content", rename_all = "kebab-case")]
pub enum Inventory {
    /// Answers of `DeviceInformation`.
    Information(Information),
    /// Answers of `SecurityInfo`.
    Security(Security),
    /// Answers of `ProfileList`.
    Profiles(Vec<InstalledProfile>),
    /// Answers of `CertificateList`.
    Certificates(Vec<InstalledCertificate>),
    /// Answers of `InstalledApplicationList`.
    Applications(Vec<InstalledApplication>),
}

impl Inventory {
    /// Returns the kind's name, used in the database.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Information(_) => "information",
            Self::Security(_) => "security",
            Self::Profiles(_) => "profiles",
            Self::Certificates(_) => "certificates",
            Self::Applications(_) => "applications",
        }
    }
}

/// An inventory and when it was told.
#[derive(Clone, PartialEq, Debug)]
pub struct Reported {
    /// When the device told it.
    pub reported_at: Timestamp,
    /// What it told.
    pub inventory: Inventory,
}

/// General facts. Every field may be missing: devices leave out what they do not know or may not say.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Information {
    /// The name its owner gave it.
    pub device_name: Option<String>,
    /// The model for people.
    pub model_name: Option<String>,
    /// The order number of the model.
    pub model: Option<String>,
    /// The model for machines.
    pub product_name: Option<String>,
    /// The serial number.
    pub serial_number: Option<String>,
    /// The system's version.
    pub os_version: Option<String>,
    /// The system's build.
    pub build_version: Option<String>,
    /// Storage in all, in gigabytes (10⁹).
    pub capacity_gb: Option<f64>,
    /// Storage that is free, in gigabytes (10⁹).
    pub available_capacity_gb: Option<f64>,
    /// Battery, 0 to 1; negative when unknown.
    pub battery_level: Option<f64>,
    /// Whether it is supervised.
    pub is_supervised: Option<bool>,
    /// Whether Find My is on.
    pub is_device_locator_service_enabled: Option<bool>,
    /// Whether Activation Lock is on.
    pub is_activation_lock_enabled: Option<bool>,
    /// Whether a backup to iCloud is on.
    pub is_cloud_backup_enabled: Option<bool>,
    /// The address of Wi-Fi.
    pub wifi_mac: Option<String>,
    /// The address of Bluetooth.
    pub bluetooth_mac: Option<String>,
    /// The IMEI of the first subscription.
    pub imei: Option<String>,
    /// The telephone number of the first subscription.
    pub phone_number: Option<String>,
    /// The carrier of the first subscription.
    pub carrier: Option<String>,
    /// The time zone.
    pub time_zone: Option<String>,
}

/// Security facts.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Security {
    /// 1 block-level, 2 file-level, 3 both.
    pub hardware_encryption_caps: Option<i64>,
    /// Whether a passcode is set.
    pub is_passcode_present: Option<bool>,
    /// Whether it meets every requirement.
    pub is_passcode_compliant: Option<bool>,
    /// Whether it meets the requirements of profiles.
    pub is_passcode_compliant_with_profiles: Option<bool>,
    /// Seconds before a locked device asks for the passcode.
    pub passcode_lock_grace_period: Option<i64>,
}

/// A profile on the device.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InstalledProfile {
    /// `PayloadIdentifier`.
    pub identifier: String,
    /// `PayloadUUID`.
    pub uuid: String,
    /// `PayloadDisplayName`.
    pub display_name: Option<String>,
    /// `PayloadOrganization`.
    pub organization: Option<String>,
    /// Whether management installed it.
    pub is_managed: Option<bool>,
}

/// A certificate on the device.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InstalledCertificate {
    /// The common name.
    pub common_name: String,
    /// Whether the device has its key.
    pub is_identity: bool,
    /// SHA-256 of the certificate in lower-case hex.
    pub fingerprint: String,
    /// End of validity, when it could be read.
    pub not_after: Option<Timestamp>,
}

/// An app on the device.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct InstalledApplication {
    /// The bundle identifier.
    pub identifier: String,
    /// The name.
    pub name: Option<String>,
    /// The version for people.
    pub short_version: Option<String>,
    /// The version for machines.
    pub version: Option<String>,
    /// The size of the app itself in octets.
    pub bundle_bytes: Option<i64>,
}
