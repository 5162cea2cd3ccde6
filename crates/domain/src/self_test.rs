//! The self-test: a simulated device goes the whole way from the enrollment URL to its first commands, and is forgotten.

use serde::{Deserialize, Serialize};

/// A part of the way, in the order in which a device takes them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SelfTestPart {
    /// The enrollment page opens.
    Portal,
    /// The profile is downloaded, its signature and its contents are right.
    Profile,
    /// The certificate is issued by SCEP.
    Certificate,
    /// The device checks in and says how it is reached.
    CheckIn,
    /// The first commands are fetched and answered.
    Commands,
    /// The profile is removed and the device says goodbye.
    CheckOut,
}

impl SelfTestPart {
    /// Every part, in order.
    pub const ALL: [Self; 6] =
        [Self::Portal, Self::Profile, Self::Certificate, Self::CheckIn, Self::Commands, Self::CheckOut];

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Portal => "Open the enrollment page",
            Self::Profile => "Download and verify the profile",
            Self::Certificate => "Get a certificate",
            Self::CheckIn => "Check in",
            Self::Commands => "Fetch and answer the first commands",
            Self::CheckOut => "Remove the profile",
        }
    }

    /// Returns where to look when it fails.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Portal => {
                "The server could not reach its own address. Look at the name in the configuration (server.url), at DNS, and at whatever stands in front of the server."
            }
            Self::Profile => {
                "The page opens and the profile does not come. Something between the server and the device may change or keep back files."
            }
            Self::Certificate => "Paths that begin with /scep have to reach the server unchanged.",
            Self::CheckIn | Self::Commands | Self::CheckOut => {
                "Paths that begin with /mdm have to reach the server unchanged, bodies and the header Mdm-Signature included."
            }
        }
    }
}

/// How one part of the way went.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SelfTestStep {
    /// Which part.
    pub part: SelfTestPart,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// Why it failed, in the words of the simulated device; the parts after it are not tried.
    pub fault: Option<String>,
}
