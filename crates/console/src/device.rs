//! Devices: search, export, and the page of one.

pub(crate) mod assign;
pub(crate) mod csv;
pub(crate) mod filter;
pub(crate) mod list;
pub(crate) mod move_to;
mod section;
pub(crate) mod show;

use domain::device::Device;
use domain::id::DeviceId;
use domain::time::Timestamp;

/// Returns the path of a device's page.
pub(crate) fn path(id: DeviceId) -> String {
    format!("/console/devices/{id}")
}

/// Returns when a device was heard of last. Contacts are written every half minute, enrollments at once.
fn last_seen(device: &Device) -> Option<Timestamp> {
    device.last_seen_at.max(device.enrolled_at)
}
