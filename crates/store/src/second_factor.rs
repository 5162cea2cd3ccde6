//! Authenticator apps, recovery codes, and what an account has of second factors in all.

use domain::id::AccountId;
use domain::second_factor::{SecondFactors, Totp};
use domain::secret::TokenHash;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis};
use crate::{StoreError, Tx};

/// An authenticator app with its sealed secret.
#[derive(Clone, Debug)]
pub struct StoredTotp {
    /// The app.
    pub totp: Totp,
    /// Its secret, sealed.
    pub sealed_secret: Vec<u8>,
}

#[derive(FromRow)]
struct TotpRow {
    account_id: Uuid,
    secret: Vec<u8>,
    created_at: i64,
    confirmed_at: Option<i64>,
    last_used_step: Option<i64>,
}

impl TryFrom<TotpRow> for StoredTotp {
    type Error = StoreError;

    fn try_from(row: TotpRow) -> Result<Self, StoreError> {
        let step = |step: i64| u64::try_from(step).map_err(|error| StoreError::nonsense("totp", error));
        Ok(Self {
            totp: Totp {
                account_id: AccountId(row.account_id),
                created_at: Timestamp(row.created_at),
                confirmed_at: instant(row.confirmed_at),
                last_used_step: row.last_used_step.map(step).transpose()?,
            },
            sealed_secret: row.secret,
        })
    }
}

impl Tx {
    /// Finds what an account has besides its password.
    pub async fn find_second_factors(&mut self, id: AccountId) -> Result<SecondFactors, StoreError> {
        let totp = self.find_totp(id).await?;
        Ok(SecondFactors {
            totp_since: totp.and_then(|stored| stored.totp.confirmed_at),
            passkeys: self.list_passkeys(id).await?.into_iter().map(|stored| stored.passkey).collect(),
            recovery_codes_left: self.count_recovery_codes(id).await?,
        })
    }

    /// Says whether an account has a second factor.
    pub async fn has_second_factor(&mut self, id: AccountId) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select account_id from totp where account_id = $1 and confirmed_at is not null
             union all select account_id from passkey where account_id = $1 limit 1",
            id.0,
        )?;
        Ok(row.is_some())
    }

    /// Takes every second factor of an account away, its recovery codes with them.
    pub async fn delete_second_factors(&mut self, id: AccountId) -> Result<(), StoreError> {
        run!(execute self, "delete from totp where account_id = $1", id.0)?;
        run!(execute self, "delete from passkey where account_id = $1", id.0)?;
        self.delete_recovery_codes(id).await
    }

    /// Writes a new secret in the place of any other.
    pub async fn replace_totp(&mut self, stored: &StoredTotp) -> Result<(), StoreError> {
        let step = stored.totp.last_used_step.map(|step| i64::try_from(step).unwrap_or(i64::MAX));
        run!(
            execute self,
            "insert into totp (account_id, secret, created_at, confirmed_at, last_used_step)
             values ($1, $2, $3, $4, $5)
             on conflict (account_id) do update set secret = excluded.secret, created_at = excluded.created_at,
                 confirmed_at = excluded.confirmed_at, last_used_step = excluded.last_used_step",
            stored.totp.account_id.0,
            &stored.sealed_secret[..],
            stored.totp.created_at.0,
            millis(stored.totp.confirmed_at),
            step,
        )?;
        Ok(())
    }

    /// Finds an account's authenticator app, confirmed or not.
    pub async fn find_totp(&mut self, id: AccountId) -> Result<Option<StoredTotp>, StoreError> {
        let row = run!(optional TotpRow, self, "select * from totp where account_id = $1", id.0)?;
        row.map(StoredTotp::try_from).transpose()
    }

    /// Finds an account's authenticator app for change.
    pub async fn lock_totp(&mut self, id: AccountId) -> Result<Option<StoredTotp>, StoreError> {
        let row = run!(lock TotpRow, self, "select * from totp where account_id = $1", id.0)?;
        row.map(StoredTotp::try_from).transpose()
    }

    /// Forgets an account's authenticator app; `false` when there was none.
    pub async fn delete_totp(&mut self, id: AccountId) -> Result<bool, StoreError> {
        Ok(run!(execute self, "delete from totp where account_id = $1", id.0)? == 1)
    }

    /// Writes new recovery codes in the place of all others.
    pub async fn replace_recovery_codes(
        &mut self,
        id: AccountId,
        codes: &[TokenHash],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        self.delete_recovery_codes(id).await?;
        for code in codes {
            run!(
                execute self,
                "insert into recovery_code (account_id, code_hash, created_at) values ($1, $2, $3)",
                id.0,
                &code.0[..],
                at.0,
            )?;
        }
        Ok(())
    }

    /// Uses a recovery code up; `false` when it is another's, none, or used already.
    pub async fn consume_recovery_code(
        &mut self,
        id: AccountId,
        code: TokenHash,
        at: Timestamp,
    ) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update recovery_code set used_at = $3 where account_id = $1 and code_hash = $2 and used_at is null",
            id.0,
            &code.0[..],
            at.0,
        )?;
        Ok(changed == 1)
    }

    /// Counts the recovery codes that are left.
    pub async fn count_recovery_codes(&mut self, id: AccountId) -> Result<u32, StoreError> {
        let (count,) = run!(
            one(i64,),
            self,
            "select count(*) from recovery_code where account_id = $1 and used_at is null",
            id.0,
        )?;
        Ok(u32::try_from(count).unwrap_or(u32::MAX))
    }

    /// Forgets every recovery code of an account.
    pub async fn delete_recovery_codes(&mut self, id: AccountId) -> Result<(), StoreError> {
        run!(execute self, "delete from recovery_code where account_id = $1", id.0)?;
        Ok(())
    }
}
