//! The dashboard: what needs somebody, at a glance.

use domain::enrollment::Enrollment;
use domain::expiry::Expiry;
use domain::privilege::Privilege;
use domain::push_certificate::{PushCertificate, PushHealth};
use domain::time::{DAY, Timestamp};

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
    /// Certificates that end soon or have ended, the nearest end first.
    pub expiries: Vec<Expiry>,
    /// The push certificate, when there is one.
    pub push_certificate: Option<PushCertificate>,
}

/// How many devices enrolled on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayCount {
    /// The day's first instant, UTC.
    pub day: Timestamp,
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

const DAYS_SHOWN: i64 = 14;
const UNFINISHED_SHOWN: u32 = 20;

impl App {
    /// Gathers the dashboard.
    pub async fn show_dashboard(&self, caller: &Caller) -> Result<Dashboard, Error> {
        let scope = caller.scope_of(Privilege::ReadDevices)?;
        let now = self.now();
        let today = now.0.div_euclid(DAY);
        let first_day = today - DAYS_SHOWN + 1;

        let mut tx = self.0.store.read().await?;
        let counts = tx.count_enrolled_by_day(scope, Timestamp(first_day * DAY)).await?;
        let days = (first_day..=today).map(|day| DayCount {
            day: Timestamp(day * DAY),
            count: counts.iter().find(|(counted, _)| *counted == day).map_or(0, |(_, count)| *count),
        });
        let unfinished = tx.list_unfinished(scope, now.plus(-7 * DAY), UNFINISHED_SHOWN).await?;
        let push_certificate = tx.find_push_certificate().await?.map(|(certificate, _)| certificate);
        let push_is_good = push_certificate
            .as_ref()
            .is_some_and(|certificate| certificate.health(now) != PushHealth::Expired);
        Ok(Dashboard {
            managed: tx.count_managed(scope).await?,
            enrolled_today: tx.count_enrolled_since(scope, now.plus(-DAY)).await?,
            enrolled_week: tx.count_enrolled_since(scope, now.plus(-7 * DAY)).await?,
            days: days.collect(),
            unfinished: unfinished.into_iter().map(|enrollment| Unfinished { enrollment }).collect(),
            checklist: vec![
                ChecklistItem::Administrator { done: true },
                ChecklistItem::Organization { done: self.0.settings.organization.is_named },
                ChecklistItem::PushCertificate { done: push_is_good },
                ChecklistItem::FirstDevice { done: tx.has_enrolled().await? },
            ],
            expiries: self.expiries(&mut tx).await?,
            push_certificate,
        })
    }
}
