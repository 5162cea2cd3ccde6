//! What a certificate proves, and the end of everything that hangs on an enrollment.

use domain::audit::{Actor, Audit, Event};
use domain::certificate::Certificate;
use domain::enrollment::{End, Enrollment, Stop, StopReason};
use domain::id::DeviceId;
use std::net::IpAddr;
use store::Tx;

use crate::{App, DeviceProof, Error};

impl App {
    /// Finds the certificate of a proof and the enrollment it is for, locked for change. Any certificate that does not
    /// count any more, and any enrollment that has ended, is [`Error::Unauthenticated`].
    pub(crate) async fn prove(
        &self,
        tx: &mut Tx,
        proof: &DeviceProof,
    ) -> Result<(Certificate, Enrollment), Error> {
        let certificate = tx.find_certificate_by_fingerprint(&proof.fingerprint).await?;
        let id = certificate.ok_or(Error::Unauthenticated)?.enrollment_id;
        let enrollment = tx.lock_enrollment(id).await?.ok_or(Error::Unauthenticated)?;
        enrollment.check_channel().map_err(|_| Error::Unauthenticated)?;
        // Read again under the lock: a renewed certificate may have ended this one while we waited.
        let certificate = tx.find_certificate_by_fingerprint(&proof.fingerprint).await?;
        let certificate = certificate.ok_or(Error::Unauthenticated)?;
        certificate.check(self.now()).map_err(|_| Error::Unauthenticated)?;
        Ok((certificate, enrollment))
    }

    /// Ends an enrollment, which is locked, with all that hangs on it: its certificates, open commands, push channel and
    /// unused challenges; its device is no longer managed. A second end changes nothing.
    pub(crate) async fn end_enrollment(
        &self,
        tx: &mut Tx,
        enrollment: &mut Enrollment,
        end: End,
        actor: &Actor,
        source: Option<IpAddr>,
    ) -> Result<(), Error> {
        if enrollment.ended_at.is_some() {
            return Ok(());
        }
        let now = self.now();
        self.return_use(tx, enrollment).await?;
        enrollment.close(end, now);
        tx.save_enrollment(enrollment).await?;
        tx.revoke_certificates(enrollment.id, now).await?;
        tx.cancel_commands(enrollment.id, now).await?;
        tx.delete_channel(enrollment.id).await?;
        tx.delete_unused_challenges(enrollment.id).await?;
        if let Some(id) = enrollment.device_id
            && let Some(mut device) = tx.lock_device(id).await?
            && device.enrollment_id == Some(enrollment.id)
        {
            device.enrollment_id = None;
            tx.save_device(&device).await?;
        }
        let line = Audit {
            enrollment_id: Some(enrollment.id),
            device_id: enrollment.device_id,
            ..self.audit(actor, source, Event::EnrollmentEnded { end })
        };
        tx.insert_audit(&line).await?;
        Ok(())
    }

    /// Notes on an enrollment where and why it stopped, under a new reference code. What says nothing new is not noted:
    /// a device that repeats itself must not fill the trail.
    pub(crate) async fn stop_enrollment(
        &self,
        tx: &mut Tx,
        enrollment: &mut Enrollment,
        device_id: Option<DeviceId>,
        reason: StopReason,
        source: IpAddr,
    ) -> Result<(), Error> {
        if enrollment.is_repeated(reason, self.now()) {
            return Ok(());
        }
        let reference = self.new_reference();
        enrollment.stop = Some(Stop { at: self.now(), reason, reference: reference.clone() });
        tx.save_enrollment(enrollment).await?;
        tracing::warn!(
            enrollment.id = %enrollment.id,
            reference = %reference,
            reason = reason.name(),
            "an enrollment stopped"
        );
        let line = Audit {
            enrollment_id: Some(enrollment.id),
            device_id: device_id.or(enrollment.device_id),
            reference: Some(reference),
            ..self.audit(&Actor::Device, Some(source), Event::EnrollmentStopped { reason })
        };
        tx.insert_audit(&line).await?;
        Ok(())
    }
}
