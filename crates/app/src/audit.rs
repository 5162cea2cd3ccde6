//! The audit trail, read: timelines and the look-up of a reference code.

use domain::account::Privilege;
use domain::audit::Audit;
use domain::id::{DeviceId, EnrollmentId};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
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
        caller.may(Privilege::ReadDevices)?;
        let limit = limit.clamp(1, PAGE_ROWS_MAX);
        let mut tx = self.0.store.read().await?;
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
        caller.may(Privilege::ReadDevices)?;
        Ok(self.0.store.read().await?.find_audit_by_reference(reference).await?)
    }
}
