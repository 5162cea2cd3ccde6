//! Questions: what the portal asks somebody between login and profile. Which ones, and what may be answered, is decided
//! by the server when the enrollment begins; an answer that was not offered is refused (T11).

use serde::{Deserialize, Serialize};

use crate::enrollment::Ownership;
use crate::id::{DeviceId, SiteId};

/// The questions of an enrollment, each with whether it has been answered. An answer may be changed until the profile
/// is fetched, so that going back is safe.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Questions {
    /// The one-time code that an invitation asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<CodeQuestion>,
    /// Who owns the device, where both are possible.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ownership: Option<OwnershipQuestion>,
    /// Whom to assign the device to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<UserQuestion>,
    /// Which site the device joins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<SiteQuestion>,
    /// Whether the agreement is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eula: Option<EulaQuestion>,
    /// Whether a device that has a record may become what this enrollment makes of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceQuestion>,
    /// Whether somebody has approved the enrollment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approval: Option<ApprovalQuestion>,
}

/// The one-time code that an invitation asks for, and that goes to the recipient by the other way.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct CodeQuestion {
    /// Whether the right one was typed.
    pub is_answered: bool,
}

/// Who owns the device.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OwnershipQuestion {
    /// What was chosen.
    pub answer: Option<Ownership>,
}

/// Whether a device that has a record may become what this enrollment makes of it. Asked where the portal knows the device
/// beforehand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceQuestion {
    /// The device.
    pub device_id: DeviceId,
    /// Whether somebody has said yes.
    pub is_answered: bool,
}

/// Whether somebody has approved the enrollment. An administrator answers this one.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ApprovalQuestion {
    /// Whether somebody has.
    pub is_answered: bool,
}

/// Whom to assign the device to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UserQuestion {
    /// Whether nobody is an answer too.
    pub may_be_blank: bool,
    /// Whether it has been answered.
    pub is_answered: bool,
}

/// Which site the device joins.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SiteQuestion {
    /// What may be chosen; `None` among them is no site.
    pub choices: Vec<Option<SiteId>>,
    /// Whether it has been answered.
    pub is_answered: bool,
}

/// Whether the agreement is accepted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct EulaQuestion {
    /// For which devices it is.
    #[serde(default = "institutional")]
    pub ownership: Ownership,
    /// The version shown.
    pub version: u32,
    /// Whether it has been accepted.
    pub is_answered: bool,
}

/// The one there was before agreements were told apart by ownership.
fn institutional() -> Ownership {
    Ownership::Institutional
}

/// One question, in the order in which they are asked.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Question {
    /// The one-time code.
    Code,
    /// Who owns the device.
    Ownership,
    /// Whom to assign the device to.
    User,
    /// Which site the device joins.
    Site,
    /// Whether the agreement is accepted.
    Eula,
    /// Whether the device may become what the enrollment makes of it.
    Device,
    /// Whether somebody has approved.
    Approval,
}

impl Questions {
    /// Returns the first question that is still open.
    pub fn next(&self) -> Option<Question> {
        self.asked().find(|question| !self.is_answered(*question))
    }

    /// Returns the questions that this enrollment asks, answered or not, in their order. For a personally owned device
    /// nothing is asked after who owns it: such a device goes on in Settings.
    pub fn asked(&self) -> impl Iterator<Item = Question> {
        let is_personal =
            self.ownership.as_ref().is_some_and(|question| question.answer == Some(Ownership::Personal));
        [
            self.code.as_ref().map(|_| Question::Code),
            self.ownership.as_ref().map(|_| Question::Ownership),
            self.user.as_ref().map(|_| Question::User),
            self.site.as_ref().map(|_| Question::Site),
            self.eula.as_ref().map(|_| Question::Eula),
            self.device.as_ref().map(|_| Question::Device),
            self.approval.as_ref().map(|_| Question::Approval),
        ]
        .into_iter()
        .flatten()
        .filter(move |question| !is_personal || *question <= Question::Ownership)
    }

    /// Says whether a question is asked.
    pub fn asks(&self, question: Question) -> bool {
        self.asked().any(|asked| asked == question)
    }

    fn is_answered(&self, question: Question) -> bool {
        match question {
            Question::Code => self.code.as_ref().is_none_or(|code| code.is_answered),
            Question::Ownership => self.ownership.as_ref().is_none_or(|one| one.answer.is_some()),
            Question::User => self.user.as_ref().is_none_or(|user| user.is_answered),
            Question::Site => self.site.as_ref().is_none_or(|site| site.is_answered),
            Question::Eula => self.eula.as_ref().is_none_or(|eula| eula.is_answered),
            Question::Device => self.device.as_ref().is_none_or(|device| device.is_answered),
            Question::Approval => self.approval.as_ref().is_none_or(|approval| approval.is_answered),
        }
    }
}
