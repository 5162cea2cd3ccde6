//! Directories: how each is reached and read, how it fares, and what a try or a look-up shows.
//!
//! Their secrets are written and never read: an answer says whether there is one (T31).

pub(crate) mod list;
pub(crate) mod look;
pub(crate) mod one;
pub(crate) mod people;
pub(crate) mod settings;
pub(crate) mod test;

use app::DirectoryDetail;
use domain::directory::{Backend, DirectoryUserRef, Preset};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::person::Person;
use crate::time::{Instant, some};
use settings::DirectorySettings;

/// A directory.
#[derive(Serialize, ToSchema)]
pub(crate) struct Directory {
    /// The directory's id.
    id: String,
    /// What administrators call it; unique.
    name: String,
    /// Its place in the order in which directories are asked, from 0.
    position: u32,
    /// Since when nobody may log in by it; `null` while they may.
    disabled_at: Option<Instant>,
    /// When it was set up.
    created_at: Instant,
    /// How it is reached and read.
    settings: DirectorySettings,
    /// Whether a password for the account that asks is set.
    has_bind_password: bool,
    /// Whether a client certificate is set.
    has_client_certificate: bool,
    /// How it fares.
    health: DirectoryHealth,
}

/// How a directory fares, as the last use of it has shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct DirectoryHealth {
    /// When it last answered.
    answered_at: Option<Instant>,
    /// Since when it has not answered; `null` while it does.
    failing_since: Option<Instant>,
    /// The last failure in words; empty while it answers.
    failure: String,
}

impl From<DirectoryDetail> for Directory {
    fn from(detail: DirectoryDetail) -> Self {
        let directory = detail.directory;
        let settings = match directory.backend {
            Backend::Ldap(settings) => settings,
            // No directory that is listed is of this kind: the built-in people have routes of their own.
            Backend::BuiltIn => Preset::OpenLdap.settings(Vec::new(), ""),
        };
        Self {
            id: directory.id.to_string(),
            name: directory.name,
            position: directory.position,
            disabled_at: some(directory.disabled_at),
            created_at: Instant(directory.created_at),
            settings: settings.into(),
            has_bind_password: detail.has_bind_password,
            has_client_certificate: detail.has_client_identity,
            health: DirectoryHealth {
                answered_at: some(detail.health.answered_at),
                failing_since: some(detail.health.failing_since),
                failure: detail.health.failure,
            },
        }
    }
}

/// A person as their directory knows them now.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundUser {
    /// What names them for ever in their directory.
    id: String,
    /// Their directory; `null` in a preview.
    directory_id: Option<String>,
    /// Their directory's name; empty in a preview.
    directory: String,
    /// What a device record gets of them.
    person: Person,
}

/// Names a person of a directory.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DirectoryUserName {
    /// Their directory.
    pub(crate) directory_id: String,
    /// What names them for ever in it.
    pub(crate) id: String,
}

impl From<DirectoryUserRef> for DirectoryUserName {
    fn from(user: DirectoryUserRef) -> Self {
        Self { directory_id: user.directory_id.to_string(), id: user.key.0 }
    }
}
