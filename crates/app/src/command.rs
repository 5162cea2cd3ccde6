//! The command channel: a device reports and gets its next command.

use std::net::IpAddr;

use apple_mdm::connect::Report;

use crate::{App, DeviceProof, Error};

impl App {
    /// Takes a device's report and returns the next command as a property list, or nothing when none waits.
    /// An idle device costs one indexed read and no write.
    pub async fn poll(&self, proof: &DeviceProof, report: Report, source: IpAddr) -> Result<Option<Vec<u8>>, Error> {
        todo!()
    }
}
