//! What devices and accounts keep of people of directories, and when the directory was last asked about them.

use domain::account::Account;
use domain::device::Device;
use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::id::{AccountId, DeviceId, DirectoryId};
use domain::time::Timestamp;
use uuid::Uuid;

use crate::account::AccountRow;
use crate::device::DeviceRow;
use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Lists the people of devices whom a directory was last asked about before an instant, longest ago first; somebody
    /// with several devices may come several times.
    pub async fn list_people_to_check(
        &mut self,
        directory_id: DirectoryId,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<DirectoryKey>, StoreError> {
        let rows = run!(
            all(String,),
            self,
            "select directory_key from device
             where directory_id = $1 and coalesce(person_checked_at, 0) < $2
             order by coalesce(person_checked_at, 0), id limit $3",
            directory_id.0,
            before.0,
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(|(key,)| DirectoryKey(key)).collect())
    }

    /// Lists the people of a directory to whom devices are assigned, each once, those after a key.
    pub async fn list_people_with_devices(
        &mut self,
        directory_id: DirectoryId,
        after: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryKey>, StoreError> {
        let rows = run!(
            all(String,),
            self,
            "select distinct directory_key from device where directory_id = $1 and directory_key > $2
             order by directory_key limit $3",
            directory_id.0,
            after,
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(|(key,)| DirectoryKey(key)).collect())
    }

    /// Lists the people of a directory who have a device that is enrolled, each once, those after a key.
    pub async fn list_people_with_enrolled_devices(
        &mut self,
        directory_id: DirectoryId,
        after: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryKey>, StoreError> {
        let rows = run!(
            all(String,),
            self,
            "select distinct directory_key from device
             where directory_id = $1 and directory_key > $2 and enrollment_id is not null and enrolled_at is not null
             order by directory_key limit $3",
            directory_id.0,
            after,
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(|(key,)| DirectoryKey(key)).collect())
    }

    /// Lists devices assigned to a person of a directory whom it was last asked about before an instant, for change.
    pub async fn lock_devices_of(
        &mut self,
        user: &DirectoryUserRef,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Device>, StoreError> {
        let ids = run!(
            all(Uuid,),
            self,
            "select id from device
             where directory_id = $1 and directory_key = $2 and coalesce(person_checked_at, 0) < $3
             order by id limit $4",
            user.directory_id.0,
            &user.key.0,
            before.0,
            i64::from(limit),
        )?;
        let mut devices = Vec::new();
        for (id,) in ids {
            if let Some(row) = run!(lock DeviceRow, self, "select * from device where id = $1", id)? {
                devices.push(Device::try_from(row)?);
            }
        }
        devices.retain(|device| device.directory_user.as_ref() == Some(user));
        Ok(devices)
    }

    /// Notes that the directory was asked about the person of a device, and knows them, or since when it does not.
    pub async fn save_person_checked(
        &mut self,
        id: DeviceId,
        checked_at: Timestamp,
        left_at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update device set person_checked_at = $2, person_left_at = $3 where id = $1",
            id.0,
            checked_at.0,
            left_at.map(|at| at.0),
        )?;
        Ok(())
    }

    /// Lists accounts of people of a directory whom it was last asked about before an instant, longest ago first.
    pub async fn list_accounts_to_check(
        &mut self,
        directory_id: DirectoryId,
        before: Timestamp,
        limit: u32,
    ) -> Result<Vec<Account>, StoreError> {
        let rows = run!(
            all AccountRow, self,
            "select * from account
             where directory_id = $1 and coalesce(person_checked_at, 0) < $2
             order by coalesce(person_checked_at, 0), id limit $3",
            directory_id.0,
            before.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(AccountRow::account).collect()
    }

    /// Notes that the directory was asked about the person of an account.
    pub async fn save_account_checked(
        &mut self,
        id: AccountId,
        checked_at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(execute self, "update account set person_checked_at = $2 where id = $1", id.0, checked_at.0)?;
        Ok(())
    }
}
