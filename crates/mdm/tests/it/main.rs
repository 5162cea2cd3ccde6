//! The door for devices, through its router, with a phone that speaks as phones do.

mod bombs;
mod channel;
mod issuance;
mod phone;
mod proof;
mod status;
