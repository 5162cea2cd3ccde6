//! Devices: their list and their page.

use domain::account_sign_in::AccountSignIn;
use domain::audit::{Audit, Event};
use domain::command::Command;
use domain::device::{Device, DeviceFilter, DeviceSort, PLACE_CHARACTERS_MAX, SEARCH_CHARACTERS_MAX};
use domain::enrollment::Enrollment;
use domain::id::DeviceId;
use domain::inventory::Reported;
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use store::Place;

use crate::{App, Caller, Error, Refusal};

/// A list of devices.
#[derive(Clone, Debug, Default)]
pub struct DeviceQuery {
    /// Which.
    pub filter: DeviceFilter,
    /// In which order.
    pub sort: DeviceSort,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`domain::page::PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// A device with what belongs to it.
#[derive(Clone, Debug)]
pub struct DeviceDetail {
    /// The device.
    pub device: Device,
    /// Its latest enrollment.
    pub enrollment: Option<Enrollment>,
    /// The sign-in in Settings by which that began.
    pub account: Option<AccountSignIn>,
    /// What it told about itself, one entry a kind.
    pub inventory: Vec<Reported>,
    /// Its latest commands over all its enrollments, newest first, at most 50.
    pub commands: Vec<Command>,
}

/// Where people of devices belong and work, in the order of the alphabet.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// Departments.
    pub departments: Vec<String>,
    /// Buildings.
    pub buildings: Vec<String>,
}

const COMMANDS_SHOWN: u32 = 50;

impl App {
    /// Lists devices.
    pub async fn list_devices(&self, caller: &Caller, mut query: DeviceQuery) -> Result<Page<Device>, Error> {
        let scope = caller.scope_of(Privilege::ReadDevices)?;
        let DeviceFilter { search, model_name, .. } = &mut query.filter;
        for text in [search, model_name].into_iter().flatten() {
            *text = text.chars().filter(|c| !c.is_control()).take(SEARCH_CHARACTERS_MAX).collect();
        }
        let DeviceFilter { department, building, .. } = &mut query.filter;
        for name in [department, building].into_iter().flatten() {
            *name = name.chars().filter(|c| !c.is_control()).take(PLACE_CHARACTERS_MAX).collect();
        }
        let limit = query.limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
        Ok(tx.list_devices(scope, &query.filter, query.sort, query.after.as_ref(), limit).await?)
    }

    /// Lists the departments and buildings that devices can be filtered by: those of the site that is looked at.
    pub async fn list_places(&self, caller: &Caller) -> Result<Places, Error> {
        let scope = caller.scope_of(Privilege::ReadDevices)?;
        let mut tx = self.0.store.read().await?;
        Ok(Places {
            departments: tx.list_places(Place::Department, scope).await?,
            buildings: tx.list_places(Place::Building, scope).await?,
        })
    }

    /// Shows one device.
    pub async fn show_device(&self, caller: &Caller, id: DeviceId) -> Result<DeviceDetail, Error> {
        let mut tx = self.0.store.read().await?;
        let device = tx.find_device(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::ReadDevices, device.site_id)?;
        let enrollment = tx.find_latest_enrollment(id).await?;
        let account = match &enrollment {
            Some(enrollment) if enrollment.course.way.is_account_driven() => {
                tx.find_account_sign_in_of(enrollment.id).await?
            }
            _ => None,
        };
        let inventory = tx.list_inventory(id).await?;
        let commands = tx.list_commands_of_device(id, COMMANDS_SHOWN).await?;
        Ok(DeviceDetail { device, enrollment, account, inventory, commands })
    }

    /// Queues the inventory commands for a device anew, unless they are waiting already, and a push.
    pub async fn refresh_inventory(&self, caller: &Caller, id: DeviceId) -> Result<(), Error> {
        caller.may_somewhere(Privilege::SendCommands)?;
        let mut tx = self.0.store.begin().await?;
        let device = tx.find_device(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::SendCommands, device.site_id)?;
        let enrollment_id =
            device.enrollment_id.filter(|_| device.is_managed()).ok_or(Refusal::NotManaged)?;
        // Enrollments are locked before anything that hangs on them, here as everywhere.
        let enrollment = tx.lock_enrollment(enrollment_id).await?;
        if enrollment.is_none_or(|enrollment| enrollment.ended_at.is_some()) {
            return Err(Refusal::NotManaged.into());
        }
        self.queue_inventory(&mut tx, caller.actor(), caller.source(), &device, enrollment_id).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok(())
    }

    /// Assigns a device to the person whose login enrolled it last. A device that somebody enrolls while it is still
    /// managed for another person stays assigned to that person until an administrator says otherwise.
    pub async fn assign_enrolled_person(&self, caller: &Caller, id: DeviceId) -> Result<(), Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let mut tx = self.0.store.begin().await?;
        let enrollment = tx.find_latest_enrollment(id).await?.ok_or(Error::NotFound)?;
        let mut device = tx.lock_device(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::AssignUsers, device.site_id)?;
        if device.person != enrollment.person || device.directory_user != enrollment.directory_user {
            let former = device.person.clone();
            device.assign_person_of(&enrollment);
            tx.save_device(&device).await?;
            let changes = former.changes_to(&device.person);
            let username = device.person.username.clone();
            let event = Event::PersonAssigned { username, before: former.username };
            tx.insert_audit(&Audit {
                enrollment_id: Some(enrollment.id),
                device_id: Some(id),
                changes,
                ..self.audit(caller.actor(), caller.source(), event)
            })
            .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
