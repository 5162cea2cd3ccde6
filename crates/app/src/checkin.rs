//! Check-in: `Authenticate`, `TokenUpdate`, `CheckOut` and their lesser kin.

use std::net::IpAddr;

use apple_mdm::checkin::Message;

use crate::{App, DeviceProof, Error};

/// What to answer to a check-in message, always with status 200 unless the variant says otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckinReply {
    /// An empty body.
    Empty,
    /// A property list.
    Plist(Vec<u8>),
    /// A JSON document.
    Json(Vec<u8>),
    /// The declaration asked for does not exist: 404.
    NoDeclaration,
    /// A message this server does not serve: 400.
    Unsupported,
    /// A user of the device that this server does not manage: 410.
    UserDeclined,
}

impl App {
    /// Takes a check-in message from the holder of a certificate. Every refusal is a 400 to the device.
    pub async fn check_in(&self, proof: &DeviceProof, message: Message, source: IpAddr) -> Result<CheckinReply, Error> {
        todo!()
    }
}
