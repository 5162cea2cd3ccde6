//! Directories: where the people of the organization are known. One or several, asked in order.
//!
//! A directory is either a server that speaks LDAP or the built-in list of people. What a server calls a username, a
//! department or a group differs everywhere, so each LDAP directory carries its mappings; presets fill them in.

mod change;
mod mapping;
mod preset;
mod rule;

use serde::{Deserialize, Serialize};

use crate::id::DirectoryId;
use crate::person::Person;
use crate::time::Timestamp;

pub use mapping::{GroupMapping, MemberValue, Membership, Nesting, ObjectClasses, SearchScope, UserMapping};
pub use preset::Preset;
pub use rule::{DirectoryFault, check_name, is_attribute};

/// A directory as it is set up. The secrets of its connection are kept apart from it, sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Directory {
    /// The directory's id.
    pub id: DirectoryId,
    /// What administrators call it; unique.
    pub name: String,
    /// Its place in the order in which directories are asked, from 0.
    pub position: u32,
    /// What answers.
    pub backend: Backend,
    /// Since when nobody may log in by it.
    pub disabled_at: Option<Timestamp>,
    /// When it was set up.
    pub created_at: Timestamp,
}

/// What answers for a directory.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Backend {
    /// A server that speaks LDAP.
    Ldap(LdapSettings),
    /// The people kept in this server's own database. They have no passwords: nobody logs in by it, but devices can be
    /// assigned to them.
    BuiltIn,
}

/// How to reach and to read an LDAP server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LdapSettings {
    /// The preset that the mappings began with; says nothing about what they are now.
    pub preset: Preset,
    /// Hosts that hold the same directory, in the order in which they are tried; 1 to [`HOSTS_MAX`].
    pub hosts: Vec<LdapHost>,
    /// How the connection is protected.
    pub security: Security,
    /// Roots (DER) that the server's certificate may chain to besides the system's; empty where those suffice.
    pub roots: Vec<Vec<u8>>,
    /// Who asks: the name to bind with, such as a distinguished name; `None` asks anonymously.
    pub bind_name: Option<String>,
    /// How long connecting may take, TLS included, in seconds.
    pub connect_timeout_s: u32,
    /// How long one search or bind may take, in seconds.
    pub search_timeout_s: u32,
    /// How many entries to ask for at once.
    pub page_entries: u32,
    /// How many failed logins of one person are passed on before [`LdapSettings::failure_window_minutes`] of rest:
    /// below the directory's own lock-out, so that nobody locks another's account through the portal (T22).
    pub failures_max: u32,
    /// How long the rest is, in minutes: at least as long as the directory counts.
    pub failure_window_minutes: u32,
    /// How people are found and read.
    pub users: UserMapping,
    /// How groups are found and read.
    pub groups: GroupMapping,
    /// Who belongs to which group.
    pub membership: Membership,
}

/// The most hosts of one directory.
pub const HOSTS_MAX: usize = 8;

/// One host of a directory.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct LdapHost {
    /// Its name or address; the name is what its certificate is checked against.
    pub name: String,
    /// Its port.
    pub port: u16,
}

impl LdapHost {
    /// Reads a host as people write it: a name or an address, `:port` after it where it is not the usual one, perhaps
    /// copied as an LDAP URL. What is no host comes out as one that [`LdapSettings::faults`] refuses.
    pub fn read(text: &str, security: Security) -> Self {
        let text = text.trim();
        let text = text.strip_prefix("ldaps://").or_else(|| text.strip_prefix("ldap://")).unwrap_or(text);
        let text = text.strip_suffix('/').unwrap_or(text);
        let usual = security.default_port();
        let host = |name: &str, port: &str| Self {
            name: name.to_owned(),
            port: if port.is_empty() { usual } else { port.parse().unwrap_or(0) },
        };
        if let Some((name, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) {
            return host(name, rest.strip_prefix(':').unwrap_or(rest));
        }
        match text.split_once(':') {
            Some((name, port)) if !port.contains(':') => host(name, port),
            _ => host(text, ""), // a bare name, or an IPv6 address
        }
    }

    /// Writes the host as [`LdapHost::read`] reads it.
    pub fn written(&self, security: Security) -> String {
        let name = if self.name.contains(':') { format!("[{}]", self.name) } else { self.name.clone() };
        if self.port == security.default_port() { name } else { format!("{name}:{}", self.port) }
    }
}

/// How the connection to a directory is protected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// TLS from the first octet.
    Ldaps,
    /// TLS after `StartTLS`; when the server does not do it, nothing more is said to it (T20).
    StartTls,
    /// No protection: passwords cross the network in clear. Only by explicit choice, and the console keeps warning.
    Plain,
}

