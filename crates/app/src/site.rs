//! Sites: made, renamed, deleted with a place for what is in them, looked at, and moved into.

use domain::account::any_holds;
use domain::audit::{Audit, Event, FieldChange};
use domain::id::{DeviceId, SiteId};
use domain::privilege::{Privilege, Reach};
use domain::site::{Site, SiteContent, SiteFault, check_site_name};

use crate::{App, Caller, Error, Fault, Refusal};

/// A site with what belongs to it.
#[derive(Clone, Debug)]
pub struct SiteDetail {
    /// The site.
    pub site: Site,
    /// How much belongs to it.
    pub content: SiteContent,
}

/// The most devices that are moved at once.
pub const MOVED_DEVICES_MAX: usize = 500;

/// What a move of devices would do.
#[derive(Clone, Debug)]
pub struct DeviceMove {
    /// Where they would go; `None` is no site.
    pub to: Option<Site>,
    /// Where they come from, by name, and how many from each; no site comes last.
    pub from: Vec<(Option<Site>, u64)>,
    /// How many are there already.
    pub staying: u64,
}

impl DeviceMove {
    /// Returns how many devices would move.
    pub fn moving(&self) -> u64 {
        self.from.iter().map(|(_, count)| count).sum()
    }
}

impl App {
    /// Makes a site.
    pub async fn create_site(&self, caller: &Caller, name: &str) -> Result<Site, Error> {
        caller.may(Privilege::ManageSites)?;
        let name = checked(name)?;
        let site = Site { id: SiteId(self.new_id()), name, created_at: self.now() };
        let mut tx = self.0.store.begin().await?;
        tx.insert_site(&site).await.map_err(name_taken)?;
        let event = Event::SiteCreated { name: site.name.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(site)
    }

    /// Gives a site another name.
    pub async fn rename_site(&self, caller: &Caller, id: SiteId, name: &str) -> Result<Site, Error> {
        caller.may(Privilege::ManageSites)?;
        let name = checked(name)?;
        let mut tx = self.0.store.begin().await?;
        let mut site = tx.lock_site(id).await?.ok_or(Error::NotFound)?;
        let former = std::mem::replace(&mut site.name, name);
        if former != site.name {
            tx.save_site(&site).await.map_err(name_taken)?;
            let changes = FieldChange::of("name", &former, &site.name).into_iter().collect();
            let event = Event::SiteRenamed { former, name: site.name.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        Ok(site)
    }

    /// Deletes a site; what is in it moves to another, or into none. Accounts and groups whose access ends at the site
    /// move only to another site, because without one they would reach everywhere: then `None` is refused.
    pub async fn delete_site(
        &self,
        caller: &Caller,
        id: SiteId,
        heir: Option<SiteId>,
    ) -> Result<SiteContent, Error> {
        caller.may(Privilege::ManageSites)?;
        if heir == Some(id) {
            return Err(Error::Invalid(vec![Fault::new(
                "heir",
                "Choose another site than the one to delete.",
            )]));
        }
        let mut tx = self.0.store.begin().await?;
        let access = self.lock_access_state(&mut tx).await?;
        let site = tx.lock_site(id).await?.ok_or(Error::NotFound)?;
        let heir = match heir {
            Some(heir) => Some(tx.lock_site(heir).await?.ok_or(Error::NotFound)?),
            None => None,
        };
        let content = tx.count_site_content(id).await?;
        if heir.is_none() && content.has_access() {
            return Err(Refusal::SiteHasAccess { accounts: content.accounts + content.account_groups }.into());
        }
        tx.move_site_content(id, heir.as_ref().map(|heir| heir.id)).await?;
        tx.delete_site(id).await?;
        let event = Event::SiteDeleted { name: site.name, heir: heir.map(|heir| heir.name) };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        self.keep_access_state(&mut tx, caller, &access).await?;
        tx.commit().await?;
        Ok(content)
    }

    /// Lists the sites that the caller reaches, with what belongs to each.
    pub async fn list_sites(&self, caller: &Caller) -> Result<Vec<SiteDetail>, Error> {
        caller.may_somewhere(Privilege::ReadSites)?;
        let mut tx = self.0.store.read().await?;
        let mut details = Vec::new();
        for site in tx.list_sites().await? {
            if caller.holds_at(Privilege::ReadSites, Some(site.id)) {
                let content = tx.count_site_content(site.id).await?;
                details.push(SiteDetail { site, content });
            }
        }
        Ok(details)
    }

    /// Shows one site.
    pub async fn show_site(&self, caller: &Caller, id: SiteId) -> Result<SiteDetail, Error> {
        caller.may_somewhere(Privilege::ReadSites)?;
        let mut tx = self.0.store.read().await?;
        let site = tx.find_site(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::ReadSites, Some(id))?;
        Ok(SiteDetail { content: tx.count_site_content(id).await?, site })
    }

    /// Lists the sites that the caller can look at, by name: what the switch of the console offers.
    pub async fn list_own_sites(&self, caller: &Caller) -> Result<Vec<Site>, Error> {
        let mut sites = self.0.store.read().await?.list_sites().await?;
        sites.retain(|site| caller.holds_at(Privilege::ReadDevices, Some(site.id)));
        Ok(sites)
    }

    /// Lists all sites by name, for whoever looks at how far accounts reach.
    pub async fn list_sites_of_accounts(&self, caller: &Caller) -> Result<Vec<Site>, Error> {
        caller.may(Privilege::ReadAccounts)?;
        Ok(self.0.store.read().await?.list_sites().await?)
    }

    /// Lets the caller's console session look at one site from now on, or at all that they reach.
    pub async fn look_at_site(&self, caller: &Caller, site_id: Option<SiteId>) -> Result<(), Error> {
        let session_id = caller.session_id().ok_or(Error::Unauthenticated)?;
        let mut tx = self.0.store.begin().await?;
        if let Some(id) = site_id {
            tx.find_site(id).await?.ok_or(Error::NotFound)?;
            caller.may_at(Privilege::ReadDevices, Some(id))?;
        }
        tx.save_session_site(session_id, site_id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Says what a move of devices would do. Needs what the move itself needs.
    pub async fn plan_move(
        &self,
        caller: &Caller,
        ids: &[DeviceId],
        to: Option<SiteId>,
    ) -> Result<DeviceMove, Error> {
        let ids = movable(caller, ids, to)?;
        let mut tx = self.0.store.read().await?;
        let sites = tx.list_sites().await?;
        let to_site = match to {
            Some(id) => Some(sites.iter().find(|site| site.id == id).cloned().ok_or(Error::NotFound)?),
            None => None,
        };
        let mut counts = vec![0; sites.len() + 1];
        let mut staying = 0;
        for id in ids {
            let device = tx.find_device(id).await?.ok_or(Error::NotFound)?;
            caller.may_at(Privilege::UpdateDevices, device.site_id)?;
            if device.site_id == to {
                staying += 1;
            } else {
                let place = sites.iter().position(|site| Some(site.id) == device.site_id);
                counts[place.unwrap_or(sites.len())] += 1;
            }
        }
        let from = sites.into_iter().map(Some).chain([None]).zip(counts).filter(|(_, count)| *count > 0);
        Ok(DeviceMove { to: to_site, from: from.collect(), staying })
    }

    /// Moves devices to another site, or into none. Needs the privilege where each device is and where it goes; when it
    /// is missing for one of them, none is moved.
    pub async fn move_devices(
        &self,
        caller: &Caller,
        ids: &[DeviceId],
        to: Option<SiteId>,
    ) -> Result<u64, Error> {
        let ids = movable(caller, ids, to)?;
        let mut tx = self.0.store.begin().await?;
        let site = match to {
            Some(id) => Some(tx.lock_site(id).await?.ok_or(Error::NotFound)?),
            None => None,
        };
        let mut moved = 0;
        for id in ids {
            let mut device = tx.lock_device(id).await?.ok_or(Error::NotFound)?;
            caller.may_at(Privilege::UpdateDevices, device.site_id)?;
            if device.site_id == to {
                continue;
            }
            let changes = self.site_change(&mut tx, device.site_id, to).await?.into_iter().collect();
            device.site_id = to;
            tx.save_device(&device).await?;
            if let Some(enrollment_id) = device.enrollment_id {
                tx.save_enrollment_site(enrollment_id, to).await?;
            }
            let event = Event::DeviceMoved { site: site.as_ref().map(|site| site.name.clone()) };
            tx.insert_audit(&Audit {
                device_id: Some(id),
                enrollment_id: device.enrollment_id,
                changes,
                ..self.audit(caller.actor(), caller.source(), event)
            })
            .await?;
            moved += 1;
        }
        tx.commit().await?;
        Ok(moved)
    }
}

impl Caller {
    /// Says whether the caller reaches some sites only, and which part of a list they see depends on the one chosen.
    pub fn is_bound_to_sites(&self) -> bool {
        let full = |grant: &&domain::privilege::Grant| grant.reach == Reach::Full;
        let full: Vec<_> = self.grants().iter().filter(full).copied().collect();
        !any_holds(&full, Privilege::ReadDevices)
    }
}

/// Returns the devices to move, each once and in the order of their ids, so that two moves at once do not wait for each
/// other.
fn movable(caller: &Caller, ids: &[DeviceId], to: Option<SiteId>) -> Result<Vec<DeviceId>, Error> {
    caller.may_somewhere(Privilege::UpdateDevices)?;
    caller.may_at(Privilege::UpdateDevices, to)?;
    if ids.is_empty() || ids.len() > MOVED_DEVICES_MAX {
        return Err(Error::Invalid(vec![Fault::new("devices", "Choose between 1 and 500 devices.")]));
    }
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}

fn checked(name: &str) -> Result<String, Error> {
    check_site_name(name)
        .map(str::to_owned)
        .map_err(|fault| Error::Invalid(vec![Fault::new("name", fault.to_string())]))
}

/// Turns the database's word for a name that exists into words for the field.
fn name_taken(error: store::StoreError) -> Error {
    if error.is_duplicate() {
        Error::Invalid(vec![Fault::new("name", SiteFault::NameTaken.to_string())])
    } else {
        error.into()
    }
}
