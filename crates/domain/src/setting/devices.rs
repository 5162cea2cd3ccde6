//! Devices: which devices may enroll, and by which ways.

use serde::{Deserialize, Serialize};

use super::Section;

/// The most days that a session token may live.
const SESSION_TOKEN_DAYS_MAX: u32 = 3_650;

/// The tab Devices of User-Initiated Enrollment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Devices {
    /// Institutionally owned devices enroll at the portal, by profile.
    pub institutional_by_url: bool,
    /// Personally owned devices enroll by an account signed in to in Settings (User Enrollment).
    pub personal_account_driven: bool,
    /// Institutionally owned devices enroll by an account signed in to in Settings (Device Enrollment).
    pub device_account_driven: bool,
    /// The oldest version of iOS or iPadOS that enrolls, such as `17.4`.
    pub minimum_os: Option<String>,
    /// Which models enroll.
    pub models: Models,
    /// How many days after an account-driven enrollment its person has to log in again; `None` for never.
    pub session_token_days: Option<u32>,
    /// Whether the portal asks the device for its serial number before the profile, and serves only those admitted.
    pub profile_service: bool,
    /// What happens when what a device says about itself is not signed by Apple's device authority.
    pub verify_machine_info: Verification,
}

/// Which models enroll.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Models {
    /// iPhone and iPod touch.
    pub iphone: bool,
    /// iPad.
    pub ipad: bool,
}

/// What happens to a device whose word about itself does not verify.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verification {
    /// It is refused.
    #[default]
    Enforce,
    /// It is noted in the log, and the device goes on.
    LogOnly,
}

impl Default for Models {
    fn default() -> Self {
        Self { iphone: true, ipad: true }
    }
}

impl Default for Devices {
    fn default() -> Self {
        Self {
            institutional_by_url: true,
            personal_account_driven: false,
            device_account_driven: false,
            minimum_os: None,
            models: Models::default(),
            session_token_days: None,
            profile_service: false,
            verify_machine_info: Verification::default(),
        }
    }
}

impl Section for Devices {
    const NAME: &'static str = "devices";
    const TITLE: &'static str = "Devices";

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut faults = Vec::new();
        if self.minimum_os.as_deref().is_some_and(|version| parse_os_version(version).is_none()) {
            faults
                .push(("minimum_os", "Write a version such as 17 or 17.4, or leave the field empty.".into()));
        }
        if !self.models.iphone && !self.models.ipad {
            faults.push(("models", "Choose at least one: without any, nothing can enroll.".into()));
        }
        if self.session_token_days.is_some_and(|days| !(1..=SESSION_TOKEN_DAYS_MAX).contains(&days)) {
            faults.push((
                "session_token_days",
                format!(
                    "Write a number of days from 1 to {SESSION_TOKEN_DAYS_MAX}, or leave the field empty."
                ),
            ));
        }
        faults
    }
}

/// Reads a version of iOS such as `17`, `17.4` or `17.4.1`; `None` for what is none.
pub fn parse_os_version(text: &str) -> Option<[u16; 3]> {
    let mut version = [0; 3];
    let mut places = version.iter_mut();
    for part in text.trim().split('.') {
        let is_number = (1..=4).contains(&part.len()) && part.bytes().all(|octet| octet.is_ascii_digit());
        *places.next()? = is_number.then(|| part.parse().ok())??;
    }
    Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_version_is_not_read_as_one() {
        assert_eq!(parse_os_version("17.4"), Some([17, 4, 0]));
        for text in ["", "17.", "17.4.1.2", "-1", "17,4", "12345"] {
            assert_eq!(parse_os_version(text), None, "{text:?}");
        }
    }

    #[test]
    fn each_field_that_makes_no_sense_is_named() {
        let devices = Devices {
            minimum_os: Some("new".into()),
            models: Models { iphone: false, ipad: false },
            session_token_days: Some(0),
            ..Devices::default()
        };
        let fields: Vec<_> = devices.check().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["minimum_os", "models", "session_token_days"]);
        assert!(Devices::default().check().is_empty());
    }
}
