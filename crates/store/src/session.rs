//! Browser sessions.

use domain::id::{AccountId, EnrollmentId, SessionId, SiteId};
use domain::secret::TokenHash;
use domain::session::{Purpose, Session, Visit};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, named};
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
    source: Option<String>,
    browser: Option<String>,
    proved_at: Option<i64>,
    second_factor_at: Option<i64>,
    handed_over_at: Option<i64>,
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
            visit: Visit {
                source: row
                    .source
                    .map(|text| named("session", &text, |text| text.parse().ok()))
                    .transpose()?,
                browser: row.browser.unwrap_or_default(),
                proved_at: instant(row.proved_at),
                second_factor_at: instant(row.second_factor_at),
            },
            handed_over_at: instant(row.handed_over_at),
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
            "insert into session (id, token_hash, account_id, enrollment_id, created_at, last_seen_at, expires_at, source, browser,
                 proved_at, second_factor_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            session.id.0,
            &token.0[..],
            account_id,
            enrollment_id,
            session.created_at.0,
            session.last_seen_at.0,
            session.expires_at.0,
            session.visit.source.map(|source| source.to_string()),
            &session.visit.browser,
            millis(session.visit.proved_at),
            millis(session.visit.second_factor_at),
        )?;
        Ok(())
    }

    /// Finds a session by the hash of its token, live or not.
    pub async fn find_session(&mut self, token: TokenHash) -> Result<Option<Session>, StoreError> {
        let row =
            run!(optional SessionRow, self, "select * from session where token_hash = $1", &token.0[..])?;
        row.map(Session::try_from).transpose()
    }

    /// Finds a session by its id, live or not.
    pub async fn find_session_by_id(&mut self, id: SessionId) -> Result<Option<Session>, StoreError> {
        let row = run!(optional SessionRow, self, "select * from session where id = $1", id.0)?;
        row.map(Session::try_from).transpose()
    }

    /// Lists the sessions of an account, live or not, the last used first.
    pub async fn list_account_sessions(&mut self, id: AccountId) -> Result<Vec<Session>, StoreError> {
        let rows = run!(
            all SessionRow,
            self,
            "select * from session where account_id = $1 order by last_seen_at desc, id desc limit 200",
            id.0,
        )?;
        rows.into_iter().map(Session::try_from).collect()
    }

    /// Notes when and how the account of a session has proved itself in it.
    pub async fn save_session_proved(&mut self, id: SessionId, visit: &Visit) -> Result<(), StoreError> {
        run!(
            execute self,
            "update session set proved_at = $2, second_factor_at = $3 where id = $1",
            id.0,
            millis(visit.proved_at),
            millis(visit.second_factor_at),
        )?;
        Ok(())
    }

    /// Lets a session go on under a new token; the old one is nobody's from now on.
    pub async fn save_session_token(&mut self, id: SessionId, token: TokenHash) -> Result<(), StoreError> {
        run!(execute self, "update session set token_hash = $2 where id = $1", id.0, &token.0[..])?;
        Ok(())
    }

    /// Notes that a session was used.
    pub async fn save_session_seen(&mut self, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update session set last_seen_at = $2 where id = $1", id.0, at.0)?;
        Ok(())
    }

    /// Notes that another browser goes on with what a portal session began.
    pub async fn save_session_handed_over(&mut self, id: SessionId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update session set handed_over_at = $2 where id = $1", id.0, at.0)?;
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

    /// Ends every session of an account but one, and says how many there were.
    pub async fn delete_other_sessions(&mut self, id: AccountId, but: SessionId) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from session where account_id = $1 and id <> $2", id.0, but.0)?)
    }

    /// Forgets sessions that are over, given how long a console session may be idle.
    pub async fn delete_dead_sessions(&mut self, now: Timestamp, idle_max: i64) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "delete from session where expires_at <= $1 or (account_id is not null and last_seen_at <= $2)",
            now.0,
            now.plus(-idle_max).0,
        )?)
    }
}
