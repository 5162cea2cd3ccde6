//! What a configuration is read from.

use std::path::{Path, PathBuf};

/// The file read when none is named, if it exists.
pub const DEFAULT_FILE: &str = "vestibule.toml";

/// What the environment variables of the configuration begin with.
pub(super) const PREFIX: &str = "VESTIBULE_";

/// A configuration file and environment variables, as values: nothing below reads the process's own.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// The configuration file, if there is one; it must then be readable.
    pub file: Option<PathBuf>,
    /// The environment variables by name; those of others are ignored.
    pub environment: Vec<(String, String)>,
}

impl Sources {
    /// Returns this process's sources: the named file, or [`DEFAULT_FILE`] if it exists, and the environment.
    pub fn of_process(file: Option<PathBuf>) -> Self {
        let file = file.or_else(|| Some(DEFAULT_FILE.into()).filter(|file: &PathBuf| Path::exists(file)));
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| name.starts_with(PREFIX))
            .collect();
        Self { file, environment }
    }
}
