//! Where somebody logs in.

use serde::{Deserialize, Serialize};

use crate::privilege::Privilege;

/// A door that asks who somebody is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// To enroll a device.
    Portal,
    /// To administer the server.
    Console,
}

impl Door {
    /// Returns the word for the trail.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Console => "console",
        }
    }

    /// Returns the privilege without which an account stays outside.
    pub fn privilege(self) -> Privilege {
        match self {
            Self::Portal => Privilege::Enroll,
            Self::Console => Privilege::SignInToConsole,
        }
    }
}
