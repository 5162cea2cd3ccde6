//! A directory in memory, for tests: people and groups are put in, failures are set, questions are counted.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::directory::{DirectoryGroup, DirectoryGroupRef, DirectoryKey, DirectoryUser, DirectoryUserRef};
use domain::person::Person;

use super::{DirectoryConnection, DirectoryError, FoundUser, Probe, ProbeFailure, ProbeKind, ProbeStep};

/// A directory in memory; clones share it. Every connection sees the same people.
#[derive(Clone, Debug, Default)]
pub struct MemoryDirectory(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    people: BTreeMap<String, MemoryPerson>,
    failure: Option<DirectoryError>,
    binds: u32,
    searches: u32,
}

/// A person put into the memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryPerson {
    /// Their immutable key.
    pub key: String,
    /// Their data; the username is what they are found by.
    pub person: Person,
    /// Their password.
    pub password: String,
    /// The names of their groups; each is its own key in lower case.
    pub groups: Vec<String>,
}

impl MemoryDirectory {
    /// Puts a person in, or replaces the one with the same key.
    pub fn put(&self, person: MemoryPerson) {
        self.kept().people.insert(person.key.clone(), person);
    }

    /// Removes a person.
    pub fn remove(&self, key: &str) {
        self.kept().people.remove(key);
    }

    /// Lets every question end in an error from now on; `None` lets it answer again.
    pub fn fail(&self, failure: Option<DirectoryError>) {
        self.kept().failure = failure;
    }

    /// Returns how many searches and how many binds there have been.
    pub fn asked(&self) -> (u32, u32) {
        let kept = self.kept();
        (kept.searches, kept.binds)
    }

    pub(super) fn find_user(
        &self,
        connection: &DirectoryConnection,
        username: &str,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        let wanted = username.to_lowercase();
        let found = self.search(|person| person.person.username.to_lowercase() == wanted)?;
        match found.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(one.found(connection))),
            _ => Err(DirectoryError::Ambiguous),
        }
    }

    pub(super) fn find_user_by_key(
        &self,
        connection: &DirectoryConnection,
        key: &DirectoryKey,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        Ok(self.search(|person| person.key == key.0)?.first().map(|person| person.found(connection)))
    }

    pub(super) fn check_password(
        &self,
        _: &DirectoryConnection,
        found: &FoundUser,
        password: &str,
    ) -> Result<bool, DirectoryError> {
        let mut kept = self.answering()?;
        kept.binds += 1;
        Ok(kept.people.get(&found.user.user.key.0).is_some_and(|person| person.password == password))
    }

    pub(super) fn check_nobody(&self, _: &DirectoryConnection) {
        self.kept().binds += 1;
    }

    pub(super) fn groups_of(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        let kept = self.answering()?;
        let person = kept.people.get(&found.user.user.key.0);
        Ok(person.map(|person| person.groups(connection)).unwrap_or_default())
    }

    pub(super) fn search_users(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, DirectoryError> {
        let text = text.to_lowercase();
        let begins = |value: &str| value.to_lowercase().starts_with(&text);
        let found = self.search(|MemoryPerson { person, .. }| {
            begins(&person.username)
                || begins(&person.full_name)
                || person.email.as_deref().is_some_and(begins)
        })?;
        Ok(found.iter().take(limit as usize).map(|person| person.found(connection).user).collect())
    }

    pub(super) fn search_groups(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        let mut kept = self.answering()?;
        kept.searches += 1;
        let text = text.to_lowercase();
        let all = kept.people.values().flat_map(|person| person.groups(connection));
        let mut found: Vec<_> = all.filter(|group| group.name.to_lowercase().starts_with(&text)).collect();
        found.sort_by(|one, other| one.group.key.cmp(&other.group.key));
        found.dedup_by(|one, other| one.group == other.group);
        found.truncate(limit as usize);
        Ok(found)
    }

    pub(super) fn probe(&self, connection: &DirectoryConnection) -> Probe {
        let failure = self.kept().failure.clone();
        let done = |kind| ProbeStep { kind, outcome: Ok("done".to_owned()) };
        let steps = match failure {
            None => ProbeKind::ALL.map(done).to_vec(),
            Some(error) => {
                let advice = "Let the memory answer again.".to_owned();
                let outcome = Err(ProbeFailure { reason: error.to_string(), advice });
                vec![done(ProbeKind::Dns), ProbeStep { kind: ProbeKind::Tcp, outcome }]
            }
        };
        Probe { steps, certificate: None, naming_contexts: vec![connection.settings.users.base.clone()] }
    }

    fn search(&self, is_wanted: impl Fn(&MemoryPerson) -> bool) -> Result<Vec<MemoryPerson>, DirectoryError> {
        let mut kept = self.answering()?;
        kept.searches += 1;
        Ok(kept.people.values().filter(|person| is_wanted(person)).cloned().collect())
    }

    fn answering(&self) -> Result<MutexGuard<'_, Kept>, DirectoryError> {
        let kept = self.kept();
        match kept.failure.clone() {
            Some(failure) => Err(failure),
            None => Ok(kept),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryPerson {
    fn found(&self, connection: &DirectoryConnection) -> FoundUser {
        let user =
            DirectoryUserRef { directory_id: connection.directory_id, key: DirectoryKey(self.key.clone()) };
        let distinguished_name = Some(format!("uid={},{}", self.key, connection.settings.users.base));
        FoundUser {
            user: DirectoryUser { user, distinguished_name, person: self.person.clone() },
            group_names: self.groups.clone(),
        }
    }

    fn groups(&self, connection: &DirectoryConnection) -> Vec<DirectoryGroup> {
        let group = |name: &String| DirectoryGroup {
            group: DirectoryGroupRef {
                directory_id: connection.directory_id,
                key: DirectoryKey(name.to_lowercase()),
            },
            name: name.clone(),
            distinguished_name: None,
        };
        self.groups.iter().map(group).collect()
    }
}
