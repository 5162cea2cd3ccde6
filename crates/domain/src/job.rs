//! Everything that happens later. Reading this enum shows it whole.

use serde::{Deserialize, Serialize};

use crate::id::{EnrollmentId, InvitationId, JobId, UploadId, WebhookDeliveryId};
use crate::time::{HOUR, MINUTE, SECOND, Timestamp};

/// A runner holds a claimed job this long before another one may take it over: longer than any push can take.
pub const LEASE: i64 = 3 * MINUTE;

/// A job. Jobs may run twice and must not mind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Job {
    /// Asks Apple's push service to wake the device of an enrollment.
    Push {
        /// Whose device.
        enrollment_id: EnrollmentId,
    },
    /// Goes on with an uploaded list of assignments.
    AssignByList {
        /// Which.
        upload_id: UploadId,
    },
    /// Ends what was begun by an invitation that does not serve any more. The verb does so itself; this is for the case that
    /// its node dies in between.
    EndInvited {
        /// Which invitation.
        invitation_id: InvitationId,
    },
    /// Brings the records of devices in line with the built-in list, after many of its people have changed at once.
    FollowBuiltInPeople {
        /// The key of the last person whose devices are in line already; empty at the beginning.
        after: String,
    },
    /// Takes away what a self-test left behind whose node died.
    ForgetSelfTest {
        /// Its enrollment.
        enrollment_id: EnrollmentId,
    },
    /// Tells one webhook of one event.
    DeliverWebhook {
        /// Which delivery.
        delivery_id: WebhookDeliveryId,
    },
}

impl Job {
    /// Returns the key under which at most one such job waits.
    pub fn dedupe_key(&self) -> String {
        match self {
            Self::Push { enrollment_id } => format!("push:{enrollment_id}"),
            Self::AssignByList { upload_id } => format!("assign-by-list:{upload_id}"),
            Self::EndInvited { invitation_id } => format!("end-invited:{invitation_id}"),
            Self::FollowBuiltInPeople { after } => format!("follow-built-in-people:{after}"),
            Self::ForgetSelfTest { enrollment_id } => format!("forget-self-test:{enrollment_id}"),
            Self::DeliverWebhook { delivery_id } => format!("deliver-webhook:{delivery_id}"),
        }
    }

    /// Returns how often the job is tried before it is given up.
    pub fn tries_max(&self) -> u32 {
        match self {
            // Five seconds doubled up to an hour: some two days without Apple.
            Self::Push { .. } => 60,
            // Some three quarters of an hour for a directory to come back; then its lines are left out.
            Self::AssignByList { .. } => 10,
            // Only the database can fail.
            Self::FollowBuiltInPeople { .. } | Self::EndInvited { .. } | Self::ForgetSelfTest { .. } => 20,
            // The delivery counts its own tries: a claim that finds the webhook at rest is none.
            Self::DeliverWebhook { .. } => u32::MAX,
        }
    }
}

/// A job in the hands of a runner.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The job's id.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// Which try this is, from 1: the fence against a runner that comes back late.
    pub attempt: u32,
}

/// Returns how long to wait before try `attempt + 1`: doubling from five seconds, at most an hour.
pub fn back_off(attempt: u32) -> i64 {
    (5 * SECOND).checked_shl(attempt.saturating_sub(1).min(12)).unwrap_or(HOUR).min(HOUR)
}

/// How a job ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// It is done.
    Done,
    /// It is to be tried again at this instant, for this reason.
    Again(Timestamp, String),
    /// It is given up, for this reason.
    GiveUp(String),
}
