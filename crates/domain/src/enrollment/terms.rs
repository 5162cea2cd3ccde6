//! The terms of an enrollment: who, which site, who owns the device, by which invitation and which way. The server sets them
//! when it begins, and nothing that a browser or a device sends later changes them.

use serde::{Deserialize, Serialize};

use crate::admission::Admission;
use crate::directory::DirectoryUserRef;
use crate::id::{AccountId, InvitationId, RecipientId, SiteId};
use crate::person::Person;
use crate::question::Questions;
use crate::time::Timestamp;

/// The terms of an enrollment: fixed when it begins, by the server alone.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The local account that logged in, or that a program has named.
    pub account_id: Option<AccountId>,
    /// User and location for the device.
    pub person: Person,
    /// The directory user whose data `person` is; `None` for the person of a local account, or nobody.
    pub directory_user: Option<DirectoryUserRef>,
    /// Who owns the device.
    pub ownership: Ownership,
    /// The site the device joins.
    pub site_id: Option<SiteId>,
    /// The invitation by which it begins.
    pub invitation: Option<Invited>,
    /// What is asked before the profile; the answers become terms.
    pub questions: Questions,
    /// The way it takes.
    pub course: Course,
}

impl Terms {
    /// Returns the terms with the site settled and nothing to ask. Where no site is named, it is the only one offered, or
    /// none; the result is `None` when that, or the one named, was not offered.
    pub fn without_questions(self, site_id: Option<SiteId>) -> Option<Self> {
        let site_id = match &self.questions.site {
            Some(question) => question.choices.contains(&site_id).then_some(site_id)?,
            None if site_id.is_none() || site_id == self.site_id => self.site_id,
            None => return None,
        };
        Some(Self { site_id, questions: Questions::default(), ..self })
    }
}

/// Who owns a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ownership {
    /// The organization.
    Institutional,
    /// The person. Such devices never enroll by the portal's profile.
    Personal,
}

impl Ownership {
    /// Returns the name used in the database and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Institutional => "institutional",
            Self::Personal => "personal",
        }
    }

    /// Finds an ownership by [`Ownership::name`].
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Institutional, Self::Personal].into_iter().find(|ownership| ownership.name() == name)
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Institutional => "Institutionally owned",
            Self::Personal => "Personally owned",
        }
    }
}

/// The way an enrollment takes: settled when it begins, whatever settings say later.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// How the device enrolls.
    #[serde(skip_serializing_if = "Way::is_by_url")]
    pub way: Way,
    /// Whether a profile with the certificates comes before the enrollment profile.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_two_step: bool,
    /// Whether it is a self-test's, whose device is simulated and forgotten.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_self_test: bool,
    /// Whether nobody has logged in: by an invitation that asks for no login, or where a program has begun it, whoever holds
    /// the link may be somebody else than the person it names (T57).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_unproved: bool,
    /// The Managed Apple Account that an account-driven enrollment is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub managed_apple_account: Option<String>,
    /// Which devices it is open to.
    #[serde(skip_serializing_if = "Admission::is_open")]
    pub admission: Admission,
}

/// How a device enrolls.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// By the profile that the portal offers.
    #[default]
    ByUrl,
    /// By the portal, where the device says who it is before it gets the profile.
    ProfileService,
    /// By an account that a person signs in to in Settings, on a device of their own (User Enrollment).
    AccountDrivenUser,
    /// By an account that a person signs in to in Settings, on a device of the organization (Device Enrollment).
    AccountDrivenDevice,
}

impl Way {
    fn is_by_url(&self) -> bool {
        *self == Self::ByUrl
    }

    /// Says whether it begins in Settings rather than at the portal.
    pub fn is_account_driven(self) -> bool {
        matches!(self, Self::AccountDrivenUser | Self::AccountDrivenDevice)
    }
}

/// What an enrollment owes to an invitation. The use of the link is held from the hand-out of the profile and counted when
/// the device says `Authenticate`; whoever gives up gives it back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Invited {
    /// The invitation.
    pub invitation_id: InvitationId,
    /// The recipient whose link it was.
    pub recipient_id: RecipientId,
    /// Until when a use is held for this enrollment; `None` while none is.
    pub use_reserved_until: Option<Timestamp>,
    /// When the use was counted.
    pub use_counted_at: Option<Timestamp>,
}

impl Invited {
    /// Returns what an enrollment owes that has just begun.
    pub fn new(invitation_id: InvitationId, recipient_id: RecipientId) -> Self {
        Self { invitation_id, recipient_id, use_reserved_until: None, use_counted_at: None }
    }

    /// Says whether a use is held that is not counted yet.
    pub fn is_reserved(&self) -> bool {
        self.use_reserved_until.is_some() && self.use_counted_at.is_none()
    }
}
