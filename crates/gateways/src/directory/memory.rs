//! A directory in memory, for tests: people and groups are put in, failures are set, questions are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use domain::directory::{
    DirectoryGroup, DirectoryGroupRef, DirectoryKey, DirectoryUser, DirectoryUserRef, Nesting,
};
use domain::person::Person;

use super::{DirectoryConnection, DirectoryError, FoundUser, GroupMembers, Probe, ProbeKind, ProbeStep};
use crate::probe::ProbeFailure;

/// Directories in memory; clones share them. A person stands in every directory, unless their base says in which.
#[derive(Clone, Debug, Default)]
pub struct MemoryDirectory(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    people: BTreeMap<String, MemoryPerson>,
    /// For each group by its key, the keys of the groups inside it.
    inside: BTreeMap<String, BTreeSet<String>>,
    failures: BTreeMap<String, DirectoryError>,
    hanging: BTreeSet<String>,
    asked: BTreeMap<String, (u32, u32)>,
    checked: BTreeMap<String, u32>,
}

/// How often a question that waits looks whether it may go on.
const WAIT_STEP: Duration = Duration::from_millis(5);

/// A person put into the memory.
#[derive(Clone, Debug, Default)]
pub struct MemoryPerson {
    /// Their immutable key.
    pub key: String,
    /// Their data; the username is what they are found by.
    pub person: Person,
    /// The base of the one directory that they stand in; empty for all.
    pub base: String,
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

    /// Puts a group into another one, which it need not know yet.
    pub fn nest(&self, inner: &str, outer: &str) {
        self.kept().inside.entry(outer.to_lowercase()).or_default().insert(inner.to_lowercase());
    }

    /// Lets every question to the directory with a base end in an error from now on; `None` lets it answer again.
    pub fn fail(&self, base: &str, failure: Option<DirectoryError>) {
        match failure {
            Some(failure) => self.kept().failures.insert(base.to_owned(), failure),
            None => self.kept().failures.remove(base),
        };
    }

    /// Lets every question to the directory with a base wait from now on, or go on.
    pub fn hang(&self, base: &str, hangs: bool) {
        if hangs {
            self.kept().hanging.insert(base.to_owned());
        } else {
            self.kept().hanging.remove(base);
        }
    }

    /// Returns how many passwords the person with a key was asked for, in whichever directory.
    pub fn checked(&self, key: &str) -> u32 {
        self.kept().checked.get(key).copied().unwrap_or_default()
    }

    /// Returns how many searches and how many binds, those in nobody's name included, the directory with a base has seen.
    pub fn asked(&self, base: &str) -> (u32, u32) {
        self.kept().asked.get(base).copied().unwrap_or_default()
    }

    pub(super) async fn wait(&self, connection: &DirectoryConnection) {
        while self.kept().hanging.contains(&connection.settings.users.base) {
            tokio::time::sleep(WAIT_STEP).await;
        }
    }

    pub(super) fn find_user(
        &self,
        connection: &DirectoryConnection,
        username: &str,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        let wanted = username.to_lowercase();
        let found = self.search(connection, |person| person.person.username.to_lowercase() == wanted)?;
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
        Ok(self
            .search(connection, |person| person.key == key.0)?
            .first()
            .map(|person| person.found(connection)))
    }

    pub(super) fn check_password(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
        password: &str,
    ) -> Result<bool, DirectoryError> {
        let mut kept = self.answering(connection)?;
        kept.count(connection).1 += 1;
        *kept.checked.entry(found.user.user.key.0.clone()).or_default() += 1;
        Ok(kept.people.get(&found.user.user.key.0).is_some_and(|person| person.password == password))
    }

    pub(super) fn check_nobody(&self, connection: &DirectoryConnection) {
        self.kept().count(connection).1 += 1;
    }

    pub(super) fn groups_of(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        let kept = self.answering(connection)?;
        let person = kept.people.get(&found.user.user.key.0);
        Ok(person.map(|person| person.groups(connection)).unwrap_or_default())
    }

    pub(super) fn members_of(
        &self,
        connection: &DirectoryConnection,
        group: &DirectoryGroupRef,
        limit: u32,
    ) -> Result<Option<GroupMembers>, DirectoryError> {
        let is_nested = connection.settings.membership.nesting() != Nesting::None;
        let mut wanted = BTreeSet::from([group.key.0.clone()]);
        if is_nested {
            let kept = self.kept();
            let mut level = wanted.clone();
            while !level.is_empty() {
                let inside = level.iter().filter_map(|key| kept.inside.get(key)).flatten().cloned();
                level = inside.filter(|key| wanted.insert(key.clone())).collect();
            }
        }
        let belongs =
            |person: &MemoryPerson| person.groups.iter().any(|name| wanted.contains(&name.to_lowercase()));
        let found = self.search(connection, belongs)?;
        let own = found.iter().flat_map(|person| person.groups(connection)).find(|own| own.group == *group);
        let own = own.or_else(|| {
            let is_known = self.kept().inside.contains_key(&group.key.0);
            let name = group.key.0.clone();
            is_known.then(|| DirectoryGroup { group: group.clone(), name, distinguished_name: None })
        });
        let Some(own) = own else { return Ok(None) };
        let people = found.iter().take(limit as usize).map(|person| person.found(connection).user);
        Ok(Some(GroupMembers { group: own, people: people.collect(), is_cut: found.len() > limit as usize }))
    }

    pub(super) fn search_users(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, DirectoryError> {
        let text = text.to_lowercase();
        let begins = |value: &str| value.to_lowercase().starts_with(&text);
        let found = self.search(connection, |MemoryPerson { person, .. }| {
            begins(&person.username)
                || begins(&person.full_name)
                || person.email.as_deref().is_some_and(begins)
                || person.managed_apple_account.as_deref().is_some_and(begins)
        })?;
        Ok(found.iter().take(limit as usize).map(|person| person.found(connection).user).collect())
    }

    pub(super) fn search_groups(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        let mut kept = self.answering(connection)?;
        kept.count(connection).0 += 1;
        let text = text.to_lowercase();
        let all = kept.people.values().flat_map(|person| person.groups(connection));
        let mut found: Vec<_> = all.filter(|group| group.name.to_lowercase().starts_with(&text)).collect();
        found.sort_by(|one, other| one.group.key.cmp(&other.group.key));
        found.dedup_by(|one, other| one.group == other.group);
        found.truncate(limit as usize);
        Ok(found)
    }

    pub(super) fn probe(&self, connection: &DirectoryConnection) -> Probe {
        let failure = self.kept().failures.get(&connection.settings.users.base).cloned();
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

    fn search(
        &self,
        connection: &DirectoryConnection,
        is_wanted: impl Fn(&MemoryPerson) -> bool,
    ) -> Result<Vec<MemoryPerson>, DirectoryError> {
        let mut kept = self.answering(connection)?;
        kept.count(connection).0 += 1;
        let base = &connection.settings.users.base;
        let is_here = |person: &MemoryPerson| person.base.is_empty() || person.base == *base;
        Ok(kept.people.values().filter(|person| is_here(person) && is_wanted(person)).cloned().collect())
    }

    fn answering(&self, connection: &DirectoryConnection) -> Result<MutexGuard<'_, Kept>, DirectoryError> {
        let kept = self.kept();
        match kept.failures.get(&connection.settings.users.base).cloned() {
            Some(failure) => Err(failure),
            None => Ok(kept),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Returns the counts of searches and binds of the directory that is asked.
    fn count(&mut self, connection: &DirectoryConnection) -> &mut (u32, u32) {
        self.asked.entry(connection.settings.users.base.clone()).or_default()
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
