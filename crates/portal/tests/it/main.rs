//! The portal through its router, with visitors who behave and visitors who do not.

mod account;
mod browsers;
mod guest;
mod handover;
mod headers;
mod invitation;
mod invitation_end;
mod invitation_link;
mod invitation_terms;
mod journey;
mod language;
mod login;
mod ownership;
mod preview;
mod profile;
mod provider_login;
mod question;
mod stop;
mod terms;
mod trust;
mod visitor;
mod walk;
