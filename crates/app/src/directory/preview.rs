//! Trying a directory out before or after it is saved: step by step, and by looking people and groups up.

use domain::directory::{Directory, DirectoryGroup, DirectoryHealth, DirectoryUser};
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use gateways::directory::{DirectoryConnection, DirectoryError, Probe, ProbeKind};
use store::StoredDirectory;
use uuid::Uuid;

use super::people::tidied;
use super::{Backend, DirectoryDraft};
use crate::{App, Caller, Error, Fault};

/// What settings make of some people and groups.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The people in the order asked for, each with the name asked for.
    pub people: Vec<(String, Looked<PersonFound>)>,
    /// The groups likewise.
    pub groups: Vec<(String, Looked<GroupFound>)>,
}

/// How a look-up ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Looked<T> {
    /// Exactly one entry fits.
    Found(T),
    /// None does.
    Missing,
    /// More than one does: nobody could log in so.
    Ambiguous,
}

/// A person exactly as a device record would get them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonFound {
    /// The person.
    pub user: DirectoryUser,
    /// Their groups.
    pub groups: Vec<DirectoryGroup>,
}

/// A group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupFound {
    /// The group.
    pub group: DirectoryGroup,
    /// Those of the people asked for who are in it, by username.
    pub members: Vec<String>,
}

/// The most people, and the most groups, that one preview looks up.
const LOOKED_MAX: usize = 10;
/// How many groups are read to find the one with exactly a name.
const GROUPS_READ: u32 = 20;

impl App {
    /// Tries to reach a directory with settings that need not be saved. With the id of a saved one, its secrets are used
    /// where the draft keeps them.
    pub async fn probe_directory(
        &self,
        caller: &Caller,
        saved: Option<DirectoryId>,
        draft: DirectoryDraft,
    ) -> Result<Probe, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let connection = self.draft_connection(saved, draft).await?;
        Ok(self.0.directory.probe(&connection).await)
    }

    /// Tries to reach a saved directory, and notes how it fares.
    pub async fn test_directory(&self, caller: &Caller, id: DirectoryId) -> Result<Probe, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let stored = self.0.store.read().await?.find_directory(id).await?.ok_or(Error::NotFound)?;
        let connection = self.connect(&stored)?.ok_or_else(no_server)?;
        let probe = self.0.directory.probe(&connection).await;
        let failed = probe.steps.iter().find_map(|step| match &step.outcome {
            Err(failure) if step.kind == ProbeKind::Bind => {
                Some(DirectoryError::BindRefused(failure.reason.clone()))
            }
            Err(failure) if step.kind == ProbeKind::Tls => {
                Some(DirectoryError::Insecure(failure.reason.clone()))
            }
            Err(failure) if step.kind == ProbeKind::Base => {
                Some(DirectoryError::Nonsense(failure.reason.clone()))
            }
            Err(failure) => Some(DirectoryError::Unreachable(failure.reason.clone())),
            Ok(_) => None,
        });
        self.note_answer(id, failed.as_ref()).await;
        Ok(probe)
    }

    /// Looks people and groups up with settings that need not be saved, and shows what would become of them.
    pub async fn preview_directory(
        &self,
        caller: &Caller,
        saved: Option<DirectoryId>,
        draft: DirectoryDraft,
        people: &[String],
        groups: &[String],
    ) -> Result<Preview, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let connection = self.draft_connection(saved, draft).await?;
        let mut found = Preview { people: Vec::new(), groups: Vec::new() };
        for name in people.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).take(LOOKED_MAX) {
            let looked = self.preview_person(&connection, name).await.map_err(|error| no_answer(&error))?;
            found.people.push((name.to_owned(), looked));
        }
        for name in groups.iter().map(|name| name.trim()).filter(|name| !name.is_empty()).take(LOOKED_MAX) {
            let looked = self
                .preview_group(&connection, name, &found.people)
                .await
                .map_err(|error| no_answer(&error))?;
            found.groups.push((name.to_owned(), looked));
        }
        Ok(found)
    }

    async fn preview_person(
        &self,
        connection: &DirectoryConnection,
        name: &str,
    ) -> Result<Looked<PersonFound>, DirectoryError> {
        let found = match self.0.directory.find_user(connection, name).await {
            Ok(Some(found)) => found,
            Ok(None) => return Ok(Looked::Missing),
            Err(DirectoryError::Ambiguous) => return Ok(Looked::Ambiguous),
            Err(error) => return Err(error),
        };
        let groups = self.0.directory.groups_of(connection, &found).await?;
        Ok(Looked::Found(PersonFound { user: tidied(found.user), groups }))
    }

    async fn preview_group(
        &self,
        connection: &DirectoryConnection,
        name: &str,
        people: &[(String, Looked<PersonFound>)],
    ) -> Result<Looked<GroupFound>, DirectoryError> {
        let mut groups = self.0.directory.search_groups(connection, name, GROUPS_READ).await?;
        groups.retain(|group| group.name.to_lowercase() == name.to_lowercase());
        let group = match groups.len() {
            0 => return Ok(Looked::Missing),
            1 => groups.remove(0),
            _ => return Ok(Looked::Ambiguous),
        };
        let found = people.iter().filter_map(|(_, looked)| match looked {
            Looked::Found(person) => Some(person),
            Looked::Missing | Looked::Ambiguous => None,
        });
        let is_in = |person: &&PersonFound| person.groups.iter().any(|one| one.group == group.group);
        let members = found.filter(is_in).map(|person| person.user.person.username.clone()).collect();
        Ok(Looked::Found(GroupFound { group, members }))
    }

    /// Returns the connection that a draft describes. Unsaved settings are asked under an id of their own.
    async fn draft_connection(
        &self,
        saved: Option<DirectoryId>,
        mut draft: DirectoryDraft,
    ) -> Result<DirectoryConnection, Error> {
        let stored = match saved {
            Some(id) => self.0.store.read().await?.find_directory(id).await?.ok_or(Error::NotFound)?,
            None => blank(self.now()),
        };
        // Trying comes before naming.
        if draft.name.trim().is_empty() {
            draft.name = "draft".to_owned();
        }
        let stored = self.take_over(stored, draft)?;
        let connection = self.connect(&stored)?.ok_or_else(no_server)?;
        Ok(DirectoryConnection { directory_id: DirectoryId(Uuid::nil()), ..connection })
    }
}

/// Returns a directory of which nothing is known yet.
pub(super) fn blank(now: domain::time::Timestamp) -> StoredDirectory {
    StoredDirectory {
        directory: Directory {
            id: DirectoryId(Uuid::nil()),
            name: String::new(),
            position: 0,
            backend: Backend::BuiltIn, // until a draft is taken over
            disabled_at: None,
            created_at: now,
        },
        sealed_bind_password: None,
        sealed_client_identity: None,
        people_due_before: None,
        health: DirectoryHealth { answered_at: None, failing_since: None, failure: String::new() },
    }
}

/// Says to an administrator why a directory gives no answer.
fn no_answer(error: &DirectoryError) -> Error {
    Error::Unavailable(format!("The look-up failed: {error}."))
}

fn no_server() -> Error {
    Error::Invalid(vec![Fault::new("hosts", "The built-in list has no server to try.")])
}
