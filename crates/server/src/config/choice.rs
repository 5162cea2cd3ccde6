//! Settings that are one word out of a few.

use super::setting::text_settings;
use std::fmt;
use std::str::FromStr;
use tracing_subscriber::EnvFilter;

/// How devices come to trust the server's TLS certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrustMode {
    /// Decided at start from the certificate in use.
    Auto,
    /// By the roots devices ship with; the profile carries none.
    Public,
    /// By the root embedded in the enrollment profile.
    PrivateEmbedded,
}

impl fmt::Display for TrustMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Public => "public",
            Self::PrivateEmbedded => "private-embedded",
        })
    }
}

impl FromStr for TrustMode {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Auto, Self::Public, Self::PrivateEmbedded]
            .into_iter()
            .find(|mode| mode.to_string() == text)
            .ok_or("")
    }
}

/// The shape of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

impl fmt::Display for LogFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

impl FromStr for LogFormat {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        [Self::Text, Self::Json].into_iter().find(|format| format.to_string() == text).ok_or("")
    }
}

/// A log filter known to be readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFilter(String);

impl LogFilter {
    /// Returns the filter for `tracing`.
    pub fn to_env_filter(&self) -> EnvFilter {
        EnvFilter::new(&self.0)
    }
}

impl Default for LogFilter {
    /// `info`, without the database driver's own news.
    fn default() -> Self {
        Self("info,sqlx=warn".into())
    }
}

impl fmt::Display for LogFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for LogFilter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        EnvFilter::try_new(text).map(|_| Self(text.to_owned())).map_err(|error| error.to_string())
    }
}

text_settings! {
    TrustMode: "\"auto\", \"public\" or \"private-embedded\"";
    LogFormat: "\"text\" or \"json\"";
    LogFilter: "a level or a list such as \"info,app=debug\"";
}
