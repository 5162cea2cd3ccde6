//! Enrollments.

pub(crate) mod begin;
pub(crate) mod list;
pub(crate) mod profile;
pub(crate) mod show;

use domain::enrollment::{End, Status, Step, StopReason};
use domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::device::ownerships;
use crate::document::one_of;
use crate::person::Person;
use crate::time::{Instant, some};

/// An enrollment: from the login to the end of the management relation.
#[derive(Serialize, ToSchema)]
pub(crate) struct Enrollment {
    /// The enrollment's id.
    id: String,
    /// How it stands now.
    #[schema(schema_with = statuses)]
    status: &'static str,
    /// The last step reached.
    #[schema(schema_with = steps)]
    step: &'static str,
    /// Why it ended; `null` while it has not.
    #[schema(schema_with = ends)]
    end: Option<&'static str>,
    /// The last refusal on its way. A later step outdates it.
    stop: Option<Stop>,
    /// Who enrolls.
    person: Person,
    /// Who owns the device.
    #[schema(schema_with = ownerships)]
    ownership: &'static str,
    /// The site that the device joins; `null` for none.
    site_id: Option<String>,
    /// The device, once it has checked in.
    device_id: Option<String>,
    /// When it began.
    begun_at: Instant,
    /// Until when the profile may be fetched and installed.
    expires_at: Instant,
    /// When the profile was fetched last.
    profile_fetched_at: Option<Instant>,
    /// When the identity certificate was issued.
    certificate_issued_at: Option<Instant>,
    /// When the device checked in.
    authenticated_at: Option<Instant>,
    /// When the device could be reached for the first time: from here on it is enrolled.
    enrolled_at: Option<Instant>,
    /// When it ended.
    ended_at: Option<Instant>,
}

/// A refusal on the way of an enrollment.
#[derive(Serialize, ToSchema)]
pub(crate) struct Stop {
    /// When.
    at: Instant,
    /// Why, as a fixed name.
    #[schema(schema_with = reasons)]
    reason: &'static str,
    /// Why, in words for administrators.
    title: &'static str,
    /// The code that the person was shown and the log has.
    #[schema(example = "VB-7KQ2M")]
    reference: String,
}

impl Enrollment {
    /// Shows an enrollment as it stands at an instant.
    pub(crate) fn at(enrollment: domain::enrollment::Enrollment, now: Timestamp) -> Self {
        let (status, end) = match enrollment.status(now) {
            Status::UnderWay(_) => ("under-way", None),
            Status::Stopped => ("stopped", None),
            Status::Enrolled => ("enrolled", None),
            Status::Ended(end) => ("ended", Some(end.name())),
        };
        Self {
            id: enrollment.id.to_string(),
            status,
            step: enrollment.step().name(),
            end,
            stop: enrollment.stop.map(|stop| Stop {
                at: Instant(stop.at),
                reason: stop.reason.name(),
                title: stop.reason.title(),
                reference: stop.reference.to_string(),
            }),
            person: enrollment.person.into(),
            ownership: enrollment.ownership.name(),
            site_id: enrollment.site_id.map(|id| id.to_string()),
            device_id: enrollment.device_id.map(|id| id.to_string()),
            begun_at: Instant(enrollment.begun_at),
            expires_at: Instant(enrollment.expires_at),
            profile_fetched_at: some(enrollment.profile_fetched_at),
            certificate_issued_at: some(enrollment.certificate_issued_at),
            authenticated_at: some(enrollment.authenticated_at),
            enrolled_at: some(enrollment.enrolled_at),
            ended_at: some(enrollment.ended_at),
        }
    }
}

fn statuses() -> Object {
    let names = ["under-way", "stopped", "enrolled", "ended"];
    one_of(
        names,
        "How an enrollment stands; `stopped` is refused at its present step and may be tried again.",
    )
}

fn steps() -> Object {
    one_of(Step::ALL.map(Step::name), "The steps of an enrollment, in order.")
}

fn ends() -> Object {
    let mut ends = one_of(End::ALL.map(End::name), "Why an enrollment ended.");
    ends.schema_type = utoipa::openapi::schema::SchemaType::from_iter([
        utoipa::openapi::Type::String,
        utoipa::openapi::Type::Null,
    ]);
    ends
}

fn reasons() -> Object {
    one_of(StopReason::ALL.map(StopReason::name), "Why an enrollment stopped.")
}
