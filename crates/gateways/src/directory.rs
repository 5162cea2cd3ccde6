//! Directories: looking people and groups up, and asking a directory whether a password is right.
//!
//! A login is a search by the service account and then a bind as the person found, on a connection of its own. When to
//! ask, whom to let in and what to keep is decided by the verbs.

mod ldap;
mod memory;

use std::fmt;

use domain::directory::{DirectoryGroup, DirectoryGroupRef, DirectoryKey, DirectoryUser, LdapSettings};
use domain::id::DirectoryId;
use zeroize::Zeroizing;

use crate::probe::{ProbeCertificate, ProbeFailure};
use crate::tls::Insecure;

pub use ldap::Ldap;
pub use memory::{MemoryDirectory, MemoryPerson};

/// A way to ask directories: over LDAP, or a memory that tests fill.
#[derive(Clone, Debug)]
pub enum DirectoryGateway {
    /// Servers that speak LDAP.
    Ldap(Ldap),
    /// Nothing leaves the process.
    Memory(MemoryDirectory),
}

/// Everything that reaching one directory takes: its settings with the secrets in clear.
#[derive(Clone, PartialEq, Eq)]
pub struct DirectoryConnection {
    /// Which directory: connections are pooled under this id as long as the rest stays the same.
    pub directory_id: DirectoryId,
    /// How to reach and read it.
    pub settings: LdapSettings,
    /// The password of the account that asks.
    pub bind_password: Option<Zeroizing<String>>,
    /// A certificate for the server to know us by, as Google Secure LDAP demands.
    pub client_identity: Option<ClientIdentity>,
}

impl fmt::Debug for DirectoryConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DirectoryConnection")
            .field("directory_id", &self.directory_id)
            .finish_non_exhaustive()
    }
}

/// A client certificate with its key.
#[derive(Clone, PartialEq, Eq)]
pub struct ClientIdentity {
    /// The certificate and its intermediates as DER, leaf first.
    pub certificate_chain: Vec<Vec<u8>>,
    /// The private key as PKCS#8 DER; wiped when dropped.
    pub key_pkcs8: Zeroizing<Vec<u8>>,
}

/// A person found, with what the look-up learned on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundUser {
    /// The person.
    pub user: DirectoryUser,
    /// The distinguished names of their groups as their entry says, where membership is kept there.
    pub group_names: Vec<String>,
}

/// A group with the people who belong to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupMembers {
    /// The group.
    pub group: DirectoryGroup,
    /// The people, each once: those who belong to it, and those of the groups inside it as the settings say.
    pub people: Vec<DirectoryUser>,
    /// Whether there may be more.
    pub is_cut: bool,
}

/// Why a directory gave no answer.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DirectoryError {
    /// It cannot be reached, or does not answer in time. The words are for administrators.
    #[error("the directory does not answer: {0}")]
    Unreachable(String),
    /// Its certificate is not to be trusted, or it does not do TLS as demanded.
    #[error("the connection to the directory is not safe: {0}")]
    Insecure(String),
    /// It does not take the account that asks.
    #[error("the directory refuses the account that asks: {0}")]
    BindRefused(String),
    /// More than one entry matches where exactly one has to.
    #[error("more than one entry matches")]
    Ambiguous,
    /// It answers, but not with what the settings make us expect.
    #[error("the directory's answer makes no sense: {0}")]
    Nonsense(String),
}

impl From<Insecure> for DirectoryError {
    fn from(Insecure(reason): Insecure) -> Self {
        Self::Insecure(reason)
    }
}

impl DirectoryError {
    /// Says whether the directory as a whole fails, not just for this one question.
    pub fn is_down(&self) -> bool {
        !matches!(self, Self::Ambiguous)
    }
}

/// What a try at reaching a directory has shown, step by step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Probe {
    /// The steps in order, up to the first that failed; those after it are missing.
    pub steps: Vec<ProbeStep>,
    /// The certificate that the server showed, also when it was refused.
    pub certificate: Option<ProbeCertificate>,
    /// The roots of the trees it holds, as it says itself: proposals for a base.
    pub naming_contexts: Vec<String>,
}

impl Probe {
    /// Says whether every step was done.
    pub fn is_good(&self) -> bool {
        self.steps.last().is_some_and(|step| step.kind == ProbeKind::Base && step.outcome.is_ok())
    }
}

