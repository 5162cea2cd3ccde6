//! The sections of a device's page: what it told about itself, as facts and tables.

use app::DeviceDetail;
use domain::command::Command;
use domain::device::Device;
use domain::inventory::{
    Information, InstalledApplication, InstalledCertificate, InstalledProfile, Inventory, Reported, Security,
};
use domain::time::Timestamp;
use web::time::{Moment, day};

use crate::badge::Badge;
use crate::fact::{Facts, Value};

/// A section, named in the address.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Section {
    #[default]
    General,
    UserAndLocation,
    Security,
    Certificates,
    Profiles,
    Apps,
    Commands,
    History,
}

impl Section {
    /// Every section, in the order of the tabs.
    pub(crate) const ALL: [Self; 8] = [
        Self::General,
        Self::UserAndLocation,
        Self::Security,
        Self::Certificates,
        Self::Profiles,
        Self::Apps,
        Self::Commands,
        Self::History,
    ];

    /// Returns the name in the address.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::UserAndLocation => "user-and-location",
            Self::Security => "security",
            Self::Certificates => "certificates",
            Self::Profiles => "profiles",
            Self::Apps => "apps",
            Self::Commands => "commands",
            Self::History => "history",
        }
    }

    /// Returns the name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::General => "General",
            Self::UserAndLocation => "User and Location",
            Self::Security => "Security",
            Self::Certificates => "Certificates",
            Self::Profiles => "Profiles",
            Self::Apps => "Apps",
            Self::Commands => "Management Commands",
            Self::History => "History",
        }
    }

    /// Finds a section by [`Section::name`].
    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// What a device told, sorted by kind, each with the instant it was told.
#[derive(Default)]
pub(crate) struct Told {
    pub(crate) information: Option<(Timestamp, Information)>,
    pub(crate) security: Option<(Timestamp, Security)>,
    pub(crate) profiles: Option<(Timestamp, Vec<InstalledProfile>)>,
    pub(crate) certificates: Option<(Timestamp, Vec<InstalledCertificate>)>,
    pub(crate) apps: Option<(Timestamp, Vec<InstalledApplication>)>,
}

impl From<Vec<Reported>> for Told {
    fn from(inventory: Vec<Reported>) -> Self {
        let mut told = Self::default();
        for Reported { reported_at: at, inventory } in inventory {
            match inventory {
                Inventory::Information(information) => told.information = Some((at, information)),
                Inventory::Security(security) => told.security = Some((at, security)),
                Inventory::Profiles(profiles) => told.profiles = Some((at, profiles)),
                Inventory::Certificates(certificates) => told.certificates = Some((at, certificates)),
                Inventory::Applications(apps) => told.apps = Some((at, apps)),
            }
        }
        told
    }
}

/// Returns the general facts.
pub(crate) fn general(detail: &DeviceDetail, told: &Told, site: Option<&str>, now: Timestamp) -> Facts {
    let device = &detail.device;
    let unknown = Information::default();
    let information = told.information.as_ref().map_or(&unknown, |(_, information)| information);
    let moment = |at| Value::At(Moment { at, now });
    let course = detail.enrollment.as_ref().map(|enrollment| &enrollment.course);
    let account = course.and_then(|course| course.managed_apple_account.clone());
    let sign_in_expires_at = detail.account.as_ref().and_then(|account| account.session_expires_at);
    Facts::default()
        .words("Name", device.name.clone())
        .words("Model", device.model_name.clone())
        .code("Model identifier", device.product_name.clone())
        .code("Model number", information.model.clone())
        .code("Serial number", device.serial_number.clone())
        .code("UDID", device.identifier.udid())
        .code("EnrollmentID", device.is_personal().then(|| device.identifier.text()))
        .code("IMEI", device.imei.clone())
        .words("OS version", os(device))
        .words("Storage", storage(information))
        .words(
            "Battery",
            information
                .battery_level
                .filter(|level| *level >= 0.0)
                .map(|level| format!("{:.0} %", level * 100.0)),
        )
        .words("Ownership", Some(device.ownership.title()))
        .words("Site", site)
        .code("Managed Apple Account", account)
        .with("Sign-in expires", sign_in_expires_at.map(moment))
        .yes_no("Supervised", device.is_supervised)
        .words("Phone number", information.phone_number.clone())
        .words("Carrier", information.carrier.clone())
        .code("Wi-Fi address", information.wifi_mac.clone())
        .code("Bluetooth address", information.bluetooth_mac.clone())
        .words("Time zone", information.time_zone.clone())
        .with("Enrolled", device.enrolled_at.map(moment))
        .with("Last seen", super::last_seen(device).map(moment))
        .with("Record made", Some(moment(device.created_at)))
}

/// Returns the facts about the person; `directory` is the name of the directory that knows them.
pub(crate) fn user_and_location(device: &Device, directory: Option<&str>, now: Timestamp) -> Facts {
    let person = &device.person;
    let known = Facts::default()
        .words("Username", Some(person.username.clone()))
        .words("Full name", Some(person.full_name.clone()))
        .words("E-mail", person.email.clone())
        .words("Phone", person.phone.clone())
        .words("Position", person.position.clone())
        .words("Department", person.department.clone())
        .words("Building", person.building.clone())
        .words("Room", person.room.clone());
    let extra = person.extra.iter().fold(known, |facts, (label, value)| facts.foreign(label, value));
    let checked = device.person_checked_at.filter(|_| device.directory_user.is_some());
    extra.words("Directory", directory).with("Last checked", checked.map(|at| Value::At(Moment { at, now })))
}

