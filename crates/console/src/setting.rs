//! The settings of user-initiated enrollment: the bar of tabs that its pages share, and the history of a section.

pub(crate) mod history;

use crate::{enrollment_access, setting};

/// Where the settings are.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment";

/// The pages of User-Initiated Enrollment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tab {
    Access,
    Agreement,
    Explain,
}

impl Tab {
    /// Every page, in the order of the tabs.
    pub(crate) const ALL: [Self; 3] = [Self::Access, Self::Agreement, Self::Explain];

    /// Returns the name for people.
    pub(crate) fn title(self) -> &'static str {
        match self {
            Self::Access => "Access",
            Self::Agreement => "Agreement",
            Self::Explain => "What somebody is offered",
        }
    }

    /// Returns where it is.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Access => enrollment_access::PATH,
            Self::Agreement => enrollment_access::agreement::PATH,
            Self::Explain => enrollment_access::explain::PATH,
        }
    }
}

/// A section whose history can be looked at and gone back through.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kept {
    General,
    Devices,
    Reenrollment,
}

impl Kept {
    const ALL: [Self; 3] = [Self::General, Self::Devices, Self::Reenrollment];

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }

    fn name(self) -> &'static str {
        use domain::setting::{Devices, General, Reenrollment, Section};
        match self {
            Self::General => General::NAME,
            Self::Devices => Devices::NAME,
            Self::Reenrollment => Reenrollment::NAME,
        }
    }

    fn title(self) -> &'static str {
        use domain::setting::{Devices, General, Reenrollment, Section};
        match self {
            Self::General => General::TITLE,
            Self::Devices => Devices::TITLE,
            Self::Reenrollment => Reenrollment::TITLE,
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
