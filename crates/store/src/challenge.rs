//! SCEP challenges.

use domain::certificate::Challenge;
use domain::id::{CertificateId, ChallengeId, EnrollmentId};
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct ChallengeRow {
    id: Uuid,
    enrollment_id: Uuid,
    created_at: i64,
    expires_at: i64,
    consumed_at: Option<i64>,
    certificate_id: Option<Uuid>,
    message_hash: Option<Vec<u8>>,
}

impl From<ChallengeRow> for Challenge {
    fn from(row: ChallengeRow) -> Self {
        Self {
            id: ChallengeId(row.id),
            enrollment_id: EnrollmentId(row.enrollment_id),
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
            consumed_at: instant(row.consumed_at),
            certificate_id: row.certificate_id.map(CertificateId),
            message_hash: row.message_hash.and_then(|hash| hash.try_into().ok()),
        }
    }
}

impl Tx {
    /// Writes a new challenge under its hash.
    pub async fn insert_challenge(
        &mut self,
        challenge: &Challenge,
        hash: TokenHash,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into challenge (id, token_hash, enrollment_id, created_at, expires_at) values ($1, $2, $3, $4, $5)",
            challenge.id.0,
            &hash.0[..],
            challenge.enrollment_id.0,
            challenge.created_at.0,
            challenge.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds a challenge by its hash.
    pub async fn find_challenge(&mut self, hash: TokenHash) -> Result<Option<Challenge>, StoreError> {
        let row =
            run!(optional ChallengeRow, self, "select * from challenge where token_hash = $1", &hash.0[..])?;
        Ok(row.map(Challenge::from))
    }

    /// Finds a challenge by its hash, for change.
    pub async fn lock_challenge(&mut self, hash: TokenHash) -> Result<Option<Challenge>, StoreError> {
        let row =
            run!(lock ChallengeRow, self, "select * from challenge where token_hash = $1", &hash.0[..])?;
        Ok(row.map(Challenge::from))
    }

    /// Writes that a challenge was consumed.
    pub async fn save_challenge(&mut self, challenge: &Challenge) -> Result<(), StoreError> {
        run!(
            execute self,
            "update challenge set consumed_at = $2, certificate_id = $3, message_hash = $4 where id = $1",
            challenge.id.0,
            millis(challenge.consumed_at),
            challenge.certificate_id.map(|id| id.0),
            challenge.message_hash.as_ref().map(|hash| &hash[..]),
        )?;
        Ok(())
    }

    /// Forgets all unused challenges of an enrollment but the newest `keep`: older profiles can no longer be installed.
    pub async fn delete_older_challenges(&mut self, id: EnrollmentId, keep: u32) -> Result<(), StoreError> {
        run!(
            execute self,
            "delete from challenge where enrollment_id = $1 and consumed_at is null and id not in
                 (select id from challenge where enrollment_id = $1 order by id desc limit $2)",
            id.0,
            i64::from(keep),
        )?;
        Ok(())
    }

    /// Forgets all unused challenges of an enrollment.
    pub async fn delete_unused_challenges(&mut self, id: EnrollmentId) -> Result<(), StoreError> {
        run!(execute self, "delete from challenge where enrollment_id = $1 and consumed_at is null", id.0)?;
        Ok(())
    }
}