/// Returns the facts about security.
pub(crate) fn security(told: &Told) -> Facts {
    let Some((_, security)) = &told.security else { return Facts::default() };
    let information = told.information.as_ref().map(|(_, information)| information);
    let passcode = security
        .is_passcode_present
        .map(|set| Value::State(if set { Badge::good("Set") } else { Badge::bad("Not set") }));
    let compliant = |answer: Option<bool>| {
        answer.map(|yes| {
            Value::State(if yes { Badge::good("Compliant") } else { Badge::warn("Not compliant") })
        })
    };
    Facts::default()
        .with("Passcode", passcode)
        .with("Passcode and all requirements", compliant(security.is_passcode_compliant))
        .with("Passcode and profiles", compliant(security.is_passcode_compliant_with_profiles))
        .words("Asks for the passcode", security.passcode_lock_grace_period.map(grace))
        .words("Encryption", security.hardware_encryption_caps.map(encryption))
        .yes_no("Find My", information.and_then(|told| told.is_device_locator_service_enabled))
        .yes_no("Activation Lock", information.and_then(|told| told.is_activation_lock_enabled))
        .yes_no("Backup to iCloud", information.and_then(|told| told.is_cloud_backup_enabled))
}

/// Returns the system with its build.
pub(crate) fn os(device: &Device) -> Option<String> {
    let version = device.os_version.as_deref()?;
    let family = match device.model_name.as_deref() {
        Some(model) if model.starts_with("iPad") => "iPadOS ",
        Some(model) if model.starts_with("iPhone") || model.starts_with("iPod") => "iOS ",
        _ => "",
    };
    let build = device.build_version.as_ref().map(|build| format!(" ({build})")).unwrap_or_default();
    Some(format!("{family}{version}{build}"))
}

fn storage(information: &Information) -> Option<String> {
    let capacity = information.capacity_gb?;
    Some(match information.available_capacity_gb {
        Some(free) => format!("{free:.1} GB free of {capacity:.0} GB"),
        None => format!("{capacity:.0} GB"),
    })
}

fn grace(seconds: i64) -> String {
    match seconds {
        ..=0 => "At once".to_owned(),
        1..=90 => format!("After {seconds} seconds"),
        _ => format!("After {} minutes", seconds / 60),
    }
}

fn encryption(capabilities: i64) -> String {
    match capabilities {
        1 => "Block level".to_owned(),
        2 => "File level".to_owned(),
        3 => "Block and file level".to_owned(),
        other => format!("Unknown ({other})"),
    }
}

/// A certificate as its table shows it.
pub(crate) struct CertificateRow {
    pub(crate) common_name: String,
    pub(crate) fingerprint: String,
    pub(crate) is_identity: bool,
    pub(crate) until: Option<String>,
    pub(crate) state: Option<Badge>,
}

impl CertificateRow {
    /// Turns an installed certificate into a row.
    pub(crate) fn new(certificate: InstalledCertificate, now: Timestamp) -> Self {
        let state = |until| if until <= now { Badge::bad("Expired") } else { Badge::good("Valid") };
        Self {
            common_name: certificate.common_name,
            fingerprint: certificate.fingerprint,
            is_identity: certificate.is_identity,
            until: certificate.not_after.map(day),
            state: certificate.not_after.map(state),
        }
    }
}

/// An app as its table shows it.
pub(crate) struct AppRow {
    pub(crate) name: String,
    pub(crate) identifier: String,
    pub(crate) version: String,
    pub(crate) size: String,
}

impl AppRow {
    /// Turns an installed app into a row.
    pub(crate) fn new(app: InstalledApplication) -> Self {
        Self {
            name: app.name.filter(|name| !name.is_empty()).unwrap_or_else(|| app.identifier.clone()),
            identifier: app.identifier,
            version: app.short_version.or(app.version).unwrap_or_default(),
            size: app.bundle_bytes.map(size).unwrap_or_default(),
        }
    }

    /// Says whether a text typed in lower case is part of name or identifier.
    pub(crate) fn matches(&self, lower: &str) -> bool {
        self.name.to_lowercase().contains(lower) || self.identifier.to_lowercase().contains(lower)
    }
}

fn size(bytes: i64) -> String {
    let tenths = bytes / 100_000;
    if tenths >= 10_000 {
        format!("{}.{} GB", tenths / 10_000, tenths / 1_000 % 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

/// A command as its table shows it.
pub(crate) struct CommandRow {
    pub(crate) request_type: String,
    pub(crate) id: String,
    pub(crate) state: Badge,
    pub(crate) error: Option<String>,
    pub(crate) queued: Moment,
    pub(crate) answered: Option<Moment>,
}

impl CommandRow {
    /// Turns a command into a row.
    pub(crate) fn new(command: Command, now: Timestamp) -> Self {
        Self {
            id: command.id.wire(),
            request_type: command.request_type,
            state: command.state.into(),
            error: command.error,
            queued: Moment { at: command.queued_at, now },
            answered: command.answered_at.map(|at| Moment { at, now }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_graces_are_said_in_fitting_units() {
        assert_eq!((size(12_345_678), size(3_400_000_000)), ("12.3 MB".into(), "3.4 GB".into()));
        assert_eq!(
            (grace(0), grace(60), grace(900)),
            ("At once".into(), "After 60 seconds".into(), "After 15 minutes".into())
        );
    }

    #[test]
    fn every_section_is_found_by_its_name() {
        for section in Section::ALL {
            assert_eq!(Section::parse(section.name()), Some(section));
        }
        assert_eq!(Section::parse("unlock-token"), None);
    }
}
