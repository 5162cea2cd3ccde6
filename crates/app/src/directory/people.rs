//! People of directories: searched to assign devices to, and looked up by what names them for ever.

use domain::audit::{Audit, Event};
use domain::built_in_person::{BUILT_IN_DIRECTORY_ID, BUILT_IN_DIRECTORY_NAME, BuiltInPerson};
use domain::device::{Device, SEARCH_CHARACTERS_MAX};
use domain::directory::{DirectoryUser, DirectoryUserRef};
use domain::id::{BuiltInPersonId, DeviceId};
use domain::person::Person;
use domain::privilege::Privilege;
use gateways::directory::DirectoryError;
use store::{StoredDirectory, Tx};
use tokio::task::JoinSet;

use crate::{App, Caller, Error, Fault, Refusal};

/// What a search for people has found.
#[derive(Clone, Debug, Default)]
pub struct FoundPeople {
    /// The people: those of the built-in list, then of the directories in their order; in each those who fit exactly before
    /// others.
    pub people: Vec<FoundPerson>,
    /// The names of directories that did not answer, so that more people may fit.
    pub silent: Vec<String>,
}

/// A person found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FoundPerson {
    /// The person.
    pub user: DirectoryUser,
    /// The name of their directory.
    pub directory: String,
}

/// The most people that one directory contributes to a search.
const PEOPLE_MAX: u32 = 20;

impl App {
    /// Searches people whose username, name or mail address is or begins with a text, in all directories at once.
    pub async fn find_people(&self, caller: &Caller, text: &str) -> Result<FoundPeople, Error> {
        caller.may_somewhere(Privilege::ReadPeople)?;
        self.search_people(text).await
    }

