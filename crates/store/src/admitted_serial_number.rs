//! Serial numbers that the profile service admits.

use domain::admitted_serial_number::AdmittedSerialNumber;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct AdmittedSerialNumberRow {
    serial_number: Vec<u8>,
    note: String,
    added_at: i64,
    added_by: String,
}

/// A serial number as its column holds it.
type Key = (Vec<u8>,);

impl From<AdmittedSerialNumberRow> for AdmittedSerialNumber {
    fn from(row: AdmittedSerialNumberRow) -> Self {
        Self {
            serial_number: String::from_utf8_lossy(&row.serial_number).into_owned(),
            note: row.note,
            added_at: Timestamp(row.added_at),
            added_by: row.added_by,
        }
    }
}

impl Tx {
    /// Writes serial numbers. A known one gets the new note, if there is one.
    pub async fn save_admitted_serial_numbers(
        &mut self,
        serial_numbers: &[AdmittedSerialNumber],
    ) -> Result<(), StoreError> {
        for one in serial_numbers {
            run!(
                execute self,
                "insert into admitted_serial_number (serial_number, note, added_at, added_by) values ($1, $2, $3, $4)
                 on conflict (serial_number) do update set note = excluded.note where excluded.note <> ''",
                one.serial_number.as_bytes(),
                &one.note,
                one.added_at.0,
                &one.added_by,
            )?;
        }
        Ok(())
    }

    /// Says whether a serial number, in capital letters, is admitted.
    pub async fn has_admitted_serial_number(&mut self, serial_number: &str) -> Result<bool, StoreError> {
        let row = run!(
            optional Key, self,
            "select serial_number from admitted_serial_number where serial_number = $1",
            serial_number.as_bytes(),
        )?;
        Ok(row.is_some())
    }

    /// Lists serial numbers in their order, from behind one on; with `prefix`, those that begin with it.
    pub async fn list_admitted_serial_numbers(
        &mut self,
        prefix: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<AdmittedSerialNumber>, StoreError> {
        // `~` lies behind all letters and digits.
        let end = format!("{prefix}~");
        let rows = run!(
            all AdmittedSerialNumberRow, self,
            "select * from admitted_serial_number where serial_number >= $1 and serial_number < $2 and serial_number > $3
             order by serial_number limit $4",
            prefix.as_bytes(),
            end.as_bytes(),
            after.as_bytes(),
            i64::from(limit),
        )?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Counts serial numbers.
    pub async fn count_admitted_serial_numbers(&mut self) -> Result<u64, StoreError> {
        let (count,) = run!(one(i64,), self, "select count(*) from admitted_serial_number")?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Removes a serial number; says whether there was one.
    pub async fn delete_admitted_serial_number(&mut self, serial_number: &str) -> Result<bool, StoreError> {
        let gone = run!(execute self, "delete from admitted_serial_number where serial_number = $1", serial_number.as_bytes())?;
        Ok(gone > 0)
    }

    /// Removes every serial number; says how many there were.
    pub async fn delete_admitted_serial_numbers(&mut self) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from admitted_serial_number")?)
    }
}
