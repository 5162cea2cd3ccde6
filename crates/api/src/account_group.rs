//! Groups of accounts.

pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod replace;
pub(crate) mod show;

use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::id::DirectoryId;
use domain::privilege::Reach;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::right;
use crate::time::Instant;

/// A group of accounts.
#[derive(Serialize, ToSchema)]
pub(crate) struct AccountGroup {
    /// The group's id.
    id: String,
    /// Its name.
    name: String,
    /// The directory group whose members are in it; `null` for a group whose accounts are chosen here.
    directory_group: Option<DirectoryGroup>,
    /// How far its privileges reach.
    #[schema(schema_with = right::reaches)]
    reach: &'static str,
    /// The site at which they end, of reach `site`.
    site_id: Option<String>,
    /// What its members may do.
    #[schema(schema_with = right::sets)]
    privilege_set: &'static str,
    /// The privileges of the set `custom`.
    #[schema(schema_with = right::privileges)]
    privileges: Vec<&'static str>,
    /// When it was made.
    created_at: Instant,
}

/// A group of a directory.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectoryGroup {
    /// The directory's id.
    #[schema(value_type = String, format = Uuid)]
    directory_id: DirectoryId,
    /// The group's unchanging id in it, such as an `entryUUID`.
    #[schema(min_length = 1, max_length = 512)]
    id: String,
}

impl From<DirectoryGroupRef> for DirectoryGroup {
    fn from(group: DirectoryGroupRef) -> Self {
        Self { directory_id: group.directory_id, id: group.key.0 }
    }
}

impl From<DirectoryGroup> for DirectoryGroupRef {
    fn from(group: DirectoryGroup) -> Self {
        Self { directory_id: group.directory_id, key: DirectoryKey(group.id) }
    }
}

impl From<domain::account::AccountGroup> for AccountGroup {
    fn from(group: domain::account::AccountGroup) -> Self {
        let (reach, site_id) = match group.reach {
            Reach::Full => ("full", None),
            Reach::Site(id) => ("site", Some(id.to_string())),
        };
        Self {
            id: group.id.to_string(),
            name: group.name,
            directory_group: group.directory_group.map(DirectoryGroup::from),
            reach,
            site_id,
            privilege_set: group.privilege_set.name(),
            privileges: right::names(group.privilege_set),
            created_at: Instant(group.created_at),
        }
    }
}
