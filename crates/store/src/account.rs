//! Accounts.

use domain::account::{Account, PrivilegeSet, username_key};
use domain::id::AccountId;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, named};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct AccountRow {
    id: Uuid,
    username: String,
    full_name: String,
    email: Option<String>,
    password_hash: String,
    privilege_set: String,
    created_at: i64,
    disabled_at: Option<i64>,
}

impl AccountRow {
    fn account(self) -> Result<Account, StoreError> {
        Ok(Account {
            id: AccountId(self.id),
            username: self.username,
            full_name: self.full_name,
            email: self.email,
            privilege_set: named("account", &self.privilege_set, PrivilegeSet::parse)?,
            created_at: Timestamp(self.created_at),
            disabled_at: instant(self.disabled_at),
        })
    }
}

impl Tx {
    /// Writes a new account with the hash of its password. Fails with a duplicate when the username is taken.
    pub async fn insert_account(&mut self, account: &Account, password_hash: &str) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into account (id, username, username_key, full_name, email, password_hash, privilege_set, created_at, disabled_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            account.id.0,
            &account.username,
            username_key(&account.username),
            &account.full_name,
            &account.email,
            password_hash,
            account.privilege_set.name(),
            account.created_at.0,
            millis(account.disabled_at),
        )?;
        Ok(())
    }

    /// Finds an account.
    pub async fn find_account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let row = run!(optional AccountRow, self, "select * from account where id = $1", id.0)?;
        row.map(AccountRow::account).transpose()
    }

    /// Finds an account by username, whatever its case, with the hash of its password.
    pub async fn find_account_by_username(
        &mut self,
        username: &str,
    ) -> Result<Option<(Account, String)>, StoreError> {
        let row = run!(optional AccountRow, self, "select * from account where username_key = $1", username_key(username))?;
        row.map(|mut row| {
            let hash = std::mem::take(&mut row.password_hash);
            Ok((row.account()?, hash))
        })
        .transpose()
    }

    /// Lists all accounts by username.
    pub async fn list_accounts(&mut self) -> Result<Vec<Account>, StoreError> {
        let rows = run!(all AccountRow, self, "select * from account order by username_key")?;
        rows.into_iter().map(AccountRow::account).collect()
    }

    /// Says whether an administrator who may sign in exists.
    pub async fn has_administrator(&mut self) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from account where privilege_set = $1 and disabled_at is null limit 1",
            PrivilegeSet::Administrator.name(),
        )?;
        Ok(row.is_some())
    }

    /// Says whether an administrator other than one may sign in.
    pub async fn has_other_administrator(&mut self, than: AccountId) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from account where privilege_set = $1 and disabled_at is null and id <> $2 limit 1",
            PrivilegeSet::Administrator.name(),
            than.0,
        )?;
        Ok(row.is_some())
    }

    /// Lets a disabled account be used again.
    pub async fn save_account_enabled(&mut self, id: AccountId) -> Result<(), StoreError> {
        run!(execute self, "update account set disabled_at = null where id = $1", id.0)?;
        Ok(())
    }

    /// Disables an account from an instant on.
    pub async fn save_account_disabled(&mut self, id: AccountId, at: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update account set disabled_at = $2 where id = $1 and disabled_at is null", id.0, at.0)?;
        Ok(())
    }

    /// Replaces the hash of an account's password.
    pub async fn save_password_hash(&mut self, id: AccountId, password_hash: &str) -> Result<(), StoreError> {
        run!(execute self, "update account set password_hash = $2 where id = $1", id.0, password_hash)?;
        Ok(())
    }
}
