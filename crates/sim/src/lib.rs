//! A simulated iPhone or iPad. It goes through an enrollment portal as Safari does, reads, verifies and installs the
//! profile as iOS does, gets its certificate by SCEP, checks in, and answers commands. It knows the protocols and
//! nothing of the server: all it is given is the address a person would type, the link from their message, or the account
//! that they sign in to in Settings.
//!
//! [`Device`] is one device, a method per step; [`fleet`] sends many of them and measures. Nothing here prints: who
//! wants to watch gives an [`Observer`].

pub mod fleet;
pub mod html;

mod account;
mod ambient;
mod answer;
mod application;
mod browser;
mod certificates;
mod device;
mod device_authority;
mod enrollment;
mod event;
mod failure;
mod hardware;
mod identity;
mod installation;
mod key;
mod misbehavior;
mod model;
mod network;
mod profile_service;
mod random;
mod scep_exchange;
mod step;

pub use browser::{FetchedProfile, Page};
pub use device::{CodeSource, Device, Push};
pub use device_authority::{BuiltIn, DeviceAuthority};
pub use enrollment::{Answered, Talk};
pub use event::{Event, Observer};
pub use failure::{Reason, StepError};
pub use hardware::Hardware;
pub use identity::DeviceIdentity;
pub use installation::{InstalledProfile, Refusal, SignedBy};
pub use key::KeySource;
pub use misbehavior::Misbehavior;
pub use model::Model;
pub use network::{Network, NetworkError};
pub use step::{Step, Timing};
