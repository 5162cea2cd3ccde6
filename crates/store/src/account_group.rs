//! Groups of accounts, and who is in them.

use domain::account::{Access, Account, AccountGroup, username_key};
use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::id::{AccountGroupId, AccountId, DirectoryId, SiteId};
use domain::privilege::{Grant, PrivilegeSet, Reach};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::account::{AccountRow, privilege_names};
use crate::engine::run;
use crate::row::named;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct AccountGroupRow {
    id: Uuid,
    name: String,
    directory_id: Option<Uuid>,
    directory_key: Option<String>,
    site_id: Option<Uuid>,
    privilege_set: String,
    privileges: String,
    created_at: i64,
}

impl TryFrom<AccountGroupRow> for AccountGroup {
    type Error = StoreError;

    fn try_from(row: AccountGroupRow) -> Result<Self, StoreError> {
        let directory_group = match (row.directory_id, row.directory_key) {
            (Some(id), Some(key)) => {
                Some(DirectoryGroupRef { directory_id: DirectoryId(id), key: DirectoryKey(key) })
            }
            _ => None,
        };
        Ok(Self {
            id: AccountGroupId(row.id),
            name: row.name,
            directory_group,
            reach: row.site_id.map_or(Reach::Full, |id| Reach::Site(SiteId(id))),
            privilege_set: named("account_group", &row.privilege_set, |name| {
                PrivilegeSet::parse(name, &row.privileges)
            })?,
            created_at: Timestamp(row.created_at),
        })
    }
}

impl Tx {
    /// Writes a new group. Fails with a duplicate when its name or its directory group is taken.
    pub async fn insert_account_group(&mut self, group: &AccountGroup) -> Result<(), StoreError> {
        let directory_group = group.directory_group.as_ref();
        run!(
            execute self,
            "insert into account_group (id, name, name_key, directory_id, directory_key, privilege_set, created_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            group.id.0,
            &group.name,
            username_key(&group.name),
            directory_group.map(|group| group.directory_id.0),
            directory_group.map(|group| group.key.0.clone()),
            group.privilege_set.name(),
            group.created_at.0,
        )?;
        self.save_account_group(group).await
    }

    /// Writes what may change of a group: name, reach and privileges.
    pub async fn save_account_group(&mut self, group: &AccountGroup) -> Result<(), StoreError> {
        let site_id = match group.reach {
            Reach::Site(id) => Some(id.0),
            Reach::Full => None,
        };
        run!(
            execute self,
            "update account_group set name = $2, name_key = $3, site_id = $4, privilege_set = $5, privileges = $6
             where id = $1",
            group.id.0,
            &group.name,
            username_key(&group.name),
            site_id,
            group.privilege_set.name(),
            privilege_names(group.privilege_set),
        )?;
        Ok(())
    }

    /// Finds a group.
    pub async fn find_account_group(
        &mut self,
        id: AccountGroupId,
    ) -> Result<Option<AccountGroup>, StoreError> {
        let row = run!(optional AccountGroupRow, self, "select * from account_group where id = $1", id.0)?;
        row.map(AccountGroup::try_from).transpose()
    }

    /// Finds a group for change.
    pub async fn lock_account_group(
        &mut self,
        id: AccountGroupId,
    ) -> Result<Option<AccountGroup>, StoreError> {
        let row = run!(lock AccountGroupRow, self, "select * from account_group where id = $1", id.0)?;
        row.map(AccountGroup::try_from).transpose()
    }

    /// Lists all groups by name.
    pub async fn list_account_groups(&mut self) -> Result<Vec<AccountGroup>, StoreError> {
        let rows = run!(all AccountGroupRow, self, "select * from account_group order by name_key")?;
        rows.into_iter().map(AccountGroup::try_from).collect()
    }

    /// Lists the groups of an account.
    pub async fn list_groups_of_account(&mut self, id: AccountId) -> Result<Vec<AccountGroup>, StoreError> {
        let rows = run!(
            all AccountGroupRow, self,
            "select account_group.* from account_group
             join account_group_member on account_group_member.group_id = account_group.id
             where account_group_member.account_id = $1 order by account_group.name_key",
            id.0,
        )?;
        rows.into_iter().map(AccountGroup::try_from).collect()
    }

    /// Lists what an account may do and how far, its groups considered.
    pub async fn list_grants(&mut self, account: &Account) -> Result<Vec<Grant>, StoreError> {
        let groups = match account.access {
            Access::Groups => self.list_groups_of_account(account.id).await?,
            Access::Full | Access::Site(_) => Vec::new(),
        };
        Ok(account.grants(&groups))
    }

    /// Lists the accounts in a group by username.
    pub async fn list_account_group_members(
        &mut self,
        id: AccountGroupId,
    ) -> Result<Vec<Account>, StoreError> {
        let rows = run!(
            all AccountRow, self,
            "select account.* from account
             join account_group_member on account_group_member.account_id = account.id
             where account_group_member.group_id = $1 order by lower(account.username), account.id",
            id.0,
        )?;
        rows.into_iter().map(AccountRow::account).collect()
    }

    /// Puts an account into exactly these groups.
    pub async fn replace_account_groups(
        &mut self,
        id: AccountId,
        groups: &[AccountGroupId],
    ) -> Result<(), StoreError> {
        run!(execute self, "delete from account_group_member where account_id = $1", id.0)?;
        for group in groups {
            run!(
                execute self,
                "insert into account_group_member (group_id, account_id) values ($1, $2) on conflict do nothing",
                group.0,
                id.0,
            )?;
        }
        Ok(())
    }

    /// Deletes a group; its members only lose what it gave them.
    pub async fn delete_account_group(&mut self, id: AccountGroupId) -> Result<(), StoreError> {
        run!(execute self, "delete from account_group_member where group_id = $1", id.0)?;
        run!(execute self, "delete from account_group where id = $1", id.0)?;
        Ok(())
    }
}
