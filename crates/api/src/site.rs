//! Sites.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod rename;
pub(crate) mod show;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time::Instant;

/// A site.
#[derive(Serialize, ToSchema)]
pub(crate) struct Site {
    /// The site's id.
    id: String,
    /// Its name.
    name: String,
    /// When it was made.
    created_at: Instant,
}

/// A site's name, unique whatever its case.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SiteName {
    /// The name.
    #[schema(min_length = 1, max_length = 100, example = "Northern school")]
    name: String,
}

/// How much belongs to a site.
#[derive(Serialize, ToSchema)]
pub(crate) struct SiteContent {
    /// Devices.
    devices: u64,
    /// Accounts whose access ends at the site.
    accounts: u64,
    /// Groups of accounts whose privileges end at the site.
    account_groups: u64,
    /// Enrollments that have begun and are not finished.
    enrollments_under_way: u64,
}

impl From<domain::site::Site> for Site {
    fn from(site: domain::site::Site) -> Self {
        Self { id: site.id.to_string(), name: site.name, created_at: Instant(site.created_at) }
    }
}

impl From<domain::site::SiteContent> for SiteContent {
    fn from(content: domain::site::SiteContent) -> Self {
        Self {
            devices: content.devices,
            accounts: content.accounts,
            account_groups: content.account_groups,
            enrollments_under_way: content.enrollments_under_way,
        }
    }
}
