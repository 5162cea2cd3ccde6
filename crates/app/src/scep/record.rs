//! The row of an issued certificate: written in the transaction that consumes what it was issued for.

use std::net::IpAddr;

use ::scep::FailInfo;
use ::scep::certificate::sha256;
use ca::authority::Issued;
use domain::audit::Event;
use domain::certificate::Certificate;
use domain::enrollment::StopReason;
use domain::id::{CertificateId, EnrollmentId};
use domain::time::{HOUR, Timestamp};
use store::Tx;

use super::grant::Found;
use super::{Request, ScepRefusal};
use crate::token::hex;
use crate::{App, Error};

/// What became of a certificate that was signed.
pub(super) enum Recorded {
    /// Its row is written, and it may go out.
    Now,
    /// The same message, come twice at once, bought this one a moment ago.
    Before(Vec<u8>),
}

/// One enrollment gets at most so many certificates an hour, renewals included.
const CERTIFICATES_PER_HOUR_MAX: u64 = 10;
impl App {
    /// Consumes the challenge and writes the certificate's row, in one transaction. Everything is checked again: another
    /// request may have been quicker.
    pub(super) async fn record_issued(
        &self,
        request: &Request,
        issued: &Issued,
        enrollment_id: EnrollmentId,
        source: IpAddr,
    ) -> Result<Result<Recorded, FailInfo>, ScepRefusal> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let (mut challenge, mut enrollment) =
            match self.lock_and_check(&mut tx, request, enrollment_id).await? {
                Some(Found::Entitled { challenge, enrollment }) => (challenge, enrollment),
                Some(Found::Refused { enrollment, reason }) => {
                    self.note_refusal(tx, enrollment, reason, source).await?;
                    return Ok(Err(FailInfo::BadRequest));
                }
                Some(Found::Again(der)) => return Ok(Ok(Recorded::Before(der))),
                None => return Ok(Err(FailInfo::BadRequest)),
            };
        let certificate = self.row(request, issued, enrollment.id);
        if self.is_over_limit(&mut tx, enrollment.id).await? {
            self.note_refusal(tx, enrollment, StopReason::RequestRefused, source).await?;
            return Ok(Err(FailInfo::BadRequest));
        }
        tx.insert_certificate(&certificate).await?;
        challenge.consumed_at = Some(now);
        challenge.certificate_id = Some(certificate.id);
        challenge.message_hash = Some(request.message_hash);
        tx.save_challenge(&challenge).await?;
        enrollment.certificate_issued_at = Some(now);
        if let Some(invited) = &mut enrollment.invitation {
            // The device is on its way: it keeps its use until the enrollment's own end.
            invited.use_reserved_until = Some(enrollment.expires_at);
        }
        tx.save_enrollment(&enrollment).await?;
        let event = Event::CertificateIssued { serial: hex(&certificate.serial) };
        tx.insert_audit(&self.device_line(&enrollment, source, event)).await?;
        tx.commit().await?;
        Ok(Ok(Recorded::Now))
    }

    /// Writes the row of a renewed certificate. The present one counts on until the device first uses the new one.
    pub(super) async fn record_renewed(
        &self,
        request: &Request,
        issued: &Issued,
        enrollment_id: EnrollmentId,
        present: CertificateId,
        source: IpAddr,
    ) -> Result<Result<Recorded, FailInfo>, ScepRefusal> {
        let mut tx = self.0.store.begin().await?;
        let enrollment = tx.lock_enrollment(enrollment_id).await?;
        let present = tx.find_certificate(present).await?;
        let is_entitled = present.is_some_and(|present| present.check(self.now()).is_ok());
        let enrollment = enrollment.filter(|enrollment| is_entitled && enrollment.check_channel().is_ok());
        let Some(enrollment) = enrollment else { return Ok(Err(FailInfo::BadRequest)) };
        if self.is_over_limit(&mut tx, enrollment_id).await? {
            return Ok(Err(FailInfo::BadRequest));
        }
        let certificate = self.row(request, issued, enrollment_id);
        tx.insert_certificate(&certificate).await?;
        let event = Event::CertificateRenewed { serial: hex(&certificate.serial) };
        tx.insert_audit(&self.device_line(&enrollment, source, event)).await?;
        tx.commit().await?;
        Ok(Ok(Recorded::Now))
    }

    async fn is_over_limit(&self, tx: &mut Tx, id: EnrollmentId) -> Result<bool, Error> {
        let issued = tx.count_certificates_since(id, self.now().plus(-HOUR)).await?;
        if issued >= CERTIFICATES_PER_HOUR_MAX {
            tracing::warn!(enrollment.id = %id, "too many certificates in an hour");
        }
        Ok(issued >= CERTIFICATES_PER_HOUR_MAX)
    }

    fn row(&self, request: &Request, issued: &Issued, enrollment_id: EnrollmentId) -> Certificate {
        Certificate {
            id: CertificateId(self.new_id()),
            enrollment_id,
            fingerprint: issued.fingerprint,
            key_hash: sha256(&request.csr.spki),
            serial: issued.serial.to_vec(),
            der: issued.der.clone(),
            not_before: Timestamp::from_seconds(issued.not_before),
            not_after: Timestamp::from_seconds(issued.not_after),
            issued_at: self.now(),
            revoked_at: None,
        }
    }
}
