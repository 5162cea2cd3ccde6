//! Identity certificates.

use domain::certificate::Certificate;
use domain::id::{CertificateId, EnrollmentId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, octets32};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct CertificateRow {
    id: Uuid,
    enrollment_id: Uuid,
    fingerprint: Vec<u8>,
    key_hash: Vec<u8>,
    serial: Vec<u8>,
    der: Vec<u8>,
    not_before: i64,
    not_after: i64,
    issued_at: i64,
    revoked_at: Option<i64>,
}

impl TryFrom<CertificateRow> for Certificate {
    type Error = StoreError;

    fn try_from(row: CertificateRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: CertificateId(row.id),
            enrollment_id: EnrollmentId(row.enrollment_id),
            fingerprint: octets32("certificate", &row.fingerprint)?,
            key_hash: octets32("certificate", &row.key_hash)?,
            serial: row.serial,
            der: row.der,
            not_before: Timestamp(row.not_before),
            not_after: Timestamp(row.not_after),
            issued_at: Timestamp(row.issued_at),
            revoked_at: instant(row.revoked_at),
        })
    }
}

impl Tx {
    /// Writes a new certificate.
    pub async fn insert_certificate(&mut self, certificate: &Certificate) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into certificate
                 (id, enrollment_id, fingerprint, key_hash, serial, der, not_before, not_after, issued_at, revoked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            certificate.id.0,
            certificate.enrollment_id.0,
            &certificate.fingerprint[..],
            &certificate.key_hash[..],
            &certificate.serial,
            &certificate.der,
            certificate.not_before.0,
            certificate.not_after.0,
            certificate.issued_at.0,
            millis(certificate.revoked_at),
        )?;
        Ok(())
    }

    /// Finds a certificate.
    pub async fn find_certificate(&mut self, id: CertificateId) -> Result<Option<Certificate>, StoreError> {
        let row = run!(optional CertificateRow, self, "select * from certificate where id = $1", id.0)?;
        row.map(Certificate::try_from).transpose()
    }

    /// Finds a certificate by the SHA-256 of its octets.
    pub async fn find_certificate_by_fingerprint(
        &mut self,
        fingerprint: &[u8; 32],
    ) -> Result<Option<Certificate>, StoreError> {
        let row = run!(
            optional CertificateRow, self,
            "select * from certificate where fingerprint = $1",
            &fingerprint[..],
        )?;
        row.map(Certificate::try_from).transpose()
    }

    /// Counts certificates issued for an enrollment since an instant.
    pub async fn count_certificates_since(
        &mut self,
        id: EnrollmentId,
        since: Timestamp,
    ) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from certificate where enrollment_id = $1 and issued_at >= $2",
            id.0,
            since.0,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Revokes the certificates of an enrollment that are older than one of it, and returns how many.
    pub async fn revoke_older_certificates(
        &mut self,
        id: EnrollmentId,
        newest: CertificateId,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "update certificate set revoked_at = $3 where enrollment_id = $1 and id < $2 and revoked_at is null",
            id.0,
            newest.0,
            now.0,
        )?)
    }

    /// Revokes every certificate of an enrollment but one.
    pub async fn revoke_other_certificates(
        &mut self,
        id: EnrollmentId,
        kept: CertificateId,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update certificate set revoked_at = $3 where enrollment_id = $1 and id <> $2 and revoked_at is null",
            id.0,
            kept.0,
            now.0,
        )?;
        Ok(())
    }

    /// Revokes every certificate of an enrollment.
    pub async fn revoke_certificates(&mut self, id: EnrollmentId, now: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "update certificate set revoked_at = $2 where enrollment_id = $1 and revoked_at is null",
            id.0,
            now.0,
        )?;
        Ok(())
    }
}
