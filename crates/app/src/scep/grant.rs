//! What a SCEP request is entitled to: by a challenge, or because the present certificate signed it.

use std::net::IpAddr;

use ::scep::certificate::sha256;
use ::scep::{Csr, FailInfo, KeyKind, MessageType};
use domain::certificate::{Challenge, ChallengeRefusal};
use domain::enrollment::{Enrollment, StopReason};
use domain::id::{CertificateId, EnrollmentId};
use domain::secret::TokenHash;
use domain::time::DAY;
use store::Tx;

use super::{Request, ScepRefusal};
use crate::audit::Change;
use crate::token::hash;
use crate::{App, Error};

/// What a request is entitled to.
pub(super) enum Grant {
    /// The certificate that this very message bought before.
    Again(Vec<u8>),
    /// A certificate, for a challenge.
    ByChallenge { enrollment_id: EnrollmentId },
    /// A certificate, because the present one signed the request.
    ByRenewal { enrollment_id: EnrollmentId, present: CertificateId },
}

/// What a challenge is worth.
pub(super) enum Found {
    Entitled { challenge: Challenge, enrollment: Enrollment },
    Again(Vec<u8>),
    Refused { enrollment: Enrollment, reason: StopReason },
}

/// The key lengths that are certified, in bits.
const KEY_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

impl App {
    /// Decides what a request is entitled to. Its signer tells which of the two ways it goes, not its type: some
    /// clients renew with a `PKCSReq`.
    pub(super) async fn find_grant(
        &self,
        request: &Request,
        source: IpAddr,
    ) -> Result<Result<Grant, FailInfo>, ScepRefusal> {
        let now = self.now();
        let mut tx = self.0.store.read().await?;
        let signer = tx.find_certificate_by_fingerprint(&sha256(&request.message.signer)).await?;
        let Some(signer) = signer else {
            return self.find_challenge_grant(tx, request, source).await;
        };
        // A renewal is signed by the current certificate of the same enrollment, in time and not revoked (T39).
        let enrollment = tx.find_enrollment(signer.enrollment_id).await?;
        let is_entitled = signer.check(now).is_ok()
            && self.0.authority.verify_issued(&request.message.signer, now.seconds()).is_ok()
            && enrollment.is_some_and(|enrollment| enrollment.check_channel().is_ok())
            && signer.not_after.since(now) <= i64::from(self.0.settings.renewal_days) * DAY
            && is_certifiable(&request.csr);
        if !is_entitled {
            tracing::warn!(enrollment.id = %signer.enrollment_id, "a renewal was refused");
            return Ok(Err(FailInfo::BadRequest));
        }
        Ok(Ok(Grant::ByRenewal { enrollment_id: signer.enrollment_id, present: signer.id }))
    }

    /// Looks a request's challenge up without holding anybody up: what is found here is checked again, under locks, when
    /// the certificate is recorded. Only a refusal worth writing down takes a transaction that writes.
    async fn find_challenge_grant(
        &self,
        mut tx: Tx,
        request: &Request,
        source: IpAddr,
    ) -> Result<Result<Grant, FailInfo>, ScepRefusal> {
        if request.message.message_type != MessageType::PKCS_REQ
            || !request.message.is_signed_by_key_of(&request.csr)
        {
            return Ok(Err(FailInfo::BadRequest));
        }
        let Some(challenge) = tx.find_challenge(challenge_hash(request)).await? else {
            tracing::warn!(
                scep.transaction = %request.message.transaction_id.text(),
                reference = %self.new_reference(),
                "{}",
                ChallengeRefusal::Unknown
            );
            return Ok(Err(FailInfo::BadRequest));
        };
        let enrollment_id = challenge.enrollment_id;
        let Some(enrollment) = tx.find_enrollment(enrollment_id).await? else {
            return Ok(Err(FailInfo::BadRequest));
        };
        Ok(match self.check_challenge(&mut tx, request, challenge, enrollment).await? {
            Found::Entitled { .. } => Ok(Grant::ByChallenge { enrollment_id }),
            Found::Again(der) => Ok(Grant::Again(der)),
            Found::Refused { .. } => {
                drop(tx);
                let mut tx = self.0.store.begin().await?;
                if let Some(Found::Refused { enrollment, reason }) =
                    self.lock_and_check(&mut tx, request, enrollment_id).await?
                {
                    self.note_refusal(tx, enrollment, reason, source).await?;
                }
                Err(FailInfo::BadRequest)
            }
        })
    }

