//! Sites: parts of the organization that manage their own devices.

use crate::id::SiteId;
use crate::time::Timestamp;

/// A site.
#[derive(Clone, Debug)]
pub struct Site {
    /// The site's id.
    pub id: SiteId,
    /// Its name, unique.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
}
