//! Lists of people for the built-in list: compared with it as a preview, then taken over in one transaction or not at
//! all.

use std::collections::HashMap;

use domain::account::username_key;
use domain::audit::{Audit, Event, FieldChange};
use domain::built_in_person::BuiltInPerson;
use domain::id::{BuiltInPersonId, JobId, UploadId};
use domain::job::Job;
use domain::person::Person;
use domain::privilege::Privilege;
use domain::upload::{OUTCOME_AGE_MAX, PeopleImported, UploadKind, UploadState};
use store::{StoreError, Tx};

use super::line::{self, PersonLine};
use crate::sheet::SheetContent;
use crate::{App, Caller, Error, Fault, LineFaults, Refusal, SheetReading};

/// How many changes and new people a preview shows.
const EXAMPLES_SHOWN: usize = 20;
/// How many people are read from the built-in list at once.
const PEOPLE_AT_ONCE: u32 = 1_000;
/// Up to so many people created, changed or deleted, each has a line of their own in the trail; beyond, the one for the
/// whole list has to do.
const PEOPLE_AUDITED_MAX: usize = 500;

/// What an uploaded list of people is: still to be decided on, or done.
#[derive(Clone, Debug)]
pub enum PeopleUpload {
    /// It waits; this is what it would do.
    Pending(ImportPreview),
    /// It is in the list; this is what it did.
    Imported(PeopleImported),
}

/// What a list of people would do.
#[derive(Clone, Debug)]
pub struct ImportPreview {
    /// How the file was read.
    pub reading: SheetReading,
    /// How many people are new.
    pub created: u64,
    /// Some of these.
    pub new_people: Vec<Person>,
    /// How many are known and change.
    pub changed: u64,
    /// Some of these, with what changes.
    pub changes: Vec<PersonChange>,
    /// How many are known and stay as they are.
    pub unchanged: u64,
    /// How many people of the built-in list are not in this one.
    pub missing: u64,
    /// The lines that cannot be used.
    pub faults: LineFaults,
}

/// A person whom a list changes.
#[derive(Clone, Debug)]
pub struct PersonChange {
    /// Who, as known now.
    pub username: String,
    /// What changes.
    pub changes: Vec<FieldChange>,
}

/// What to do with a list of people.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ImportChoice {
    /// Whether to take the good lines when others are faulty. Otherwise such a list is refused as a whole.
    pub leave_out_faulty: bool,
    /// How many people of the built-in list to delete because they are not in this one: all of them, by their number, or
    /// none.
    pub delete_missing: Option<u64>,
}

/// A list of people beside the built-in list.
struct Comparison {
    created: Vec<BuiltInPerson>,
    changed: Vec<(BuiltInPerson, BuiltInPerson)>,
    unchanged: u64,
    missing: Vec<(BuiltInPersonId, String)>,
}

impl App {
    /// Keeps a list of people and returns under which id its preview is.
    pub async fn upload_people(&self, caller: &Caller, content: Vec<u8>) -> Result<UploadId, Error> {
        caller.may(Privilege::ManagePeople)?;
        // Whatever is no list at all is refused before it is kept.
        let (content, _) = self.read_people(content).await?;
        self.keep_upload(caller, UploadKind::People, &content).await
    }

    /// Shows what a list would do, or what it did.
    pub async fn show_people_upload(&self, caller: &Caller, id: UploadId) -> Result<PeopleUpload, Error> {
        caller.may(Privilege::ManagePeople)?;
        let mut tx = self.0.store.read().await?;
        let upload = self.find_own_upload(&mut tx, caller, UploadKind::People, id).await?;
        drop(tx);
        if let UploadState::Imported(imported) = upload.state {
            return Ok(PeopleUpload::Imported(imported));
        }
        let content = self.read_pending_upload(caller, UploadKind::People, id).await?;
        Ok(PeopleUpload::Pending(self.preview_people(content).await?))
    }

    /// Says what a list of people would do without keeping it.
    pub async fn preview_people_import(
        &self,
        caller: &Caller,
        content: Vec<u8>,
    ) -> Result<ImportPreview, Error> {
        caller.may(Privilege::ManagePeople)?;
        self.preview_people(content).await
    }

