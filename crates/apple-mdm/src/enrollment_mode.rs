//! The two kinds of account-driven enrollment, in the words of each place that names them.

/// What an enrollment by signing in to an account becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EnrollmentMode {
    /// User enrollment: the device is the person's own, and only an account on it is managed (iOS 15 and later).
    Byod,
    /// Device enrollment: the organization manages the whole device (iOS 17 and later).
    Adde,
}

impl EnrollmentMode {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Byod, Self::Adde];

    /// Returns `EnrollmentMode` as a profile says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Byod => "BYOD",
            Self::Adde => "ADDE",
        }
    }

    /// Returns `Version` as service discovery says it.
    pub fn version(self) -> &'static str {
        match self {
            Self::Byod => "mdm-byod",
            Self::Adde => "mdm-adde",
        }
    }

    /// Finds a kind by [`EnrollmentMode::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }

    /// Finds a kind by [`EnrollmentMode::version`].
    pub fn of_version(version: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.version() == version)
    }
}
