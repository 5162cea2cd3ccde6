//! Devices.

pub(crate) mod list;
pub(crate) mod show;
pub(crate) mod site;
pub(crate) mod timeline;
pub(crate) mod user;

use domain::enrollment::Ownership;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::directory::DirectoryUserName;
use crate::document::one_of;
use crate::person::Person;
use crate::time::{Instant, some};

/// A device.
#[derive(Serialize, ToSchema)]
pub(crate) struct Device {
    /// The record's id, kept over all enrollments of the device.
    id: String,
    /// The `UDID`, an opaque text; `null` for a device that is its owner's own, which tells none.
    udid: Option<String>,
    /// The serial number, when the device gave it.
    serial_number: Option<String>,
    /// The name its owner gave it. Chosen by whoever holds the device: escape it.
    name: Option<String>,
    /// The model for people.
    #[schema(example = "iPhone")]
    model_name: Option<String>,
    /// The model for machines.
    #[schema(example = "iPhone17,2")]
    product_name: Option<String>,
    /// The system's version.
    os_version: Option<String>,
    /// The system's build.
    build_version: Option<String>,
    /// The IMEI.
    imei: Option<String>,
    /// Whether it is supervised, once known.
    is_supervised: Option<bool>,
    /// Who owns it.
    #[schema(schema_with = ownerships)]
    ownership: &'static str,
    /// Whether it is managed now.
    is_managed: bool,
    /// User and location.
    person: Person,
    /// Who that is, where a directory knows them: assigned, or logged in.
    directory_user: Option<DirectoryUserName>,
    /// When their directory was last asked about them.
    person_checked_at: Option<Instant>,
    /// Since when their directory does not know them any more.
    person_left_at: Option<Instant>,
    /// The site it belongs to; `null` for none.
    site_id: Option<String>,
    /// The enrollment under which it is managed; `null` once that ended.
    enrollment_id: Option<String>,
    /// When the record was made.
    created_at: Instant,
    /// When it enrolled last.
    enrolled_at: Option<Instant>,
    /// When it was heard of last, to half a minute.
    last_seen_at: Option<Instant>,
}

/// Describes ownership, of devices and enrollments.
pub(crate) fn ownerships() -> Object {
    one_of([Ownership::Institutional, Ownership::Personal].map(Ownership::name), "Who owns the device.")
}

impl From<domain::device::Device> for Device {
    fn from(device: domain::device::Device) -> Self {
        Self {
            id: device.id.to_string(),
            is_managed: device.is_managed(),
            udid: device.identifier.udid().map(str::to_owned),
            serial_number: device.serial_number,
            name: device.name,
            model_name: device.model_name,
            product_name: device.product_name,
            os_version: device.os_version,
            build_version: device.build_version,
            imei: device.imei,
            is_supervised: device.is_supervised,
            ownership: device.ownership.name(),
            person: device.person.into(),
            directory_user: device.directory_user.map(DirectoryUserName::from),
            person_checked_at: some(device.person_checked_at),
            person_left_at: some(device.person_left_at),
            site_id: device.site_id.map(|id| id.to_string()),
            enrollment_id: device.enrollment_id.map(|id| id.to_string()),
            created_at: Instant(device.created_at),
            enrolled_at: some(device.enrolled_at),
            last_seen_at: some(device.last_seen_at),
        }
    }
}
