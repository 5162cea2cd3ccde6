//! Why an enrollment stopped on its way, in words for the person and for the administrator.

use serde::{Deserialize, Serialize};

use crate::reference::Reference;
use crate::time::Timestamp;

/// The last refusal on the way of an enrollment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stop {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: StopReason,
    /// Where the log has the detail.
    pub reference: Reference,
}

/// Why an enrollment stopped. Each has words for the person and words for the administrator.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopReason {
    /// The profile's challenge had been used by another device or another try.
    ChallengeUsed,
    /// The profile was installed after its time.
    ChallengeExpired,
    /// The request for a certificate was refused by policy: key too short, foreign algorithm, other names.
    RequestRefused,
    /// Another device used this enrollment's certificate.
    OtherDevice,
    /// The device answered for another push topic.
    WrongTopic,
    /// Other devices have used the invitation up meanwhile.
    InvitationUsedUp,
    /// The invitation is bound to other serial numbers.
    OtherSerialNumber,
    /// The profile service does not admit the device's serial number.
    SerialNumberNotAdmitted,
    /// The device enrolled in another way than its profile is for.
    OtherWay,
    /// The device did not show that its person signed in.
    NotSignedIn,
    /// The device's system is older than the organization admits.
    OsTooOld,
    /// Devices of this model are not admitted.
    ModelNotAdmitted,
    /// The device has a record, and whoever logged in may not enroll it again.
    ReenrollmentRefused,
}

impl StopReason {
    /// Every reason.
    pub const ALL: [Self; 13] = [
        Self::ChallengeUsed,
        Self::ChallengeExpired,
        Self::RequestRefused,
        Self::OtherDevice,
        Self::WrongTopic,
        Self::InvitationUsedUp,
        Self::OtherSerialNumber,
        Self::SerialNumberNotAdmitted,
        Self::OtherWay,
        Self::NotSignedIn,
        Self::OsTooOld,
        Self::ModelNotAdmitted,
        Self::ReenrollmentRefused,
    ];

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::ChallengeUsed => "challenge-used",
            Self::ChallengeExpired => "challenge-expired",
            Self::RequestRefused => "request-refused",
            Self::OtherDevice => "other-device",
            Self::WrongTopic => "wrong-topic",
            Self::InvitationUsedUp => "invitation-used-up",
            Self::OtherSerialNumber => "other-serial-number",
            Self::SerialNumberNotAdmitted => "serial-number-not-admitted",
            Self::OtherWay => "other-way",
            Self::NotSignedIn => "not-signed-in",
            Self::OsTooOld => "os-too-old",
            Self::ModelNotAdmitted => "model-not-admitted",
            Self::ReenrollmentRefused => "re-enrollment-refused",
        }
    }

    /// Finds a reason by [`StopReason::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// Returns what to tell the person and what to do next.
    pub fn advice(self) -> &'static str {
        match self {
            Self::ChallengeUsed => {
                "This profile has already been used. Remove it in Settings if it is still there, then download a new one here."
            }
            Self::ChallengeExpired => {
                "The profile was installed too late. Download it again and install it within eight minutes."
            }
            Self::RequestRefused => {
                "This device could not get its certificate. Update it to the newest iOS, then download the profile again."
            }
            Self::OtherDevice => {
                "The profile was used on another device. Begin again on the device you want to enroll."
            }
            Self::WrongTopic => {
                "The organization's settings changed while you were enrolling. Log out here and begin again."
            }
            Self::InvitationUsedUp => {
                "Meanwhile the invitation was used on other devices. Ask whoever invited you for a new one."
            }
            Self::OtherSerialNumber => {
                "This invitation is for another device. Use it on the device it was meant for, or ask for a new one."
            }
            Self::SerialNumberNotAdmitted => {
                "Your organization does not know this device. Tell your administrator its serial number, in Settings › General › About, then begin again."
            }
            Self::OtherWay => {
                "This device enrolled in another way than it was asked to. Begin again in Settings › General › VPN & Device Management."
            }
            Self::NotSignedIn => {
                "This device did not show that you signed in. Begin again in Settings › General › VPN & Device Management."
            }
            Self::OsTooOld => {
                "The system of this device is older than your organization admits. Update it in Settings › General › Software Update, then download the profile again."
            }
            Self::ModelNotAdmitted => {
                "Your organization does not manage devices of this model. Use another device, or ask your administrator."
            }
            Self::ReenrollmentRefused => {
                "This device is in the records of your organization for somebody else. Only that person or an administrator can set it up again. Ask your administrator."
            }
        }
    }

    /// Returns the reason in words for administrators.
    pub fn title(self) -> &'static str {
        match self {
            Self::ChallengeUsed => "The profile's challenge had been used before",
            Self::ChallengeExpired => "The profile was installed after its time",
            Self::RequestRefused => "The certificate request was refused by policy",
            Self::OtherDevice => "Another device used this enrollment's certificate",
            Self::WrongTopic => "The device answered for another push topic",
            Self::InvitationUsedUp => "The invitation was used up by other devices",
            Self::OtherSerialNumber => "The invitation is bound to other serial numbers",
            Self::SerialNumberNotAdmitted => "The device's serial number is not admitted",
            Self::OtherWay => "The device enrolled in another way than its profile is for",
            Self::NotSignedIn => "The device did not bring the token of its sign-in",
            Self::OsTooOld => "The device's system is older than the settings admit",
            Self::ModelNotAdmitted => "The settings do not admit devices of this model",
            Self::ReenrollmentRefused => {
                "Re-enrollment is restricted, and the device's record names another user"
            }
        }
    }
}
