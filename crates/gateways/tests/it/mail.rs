//! The mail client against a real mail server, and against a real mailbox.

mod bounce;
mod failure;
mod postfix;
mod probe;
mod security;
mod send;
mod speed;
mod token;

use domain::mail_server::MailServer;
use domain::message::Answer;
use domain::time::Timestamp;
use gateways::mail::{Mail, MailGateway, Mailbox, Smtp};
use testkit::{SmtpPeer, SmtpPeerBuilder};
use uuid::Uuid;

/// A mail server, a client, and how to reach the one from the other.
struct Bench {
    peer: SmtpPeer,
    gateway: MailGateway,
    server: MailServer,
}

impl Bench {
    /// Starts the usual mail server; `None` where there is none, and then it was said.
    fn start() -> Option<Self> {
        Self::start_as(SmtpPeer::builder())
    }

    fn start_as(builder: SmtpPeerBuilder) -> Option<Self> {
        let peer = builder.start()?;
        let server = peer.server();
        Some(Self { peer, gateway: gateway(), server })
    }

    async fn send(&self, to: &str) -> Answer {
        self.send_mail(&mail(to)).await
    }

    async fn send_mail(&self, mail: &Mail) -> Answer {
        self.gateway.send(&self.server, &self.peer.secrets(), mail).await
    }
}

fn gateway() -> MailGateway {
    MailGateway::Smtp(Smtp::new())
}

fn mail(to: &str) -> Mail {
    Mail {
        id: Uuid::from_u128(0x0190_a5c8_0000_7000_8000_0000_0000_0001),
        at: Timestamp(1_795_348_800_000),
        from: Mailbox { name: "Example School".to_owned(), address: "devices@example.test".to_owned() },
        reply_to: Some("help@example.test".to_owned()),
        to: Mailbox { name: "Anna Berg".to_owned(), address: to.to_owned() },
        subject: "Enroll your device".to_owned(),
        text: "Hello Anna,\n\nplease open this link:\n.\nhttps://mdm.example.test/i/abc\n".to_owned(),
        html: None,
        inline: Vec::new(),
    }
}

fn words(answer: &Answer) -> &str {
    match answer {
        Answer::Accepted { words, .. }
        | Answer::Later { words }
        | Answer::Refused { words }
        | Answer::Unusable { words } => words,
    }
}

fn is_accepted(answer: &Answer) -> bool {
    matches!(answer, Answer::Accepted { .. })
}
