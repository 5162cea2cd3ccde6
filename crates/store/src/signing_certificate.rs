//! Third-party signing certificates: the one in use, with its sealed key, and those before it.

use domain::id::SigningCertificateId;
use domain::signing_certificate::{ExpiryStage, SigningCertificate};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::push_certificate::{join_chain, split_chain};
use crate::row::{instant, named, read_json, write_json};
use crate::{StoreError, Tx};

const TABLE: &str = "signing_certificate";

/// The signing certificate in use as it is stored: with its sealed key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredSigningCertificate {
    /// The certificate.
    pub certificate: SigningCertificate,
    /// The sealed key.
    pub sealed_key: Vec<u8>,
}

#[derive(FromRow)]
struct SigningCertificateRow {
    id: Uuid,
    facts: String,
    chain: Vec<u8>,
    sealed_key: Option<Vec<u8>>,
    not_before: i64,
    not_after: i64,
    installed_at: i64,
    installed_by: String,
    ended_at: Option<i64>,
    ended_by: Option<String>,
    told: Option<String>,
}

impl TryFrom<SigningCertificateRow> for SigningCertificate {
    type Error = StoreError;

    fn try_from(row: SigningCertificateRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: SigningCertificateId(row.id),
            facts: read_json(TABLE, &row.facts)?,
            chain: split_chain(TABLE, &row.chain)?,
            not_before: Timestamp(row.not_before),
            not_after: Timestamp(row.not_after),
            installed_at: Timestamp(row.installed_at),
            installed_by: row.installed_by,
            ended_at: instant(row.ended_at),
            ended_by: row.ended_by,
            told: row.told.map(|name| named(TABLE, &name, ExpiryStage::parse)).transpose()?,
        })
    }
}

impl TryFrom<SigningCertificateRow> for StoredSigningCertificate {
    type Error = StoreError;

    fn try_from(mut row: SigningCertificateRow) -> Result<Self, StoreError> {
        let sealed_key = row.sealed_key.take();
        let sealed_key =
            sealed_key.ok_or_else(|| StoreError::nonsense(TABLE, "the one in use has no key"))?;
        Ok(Self { certificate: row.try_into()?, sealed_key })
    }
}

impl Tx {
    /// Finds the signing certificate in use.
    pub async fn find_signing_certificate(&mut self) -> Result<Option<StoredSigningCertificate>, StoreError> {
        let row = run!(
            optional SigningCertificateRow, self,
            "select * from signing_certificate where in_use = 1",
        )?;
        row.map(StoredSigningCertificate::try_from).transpose()
    }

    /// Finds the signing certificate in use for change.
    pub async fn lock_signing_certificate(&mut self) -> Result<Option<StoredSigningCertificate>, StoreError> {
        let row = run!(
            lock SigningCertificateRow, self,
            "select * from signing_certificate where in_use = 1",
        )?;
        row.map(StoredSigningCertificate::try_from).transpose()
    }

    /// Lists signing certificates, the newest first, former ones included.
    pub async fn list_signing_certificates(
        &mut self,
        limit: u32,
    ) -> Result<Vec<SigningCertificate>, StoreError> {
        let rows = run!(
            all SigningCertificateRow, self,
            "select * from signing_certificate order by installed_at desc, id desc limit $1",
            i64::from(limit),
        )?;
        rows.into_iter().map(SigningCertificate::try_from).collect()
    }

    /// Writes a new signing certificate, which is the one in use; there must be no other.
    pub async fn insert_signing_certificate(
        &mut self,
        stored: &StoredSigningCertificate,
    ) -> Result<(), StoreError> {
        let certificate = &stored.certificate;
        run!(
            execute self,
            "insert into signing_certificate
                 (id, in_use, facts, chain, sealed_key, not_before, not_after, installed_at, installed_by)
             values ($1, 1, $2, $3, $4, $5, $6, $7, $8)",
            certificate.id.0,
            write_json(TABLE, &certificate.facts)?,
            join_chain(&certificate.chain),
            &stored.sealed_key,
            certificate.not_before.0,
            certificate.not_after.0,
            certificate.installed_at.0,
            &certificate.installed_by,
        )?;
        Ok(())
    }

    /// Takes a signing certificate out of use and throws its key away.
    pub async fn end_signing_certificate(
        &mut self,
        id: SigningCertificateId,
        at: Timestamp,
        by: &str,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update signing_certificate set in_use = null, sealed_key = null, ended_at = $2, ended_by = $3 where id = $1",
            id.0,
            at.0,
            by,
        )?;
        Ok(())
    }

    /// Writes of which stage of a certificate's end webhooks were told.
    pub async fn save_signing_certificate_told(
        &mut self,
        id: SigningCertificateId,
        stage: ExpiryStage,
    ) -> Result<(), StoreError> {
        run!(execute self, "update signing_certificate set told = $2 where id = $1", id.0, stage.name())?;
        Ok(())
    }
}
