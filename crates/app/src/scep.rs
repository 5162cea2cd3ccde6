//! SCEP: a challenge buys one certificate, for the enrollment it was made for.
//!
//! The costly parts, three RSA operations, run on blocking threads and outside any transaction. A certificate that was
//! signed but lost the race for its challenge never leaves this file.

use std::net::IpAddr;

use ::scep::certificate::sha256;
use ::scep::{Csr, FailInfo, KeyKind, MessageType, PkiMessage, reply};
use ca::authority::{BACKDATE_SECONDS, IdentityRequest, Issued, Subject};
use domain::audit::Event;
use domain::certificate::{Certificate, Challenge, ChallengeRefusal};
use domain::enrollment::{Enrollment, StopReason};
use domain::id::{CertificateId, EnrollmentId};
use domain::secret::TokenHash;
use domain::time::{DAY, HOUR, Timestamp};
use store::Tx;

use crate::token::{hash, hex};
use crate::{App, Error};

/// Why there is no `CertRep` to send. Everything else, refusals included, is a `CertRep` with status 200.
#[derive(Debug, thiserror::Error)]
pub enum ScepRefusal {
    /// Not a SCEP message, so there is no transaction to answer: 400.
    #[error("not a SCEP message: {0}")]
    Malformed(String),
    /// Too much to do: 503 with `Retry-After`.
    #[error("busy")]
    Busy,
    /// Something is broken here: 500.
    #[error("internal: {0}")]
    Internal(String),
}

impl From<Error> for ScepRefusal {
    fn from(error: Error) -> Self {
        Self::Internal(error.to_string())
    }
}

impl From<store::StoreError> for ScepRefusal {
    fn from(error: store::StoreError) -> Self {
        Self::Internal(error.to_string())
    }
}

/// A request that was opened: who asks, and for what.
struct Request {
    message: PkiMessage,
    csr: Csr,
    message_hash: [u8; 32],
}

/// What a request is entitled to.
enum Grant {
    /// The certificate that this very message bought before.
    Again(Vec<u8>),
    /// A certificate, for a challenge.
    ByChallenge { enrollment_id: EnrollmentId },
    /// A certificate, because the present one signed the request.
    ByRenewal { enrollment_id: EnrollmentId, present: CertificateId },
}

/// One enrollment gets at most so many certificates an hour, renewals included.
const CERTIFICATES_PER_HOUR_MAX: u64 = 10;
/// The key lengths that are certified, in bits.
const KEY_BITS: std::ops::RangeInclusive<usize> = 2048..=4096;

