//! What becomes of one line: whom it means, which device, and whether the caller may.

use domain::built_in_person::BUILT_IN_DIRECTORY_NAME;
use domain::device::Device;
use domain::directory::{DirectoryUser, DirectoryUserRef};
use domain::id::DeviceId;
use domain::person::Person;
use domain::privilege::Privilege;
use domain::time::Timestamp;

use gateways::directory::DirectoryError;
use store::StoredDirectory;

use crate::directory::tidied;
use crate::{App, Caller, Error};

/// Whom a line means.
#[derive(Clone, Debug)]
pub(super) enum Meant {
    /// Nobody: the device is to belong to no one.
    Nobody,
    /// Somebody, in the directory of this name.
    Person(Box<DirectoryUser>, String),
    /// It cannot be said.
    Unclear(AssignmentFault),
}

/// What becomes of a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AssignmentOutcome {
    /// The device gets another person, or the same with newer data.
    Assign {
        /// The device.
        device_id: DeviceId,
        /// What it is called.
        device: String,
        /// Whom it is assigned to now; empty for nobody.
        before: String,
        /// Whom it gets.
        after: String,
        /// The directory of these.
        directory: String,
    },
    /// The device belongs to nobody from then on.
    Unassign {
        /// The device.
        device_id: DeviceId,
        /// What it is called.
        device: String,
        /// Whom it is assigned to now.
        before: String,
    },
    /// The device is assigned so already.
    Unchanged {
        /// The device.
        device_id: DeviceId,
        /// What it is called.
        device: String,
        /// Whom it is assigned to; empty for nobody.
        person: String,
    },
    /// The line has to be left out.
    LeftOut(AssignmentFault),
}

/// Why a line has to be left out. The words are for people.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AssignmentFault {
    /// No device has the serial number, or none that the caller may know of.
    #[error("There is no device with this serial number.")]
    DeviceUnknown,
    /// More than one device says so.
    #[error("Several devices say that this is their serial number. Assign them on their own pages.")]
    DeviceAmbiguous,
    /// A device that the caller may read only.
    #[error("You may not assign users to this device.")]
    DeviceForbidden,
    /// Nobody has the username.
    #[error("Nobody has this username.")]
    PersonUnknown,
    /// Somebody in several directories has it.
    #[error(
        "Several directories know this username: {0}. Add a column “Directory” that says which is meant."
    )]
    PersonAmbiguous(String),
    /// One directory has it twice.
    #[error("The directory {0} knows two people of this username.")]
    PersonTwice(String),
    /// No directory has the name given.
    #[error("There is no directory of the name “{0}”.")]
    DirectoryUnknown(String),
    /// A directory that would have to be asked does not answer.
    #[error("The directory {0} does not answer.")]
    DirectorySilent(String),
}

impl App {
    /// Finds whom a line means. This is the one place where lists look people up.
    pub(super) async fn find_person_meant(
        &self,
        directory: Option<&str>,
        username: &str,
    ) -> Result<Meant, Error> {
        if username.is_empty() {
            return Ok(Meant::Nobody);
        }
        let is_wanted =
            |name: &str| directory.is_none_or(|wanted| wanted.to_lowercase() == name.to_lowercase());
        let mut tx = self.0.store.read().await?;
        let mut found = Vec::new();
        if is_wanted(BUILT_IN_DIRECTORY_NAME)
            && let Some(person) = tx.find_built_in_person_by_username(username).await?
        {
            found.push((person.directory_user(), BUILT_IN_DIRECTORY_NAME.to_owned()));
        }
        let mut directories = tx.list_directories().await?;
        drop(tx);
        directories
            .retain(|stored| stored.directory.disabled_at.is_none() && is_wanted(&stored.directory.name));
        if let Some(name) = directory
            && directories.is_empty()
            && !is_wanted(BUILT_IN_DIRECTORY_NAME)
        {
            return Ok(Meant::Unclear(AssignmentFault::DirectoryUnknown(name.to_owned())));
        }
        for stored in directories {
            let name = stored.directory.name.clone();
            match self.find_user_in(&stored, username).await {
                Ok(Some(user)) => found.push((user, name)),
                Ok(None) => {}
                Err(DirectoryError::Ambiguous) => {
                    return Ok(Meant::Unclear(AssignmentFault::PersonTwice(name)));
                }
                Err(_) => return Ok(Meant::Unclear(AssignmentFault::DirectorySilent(name))),
            }
        }
        Ok(match found.len() {
            0 => Meant::Unclear(AssignmentFault::PersonUnknown),
            1 => {
                let (user, directory) = found.remove(0);
                Meant::Person(Box::new(user), directory)
            }
            _ => {
                let names: Vec<_> = found.into_iter().map(|(_, name)| name).collect();
                Meant::Unclear(AssignmentFault::PersonAmbiguous(names.join(", ")))
            }
        })
    }

