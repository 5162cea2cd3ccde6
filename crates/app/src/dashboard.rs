//! The dashboard: what needs somebody, at a glance.

use domain::enrollment::Enrollment;
use domain::push_certificate::PushCertificate;

use crate::{App, Caller, Error};

/// What the dashboard shows.
#[derive(Clone, Debug)]
pub struct Dashboard {
    /// Devices managed now.
    pub managed: u64,
    /// Enrolled in the last 24 hours.
    pub enrolled_today: u64,
    /// Enrolled in the last seven days.
    pub enrolled_week: u64,
    /// Enrolled a day, the last 14 days (UTC), oldest first, with empty days.
    pub days: Vec<DayCount>,
    /// Unfinished enrollments of the last seven days, newest first, at most 20.
    pub unfinished: Vec<Unfinished>,
    /// What is still to be set up.
    pub checklist: Vec<ChecklistItem>,
    /// The push certificate, when there is one.
    pub push_certificate: Option<PushCertificate>,
}

/// How many devices enrolled on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayCount {
    /// The day's first instant, UTC.
    pub day: domain::time::Timestamp,
    /// How many.
    pub count: u64,
}

/// An enrollment that stopped short.
#[derive(Clone, Debug)]
pub struct Unfinished {
    /// The enrollment; its step, status and stop say where and why.
    pub enrollment: Enrollment,
}

/// One thing to set up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChecklistItem {
    /// An administrator exists. Always ticked once somebody reads it.
    Administrator {
        /// Whether it is done.
        done: bool,
    },
    /// A push certificate is installed and in time.
    PushCertificate {
        /// Whether it is done.
        done: bool,
    },
    /// The organization has a name other than the default.
    Organization {
        /// Whether it is done.
        done: bool,
    },
    /// A first device has enrolled.
    FirstDevice {
        /// Whether it is done.
        done: bool,
    },
}

impl App {
    /// Gathers the dashboard.
    pub async fn show_dashboard(&self, caller: &Caller) -> Result<Dashboard, Error> {
        todo!()
    }
}
