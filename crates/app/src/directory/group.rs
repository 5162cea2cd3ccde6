//! Groups of directories, searched by name to give their members something.

use domain::device::SEARCH_CHARACTERS_MAX;
use domain::directory::DirectoryGroup;
use domain::privilege::Privilege;
use tokio::task::JoinSet;

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

impl App {
    /// Searches groups whose name is or begins with a text, in all directories at once. For whoever may give the members
    /// of a group something.
    pub async fn find_directory_groups(&self, caller: &Caller, text: &str) -> Result<FoundGroups, Error> {
        let givers = [Privilege::ManageAccounts, Privilege::ManageEnrollmentAccess];
        if !givers.into_iter().any(|privilege| caller.holds(privilege)) {
            return Err(Error::Forbidden);
        }
        let text: String = text.chars().filter(|c| !c.is_control()).take(SEARCH_CHARACTERS_MAX).collect();
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(Error::Invalid(vec![Fault::new("search", "Enter a name, or how one begins.")]));
        }
        let mut directories = self.0.store.read().await?.list_directories().await?;
        directories.retain(|stored| stored.directory.disabled_at.is_none());
        let mut asking = JoinSet::new();
        for (place, stored) in directories.into_iter().enumerate() {
            let Some(connection) = self.connect(&stored)? else { continue }; // the built-in list has no groups
            let (app, text) = (self.clone(), text.clone());
            asking.spawn(async move {
                let question = app.0.directory.search_groups(&connection, &text, GROUPS_MAX);
                (place, stored.directory.name, app.ask(&connection, question).await)
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
                    let found_in = |group| FoundGroup { group, directory: directory.clone() };
                    found.groups.extend(groups.map(found_in));
                }
                Err(_) => found.silent.push(directory),
            }
        }
        Ok(found)
    }
}
