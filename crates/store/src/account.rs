//! Accounts.

use domain::account::{Access, Account, AccountUse, Origin, username_key};
use domain::directory::DirectoryUserRef;
use domain::id::{AccountId, SiteId};
use domain::privilege::PrivilegeSet;
use domain::session::CONSOLE_IDLE_MAX;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{directory_user, instant, millis, named};
use crate::{StoreError, Tx};

#[derive(FromRow)]
pub(crate) struct AccountRow {
    id: Uuid,
    username: String,
    full_name: String,
    email: Option<String>,
    password_hash: String,
    privilege_set: String,
    privileges: String,
    access: String,
    site_id: Option<Uuid>,
    directory_id: Option<Uuid>,
    directory_key: Option<String>,
    created_at: i64,
    disabled_at: Option<i64>,
}

impl AccountRow {
    pub(crate) fn account(self) -> Result<Account, StoreError> {
        let origin =
            directory_user(self.directory_id, self.directory_key).map_or(Origin::Local, Origin::Directory);
        let site_id = self.site_id.map(SiteId);
        Ok(Account {
            origin,
            access: named("account", &self.access, |name| Access::parse(name, site_id))?,
            id: AccountId(self.id),
            username: self.username,
            full_name: self.full_name,
            email: self.email,
            privilege_set: named("account", &self.privilege_set, |name| {
                PrivilegeSet::parse(name, &self.privileges)
            })?,
            created_at: Timestamp(self.created_at),
            disabled_at: instant(self.disabled_at),
        })
    }
}

impl Tx {
    /// Writes a new account with the hash of its password, empty for a directory user. Fails with a duplicate when the
    /// username is taken.
    pub async fn insert_account(&mut self, account: &Account, password_hash: &str) -> Result<(), StoreError> {
        let (directory_id, directory_key) = match &account.origin {
            Origin::Local => (None, None),
            Origin::Directory(user) => (Some(user.directory_id.0), Some(user.key.0.clone())),
        };
        run!(
            execute self,
            "insert into account (id, username, username_key, full_name, email, password_hash, privilege_set, created_at, disabled_at,
                 directory_id, directory_key)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
            account.id.0,
            &account.username,
            stored_key(account),
            &account.full_name,
            &account.email,
            password_hash,
            account.privilege_set.name(),
            account.created_at.0,
            millis(account.disabled_at),
            directory_id,
            directory_key,
        )?;
        self.save_account(account).await
    }

    /// Writes what may change of an account: names, address, access and privileges.
    pub async fn save_account(&mut self, account: &Account) -> Result<(), StoreError> {
        let site_id = match account.access {
            Access::Site(id) => Some(id.0),
            Access::Full | Access::Groups => None,
        };
        run!(
            execute self,
            "update account set username = $2, username_key = $3, full_name = $4, email = $5, privilege_set = $6,
                 privileges = $7, access = $8, site_id = $9
             where id = $1",
            account.id.0,
            &account.username,
            stored_key(account),
            &account.full_name,
            &account.email,
            account.privilege_set.name(),
            privilege_names(account.privilege_set),
            account.access.name(),
            site_id,
        )?;
        Ok(())
    }

    /// Finds an account.
    pub async fn find_account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let row = run!(optional AccountRow, self, "select * from account where id = $1", id.0)?;
        row.map(AccountRow::account).transpose()
    }

    /// Finds an account for change.
    pub async fn lock_account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let row = run!(lock AccountRow, self, "select * from account where id = $1", id.0)?;
        row.map(AccountRow::account).transpose()
    }

    /// Finds an account that nobody may change until the transaction ends.
    pub async fn hold_account(&mut self, id: AccountId) -> Result<Option<Account>, StoreError> {
        let row = run!(hold AccountRow, self, "select * from account where id = $1", id.0)?;
        row.map(AccountRow::account).transpose()
    }

    /// Finds the account of a directory user.
    pub async fn find_account_of(&mut self, user: &DirectoryUserRef) -> Result<Option<Account>, StoreError> {
        let row = run!(optional AccountRow, self, "select * from account where username_key = $1", directory_key(user))?;
        row.map(AccountRow::account).transpose()
    }

    /// Finds a local account by username, whatever its case, with the hash of its password.
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
        let rows = run!(all AccountRow, self, "select * from account order by lower(username), id")?;
        rows.into_iter().map(AccountRow::account).collect()
    }

    /// Says whether an administrator who may sign in exists.
    pub async fn has_administrator(&mut self) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from account where privilege_set = $1 and access = 'full' and disabled_at is null limit 1",
            PrivilegeSet::Administrator.name(),
        )?;
        Ok(row.is_some())
    }

    /// Says whether a local administrator other than one may sign in: one who needs no directory to.
    pub async fn has_other_administrator(&mut self, than: AccountId) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from account where privilege_set = $1 and access = 'full' and disabled_at is null and id <> $2
                 and password_hash <> '' limit 1",
            PrivilegeSet::Administrator.name(),
            than.0,
        )?;
        Ok(row.is_some())
    }

    /// Counts what an account has open at an instant.
    pub async fn count_account_use(
        &mut self,
        id: AccountId,
        now: Timestamp,
    ) -> Result<AccountUse, StoreError> {
        let (sessions,) = run!(
            one(i64,),
            self,
            "select count(*) from session where account_id = $1 and expires_at > $2 and last_seen_at > $3",
            id.0,
            now.0,
            now.plus(-CONSOLE_IDLE_MAX).0,
        )?;
        let (api_tokens,) = run!(
            one(i64,),
            self,
            "select count(*) from api_token where account_id = $1 and revoked_at is null and expires_at > $2",
            id.0,
            now.0,
        )?;
        let (enrollments,) = run!(
            one(i64,),
            self,
            "select count(*) from enrollment where account_id = $1 and enrolled_at is null and ended_at is null",
            id.0,
        )?;
        let number = |count| u64::try_from(count).unwrap_or(0);
        Ok(AccountUse {
            sessions: number(sessions),
            api_tokens: number(api_tokens),
            enrollments_under_way: number(enrollments),
        })
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

/// Returns the names of a custom set's privileges; the fixed sets are known by their own names.
pub(crate) fn privilege_names(set: PrivilegeSet) -> String {
    match set {
        PrivilegeSet::Custom(privileges) => privileges.names(),
        _ => String::new(),
    }
}

fn stored_key(account: &Account) -> String {
    match &account.origin {
        Origin::Local => username_key(&account.username),
        Origin::Directory(user) => directory_key(user),
    }
}

/// Returns the key of a directory user's account: it begins with a control character, which no typed name's key has.
fn directory_key(user: &DirectoryUserRef) -> String {
    format!("\u{1}{}/{}", user.directory_id, user.key.0)
}
