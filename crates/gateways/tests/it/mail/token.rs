//! Logging in by tokens.

use domain::mail_server::Grant;
use domain::message::Answer;
use zeroize::Zeroizing;

use super::{Bench, is_accepted, mail, words};

#[tokio::test]
async fn a_token_is_asked_for_once_and_serves_every_connection() {
    let Some(mut bench) = Bench::start() else { return };
    for grant in Grant::ALL {
        bench.server = bench.peer.server_by_token(grant, "https://mail.example.test/send offline_access");
        let sending = (0..8).map(|n| {
            let bench = &bench;
            async move { bench.send(&format!("p{n}@example.net")).await }
        });
        let answers = futures::future::join_all(sending).await;
        assert!(answers.iter().all(is_accepted), "{answers:?}");
    }
    let forms = bench.peer.token_forms();
    let grants: Vec<_> = forms.iter().map(|form| form["grant_type"].as_str()).collect();
    assert_eq!(grants, ["refresh_token", "client_credentials"]);
    assert_eq!(forms[0]["scope"], "https://mail.example.test/send offline_access");
    assert_eq!(forms[0]["refresh_token"], "Refresh-Token-1");
    assert!(!forms[1].contains_key("refresh_token"));
}

#[tokio::test]
async fn a_token_that_was_taken_back_is_renewed() {
    let Some(mut bench) = Bench::start() else { return };
    bench.server = bench.peer.server_by_token(Grant::ClientCredentials, "once");
    assert!(is_accepted(&bench.send("anna@example.net").await));
    // The connection ends; the next one comes with the token that was good once.
    bench.send("drop-anna@example.net").await;
    let answer = bench.send("ben@example.net").await;
    assert!(is_accepted(&answer), "{answer:?}");
    assert_eq!(bench.peer.token_forms().len(), 2);
}

#[tokio::test]
async fn t31_a_refused_grant_is_told_in_the_token_servers_words_and_without_secrets() {
    let Some(mut bench) = Bench::start() else { return };
    bench.server = bench.peer.server_by_token(Grant::RefreshToken, "");
    let mut secrets = bench.peer.secrets();
    secrets.refresh_token = Some(Zeroizing::new("A-stale-token".to_owned()));
    let answer = bench.gateway.send(&bench.server, &secrets, &mail("anna@example.net")).await;
    let expected = "the token server: 400 Bad Request invalid_grant The grant has expired.";
    assert_eq!(answer, Answer::Unusable { words: expected.into() });
    assert!(!words(&answer).contains("A-stale-token"));
    assert_eq!(bench.peer.mails(), []);
}
