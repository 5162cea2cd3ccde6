//! Accounts.

pub(crate) mod create;
pub(crate) mod disable;
pub(crate) mod enable;
pub(crate) mod list;
pub(crate) mod replace;
pub(crate) mod reset_password;
pub(crate) mod show;

use domain::account::{Access, Origin};
use domain::directory::DirectoryUserRef;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::right;
use crate::time::{Instant, some};

/// An account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Account {
    /// The account's id.
    id: String,
    /// The name to sign in with.
    username: String,
    /// The person's name.
    full_name: String,
    /// The person's e-mail address.
    email: Option<String>,
    /// Where its password is.
    #[schema(schema_with = origins)]
    origin: &'static str,
    /// Whose account it is, of origin `directory`.
    directory_user: Option<DirectoryUser>,
    /// Where its privileges come from and how far they reach.
    #[schema(schema_with = right::accesses)]
    access: &'static str,
    /// The site at which the access ends, of access `site`.
    site_id: Option<String>,
    /// What the account may do; counts for nothing with access `groups`.
    #[schema(schema_with = right::sets)]
    privilege_set: &'static str,
    /// The privileges of the set `custom`.
    #[schema(schema_with = right::privileges)]
    privileges: Vec<&'static str>,
    /// When it was made.
    created_at: Instant,
    /// Since when it may no longer be used.
    disabled_at: Option<Instant>,
}

/// A person of a directory.
#[derive(Serialize, ToSchema)]
pub(crate) struct DirectoryUser {
    /// The directory's id.
    directory_id: String,
    /// The person's unchanging id in it, such as an `entryUUID`.
    id: String,
}

impl From<DirectoryUserRef> for DirectoryUser {
    fn from(user: DirectoryUserRef) -> Self {
        Self { directory_id: user.directory_id.to_string(), id: user.key.0 }
    }
}

impl From<domain::account::Account> for Account {
    fn from(account: domain::account::Account) -> Self {
        let (origin, directory_user) = match account.origin {
            Origin::Local => ("local", None),
            Origin::Directory(user) => ("directory", Some(user.into())),
        };
        Self {
            id: account.id.to_string(),
            username: account.username,
            full_name: account.full_name,
            email: account.email,
            origin,
            directory_user,
            access: account.access.name(),
            site_id: match account.access {
                Access::Site(id) => Some(id.to_string()),
                Access::Full | Access::Groups => None,
            },
            privilege_set: account.privilege_set.name(),
            privileges: right::names(account.privilege_set),
            created_at: Instant(account.created_at),
            disabled_at: some(account.disabled_at),
        }
    }
}

fn origins() -> Object {
    one_of(["local", "directory"], "Whether the password is kept here or in a directory.")
}
