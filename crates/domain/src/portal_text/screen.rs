//! The screens that the texts are for, in the order in which administrators find them: Jamf's tabs first, then ours.

/// A screen of the portal, or what stands on several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Screen {
    /// What stands on every page.
    Page,
    /// The login.
    Login,
    /// Who owns the device.
    Ownership,
    /// The agreement.
    Eula,
    /// The choice of a site.
    Sites,
    /// The certificate of the authority, where it is installed by itself.
    Certificate,
    /// The profile of a device of the organization.
    InstitutionalMdm,
    /// The profile of a device of one's own.
    UserEnrollmentMdm,
    /// The end, good or bad.
    Complete,
    /// The choice of a language.
    Language,
    /// What will happen.
    Welcome,
    /// Whom the device is for.
    User,
    /// The one-time code.
    Code,
    /// Waiting for approval.
    Approval,
    /// An invitation.
    Invitation,
    /// Browsers that cannot install a profile.
    Browser,
    /// Trusting the certificate by hand.
    Trust,
    /// A device that was set up before.
    Reenrollment,
    /// Going on from one device to another.
    Handover,
    /// An enrollment that is over.
    Ended,
    /// What can go wrong.
    Problem,
    /// The printed poster with the enrollment URL.
    Poster,
    /// Days and times.
    Time,
}

impl Screen {
    /// Every screen, in order.
    pub const ALL: [Self; 23] = [
        Self::Page,
        Self::Login,
        Self::Ownership,
        Self::Eula,
        Self::Sites,
        Self::Certificate,
        Self::InstitutionalMdm,
        Self::UserEnrollmentMdm,
        Self::Complete,
        Self::Language,
        Self::Welcome,
        Self::User,
        Self::Code,
        Self::Approval,
        Self::Invitation,
        Self::Browser,
        Self::Trust,
        Self::Reenrollment,
        Self::Handover,
        Self::Ended,
        Self::Problem,
        Self::Poster,
        Self::Time,
    ];

    /// Returns the name in the catalogue and in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Login => "login",
            Self::Ownership => "ownership",
            Self::Eula => "eula",
            Self::Sites => "sites",
            Self::Certificate => "certificate",
            Self::InstitutionalMdm => "institutional-mdm",
            Self::UserEnrollmentMdm => "user-enrollment-mdm",
            Self::Complete => "complete",
            Self::Language => "language",
            Self::Welcome => "welcome",
            Self::User => "user",
            Self::Code => "code",
            Self::Approval => "approval",
            Self::Invitation => "invitation",
            Self::Browser => "browser",
            Self::Trust => "trust",
            Self::Reenrollment => "reenrollment",
            Self::Handover => "handover",
            Self::Ended => "ended",
            Self::Problem => "problem",
            Self::Poster => "poster",
            Self::Time => "time",
        }
    }

    /// Finds a screen by [`Screen::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|screen| screen.name() == name)
    }

    /// Returns the words for administrators.
    pub fn title(self) -> &'static str {
        match self {
            Self::Page => "Every page",
            Self::Login => "Login",
            Self::Ownership => "Device ownership",
            Self::Eula => "EULA",
            Self::Sites => "Sites",
            Self::Certificate => "Certificate",
            Self::InstitutionalMdm => "Institutional MDM",
            Self::UserEnrollmentMdm => "User Enrollment MDM",
            Self::Complete => "Complete",
            Self::Language => "Language",
            Self::Welcome => "What will happen",
            Self::User => "Assign to user",
            Self::Code => "One-time code",
            Self::Approval => "Approval",
            Self::Invitation => "Invitations",
            Self::Browser => "Other browsers and computers",
            Self::Trust => "Certificate trust",
            Self::Reenrollment => "Re-enrollment",
            Self::Handover => "Going on elsewhere",
            Self::Ended => "Enrollments that are over",
            Self::Problem => "Problems",
            Self::Poster => "Poster",
            Self::Time => "Days and times",
        }
    }
}
