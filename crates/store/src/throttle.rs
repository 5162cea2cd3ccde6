//! Counts of failed logins.

use domain::throttle::Throttle;
use domain::time::Timestamp;

use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Finds a count.
    pub async fn find_throttle(&mut self, counter: &str) -> Result<Option<Throttle>, StoreError> {
        let row = run!(
            optional(i64, i64),
            self,
            "select failures, failed_at from throttle where counter = $1",
            counter
        )?;
        Ok(row.map(|(failures, failed_at)| Throttle {
            failures: u32::try_from(failures).unwrap_or(u32::MAX),
            failed_at: Timestamp(failed_at),
        }))
    }

    /// Begins a count, unless there is one: so that from the first on they can be locked.
    pub async fn insert_throttle(&mut self, counter: &str, at: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into throttle (counter, failures, failed_at) values ($1, 0, $2) on conflict do nothing",
            counter,
            at.0,
        )?;
        Ok(())
    }

    /// Finds a count for change.
    pub async fn lock_throttle(&mut self, counter: &str) -> Result<Option<Throttle>, StoreError> {
        let row = run!(
            lock(i64, i64),
            self,
            "select failures, failed_at from throttle where counter = $1",
            counter
        )?;
        Ok(row.map(|(failures, failed_at)| Throttle {
            failures: u32::try_from(failures).unwrap_or(u32::MAX),
            failed_at: Timestamp(failed_at),
        }))
    }

    /// Writes a count.
    pub async fn save_throttle(&mut self, counter: &str, throttle: Throttle) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into throttle (counter, failures, failed_at) values ($1, $2, $3)
             on conflict (counter) do update set failures = excluded.failures, failed_at = excluded.failed_at",
            counter,
            i64::from(throttle.failures),
            throttle.failed_at.0,
        )?;
        Ok(())
    }

    /// Forgets a count.
    pub async fn delete_throttle(&mut self, counter: &str) -> Result<(), StoreError> {
        run!(execute self, "delete from throttle where counter = $1", counter)?;
        Ok(())
    }

    /// Forgets counts whose last failure lies before an instant.
    pub async fn delete_old_throttles(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from throttle where failed_at < $1", before.0)?)
    }
}
