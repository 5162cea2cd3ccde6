//! Whom a mail server has to be before anything is said to it.

use domain::mail_server::{Encryption, MailServer};
use domain::message::Answer;
use testkit::{PeerCertificate, SmtpPeer, SmtpPeerBuilder};

use super::{Bench, is_accepted, mail};

#[tokio::test]
async fn every_protection_works_with_a_good_certificate() {
    let Some(mut bench) = Bench::start() else { return };
    for (encryption, is_protected) in
        [(Encryption::Tls, true), (Encryption::StartTls, true), (Encryption::None, false)]
    {
        bench.server = bench.peer.server_by(encryption);
        assert!(is_accepted(&bench.send("anna@example.net").await), "{encryption:?}");
        assert_eq!(bench.peer.mails().pop().map(|mail| mail.is_protected), Some(is_protected));
    }
    let builder = SmtpPeerBuilder { certificate: PeerCertificate::SelfSigned, ..SmtpPeer::builder() };
    let Some(bench) = Bench::start_as(builder) else { return };
    assert!(is_accepted(&bench.send("anna@example.net").await), "the very certificate in the settings");
}

#[tokio::test]
async fn nothing_is_said_to_a_server_whose_certificate_is_no_good() {
    for (certificate, reason) in [
        (PeerCertificate::WrongName, "belongs to another host"),
        (PeerCertificate::Expired, "has expired"),
        (PeerCertificate::Foreign, "is not trusted"),
    ] {
        let builder = SmtpPeerBuilder { certificate, ..SmtpPeer::builder() };
        let Some(mut bench) = Bench::start_as(builder) else { return };
        for encryption in [Encryption::Tls, Encryption::StartTls] {
            bench.server = bench.peer.server_by(encryption);
            let answer = bench.send("anna@example.net").await;
            let Answer::Unusable { words } = answer else { panic!("{certificate:?}: {answer:?}") };
            assert!(words.contains(reason), "{certificate:?}: {words}");
        }
        assert_eq!(bench.peer.mails(), []);
    }
}

#[tokio::test]
async fn a_server_without_starttls_gets_neither_password_nor_mail() {
    let builder = SmtpPeerBuilder { start_tls: false, ..SmtpPeer::builder() };
    let Some(mut bench) = Bench::start_as(builder) else { return };
    bench.server = bench.peer.server_by(Encryption::StartTls);
    let answer = bench.send("anna@example.net").await;
    let expected = "the server does not offer STARTTLS; without it nothing is said to it";
    assert_eq!(answer, Answer::Unusable { words: expected.into() });
    let probe = bench.gateway.probe(&bench.server, &bench.peer.secrets(), None).await;
    let dialogue = &probe.steps.last().unwrap().dialogue;
    assert!(
        dialogue.iter().filter(|line| line.is_ours).all(|line| line.text.starts_with("EHLO")),
        "{dialogue:?}"
    );
    assert!(
        dialogue.len() > 3 && !dialogue.iter().any(|line| line.text.contains("STARTTLS")),
        "{dialogue:?}"
    );
    assert_eq!(bench.peer.mails(), []);
}

#[tokio::test]
async fn a_root_that_nobody_named_is_not_trusted() {
    let Some(bench) = Bench::start() else { return };
    let server = MailServer { roots: Vec::new(), ..bench.peer.server() };
    let answer = bench.gateway.send(&server, &bench.peer.secrets(), &mail("anna@example.net")).await;
    assert!(matches!(answer, Answer::Unusable { .. }), "{answer:?}");
}

#[tokio::test]
async fn what_comes_before_tls_counts_for_nothing() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut tcp, _) = listener.accept().await.unwrap();
        let mut heard = [0_u8; 512];
        tcp.write_all(b"220 mx\r\n").await.unwrap();
        let _ = tcp.read(&mut heard).await;
        tcp.write_all(b"250-mx\r\n250 STARTTLS\r\n").await.unwrap();
        let _ = tcp.read(&mut heard).await;
        // An answer to the EHLO that is still to come, put in by somebody on the way.
        tcp.write_all(b"220 go on\r\n250-mx\r\n250 AUTH PLAIN\r\n").await.unwrap();
        let _ = tcp.read(&mut heard).await;
    });
    let Some(peer) = SmtpPeer::start() else { return };
    let server = MailServer { port, ..peer.server_by(Encryption::StartTls) };
    let answer = super::gateway().send(&server, &peer.secrets(), &mail("anna@example.net")).await;
    let expected = "the server said more than it was asked before TLS began";
    assert_eq!(answer, Answer::Unusable { words: expected.into() });
}

#[tokio::test]
async fn t13_nothing_in_a_mail_adds_a_recipient() {
    let Some(bench) = Bench::start() else { return };
    let mut evil = mail("anna@example.net");
    let injected = "x\r\nBcc: ben@example.net\r\n\r\n.\r\nRCPT TO:<ben@example.net>\r\nDATA\r\n\0";
    evil.subject = injected.to_owned();
    evil.text = injected.to_owned();
    evil.to.name = injected.to_owned();
    evil.from.name = injected.to_owned();
    assert!(is_accepted(&bench.send_mail(&evil).await));
    evil.to.address = "anna@example.net>\r\nRCPT TO:<ben@example.net".to_owned();
    assert!(matches!(bench.send_mail(&evil).await, Answer::Refused { .. }));
    let mails = bench.peer.mails();
    assert_eq!(mails.len(), 1);
    assert_eq!(mails[0].to, "anna@example.net");
    let (head, _) = mails[0].content.split_once("\r\n\r\n").unwrap();
    assert!(!head.lines().any(|line| line.to_ascii_lowercase().starts_with("bcc")), "{head}");
}
