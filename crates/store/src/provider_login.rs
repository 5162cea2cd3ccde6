//! Logins that are under way at identity providers.

use domain::id::{IdentityProviderId, ProviderLoginId};
use domain::provider_login::ProviderLogin;
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{octets32, read_json, write_json};
use crate::{StoreError, Tx};

/// A login under way as it is stored: with what is known of the browser, and what is sealed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredProviderLogin {
    /// The login.
    pub login: ProviderLogin,
    /// The hash of the cookie of the browser that has begun it.
    pub browser: TokenHash,
    /// From where it was begun, as it is counted; none where it does not count.
    pub source: Option<String>,
    /// Nonce, verifier and the link that somebody came with, sealed.
    pub sealed: Vec<u8>,
}

#[derive(FromRow)]
struct ProviderLoginRow {
    id: Uuid,
    browser_hash: Vec<u8>,
    provider_id: Uuid,
    errand: String,
    source: Option<String>,
    sealed: Vec<u8>,
    created_at: i64,
    expires_at: i64,
}

impl TryFrom<ProviderLoginRow> for StoredProviderLogin {
    type Error = StoreError;

    fn try_from(row: ProviderLoginRow) -> Result<Self, StoreError> {
        Ok(Self {
            login: ProviderLogin {
                id: ProviderLoginId(row.id),
                provider_id: IdentityProviderId(row.provider_id),
                errand: read_json("provider_login", &row.errand)?,
                created_at: Timestamp(row.created_at),
                expires_at: Timestamp(row.expires_at),
            },
            browser: TokenHash(octets32("provider_login", &row.browser_hash)?),
            source: row.source,
            sealed: row.sealed,
        })
    }
}

impl Tx {
    /// Writes a new one under the hash of its state.
    pub async fn insert_provider_login(
        &mut self,
        stored: &StoredProviderLogin,
        state: TokenHash,
    ) -> Result<(), StoreError> {
        let login = &stored.login;
        run!(
            execute self,
            "insert into provider_login
                 (id, state_hash, browser_hash, provider_id, errand, source, sealed, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            login.id.0,
            &state.0[..],
            &stored.browser.0[..],
            login.provider_id.0,
            write_json("provider_login", &login.errand)?,
            &stored.source,
            &stored.sealed,
            login.created_at.0,
            login.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds one by the hash of its state, live or not.
    pub async fn find_provider_login(
        &mut self,
        state: TokenHash,
    ) -> Result<Option<StoredProviderLogin>, StoreError> {
        let row = run!(
            optional ProviderLoginRow, self,
            "select * from provider_login where state_hash = $1",
            &state.0[..],
        )?;
        row.map(StoredProviderLogin::try_from).transpose()
    }

    /// Forgets one; `false` when it was gone already: of two that come with the same state, one goes on.
    pub async fn delete_provider_login(&mut self, id: ProviderLoginId) -> Result<bool, StoreError> {
        Ok(run!(execute self, "delete from provider_login where id = $1", id.0)? == 1)
    }

    /// Counts those that still wait.
    pub async fn count_provider_logins(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        let (count,) =
            run!(one(i64,), self, "select count(*) from provider_login where expires_at > $1", now.0)?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Counts those from a source that still wait.
    pub async fn count_provider_logins_of(
        &mut self,
        source: &str,
        now: Timestamp,
    ) -> Result<u64, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from provider_login where source = $1 and expires_at > $2",
            source,
            now.0,
        )?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Forgets those whose time is over.
    pub async fn delete_dead_provider_logins(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from provider_login where expires_at <= $1", now.0)?)
    }
}
