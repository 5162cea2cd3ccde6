//! Recipients from directories: people, those of groups, and everybody who has no device that is enrolled.

use std::collections::{HashMap, HashSet};

use domain::account::username_key;
use domain::address::tidied_name;
use domain::built_in_person::{BUILT_IN_DIRECTORY_ID, BUILT_IN_DIRECTORY_NAME};
use domain::directory::{DirectoryGroupRef, DirectoryKey, DirectoryUser, DirectoryUserRef};
use domain::id::{BuiltInPersonId, DirectoryId};
use domain::message::Channel;
use domain::person::Person;
use gateways::directory::{DirectoryConnection, DirectoryError};
use store::Tx;

use super::{Gathering, RecipientSource};
use crate::directory::tidied;
use crate::{App, Error, NewRecipient};

/// How many people are read at once.
const READ_AT_ONCE: u32 = 1_000;
/// How many people of the built-in list are looked at who may have no device.
const BUILT_IN_READ_MAX: usize = 200_000;

/// A directory that can be asked.
struct Asked {
    name: String,
    connection: DirectoryConnection,
}

const UNKNOWN_PERSON: &str = "The directory does not know this person any more. Search again.";
const UNKNOWN_GROUP: &str = "The directory does not know this group any more. Search again.";
const GONE: &str = "This directory is disabled or has been deleted.";
const AMBIGUOUS: &str = "The directory has two entries for this.";
const SILENT: &str = "The directory does not answer. Try again in a few minutes.";

impl App {
    pub(super) async fn gather_from_directories(
        &self,
        gathering: &mut Gathering,
        source: &RecipientSource,
    ) -> Result<(), Error> {
        let directories = self.directories_to_ask().await?;
        for user in &source.people {
            self.gather_person(gathering, &directories, user).await?;
        }
        for group in &source.groups {
            self.gather_group(gathering, &directories, group).await;
        }
        if source.everyone_not_enrolled {
            self.gather_built_in_people(gathering).await?;
            let mut in_order: Vec<_> = directories.values().collect();
            in_order.sort_by(|one, other| one.name.cmp(&other.name));
            for asked in in_order {
                self.gather_everyone_of(gathering, asked).await?;
            }
        }
        Ok(())
    }

    async fn directories_to_ask(&self) -> Result<HashMap<DirectoryId, Asked>, Error> {
        let all = self.0.store.read().await?.list_directories().await?;
        let mut directories = HashMap::new();
        for stored in all.into_iter().filter(|stored| stored.directory.disabled_at.is_none()) {
            if let Some(connection) = self.connect(&stored)? {
                directories.insert(stored.directory.id, Asked { name: stored.directory.name, connection });
            }
        }
        Ok(directories)
    }

    async fn gather_person(
        &self,
        gathering: &mut Gathering,
        directories: &HashMap<DirectoryId, Asked>,
        user: &DirectoryUserRef,
    ) -> Result<(), Error> {
        if user.directory_id == BUILT_IN_DIRECTORY_ID {
            let found = match BuiltInPersonId::from_key(&user.key) {
                Some(id) => self.0.store.read().await?.find_built_in_person(id).await?,
                None => None,
            };
            match found {
                Some(person) => gathering.take_user(BUILT_IN_DIRECTORY_NAME, person.directory_user()),
                None => gathering.fault(BUILT_IN_DIRECTORY_NAME, &user.key.0, UNKNOWN_PERSON),
            }
            return Ok(());
        }
        let Some(Asked { name, connection }) = directories.get(&user.directory_id) else {
            gathering.fault("Directories", &user.key.0, GONE);
            return Ok(());
        };
        let question = self.0.directory.find_user_by_key(connection, &user.key);
        match self.ask(connection, question).await {
            Ok(Some(found)) => gathering.take_user(name, tidied(found.user)),
            Ok(None) => gathering.fault(name.as_str(), &user.key.0, UNKNOWN_PERSON),
            Err(error) => gathering.no_answer(name, &user.key, &error),
        }
        Ok(())
    }

    async fn gather_group(
        &self,
        gathering: &mut Gathering,
        directories: &HashMap<DirectoryId, Asked>,
        group: &DirectoryGroupRef,
    ) {
        let Some(Asked { name, connection }) = directories.get(&group.directory_id) else {
            gathering.fault("Directories", &group.key.0, GONE);
            return;
        };
        let limit = self.people_max();
        let question = self.0.directory.members_of(connection, group, limit);
        let members = match self.ask(connection, question).await {
            Ok(Some(members)) => members,
            Ok(None) => return gathering.fault(name.as_str(), &group.key.0, UNKNOWN_GROUP),
            Err(error) => return gathering.no_answer(name, &group.key, &error),
        };
        let place = format!("{} ({name})", members.group.name);
        if members.is_cut {
            gathering.gathered.left_out.push(format!(
                "{place} has more people than {limit}, or groups nested too deep: not all of them are in the list."
            ));
        }
        for user in members.people {
            gathering.take_user(&place, tidied(user));
        }
    }