    /// Finds the one person of a directory with a username.
    async fn find_user_in(
        &self,
        stored: &StoredDirectory,
        username: &str,
    ) -> Result<Option<DirectoryUser>, DirectoryError> {
        // Secrets that cannot be opened leave the directory as silent as a cut cable does.
        let connection = self.connect(stored).map_err(|error| DirectoryError::Nonsense(error.to_string()))?;
        let Some(connection) = connection else { return Ok(None) };
        let question = self.0.directory.find_user(&connection, username);
        let found = self.ask(&connection, question).await?;
        Ok(found.map(|found| tidied(found.user)))
    }
}

/// Decides about a line: the device meant and what becomes of it, or why nothing does. Devices out of the caller's reach
/// count as not there, also beside one within it (T29).
pub(super) fn decide(
    caller: &Caller,
    devices: Vec<Device>,
    meant: &Meant,
) -> Result<(Device, AssignmentOutcome), AssignmentFault> {
    let may = |privilege, device: &Device| caller.holds_at(privilege, device.site_id);
    let mut seen = devices
        .into_iter()
        .filter(|device| may(Privilege::ReadDevices, device) || may(Privilege::AssignUsers, device));
    let device = seen.next().ok_or(AssignmentFault::DeviceUnknown)?;
    if seen.next().is_some() {
        return Err(AssignmentFault::DeviceAmbiguous);
    }
    if !may(Privilege::AssignUsers, &device) {
        return Err(AssignmentFault::DeviceForbidden);
    }
    let (device_id, title) = (device.id, device.title());
    let before = called(&device.person);
    let outcome = match meant {
        Meant::Unclear(fault) => return Err(fault.clone()),
        _ if is_so(&device, meant) => {
            AssignmentOutcome::Unchanged { device_id, device: title, person: before }
        }
        Meant::Nobody => AssignmentOutcome::Unassign { device_id, device: title, before },
        Meant::Person(user, directory) => AssignmentOutcome::Assign {
            device_id,
            device: title,
            before,
            after: called(&user.person),
            directory: directory.clone(),
        },
    };
    Ok((device, outcome))
}

/// Puts the person meant into a device's record.
pub(super) fn put(device: &mut Device, meant: &Meant, now: Timestamp) {
    (device.person, device.directory_user) = wanted(meant);
    device.person_checked_at = device.directory_user.as_ref().map(|_| now);
    device.person_left_at = None;
}

fn is_so(device: &Device, meant: &Meant) -> bool {
    let (person, user) = wanted(meant);
    device.person == person && device.directory_user == user
}

fn wanted(meant: &Meant) -> (Person, Option<DirectoryUserRef>) {
    match meant {
        Meant::Person(user, _) => (user.person.clone(), Some(user.user.clone())),
        Meant::Nobody | Meant::Unclear(_) => (Person::default(), None),
    }
}

/// Returns what to call a person: name and username, or what there is of them.
fn called(person: &Person) -> String {
    match (person.full_name.is_empty(), person.username.is_empty()) {
        (false, false) => format!("{} ({})", person.full_name, person.username),
        (true, _) => person.username.clone(),
        (false, true) => person.full_name.clone(),
    }
}
