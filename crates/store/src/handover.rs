//! Handing over from one browser to another: by hashes only.

use domain::handover::{Carried, Handover};
use domain::id::{EnrollmentId, HandoverId, RecipientId, SessionId};
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct HandoverRow {
    id: Uuid,
    enrollment_id: Option<Uuid>,
    session_id: Option<Uuid>,
    recipient_id: Option<Uuid>,
    created_at: i64,
    expires_at: i64,
    taken_at: Option<i64>,
}

impl TryFrom<HandoverRow> for Handover {
    type Error = StoreError;

    fn try_from(row: HandoverRow) -> Result<Self, StoreError> {
        let carried = match (row.enrollment_id, row.session_id, row.recipient_id) {
            (Some(enrollment), Some(session), None) => {
                Carried::Enrollment(EnrollmentId(enrollment), SessionId(session))
            }
            (None, None, Some(recipient)) => Carried::Invitation(RecipientId(recipient)),
            _ => return Err(StoreError::nonsense("handover", "it carries nothing, or several things")),
        };
        Ok(Self {
            id: HandoverId(row.id),
            carried,
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
            taken_at: instant(row.taken_at),
        })
    }
}

/// What opens a handing over, and which browser made it, as hashes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HandoverHashes {
    /// Of the token in the link.
    pub token: TokenHash,
    /// Of the short code.
    pub code: TokenHash,
    /// Of what the browser holds that hands over.
    pub origin: TokenHash,
}

impl Tx {
    /// Writes a new one.
    pub async fn insert_handover(
        &mut self,
        handover: &Handover,
        hashes: &HandoverHashes,
    ) -> Result<(), StoreError> {
        let (enrollment_id, session_id, recipient_id) = match handover.carried {
            Carried::Enrollment(enrollment, session) => (Some(enrollment.0), Some(session.0), None),
            Carried::Invitation(recipient) => (None, None, Some(recipient.0)),
        };
        run!(
            execute self,
            "insert into handover (id, token_hash, code_hash, origin_hash, enrollment_id, session_id, recipient_id, created_at,
                 expires_at, taken_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
            handover.id.0,
            &hashes.token.0[..],
            &hashes.code.0[..],
            &hashes.origin.0[..],
            enrollment_id,
            session_id,
            recipient_id,
            handover.created_at.0,
            handover.expires_at.0,
            millis(handover.taken_at),
        )?;
        Ok(())
    }

    /// Counts how often an invitation's recipient has handed it over since an instant.
    pub async fn count_handovers_of(&mut self, id: RecipientId, since: Timestamp) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from handover where recipient_id = $1 and created_at > $2",
            id.0,
            since.0,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Finds which one has a token, or a short code.
    pub async fn find_handover(&mut self, hash: TokenHash) -> Result<Option<Handover>, StoreError> {
        let row = run!(
            optional HandoverRow,
            self,
            "select id, enrollment_id, session_id, recipient_id, created_at, expires_at, taken_at
             from handover where token_hash = $1 or code_hash = $1",
            &hash.0[..],
        )?;
        row.map(Handover::try_from).transpose()
    }

    /// Finds the last one that a browser made.
    pub async fn find_handover_of(&mut self, origin: TokenHash) -> Result<Option<Handover>, StoreError> {
        let row = run!(
            optional HandoverRow,
            self,
            "select id, enrollment_id, session_id, recipient_id, created_at, expires_at, taken_at
             from handover where origin_hash = $1 order by id desc limit 1",
            &origin.0[..],
        )?;
        row.map(Handover::try_from).transpose()
    }

    /// Finds one for change.
    pub async fn lock_handover(&mut self, id: HandoverId) -> Result<Option<Handover>, StoreError> {
        let row = run!(
            lock HandoverRow,
            self,
            "select id, enrollment_id, session_id, recipient_id, created_at, expires_at, taken_at from handover where id = $1",
            id.0,
        )?;
        row.map(Handover::try_from).transpose()
    }

    /// Writes that one was taken.
    pub async fn save_handover(&mut self, handover: &Handover) -> Result<(), StoreError> {
        run!(
            execute self,
            "update handover set taken_at = $2 where id = $1",
            handover.id.0,
            millis(handover.taken_at),
        )?;
        Ok(())
    }

    /// Forgets what a browser made before and nobody took.
    pub async fn delete_untaken_handovers(&mut self, origin: TokenHash) -> Result<(), StoreError> {
        run!(execute self, "delete from handover where origin_hash = $1 and taken_at is null", &origin.0[..])?;
        Ok(())
    }

    /// Forgets those whose time was over at an instant.
    pub async fn delete_dead_handovers(&mut self, at: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from handover where expires_at <= $1", at.0)?)
    }
}
