//! Enrollments at the portal: begin by login, hand out the profile, follow the device; and their list for administrators.

use std::net::IpAddr;

use domain::enrollment::Enrollment;
use domain::id::EnrollmentId;
use domain::page::{Cursor, Page};
use domain::secret::Secret;

use crate::{App, Caller, Error, Login};

/// An enrollment that has just begun.
#[derive(Debug)]
pub struct Begun {
    /// The portal session's token, for the cookie.
    pub session: Secret,
    /// The absolute link to the profile: needs no cookie and may be fetched repeatedly.
    pub profile_url: String,
    /// The enrollment with its terms.
    pub enrollment: Enrollment,
}

/// A profile as it goes out.
#[derive(Clone, Debug)]
pub struct HandedOutProfile {
    /// The signed (or, where asked for, plain) property list.
    pub body: Vec<u8>,
}

/// Which enrollments a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EnrollmentState {
    /// All.
    #[default]
    Any,
    /// Begun, neither finished nor ended: the ones to look after.
    Unfinished,
    /// Enrolled and managed.
    Enrolled,
    /// Ended, for whatever reason.
    Ended,
}

/// A list of enrollments, newest first.
#[derive(Clone, Debug, Default)]
pub struct EnrollmentQuery {
    /// Which.
    pub state: EnrollmentState,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`domain::page::PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// An enrollment with what belongs to it.
#[derive(Clone, Debug)]
pub struct EnrollmentDetail {
    /// The enrollment.
    pub enrollment: Enrollment,
    /// The device's title, once there is one.
    pub device_title: Option<String>,
}

impl App {
    /// Begins an enrollment by login with a local account: institutionally owned, the account's person assigned.
    pub async fn begin_enrollment(&self, login: Login) -> Result<Begun, Error> {
        todo!()
    }

    /// Begins an enrollment for the person of a local account on behalf of a program or administrator.
    pub async fn begin_enrollment_for(&self, caller: &Caller, username: &str) -> Result<Begun, Error> {
        todo!()
    }

    /// Recognises a portal session; `None` when it is over or unknown.
    pub async fn find_portal_enrollment(&self, session: &Secret) -> Result<Option<Enrollment>, Error> {
        todo!()
    }

    /// Ends a portal session: the person logs out. The enrollment itself goes on if the device is on its way.
    pub async fn leave_portal(&self, session: &Secret) -> Result<(), Error> {
        todo!()
    }

    /// Returns the absolute link to the profile of a portal session.
    pub fn profile_url(&self, session: &Secret) -> String {
        todo!()
    }

    /// Hands out the enrollment profile for a link's token: each time with new UUIDs and a new challenge.
    /// Refuses with [`crate::Refusal::ProfileLink`] an unknown token and with `Enrollment(…)` one past its time.
    pub async fn hand_out_profile(&self, token: &str, source: IpAddr) -> Result<HandedOutProfile, Error> {
        todo!()
    }

    /// Says what [`App::hand_out_profile`] would, changing nothing: for `HEAD`.
    pub async fn check_profile_link(&self, token: &str) -> Result<(), Error> {
        todo!()
    }

    /// Hands out a profile without its signature to a program that may enroll, for inspection.
    pub async fn hand_out_unsigned_profile(&self, caller: &Caller, id: EnrollmentId) -> Result<HandedOutProfile, Error> {
        todo!()
    }

    /// Lists enrollments, newest first.
    pub async fn list_enrollments(&self, caller: &Caller, query: EnrollmentQuery) -> Result<Page<Enrollment>, Error> {
        todo!()
    }

    /// Shows one enrollment.
    pub async fn show_enrollment(&self, caller: &Caller, id: EnrollmentId) -> Result<EnrollmentDetail, Error> {
        todo!()
    }
}
