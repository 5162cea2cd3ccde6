//! API tokens.

use domain::api_token::{ApiToken, Scope};
use domain::id::{AccountId, ApiTokenId};
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, named};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct ApiTokenRow {
    id: Uuid,
    name: String,
    account_id: Uuid,
    scopes: String,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
}

impl TryFrom<ApiTokenRow> for ApiToken {
    type Error = StoreError;

    fn try_from(row: ApiTokenRow) -> Result<Self, StoreError> {
        let scopes = row.scopes.split_whitespace().map(|name| named("api_token", name, Scope::parse));
        Ok(Self {
            id: ApiTokenId(row.id),
            name: row.name,
            account_id: AccountId(row.account_id),
            scopes: scopes.collect::<Result<_, _>>()?,
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
            revoked_at: instant(row.revoked_at),
        })
    }
}

impl Tx {
    /// Writes a new token under its hash.
    pub async fn insert_api_token(&mut self, token: &ApiToken, hash: TokenHash) -> Result<(), StoreError> {
        let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.name()).collect();
        run!(
            execute self,
            "insert into api_token (id, token_hash, name, account_id, scopes, created_at, expires_at, revoked_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            token.id.0,
            &hash.0[..],
            &token.name,
            token.account_id.0,
            scopes.join(" "),
            token.created_at.0,
            token.expires_at.0,
            millis(token.revoked_at),
        )?;
        Ok(())
    }

    /// Finds a token by its hash, live or not.
    pub async fn find_api_token_by_hash(&mut self, hash: TokenHash) -> Result<Option<ApiToken>, StoreError> {
        let row =
            run!(optional ApiTokenRow, self, "select * from api_token where token_hash = $1", &hash.0[..])?;
        row.map(ApiToken::try_from).transpose()
    }

    /// Finds a token.
    pub async fn find_api_token(&mut self, id: ApiTokenId) -> Result<Option<ApiToken>, StoreError> {
        let row = run!(optional ApiTokenRow, self, "select * from api_token where id = $1", id.0)?;
        row.map(ApiToken::try_from).transpose()
    }

    /// Lists all tokens, newest first.
    pub async fn list_api_tokens(&mut self) -> Result<Vec<ApiToken>, StoreError> {
        let rows = run!(all ApiTokenRow, self, "select * from api_token order by id desc limit 1000")?;
        rows.into_iter().map(ApiToken::try_from).collect()
    }

    /// Revokes a token.
    pub async fn save_api_token_revoked(&mut self, id: ApiTokenId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update api_token set revoked_at = $2 where id = $1 and revoked_at is null", id.0, at.0)?;
        Ok(())
    }

    /// Revokes every token of an account.
    pub async fn revoke_account_api_tokens(
        &mut self,
        id: AccountId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update api_token set revoked_at = $2 where account_id = $1 and revoked_at is null",
            id.0,
            at.0,
        )?;
        Ok(())
    }
}
