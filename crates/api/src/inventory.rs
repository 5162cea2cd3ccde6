//! Inventory: what a device told about itself. Every field may be `null`: devices leave out what they do not know.

use domain::inventory::{Inventory as Told, Reported};
use serde::Serialize;
use utoipa::ToSchema;

use crate::time::{Instant, some};

/// What a device told, by kind, and when; `null` for what it has not told yet.
#[derive(Default, Serialize, ToSchema)]
pub(crate) struct Inventory {
    /// General facts (`DeviceInformation`).
    information: Option<Information>,
    /// When the device told its general facts.
    information_at: Option<Instant>,
    /// Security (`SecurityInfo`).
    security: Option<Security>,
    /// When the device told of its security.
    security_at: Option<Instant>,
    /// Profiles (`ProfileList`).
    profiles: Option<Vec<InstalledProfile>>,
    /// When the device listed its profiles.
    profiles_at: Option<Instant>,
    /// Certificates (`CertificateList`).
    certificates: Option<Vec<InstalledCertificate>>,
    /// When the device listed its certificates.
    certificates_at: Option<Instant>,
    /// Apps (`InstalledApplicationList`).
    applications: Option<Vec<InstalledApplication>>,
    /// When the device listed its apps.
    applications_at: Option<Instant>,
}

impl From<Vec<Reported>> for Inventory {
    fn from(reported: Vec<Reported>) -> Self {
        let mut all = Self::default();
        for Reported { reported_at, inventory } in reported {
            let at = Some(Instant(reported_at));
            match inventory {
                Told::Information(facts) => (all.information, all.information_at) = (Some(facts.into()), at),
                Told::Security(facts) => (all.security, all.security_at) = (Some(facts.into()), at),
                Told::Profiles(list) => (all.profiles, all.profiles_at) = (Some(rows(list)), at),
                Told::Certificates(list) => (all.certificates, all.certificates_at) = (Some(rows(list)), at),
                Told::Applications(list) => (all.applications, all.applications_at) = (Some(rows(list)), at),
            }
        }
        all
    }
}

fn rows<T: Into<U>, U>(list: Vec<T>) -> Vec<U> {
    list.into_iter().map(Into::into).collect()
}

/// Declares a type for the wire with the fields of one of the product, so that a field stands in one line here and
/// a new one there is a decision here.
macro_rules! shown {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$about])*
        #[derive(Serialize, ToSchema)]
        pub(crate) struct $name {
            $($(#[$doc])* $field: $kind,)*
        }

        impl From<domain::inventory::$name> for $name {
            fn from(told: domain::inventory::$name) -> Self {
                let domain::inventory::$name { $($field,)* } = told;
                Self { $($field,)* }
            }
        }
    };
}

shown! {
    /// General facts.
    Information {
        /// The name its owner gave it. Chosen by whoever holds the device: escape it.
        device_name: Option<String>,
        /// The model for people.
        model_name: Option<String>,
        /// The order number of the model.
        model: Option<String>,
        /// The model for machines.
        product_name: Option<String>,
        /// The serial number.
        serial_number: Option<String>,
        /// The system's version.
        os_version: Option<String>,
        /// The system's build.
        build_version: Option<String>,
        /// Storage in all, in gigabytes (10⁹).
        capacity_gb: Option<f64>,
        /// Storage that is free, in gigabytes (10⁹).
        available_capacity_gb: Option<f64>,
        /// Battery, 0 to 1; negative when unknown.
        battery_level: Option<f64>,
        /// Whether it is supervised.
        is_supervised: Option<bool>,
        /// Whether Find My is on.
        is_device_locator_service_enabled: Option<bool>,
        /// Whether Activation Lock is on.
        is_activation_lock_enabled: Option<bool>,
        /// Whether a backup to iCloud is on.
        is_cloud_backup_enabled: Option<bool>,
        /// The address of Wi-Fi.
        wifi_mac: Option<String>,
        /// The address of Bluetooth.
        bluetooth_mac: Option<String>,
        /// The IMEI of the first subscription.
        imei: Option<String>,
        /// The telephone number of the first subscription.
        phone_number: Option<String>,
        /// The carrier of the first subscription.
        carrier: Option<String>,
        /// The time zone.
        time_zone: Option<String>,
    }
}

shown! {
    /// Security facts.
    Security {
        /// 1 block-level, 2 file-level, 3 both.
        hardware_encryption_caps: Option<i64>,
        /// Whether a passcode is set.
        is_passcode_present: Option<bool>,
        /// Whether it meets every requirement.
        is_passcode_compliant: Option<bool>,
        /// Whether it meets the requirements of profiles.
        is_passcode_compliant_with_profiles: Option<bool>,
        /// Seconds before a locked device asks for the passcode.
        passcode_lock_grace_period: Option<i64>,
    }
}

shown! {
    /// A profile on the device.
    InstalledProfile {
        /// `PayloadIdentifier`.
        identifier: String,
        /// `PayloadUUID`.
        uuid: String,
        /// `PayloadDisplayName`.
        display_name: Option<String>,
        /// `PayloadOrganization`.
        organization: Option<String>,
        /// Whether management installed it.
        is_managed: Option<bool>,
    }
}

shown! {
    /// An app on the device.
    InstalledApplication {
        /// The bundle identifier.
        identifier: String,
        /// The name.
        name: Option<String>,
        /// The version for people.
        short_version: Option<String>,
        /// The version for machines.
        version: Option<String>,
        /// The size of the app itself in octets.
        bundle_bytes: Option<i64>,
    }
}

/// A certificate on the device.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstalledCertificate {
    /// The common name.
    common_name: String,
    /// Whether the device has its key.
    is_identity: bool,
    /// SHA-256 of the certificate in lower-case hex.
    fingerprint: String,
    /// End of validity, when it could be read.
    not_after: Option<Instant>,
}

impl From<domain::inventory::InstalledCertificate> for InstalledCertificate {
    fn from(told: domain::inventory::InstalledCertificate) -> Self {
        let domain::inventory::InstalledCertificate { common_name, is_identity, fingerprint, not_after } =
            told;
        Self { common_name, is_identity, fingerprint, not_after: some(not_after) }
    }
}
