//! Assigning devices by a list: the form, the preview, and how far it is.

pub(crate) mod new;
pub(crate) mod show;

/// Where a list is uploaded.
pub(crate) const PATH: &str = "/console/assignments";
