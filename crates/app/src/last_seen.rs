//! Last contacts: kept in memory and written together now and then, so that a poll writes nothing.

use std::collections::HashMap;

use domain::id::DeviceId;
use domain::time::Timestamp;

use crate::{App, Error};

impl App {
    /// Notes that a device was heard of.
    pub(crate) fn note_last_seen(&self, id: DeviceId) {
        let now = self.now();
        self.last_seen().insert(id, now);
    }

    /// Writes the contacts noted since the last time. Those that cannot be written now are kept for the next.
    pub(crate) async fn flush_last_seen(&self) -> Result<(), Error> {
        let noted = std::mem::take(&mut *self.last_seen());
        if noted.is_empty() {
            return Ok(());
        }
        let written = self.write_last_seen(&noted).await;
        if written.is_err() {
            let mut kept = self.last_seen();
            for (id, at) in noted {
                kept.entry(id).or_insert(at);
            }
        }
        written
    }

    async fn write_last_seen(&self, noted: &HashMap<DeviceId, Timestamp>) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        // In one order everywhere, so that two nodes never wait for each other in a circle.
        let mut noted: Vec<_> = noted.iter().collect();
        noted.sort_unstable();
        for (id, at) in noted {
            tx.save_last_seen(*id, *at).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    fn last_seen(&self) -> std::sync::MutexGuard<'_, HashMap<DeviceId, Timestamp>> {
        self.0.last_seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}
