//! Commits on SQLite that share a disk flush. SQLite itself would flush its write-ahead log inside each commit, with
//! the one writer waiting: on a disk that takes four milliseconds, never more than 250 commits a second.
//!
//! Instead a commit appends to the log and lets the next writer in, and then waits until the log is flushed. One flush
//! serves all who wait for it. See `docs/decisions/shared-flush.md`.

use std::fs::OpenOptions;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

use crate::StoreError;

/// The write-ahead log of one database, and how far it is known to be on disk. Cheap to clone.
#[derive(Clone, Debug)]
pub struct LogSync(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    log: PathBuf,
    /// How many commits were appended to the log.
    appended: AtomicU64,
    /// How many of them are on disk. `None` once a flush has failed: what a later one reports is then worth nothing,
    /// because the system may have dropped what it could not write.
    flushed: Mutex<Option<u64>>,
}

impl LogSync {
    /// Returns the log of the database in `file`.
    pub(crate) fn of(file: &Path) -> Self {
        let mut log = file.as_os_str().to_owned();
        log.push("-wal");
        Self(Arc::new(Inner { log: log.into(), appended: AtomicU64::new(0), flushed: Mutex::new(Some(0)) }))
    }

    /// Waits until everything appended before this call is on disk. After a failure every later call fails too.
    pub(crate) async fn flush(&self) -> Result<(), StoreError> {
        let mine = self.0.appended.fetch_add(1, Ordering::SeqCst) + 1;
        let mut flushed = self.0.flushed.lock().await;
        match *flushed {
            None => return Err(StoreError::Flush("an earlier flush failed; restart to go on".to_owned())),
            Some(number) if number >= mine => return Ok(()),
            Some(_) => {}
        }
        let reached = self.0.appended.load(Ordering::SeqCst);
        let log = self.0.log.clone();
        let done = tokio::task::spawn_blocking(move || {
            OpenOptions::new().write(true).open(log).and_then(|log| log.sync_data())
        });
        let done = done.await.map_err(std::io::Error::other).flatten();
        *flushed = done.is_ok().then_some(reached);
        done.map_err(|error| StoreError::Flush(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    fn log() -> (TempDir, LogSync) {
        let folder = TempDir::new().expect("a folder");
        let sync = LogSync::of(&folder.path().join("a.db"));
        fs::write(folder.path().join("a.db-wal"), b"frames").expect("a log");
        (folder, sync)
    }

    #[tokio::test]
    async fn one_flush_serves_all_who_wait_for_it() {
        let (folder, sync) = log();
        let held = sync.0.flushed.lock().await;
        let waiting: Vec<_> = (0..9)
            .map(|_| {
                let sync = sync.clone();
                tokio::spawn(async move { sync.flush().await })
            })
            .collect();
        while sync.0.appended.load(Ordering::SeqCst) < 9 {
            tokio::task::yield_now().await;
        }
        drop(held);
        let mut waiting = waiting.into_iter();
        waiting.next().expect("nine wait").await.expect("it ran").expect("flushed");
        fs::remove_file(folder.path().join("a.db-wal")).expect("gone");
        for one in waiting {
            one.await.expect("it ran").expect("no other flush was needed");
        }
    }

    #[tokio::test]
    async fn after_a_failed_flush_nothing_is_called_durable_again() {
        let (folder, sync) = log();
        let log = folder.path().join("a.db-wal");
        sync.flush().await.expect("flushed");
        fs::remove_file(&log).expect("gone");
        sync.flush().await.expect_err("there is nothing to flush");
        fs::write(&log, b"frames").expect("a log");
        sync.flush().await.expect_err("what was lost stays lost");
    }
}
