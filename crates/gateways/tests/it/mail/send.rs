//! Mails as the server gets them.

use domain::mail_server::{BounceMailbox, Encryption, MailServer};
use gateways::mail::Inline;
use testkit::SmtpPeer;

use super::{Bench, is_accepted, mail, words};

#[tokio::test]
async fn a_mail_arrives_as_it_was_written() {
    let Some(bench) = Bench::start() else { return };
    let mut sent = mail("anna@example.net");
    sent.subject = "Registrera din enhet — så här".to_owned();
    sent.html = Some("<p>Hej Anna</p><img src=\"cid:code\" alt=\"QR-kod\">".to_owned());
    sent.inline = vec![Inline {
        content_id: "code".to_owned(),
        mime: "image/png".to_owned(),
        octets: b"\x89PNG\r\n\x1a\n".to_vec(),
    }];
    let answer = bench.send_mail(&sent).await;
    assert!(is_accepted(&answer) && words(&answer).starts_with("250 2.0.0 Taken as"), "{answer:?}");
    let mails = bench.peer.mails();
    let mail = &mails[0];
    assert_eq!((mail.from.as_str(), mail.to.as_str()), ("devices@example.test", "anna@example.net"));
    assert!(mail.is_protected);
    assert_eq!(mail.options, ["RET=HDRS", "ENVID=0190a5c8-0000-7000-8000-000000000001"]);
    insta::assert_snapshot!("raw", mail.content.replace("\r\n", "\n"));
}

#[tokio::test]
async fn a_dot_on_a_line_of_its_own_ends_no_mail() {
    let Some(bench) = Bench::start() else { return };
    assert!(is_accepted(&bench.send("anna@example.net").await));
    let mails = bench.peer.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].content.contains("link:\r\n.\r\nhttps://"), "{}", mails[0].content);
}

#[tokio::test]
async fn connections_are_used_again_and_never_more_than_allowed() {
    let Some(mut bench) = Bench::start() else { return };
    bench.server.connections_max = 3;
    let sending = (0..60).map(|n| {
        let bench = &bench;
        async move { bench.send(&format!("p{n}@example.net")).await }
    });
    let answers = futures::future::join_all(sending).await;
    assert!(answers.iter().all(is_accepted), "{answers:?}");
    assert_eq!(bench.peer.count_by_address().len(), 60);
    assert!(bench.peer.connections() <= 3, "{}", bench.peer.connections());
}

#[tokio::test]
async fn a_server_that_does_one_thing_at_a_time_gets_its_mail_too() {
    let builder = testkit::SmtpPeerBuilder { extensions: Vec::new(), ..SmtpPeer::builder() };
    let Some(bench) = Bench::start_as(builder) else { return };
    for to in ["anna@example.net", "refused-x@example.net", "ben@example.net"] {
        bench.send(to).await;
    }
    let count = bench.peer.count_by_address();
    assert_eq!(count.keys().collect::<Vec<_>>(), ["anna@example.net", "ben@example.net"]);
    assert_eq!(bench.peer.connections(), 1);
    assert!(bench.peer.mails()[0].options.is_empty(), "nothing that it does not know");
}

#[tokio::test]
async fn reports_go_to_the_mailbox_for_them() {
    let Some(mut bench) = Bench::start() else { return };
    bench.server.bounce_mailbox = Some(BounceMailbox {
        address: "bounces@example.test".to_owned(),
        host: "imap.example.test".to_owned(),
        username: "bounces".to_owned(),
        ..BounceMailbox::usual()
    });
    assert!(is_accepted(&bench.send("anna@example.net").await));
    let mail = bench.peer.mails().remove(0);
    assert_eq!(mail.from, "bounces@example.test");
    assert!(mail.options.contains(&"NOTIFY=SUCCESS,FAILURE".to_owned()), "{:?}", mail.options);
    assert!(mail.content.contains("From: \"Example School\" <devices@example.test>"));
}

#[tokio::test]
async fn changed_settings_are_used_with_the_next_mail() {
    let Some(bench) = Bench::start() else { return };
    assert!(is_accepted(&bench.send("anna@example.net").await));
    let server = MailServer { answer_timeout_s: 20, ..bench.peer.server_by(Encryption::StartTls) };
    let secrets = bench.peer.secrets();
    assert!(is_accepted(&bench.gateway.send(&server, &secrets, &mail("ben@example.net")).await));
    assert_eq!(bench.peer.connections(), 2);
}

#[tokio::test]
async fn addresses_of_every_script_are_sent_where_the_server_takes_them() {
    let Some(bench) = Bench::start() else { return };
    let answer = bench.send("åsa@example.net").await;
    assert!(words(&answer).contains("SMTPUTF8") && !is_accepted(&answer), "{answer:?}");
    assert!(is_accepted(&bench.send("asa@exämple.net").await));
    assert_eq!(bench.peer.mails()[0].to, "asa@xn--exmple-cua.net");

    let builder = testkit::SmtpPeerBuilder { smtp_utf8: true, ..SmtpPeer::builder() };
    let Some(bench) = Bench::start_as(builder) else { return };
    assert!(is_accepted(&bench.send("åsa@example.net").await));
    assert_eq!(bench.peer.mails()[0].to, "åsa@example.net");
}
