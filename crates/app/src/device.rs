//! Devices: their list and their page.

use domain::command::Command;
use domain::device::{Device, DeviceFilter, DeviceSort};
use domain::enrollment::Enrollment;
use domain::id::DeviceId;
use domain::inventory::Reported;
use domain::page::{Cursor, Page};

use crate::{App, Caller, Error};

/// A list of devices.
#[derive(Clone, Debug, Default)]
pub struct DeviceQuery {
    /// Which.
    pub filter: DeviceFilter,
    /// In which order.
    pub sort: DeviceSort,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`domain::page::PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// A device with what belongs to it.
#[derive(Clone, Debug)]
pub struct DeviceDetail {
    /// The device.
    pub device: Device,
    /// Its latest enrollment.
    pub enrollment: Option<Enrollment>,
    /// What it told about itself, one entry a kind.
    pub inventory: Vec<Reported>,
    /// Its latest commands, newest first, at most 50.
    pub commands: Vec<Command>,
}

impl App {
    /// Lists devices.
    pub async fn list_devices(&self, caller: &Caller, query: DeviceQuery) -> Result<Page<Device>, Error> {
        todo!()
    }

    /// Shows one device.
    pub async fn show_device(&self, caller: &Caller, id: DeviceId) -> Result<DeviceDetail, Error> {
        todo!()
    }

    /// Queues the inventory commands for a device anew, unless they are waiting already, and a push.
    pub async fn refresh_inventory(&self, caller: &Caller, id: DeviceId) -> Result<(), Error> {
        todo!()
    }
}
