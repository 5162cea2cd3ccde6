//! Groups of accounts: privileges for everybody in them, chosen here or by a directory.

pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod show;

use domain::id::AccountGroupId;

/// Where the groups are.
pub(crate) const PATH: &str = "/console/settings/account-groups";

/// Returns the path of a group's page.
fn path(id: AccountGroupId) -> String {
    format!("{PATH}/{id}")
}
