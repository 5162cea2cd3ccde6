//! What to ask a newly enrolled iPhone or iPad, by its system version and kind of enrollment.
//!
//! A forbidden or unknown query is usually left out of the answer, but nobody promises that: only what Apple's
//! schema allows for the version is asked. Accounts, backups and analytics settings are not asked at all.

use crate::command::Command;

/// The kind of enrollment, which decides what may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Device enrollment: the access rights decide.
    Device,
    /// User enrollment: nothing that identifies the hardware or the person.
    User,
}

/// Returns the commands of the first inventory, in the order they are sent.
///
/// `os_version` is the `OSVersion` of `Authenticate`, such as `18.2.1`. Absent or unreadable, only what every
/// version since 10.3 knows is asked.
pub fn initial_inventory(os_version: Option<&str>, scope: Scope) -> Vec<Command> {
    let queries = device_information_queries(os_version, scope);
    vec![
        Command::DeviceInformation { queries: queries.into_iter().map(str::to_owned).collect() },
        Command::SecurityInfo,
        Command::ProfileList,
        Command::CertificateList,
        Command::InstalledApplicationList {
            items: application_items(os_version),
            managed_only: scope == Scope::User,
        },
    ]
}

/// Says whether all queries may be asked of a device that is a person's own.
pub(crate) fn are_personal(queries: &[String]) -> bool {
    let is_personal =
        |name: &String| QUERIES.iter().any(|query| query.name == name && query.scope == Scope::User);
    queries.iter().all(is_personal)
}

/// Returns the names to put into `Queries` of `DeviceInformation`.
pub fn device_information_queries(os_version: Option<&str>, scope: Scope) -> Vec<&'static str> {
    let os_version = os_version.and_then(major_and_minor);
    QUERIES
        .iter()
        .filter(|query| query.fits(os_version) && (query.scope == Scope::User || scope == Scope::Device))
        .map(|query| query.name)
        .collect()
}

/// Since iOS 14 a device may be asked for fewer keys, which spares it work; before, the key is unknown.
fn application_items(os_version: Option<&str>) -> Vec<String> {
    const ITEMS: [&str; 7] =
        ["Identifier", "Name", "Version", "ShortVersion", "BundleSize", "DynamicSize", "Installing"];
    match os_version.and_then(major_and_minor) {
        Some(version) if version >= (14, 0) => ITEMS.map(str::to_owned).to_vec(),
        _ => Vec::new(),
    }
}

/// Major and minor version.
type OsVersion = (u32, u32);

fn major_and_minor(text: &str) -> Option<OsVersion> {
    let mut parts = text.split('.');
    let major = parts.next()?.parse().ok()?;
    let minor = parts.next().map_or(Some(0), |part| part.parse().ok())?;
    Some((major, minor))
}

/// One name of `Queries` and where it may be asked.
struct Query {
    name: &'static str,
    since: OsVersion,
    /// The first version that is not asked.
    until: OsVersion,
    /// [`Scope::User`] is allowed in both kinds, [`Scope::Device`] in device enrollment only.
    scope: Scope,
}

const FIRST: OsVersion = (4, 0);
const NEVER: OsVersion = (u32::MAX, 0);

impl Query {
    const fn both(name: &'static str) -> Self {
        Self { name, since: FIRST, until: NEVER, scope: Scope::User }
    }

    const fn device(name: &'static str) -> Self {
        Self { name, since: FIRST, until: NEVER, scope: Scope::Device }
    }

    const fn since(mut self, major: u32, minor: u32) -> Self {
        self.since = (major, minor);
        self
    }

    /// Flat names of the one SIM, for systems without `ServiceSubscriptions`.
    const fn before_subscriptions(name: &'static str) -> Self {
        Self { name, since: FIRST, until: (12, 0), scope: Scope::Device }
    }

    fn fits(&self, os_version: Option<OsVersion>) -> bool {
        match os_version {
            Some(version) => self.since <= version && version < self.until,
            None => self.since == FIRST && self.until == NEVER,
        }
    }
}

const QUERIES: &[Query] = &[
    Query::device("UDID"),
    Query::both("DeviceName"),
    Query::both("OSVersion"),
    Query::both("SupplementalOSVersionExtra").since(16, 1),
    Query::both("BuildVersion"),
    Query::both("SupplementalBuildVersion").since(16, 1),
    Query::both("ModelName"),
    Query::both("Model"),
    Query::both("ModelNumber").since(16, 4),
    Query::both("ProductName"),
    Query::device("SerialNumber"),
    Query::both("DeviceCapacity"),
    Query::both("AvailableDeviceCapacity"),
    Query::both("BatteryLevel"),
    Query::both("CellularTechnology"),
    Query::device("ModemFirmwareVersion"),
    Query::both("IsSupervised"),
    Query::both("IsMultiUser"),
    Query::both("IsDeviceLocatorServiceEnabled"),
    Query::device("IsActivationLockEnabled"),
    Query::device("IsDoNotDisturbInEffect"),
    Query::both("EASDeviceIdentifier"),
    Query::device("IsCloudBackupEnabled"),
    Query::device("IsMDMLostModeEnabled"),
    Query::both("TimeZone").since(14, 0),
    Query::device("WiFiMAC"),
    Query::device("BluetoothMAC"),
    Query::device("DataRoamingEnabled"),
    Query::device("PersonalHotspotEnabled"),
    Query::both("IsNetworkTethered"),
    Query::device("ServiceSubscriptions").since(12, 0),
    Query::before_subscriptions("IMEI"),
    Query::before_subscriptions("MEID"),
    Query::before_subscriptions("ICCID"),
    Query::before_subscriptions("PhoneNumber"),
    Query::before_subscriptions("CurrentCarrierNetwork"),
    Query::before_subscriptions("SubscriberCarrierNetwork"),
    Query::before_subscriptions("CarrierSettingsVersion"),
    Query::before_subscriptions("VoiceRoamingEnabled"),
    Query::before_subscriptions("IsRoaming"),
    Query::before_subscriptions("SubscriberMCC"),
    Query::before_subscriptions("SubscriberMNC"),
    Query::before_subscriptions("CurrentMCC"),
    Query::before_subscriptions("CurrentMNC"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subscriptions_replace_the_flat_network_names() {
        let old = device_information_queries(Some("11.4.1"), Scope::Device);
        assert!(old.contains(&"IMEI") && !old.contains(&"ServiceSubscriptions"));
        let new = device_information_queries(Some("12.0"), Scope::Device);
        assert!(!new.contains(&"IMEI") && new.contains(&"ServiceSubscriptions"));
        let unknown = device_information_queries(None, Scope::Device);
        assert!(!unknown.contains(&"IMEI") && !unknown.contains(&"ServiceSubscriptions"));
    }

    #[test]
    fn user_enrollment_is_not_asked_for_what_identifies_the_hardware() {
        let queries = device_information_queries(Some("18.2"), Scope::User);
        for forbidden in ["UDID", "SerialNumber", "WiFiMAC", "ServiceSubscriptions"] {
            assert!(!queries.contains(&forbidden), "{forbidden}");
        }
        assert!(queries.contains(&"OSVersion"));
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(major_and_minor("9.3.5"), Some((9, 3)));
        assert_eq!(major_and_minor("18"), Some((18, 0)));
        assert!(major_and_minor("9.3") < major_and_minor("10.0"));
        assert_eq!(major_and_minor("beta"), None);
    }
}