impl App {
    /// Returns the text of `GetCACaps`.
    pub fn scep_capabilities(&self) -> &'static str {
        ::scep::capabilities(self.0.settings.scep_algorithms)
    }

    /// Returns the certificate of `GetCACert`, DER.
    pub fn scep_certificate(&self) -> &[u8] {
        self.0.authority.certificate()
    }

    /// Answers a `PKIOperation` message with a `CertRep`, DER.
    pub async fn answer_scep(&self, message: Vec<u8>, source: IpAddr) -> Result<Vec<u8>, ScepRefusal> {
        let turn = self.0.scep_work.clone().try_acquire_owned().map_err(|_| ScepRefusal::Busy)?;
        let app = self.clone();
        let opened = blocking(move || app.open_request(&message)).await??;
        let request = match opened {
            Ok(request) => request,
            Err((message, fail_info)) => return self.refuse(message, fail_info).await,
        };
        let answer = self.answer_request(request, source).await;
        drop(turn);
        answer
    }

    /// Reads a message: its signature, then, if it is of a type that is served, its envelope.
    /// The outer error has no transaction to answer, the inner one has.
    fn open_request(&self, message: &[u8]) -> Result<Result<Request, (PkiMessage, FailInfo)>, ScepRefusal> {
        let parsed = PkiMessage::parse(message, self.0.settings.scep_algorithms)
            .map_err(|error| ScepRefusal::Malformed(error.to_string()))?;
        if !matches!(parsed.message_type, MessageType::PKCS_REQ | MessageType::RENEWAL_REQ) {
            tracing::warn!(
                scep.message_type = parsed.message_type.0,
                "a SCEP message type that is not served"
            );
            return Ok(Err((parsed, FailInfo::BadRequest)));
        }
        Ok(match parsed.open(&self.0.authority.identity()) {
            Ok(csr) => {
                if parsed.uses_legacy_algorithms() {
                    tracing::warn!("a SCEP client used legacy algorithms");
                }
                Ok(Request { message: parsed, csr, message_hash: sha256(message) })
            }
            Err(fail_info) => Err((parsed, fail_info)),
        })
    }

    async fn answer_request(&self, request: Request, source: IpAddr) -> Result<Vec<u8>, ScepRefusal> {
        let grant = match self.find_grant(&request, source).await? {
            Ok(grant) => grant,
            Err(fail_info) => return self.refuse(request.message, fail_info).await,
        };
        let (enrollment_id, present) = match grant {
            Grant::Again(der) => return self.succeed(request, der).await,
            Grant::ByChallenge { enrollment_id } => (enrollment_id, None),
            Grant::ByRenewal { enrollment_id, present } => (enrollment_id, Some(present)),
        };
        let app = self.clone();
        let (request, signed) = blocking(move || {
            let signed = app.sign(&request.csr, enrollment_id).and_then(|issued| {
                let (now, nonce) = (app.now().seconds(), app.0.ids.octets());
                let reply =
                    reply::success(&request.message, &issued.der, &app.0.authority.identity(), now, nonce)?;
                Ok((issued, reply))
            });
            (request, signed)
        })
        .await?;
        let (issued, reply) = match signed {
            Ok(signed) => signed,
            Err(fail_info) => {
                self.note_unsigned(enrollment_id, source).await?;
                return self.refuse(request.message, fail_info).await;
            }
        };
        let recorded = match present {
            None => self.record_issued(&request, &issued, source).await?,
            Some(present) => self.record_renewed(&request, &issued, enrollment_id, present, source).await?,
        };
        match recorded {
            Ok(Recorded::Now) => Ok(reply),
            Ok(Recorded::Before(der)) => self.succeed(request, der).await,
            Err(fail_info) => self.refuse(request.message, fail_info).await,
        }
    }

    /// Decides what a request is entitled to. Its signer tells which of the two ways it goes, not its type: some
    /// clients renew with a `PKCSReq`.
    async fn find_grant(
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
            tracing::warn!(scep.transaction = %request.message.transaction_id.text(), "{}", ChallengeRefusal::Unknown);
            return Ok(Err(FailInfo::BadRequest));
        };
        let Some(enrollment) = tx.find_enrollment(challenge.enrollment_id).await? else {
            return Ok(Err(FailInfo::BadRequest));
        };
        Ok(match self.check_challenge(&mut tx, request, challenge, enrollment).await? {
            Found::Entitled { challenge, .. } => {
                Ok(Grant::ByChallenge { enrollment_id: challenge.enrollment_id })
            }
            Found::Again(der) => Ok(Grant::Again(der)),
            Found::Refused { .. } => {
                drop(tx);
                let mut tx = self.0.store.begin().await?;
                if let Some(Found::Refused { enrollment, reason }) =
                    self.lock_and_check(&mut tx, request).await?
                {
                    self.note_refusal(tx, enrollment, reason, source).await?;
                }
                Err(FailInfo::BadRequest)
            }
        })
    }

    /// Looks a request's challenge up with its enrollment, for change, and says what it is worth now.
    async fn lock_and_check(&self, tx: &mut Tx, request: &Request) -> Result<Option<Found>, ScepRefusal> {
        let hash = challenge_hash(request);
        let Some(found) = tx.find_challenge(hash).await? else { return Ok(None) };
        // Enrollments are locked before anything that hangs on them, here as everywhere.
        let Some(enrollment) = tx.lock_enrollment(found.enrollment_id).await? else { return Ok(None) };
        let Some(challenge) = tx.lock_challenge(hash).await? else { return Ok(None) };
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
        if enrollment.check_issuance(now).is_err() {
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
    async fn note_refusal(
        &self,
        mut tx: Tx,
        mut enrollment: Enrollment,
        reason: StopReason,
        source: IpAddr,
    ) -> Result<(), Error> {
        self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
        Ok(tx.commit().await?)
    }

    /// Notes on an enrollment that its request, entitled as it was, could not be certified.
    async fn note_unsigned(&self, id: EnrollmentId, source: IpAddr) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        match tx.lock_enrollment(id).await? {
            Some(enrollment) => self.note_refusal(tx, enrollment, StopReason::RequestRefused, source).await,
            None => Ok(()),
        }
    }

    /// Consumes the challenge and writes the certificate's row, in one transaction. Everything is checked again: another
    /// request may have been quicker.
    async fn record_issued(
        &self,
        request: &Request,
        issued: &Issued,
        source: IpAddr,
    ) -> Result<Result<Recorded, FailInfo>, ScepRefusal> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let (mut challenge, mut enrollment) = match self.lock_and_check(&mut tx, request).await? {
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
        tx.save_enrollment(&enrollment).await?;
        let event = Event::CertificateIssued { serial: hex(&certificate.serial) };
        tx.insert_audit(&self.device_line(&enrollment, source, event)).await?;
        tx.commit().await?;
        Ok(Ok(Recorded::Now))
    }

    /// Writes the row of a renewed certificate. The present one counts on until the device first uses the new one.
    async fn record_renewed(
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

    /// Issues the certificate that an enrollment is entitled to. Its subject is ours; of the request only the key is taken.
    fn sign(&self, csr: &Csr, enrollment_id: EnrollmentId) -> Result<Issued, FailInfo> {
        let now = self.now();
        let organization: String = self.0.settings.organization.name.chars().take(64).collect();
        self.0
            .authority
            .issue_identity(&IdentityRequest {
                spki: &csr.spki,
                subject: Subject {
                    common_name: &enrollment_id.to_string(),
                    organization: &organization,
                    serial_number: None,
                },
                serial: self.0.ids.octets(),
                not_before: now.seconds() - BACKDATE_SECONDS,
                not_after: now.plus(i64::from(self.0.settings.certificate_days) * DAY).seconds(),
            })
            .map_err(|error| {
                tracing::warn!(enrollment.id = %enrollment_id, %error, "a certificate could not be issued");
                FailInfo::BadRequest
            })
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

    async fn succeed(&self, request: Request, der: Vec<u8>) -> Result<Vec<u8>, ScepRefusal> {
        let app = self.clone();
        blocking(move || {
            let (now, nonce) = (app.now().seconds(), app.0.ids.octets());
            reply::success(&request.message, &der, &app.0.authority.identity(), now, nonce)
                .map_err(|error| ScepRefusal::Internal(error.to_string()))
        })
        .await?
    }

    async fn refuse(&self, message: PkiMessage, fail_info: FailInfo) -> Result<Vec<u8>, ScepRefusal> {
        tracing::info!(scep.transaction = %message.transaction_id.text(), scep.fail_info = %fail_info, "SCEP request refused");
        let app = self.clone();
        blocking(move || {
            let (now, nonce) = (app.now().seconds(), app.0.ids.octets());
            reply::failure(&message, fail_info, &app.0.authority.identity(), now, nonce)
        })
        .await
    }
}

/// What became of a certificate that was signed.
enum Recorded {
    /// Its row is written, and it may go out.
    Now,
    /// The same message, come twice at once, bought this one a moment ago.
    Before(Vec<u8>),
}

/// What a challenge is worth.
enum Found {
    Entitled { challenge: Challenge, enrollment: Enrollment },
    Again(Vec<u8>),
    Refused { enrollment: Enrollment, reason: StopReason },
}

fn challenge_hash(request: &Request) -> TokenHash {
    hash(request.csr.challenge.as_deref().unwrap_or_default())
}

/// Says whether a request keeps within what every profile of ours asks for: an RSA key of a sane length, no other names.
fn is_certifiable(csr: &Csr) -> bool {
    matches!(csr.key, KeyKind::Rsa { bits } if KEY_BITS.contains(&bits)) && !csr.has_subject_alternative_names
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ScepRefusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ScepRefusal::Internal(error.to_string()))
}
