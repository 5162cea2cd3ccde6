//! User and location kept true: what devices and accounts know of people of directories, asked for again once a day.
//!
//! The work looks at the state and needs no input, takes a few people at a time, and asks no directory inside a
//! transaction. A directory that does not answer changes nothing.

use std::collections::HashSet;

use domain::account::{Account, Origin};
use domain::audit::{Actor, Audit, Event};
use domain::device::Device;
use domain::directory::{DirectoryUser, DirectoryUserRef};
use domain::id::DeviceId;
use domain::person::Person;
use domain::privilege::Privilege;
use domain::time::{DAY, Timestamp};
use gateways::directory::{DirectoryConnection, DirectoryError, FoundUser};
use store::{StoredDirectory, Tx};

use super::people::{silent, tidied};
use crate::{App, Caller, Error, Refusal};

/// What a refresh has shown about the person of a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refreshed {
    /// All was as the directory says.
    Unchanged,
    /// The directory told other data.
    Changed,
    /// The directory does not know the person any more.
    Left,
}

/// How far a batch has come.
#[derive(PartialEq, Eq)]
enum Batch {
    /// Nobody is left to ask about, or the directory does not answer.
    Last,
    /// There may be more.
    More,
}

/// People are asked about again after this long.
const CHECKED_EVERY: i64 = DAY;
/// How many people one batch asks about.
const BATCH_PEOPLE: u32 = 100;
/// How many batches one call asks each directory about.
const BATCHES_MAX: u32 = 10;
/// How many devices of one person are written at once.
const BATCH_DEVICES: u32 = 100;

