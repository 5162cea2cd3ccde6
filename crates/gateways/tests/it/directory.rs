//! The directory client against a real slapd.

mod active_directory;
mod failure;
mod group;
mod login;
mod member;
mod probe;
mod search;
mod security;

use domain::directory::DirectoryKey;
use domain::id::DirectoryId;
use gateways::directory::{DirectoryConnection, DirectoryError, DirectoryGateway, FoundUser, Ldap};
use testkit::{Slapd, SlapdBuilder};
use uuid::Uuid;

/// The id of the directory in tests.
const ID: DirectoryId = DirectoryId(Uuid::from_u128(7));

/// A directory, a client, and how to reach the one from the other.
struct Bench {
    slapd: Slapd,
    gateway: DirectoryGateway,
    connection: DirectoryConnection,
}

impl Bench {
    /// Starts the usual directory; `None` where there is no slapd, and then it was said.
    async fn start() -> Option<Self> {
        Self::start_as(Slapd::builder()).await
    }

    async fn start_as(builder: SlapdBuilder) -> Option<Self> {
        let slapd = builder.start().await?;
        let connection = slapd.connection(ID);
        Some(Self { slapd, gateway: gateway(), connection })
    }

    async fn find(&self, username: &str) -> Result<Option<FoundUser>, DirectoryError> {
        self.gateway.find_user(&self.connection, username).await
    }

    async fn found(&self, username: &str) -> FoundUser {
        self.find(username).await.unwrap().unwrap()
    }

    async fn find_by_key(&self, key: &str) -> Result<Option<FoundUser>, DirectoryError> {
        self.gateway.find_user_by_key(&self.connection, &DirectoryKey(key.to_owned())).await
    }

    async fn check(&self, found: &FoundUser, password: &str) -> Result<bool, DirectoryError> {
        self.gateway.check_password(&self.connection, found, password).await
    }

    /// Returns the names of someone's groups in alphabetical order.
    async fn groups(&self, username: &str) -> Vec<String> {
        let found = self.found(username).await;
        let groups = self.gateway.groups_of(&self.connection, &found).await.unwrap();
        let mut names: Vec<String> = groups.into_iter().map(|group| group.name).collect();
        names.sort();
        names
    }

    /// Returns the usernames that a search finds, in its order.
    async fn search(&self, text: &str, limit: u32) -> Vec<String> {
        let found = self.gateway.search_users(&self.connection, text, limit).await.unwrap();
        found.into_iter().map(|user| user.person.username).collect()
    }
}

fn gateway() -> DirectoryGateway {
    DirectoryGateway::Ldap(Ldap::new())
}
