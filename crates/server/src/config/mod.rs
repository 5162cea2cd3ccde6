//! Configuration: one TOML file, environment overrides, harmless defaults.
//!
//! [`Config`] has one struct per section; the macros in `section` make the struct, its reader and its
//! reference entry from the same lines, so the three cannot disagree. Nothing here touches the file system
//! beyond the files it is told to read.

mod base_url;
mod choice;
mod network;
mod print;
mod problem;
mod reader;
mod reference;
mod rules;
mod secret;
mod section;
mod sections;
mod setting;
mod sources;
mod unknown;

pub use base_url::{BaseUrl, HostName, Loopback, ProfileIdentifier};
pub use choice::{LogFilter, LogFormat, TrustMode};
pub use network::Network;
pub use print::{to_json, to_toml};
pub use problem::{Place, Problem, Problems};
pub use reference::reference;
pub use secret::Secret;
pub use section::Key;
pub use sections::{
    Config, Console, Data, Database, Enrollment, Invitations, Log, Mdm, Monitoring, Organization, Push, Scep,
    Server, Tls,
};
pub use setting::Kind;
pub use sources::{DEFAULT_FILE, Sources};

use section::Section;
use setting::Setting;
use std::collections::BTreeMap;

/// A configuration together with where each of its values came from.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The effective values.
    pub config: Config,
    /// The place each key was set at, by `section.key`; keys left at their default are missing.
    pub places: BTreeMap<String, Place>,
    /// What the values came from.
    pub sources: Sources,
}

impl Loaded {
    /// Reads, checks and merges the sources: the file first, the environment over it.
    ///
    /// Every problem found is reported at once, so that one run of `config check` is enough.
    pub fn read(sources: Sources) -> Result<Self, Problems> {
        let mut reader = reader::Reader::open(&sources)?;
        let config = Config::read(&mut reader);
        let (places, mut problems) = reader.finish();
        if problems.is_empty() {
            problems = rules::problems(&config, &places);
        }
        if problems.is_empty() { Ok(Self { config, places, sources }) } else { Err(Problems(problems)) }
    }

    /// Says what keeps this otherwise sound configuration from serving devices.
    pub fn check_serving(&self) -> Result<(), Problems> {
        let problems = rules::serving_problems(&self.config);
        if problems.is_empty() { Ok(()) } else { Err(Problems(problems)) }
    }

    /// Returns what is allowed but probably not meant, one sentence each.
    pub fn warnings(&self) -> Vec<String> {
        rules::warnings(&self.config)
    }
}
