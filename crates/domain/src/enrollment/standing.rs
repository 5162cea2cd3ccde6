//! How far an enrollment has come, and how it stands or ended.

use serde::{Deserialize, Serialize};

/// The steps of an enrollment, in order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The person has logged in.
    LoggedIn,
    /// The phone has fetched the profile.
    ProfileFetched,
    /// The phone has its identity certificate.
    CertificateIssued,
    /// The phone has said `Authenticate`.
    CheckedIn,
    /// The phone has said `TokenUpdate`.
    Enrolled,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Self; 5] =
        [Self::LoggedIn, Self::ProfileFetched, Self::CertificateIssued, Self::CheckedIn, Self::Enrolled];

    /// Returns the name used in the API and in page scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::LoggedIn => "logged-in",
            Self::ProfileFetched => "profile-fetched",
            Self::CertificateIssued => "certificate-issued",
            Self::CheckedIn => "checked-in",
            Self::Enrolled => "enrolled",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::LoggedIn => "Logged in",
            Self::ProfileFetched => "Profile fetched",
            Self::CertificateIssued => "Certificate issued",
            Self::CheckedIn => "Device checked in",
            Self::Enrolled => "Enrolled",
        }
    }
}

/// How an enrollment stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    /// On its way; the last step reached.
    UnderWay(Step),
    /// Refused at its present step; the person may try again.
    Stopped,
    /// Enrolled and managed.
    Enrolled,
    /// Over.
    Ended(End),
}

/// Why an enrollment ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// Not finished in time.
    Expired,
    /// The device enrolled anew.
    Superseded,
    /// The person removed the profile, and the device said `CheckOut`.
    CheckedOut,
    /// The account behind it was disabled or got a new password before the device was enrolled.
    Withdrawn,
    /// The person logged out before the device had its certificate.
    LoggedOut,
    /// The invitation by which it began was revoked, or rests.
    InvitationRevoked,
    /// Whoever approves enrollments by its invitation said no.
    Declined,
}

impl End {
    /// Every reason.
    pub const ALL: [Self; 7] = [
        Self::Expired,
        Self::Superseded,
        Self::CheckedOut,
        Self::Withdrawn,
        Self::LoggedOut,
        Self::InvitationRevoked,
        Self::Declined,
    ];

    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Superseded => "superseded",
            Self::CheckedOut => "checked-out",
            Self::Withdrawn => "withdrawn",
            Self::LoggedOut => "logged-out",
            Self::InvitationRevoked => "invitation-revoked",
            Self::Declined => "declined",
        }
    }

    /// Finds a reason by [`End::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Expired => "Not finished in time",
            Self::Superseded => "Replaced by a newer enrollment",
            Self::CheckedOut => "Profile removed on the device",
            Self::Withdrawn => "Account disabled or given a new password",
            Self::LoggedOut => "Logged out on the way",
            Self::InvitationRevoked => "Invitation revoked or paused",
            Self::Declined => "Not approved",
        }
    }
}
