//! Directories, how they fare, and what refers to them.

use domain::directory::{Backend, Directory, DirectoryHealth, DirectoryUses};
use domain::id::{AccountId, DirectoryId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{instant, millis, read_json, write_json};
use crate::{StoreError, Tx};

/// A directory as it is stored: with its sealed secrets, and how it fares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredDirectory {
    /// The directory.
    pub directory: Directory,
    /// The sealed password of the account that asks.
    pub sealed_bind_password: Option<Vec<u8>>,
    /// The sealed client certificate with its key.
    pub sealed_client_identity: Option<Vec<u8>>,
    /// People last asked about before this are due, because somebody wanted so.
    pub people_due_before: Option<Timestamp>,
    /// How it fares.
    pub health: DirectoryHealth,
}

#[derive(FromRow)]
struct DirectoryRow {
    id: Uuid,
    name: String,
    position: i64,
    settings: String,
    sealed_bind_password: Option<Vec<u8>>,
    sealed_client_identity: Option<Vec<u8>>,
    disabled_at: Option<i64>,
    created_at: i64,
    people_due_before: Option<i64>,
    answered_at: Option<i64>,
    failing_since: Option<i64>,
    failure: String,
}

impl TryFrom<DirectoryRow> for StoredDirectory {
    type Error = StoreError;

    fn try_from(row: DirectoryRow) -> Result<Self, StoreError> {
        let backend: Backend = read_json("directory", &row.settings)?;
        Ok(Self {
            directory: Directory {
                id: DirectoryId(row.id),
                name: row.name,
                position: u32::try_from(row.position).unwrap_or(u32::MAX),
                backend,
                disabled_at: instant(row.disabled_at),
                created_at: Timestamp(row.created_at),
            },
            sealed_bind_password: row.sealed_bind_password,
            sealed_client_identity: row.sealed_client_identity,
            people_due_before: instant(row.people_due_before),
            health: DirectoryHealth {
                answered_at: instant(row.answered_at),
                failing_since: instant(row.failing_since),
                failure: row.failure,
            },
        })
    }
}

impl Tx {
    /// Writes a new directory, which has not been asked yet. Fails with a duplicate when the name is taken.
    pub async fn insert_directory(&mut self, stored: &StoredDirectory) -> Result<(), StoreError> {
        let directory = &stored.directory;
        run!(
            execute self,
            "insert into directory (id, name, name_key, position, settings, created_at) values ($1, $2, $3, $4, $5, $6)",
            directory.id.0,
            &directory.name,
            directory_name_key(&directory.name),
            i64::from(directory.position),
            write_json("directory", &directory.backend)?,
            directory.created_at.0,
        )?;
        self.save_directory(stored).await
    }

    /// Writes what may change of a directory but how it fares. Fails with a duplicate when the name is taken.
    pub async fn save_directory(&mut self, stored: &StoredDirectory) -> Result<(), StoreError> {
        let directory = &stored.directory;
        run!(
            execute self,
            "update directory set name = $2, name_key = $3, position = $4, settings = $5, sealed_bind_password = $6,
                 sealed_client_identity = $7, disabled_at = $8
             where id = $1",
            directory.id.0,
            &directory.name,
            directory_name_key(&directory.name),
            i64::from(directory.position),
            write_json("directory", &directory.backend)?,
            &stored.sealed_bind_password,
            &stored.sealed_client_identity,
            millis(directory.disabled_at),
        )?;
        Ok(())
    }

    /// Finds a directory.
    pub async fn find_directory(&mut self, id: DirectoryId) -> Result<Option<StoredDirectory>, StoreError> {
        let row = run!(optional DirectoryRow, self, "select * from directory where id = $1", id.0)?;
        row.map(StoredDirectory::try_from).transpose()
    }

    /// Finds a directory for change.
    pub async fn lock_directory(&mut self, id: DirectoryId) -> Result<Option<StoredDirectory>, StoreError> {
        let row = run!(lock DirectoryRow, self, "select * from directory where id = $1", id.0)?;
        row.map(StoredDirectory::try_from).transpose()
    }

