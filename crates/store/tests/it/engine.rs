//! Opening, migrating, transactions, and errors that a caller tells apart.

use std::str::FromStr;

use domain::throttle::Throttle;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, PgConnection, SqliteConnection};
use store::{Engine, Store, StoreSettings};
use tempfile::TempDir;
use testkit::Database;

use crate::fixture::{NOW, account, open, stores};

/// Empties a PostgreSQL database, schema and all.
async fn empty(database: &Database) {
    let mut connection = PgConnection::connect(&database.url).await.expect("a connection");
    sqlx::raw_sql("drop schema public cascade; create schema public")
        .execute(&mut connection)
        .await
        .expect("emptied");
    connection.close().await.expect("closed");
}

/// Makes a database as it was at an earlier migration, with rows of that time, and returns its URL. SQLite's lies beside the
/// test's own and goes with it.
pub(crate) async fn migrated_to(database: &Database, version: i64, rows: &[&'static str]) -> String {
    let migrator = sqlx::migrate!("../../migrations");
    if let Some(file) = database.file() {
        let url = format!("sqlite:{}", file.with_file_name("earlier.db").display());
        let options = SqliteConnectOptions::from_str(&url).expect("a URL").create_if_missing(true);
        let mut connection = SqliteConnection::connect_with(&options).await.expect("a connection");
        migrator.run_to(version, &mut connection).await.expect("migrated");
        for row in rows {
            sqlx::query(*row).execute(&mut connection).await.expect("a row");
        }
        connection.close().await.expect("closed");
        url
    } else {
        empty(database).await;
        let mut connection = PgConnection::connect(&database.url).await.expect("a connection");
        migrator.run_to(version, &mut connection).await.expect("migrated");
        for row in rows {
            sqlx::query(*row).execute(&mut connection).await.expect("a row");
        }
        connection.close().await.expect("closed");
        database.url.clone()
    }
}

/// Opens an empty database from several nodes at the same moment, and again afterwards.
async fn open_at_once(url: &str) {
    let mut nodes = Vec::new();
    for _ in 0..6 {
        let settings = StoreSettings { url: url.to_owned(), connections_max: 2 };
        nodes.push(tokio::spawn(async move { Store::open(&settings).await }));
    }
    for node in nodes {
        let store = node.await.expect("a node").expect("every node opens the database");
        store.ping().await.expect("the database answers");
        assert!(!store.read().await.expect("a read").has_enrolled().await.expect("the schema is there"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_nodes_open_an_empty_sqlite_database_at_once() {
    for _ in 0..5 {
        let folder = TempDir::new().expect("a folder");
        open_at_once(&format!("sqlite:{}", folder.path().join("new.db").display())).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_nodes_open_an_empty_postgres_database_at_once() {
    for opened in stores().await {
        if opened.store.engine() == Engine::Postgres {
            opened.store.close().await;
            empty(&opened.database).await;
            open_at_once(&opened.database.url).await;
        }
    }
}

#[tokio::test]
async fn a_migrated_database_is_opened_again_with_all_that_it_holds() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_account(&account(1, "ann"), "hash").await.expect("a new account");
        tx.commit().await.expect("a commit");
        opened.store.close().await;
        assert!(opened.store.begin().await.is_err(), "closed is closed");
        let again = open(&opened.database.url).await;
        assert!(
            again
                .read()
                .await
                .expect("a read")
                .find_account_by_username("ann")
                .await
                .expect("a look")
                .is_some()
        );
    }
}

#[tokio::test]
async fn what_is_not_committed_never_was_and_readers_do_not_wait_for_a_writer() {
    for opened in stores().await {
        let throttle = Throttle { failures: 1, failed_at: NOW };
        let mut tx = opened.begin().await;
        tx.save_throttle("a", throttle).await.expect("saved");
        assert_eq!(
            opened.read().await.find_throttle("a").await.expect("a look"),
            None,
            "read beside the writer"
        );
        drop(tx);
        assert_eq!(opened.read().await.find_throttle("a").await.expect("a look"), None, "rolled back");
        let mut tx = opened.begin().await;
        tx.save_throttle("a", throttle).await.expect("saved");
        tx.commit().await.expect("a commit");
        assert_eq!(opened.read().await.find_throttle("a").await.expect("a look"), Some(throttle));
    }
}

#[tokio::test]
async fn a_transaction_that_reads_cannot_write() {
    for opened in stores().await {
        let mut tx = opened.read().await;
        let refused = tx.save_throttle("a", Throttle { failures: 1, failed_at: NOW }).await;
        assert!(!refused.expect_err("read only").is_duplicate());
    }
}

#[tokio::test]
async fn another_kind_of_url_is_refused() {
    let settings = StoreSettings { url: "mysql://example.org/db".to_owned(), connections_max: 1 };
    let refused = Store::open(&settings).await.expect_err("no such engine");
    assert_eq!(refused.to_string(), "the database URL must begin with sqlite: or postgres:");
}

#[tokio::test]
async fn sqlite_keeps_its_file_sound_and_references_whole() {
    for opened in stores().await {
        if opened.store.engine() != Engine::Sqlite {
            continue;
        }
        let store::EngineTx::Sqlite(mut tx, _) = opened.begin().await.on else {
            unreachable!("an SQLite transaction")
        };
        for (pragma, expected) in [("journal_mode", "wal"), ("synchronous", "1"), ("foreign_keys", "1")] {
            let sql = sqlx::AssertSqlSafe(format!("select cast({pragma} as text) from pragma_{pragma}"));
            let (value,): (String,) = sqlx::query_as(sql).fetch_one(&mut *tx).await.expect("a pragma");
            assert_eq!(value, expected, "{pragma}");
        }
    }
}
