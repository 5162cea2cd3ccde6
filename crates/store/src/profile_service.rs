//! Challenges of the over-the-air profile service: which enrollment each is for, and which device came with it.

use domain::id::EnrollmentId;
use domain::profile_service::ProfileServiceChallenge;
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct ProfileServiceChallengeRow {
    enrollment_id: Uuid,
    created_at: i64,
    expires_at: i64,
    udid: Option<String>,
    serial_number: Option<String>,
}

impl From<ProfileServiceChallengeRow> for ProfileServiceChallenge {
    fn from(row: ProfileServiceChallengeRow) -> Self {
        Self {
            enrollment_id: EnrollmentId(row.enrollment_id),
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
            udid: row.udid,
            serial_number: row.serial_number,
        }
    }
}

impl Tx {
    /// Writes a new challenge.
    pub async fn insert_profile_service_challenge(
        &mut self,
        challenge: &ProfileServiceChallenge,
        token: TokenHash,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into profile_service_challenge (token_hash, enrollment_id, created_at, expires_at)
             values ($1, $2, $3, $4)",
            &token.0[..],
            challenge.enrollment_id.0,
            challenge.created_at.0,
            challenge.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds a challenge.
    pub async fn find_profile_service_challenge(
        &mut self,
        token: TokenHash,
    ) -> Result<Option<ProfileServiceChallenge>, StoreError> {
        let row = run!(
            optional ProfileServiceChallengeRow, self,
            "select * from profile_service_challenge where token_hash = $1",
            &token.0[..],
        )?;
        Ok(row.map(Into::into))
    }

    /// Finds the device that the profile service has admitted to an enrollment.
    pub async fn find_admitted_device(
        &mut self,
        id: EnrollmentId,
    ) -> Result<Option<ProfileServiceChallenge>, StoreError> {
        let row = run!(
            optional ProfileServiceChallengeRow, self,
            "select * from profile_service_challenge where enrollment_id = $1 and udid is not null
             order by created_at limit 1",
            id.0,
        )?;
        Ok(row.map(Into::into))
    }

    /// Writes which device came with a challenge.
    pub async fn save_profile_service_device(
        &mut self,
        token: TokenHash,
        udid: &str,
        serial_number: &str,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update profile_service_challenge set udid = $2, serial_number = $3 where token_hash = $1",
            &token.0[..],
            udid,
            serial_number,
        )?;
        Ok(())
    }

    /// Forgets all challenges of an enrollment that no device has come with but the newest `keep`.
    pub async fn delete_older_profile_service_challenges(
        &mut self,
        id: EnrollmentId,
        keep: u32,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "delete from profile_service_challenge where enrollment_id = $1 and udid is null and token_hash not in
                 (select token_hash from profile_service_challenge where enrollment_id = $1 and udid is null
                  order by created_at desc limit $2)",
            id.0,
            i64::from(keep),
        )?;
        Ok(())
    }

    /// Forgets all challenges of an enrollment, and with them the device that was admitted to it.
    pub async fn delete_profile_service_challenges_of(&mut self, id: EnrollmentId) -> Result<(), StoreError> {
        run!(execute self, "delete from profile_service_challenge where enrollment_id = $1", id.0)?;
        Ok(())
    }

    /// Forgets challenges that ran out long enough ago that nobody asks for them.
    pub async fn delete_profile_service_challenges(&mut self, before: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "delete from profile_service_challenge where expires_at < $1", before.0)?;
        Ok(())
    }
}
