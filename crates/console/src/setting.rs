//! The settings of user-initiated enrollment: what the pages of all sections share, and the history of a section.

pub(crate) mod account_driven;
pub(crate) mod devices;
pub(crate) mod general;
pub(crate) mod history;
pub(crate) mod reenrollment;
pub(crate) mod serial_number;
mod shown;
pub(crate) mod signing_certificate;

use serde::Deserialize;

use crate::{agreement, enrollment_access, portal_text, setting};

/// Where the settings are.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment";

/// The pages of User-Initiated Enrollment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tab {
    General,
    Messaging,
    Devices,
    AccountDriven,
    SerialNumbers,
    Access,
    Agreement,
    Explain,
}

impl Tab {
    /// Every page, in the order of the tabs.
    pub(crate) const ALL: [Self; 8] = [
        Self::General,
        Self::Messaging,
        Self::Devices,
        Self::AccountDriven,
        Self::SerialNumbers,
        Self::Access,
        Self::Agreement,
        Self::Explain,
    ];

    /// Returns the name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Messaging => "Messaging",
            Self::AccountDriven => "Account-driven",
            Self::SerialNumbers => "Serial numbers",
            Self::General => "General",
            Self::Devices => "Devices",
            Self::Access => "Access",
            Self::Agreement => "Agreement",
            Self::Explain => "What somebody is offered",
        }
    }

    /// Returns where it is.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Messaging => portal_text::PATH,
            Self::AccountDriven => account_driven::PATH,
            Self::SerialNumbers => serial_number::PATH,
            Self::General => general::PATH,
            Self::Devices => devices::PATH,
            Self::Access => enrollment_access::PATH,
            Self::Agreement => agreement::PATH,
            Self::Explain => enrollment_access::explain::PATH,
        }
    }
}

/// What the address of a section's page says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

impl Address {
    /// Returns what was just done to a section, in words.
    pub(crate) fn done(&self, section: Kept) -> Option<String> {
        let counts = section.counts();
        Some(match self.done.as_str() {
            "saved" => format!("Saved. {counts}"),
            "restored" => format!("The former version is written as the newest. {counts}"),
            "same" => history::SAME.to_owned(),
            "installed" => {
                "The signing certificate is in use: every profile handed out from now on is signed with it."
                    .to_owned()
            }
            "removed" => {
                "The signing certificate is removed with its key. The built-in authority signs profiles."
                    .to_owned()
            }
            _ => return None,
        })
    }
}

/// A section whose history can be looked at and gone back through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    General,
    Devices,
    Reenrollment,
    AccountDriven,
}

impl Kept {
    const ALL: [Self; 4] = [Self::General, Self::Devices, Self::Reenrollment, Self::AccountDriven];

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    fn name(self) -> &'static str {
        use domain::setting::{AccountDriven, Devices, General, Reenrollment, Section};
        match self {
            Self::General => General::NAME,
            Self::Devices => Devices::NAME,
            Self::Reenrollment => Reenrollment::NAME,
            Self::AccountDriven => AccountDriven::NAME,
        }
    }

    fn title(self) -> &'static str {
        use domain::setting::{AccountDriven, Devices, General, Reenrollment, Section};
        match self {
            Self::General => General::TITLE,
            Self::Devices => Devices::TITLE,
            Self::Reenrollment => Reenrollment::TITLE,
            Self::AccountDriven => AccountDriven::TITLE,
        }
    }

    /// Says from when on a change counts.
    fn counts(self) -> &'static str {
        match self {
            Self::General => {
                "Who may enroll a device again and who signs profiles count at once; how certificates reach the device counts for enrollments that begin from now on."
            }
            Self::Devices => {
                "It counts for enrollments that begin from now on; what devices have to prove counts at once."
            }
            Self::Reenrollment => "It counts at once, for every device that enrolls again.",
            Self::AccountDriven => "It counts for whoever signs in from now on.",
        }
    }

    /// Returns where the section is changed.
    fn path(self) -> String {
        format!("{}/{}", setting::PATH, self.name())
    }

    /// Returns where its history is.
    pub(crate) fn history_path(self) -> String {
        format!("{}/{}/history", setting::PATH, self.name())
    }
}
