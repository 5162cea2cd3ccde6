//! Reports read from a real mailbox.

use domain::id::MessageId;
use domain::mail_server::{Encryption, MailServer};
use domain::message::{Fate, Receipt, ReceiptSubject};
use gateways::mail::{MailProbeKind, MailSecrets};
use testkit::{ImapPeer, MAILBOX_PASSWORD, SmtpPeer};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::gateway;

const REPORT: &str = include_str!("../../../testdata/mail/postfix-bounce.eml");
const ID: Uuid = Uuid::from_u128(0x0190_a5c8_0000_7000_8000_0000_0000_0001);

fn server(imap: &ImapPeer, encryption: Encryption) -> (MailServer, MailSecrets) {
    let server = MailServer {
        host: "smtp.example.test".to_owned(),
        sender: "devices@example.test".to_owned(),
        roots: vec![imap.root()],
        bounce_mailbox: Some(imap.mailbox(encryption)),
        ..MailServer::usual()
    };
    let password = Some(Zeroizing::new(MAILBOX_PASSWORD.to_owned()));
    (server, MailSecrets { mailbox_password: password, ..MailSecrets::default() })
}

#[tokio::test]
async fn reports_are_read_once() {
    let Some(imap) = ImapPeer::start() else { return };
    for encryption in [Encryption::Tls, Encryption::StartTls] {
        let (server, secrets) = server(&imap, encryption);
        imap.put(&format!("1.{encryption:?}"), REPORT);
        imap.put(
            &format!("2.{encryption:?}"),
            "From: anna@example.net\r\nSubject: I am away\r\n\r\nBye.\r\n",
        );
        let receipts = gateway().read_bounces(&server, &secrets).await.expect("a reading");
        assert_eq!(
            receipts,
            [Receipt {
                about: ReceiptSubject::Message(MessageId(ID)),
                fate: Fate::Bounced,
                words: "5.1.1 550 5.1.1 <refused-anna@example.net>: Recipient address rejected: User unknown"
                    .into(),
            }],
            "{encryption:?}"
        );
        assert_eq!(imap.unseen(), 0);
        assert_eq!(gateway().read_bounces(&server, &secrets).await, Ok(Vec::new()));
    }
}

#[tokio::test]
async fn a_mailbox_that_cannot_be_read_says_why() {
    let Some(imap) = ImapPeer::start() else { return };
    let (good, secrets) = server(&imap, Encryption::Tls);
    let with = |change: fn(&mut MailServer)| {
        let mut server = good.clone();
        change(&mut server);
        server
    };
    let check = async |server: MailServer, secrets: &MailSecrets, reason: &str| {
        let words = gateway().read_bounces(&server, secrets).await.expect_err("a failure");
        assert!(words.contains(reason), "{words}");
    };
    let wrong = MailSecrets { mailbox_password: Some(Zeroizing::new("x".to_owned())), ..secrets.clone() };
    check(good.clone(), &wrong, "the mailbox is not opened").await;
    check(good.clone(), &MailSecrets::default(), "no password is set").await;
    check(with(|server| server.roots.clear()), &secrets, "not trusted").await;
    let no_folder = with(|server| {
        if let Some(mailbox) = &mut server.bounce_mailbox {
            mailbox.folder = "Nowhere".to_owned();
        }
    });
    check(no_folder, &secrets, "the folder \"Nowhere\" is not opened").await;
    let open = with(|server| {
        if let Some(mailbox) = &mut server.bounce_mailbox {
            mailbox.encryption = Encryption::None;
        }
    });
    check(open, &secrets, "never read over an open connection").await;
}

#[tokio::test]
async fn a_try_opens_the_mailbox_too() {
    let (Some(imap), Some(peer)) = (ImapPeer::start(), SmtpPeer::start()) else { return };
    let mut server = peer.server();
    server.roots.push(imap.root());
    server.bounce_mailbox = Some(imap.mailbox(Encryption::Tls));
    let mut secrets = peer.secrets();
    secrets.mailbox_password = Some(Zeroizing::new(MAILBOX_PASSWORD.to_owned()));
    let probe = gateway().probe(&server, &secrets, None).await;
    assert!(probe.is_good(), "{probe:?}");
    assert_eq!(probe.steps.last().map(|step| step.kind), Some(MailProbeKind::Mailbox));
    secrets.mailbox_password = None;
    assert!(!gateway().probe(&server, &secrets, None).await.is_good());
}
