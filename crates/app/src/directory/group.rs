//! Groups of directories: searched to give them rows of enrollment access or to let them stand for groups of accounts.

use domain::device::SEARCH_CHARACTERS_MAX;
use domain::directory::{DirectoryGroup, DirectoryGroupRef};
use domain::id::{DirectoryId, IdentityProviderId};
use domain::privilege::Privilege;
use store::StoredDirectory;
use tokio::task::JoinSet;

use super::people::silent;
use crate::{App, Caller, Error, Fault};

/// What a search for groups has found.
#[derive(Clone, Debug, Default)]
pub struct FoundGroups {
    /// The groups: of the first directory in the order first.
    pub groups: Vec<FoundGroup>,
    /// The names of directories that did not answer, so that more groups may fit.
    pub silent: Vec<String>,
}

/// A group found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundGroup {
    /// The group.
    pub group: DirectoryGroup,
    /// The name of its directory.
    pub directory: String,
}

/// The most groups that one directory contributes to a search.
const GROUPS_MAX: u32 = 20;
/// How many groups are read to find a known one again: several may begin with its name.
const GROUPS_READ: u32 = 200;

impl App {
    /// Lists what the directories are called, in their order, for those who need not know how they are set up.
    pub async fn list_directory_names(&self, caller: &Caller) -> Result<Vec<(DirectoryId, String)>, Error> {
        caller.may_somewhere(Privilege::ReadPeople)?;
        let mut tx = self.0.store.read().await?;
        let directories = tx.list_directories().await?.into_iter();
        let mut names: Vec<_> =
            directories.map(|stored| (stored.directory.id, stored.directory.name)).collect();
        // The people and groups of identity providers are named in the same way.
        let providers = tx.list_identity_providers().await?.into_iter();
        names.extend(providers.map(|stored| (stored.provider.source(), stored.provider.settings.name)));
        Ok(names)
    }

    /// Searches groups whose name is or begins with a text, in all directories at once.
    pub async fn find_groups(&self, caller: &Caller, text: &str) -> Result<FoundGroups, Error> {
        caller.may_somewhere(Privilege::ReadPeople)?;
        let text = searched(text)?;
        let mut directories = self.0.store.read().await?.list_directories().await?;
        directories.retain(|stored| stored.directory.disabled_at.is_none());
        let mut asking = JoinSet::new();
        for (place, stored) in directories.into_iter().enumerate() {
            let (app, text) = (self.clone(), text.clone());
            asking.spawn(async move {
                let answer = app.search_groups(&stored, &text, GROUPS_MAX).await;
                (place, stored.directory.name, answer)
            });
        }
        let mut answers = Vec::new();
        while let Some(answer) = asking.join_next().await {
            answers.push(answer.map_err(|error| Error::Internal(format!("a search panicked: {error}")))?);
        }
        answers.sort_by_key(|(place, ..)| *place);
        let mut found = FoundGroups::default();
        for (_, directory, answer) in answers {
            match answer {
                Ok(groups) => {
                    let groups = groups.into_iter();
                    found
                        .groups
                        .extend(groups.map(|group| FoundGroup { group, directory: directory.clone() }));
                }
                Err(_) => found.silent.push(directory),
            }
        }
        // A provider cannot be asked which groups it has: what was typed may be one of them.
        let providers = self.0.store.read().await?.list_identity_providers().await?;
        found.groups.extend(providers.into_iter().map(|stored| FoundGroup {
            group: stored.provider.group(&text),
            directory: format!("{}, by its groups claim", stored.provider.settings.name),
        }));
        Ok(found)
    }

    /// Looks up a group that a search has shown under a name, as its directory knows it now.
    pub async fn find_group(
        &self,
        caller: &Caller,
        group: &DirectoryGroupRef,
        name: &str,
    ) -> Result<DirectoryGroup, Error> {
        caller.may_somewhere(Privilege::ReadPeople)?;
        let name = searched(name)?;
        let mut tx = self.0.store.read().await?;
        let provider = tx.find_identity_provider(IdentityProviderId(group.directory_id.0)).await?;
        if provider.is_some() {
            // A provider cannot be asked which groups it has: whoever sets the row up knows.
            return Ok(DirectoryGroup { group: group.clone(), name, distinguished_name: None });
        }
        let stored = tx.find_directory(group.directory_id).await?;
        drop(tx);
        let stored = stored.filter(|stored| stored.directory.disabled_at.is_none()).ok_or(Error::NotFound)?;
        let found = self.search_groups(&stored, &name, GROUPS_READ).await?;
        let gone = || {
            let words = "The directory does not know this group any more. Search again.";
            Error::Invalid(vec![Fault::new("group", words)])
        };
        found.into_iter().find(|one| one.group == *group).ok_or_else(gone)
    }

    /// Searches one directory, names that fit exactly first. The built-in list has no groups.
    async fn search_groups(
        &self,
        stored: &StoredDirectory,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryGroup>, Error> {
        let Some(connection) = self.connect(stored)? else { return Ok(Vec::new()) };
        let question = self.0.directory.search_groups(&connection, text, limit);
        let mut groups = self.ask(&connection, question).await.map_err(|error| silent(stored, &error))?;
        let wanted = text.to_lowercase();
        groups.sort_by_key(|group| group.name.to_lowercase() != wanted);
        Ok(groups)
    }
}

fn searched(text: &str) -> Result<String, Error> {
    let text: String = text.chars().filter(|c| !c.is_control()).take(SEARCH_CHARACTERS_MAX).collect();
    match text.trim() {
        "" => Err(Error::Invalid(vec![Fault::new("search", "Enter a name, or how one begins.")])),
        text => Ok(text.to_owned()),
    }
}