    /// Looks a request's challenge up with the enrollment that it was found to be for, for change, and says what it is
    /// worth now.
    pub(super) async fn lock_and_check(
        &self,
        tx: &mut Tx,
        request: &Request,
        id: EnrollmentId,
    ) -> Result<Option<Found>, ScepRefusal> {
        // Enrollments are locked before anything that hangs on them, here as everywhere.
        let Some(enrollment) = tx.lock_enrollment(id).await? else { return Ok(None) };
        let challenge = tx.lock_challenge(challenge_hash(request)).await?;
        let Some(challenge) = challenge.filter(|found| found.enrollment_id == id) else { return Ok(None) };
        Ok(Some(self.check_challenge(tx, request, challenge, enrollment).await?))
    }

    /// Says what a challenge is worth now, to this request.
    async fn check_challenge(
        &self,
        tx: &mut Tx,
        request: &Request,
        challenge: Challenge,
        enrollment: Enrollment,
    ) -> Result<Found, ScepRefusal> {
        let now = self.now();
        let refused = |enrollment, reason| Ok(Found::Refused { enrollment, reason });
        match challenge.check(now) {
            Err(ChallengeRefusal::Used) => {
                // The same message again is a network's repeat, and gets the same certificate; anything else is misuse.
                let bought = match challenge.certificate_id {
                    Some(id) if challenge.message_hash == Some(request.message_hash) => {
                        tx.find_certificate(id).await?
                    }
                    _ => None,
                };
                return match bought.filter(|certificate| certificate.check(now).is_ok()) {
                    Some(certificate) => Ok(Found::Again(certificate.der)),
                    None => refused(enrollment, StopReason::ChallengeUsed),
                };
            }
            Err(_) => return refused(enrollment, StopReason::ChallengeExpired),
            Ok(()) => {}
        }
        let is_invited = self.check_invitation_of(tx, &enrollment).await?.is_ok();
        if enrollment.check_issuance(now).is_err() || !is_invited {
            return refused(enrollment, StopReason::ChallengeExpired);
        }
        let names_another = request
            .csr
            .common_name
            .as_deref()
            .and_then(|name| name.parse::<EnrollmentId>().ok())
            .is_some_and(|id| id != enrollment.id);
        if names_another || !is_certifiable(&request.csr) {
            return refused(enrollment, StopReason::RequestRefused);
        }
        Ok(Found::Entitled { challenge, enrollment })
    }

    /// Notes on an enrollment why its device was refused.
    pub(super) async fn note_refusal(
        &self,
        mut tx: Change,
        mut enrollment: Enrollment,
        reason: StopReason,
        source: IpAddr,
    ) -> Result<(), Error> {
        self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
        Ok(tx.commit().await?)
    }

    /// Notes on an enrollment that its request, entitled as it was, could not be certified.
    pub(super) async fn note_unsigned(&self, id: EnrollmentId, source: IpAddr) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        match tx.lock_enrollment(id).await? {
            Some(enrollment) => self.note_refusal(tx, enrollment, StopReason::RequestRefused, source).await,
            None => Ok(()),
        }
    }
}

fn challenge_hash(request: &Request) -> TokenHash {
    hash(request.csr.challenge.as_deref().unwrap_or_default())
}

/// Says whether a request keeps within what every profile of ours asks for: an RSA key of a sane length, no other names.
fn is_certifiable(csr: &Csr) -> bool {
    matches!(csr.key, KeyKind::Rsa { bits } if KEY_BITS.contains(&bits)) && !csr.has_subject_alternative_names
}
