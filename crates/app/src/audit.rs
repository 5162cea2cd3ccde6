//! The audit trail, read: timelines and the look-up of a reference code.

use domain::audit::Audit;
use domain::id::{DeviceId, EnrollmentId};
use domain::page::{Cursor, Page};
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
        todo!()
    }

    /// Finds what a reference code stands for.
    pub async fn find_by_reference(&self, caller: &Caller, reference: &Reference) -> Result<Option<Audit>, Error> {
        todo!()
    }
}