    /// Takes over an uploaded list.
    pub async fn import_people(
        &self,
        caller: &Caller,
        id: UploadId,
        choice: ImportChoice,
    ) -> Result<PeopleImported, Error> {
        caller.may(Privilege::ManagePeople)?;
        let content = self.read_pending_upload(caller, UploadKind::People, id).await?;
        let (_, (_, sheet)) = self.read_people(content).await?;
        let mut tx = self.0.store.begin().await?;
        let mut upload = self.lock_own_upload(&mut tx, caller, UploadKind::People, id).await?;
        if upload.state != UploadState::Pending {
            return Err(Refusal::UploadGone.into());
        }
        let imported = self.apply_import(&mut tx, caller, &sheet, choice).await?;
        upload.state = UploadState::Imported(imported);
        upload.expires_at = self.now().plus(OUTCOME_AGE_MAX);
        tx.save_upload(&upload).await?;
        tx.clear_upload_content(id).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok(imported)
    }

    /// Takes over a list at once, without a preview before.
    pub async fn import_people_now(
        &self,
        caller: &Caller,
        content: Vec<u8>,
        choice: ImportChoice,
    ) -> Result<(SheetReading, PeopleImported), Error> {
        caller.may(Privilege::ManagePeople)?;
        let (_, (reading, sheet)) = self.read_people(content).await?;
        if sheet.faults.lines > 0 && !choice.leave_out_faulty {
            return Err(Error::Invalid(sheet.faults.told()));
        }
        let mut tx = self.0.store.begin().await?;
        let imported = self.apply_import(&mut tx, caller, &sheet, choice).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok((reading, imported))
    }

