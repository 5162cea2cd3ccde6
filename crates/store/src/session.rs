//! Browser sessions.

use domain::id::{AccountId, EnrollmentId, SessionId, SiteId};
use domain::secret::TokenHash;
use domain::session::{CONSOLE_IDLE_MAX, Purpose, Session};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct SessionRow {
    id: Uuid,
    account_id: Option<Uuid>,
    enrollment_id: Option<Uuid>,
    site_id: Option<Uuid>,
    created_at: i64,
    last_seen_at: i64,
    expires_at: i64,
}

impl TryFrom<SessionRow> for Session {
    type Error = StoreError;

    fn try_from(row: SessionRow) -> Result<Self, StoreError> {
        let purpose = match (row.account_id, row.enrollment_id) {
            (Some(id), None) => Purpose::Console(AccountId(id)),
            (None, Some(id)) => Purpose::Portal(EnrollmentId(id)),
            _ => return Err(StoreError::nonsense("session", "it belongs to neither or both doors")),
        };
        Ok(Self {
            id: SessionId(row.id),
            purpose,
            site_id: row.site_id.map(SiteId),
            created_at: Timestamp(row.created_at),
            last_seen_at: Timestamp(row.last_seen_at),
            expires_at: Timestamp(row.expires_at),
        })
    }
}

impl Tx {
    /// Writes a new session under the hash of its token.
    pub async fn insert_session(&mut self, session: &Session, token: TokenHash) -> Result<(), StoreError> {
        let (account_id, enrollment_id) = match session.purpose {
            Purpose::Console(id) => (Some(id.0), None),
            Purpose::Portal(id) => (None, Some(id.0)),
        };
        run!(
            execute self,
            "insert into session (id, token_hash, account_id, enrollment_id, created_at, last_seen_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            session.id.0,
            &token.0[..],
            account_id,
            enrollment_id,
            session.created_at.0,
            session.last_seen_at.0,
            session.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds a session by the hash of its token, live or not.
    pub async fn find_session(&mut self, token: TokenHash) -> Result<Option<Session>, StoreError> {
        let row =
            run!(optional SessionRow, self, "select * from session where token_hash = $1", &token.0[..])?;
        row.map(Session::try_from).transpose()
    }

    /// Notes that a session was used.
    pub async fn save_session_seen(&mut self, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update session set last_seen_at = $2 where id = $1", id.0, at.0)?;
        Ok(())
    }

    /// Lets a console session look at one site, or at all.
    pub async fn save_session_site(
        &mut self,
        id: SessionId,
        site_id: Option<SiteId>,
    ) -> Result<(), StoreError> {
        run!(execute self, "update session set site_id = $2 where id = $1", id.0, site_id.map(|id| id.0))?;
        Ok(())
    }

    /// Ends a session.
    pub async fn delete_session(&mut self, id: SessionId) -> Result<(), StoreError> {
        run!(execute self, "delete from session where id = $1", id.0)?;
        Ok(())
    }

    /// Ends every session of an account.
    pub async fn delete_account_sessions(&mut self, id: AccountId) -> Result<(), StoreError> {
        run!(execute self, "delete from session where account_id = $1", id.0)?;
        Ok(())
    }

    /// Forgets sessions that are over.
    pub async fn delete_dead_sessions(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "delete from session where expires_at <= $1 or (account_id is not null and last_seen_at <= $2)",
            now.0,
            now.plus(-CONSOLE_IDLE_MAX).0,
        )?)
    }
}
