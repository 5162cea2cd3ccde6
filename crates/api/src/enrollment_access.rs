//! Enrollment access: who of a directory may enroll what, and the terms of enrolling.

pub(crate) mod list;
pub(crate) mod one;
pub(crate) mod terms;

use app::NewEnrollmentAccess;
use domain::enrollment_access::Subject;
use domain::id::SiteId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::Checks;
use crate::time::Instant;

/// A row: what all directory users, or the members of one group, may enroll. Rows add up.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentAccess {
    /// The row's id.
    id: String,
    /// The group; `null` for the row of all directory users, which always exists.
    group: Option<GroupName>,
    /// What the row says.
    #[serde(flatten)]
    offer: AccessFields,
    /// When it was changed last.
    changed_at: Instant,
}

/// Names a group of a directory.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GroupName {
    /// Its directory.
    directory_id: String,
    /// What names it for ever in it.
    id: String,
    /// Its name.
    name: String,
}

/// What a row says. What is left out is not allowed.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccessFields {
    /// Whether they may enroll institutionally owned devices.
    #[serde(default)]
    may_institutional: bool,
    /// Whether they may enroll personally owned devices.
    #[serde(default)]
    may_personal: bool,
    /// Whether they may enroll by signing in to an account in Settings.
    #[serde(default)]
    may_account_driven: bool,
    /// Whether they have to accept the agreement first.
    #[serde(default)]
    must_accept_eula: bool,
    /// The site that their devices go to; `null` says nothing about sites.
    #[serde(default)]
    site_id: Option<String>,
}

impl AccessFields {
    fn read(&self) -> Result<NewEnrollmentAccess, Problem> {
        let mut checks = Checks::default();
        let site_id: Option<SiteId> =
            checks.read("site_id", self.site_id.as_deref(), "the id of a site", |text| text.parse().ok());
        checks.finish()?;
        Ok(NewEnrollmentAccess {
            may_institutional: self.may_institutional,
            may_personal: self.may_personal,
            may_account_driven: self.may_account_driven,
            must_accept_eula: self.must_accept_eula,
            site_id,
        })
    }
}

impl From<domain::enrollment_access::EnrollmentAccess> for EnrollmentAccess {
    fn from(row: domain::enrollment_access::EnrollmentAccess) -> Self {
        Self {
            id: row.id.to_string(),
            group: match row.subject {
                Subject::AllDirectoryUsers => None,
                Subject::Group { group, name } => {
                    Some(GroupName { directory_id: group.directory_id.to_string(), id: group.key.0, name })
                }
            },
            offer: AccessFields {
                may_institutional: row.may_institutional,
                may_personal: row.may_personal,
                may_account_driven: row.may_account_driven,
                must_accept_eula: row.must_accept_eula,
                site_id: row.site_id.map(|id| id.to_string()),
            },
            changed_at: Instant(row.changed_at),
        }
    }
}