    /// Takes in the people of the built-in list who have no device that is enrolled.
    async fn gather_built_in_people(&self, gathering: &mut Gathering) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let enrolled = enrolled(&mut tx, BUILT_IN_DIRECTORY_ID).await?;
        let (mut after, mut read) = (String::new(), 0);
        loop {
            let people = tx.list_built_in_people_after(&after, READ_AT_ONCE).await?;
            let Some(last) = people.last() else { return Ok(()) };
            if read >= BUILT_IN_READ_MAX {
                let words = format!("Of the built-in list, only the first {read} people were looked at.");
                gathering.gathered.left_out.push(words);
                return Ok(());
            }
            after = username_key(&last.person.username);
            read += people.len();
            for person in people {
                let user = person.directory_user();
                if !enrolled.contains(&user.user.key) {
                    gathering.take_user(BUILT_IN_DIRECTORY_NAME, user);
                }
            }
        }
    }

    /// Takes in the people of a directory who have no device that is enrolled, as far as it lists its people.
    async fn gather_everyone_of(
        &self,
        gathering: &mut Gathering,
        Asked { name, connection }: &Asked,
    ) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let enrolled = enrolled(&mut tx, connection.directory_id).await?;
        drop(tx);
        // So many that as many as an invitation can have are left when the enrolled ones are taken off.
        let limit = self.people_max().saturating_add(u32::try_from(enrolled.len()).unwrap_or(u32::MAX));
        let asked = self.0.directory.search_users(connection, "", limit.saturating_add(1));
        let people = match self.ask(connection, asked).await {
            Ok(people) => people,
            Err(_) => {
                gathering.silent(name);
                return Ok(());
            }
        };
        if people.len() > limit as usize {
            let words = format!("{name} has more than {limit} people: not all of them were looked at.");
            gathering.gathered.left_out.push(words);
        }
        for user in people {
            if !enrolled.contains(&user.user.key) {
                gathering.take_user(name, tidied(user));
            }
        }
        Ok(())
    }

    /// Returns how many people one group or directory contributes: one more than an invitation may have, so that too many are
    /// refused.
    fn people_max(&self) -> u32 {
        u32::try_from(self.0.settings.invitations.recipients_max).unwrap_or(u32::MAX).saturating_add(1)
    }
}

impl Gathering {
    /// Takes a person of a directory in by the address that it knows of them.
    fn take_user(&mut self, place: &str, user: DirectoryUser) {
        let DirectoryUser { user, person, .. } = user;
        let name = called(&person);
        let (own, other, none) = match self.rules.channel {
            Channel::Email => {
                (&person.email, &person.phone, "This person has no e-mail address in the directory.")
            }
            Channel::Sms => {
                (&person.phone, &person.email, "This person has no phone number in the directory.")
            }
        };
        let Some(own) = own else { return self.fault(place, name, none) };
        let address = match self.rules.address(own) {
            Ok((address, _)) => address,
            Err(fault) => return self.fault(place, &format!("{name} ({own})"), fault.to_string()),
        };
        // What is written there was not written for messages: a landline is no fault of the person.
        let other_address = other.as_deref().and_then(|other| self.rules.other_address(other).ok());
        let shown = format!("{name} ({own})");
        let recipient = NewRecipient {
            address,
            name: tidied_name(&person.full_name),
            other_address,
            user: Some(user.clone()),
            person: Some(person),
            ..NewRecipient::default()
        };
        let (taken, is_new) = self.take(recipient);
        let first = &self.gathered.recipients[taken];
        let is_other = |known: &DirectoryUserRef| known.directory_id == user.directory_id && *known != user;
        if !is_new && first.user.as_ref().is_some_and(is_other) {
            let words = format!(
                "{} has the same address. One message goes there, and the invitation is theirs.",
                first.person.as_ref().map_or("Somebody else", called)
            );
            self.fault(place, &shown, words);
        }
    }

    fn no_answer(&mut self, name: &str, key: &DirectoryKey, error: &DirectoryError) {
        if *error == DirectoryError::Ambiguous {
            self.fault(name, &key.0, AMBIGUOUS);
        } else {
            self.fault(name, &key.0, SILENT);
            self.silent(name);
        }
    }

    fn silent(&mut self, name: &str) {
        if !self.gathered.silent.iter().any(|known| known == name) {
            self.gathered.silent.push(name.to_owned());
        }
    }
}

/// Returns what to call a person: their name, else their username.
fn called(person: &Person) -> &str {
    if person.full_name.is_empty() { &person.username } else { &person.full_name }
}

/// Returns the people of a directory who have a device that is enrolled.
async fn enrolled(tx: &mut Tx, id: DirectoryId) -> Result<HashSet<DirectoryKey>, Error> {
    let mut all = HashSet::new();
    let mut after = String::new();
    loop {
        let keys = tx.list_people_with_enrolled_devices(id, &after, READ_AT_ONCE).await?;
        let Some(last) = keys.last() else { return Ok(all) };
        after.clone_from(&last.0);
        all.extend(keys);
    }
}
