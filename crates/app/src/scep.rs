//! SCEP: a challenge buys one certificate, for the enrollment it was made for.
//!
//! The costly parts, three RSA operations, run on blocking threads and outside any transaction. A certificate that was
//! signed but lost the race for its challenge never leaves this file.

mod grant;
mod record;

use std::net::IpAddr;

use ::scep::certificate::sha256;
use ::scep::{Csr, FailInfo, MessageType, PkiMessage, reply};
use ca::authority::{BACKDATE_SECONDS, IdentityRequest, Issued, Subject};
use domain::id::EnrollmentId;
use domain::time::DAY;

use self::grant::Grant;
use self::record::Recorded;
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
            None => self.record_issued(&request, &issued, enrollment_id, source).await?,
            Some(present) => self.record_renewed(&request, &issued, enrollment_id, present, source).await?,
        };
        match recorded {
            Ok(Recorded::Now) => Ok(reply),
            Ok(Recorded::Before(der)) => self.succeed(request, der).await,
            Err(fail_info) => self.refuse(request.message, fail_info).await,
        }
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

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, ScepRefusal> {
    tokio::task::spawn_blocking(work).await.map_err(|error| ScepRefusal::Internal(error.to_string()))
}
