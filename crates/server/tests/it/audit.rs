//! `vestibule audit`, as an operator and his cron job run it.

use crate::program::Program;
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use std::fs;

async fn tamper(program: &Program, statement: &str) {
    let mut connection = SqliteConnection::connect(&program.config.database_url()).await.unwrap();
    let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(&mut connection).await.unwrap();
    assert!(done.rows_affected() > 0, "{statement}");
    connection.close().await.unwrap();
}

#[tokio::test]
async fn t34_a_row_altered_in_the_file_is_found_by_verify() {
    let program = Program::install(None).await;
    let said = |arguments: &[&str]| String::from_utf8(program.run(arguments).stdout).unwrap();
    let whole = said(&["audit", "verify"]);
    assert!(whole.starts_with("✔ 3 lines since 20") && whole.contains("none is missing"), "{whole}");
    let json: Value = serde_json::from_str(&said(&["audit", "verify", "--json"])).unwrap();
    assert_eq!((&json["ok"], &json["lines"], &json["lines_before"]), (&true.into(), &3.into(), &0.into()));

    tamper(&program, "update audit set event = replace(event, 'ann', 'eve') where kind = 'account-created'")
        .await;
    let output = program.fails(&["audit", "verify"]);
    assert!(
        output.contains("✘ chain ") && output.contains("a line was altered or exchanged (line "),
        "{output}"
    );
    let json: Value = serde_json::from_str(&program.fails(&["audit", "verify", "--json"])).unwrap();
    assert_eq!(json["ok"], false);
    assert_eq!(json["faults"][0]["kind"], "altered");
    assert!(json["faults"][0]["line"].is_string());
}

#[tokio::test]
async fn t34_a_checkpoint_shows_that_the_log_was_put_back() {
    let program = Program::install(None).await;
    let verify = ["audit", "verify", "--checkpoint", "checkpoint"];
    program.run(&verify);
    let first = fs::read_to_string(program.path("checkpoint")).unwrap();
    fs::copy(program.config.data.folder.join("vestibule.db"), program.path("kept.db")).unwrap();

    program.run(&["account", "disable", "ann"]);
    let grown = String::from_utf8(program.run(&verify).stdout).unwrap();
    assert!(grown.contains("holds everything that the checkpoint says"), "{grown}");
    let second = fs::read_to_string(program.path("checkpoint")).unwrap();
    assert_ne!(first, second);

    // The whole database is put back: by itself the log looks right.
    for ending in ["", "-wal", "-shm"] {
        _ = fs::remove_file(program.config.data.folder.join(format!("vestibule.db{ending}")));
    }
    fs::copy(program.path("kept.db"), program.config.data.folder.join("vestibule.db")).unwrap();
    program.run(&["audit", "verify"]);
    let output = program.fails(&verify);
    assert!(output.contains("put back to an earlier state"), "{output}");
    assert_eq!(fs::read_to_string(program.path("checkpoint")).unwrap(), second, "it is not overwritten");

    fs::write(program.path("checkpoint"), "something else").unwrap();
    assert!(program.refused(&verify).contains("checkpoint is no checkpoint of the audit log"));
}

#[tokio::test]
async fn the_log_is_exported_whole_and_by_days() {
    let program = Program::install(None).await;
    let said = |arguments: &[&str]| String::from_utf8(program.run(arguments).stdout).unwrap();
    let csv = said(&["audit", "export"]);
    assert!(csv.starts_with("\u{feff}Time (UTC),Line,Event,"), "{csv}");
    assert!(csv.contains(",account-created,Account ann created,Operator,"), "{csv}");
    let lines = said(&["audit", "export", "--format", "jsonl", "--since", "2020-01-01"]);
    let events: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(events[0]["event"], "audit-exported");
    assert_eq!(events.last().unwrap()["event"], "audit-chained");
    assert_eq!(events[1]["actor"]["kind"], "operator");
    assert_eq!(said(&["audit", "export", "--format", "jsonl", "--until", "2020-01-01"]), "");
    assert!(!lines.contains("argon2"));
}
