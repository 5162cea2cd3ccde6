//! Devices: one record each, kept over all its enrollments.

use crate::directory::DirectoryUserRef;
use crate::enrollment::{Enrollment, Ownership};
use crate::id::{DeviceId, EnrollmentId, SiteId};
use crate::person::Person;
use crate::time::Timestamp;

/// What a device is known by.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum DeviceIdentifier {
    /// The `UDID`, the same for the life of the hardware.
    Udid(String),
    /// The `EnrollmentID` of a device that is its owner's own: new at every enrollment, and tied to nothing.
    EnrollmentId(String),
}

/// What stands before an `EnrollmentID` in the column of UDIDs; no UDID has a slash in it.
const ENROLLMENT_ID: &str = "enrollment/";

impl DeviceIdentifier {
    /// Returns the `UDID`, which personal devices do not tell.
    pub fn udid(&self) -> Option<&str> {
        match self {
            Self::Udid(udid) => Some(udid),
            Self::EnrollmentId(_) => None,
        }
    }

    /// Returns the text, of whichever kind.
    pub fn text(&self) -> &str {
        match self {
            Self::Udid(text) | Self::EnrollmentId(text) => text,
        }
    }

    /// Returns the one text by which the database tells devices apart: an `EnrollmentID` never passes for a `UDID`.
    pub fn key(&self) -> String {
        match self {
            Self::Udid(udid) => udid.clone(),
            Self::EnrollmentId(id) => format!("{ENROLLMENT_ID}{id}"),
        }
    }

    /// Reads [`DeviceIdentifier::key`].
    pub fn of_key(key: String) -> Self {
        match key.strip_prefix(ENROLLMENT_ID) {
            Some(id) => Self::EnrollmentId(id.to_owned()),
            None => Self::Udid(key),
        }
    }
}

/// Says whether a device tells the UDID or serial number that is expected of it. Those may be spelled in small letters or
/// capitals.
pub fn is_told(expected: &str, told: Option<&str>) -> bool {
    told.is_some_and(|told| told.eq_ignore_ascii_case(expected))
}

/// A device as lists and its page show it.
#[derive(Clone, Debug)]
pub struct Device {
    /// The record's id.
    pub id: DeviceId,
    /// What the device is known by.
    pub identifier: DeviceIdentifier,
    /// The serial number, when the device gave it.
    pub serial_number: Option<String>,
    /// The name its owner gave it. Chosen by whoever holds the device: never trust it.
    pub name: Option<String>,
    /// The model for people, such as `iPhone`.
    pub model_name: Option<String>,
    /// The model for machines, such as `iPhone17,2`.
    pub product_name: Option<String>,
    /// The system's version.
    pub os_version: Option<String>,
    /// The system's build.
    pub build_version: Option<String>,
    /// The IMEI.
    pub imei: Option<String>,
    /// Whether it is supervised, once known.
    pub is_supervised: Option<bool>,
    /// Who owns it.
    pub ownership: Ownership,
    /// Its site.
    pub site_id: Option<SiteId>,
    /// User and location.
    pub person: Person,
    /// The directory user whose data `person` is; their identity, whatever they are called (T21).
    pub directory_user: Option<DirectoryUserRef>,
    /// When the directory was last asked about them.
    pub person_checked_at: Option<Timestamp>,
    /// Since when the directory does not know them any more; their data stays.
    pub person_left_at: Option<Timestamp>,
    /// The enrollment under which it is managed; `None` once that ended.
    pub enrollment_id: Option<EnrollmentId>,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it enrolled last.
    pub enrolled_at: Option<Timestamp>,
    /// When it was heard of last, to half a minute.
    pub last_seen_at: Option<Timestamp>,
}

impl Device {
    /// Returns what to call the device in a list: its name, else model and serial number, else what it is known by.
    pub fn title(&self) -> String {
        match (&self.name, &self.model_name, &self.serial_number) {
            (Some(name), _, _) if !name.trim().is_empty() => name.clone(),
            (_, Some(model), Some(serial)) => format!("{model} {serial}"),
            (_, _, Some(serial)) => serial.clone(),
            (_, Some(model), None) if self.identifier.udid().is_none() => format!("Personal {model}"),
            _ => self.identifier.text().to_owned(),
        }
    }

    /// Says whether it is its owner's own and keeps to itself what is not the organization's.
    pub fn is_personal(&self) -> bool {
        self.identifier.udid().is_none()
    }

    /// Assigns the device to the person of an enrollment, as they were known at its login.
    pub fn assign_person_of(&mut self, enrollment: &Enrollment) {
        self.person = enrollment.person.clone();
        self.directory_user = enrollment.directory_user.clone();
        self.person_checked_at = enrollment.directory_user.as_ref().map(|_| enrollment.begun_at);
        self.person_left_at = None;
    }

    /// Takes the user and their data out of the record.
    pub fn assign_nobody(&mut self) {
        self.person = Person::default();
        self.directory_user = None;
        self.person_checked_at = None;
        self.person_left_at = None;
    }

    /// Says whether the device is managed now.
    pub fn is_managed(&self) -> bool {
        self.enrollment_id.is_some() && self.enrolled_at.is_some()
    }
}

/// What a device list can be sorted by. Closed on purpose: an order by another column could give that column away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum DeviceSort {
    /// By the device's name, from A.
    Name,
    /// By serial number, from A.
    SerialNumber,
    /// By the person's username, from A.
    Username,
    /// By system version, newest first.
    OsVersion,
    /// By last contact, newest first.
    LastSeen,
    /// By enrollment, newest first.
    #[default]
    Enrolled,
}

impl DeviceSort {
    /// Every order.
    pub const ALL: [Self; 6] =
        [Self::Name, Self::SerialNumber, Self::Username, Self::OsVersion, Self::LastSeen, Self::Enrolled];

    /// Returns the name used in URLs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::SerialNumber => "serial-number",
            Self::Username => "username",
            Self::OsVersion => "os-version",
            Self::LastSeen => "last-seen",
            Self::Enrolled => "enrolled",
        }
    }

    /// Finds an order by [`DeviceSort::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// Which devices a list holds.
#[derive(Clone, Debug, Default)]
pub struct DeviceFilter {
    /// Text that name, serial number, UDID, username, full name or e-mail begins with or contains.
    pub search: Option<String>,
    /// Only managed, or only no longer managed, devices.
    pub is_managed: Option<bool>,
    /// Only this kind of model: `iPhone`, `iPad`.
    pub model_name: Option<String>,
    /// Only this major version of the system.
    pub os_major: Option<u32>,
    /// Only devices of people of this department, whatever the case.
    pub department: Option<String>,
    /// Only devices of people in this building, whatever the case.
    pub building: Option<String>,
}

/// The most characters of a search text that count.
pub const SEARCH_CHARACTERS_MAX: usize = 128;
/// The most characters of a department's or a building's name that count.
pub const PLACE_CHARACTERS_MAX: usize = 255;
