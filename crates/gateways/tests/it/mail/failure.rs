//! What a server's refusal, silence or end means for a mail.

use std::time::Instant;

use domain::mail_server::MailServer;
use domain::message::Answer;

use super::{Bench, is_accepted, words};

#[tokio::test]
async fn t15_an_answer_says_whether_it_may_be_tried_again() {
    let Some(bench) = Bench::start() else { return };
    let later = bench.send("later-anna@example.net").await;
    assert_eq!(later, Answer::Later { words: "451 4.7.1 Greylisted, come back in a minute".into() });
    let refused = bench.send("refused-anna@example.net").await;
    assert_eq!(refused, Answer::Refused { words: "550 5.1.1 No such user here".into() });
    let spam = bench.send("spam-anna@example.net").await;
    assert_eq!(spam, Answer::Refused { words: "554 5.7.1 This looks like spam".into() });
    let relay = bench.send("relay-anna@example.net").await;
    assert_eq!(relay, Answer::Unusable { words: "554 5.7.1 Relay access denied".into() });
    let leaving = bench.send("leaving-anna@example.net").await;
    assert_eq!(leaving, Answer::Later { words: "421 4.3.2 Shutting down".into() });
    assert!(is_accepted(&bench.send("anna@example.net").await));
    assert_eq!(bench.peer.count_by_address().len(), 1);
    assert_eq!(bench.peer.connections(), 2, "after a refusal the connection goes on");
}

#[tokio::test]
async fn a_sender_whom_the_server_refuses_is_no_recipients_fault() {
    let Some(bench) = Bench::start() else { return };
    let mut mail = super::mail("anna@example.net");
    mail.from.address = "other-devices@example.test".to_owned();
    let mut server = bench.server.clone();
    server.sender = "other-devices@example.test".to_owned();
    let answer = bench.gateway.send(&server, &bench.peer.secrets(), &mail).await;
    assert_eq!(answer, Answer::Unusable { words: "553 5.7.1 Sender address rejected: not yours".into() });
}

#[tokio::test]
async fn a_wrong_password_makes_the_settings_unusable() {
    let Some(bench) = Bench::start() else { return };
    for without in [vec![], vec!["PLAIN"]] {
        let builder = testkit::SmtpPeerBuilder { without: without.clone(), ..testkit::SmtpPeer::builder() };
        let Some(bench) = Bench::start_as(builder) else { return };
        assert!(is_accepted(&bench.send("anna@example.net").await), "without {without:?}");
        let mut secrets = bench.peer.secrets();
        secrets.password = Some(zeroize::Zeroizing::new("wrong".to_owned()));
        let answer = bench.gateway.send(&bench.server, &secrets, &super::mail("anna@example.net")).await;
        let Answer::Unusable { words } = answer else { panic!("{answer:?}") };
        assert!(words.starts_with("535 5.7.8"), "{words}");
    }
    let none = testkit::SmtpPeerBuilder { without: vec!["PLAIN", "LOGIN"], ..testkit::SmtpPeer::builder() };
    let Some(bench_without) = Bench::start_as(none) else { return };
    let answer = bench_without.send("anna@example.net").await;
    assert!(words(&answer).contains("it offers XOAUTH2"), "{answer:?}");
    drop(bench);
}

#[tokio::test]
async fn a_silent_server_costs_its_time_and_no_more() {
    let Some(mut bench) = Bench::start() else { return };
    bench.server.answer_timeout_s = 1;
    assert!(is_accepted(&bench.send("anna@example.net").await));
    let begun = Instant::now();
    let answer = bench.send("hang-anna@example.net").await;
    assert_eq!(answer, Answer::Later { words: "the server gave no answer within 1 s".into() });
    assert!(begun.elapsed().as_secs() < 3, "{:?}", begun.elapsed());
    // The connection is gone: the late answer is nobody's.
    assert!(is_accepted(&bench.send("ben@example.net").await));
    assert_eq!(bench.peer.connections(), 2);

    // It has taken the mail, and not said so: the copy that follows is known by its id.
    let answer = bench.send("taken-anna@example.net").await;
    assert!(matches!(answer, Answer::Later { .. }), "{answer:?}");
    assert_eq!(bench.peer.count_by_address()["taken-anna@example.net"], 1, "once, not once a connection");
    let ids = |to: &str| {
        let mails = bench.peer.mails().into_iter().filter(|mail| mail.to == to);
        let id =
            |content: &str| content.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
        mails.filter_map(|mail| id(&mail.content)).collect::<Vec<_>>()
    };
    bench.send("taken-anna@example.net").await;
    let copies = ids("taken-anna@example.net");
    assert_eq!((copies.len(), &copies[0]), (2, &copies[1]));
}

#[tokio::test]
async fn a_server_that_hangs_up_is_tried_again_later() {
    let Some(bench) = Bench::start() else { return };
    assert!(is_accepted(&bench.send("anna@example.net").await));
    let answer = bench.send("drop-anna@example.net").await;
    let Answer::Later { words } = answer else { panic!("{answer:?}") };
    assert!(words.contains("closed the connection"), "{words}");
}

#[tokio::test]
async fn a_connection_that_died_meanwhile_costs_no_mail() {
    let Some(mut bench) = Bench::start() else { return };
    assert!(is_accepted(&bench.send("anna@example.net").await));
    bench.peer.restart();
    assert!(is_accepted(&bench.send("ben@example.net").await), "on a new connection, without being asked");
    assert_eq!(bench.peer.mails().len(), 2);
}

#[tokio::test]
async fn nobody_there_is_for_later() {
    let Some(mut bench) = Bench::start() else { return };
    bench.server.port = 1;
    let answer = bench.send("anna@example.net").await;
    let Answer::Later { words } = answer else { panic!("{answer:?}") };
    assert_eq!(words, "localhost:1: nothing listens at this port");
    bench.peer.stop();
    bench.server = MailServer { connect_timeout_s: 1, answer_timeout_s: 1, ..bench.peer.server() };
    let answer = bench.send("anna@example.net").await;
    assert!(!is_accepted(&answer), "{answer:?}");
    bench.peer.resume();
}
