//! People of the built-in list: looked up, made, changed, deleted. Lists of them come in by `import.rs`.

mod follow;
mod import;
mod line;

use domain::audit::{Audit, Event};
use domain::built_in_person::{
    BUILT_IN_DIRECTORY_ID, BuiltInPerson, BuiltInPersonFault, PersonField, check_person,
};
use domain::device::{Device, SEARCH_CHARACTERS_MAX};
use domain::id::{BuiltInPersonId, DirectoryId};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::person::Person;
use domain::privilege::Privilege;
use store::StoreError;

use crate::{App, Caller, Error, Fault};

pub use import::{ImportChoice, ImportPreview, PeopleUpload, PersonChange};

/// A list of people.
#[derive(Clone, Debug, Default)]
pub struct PeopleQuery {
    /// Words that username, name or address hold; each may be the beginning of one.
    pub search: Option<String>,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// A person with their devices.
#[derive(Clone, Debug)]
pub struct BuiltInPersonDetail {
    /// The person.
    pub person: BuiltInPerson,
    /// How many devices are assigned to them, those included that the caller may not see.
    pub devices_in_all: u64,
    /// The devices that the caller may see, at most 50.
    pub devices: Vec<Device>,
}

const DEVICES_SHOWN: u32 = 50;

impl App {
    /// Returns the id of the built-in list as a directory.
    pub fn built_in_directory_id(&self) -> DirectoryId {
        BUILT_IN_DIRECTORY_ID
    }

    /// Lists people by name.
    pub async fn list_built_in_people(
        &self,
        caller: &Caller,
        query: PeopleQuery,
    ) -> Result<Page<BuiltInPerson>, Error> {
        caller.may_somewhere(Privilege::ReadPeople)?;
        let search: Option<String> = query
            .search
            .map(|text| text.chars().filter(|c| !c.is_control()).take(SEARCH_CHARACTERS_MAX).collect());
        let limit = query.limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
        Ok(tx.list_built_in_people(search.as_deref(), query.after.as_ref(), limit).await?)
    }

    /// Shows one person with their devices.
    pub async fn show_built_in_person(
        &self,
        caller: &Caller,
        id: BuiltInPersonId,
    ) -> Result<BuiltInPersonDetail, Error> {
        caller.may_somewhere(Privilege::ReadPeople)?;
        let mut tx = self.0.store.read().await?;
        let person = tx.find_built_in_person(id).await?.ok_or(Error::NotFound)?;
        let user = id.directory_user();
        let devices = match caller.scope_of(Privilege::ReadDevices) {
            Ok(scope) => tx.list_devices_of_person(scope, &user, DEVICES_SHOWN).await?,
            Err(_) => Vec::new(),
        };
        Ok(BuiltInPersonDetail { person, devices_in_all: tx.count_devices_of_person(&user).await?, devices })
    }

    /// Puts a person into the list.
    pub async fn create_built_in_person(
        &self,
        caller: &Caller,
        person: Person,
    ) -> Result<BuiltInPerson, Error> {
        caller.may(Privilege::ManagePeople)?;
        let person = checked(&person)?;
        let now = self.now();
        let made =
            BuiltInPerson { id: BuiltInPersonId(self.new_id()), person, created_at: now, updated_at: now };
        let mut tx = self.0.store.begin().await?;
        tx.insert_built_in_person(&made).await.map_err(username_taken)?;
        let event = Event::BuiltInPersonCreated { username: made.person.username.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Changes a person; the records of their devices follow.
    pub async fn save_built_in_person(
        &self,
        caller: &Caller,
        id: BuiltInPersonId,
        person: Person,
    ) -> Result<BuiltInPerson, Error> {
        caller.may(Privilege::ManagePeople)?;
        let person = checked(&person)?;
        let mut tx = self.0.store.begin().await?;
        let mut known = tx.lock_built_in_person(id).await?.ok_or(Error::NotFound)?;
        let changes = known.person.changes_to(&person);
        if !changes.is_empty() {
            known.person = person;
            known.updated_at = self.now();
            tx.save_built_in_person(&known).await.map_err(username_taken)?;
            self.follow_one(&mut tx, id, Some(&known.person)).await?;
            let event = Event::BuiltInPersonChanged { username: known.person.username.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        Ok(known)
    }

    /// Deletes a person. Their devices keep what they know of them, marked as having left.
    pub async fn delete_built_in_person(&self, caller: &Caller, id: BuiltInPersonId) -> Result<(), Error> {
        caller.may(Privilege::ManagePeople)?;
        let mut tx = self.0.store.begin().await?;
        let known = tx.lock_built_in_person(id).await?.ok_or(Error::NotFound)?;
        tx.delete_built_in_people(&[id]).await?;
        self.follow_one(&mut tx, id, None).await?;
        let event = Event::BuiltInPersonDeleted { username: known.person.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Returns the person with tidied fields, or what is wrong with them. Further attributes come from directories only.
fn checked(given: &Person) -> Result<Person, Error> {
    let mut person = Person::default();
    for field in PersonField::ALL {
        field.put(&mut person, field.of(given));
    }
    let faults: Vec<_> = check_person(&person)
        .into_iter()
        .map(|(field, fault)| Fault::new(field.name(), fault.to_string()))
        .collect();
    if faults.is_empty() { Ok(person) } else { Err(Error::Invalid(faults)) }
}

fn username_taken(error: StoreError) -> Error {
    if error.is_duplicate() {
        let message = BuiltInPersonFault::UsernameTaken.to_string();
        Error::Invalid(vec![Fault::new(PersonField::Username.name(), message)])
    } else {
        error.into()
    }
}
