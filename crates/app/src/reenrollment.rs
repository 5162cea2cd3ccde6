//! A device enrolls that may have a record: whether it may, and what of its former life is cleared.

use std::net::IpAddr;

use apple_mdm::checkin::Authenticate;
use domain::audit::Event;
use domain::command::CommandState;
use domain::device::Device;
use domain::enrollment::{Enrollment, StopReason, Way};
use domain::id::DeviceId;
use domain::privilege::Privilege;
use domain::reenrollment::may_reenroll;
use domain::setting::{General, Reenrollment, Section};
use store::Tx;

use crate::setting::setting;
use crate::{App, Error};

impl App {
    /// Says why a device that says `Authenticate` for the first time may not enroll, and whose record stands in its way.
    /// What it has to be was settled when its enrollment began; who may enroll a record again is decided now.
    pub(crate) async fn find_hindrance(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        message: &Authenticate,
        known: Option<&Device>,
    ) -> Result<Option<(StopReason, Option<DeviceId>)>, Error> {
        if enrollment.authenticated_at.is_some() {
            return Ok(None);
        }
        let (product, version) = (message.product_name.as_deref(), message.os_version.as_deref());
        let known_id = known.map(|device| device.id);
        let admission = &enrollment.course.admission;
        let refusal = match enrollment.course.way {
            // Without device-wide rights a device tells neither here; it was asked before its profile.
            Way::AccountDrivenUser => admission.known_refusal(product, version),
            _ => admission.refusal(product, version),
        };
        if let Some(reason) = refusal {
            return Ok(Some((reason, known_id)));
        }
        match known {
            Some(device) if !self.may_reenroll(tx, device, enrollment).await? => {
                tracing::warn!(
                    enrollment.id = %enrollment.id,
                    device.id = %device.id,
                    "somebody wanted to enroll a device anew that is in the records for somebody else"
                );
                Ok(Some((StopReason::ReenrollmentRefused, known_id)))
            }
            _ => Ok(None),
        }
    }

    /// Says whether an enrollment may take a device with a record, as settings are now.
    pub(crate) async fn may_reenroll(
        &self,
        tx: &mut Tx,
        device: &Device,
        enrollment: &Enrollment,
    ) -> Result<bool, Error> {
        if !setting::<General>(tx, General::NAME).await?.value.restrict_reenrollment {
            return Ok(true);
        }
        let may_change_record = self.may_change_record(tx, device, enrollment).await?;
        Ok(may_reenroll(device, enrollment, may_change_record))
    }

    /// Says whether whoever logged in has an account that may change the record of a device.
    async fn may_change_record(
        &self,
        tx: &mut Tx,
        device: &Device,
        enrollment: &Enrollment,
    ) -> Result<bool, Error> {
        if enrollment.course.is_unproved {
            // Whomever an invitation or a program names, they have not logged in.
            return Ok(false);
        }
        let account = match (enrollment.account_id, &enrollment.directory_user) {
            (Some(id), _) => tx.find_account(id).await?,
            (None, Some(user)) => tx.find_account_of(user).await?,
            (None, None) => None,
        };
        let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Ok(false) };
        let grants = tx.list_grants(&account).await?;
        Ok(grants.iter().any(|grant| grant.allows(Privilege::UpdateDevices, device.site_id)))
    }

    /// Clears of a device's former life what settings say. What was still open of it is withdrawn before, whatever they say
    /// (T56).
    pub(crate) async fn clear_former_life(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        id: DeviceId,
        settings: &Reenrollment,
        is_person_cleared: bool,
        source: IpAddr,
    ) -> Result<(), Error> {
        let mut parts = Vec::new();
        if is_person_cleared {
            parts.push("user and location".to_owned());
        }
        // The present life begins with its `Authenticate`, and what has been written about it since is no history.
        if let (true, Some(since)) = (settings.clear_user_and_location_history, enrollment.authenticated_at) {
            tx.clear_former_persons(id).await?;
            tx.save_person_history_since(id, since).await?;
            parts.push("history of user and location".to_owned());
        }
        let mut commands = 0;
        let deleted =
            CommandState::ALL.into_iter().filter(|state| !settings.management_history.keeps(*state));
        for state in deleted.filter(|state| !state.is_open()) {
            commands += tx.delete_former_commands(id, state).await?;
        }
        if commands > 0 {
            parts.push(format!("management history ({commands} commands)"));
        }
        if !parts.is_empty() {
            let event = Event::RecordCleared { parts: parts.join(", ") };
            tx.insert_audit(&self.device_line(enrollment, source, event)).await?;
        }
        Ok(())
    }
}
