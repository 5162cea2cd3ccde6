//! Inventory: one row a device and kind.

use domain::id::DeviceId;
use domain::inventory::Reported;
use domain::time::Timestamp;

use crate::engine::run;
use crate::row::{read_json, write_json};
use crate::{StoreError, Tx};

impl Tx {
    /// Writes an inventory in the place of the last one of its kind.
    pub async fn save_inventory(&mut self, id: DeviceId, reported: &Reported) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into inventory (device_id, kind, reported_at, content) values ($1, $2, $3, $4)
             on conflict (device_id, kind) do update set reported_at = excluded.reported_at, content = excluded.content",
            id.0,
            reported.inventory.kind(),
            reported.reported_at.0,
            write_json("inventory", &reported.inventory)?,
        )?;
        Ok(())
    }

    /// Lists what a device told about itself.
    pub async fn list_inventory(&mut self, id: DeviceId) -> Result<Vec<Reported>, StoreError> {
        let rows = run!(
            all(i64, String),
            self,
            "select reported_at, content from inventory where device_id = $1 order by kind",
            id.0,
        )?;
        rows.into_iter()
            .map(|(at, content)| {
                Ok(Reported { reported_at: Timestamp(at), inventory: read_json("inventory", &content)? })
            })
            .collect()
    }

    /// Forgets what a device told about itself.
    pub async fn delete_inventory(&mut self, id: DeviceId) -> Result<(), StoreError> {
        run!(execute self, "delete from inventory where device_id = $1", id.0)?;
        Ok(())
    }
}
