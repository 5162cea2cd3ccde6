//! Sites: their list, the pages that make, rename and delete one, and the switch in the head.

pub(crate) mod delete;
pub(crate) mod list;
pub(crate) mod name;
pub(crate) mod switch;

use domain::id::SiteId;
use domain::site::Site;

/// Where the sites are.
pub(crate) const PATH: &str = "/console/settings/sites";

/// The words for being in no site.
pub(crate) const NO_SITE: &str = "No site";

/// Returns the path of a site's page.
fn path(id: SiteId, page: &str) -> String {
    format!("{PATH}/{id}/{page}")
}

/// A choice among sites, and among them perhaps none.
pub(crate) struct Choice {
    /// The site's id, or `none`.
    pub(crate) value: String,
    pub(crate) name: String,
    pub(crate) is_chosen: bool,
}

/// The value that stands for no site in forms: an empty one means that nobody has chosen yet.
const NONE: &str = "none";

impl Choice {
    /// Offers a site, or none.
    pub(crate) fn new(site: Option<&Site>, chosen: &str) -> Self {
        let value = site.map_or_else(|| NONE.to_owned(), |site| site.id.to_string());
        Self {
            is_chosen: value == chosen,
            name: site.map_or_else(|| NO_SITE.to_owned(), |site| site.name.clone()),
            value,
        }
    }

    /// Reads a choice as it came; `None` when it is none of those that a form offers.
    pub(crate) fn read(value: &str) -> Option<Option<SiteId>> {
        match value {
            NONE => Some(None),
            id => id.parse().ok().map(Some),
        }
    }

    /// Returns the value that stands for a site, or for none.
    pub(crate) fn value_of(site_id: Option<SiteId>) -> String {
        site_id.map_or_else(|| NONE.to_owned(), |id| id.to_string())
    }
}