    /// Searches people for somebody whose permission has been looked at.
    pub(crate) async fn search_people(&self, text: &str) -> Result<FoundPeople, Error> {
        let text: String = text.chars().filter(|c| !c.is_control()).take(SEARCH_CHARACTERS_MAX).collect();
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(Error::Invalid(vec![Fault::new("search", "Enter a name, or how one begins.")]));
        }
        let mut tx = self.0.store.read().await?;
        let mut found = FoundPeople { people: built_in(&mut tx, &text).await?, silent: Vec::new() };
        let mut directories = tx.list_directories().await?;
        drop(tx);
        directories.retain(|stored| stored.directory.disabled_at.is_none());
        let mut asking = JoinSet::new();
        for (place, stored) in directories.into_iter().enumerate() {
            let (app, text) = (self.clone(), text.clone());
            asking.spawn(async move {
                let answer = app.search_directory(&stored, &text).await;
                (place, stored.directory.name, answer)
            });
        }
        let mut answers = Vec::new();
        while let Some(answer) = asking.join_next().await {
            answers.push(answer.map_err(|error| Error::Internal(format!("a search panicked: {error}")))?);
        }
        answers.sort_by_key(|(place, ..)| *place);
        for (_, directory, answer) in answers {
            match answer {
                Ok(people) => {
                    let people = people.into_iter();
                    found
                        .people
                        .extend(people.map(|user| FoundPerson { user, directory: directory.clone() }));
                }
                Err(_) => found.silent.push(directory),
            }
        }
        Ok(found)
    }

    /// Searches one directory.
    async fn search_directory(
        &self,
        stored: &StoredDirectory,
        text: &str,
    ) -> Result<Vec<DirectoryUser>, Error> {
        let Some(connection) = self.connect(stored)? else { return Ok(Vec::new()) };
        let question = self.0.directory.search_users(&connection, text, PEOPLE_MAX);
        let people = self.ask(&connection, question).await.map_err(|error| silent(stored, &error))?;
        Ok(exact_first(people.into_iter().map(tidied).collect(), text))
    }

    /// Looks a person up in their directory as it knows them now.
    pub(crate) async fn find_person(&self, user: &DirectoryUserRef) -> Result<DirectoryUser, Error> {
        let mut tx = self.0.store.read().await?;
        if user.directory_id == BUILT_IN_DIRECTORY_ID {
            let id = BuiltInPersonId::from_key(&user.key).ok_or(Refusal::PersonUnknown)?;
            let found = tx.find_built_in_person(id).await?.ok_or(Refusal::PersonUnknown)?;
            return Ok(found.directory_user());
        }
        let stored = tx.find_directory(user.directory_id).await?;
        drop(tx);
        let stored = stored.filter(|stored| stored.directory.disabled_at.is_none());
        let stored = stored.ok_or(Refusal::PersonUnknown)?;
        let connection = self.connect(&stored)?.ok_or(Refusal::PersonUnknown)?;
        let question = self.0.directory.find_user_by_key(&connection, &user.key);
        let found = self.ask(&connection, question).await.map_err(|error| silent(&stored, &error))?;
        Ok(found.map(|found| tidied(found.user)).ok_or(Refusal::PersonUnknown)?)
    }

    /// Assigns a device to a person of a directory, with what the directory knows of them now; or to nobody.
    pub async fn assign_person(
        &self,
        caller: &Caller,
        id: DeviceId,
        user: Option<&DirectoryUserRef>,
    ) -> Result<Device, Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let device = self.0.store.read().await?.find_device(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::AssignUsers, device.site_id)?;
        let found = match user {
            Some(user) => Some(self.find_person(user).await?),
            None => None,
        };
        let mut tx = self.0.store.begin().await?;
        let former = tx.lock_device(id).await?.ok_or(Error::NotFound)?;
        // It may have moved to another site while the directory was asked.
        caller.may_at(Privilege::AssignUsers, former.site_id)?;
        let mut device = former.clone();
        device.person_checked_at = found.as_ref().map(|_| self.now());
        device.person_left_at = None;
        (device.person, device.directory_user) = match found {
            Some(found) => (found.person, Some(found.user)),
            None => (Person::default(), None),
        };
        tx.save_device(&device).await?;
        if device.person != former.person || device.directory_user != former.directory_user {
            let event = Event::PersonAssigned {
                username: device.person.username.clone(),
                before: former.person.username.clone(),
            };
            tx.insert_audit(&Audit {
                device_id: Some(id),
                changes: former.person.changes_to(&device.person),
                ..self.audit(caller.actor(), caller.source(), event)
            })
            .await?;
        }
        tx.commit().await?;
        Ok(device)
    }
}

/// Searches the built-in list.
async fn built_in(tx: &mut Tx, text: &str) -> Result<Vec<FoundPerson>, Error> {
    let page = tx.list_built_in_people(Some(text), None, PEOPLE_MAX).await?;
    let people = page.rows.iter().map(BuiltInPerson::directory_user).collect();
    let found = |user| FoundPerson { user, directory: BUILT_IN_DIRECTORY_NAME.to_owned() };
    Ok(exact_first(people, text).into_iter().map(found).collect())
}

/// Puts those first who are called exactly so.
fn exact_first(mut people: Vec<DirectoryUser>, text: &str) -> Vec<DirectoryUser> {
    let wanted = text.to_lowercase();
    let is_exact = |person: &Person| {
        let fields = [Some(&person.username), Some(&person.full_name), person.email.as_ref()];
        fields.into_iter().flatten().any(|field| field.to_lowercase() == wanted)
    };
    people.sort_by_key(|user| !is_exact(&user.person));
    people
}

/// Returns a person as records hold them.
pub(crate) fn tidied(user: DirectoryUser) -> DirectoryUser {
    DirectoryUser { person: user.person.tidied(), ..user }
}

/// Says in words that a directory gives no answer.
pub(crate) fn silent(stored: &StoredDirectory, error: &DirectoryError) -> Error {
    let name = &stored.directory.name;
    match error {
        DirectoryError::Ambiguous => {
            Error::Unavailable(format!("The directory {name} has two entries for one person."))
        }
        _ => Error::Unavailable(format!("The directory {name} does not answer. Try again in a few minutes.")),
    }
}
