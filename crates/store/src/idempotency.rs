//! The first answers to requests that programs may send twice.

use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::{StoreError, Tx};

/// What came of the first request under a key.
#[derive(Clone, PartialEq, Eq, Debug, FromRow)]
pub struct StoredAnswer {
    /// The SHA-256 of the request.
    pub request_hash: Vec<u8>,
    /// The answer, sealed.
    pub sealed_answer: Vec<u8>,
}

impl Tx {
    /// Keeps an answer under the hash of its key, in the place of one from `dead_at` or before; `false` when another one
    /// is there already. Waits for a transaction that is about to keep one under the same key.
    pub async fn insert_answer(
        &mut self,
        key_hash: &[u8; 32],
        answer: &StoredAnswer,
        now: Timestamp,
        dead_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "insert into idempotency (key_hash, request_hash, sealed_answer, created_at) values ($1, $2, $3, $4)
             on conflict (key_hash) do update
             set request_hash = excluded.request_hash, sealed_answer = excluded.sealed_answer,
                 created_at = excluded.created_at
             where idempotency.created_at <= $5",
            &key_hash[..],
            &answer.request_hash,
            &answer.sealed_answer,
            now.0,
            dead_at.0,
        )?;
        Ok(changed == 1)
    }

    /// Finds the answer under the hash of a key that was kept after `dead_at`.
    pub async fn find_answer(
        &mut self,
        key_hash: &[u8; 32],
        dead_at: Timestamp,
    ) -> Result<Option<StoredAnswer>, StoreError> {
        Ok(run!(
            optional StoredAnswer,
            self,
            "select request_hash, sealed_answer from idempotency where key_hash = $1 and created_at > $2",
            &key_hash[..],
            dead_at.0,
        )?)
    }

    /// Forgets answers from `dead_at` and before.
    pub async fn delete_dead_answers(&mut self, dead_at: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from idempotency where created_at <= $1", dead_at.0)?)
    }
}