/// One step of a probe.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProbeStep {
    /// Which.
    pub kind: ProbeKind,
    /// What was learned, in words; or what went wrong and what to do about it.
    pub outcome: Result<String, ProbeFailure>,
}

/// The steps of a probe.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProbeKind {
    /// The host's name becomes addresses.
    Dns,
    /// Something listens at the port.
    Tcp,
    /// The connection is protected, and the certificate is the host's.
    Tls,
    /// The account that asks is taken.
    Bind,
    /// There are entries below the base of people.
    Base,
}

impl ProbeKind {
    /// Every step in order.
    pub const ALL: [Self; 5] = [Self::Dns, Self::Tcp, Self::Tls, Self::Bind, Self::Base];

    /// Returns the name used in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dns => "dns",
            Self::Tcp => "tcp",
            Self::Tls => "tls",
            Self::Bind => "bind",
            Self::Base => "base",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Dns => "Find the host",
            Self::Tcp => "Reach the port",
            Self::Tls => "Protect the connection",
            Self::Bind => "Sign in to the directory",
            Self::Base => "Read below the search base",
        }
    }
}

impl DirectoryGateway {
    /// Finds the one person with this username; whatever stands in it is data, never part of a filter (T19).
    pub async fn find_user(
        &self,
        connection: &DirectoryConnection,
        username: &str,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        match self {
            Self::Ldap(ldap) => ldap.find_user(connection, username).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.find_user(connection, username)
            }
        }
    }

    /// Finds a person by their immutable key; `None` when they have left.
    pub async fn find_user_by_key(
        &self,
        connection: &DirectoryConnection,
        key: &DirectoryKey,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        match self {
            Self::Ldap(ldap) => ldap.find_user_by_key(connection, key).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.find_user_by_key(connection, key)
            }
        }
    }

    /// Asks whether a password is right, by binding as the person on a fresh connection. An empty password, or one with
    /// a NUL, is wrong without asking: directories take it for an anonymous bind and say yes (T18).
    pub async fn check_password(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
        password: &str,
    ) -> Result<bool, DirectoryError> {
        if password.is_empty() || password.contains('\0') {
            return Ok(false);
        }
        match self {
            Self::Ldap(ldap) => ldap.check_password(connection, found, password).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.check_password(connection, found, password)
            }
        }
    }

    /// Does the work of a bind that fails, for a person who does not exist: so time tells nobody who does (T23).
    pub async fn check_nobody(&self, connection: &DirectoryConnection) {
        match self {
            Self::Ldap(ldap) => ldap.check_nobody(connection).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.check_nobody(connection);
            }
        }
    }

    /// Finds the groups of a person, nested ones as the settings say.
    pub async fn groups_of(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        match self {
            Self::Ldap(ldap) => ldap.groups_of(connection, found).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.groups_of(connection, found)
            }
        }
    }

    /// Finds the people who belong to a group, at most `limit`, nested ones as the settings say; `None` when the directory
    /// does not know the group any more.
    pub async fn members_of(
        &self,
        connection: &DirectoryConnection,
        group: &DirectoryGroupRef,
        limit: u32,
    ) -> Result<Option<GroupMembers>, DirectoryError> {
        match self {
            Self::Ldap(ldap) => ldap.members_of(connection, group, limit).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.members_of(connection, group, limit)
            }
        }
    }

    /// Searches people whose username, name or mail address is or begins with a text, at most `limit`.
    pub async fn search_users(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, DirectoryError> {
        match self {
            Self::Ldap(ldap) => ldap.search_users(connection, text, limit).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.search_users(connection, text, limit)
            }
        }
    }

    /// Searches groups whose name is or begins with a text, at most `limit`.
    pub async fn search_groups(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        match self {
            Self::Ldap(ldap) => ldap.search_groups(connection, text, limit).await,
            Self::Memory(memory) => {
                memory.wait(connection).await;
                memory.search_groups(connection, text, limit)
            }
        }
    }

    /// Tries to reach a directory step by step, with fresh connections, and explains what fails.
    pub async fn probe(&self, connection: &DirectoryConnection) -> Probe {
        match self {
            Self::Ldap(ldap) => ldap.probe(connection).await,
            Self::Memory(memory) => memory.probe(connection),
        }
    }
}
