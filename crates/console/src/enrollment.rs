//! Enrollments: their list, and the page of one.

pub(crate) mod list;
pub(crate) mod show;

use domain::enrollment::{Enrollment, Status, Step};
use domain::id::EnrollmentId;
use domain::person::Person;
use domain::reference::Reference;
use domain::time::Timestamp;
use web::time::Moment;

use crate::badge::Badge;

/// Returns the path of an enrollment's page.
pub(crate) fn path(id: EnrollmentId) -> String {
    format!("/console/enrollments/{id}")
}

/// An enrollment as lists show it.
pub(crate) struct Line {
    pub(crate) path: String,
    pub(crate) person: String,
    pub(crate) username: String,
    pub(crate) state: Badge,
    /// The last step reached, in words.
    pub(crate) step: &'static str,
    /// Why it stopped, with the code that the person was given.
    pub(crate) stop: Option<(&'static str, Reference)>,
    pub(crate) begun: Moment,
}

impl Line {
    /// Turns an enrollment into a line.
    pub(crate) fn new(enrollment: Enrollment, now: Timestamp) -> Self {
        let (status, step) = (enrollment.status(now), enrollment.step());
        let outdated = step == Step::Enrolled || matches!(status, Status::UnderWay(_));
        Self {
            path: path(enrollment.id),
            person: called(&enrollment.person),
            username: enrollment.person.username,
            state: status.into(),
            step: step.title(),
            stop: enrollment.stop.filter(|_| !outdated).map(|stop| (stop.reason.title(), stop.reference)),
            begun: Moment { at: enrollment.begun_at, now },
        }
    }
}

/// Returns what to call a person: the name, else the username.
pub(crate) fn called(person: &Person) -> String {
    match (person.full_name.is_empty(), person.username.is_empty()) {
        (false, _) => person.full_name.clone(),
        (true, false) => person.username.clone(),
        (true, true) => "Nobody assigned".to_owned(),
    }
}
