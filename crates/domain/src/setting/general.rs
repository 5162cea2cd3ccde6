//! General: how certificates reach the device, who may enroll one again, and who signs profiles.

use serde::{Deserialize, Serialize};

use super::Section;

/// The tab General of User-Initiated Enrollment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct General {
    /// Whether one profile carries everything, instead of a profile with the certificates before it.
    pub skip_certificate_installation: bool,
    /// Whether a device with a record may only be enrolled again by an administrator, by the user in its record once they have
    /// logged in, or by anybody while that record names no user.
    pub restrict_reenrollment: bool,
    /// Whether profiles are signed with the certificate that an administrator has uploaded.
    pub use_signing_certificate: bool,
}

impl Default for General {
    fn default() -> Self {
        Self {
            skip_certificate_installation: true,
            restrict_reenrollment: false,
            use_signing_certificate: false,
        }
    }
}

impl Section for General {
    const NAME: &'static str = "general";
    const TITLE: &'static str = "General";

    fn check(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    fn wants_signing_certificate(&self) -> bool {
        self.use_signing_certificate
    }
}
