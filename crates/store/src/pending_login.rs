//! Sign-ins whose second factor is awaited.

use domain::id::{AccountId, PendingLoginId};
use domain::second_factor::PendingLogin;
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct PendingLoginRow {
    id: Uuid,
    account_id: Uuid,
    created_at: i64,
    expires_at: i64,
}

impl From<PendingLoginRow> for PendingLogin {
    fn from(row: PendingLoginRow) -> Self {
        Self {
            id: PendingLoginId(row.id),
            account_id: AccountId(row.account_id),
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
        }
    }
}

impl Tx {
    /// Writes a new one under the hash of its ticket.
    pub async fn insert_pending_login(
        &mut self,
        pending: &PendingLogin,
        ticket: TokenHash,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into pending_login (id, token_hash, account_id, created_at, expires_at)
             values ($1, $2, $3, $4, $5)",
            pending.id.0,
            &ticket.0[..],
            pending.account_id.0,
            pending.created_at.0,
            pending.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds one by the hash of its ticket, live or not.
    pub async fn find_pending_login(
        &mut self,
        ticket: TokenHash,
    ) -> Result<Option<PendingLogin>, StoreError> {
        let row = run!(
            optional PendingLoginRow,
            self,
            "select * from pending_login where token_hash = $1",
            &ticket.0[..],
        )?;
        Ok(row.map(PendingLogin::from))
    }

    /// Forgets one; `false` when it was gone already.
    pub async fn delete_pending_login(&mut self, id: PendingLoginId) -> Result<bool, StoreError> {
        Ok(run!(execute self, "delete from pending_login where id = $1", id.0)? == 1)
    }

    /// Forgets those of an account.
    pub async fn delete_pending_logins_of(&mut self, id: AccountId) -> Result<(), StoreError> {
        run!(execute self, "delete from pending_login where account_id = $1", id.0)?;
        Ok(())
    }

    /// Forgets those whose time is over.
    pub async fn delete_dead_pending_logins(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from pending_login where expires_at <= $1", now.0)?)
    }
}
