//! The history of enrollment access: after each change the whole of it is kept as a version, and any can be gone back to.

use domain::audit::{Audit, Event};
use domain::enrollment_access::{AccessState, EnrollmentAccess, Subject};
use domain::id::{IdentityProviderId, SiteId};
use domain::privilege::Privilege;
use domain::setting::{SettingVersion, VERSIONS_KEPT};
use domain::site::Site;
use store::Tx;

use crate::audit::Change;
use crate::{App, Caller, Error, Refusal, SettingChange};

/// Who made a version that was in force before the first that is kept.
const NOT_RECORDED: &str = "not recorded";

impl App {
    /// Lists the versions kept of enrollment access, newest first.
    pub async fn list_access_versions(&self, caller: &Caller) -> Result<Vec<SettingChange>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let mut tx = self.0.store.read().await?;
        let versions = tx.list_setting_versions(AccessState::NAME).await?;
        let sites = tx.list_sites().await?;
        let states = versions.iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let changes = |place: usize| match states.get(place + 1) {
            Some(before) => before.changes_to(&states[place], |id| site_name(&sites, id)),
            None => Vec::new(),
        };
        let changes: Vec<_> = (0..states.len()).map(changes).collect();
        Ok(versions
            .into_iter()
            .zip(changes)
            .map(|(version, changes)| SettingChange { version, changes })
            .collect())
    }

    /// Goes back to a former version by writing it as the newest, and says whether anything was to be written. Rows of a
    /// directory or identity provider that is gone are left out, and a site that is gone is none. `seen_version` is the newest that was shown:
    /// where another came meanwhile, nothing is written.
    pub async fn restore_access(
        &self,
        caller: &Caller,
        version: u64,
        seen_version: u64,
    ) -> Result<bool, Error> {
        let (mut tx, before) = self.begin_access_change(caller).await?;
        let newest = tx.find_setting(AccessState::NAME).await?.ok_or(Error::NotFound)?;
        if newest.version != seen_version {
            return Err(Refusal::SettingChanged.into());
        }
        let former = tx.find_setting_version(AccessState::NAME, version).await?.ok_or(Error::NotFound)?;
        let former = still_possible(&mut tx, read(&former)?).await?;
        if former == before {
            return Ok(false);
        }
        for row in &before.rows {
            tx.delete_enrollment_access(row.id).await?;
        }
        for row in &former.rows {
            let row = EnrollmentAccess { changed_at: self.now(), ..row.clone() };
            tx.save_enrollment_access(&row).await?;
        }
        tx.save_enrollment_settings(former.settings).await?;
        let sites = tx.list_sites().await?;
        let changes = before.changes_to(&former, |id| site_name(&sites, id));
        let event = Event::SettingRestored { section: AccessState::TITLE.to_owned(), version };
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        self.keep_access_state(&mut tx, caller, &before).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Begins a change of enrollment access, one after another, and returns what counts until then.
    pub(super) async fn begin_access_change(&self, caller: &Caller) -> Result<(Change, AccessState), Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let mut tx = self.0.store.begin().await?;
        let before = self.lock_access_state(&mut tx).await?;
        Ok((tx, before))
    }

    /// Reads the whole of it as it is now, and holds it until the transaction ends.
    pub(crate) async fn lock_access_state(&self, tx: &mut Tx) -> Result<AccessState, Error> {
        let settings = tx.lock_enrollment_settings().await?;
        Ok(AccessState::new(self.enrollment_access(tx).await?, settings))
    }

    /// Keeps what a change has made of `before` as the newest version, in the change's own transaction. Where nothing was
    /// kept yet, `before` is kept first, so that it can be gone back to.
    pub(crate) async fn keep_access_state(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        before: &AccessState,
    ) -> Result<(), Error> {
        let now = AccessState::new(self.enrollment_access(tx).await?, tx.find_enrollment_settings().await?);
        if now == *before {
            return Ok(());
        }
        let mut version = tx.find_setting(AccessState::NAME).await?.map_or(0, |newest| newest.version);
        if version == 0 {
            version += 1;
            self.insert_access_state(tx, before, version, NOT_RECORDED).await?;
        }
        version += 1;
        self.insert_access_state(tx, &now, version, caller.actor().name()).await?;
        tx.delete_setting_versions(AccessState::NAME, version.saturating_sub(VERSIONS_KEPT)).await?;
        Ok(())
    }

    async fn insert_access_state(
        &self,
        tx: &mut Tx,
        state: &AccessState,
        version: u64,
        changed_by: &str,
    ) -> Result<(), Error> {
        let content = serde_json::to_string(state)
            .map_err(|error| Error::Internal(format!("writing a version of enrollment access: {error}")))?;
        let (name, changed_by) = (AccessState::NAME.to_owned(), changed_by.to_owned());
        let next = SettingVersion { name, version, content, changed_at: self.now(), changed_by };
        match tx.insert_setting(&next).await? {
            true => Ok(()),
            false => Err(Refusal::SettingChanged.into()),
        }
    }
}

/// Takes what is gone out of a former state: rows of directories and of identity providers, and sites.
async fn still_possible(tx: &mut Tx, former: AccessState) -> Result<AccessState, Error> {
    let mut rows = Vec::with_capacity(former.rows.len());
    for mut row in former.rows {
        if let Subject::Group { group, .. } = &row.subject
            && tx.lock_directory(group.directory_id).await?.is_none()
            && tx.share_identity_provider(IdentityProviderId(group.directory_id.0)).await?.is_none()
        {
            continue;
        }
        if let Some(site_id) = row.site_id
            && tx.hold_site(site_id).await?.is_none()
        {
            row.site_id = None;
        }
        rows.push(row);
    }
    Ok(AccessState { rows, ..former })
}

fn site_name(sites: &[Site], id: SiteId) -> String {
    let site = sites.iter().find(|site| site.id == id);
    site.map_or_else(|| "a site that is gone".to_owned(), |site| site.name.clone())
}

fn read(version: &SettingVersion) -> Result<AccessState, Error> {
    serde_json::from_str(&version.content)
        .map_err(|error| Error::Internal(format!("reading a version of enrollment access: {error}")))
}