    /// Forgets a list of people that waits for its yes.
    pub async fn discard_people_upload(&self, caller: &Caller, id: UploadId) -> Result<(), Error> {
        caller.may(Privilege::ManagePeople)?;
        let mut tx = self.0.store.begin().await?;
        let upload = self.lock_own_upload(&mut tx, caller, UploadKind::People, id).await?;
        if upload.state == UploadState::Pending {
            tx.delete_upload(id).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn read_people(
        &self,
        content: Vec<u8>,
    ) -> Result<(Vec<u8>, (SheetReading, SheetContent<PersonLine>)), Error> {
        self.read_sheet(move || {
            let (reading, collected) = line::read(&content)?;
            Ok((content, (reading, collected.finish())))
        })
        .await
    }

    async fn preview_people(&self, content: Vec<u8>) -> Result<ImportPreview, Error> {
        let (_, (reading, sheet)) = self.read_people(content).await?;
        let mut tx = self.0.store.read().await?;
        let comparison = self.compare(&mut tx, &sheet).await?;
        let count = |some: usize| u64::try_from(some).unwrap_or(u64::MAX);
        let changed = comparison.changed.iter().take(EXAMPLES_SHOWN);
        Ok(ImportPreview {
            reading,
            created: count(comparison.created.len()),
            changed: count(comparison.changed.len()),
            changes: changed
                .map(|(before, after)| PersonChange {
                    username: before.person.username.clone(),
                    changes: before.person.changes_to(&after.person),
                })
                .collect(),
            unchanged: comparison.unchanged,
            missing: count(comparison.missing.len()),
            new_people: comparison.created.into_iter().take(EXAMPLES_SHOWN).map(|one| one.person).collect(),
            faults: sheet.faults,
        })
    }

    /// Writes what a list says, with its lines in the trail: all of it or, by an error, nothing.
    async fn apply_import(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        sheet: &SheetContent<PersonLine>,
        choice: ImportChoice,
    ) -> Result<PeopleImported, Error> {
        let left_out = sheet.faults.lines;
        if left_out > 0 && !choice.leave_out_faulty {
            return Err(Refusal::FaultyLines { lines: left_out }.into());
        }
        let Comparison { created, changed, unchanged, mut missing } = self.compare(tx, sheet).await?;
        match choice.delete_missing {
            None => missing.clear(),
            // Who is missing may just be on a line that cannot be read.
            Some(_) if left_out > 0 => return Err(Error::Invalid(vec![Fault::new("missing", NO_DELETION)])),
            Some(confirmed) if usize::try_from(confirmed) != Ok(missing.len()) => {
                let message =
                    format!("{} people are not in the file. Type this number to delete them.", missing.len());
                return Err(Error::Invalid(vec![Fault::new("missing", message)]));
            }
            Some(_) => {}
        }
        let after: Vec<_> = changed.iter().map(|(_, after)| after.clone()).collect();
        let gone: Vec<_> = missing.iter().map(|(id, _)| *id).collect();
        tx.delete_built_in_people(&gone).await?;
        tx.save_built_in_people(&after).await.map_err(changed_meanwhile)?;
        tx.insert_built_in_people(&created).await.map_err(changed_meanwhile)?;

        if !changed.is_empty() || !missing.is_empty() {
            let job = Job::FollowBuiltInPeople { after: String::new() };
            tx.enqueue(JobId(self.new_id()), &job, self.now()).await?;
        }
        let count = |some: usize| u64::try_from(some).unwrap_or(u64::MAX);
        let imported = PeopleImported {
            created: count(created.len()),
            changed: count(changed.len()),
            unchanged,
            deleted: count(missing.len()),
            left_out,
        };
        let event = Event::PeopleImported {
            created: imported.created,
            changed: imported.changed,
            deleted: imported.deleted,
            left_out,
        };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        if created.len() + changed.len() + missing.len() <= PEOPLE_AUDITED_MAX {
            for (event, changes) in events(created, changed, missing) {
                let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
                tx.insert_audit(&line).await?;
            }
        }
        Ok(imported)
    }

    /// Walks through the built-in list once beside the lines, in the order of usernames. What is kept meanwhile grows
    /// with the file, not with the list.
    async fn compare(&self, tx: &mut Tx, sheet: &SheetContent<PersonLine>) -> Result<Comparison, Error> {
        let now = self.now();
        let mut lines: HashMap<&str, &PersonLine> =
            sheet.entries.iter().map(|(_, line)| (line.key.as_str(), line)).collect();
        let mut comparison =
            Comparison { created: Vec::new(), changed: Vec::new(), unchanged: 0, missing: Vec::new() };
        let mut after = String::new();
        loop {
            let known = tx.list_built_in_people_after(&after, PEOPLE_AT_ONCE).await?;
            let Some(last) = known.last() else { break };
            after = username_key(&last.person.username);
            for before in known {
                let Some(line) = lines.remove(username_key(&before.person.username).as_str()) else {
                    comparison.missing.push((before.id, before.person.username));
                    continue;
                };
                let mut person = before.person.clone();
                line.put(&mut person);
                if person == before.person {
                    comparison.unchanged += 1;
                } else {
                    let after = BuiltInPerson { person, updated_at: now, ..before.clone() };
                    comparison.changed.push((before, after));
                }
            }
        }
        // In the order of the file.
        for (_, line) in sheet.entries.iter().filter(|(_, line)| lines.contains_key(line.key.as_str())) {
            let mut person = Person::default();
            line.put(&mut person);
            let id = BuiltInPersonId(self.new_id());
            comparison.created.push(BuiltInPerson { id, person, created_at: now, updated_at: now });
        }
        Ok(comparison)
    }
}

const NO_DELETION: &str =
    "Nobody can be deleted while lines are faulty: a person may be missing only because their line is.";

fn events(
    created: Vec<BuiltInPerson>,
    changed: Vec<(BuiltInPerson, BuiltInPerson)>,
    missing: Vec<(BuiltInPersonId, String)>,
) -> impl Iterator<Item = (Event, Vec<FieldChange>)> {
    let created =
        created.into_iter().map(|one| Event::BuiltInPersonCreated { username: one.person.username });
    let changed = changed.into_iter().map(|(before, after)| {
        let changes = before.person.changes_to(&after.person);
        (Event::BuiltInPersonChanged { username: after.person.username }, changes)
    });
    let deleted = missing.into_iter().map(|(_, username)| Event::BuiltInPersonDeleted { username });
    let (created, deleted) = (created.map(|event| (event, vec![])), deleted.map(|event| (event, vec![])));
    created.chain(changed).chain(deleted)
}

/// On PostgreSQL two lists may be taken over at the same moment; the second finds its new people taken.
fn changed_meanwhile(error: StoreError) -> Error {
    if error.is_duplicate() { Refusal::PeopleChanged.into() } else { error.into() }
}
