//! Messages to people.

pub(crate) mod render;
