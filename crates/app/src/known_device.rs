//! The portal knows a device before its profile is installed: by an invitation for one serial number, or because this
//! browser has enrolled it before. Then it says beforehand what becomes of the device, and asks.
//!
//! What a browser brings is a token of 256 bits that stands for nothing else, and names are shown only to somebody who has
//! logged in. Whose the device becomes is decided at `Authenticate` all the same.

use std::net::IpAddr;

use domain::admission::DeviceKind;
use domain::audit::Actor;
use domain::audit::{Audit, Event};
use domain::device::Device;
use domain::enrollment::{Enrollment, EnrollmentRefusal, Ownership};
use domain::id::DeviceId;
use domain::person::Person;
use domain::question::DeviceQuestion;
use domain::reenrollment::{Belonging, belonging, is_same_person};
use domain::secret::Secret;
use domain::setting::{Reenrollment, Section};
use domain::time::DAY;
use store::Tx;

use crate::setting::setting;
use crate::token::{derive, hash};
use crate::{App, Begun, Error};

/// So long a browser is known; it is told anew with each enrollment.
const BROWSER_AGE_MAX: i64 = 400 * DAY;

/// A device that the portal knows beforehand.
#[derive(Clone, Debug)]
pub struct KnownDevice {
    /// What people call such a device, such as `iPad`; `None` where its model says nothing.
    pub kind: Option<DeviceKind>,
    /// Its serial number.
    pub serial_number: Option<String>,
    /// Whose it is.
    pub user: Person,
    /// What becomes of it.
    pub future: Future,
}

/// What becomes of a device when it is enrolled again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Future {
    /// It stays whose it is.
    Same,
    /// It becomes somebody else's.
    Becomes(Person),
    /// It stays whose it is until an administrator confirms the change.
    StaysUntilConfirmed,
    /// It becomes nobody's.
    Nobody,
    /// Whoever has logged in may not enroll it.
    Refused,
}

impl App {
    /// Looks whether the portal knows the device of an enrollment that has just begun or been taken over, and asks about it
    /// if it does.
    pub async fn recognise_device(&self, begun: Begun, browser: Option<&Secret>) -> Result<Begun, Error> {
        let mut tx = self.0.store.read().await?;
        let known = self.find_known_device(&mut tx, &begun.enrollment, browser).await?;
        drop(tx);
        let Some(device_id) = known else { return Ok(begun) };
        let mut tx = self.0.store.begin().await?;
        let locked = tx.lock_enrollment(begun.enrollment.id).await?;
        let Some(mut enrollment) = locked.filter(|one| one.check_answer(self.now()).is_ok()) else {
            return Ok(begun);
        };
        enrollment.questions.device = Some(DeviceQuestion { device_id, is_answered: false });
        tx.save_enrollment_answers(&enrollment).await?;
        tx.commit().await?;
        Ok(Begun { enrollment, ..begun })
    }

    /// Finds the device that an enrollment is about to enroll again, where it has a user to speak of.
    async fn find_known_device(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        browser: Option<&Secret>,
    ) -> Result<Option<DeviceId>, Error> {
        if enrollment.goes_on_in_settings() || enrollment.course.way.is_account_driven() {
            // A device of one's own is tied to no record, whatever its browser has seen.
            return Ok(None);
        }
        if enrollment.course.is_unproved {
            // Names are for people who have said who they are.
            return Ok(None);
        }
        let invitation = match enrollment.invitation {
            Some(invited) => tx.find_invitation(invited.invitation_id).await?,
            None => None,
        };
        let of_browser = match browser {
            Some(token) => {
                let since = self.now().plus(-BROWSER_AGE_MAX);
                tx.find_device_of_browser(hash(token.expose()), since).await?
            }
            None => None,
        };
        let bound = invitation.map(|invitation| invitation.terms.serial_numbers).unwrap_or_default();
        let device = match (of_browser, bound.as_slice()) {
            (Some(id), _) => tx.find_device(id).await?,
            (None, [only]) => tx.find_devices_by_serial_number(only).await?.into_iter().next(),
            (None, _) => None,
        };
        let has_user = |device: &Device| !device.person.username.is_empty();
        Ok(device.filter(has_user).map(|device| device.id))
    }

    /// Says whose the known device of a portal session is and what becomes of it.
    pub async fn show_known_device(&self, session: &Secret) -> Result<KnownDevice, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        let question = enrollment.questions.device.as_ref().ok_or(EnrollmentRefusal::NotOffered)?;
        let device = tx.find_device(question.device_id).await?.ok_or(Error::NotFound)?;
        let former = match device.enrollment_id {
            Some(id) => tx.find_enrollment(id).await?,
            None => None,
        };
        let settings = setting::<Reenrollment>(&mut tx, Reenrollment::NAME).await?.value;
        let future = if !self.may_reenroll(&mut tx, &device, &enrollment).await? {
            Future::Refused
        } else {
            match belonging(&device, &enrollment, former.as_ref(), &settings) {
                Belonging::Assigned if is_same_person(&device, &enrollment) => Future::Same,
                Belonging::Assigned => Future::Becomes(enrollment.person),
                Belonging::Stays => Future::Same,
                Belonging::Kept => Future::StaysUntilConfirmed,
                Belonging::Cleared => Future::Nobody,
            }
        };
        Ok(KnownDevice {
            kind: device.product_name.as_deref().and_then(DeviceKind::of),
            serial_number: device.serial_number,
            user: device.person,
            future,
        })
    }

    /// Takes in that the known device may become what the enrollment makes of it.
    pub async fn confirm_device(&self, session: &Secret, source: IpAddr) -> Result<Enrollment, Error> {
        let now = self.now();
        self.answer(session, source, Event::DeviceConfirmed, |enrollment| enrollment.confirm_device(now))
            .await
    }

    /// Takes in that the device is another than the known one: nothing is asked about it any more, and the browser is
    /// forgotten.
    pub async fn deny_device(
        &self,
        session: &Secret,
        browser: Option<&Secret>,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let id = self.portal_enrollment(&mut tx, session).await?.id;
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        enrollment.check_answer(now)?;
        enrollment.questions.device.take().ok_or(EnrollmentRefusal::NotOffered)?;
        tx.save_enrollment_answers(&enrollment).await?;
        if let Some(token) = browser {
            tx.delete_device_browser(hash(token.expose())).await?;
        }
        let line = self.audit(&Actor::Anonymous, Some(source), Event::DeviceMistaken);
        tx.insert_audit(&Audit { enrollment_id: Some(id), ..line }).await?;
        tx.commit().await?;
        Ok(enrollment)
    }

    /// Returns the token by which a browser on a device that has just enrolled is known from now on; nothing where the
    /// session has enrolled none, or a personally owned one.
    pub async fn remember_browser(&self, session: &Secret) -> Result<Option<Secret>, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        let is_enrolled = enrollment.enrolled_at.is_some() && enrollment.ended_at.is_none();
        let is_ours = enrollment.ownership == Ownership::Institutional;
        let Some(device_id) = enrollment.device_id.filter(|_| is_enrolled && is_ours) else {
            return Ok(None);
        };
        // The same for each look at the page: whoever holds the session can make it, and nobody else.
        let token = derive(session, "device");
        let since = self.now().plus(-BROWSER_AGE_MAX);
        if tx.find_device_of_browser(hash(token.expose()), since).await?.is_none() {
            drop(tx);
            let mut tx = self.0.store.begin().await?;
            tx.delete_older_device_browsers(device_id, since).await?;
            tx.insert_device_browser(hash(token.expose()), device_id, self.now()).await?;
            tx.commit().await?;
        }
        Ok(Some(token))
    }
}
