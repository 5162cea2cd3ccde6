//! The audit trail: how it is chained, read, searched, exported and verified.

mod chain;
mod export;
mod ledger;
mod refused;
mod verify;

pub use export::{AuditExport, AuditFormat};
pub(crate) use ledger::{Change, Ledger};
pub use verify::{AuditCheckpoint, AuditFault, AuditFaultKind, Verification};

use domain::audit::{AUDIT_SEARCH_CHARACTERS_MAX, Audit, AuditFilter, FieldChange};
use domain::id::{DeviceId, EnrollmentId, SiteId};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use domain::reference::Reference;
use domain::time::Timestamp;
use store::Tx;

use crate::{App, Caller, Error};

/// A list of the audit log, newest first.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// Which lines.
    pub filter: AuditFilter,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`domain::page::PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// Whose timeline.
#[derive(Clone, Copy, Debug)]
pub enum TimelineOf {
    /// A device, over all its enrollments.
    Device(DeviceId),
    /// One enrollment.
    Enrollment(EnrollmentId),
}

impl App {
    /// Lists the audit log, newest first. A page may be short or empty and yet have a next: a search looks at so many
    /// lines at a time.
    pub async fn list_audit(&self, caller: &Caller, query: AuditQuery) -> Result<Page<Audit>, Error> {
        caller.may(Privilege::ReadAudit)?;
        self.read_audit(query).await
    }

    /// Lists the fixed names of the events in the log, to choose from.
    pub async fn list_audit_events(&self, caller: &Caller) -> Result<Vec<String>, Error> {
        caller.may(Privilege::ReadAudit)?;
        Ok(self.0.store.read().await?.list_audit_kinds().await?)
    }

    async fn read_audit(&self, mut query: AuditQuery) -> Result<Page<Audit>, Error> {
        let AuditFilter { actor, search, .. } = &mut query.filter;
        for text in [actor, search] {
            let said: Option<String> = text.take().map(|text| {
                text.trim().chars().filter(|c| !c.is_control()).take(AUDIT_SEARCH_CHARACTERS_MAX).collect()
            });
            *text = said.filter(|said| !said.is_empty());
        }
        let limit = query.limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
        Ok(tx.list_audit(&query.filter, query.after.as_ref(), limit).await?)
    }

    /// Lists what happened, newest first.
    pub async fn list_timeline(
        &self,
        caller: &Caller,
        of: TimelineOf,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Page<Audit>, Error> {
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
        let (site_id, device_id) = match of {
            TimelineOf::Device(id) => (tx.find_device(id).await?.ok_or(Error::NotFound)?.site_id, Some(id)),
            TimelineOf::Enrollment(id) => {
                let enrollment = tx.find_enrollment(id).await?.ok_or(Error::NotFound)?;
                (enrollment.site_id, enrollment.device_id)
            }
        };
        caller.may_at(Privilege::ReadDevices, site_id)?;
        let mut page = match of {
            TimelineOf::Device(id) => tx.list_device_audit(id, after.as_ref(), limit).await?,
            TimelineOf::Enrollment(id) => tx.list_enrollment_audit(id, after.as_ref(), limit).await?,
        };
        // Whose the device was before a re-enrollment that cleared it is history no longer shown; the audit log has it.
        if let Some(id) = device_id
            && let Some(since) = tx.find_person_history_since(id).await?
        {
            let mut rows = Vec::with_capacity(page.rows.len());
            for line in page.rows {
                if !is_cleared(&mut tx, &line, since).await? {
                    rows.push(line);
                }
            }
            page.rows = rows;
        }
        Ok(page)
    }

    /// Compares the site of something before and after a change, by names.
    pub(crate) async fn site_change(
        &self,
        tx: &mut Tx,
        before: Option<SiteId>,
        after: Option<SiteId>,
    ) -> Result<Option<FieldChange>, Error> {
        if before == after {
            return Ok(None);
        }
        let mut names = [String::new(), String::new()];
        for (name, id) in names.iter_mut().zip([before, after]) {
            if let Some(id) = id {
                // A site that is gone has no name any more.
                *name = tx.find_site(id).await?.map_or_else(|| id.to_string(), |site| site.name);
            }
        }
        Ok(FieldChange::of("site", &names[0], &names[1]))
    }

    /// Finds what a reference code stands for.
    pub async fn find_by_reference(
        &self,
        caller: &Caller,
        reference: &Reference,
    ) -> Result<Option<Audit>, Error> {
        caller.may_somewhere(Privilege::ReadDevices)?;
        let mut tx = self.0.store.read().await?;
        let Some(found) = tx.find_audit_by_reference(reference).await? else { return Ok(None) };
        let site_id = match (found.device_id, found.enrollment_id) {
            (Some(id), _) => tx.find_device(id).await?.and_then(|device| device.site_id),
            (None, Some(id)) => tx.find_enrollment(id).await?.and_then(|enrollment| enrollment.site_id),
            (None, None) => None,
        };
        Ok(Some(found).filter(|_| caller.holds_at(Privilege::ReadDevices, site_id)))
    }
}

/// Says whether a line tells whose a device was before a re-enrollment that cleared it. Whoever enrolled it then had logged
/// in before, and may have assigned it to somebody: that is no history.
async fn is_cleared(tx: &mut Tx, line: &Audit, since: Timestamp) -> Result<bool, Error> {
    if line.at >= since || !line.event.is_about_person() {
        return Ok(false);
    }
    let of = match line.enrollment_id {
        Some(id) => tx.find_enrollment(id).await?,
        None => None,
    };
    Ok(of.and_then(|enrollment| enrollment.authenticated_at).is_none_or(|at| at < since))
}
