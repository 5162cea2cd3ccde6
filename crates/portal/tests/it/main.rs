//! The portal through its router, with visitors who behave and visitors who do not.

mod browsers;
mod headers;
mod journey;
mod login;
mod profile;
mod question;
mod stop;
mod terms;
mod visitor;
