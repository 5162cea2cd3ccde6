//! Built-in people: their list, the page of one, the form, and the import of lists.

pub(crate) mod csv;
pub(crate) mod form;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod preview;
pub(crate) mod show;

use domain::id::BuiltInPersonId;

/// Where the list is.
pub(crate) const PATH: &str = "/console/people";

/// Returns the path of a person's page.
pub(crate) fn path(id: BuiltInPersonId) -> String {
    format!("{PATH}/{id}")
}