    /// Lists all directories in the order in which they are asked.
    pub async fn list_directories(&mut self) -> Result<Vec<StoredDirectory>, StoreError> {
        let rows = run!(all DirectoryRow, self, "select * from directory order by position, id")?;
        rows.into_iter().map(StoredDirectory::try_from).collect()
    }

    /// Makes all people of directories due who were last asked about before an instant.
    pub async fn save_people_due(&mut self, before: Timestamp) -> Result<(), StoreError> {
        run!(execute self, "update directory set people_due_before = $1", before.0)?;
        Ok(())
    }

    /// Notes that a directory has answered.
    pub async fn save_directory_answered(
        &mut self,
        id: DirectoryId,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update directory set answered_at = $2, failing_since = null, failure = '' where id = $1",
            id.0,
            at.0,
        )?;
        Ok(())
    }

    /// Notes that a directory has failed; since when is told by the first failure after an answer.
    pub async fn save_directory_failing(
        &mut self,
        id: DirectoryId,
        at: Timestamp,
        failure: &str,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update directory set failing_since = coalesce(failing_since, $2), failure = $3 where id = $1",
            id.0,
            at.0,
            failure,
        )?;
        Ok(())
    }

    /// Says whether any group of accounts stands for a group of a directory.
    pub async fn has_account_groups_of(&mut self, id: DirectoryId) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from account_group where directory_id = $1 limit 1",
            id.0
        )?;
        Ok(row.is_some())
    }

    /// Counts what refers to a directory.
    pub async fn count_directory_uses(&mut self, id: DirectoryId) -> Result<DirectoryUses, StoreError> {
        let (devices,) = run!(one(i64,), self, "select count(*) from device where directory_id = $1", id.0)?;
        let (accounts,) =
            run!(one(i64,), self, "select count(*) from account where directory_id = $1", id.0)?;
        let (account_groups,) =
            run!(one(i64,), self, "select count(*) from account_group where directory_id = $1", id.0)?;
        let (access_rows,) =
            run!(one(i64,), self, "select count(*) from enrollment_access where directory_id = $1", id.0)?;
        let number = |count| u64::try_from(count).unwrap_or(0);
        Ok(DirectoryUses {
            devices: number(devices),
            accounts: number(accounts),
            account_groups: number(account_groups),
            access_rows: number(access_rows),
        })
    }

    /// Lists the accounts of people of a directory.
    pub async fn list_account_ids_of_directory(
        &mut self,
        id: DirectoryId,
    ) -> Result<Vec<AccountId>, StoreError> {
        let rows = run!(all(Uuid,), self, "select id from account where directory_id = $1", id.0)?;
        Ok(rows.into_iter().map(|(id,)| AccountId(id)).collect())
    }

    /// Cuts the links of devices to people of a directory; their data stays. Groups of accounts that stood for its groups
    /// go on without members, its rows of enrollment access end.
    pub async fn cut_directory_links(&mut self, id: DirectoryId) -> Result<(), StoreError> {
        run!(
            execute self,
            "update device set directory_id = null, directory_key = null, person_checked_at = null, person_left_at = null
             where directory_id = $1",
            id.0,
        )?;
        run!(
            execute self,
            "delete from account_group_member where group_id in (select id from account_group where directory_id = $1)",
            id.0,
        )?;
        run!(
            execute self,
            "update account_group set directory_id = null, directory_key = null where directory_id = $1",
            id.0,
        )?;
        run!(execute self, "delete from enrollment_access where directory_id = $1", id.0)?;
        Ok(())
    }

    /// Deletes a directory to which nothing is linked any more.
    pub async fn delete_directory(&mut self, id: DirectoryId) -> Result<(), StoreError> {
        run!(execute self, "delete from directory where id = $1", id.0)?;
        Ok(())
    }
}

/// Returns the form in which directory names are compared.
fn directory_name_key(name: &str) -> String {
    name.trim().to_lowercase()
}
