//! Identity certificates and the challenges they are issued for.

use crate::id::{CertificateId, ChallengeId, EnrollmentId};
use crate::time::Timestamp;

/// An identity certificate, issued by the built-in authority for one enrollment.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The row's id.
    pub id: CertificateId,
    /// The enrollment it proves.
    pub enrollment_id: EnrollmentId,
    /// SHA-256 of the certificate: how requests are recognised.
    pub fingerprint: [u8; 32],
    /// SHA-256 of the public key's info: how a repeated request for the same key is recognised.
    pub key_hash: [u8; 32],
    /// The serial number's octets.
    pub serial: Vec<u8>,
    /// The certificate itself.
    pub der: Vec<u8>,
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
    /// When it was issued.
    pub issued_at: Timestamp,
    /// Since when it no longer counts.
    pub revoked_at: Option<Timestamp>,
}

impl Certificate {
    /// Says whether the certificate proves its enrollment now.
    pub fn check(&self, now: Timestamp) -> Result<(), CertificateRefusal> {
        let Self { not_before, not_after, revoked_at, .. } = *self;
        Validity { not_before, not_after, revoked_at }.check(now)
    }
}

/// What decides whether a certificate counts: its times, and whether it was withdrawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Validity {
    /// Start of validity.
    pub not_before: Timestamp,
    /// End of validity.
    pub not_after: Timestamp,
    /// Since when the certificate no longer counts.
    pub revoked_at: Option<Timestamp>,
}

impl Validity {
    /// Says whether the certificate counts now.
    pub fn check(&self, now: Timestamp) -> Result<(), CertificateRefusal> {
        if self.revoked_at.is_some() {
            Err(CertificateRefusal::Revoked)
        } else if now < self.not_before || now >= self.not_after {
            Err(CertificateRefusal::OutOfTime)
        } else {
            Ok(())
        }
    }
}

/// Why a certificate does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CertificateRefusal {
    /// Revoked: the enrollment ended, or an administrator withdrew it.
    #[error("the certificate is revoked")]
    Revoked,
    /// Before or after its validity.
    #[error("the certificate is outside its validity")]
    OutOfTime,
}

/// A SCEP challenge: it stands in one downloaded profile and buys one certificate for that enrollment.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// The challenge's id.
    pub id: ChallengeId,
    /// The enrollment it was made for.
    pub enrollment_id: EnrollmentId,
    /// When it was handed out.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was consumed.
    pub consumed_at: Option<Timestamp>,
    /// The certificate it bought.
    pub certificate_id: Option<CertificateId>,
    /// SHA-256 of the message that consumed it: the same message sent again gets the same certificate, nothing else does.
    pub message_hash: Option<[u8; 32]>,
}

impl Challenge {
    /// Says whether the challenge may still buy a certificate.
    pub fn check(&self, now: Timestamp) -> Result<(), ChallengeRefusal> {
        if self.consumed_at.is_some() {
            Err(ChallengeRefusal::Used)
        } else if now >= self.expires_at {
            Err(ChallengeRefusal::Expired)
        } else {
            Ok(())
        }
    }
}

/// Why a challenge buys nothing. The device is told none of this; the log and the console are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ChallengeRefusal {
    /// No such challenge was handed out.
    #[error("the challenge is unknown")]
    Unknown,
    /// It was consumed before, for another key.
    #[error("the challenge was used before")]
    Used,
    /// Its time is over.
    #[error("the challenge has expired")]
    Expired,
}
