//! Sign-ins to an account in Settings, known by the hashes of their tokens.

use domain::account_sign_in::AccountSignIn;
use domain::enrollment::Way;
use domain::id::{AccountSignInId, EnrollmentId};
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, named, read_json, write_json};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct AccountSignInRow {
    id: Uuid,
    way: String,
    machine: String,
    user_identifier: Option<String>,
    enrollment_id: Option<Uuid>,
    created_at: i64,
    expires_at: i64,
    session_expires_at: Option<i64>,
}

impl TryFrom<AccountSignInRow> for AccountSignIn {
    type Error = StoreError;

    fn try_from(row: AccountSignInRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AccountSignInId(row.id),
            way: named("account_sign_in", &row.way, Way::parse_account_driven)?,
            machine: read_json("account_sign_in", &row.machine)?,
            user_identifier: row.user_identifier,
            enrollment_id: row.enrollment_id.map(EnrollmentId),
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
            session_expires_at: instant(row.session_expires_at),
        })
    }
}

impl Tx {
    /// Writes a new sign-in under the hash of the token of its web page.
    pub async fn insert_account_sign_in(
        &mut self,
        sign_in: &AccountSignIn,
        token: TokenHash,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into account_sign_in (id, token_hash, way, machine, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6)",
            sign_in.id.0,
            &token.0[..],
            sign_in.way.account_driven_name(),
            write_json("account_sign_in", &sign_in.machine)?,
            sign_in.created_at.0,
            sign_in.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds the sign-in whose web page has a token.
    pub async fn find_account_sign_in(
        &mut self,
        token: TokenHash,
    ) -> Result<Option<AccountSignIn>, StoreError> {
        let row = run!(
            optional AccountSignInRow, self,
            "select * from account_sign_in where token_hash = $1",
            &token.0[..],
        )?;
        row.map(AccountSignIn::try_from).transpose()
    }

    /// Finds the sign-in whose web page has a token, for change.
    pub async fn lock_account_sign_in(
        &mut self,
        token: TokenHash,
    ) -> Result<Option<AccountSignIn>, StoreError> {
        let row = run!(
            lock AccountSignInRow, self,
            "select * from account_sign_in where token_hash = $1",
            &token.0[..],
        )?;
        row.map(AccountSignIn::try_from).transpose()
    }

    /// Finds the sign-in that a device proves with an access token.
    pub async fn find_account_sign_in_by_access_token(
        &mut self,
        token: TokenHash,
    ) -> Result<Option<AccountSignIn>, StoreError> {
        let row = run!(
            optional AccountSignInRow, self,
            "select * from account_sign_in where access_token_hash = $1",
            &token.0[..],
        )?;
        row.map(AccountSignIn::try_from).transpose()
    }

    /// Finds the sign-in that opened an enrollment.
    pub async fn find_account_sign_in_of(
        &mut self,
        id: EnrollmentId,
    ) -> Result<Option<AccountSignIn>, StoreError> {
        let row = run!(
            optional AccountSignInRow, self,
            "select * from account_sign_in where enrollment_id = $1",
            id.0,
        )?;
        row.map(AccountSignIn::try_from).transpose()
    }

    /// Writes the account that was typed.
    pub async fn save_user_identifier(
        &mut self,
        id: AccountSignInId,
        user_identifier: &str,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update account_sign_in set user_identifier = $2 where id = $1 and enrollment_id is null",
            id.0,
            user_identifier,
        )?;
        Ok(())
    }

    /// Writes which enrollment a sign-in has opened, and the hash of what its device proves it with.
    pub async fn save_account_sign_in(
        &mut self,
        sign_in: &AccountSignIn,
        access_token: TokenHash,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update account_sign_in set enrollment_id = $2, access_token_hash = $3, expires_at = $4,
                 session_expires_at = $5
             where id = $1",
            sign_in.id.0,
            sign_in.enrollment_id.map(|id| id.0),
            &access_token.0[..],
            sign_in.expires_at.0,
            millis(sign_in.session_expires_at),
        )?;
        Ok(())
    }

    /// Counts the sign-ins that wait and have opened nothing.
    pub async fn count_open_account_sign_ins(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from account_sign_in where enrollment_id is null and expires_at > $1",
            now.0,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Forgets the oldest of the sign-ins that wait and have opened nothing; first those whose web page nobody has opened.
    /// Two transactions at once forget different ones.
    pub async fn delete_oldest_account_sign_ins(
        &mut self,
        count: u64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        // The comparison that always holds lets SQLite search the index of this order, which it would else not look at.
        let oldest = run!(
            pick(Uuid,),
            self,
            "select id from account_sign_in
             where enrollment_id is null and (user_identifier is not null) >= false and expires_at > $1
             order by (user_identifier is not null), expires_at limit $2",
            now.0,
            i64::try_from(count).unwrap_or(i64::MAX),
        )?;
        for (id,) in oldest {
            run!(execute self, "delete from account_sign_in where id = $1", id)?;
        }
        Ok(())
    }

    /// Forgets sign-ins that opened nothing in time.
    pub async fn delete_overdue_account_sign_ins(&mut self, now: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "delete from account_sign_in where enrollment_id is null and expires_at <= $1",
            now.0,
        )?;
        Ok(())
    }
}
