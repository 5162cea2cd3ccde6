//! What a device does wrong on purpose, for tests that expect a refusal.

use scep::MessageType;

use crate::DeviceIdentity;

/// Deviations from what a device does; none by default.
#[derive(Debug, Clone, Default)]
pub struct Misbehavior {
    /// Sends this challenge instead of the profile's, such as one that another device has used.
    pub challenge: Option<String>,
    /// Sends another SCEP message type than `PKCSReq`.
    pub message_type: Option<MessageType>,
    /// Changes the body of MDM requests after it was signed.
    pub alters_body: bool,
    /// Sends MDM requests without `Mdm-Signature`.
    pub is_unsigned: bool,
    /// Signs MDM requests as another device.
    pub signs_as: Option<DeviceIdentity>,
    /// Says this UDID in MDM requests.
    pub udid: Option<String>,
    /// Brings this token in place of the one of its sign-in; an empty one is left out.
    pub access_token: Option<String>,
    /// Changes what it tells of itself after it was signed.
    pub alters_machine_info: bool,
    /// Tells what it is although it is its owner's own.
    pub names_itself: bool,
    /// Tells the profile service this challenge, such as that of another session.
    pub service_challenge: Option<String>,
    /// Says this topic in check-in messages.
    pub topic: Option<String>,
}
