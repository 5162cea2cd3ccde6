//! Searching people, also among many.

use std::time::{Duration, Instant};

use testkit::{Slapd, SlapdBuilder};

use super::Bench;

#[tokio::test]
async fn people_are_found_by_username_name_and_mail() {
    let Some(bench) = Bench::start().await else { return };
    assert_eq!(bench.search("ann", 10).await, ["ann"]);
    assert_eq!(bench.search("ANN B", 10).await, ["ann"]);
    assert_eq!(bench.search("ann@example.test", 10).await, ["ann"]);
    assert_eq!(bench.search("ev", 10).await, ["eva", "eve"]);
    assert_eq!(bench.search("shared@", 10).await, ["eva", "eve"]);
    assert_eq!(bench.search("twin", 10).await, ["twin", "twin"]);
    assert_eq!(bench.search("Åsa", 10).await, ["åsa"]);
    assert_eq!(bench.search("Bob * Star, Jr (", 10).await, ["bob*"]);
    assert_eq!(bench.search("  ann  ", 10).await, ["ann"]);
    assert_eq!(bench.search("nn", 10).await, [""; 0], "what is inside a name does not count");
}

#[tokio::test]
async fn t19_a_search_text_is_data() {
    let Some(bench) = Bench::start().await else { return };
    for text in ["*", "a)(uid=*", "*)(|(uid=*", "\\2a", "ann\0", "ann\u{202e}", &"x".repeat(10_240)] {
        assert_eq!(bench.search(text, 10).await, [""; 0], "{text:.40?}");
    }
    assert_eq!(bench.search("ann", 0).await, [""; 0]);
}

#[tokio::test]
async fn ten_thousand_people_are_searched_in_pages_and_looked_up_at_once() {
    let builder = SlapdBuilder { people: 10_000, ..Slapd::builder() };
    let Some(bench) = Bench::start_as(builder).await else { return };
    // The server's own limit without pages is 50.
    assert_eq!(bench.search("p0", 50).await.len(), 50);
    assert_eq!(bench.search("p0", 1_200).await.len(), 1_200);
    assert_eq!(bench.search("", 20).await.len(), 20);
    assert_eq!(bench.search("p01234", 20).await, ["p01234"]);
    assert_eq!(bench.search("person 0999", 20).await.len(), 10);

    let key = bench.found("p09999").await.user.user.key.0;
    let before = bench.slapd.count().await;
    let began = Instant::now();
    for _ in 0..100 {
        let found = bench.find_by_key(&key).await.unwrap().unwrap();
        assert_eq!(found.user.person.username, "p09999");
    }
    assert_eq!(bench.slapd.count().await.since(before).searches, 100);
    assert!(began.elapsed() < Duration::from_secs(10), "a look-up reads no more than its entry");
}

#[tokio::test]
async fn who_is_called_exactly_so_comes_first_however_many_begin_so() {
    let builder = SlapdBuilder { people: 500, ..Slapd::builder() };
    let Some(bench) = Bench::start_as(builder).await else { return };
    bench.slapd.rename("uid=ann,ou=people,dc=example,dc=test", "uid=p").await;
    let found = bench.search("p", 10).await;
    assert_eq!((found.len(), found[0].as_str()), (10, "p"));
}

#[tokio::test]
async fn a_limit_of_the_server_is_no_failure() {
    let builder = SlapdBuilder { people: 300, pages: false, ..Slapd::builder() };
    let Some(bench) = Bench::start_as(builder).await else { return };
    assert_eq!(bench.search("p", 200).await.len(), 50, "what came is used");
    assert_eq!(bench.search("p00299", 200).await, ["p00299"]);
}
