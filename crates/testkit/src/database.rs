//! Databases for tests: each test gets its own, copied from one that was migrated and given its authority once.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};
use tempfile::TempDir;
use tokio::sync::OnceCell;

/// An empty, migrated database of one test, gone when dropped (PostgreSQL's go with the test's server).
pub struct Database {
    /// How to open it.
    pub url: String,
    folder: Option<TempDir>,
}

/// The environment variable that names a PostgreSQL server for tests: the URL of its administrative database.
pub(crate) const POSTGRES: &str = "VESTIBULE_TEST_POSTGRES";

static COUNT: AtomicU32 = AtomicU32::new(0);
static SQLITE_TEMPLATE: OnceCell<Template> = OnceCell::const_new();
static POSTGRES_TEMPLATE: OnceCell<String> = OnceCell::const_new();

struct Template {
    _folder: TempDir,
    file: PathBuf,
}

/// Returns a fresh database on each engine there is: SQLite always, PostgreSQL when `VESTIBULE_TEST_POSTGRES` says where.
/// A missing PostgreSQL is said loudly, so that nobody takes half a run for a whole one.
pub async fn databases() -> Vec<Database> {
    let mut databases = vec![Database::sqlite().await];
    match Database::postgres().await {
        Some(database) => databases.push(database),
        None => eprintln!("SKIPPED on PostgreSQL: {POSTGRES} is not set"),
    }
    databases
}

impl Database {
    /// Returns a fresh SQLite database in a folder of its own.
    pub async fn sqlite() -> Self {
        let template = SQLITE_TEMPLATE
            .get_or_init(|| async {
                let folder = TempDir::new().expect("a temporary folder");
                let file = folder.path().join("template.db");
                crate::test_app::prepare(&format!("sqlite:{}", file.display())).await;
                Template { _folder: folder, file }
            })
            .await;
        let folder = TempDir::new().expect("a temporary folder");
        let file = folder.path().join("test.db");
        std::fs::copy(&template.file, &file).expect("copying the template");
        Self { url: format!("sqlite:{}", file.display()), folder: Some(folder) }
    }

    /// Returns a fresh PostgreSQL database, if there is a server for tests.
    pub async fn postgres() -> Option<Self> {
        let administrative = std::env::var(POSTGRES).ok()?;
        let server = administrative.rsplit_once('/').expect("a URL with a database").0;
        let template = POSTGRES_TEMPLATE
            .get_or_init(|| async {
                let name = format!("template_{}", std::process::id());
                create(&administrative, &format!("create database {name}")).await;
                crate::test_app::prepare(&format!("{server}/{name}")).await;
                name
            })
            .await;
        let name = format!("test_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        create(&administrative, &format!("create database {name} template {template}")).await;
        Some(Self { url: format!("{server}/{name}"), folder: None })
    }

    /// Runs a statement beside the app, as somebody would who got hold of the database; says how many rows it changed.
    pub async fn tamper(&self, statement: &str) -> u64 {
        let sql = AssertSqlSafe(statement.to_owned());
        if self.folder.is_some() {
            let mut connection = SqliteConnection::connect(&self.url).await.expect("the test database opens");
            let done = sqlx::query(sql).execute(&mut connection).await.expect("the statement runs");
            connection.close().await.expect("closing a connection");
            done.rows_affected()
        } else {
            let mut connection = PgConnection::connect(&self.url).await.expect("the test PostgreSQL answers");
            let done = sqlx::query(sql).execute(&mut connection).await.expect("the statement runs");
            connection.close().await.expect("closing a connection");
            done.rows_affected()
        }
    }

    /// Returns the events of the audit trail with what each change touched, as they are stored, newest first.
    pub async fn trail(&self) -> Vec<String> {
        const EVENTS: &str = "select event || coalesce(changes, '') from audit order by id desc";
        let rows: Result<Vec<(String,)>, _> = if self.folder.is_some() {
            let mut connection = SqliteConnection::connect(&self.url).await.expect("the database opens");
            sqlx::query_as(EVENTS).fetch_all(&mut connection).await
        } else {
            let mut connection = PgConnection::connect(&self.url).await.expect("the database opens");
            sqlx::query_as(EVENTS).fetch_all(&mut connection).await
        };
        rows.expect("a trail").into_iter().map(|(event,)| event).collect()
    }

    /// Returns the file of a SQLite database.
    pub fn file(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.path().join("test.db"))
    }
}

async fn create(administrative: &str, statement: &str) {
    let mut connection = PgConnection::connect(administrative).await.expect("the test PostgreSQL answers");
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .expect("creating a test database");
    connection.close().await.expect("closing a connection");
}
