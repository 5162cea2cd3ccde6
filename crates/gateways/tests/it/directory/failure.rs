//! Directories that are not there, hang, or go away in the middle.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::directory::LdapHost;
use gateways::directory::DirectoryError;
use testkit::Slapd;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::{Bench, ID};

fn is_unreachable<T: std::fmt::Debug>(result: &Result<T, DirectoryError>, words: &str) -> bool {
    matches!(result, Err(DirectoryError::Unreachable(reason)) if reason.contains(words))
}

/// Returns a host at whose port nothing listens.
async fn nothing() -> LdapHost {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    LdapHost { name: "127.0.0.1".to_owned(), port: listener.local_addr().unwrap().port() }
}

#[tokio::test]
async fn the_next_host_is_asked_when_one_cannot_be_reached() {
    let Some(mut bench) = Bench::start().await else { return };
    let mut hosts = bench.connection.settings.hosts.clone();
    hosts.insert(0, nothing().await);
    bench.connection.settings.hosts = hosts;
    let ann = bench.found("ann").await;
    assert_eq!(bench.check(&ann, "Ann-Pw-1").await, Ok(true));
}

#[tokio::test]
async fn the_second_host_takes_over_when_the_first_dies() {
    let (Some(mut bench), Some(second)) = (Bench::start().await, Slapd::start().await) else { return };
    bench.connection.settings.hosts.push(second.host());
    bench.connection.settings.roots.extend(second.connection(ID).settings.roots);
    let ann = bench.found("ann").await;
    bench.slapd.kill();
    // The kept connection is gone; the same question goes to the other host without an error in between.
    assert_eq!(bench.found("ann").await.user.person, ann.user.person);
    let before = second.count().await;
    assert_eq!(bench.check(&ann, "Ann-Pw-1").await, Ok(true));
    assert_eq!(second.count().await.since(before).binds, 1);
}

#[tokio::test]
async fn one_that_dies_between_search_and_bind_is_unreachable() {
    let Some(mut bench) = Bench::start().await else { return };
    let ann = bench.found("ann").await;
    bench.slapd.kill();
    let answer = bench.check(&ann, "Ann-Pw-1").await;
    assert!(is_unreachable(&answer, "nothing listens at this port"), "{answer:?}");
    assert!(answer.unwrap_err().is_down());
}

#[tokio::test]
async fn one_that_comes_back_is_asked_again() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.found("ann").await;
    bench.slapd.kill();
    assert!(is_unreachable(&bench.find("ann").await, "nothing listens"));
    bench.slapd.restart().await;
    tokio::time::pause();
    // Not at once: whoever asks now is told the same without a wait.
    assert!(is_unreachable(&bench.find("ann").await, "nothing listens"));
    tokio::time::advance(Duration::from_secs(6)).await;
    tokio::time::resume();
    bench.found("ann").await;
}

#[tokio::test]
async fn one_that_hangs_ends_in_the_time_outs_as_set() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.connect_timeout_s = 1;
    bench.connection.settings.search_timeout_s = 2;
    let ann = bench.found("ann").await;
    bench.slapd.stop();

    let (answer, took) = timed(bench.find("ann")).await;
    assert!(is_unreachable(&answer, "no answer within 2 s"), "{answer:?}");
    assert!((2.0..6.0).contains(&took), "{took}");
    let (answer, took) = timed(bench.check(&ann, "Ann-Pw-1")).await;
    assert!(is_unreachable(&answer, "no connection within 1 s"), "{answer:?}");
    assert!((1.0..5.0).contains(&took), "{took}");
    let (answer, took) = timed(bench.find("ann")).await;
    assert!(is_unreachable(&answer, "no connection within 1 s"), "{answer:?}");
    assert!(took < 1.0, "after that nobody waits: {took}");

    bench.slapd.resume();
}

#[tokio::test]
async fn one_that_hangs_holds_few_of_those_who_ask() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.connect_timeout_s = 5;
    bench.connection.settings.search_timeout_s = 5;
    bench.found("ann").await;
    bench.slapd.stop();
    let bench = Arc::new(bench);
    let mut asking = JoinSet::new();
    for _ in 0..200 {
        let bench = Arc::clone(&bench);
        asking.spawn(async move { timed(bench.find("ann")).await });
    }
    let mut turned_away = 0;
    while let Some(asked) = asking.join_next().await {
        let (answer, took) = asked.unwrap();
        assert!(answer.is_err());
        assert!(took < 20.0, "{took}");
        turned_away += u32::from(is_unreachable(&answer, "too many questions"));
    }
    assert!(turned_away >= 150, "{turned_away}");
    bench.slapd.resume();
}

#[tokio::test]
async fn settings_that_cannot_work_are_not_tried() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.users.username = "uid)(cn".to_owned();
    assert!(matches!(bench.find("ann").await, Err(DirectoryError::Nonsense(_))));
    bench.connection = bench.slapd.connection(ID);
    bench.connection.settings.users.base = "ou=nowhere,dc=example,dc=test".to_owned();
    let Err(DirectoryError::Nonsense(words)) = bench.find("ann").await else { panic!("it answered") };
    assert!(words.starts_with("the search base does not exist"), "{words}");
}

async fn timed<T>(future: impl Future<Output = T>) -> (T, f64) {
    let began = Instant::now();
    let value = future.await;
    (value, began.elapsed().as_secs_f64())
}
