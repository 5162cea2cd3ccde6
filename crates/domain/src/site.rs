//! Sites: parts of the organization that manage their own devices.

use crate::id::SiteId;
use crate::time::Timestamp;

/// A site.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Site {
    /// The site's id.
    pub id: SiteId,
    /// Its name, unique whatever the case.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}

/// How much belongs to a site.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SiteContent {
    /// Devices.
    pub devices: u64,
    /// Accounts whose access ends at the site.
    pub accounts: u64,
    /// Groups of accounts whose access ends at the site.
    pub account_groups: u64,
    /// Rows of enrollment access that offer the site.
    pub access_rows: u64,
    /// Enrollments that have begun and are not finished.
    pub enrollments_under_way: u64,
}

impl SiteContent {
    /// Says whether somebody's access ends at the site, so that it can only be merged into another one.
    pub fn has_access(&self) -> bool {
        self.accounts + self.account_groups > 0
    }
}

/// The part of a list that somebody may see: that of one site, or all of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SiteScope {
    /// All sites, and what is in none.
    All,
    /// One site.
    Only(SiteId),
}

impl SiteScope {
    /// Returns the one site, if it is one.
    pub fn site_id(self) -> Option<SiteId> {
        match self {
            Self::All => None,
            Self::Only(id) => Some(id),
        }
    }
}

/// The most characters of a site's name.
pub const SITE_NAME_CHARACTERS_MAX: usize = 100;

/// What is wrong with a site's name.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum SiteFault {
    /// No name, or one too long.
    #[error("Give the site a name of at most 100 characters.")]
    Name,
    /// A name that another site has.
    #[error("Another site has this name.")]
    NameTaken,
}

/// Checks a site's name and returns it without blanks at its ends.
pub fn check_site_name(name: &str) -> Result<&str, SiteFault> {
    let name = name.trim();
    let fits = !name.is_empty()
        && name.chars().count() <= SITE_NAME_CHARACTERS_MAX
        && !name.chars().any(char::is_control);
    if fits { Ok(name) } else { Err(SiteFault::Name) }
}

/// Returns the form in which site names are compared.
pub fn site_key(name: &str) -> String {
    name.trim().to_lowercase()
}
