//! Browsers on devices that have enrolled, by the hash of the token in their cookie.

use domain::id::DeviceId;
use domain::secret::TokenHash;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Writes down that a browser runs on a device, unless it is written down already.
    pub async fn insert_device_browser(
        &mut self,
        token: TokenHash,
        device_id: DeviceId,
        made_at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into device_browser (token_hash, device_id, made_at) values ($1, $2, $3)
             on conflict (token_hash) do nothing",
            &token.0[..],
            device_id.0,
            made_at.0,
        )?;
        Ok(())
    }

    /// Finds the device of a browser, unless it was told so before an instant.
    pub async fn find_device_of_browser(
        &mut self,
        token: TokenHash,
        since: Timestamp,
    ) -> Result<Option<DeviceId>, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select device_id from device_browser where token_hash = $1 and made_at >= $2",
            &token.0[..],
            since.0,
        )?;
        Ok(row.map(|(id,)| DeviceId(id)))
    }

    /// Forgets a browser.
    pub async fn delete_device_browser(&mut self, token: TokenHash) -> Result<(), StoreError> {
        run!(execute self, "delete from device_browser where token_hash = $1", &token.0[..])?;
        Ok(())
    }

    /// Forgets the browsers of a device that were told before an instant.
    pub async fn delete_older_device_browsers(
        &mut self,
        device_id: DeviceId,
        before: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "delete from device_browser where device_id = $1 and made_at < $2",
            device_id.0,
            before.0,
        )?;
        Ok(())
    }
}
