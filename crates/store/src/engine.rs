//! The two engines behind one `Store` and one `Tx`. What differs between them is here, in `log_sync.rs` and in `job.rs`,
//! nowhere else.

use std::str::FromStr;
use std::time::Duration;

use domain::webhook::Occurrence;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::StoreError;
use crate::audit::AuditLine;
use crate::log_sync::LogSync;

/// How to open a store.
#[derive(Clone, Debug)]
pub struct StoreSettings {
    /// `sqlite:FILE` or `postgres://…`.
    pub url: String,
    /// The most connections at once; on SQLite, of readers.
    pub connections_max: u32,
}

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    pools: Pools,
}

#[derive(Clone, Debug)]
pub(crate) enum Pools {
    /// One writer, so that writers queue here instead of colliding in the file; many readers.
    Sqlite {
        writer: SqlitePool,
        reader: SqlitePool,
        log: LogSync,
    },
    Postgres(PgPool),
}

/// Which engine it is, for words to people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// The embedded one.
    Sqlite,
    /// The server.
    Postgres,
}

/// A transaction. Dropped without [`Tx::commit`], it is rolled back.
#[derive(Debug)]
pub struct Tx {
    /// The engine's own transaction.
    pub on: EngineTx,
    /// Lines of the audit trail that are not written yet; see `audit.rs`.
    pub(crate) lines: Vec<AuditLine>,
    /// What webhooks may want to know and is not written yet; see `webhook.rs`.
    pub(crate) occurrences: Vec<Occurrence>,
}