impl Security {
    /// Every kind, safest first.
    pub const ALL: [Self; 3] = [Self::Ldaps, Self::StartTls, Self::Plain];

    /// Returns the name used in forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ldaps => "ldaps",
            Self::StartTls => "start-tls",
            Self::Plain => "plain",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Ldaps => "LDAPS",
            Self::StartTls => "StartTLS",
            Self::Plain => "No encryption",
        }
    }

    /// Finds a kind by [`Security::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|security| security.name() == name)
    }

    /// Returns the port that such servers listen on by custom.
    pub fn default_port(self) -> u16 {
        match self {
            Self::Ldaps => 636,
            Self::StartTls | Self::Plain => 389,
        }
    }
}

/// The value of a directory that names one person or group for ever, whatever they are called meanwhile: an
/// `entryUUID`, an `objectGUID` in hex.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DirectoryKey(pub String);

/// Names one person of one directory: the identity of a directory user (T21).
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct DirectoryUserRef {
    /// The directory.
    pub directory_id: DirectoryId,
    /// The person's immutable key in it.
    pub key: DirectoryKey,
}

/// Names one group of one directory.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct DirectoryGroupRef {
    /// The directory.
    pub directory_id: DirectoryId,
    /// The group's immutable key in it.
    pub key: DirectoryKey,
}

/// A person as a directory knows them now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DirectoryUser {
    /// Who.
    pub user: DirectoryUserRef,
    /// Where their entry stands; `None` in the built-in list.
    pub distinguished_name: Option<String>,
    /// What a device record gets of them.
    pub person: Person,
}

/// A group as a directory knows it now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DirectoryGroup {
    /// Which.
    pub group: DirectoryGroupRef,
    /// Its name.
    pub name: String,
    /// Where its entry stands; `None` in the built-in list.
    pub distinguished_name: Option<String>,
}

/// How much refers to a directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DirectoryUses {
    /// Devices assigned to people of it.
    pub devices: u64,
    /// Accounts of people of it, who have signed in to the console.
    pub accounts: u64,
    /// Groups of accounts that stand for groups of it.
    pub account_groups: u64,
    /// Groups of it with enrollment access of their own.
    pub access_rows: u64,
}

/// How a directory fares, as the last use of it has shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DirectoryHealth {
    /// When it last answered.
    pub answered_at: Option<Timestamp>,
    /// Since when it has not answered; `None` while it does.
    pub failing_since: Option<Timestamp>,
    /// The last failure in words for administrators; empty while it answers.
    pub failure: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_read_as_people_write_it() {
        let check = |text: &str, name: &str, port: u16, written: &str| {
            let host = LdapHost::read(text, Security::Ldaps);
            assert_eq!((host.name.as_str(), host.port), (name, port), "{text}");
            assert_eq!(host.written(Security::Ldaps), written, "{text}");
        };
        check("ldap.example.org", "ldap.example.org", 636, "ldap.example.org");
        check(" ldaps://ldap.example.org/ ", "ldap.example.org", 636, "ldap.example.org");
        check("ldap.example.org:3269", "ldap.example.org", 3269, "ldap.example.org:3269");
        check("::1", "::1", 636, "[::1]");
        check("[::1]:389", "::1", 389, "[::1]:389");
        assert_eq!(LdapHost::read("a", Security::StartTls).port, 389);
        assert_eq!(LdapHost::read("a:x", Security::Ldaps).port, 0, "refused later");
    }
}
