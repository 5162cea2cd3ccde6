//! The audit log: searched, exported, verified.

pub(crate) mod export;
mod filter;
pub(crate) mod list;