/// A transaction of one engine.
#[derive(Debug)]
pub enum EngineTx {
    /// On SQLite, with the log that a commit waits for.
    Sqlite(Transaction<'static, Sqlite>, LogSync),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

impl From<EngineTx> for Tx {
    fn from(on: EngineTx) -> Self {
        Self { on, lines: Vec::new(), occurrences: Vec::new() }
    }
}

impl Store {
    /// Opens a database, makes it when it is a new SQLite file, and brings its schema up to date.
    ///
    /// Several nodes may do this at once: migrations take a lock.
    pub async fn open(settings: &StoreSettings) -> Result<Self, StoreError> {
        let pools = if settings.url.starts_with("sqlite:") {
            let writing = SqliteConnectOptions::from_str(&settings.url)?
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                // Commits are made durable by `LogSync`, several at once.
                .synchronous(SqliteSynchronous::Normal)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .statement_cache_capacity(200);
            let log = LogSync::of(writing.get_filename());
            // A file does not hang up: its connections need no test before use.
            let writer = SqlitePoolOptions::new()
                .test_before_acquire(false)
                .max_connections(1)
                .acquire_timeout(Duration::from_secs(30))
                .connect_with(writing.clone())
                .await?;
            let reader = SqlitePoolOptions::new()
                .test_before_acquire(false)
                .max_connections(settings.connections_max.max(1))
                .connect_with(writing.read_only(true))
                .await?;
            Pools::Sqlite { writer, reader, log }
        } else if settings.url.starts_with("postgres:") || settings.url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(&settings.url)?.statement_cache_capacity(200);
            let pool = PgPoolOptions::new()
                .max_connections(settings.connections_max.max(2))
                .acquire_timeout(Duration::from_secs(30))
                .connect_with(options)
                .await?;
            Pools::Postgres(pool)
        } else {
            return Err(StoreError::Url);
        };
        let migrator = sqlx::migrate!("../../migrations");
        match &pools {
            // The migrator knows no lock for SQLite: here it is the one writing transaction, each migration a savepoint
            // in it. (`run_direct` is `run` for a connection, in a form that may move between threads.)
            Pools::Sqlite { writer, log, .. } => {
                let mut tx = writer.begin_with("begin immediate").await?;
                migrator.run_direct(None, &mut *tx, false).await?;
                tx.commit().await?;
                log.flush().await?;
            }
            Pools::Postgres(pool) => migrator.run(pool).await?,
        }
        Ok(Self { pools })
    }

    /// Returns which engine it is.
    pub fn engine(&self) -> Engine {
        match &self.pools {
            Pools::Sqlite { .. } => Engine::Sqlite,
            Pools::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a transaction that may write. On SQLite it is alone from here to its end.
    pub async fn begin(&self) -> Result<Tx, StoreError> {
        let on = match &self.pools {
            Pools::Sqlite { writer, log, .. } => {
                EngineTx::Sqlite(writer.begin_with("begin immediate").await?, log.clone())
            }
            Pools::Postgres(pool) => EngineTx::Postgres(pool.begin().await?),
        };
        Ok(on.into())
    }

    /// Begins a transaction that only reads, beside any writer.
    pub async fn read(&self) -> Result<Tx, StoreError> {
        let on = match &self.pools {
            Pools::Sqlite { reader, log, .. } => EngineTx::Sqlite(reader.begin().await?, log.clone()),
            Pools::Postgres(pool) => EngineTx::Postgres(pool.begin_with("begin read only").await?),
        };
        Ok(on.into())
    }

    /// Closes all connections; every later call fails.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, reader, .. } => {
                reader.close().await;
                writer.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }

    /// Asks the database whether it is there.
    pub async fn ping(&self) -> Result<(), StoreError> {
        match &self.pools {
            Pools::Sqlite { reader, .. } => sqlx::query("select 1").execute(reader).await.map(|_| ())?,
            Pools::Postgres(pool) => sqlx::query("select 1").execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    pub(crate) fn pools(&self) -> &Pools {
        &self.pools
    }
}

impl Tx {
    /// Makes everything since `begin` durable. Fails while lines of the audit trail wait to be chained, or webhooks to be
    /// told.
    pub async fn commit(self) -> Result<(), StoreError> {
        if !self.lines.is_empty() || !self.occurrences.is_empty() {
            return Err(StoreError::Unchained);
        }
        match self.on {
            EngineTx::Sqlite(tx, log) => {
                tx.commit().await?;
                log.flush().await?;
            }
            EngineTx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Runs the same query on either engine. The first word says what is wanted:
///
/// - `execute` returns how many rows changed,
/// - `optional`, `one` and `all` return rows of the type given,
/// - `lock` is `optional` and locks the row on PostgreSQL until the transaction ends; on SQLite a writer is alone anyway.
/// - `pick` is `all` and locks the rows on PostgreSQL, passing over those that another transaction holds.
/// - `hold` is `lock` for those who only need that the row stays and that nobody has locked it: it is compatible with the
///   foreign keys that lead to the row.
/// - `share` is `lock` for those who only need that nobody changes the row meanwhile: they do not wait for each other.
macro_rules! run {
    (execute $tx:expr, $sql:expr $(, $value:expr)* $(,)?) => {
        match &mut $tx.on {
            $crate::EngineTx::Sqlite(tx, _) => {
                sqlx::query($sql)$(.bind($value))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
            $crate::EngineTx::Postgres(tx) => {
                sqlx::query($sql)$(.bind($value))*.execute(&mut **tx).await.map(|done| done.rows_affected())
            }
        }
    };
    (optional $row:ty, $tx:expr, $sql:expr $(, $value:expr)* $(,)?) => { run!(@fetch fetch_optional, $row, $tx, $sql, $sql $(, $value)*) };
    (one $row:ty, $tx:expr, $sql:expr $(, $value:expr)* $(,)?) => { run!(@fetch fetch_one, $row, $tx, $sql, $sql $(, $value)*) };
    (all $row:ty, $tx:expr, $sql:expr $(, $value:expr)* $(,)?) => { run!(@fetch fetch_all, $row, $tx, $sql, $sql $(, $value)*) };
    (lock $row:ty, $tx:expr, $sql:literal $(, $value:expr)* $(,)?) => {
        run!(@fetch fetch_optional, $row, $tx, $sql, concat!($sql, " for update") $(, $value)*)
    };
    (pick $row:ty, $tx:expr, $sql:literal $(, $value:expr)* $(,)?) => {
        run!(@fetch fetch_all, $row, $tx, $sql, concat!($sql, " for update skip locked") $(, $value)*)
    };
    (hold $row:ty, $tx:expr, $sql:literal $(, $value:expr)* $(,)?) => {
        run!(@fetch fetch_optional, $row, $tx, $sql, concat!($sql, " for key share") $(, $value)*)
    };
    (share $row:ty, $tx:expr, $sql:literal $(, $value:expr)* $(,)?) => {
        run!(@fetch fetch_optional, $row, $tx, $sql, concat!($sql, " for share") $(, $value)*)
    };
    (@fetch $method:ident, $row:ty, $tx:expr, $sqlite:expr, $postgres:expr $(, $value:expr)*) => {
        match &mut $tx.on {
            $crate::EngineTx::Sqlite(tx, _) => sqlx::query_as::<_, $row>($sqlite)$(.bind($value))*.$method(&mut **tx).await,
            $crate::EngineTx::Postgres(tx) => sqlx::query_as::<_, $row>($postgres)$(.bind($value))*.$method(&mut **tx).await,
        }
    };
}
pub(crate) use run;

/// How many rows one statement writes: enough that its way to the server counts for little. More would be slower on SQLite,
/// where finding a value's place by its name takes as long as there are values before it.
pub(crate) const ROWS_AT_ONCE: usize = 100;

/// Writes many rows by few statements: `$into` names table and columns, `$after` is what follows the values, and the
/// expressions are the values of one row. Returns how many rows changed.
macro_rules! write_rows {
    ($tx:expr, $into:literal, $after:literal, $rows:expr, |$row:ident| $($value:expr),+ $(,)?) => {{
        let columns = [$(stringify!($value)),+].len();
        let mut changed = 0;
        for rows in $rows.chunks($crate::engine::ROWS_AT_ONCE) {
            let sql = format!("insert into {} values {} {}", $into, $crate::engine::places(rows.len(), columns), $after);
            let sql = sqlx::AssertSqlSafe(sql);
            changed += match &mut $tx.on {
                $crate::EngineTx::Sqlite(tx, _) => {
                    let mut query = sqlx::query(sql);
                    for $row in rows {
                        query = query$(.bind($value))+;
                    }
                    query.execute(&mut **tx).await?.rows_affected()
                }
                $crate::EngineTx::Postgres(tx) => {
                    let mut query = sqlx::query(sql);
                    for $row in rows {
                        query = query$(.bind($value))+;
                    }
                    query.execute(&mut **tx).await?.rows_affected()
                }
            };
        }
        changed
    }};
}
pub(crate) use write_rows;

/// Returns the places of the values of some rows: `($1, $2), ($3, $4)`.
pub(crate) fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<_> = (1..=columns).map(|column| format!("${}", row * columns + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn places_are_counted_over_all_rows() {
        assert_eq!(super::places(2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(super::places(1, 1), "($1)");
    }
}
