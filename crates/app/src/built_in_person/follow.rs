//! The records of devices, kept in line with the built-in list: of one person at once, of many by a job that looks at the
//! state and mends it.

use domain::built_in_person::BUILT_IN_DIRECTORY_ID;
use domain::directory::DirectoryKey;
use domain::id::{BuiltInPersonId, JobId};
use domain::job::{Job, Outcome};
use domain::person::Person;
use domain::site::SiteScope;
use domain::time::SECOND;
use store::Tx;

use crate::{App, Error};

/// How many devices of one person follow; nobody carries more.
const DEVICES_MAX: u32 = 1_000;
/// How many people's devices one transaction looks at: writers on SQLite wait for each other.
const BATCH_PEOPLE: u32 = 100;
/// A job passes the rest on to the next one after this long, well within its lease.
const JOB_AGE_MAX: i64 = 20 * SECOND;

impl App {
    /// Writes what has become of a person into the records of their devices; `None` when they are no longer in the list.
    pub(super) async fn follow_one(
        &self,
        tx: &mut Tx,
        id: BuiltInPersonId,
        person: Option<&Person>,
    ) -> Result<(), Error> {
        let user = id.directory_user();
        for device in tx.list_devices_of_person(SiteScope::All, &user, DEVICES_MAX).await? {
            if let Some(device) = tx.lock_device(device.id).await? {
                self.follow_person(tx, device, &user, person).await?;
            }
        }
        Ok(())
    }

    /// Goes through everybody to whom devices are assigned, some at a time.
    pub(crate) async fn follow_built_in_people(&self, mut after: String) -> Result<Outcome, Error> {
        let until = self.now().plus(JOB_AGE_MAX);
        loop {
            let mut tx = self.0.store.begin().await?;
            let keys = tx.list_people_with_devices(BUILT_IN_DIRECTORY_ID, &after, BATCH_PEOPLE).await?;
            let Some(DirectoryKey(last)) = keys.last().cloned() else { return Ok(Outcome::Done) };
            for id in keys.iter().filter_map(BuiltInPersonId::from_key) {
                let known = tx.find_built_in_person(id).await?;
                self.follow_one(&mut tx, id, known.as_ref().map(|known| &known.person)).await?;
            }
            after = last;
            let is_late = self.now() >= until;
            if is_late {
                let job = Job::FollowBuiltInPeople { after: after.clone() };
                tx.enqueue(JobId(self.new_id()), &job, self.now()).await?;
            }
            tx.commit().await?;
            if is_late {
                return Ok(Outcome::Done);
            }
        }
    }
}
