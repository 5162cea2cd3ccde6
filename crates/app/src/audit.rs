//! The audit trail, read: timelines and the look-up of a reference code.

use domain::audit::Audit;
use domain::id::{DeviceId, EnrollmentId};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use domain::reference::Reference;

use crate::{App, Caller, Error};

/// Whose timeline.
#[derive(Clone, Copy, Debug)]
pub enum TimelineOf {
    /// A device, over all its enrollments.
    Device(DeviceId),
    /// One enrollment.
    Enrollment(EnrollmentId),
}

impl App {
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
        let site_id = match of {
            TimelineOf::Device(id) => tx.find_device(id).await?.ok_or(Error::NotFound)?.site_id,
            TimelineOf::Enrollment(id) => tx.find_enrollment(id).await?.ok_or(Error::NotFound)?.site_id,
        };
        caller.may_at(Privilege::ReadDevices, site_id)?;
        Ok(match of {
            TimelineOf::Device(id) => tx.list_device_audit(id, after.as_ref(), limit).await?,
            TimelineOf::Enrollment(id) => tx.list_enrollment_audit(id, after.as_ref(), limit).await?,
        })
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
