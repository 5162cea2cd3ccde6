//! One opaque error: callers cannot act on what a database says, only log it.

/// What went wrong in the database, for the log.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database failed or refused.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migrating the database: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A commit could not be made durable.
    #[error("flushing the database to disk: {0}")]
    Flush(String),
    /// A transaction was about to end with lines of the audit trail that nobody has chained, or events that no webhook was
    /// told of.
    #[error("lines of the audit trail were not chained, or webhooks not told")]
    Unchained,
    /// A row that makes no sense.
    #[error("table {table} holds a row that makes no sense: {reason}")]
    Nonsense {
        /// The table.
        table: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The address of the database is not understood.
    #[error("the database URL must begin with sqlite: or postgres:")]
    Url,
}

impl StoreError {
    /// Says whether a unique column already holds the value.
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Database(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    pub(crate) fn nonsense(table: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Nonsense { table, reason: reason.to_string() }
    }
}