impl App {
    /// Asks the directory about the person of one device now.
    pub async fn refresh_person(&self, caller: &Caller, id: DeviceId) -> Result<Refreshed, Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let mut tx = self.0.store.read().await?;
        let device = tx.find_device(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::AssignUsers, device.site_id)?;
        let user = device.directory_user.ok_or(Refusal::NoDirectoryUser)?;
        let stored = tx.find_directory(user.directory_id).await?.ok_or(Refusal::NoDirectoryUser)?;
        drop(tx);
        let connection = self.connect(&stored)?.ok_or(Refusal::NoDirectoryUser)?;
        let found = self.look_up(&connection, &user).await.map_err(|error| silent(&stored, &error))?;
        let mut tx = self.0.store.begin().await?;
        let device = tx.lock_device(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::AssignUsers, device.site_id)?;
        let person = found.as_ref().map(|found| &found.user.person);
        let refreshed = self.follow_person(&mut tx, device, &user, person).await?;
        tx.commit().await?;
        Ok(refreshed)
    }

    /// Lets all directories be asked about everybody anew: within a minute it begins, some at a time.
    pub async fn refresh_people(&self, caller: &Caller) -> Result<(), Error> {
        caller.may(Privilege::AssignUsers)?;
        let mut tx = self.0.store.begin().await?;
        tx.save_people_due(self.now()).await?;
        let line = self.audit(caller.actor(), caller.source(), Event::PeopleRefreshStarted);
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Asks each directory about those people whom it was last asked about a day ago, or before somebody wanted to know:
    /// some in each call.
    pub async fn refresh_due_people(&self) -> Result<(), Error> {
        let mut directories = self.0.store.read().await?.list_directories().await?;
        directories.retain(|stored| stored.directory.disabled_at.is_none());
        for stored in &directories {
            let before = self.now().plus(-CHECKED_EVERY);
            let before = stored.people_due_before.map_or(before, |wanted| wanted.max(before));
            for _ in 0..BATCHES_MAX {
                if self.refresh_batch(stored, before).await? == Batch::Last {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn refresh_batch(&self, stored: &StoredDirectory, before: Timestamp) -> Result<Batch, Error> {
        let id = stored.directory.id;
        let mut tx = self.0.store.read().await?;
        let people = tx.list_people_to_check(id, before, BATCH_PEOPLE).await?;
        let accounts = tx.list_accounts_to_check(id, before, BATCH_PEOPLE).await?;
        drop(tx);
        let is_full = people.len() == BATCH_PEOPLE as usize || accounts.len() == BATCH_PEOPLE as usize;
        if people.is_empty() && accounts.is_empty() {
            return Ok(Batch::Last);
        }
        let Some(connection) = self.connect(stored)? else { return Ok(Batch::Last) };
        let mut asked = HashSet::new();
        for key in people {
            let user = DirectoryUserRef { directory_id: id, key };
            if !asked.insert(user.key.clone()) {
                continue;
            }
            match self.look_up(&connection, &user).await {
                Ok(found) => self.apply_to_all(&user, found.as_ref(), before).await?,
                // Two entries with one key: which of them it is, nobody can say.
                Err(DirectoryError::Ambiguous) => self.skip(&user, before).await?,
                Err(_) => return Ok(Batch::Last),
            }
        }
        for account in accounts {
            if self.refresh_account(&connection, &account).await?.is_err() {
                return Ok(Batch::Last);
            }
        }
        Ok(if is_full { Batch::More } else { Batch::Last })
    }

    async fn look_up(
        &self,
        connection: &DirectoryConnection,
        user: &DirectoryUserRef,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        self.ask(connection, self.0.directory.find_user_by_key(connection, &user.key)).await
    }

    async fn apply_to_all(
        &self,
        user: &DirectoryUserRef,
        found: Option<&FoundUser>,
        before: Timestamp,
    ) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        for device in tx.lock_devices_of(user, before, BATCH_DEVICES).await? {
            self.follow_person(&mut tx, device, user, found.map(|found| &found.user.person)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn skip(&self, user: &DirectoryUserRef, before: Timestamp) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        for device in tx.lock_devices_of(user, before, BATCH_DEVICES).await? {
            tx.save_person_checked(device.id, self.now(), device.person_left_at).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Writes what the directory said of a device's person, unless the device was assigned to another one meanwhile.
    pub(crate) async fn follow_person(
        &self,
        tx: &mut Tx,
        mut device: Device,
        user: &DirectoryUserRef,
        found: Option<&Person>,
    ) -> Result<Refreshed, Error> {
        if device.directory_user.as_ref() != Some(user) {
            return Ok(Refreshed::Unchanged);
        }
        let now = self.now();
        let Some(found) = found else {
            tx.save_person_checked(device.id, now, device.person_left_at.or(Some(now))).await?;
            if device.person_left_at.is_none() {
                let event = Event::PersonLeft { username: device.person.username };
                self.audit_device(tx, device.id, event).await?;
            }
            return Ok(Refreshed::Left);
        };
        let person = found.clone().tidied();
        let username = person.username.clone();
        if device.person_left_at.is_some() {
            self.audit_device(tx, device.id, Event::PersonReturned { username: username.clone() }).await?;
        }
        let changes = device.person.changes_to(&person);
        if changes.is_empty() {
            tx.save_person_checked(device.id, now, None).await?;
            return Ok(Refreshed::Unchanged);
        }
        device.person = person;
        device.person_checked_at = Some(now);
        device.person_left_at = None;
        tx.save_device(&device).await?;
        let event = Event::PersonRefreshed { username };
        let line = Audit { device_id: Some(device.id), changes, ..self.audit(&Actor::Server, None, event) };
        tx.insert_audit(&line).await?;
        Ok(Refreshed::Changed)
    }

    async fn audit_device(&self, tx: &mut Tx, id: DeviceId, event: Event) -> Result<(), Error> {
        let line = Audit { device_id: Some(id), ..self.audit(&Actor::Server, None, event) };
        Ok(tx.insert_audit(&line).await?)
    }

    /// Asks about the person of an account and their groups: whoever left a group keeps nothing of it, signed in or not.
    async fn refresh_account(
        &self,
        connection: &DirectoryConnection,
        account: &Account,
    ) -> Result<Result<(), DirectoryError>, Error> {
        let Origin::Directory(user) = &account.origin else { return Ok(Ok(())) };
        let found = match self.look_up(connection, user).await {
            Ok(found) => found,
            Err(DirectoryError::Ambiguous) => None,
            Err(error) => return Ok(Err(error)),
        };
        let groups = match &found {
            Some(found) => match self.ask(connection, self.0.directory.groups_of(connection, found)).await {
                Ok(groups) => groups,
                Err(error) => return Ok(Err(error)),
            },
            None => Vec::new(),
        };
        let mut tx = self.0.store.begin().await?;
        match found {
            Some(found) => {
                self.keep_account_of(&mut tx, &tidied(found.user), &groups).await?;
            }
            None => {
                let gone =
                    DirectoryUser { user: user.clone(), distinguished_name: None, person: Person::default() };
                self.empty_account(&mut tx, account, &gone).await?;
            }
        }
        tx.commit().await?;
        Ok(Ok(()))
    }
}
