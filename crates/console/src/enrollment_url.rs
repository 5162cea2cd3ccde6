//! The enrollment URL: what to give to people, the poster with it, what is still missing, and the self-test.

pub(crate) mod poster;
pub(crate) mod self_test;
pub(crate) mod show;

/// Where the enrollment URL is.
pub(crate) const PATH: &str = "/console/enrollment-url";
