//! Devices: search, export, and the page of one.

pub(crate) mod csv;
mod filter;
pub(crate) mod list;
mod section;
pub(crate) mod show;

use domain::id::DeviceId;

/// Returns the path of a device's page.
pub(crate) fn path(id: DeviceId) -> String {
    format!("/console/devices/{id}")
}
