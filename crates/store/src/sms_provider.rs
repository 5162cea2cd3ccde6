//! The SMS provider, and which of its receipts were taken.

use domain::sms_provider::SmsProvider;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::row::{read_json, write_json};
use crate::{StoreError, Tx};

/// The SMS provider as it is stored: with its sealed secrets.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredSmsProvider {
    /// The provider.
    pub provider: SmsProvider,
    /// The sealed auth token, password, or what stands for `{secret}`.
    pub sealed_secret: Option<Vec<u8>>,
    /// The sealed key that receipts are signed with.
    pub sealed_receipt_key: Option<Vec<u8>>,
    /// When it was last saved.
    pub saved_at: Timestamp,
}

#[derive(FromRow)]
struct SmsProviderRow {
    settings: String,
    sealed_secret: Option<Vec<u8>>,
    sealed_receipt_key: Option<Vec<u8>>,
    saved_at: i64,
}

impl TryFrom<SmsProviderRow> for StoredSmsProvider {
    type Error = StoreError;

    fn try_from(row: SmsProviderRow) -> Result<Self, StoreError> {
        Ok(Self {
            provider: read_json("sms_provider", &row.settings)?,
            sealed_secret: row.sealed_secret,
            sealed_receipt_key: row.sealed_receipt_key,
            saved_at: Timestamp(row.saved_at),
        })
    }
}

impl Tx {
    /// Finds the SMS provider.
    pub async fn find_sms_provider(&mut self) -> Result<Option<StoredSmsProvider>, StoreError> {
        let row = run!(
            optional SmsProviderRow,
            self,
            "select settings, sealed_secret, sealed_receipt_key, saved_at from sms_provider where id = 1"
        )?;
        row.map(StoredSmsProvider::try_from).transpose()
    }

    /// Finds the SMS provider for change.
    pub async fn lock_sms_provider(&mut self) -> Result<Option<StoredSmsProvider>, StoreError> {
        let row = run!(
            lock SmsProviderRow,
            self,
            "select settings, sealed_secret, sealed_receipt_key, saved_at from sms_provider where id = 1"
        )?;
        row.map(StoredSmsProvider::try_from).transpose()
    }

    /// Puts an SMS provider in the place of any other.
    pub async fn save_sms_provider(&mut self, stored: &StoredSmsProvider) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into sms_provider (id, settings, sealed_secret, sealed_receipt_key, saved_at)
             values (1, $1, $2, $3, $4)
             on conflict (id) do update set settings = excluded.settings, sealed_secret = excluded.sealed_secret,
                 sealed_receipt_key = excluded.sealed_receipt_key, saved_at = excluded.saved_at",
            write_json("sms_provider", &stored.provider)?,
            &stored.sealed_secret,
            &stored.sealed_receipt_key,
            stored.saved_at.0,
        )?;
        Ok(())
    }

    /// Deletes the SMS provider.
    pub async fn delete_sms_provider(&mut self) -> Result<(), StoreError> {
        run!(execute self, "delete from sms_provider where id = 1")?;
        Ok(())
    }

    /// Notes that a receipt was taken; says whether it is the first time.
    pub async fn insert_sms_receipt(&mut self, digest: &[u8; 32], at: Timestamp) -> Result<bool, StoreError> {
        let rows = run!(
            execute self,
            "insert into sms_receipt (digest, taken_at) values ($1, $2) on conflict (digest) do nothing",
            &digest[..],
            at.0,
        )?;
        Ok(rows > 0)
    }

    /// Forgets that a receipt was taken, because it was not.
    pub async fn delete_sms_receipt(&mut self, digest: &[u8; 32]) -> Result<(), StoreError> {
        run!(execute self, "delete from sms_receipt where digest = $1", &digest[..])?;
        Ok(())
    }

    /// Forgets receipts taken before an instant.
    pub async fn delete_old_sms_receipts(&mut self, before: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "delete from sms_receipt where taken_at < $1", before.0)?;
        Ok(())
    }
}
