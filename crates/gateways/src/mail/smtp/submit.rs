//! Handing one mail over in a session.

use domain::mail_server::MailServer;
use uuid::Uuid;

use super::failure::{Failure, Step};
use super::open::{Session, done};
use super::wire::Reply;
use crate::mail::Mail;
use crate::mail::write::{Written, wire_address};

/// What a server says that is about to hang up (RFC 5321 §3.8).
const HANGING_UP: u16 = 421;

/// Who a mail goes between, as the servers on its way see it.
pub(super) struct Envelope {
    /// Where reports go.
    return_address: String,
    to: String,
    /// What reports call the mail (`ENVID`, RFC 3461 §4.4).
    id: Uuid,
    /// Whether a report is wanted when it has arrived, too: there is somebody who reads it.
    wants_reports: bool,
}

impl Envelope {
    pub(super) fn new(server: &MailServer, mail: &Mail, written: &Written) -> Self {
        Self {
            return_address: wire_address(server.return_address()),
            to: written.to.clone(),
            id: mail.id,
            wants_reports: server.bounce_mailbox.is_some(),
        }
    }

    /// Returns an envelope with a sender only, to try that.
    pub(super) fn to_nobody(server: &MailServer) -> Self {
        let return_address = wire_address(server.return_address());
        Self { return_address, to: String::new(), id: Uuid::nil(), wants_reports: false }
    }

    fn sender_line(&self, session: &Session) -> Result<String, Failure> {
        let mut line = format!("MAIL FROM:<{}>", self.return_address);
        if !self.return_address.is_ascii() || !self.to.is_ascii() {
            if !session.extensions.smtp_utf8 {
                let words = "the mail server takes no addresses with letters beyond a to z (SMTPUTF8)";
                return Err(Failure::Refused(words.to_owned()));
            }
            line += " SMTPUTF8";
        }
        if session.extensions.dsn {
            line += &format!(" RET=HDRS ENVID={}", self.id);
        }
        Ok(line)
    }

    fn recipient_line(&self, session: &Session) -> String {
        let reports =
            if session.extensions.dsn && self.wants_reports { " NOTIFY=SUCCESS,FAILURE" } else { "" };
        format!("RCPT TO:<{}>{reports}", self.to)
    }
}

impl Session {
    /// Hands a mail over and returns what the server said to it. Whether the session can take another mail afterwards is
    /// in [`Session::is_clean`].
    pub(super) async fn submit(&mut self, envelope: &Envelope, octets: &[u8]) -> Result<String, Failure> {
        if self.extensions.pipelining {
            let (sender, recipient) = (envelope.sender_line(self)?, envelope.recipient_line(self));
            self.is_clean = false;
            self.wire.say_all(&[&sender, &recipient]).await?;
            let sender = self.wire.reply().await?;
            let recipient = self.wire.reply().await.map_err(|lost| Failure::from(lost).underway())?;
            self.accept(Step::Sender, &sender).await?;
            self.accept(Step::Recipient, &recipient).await?;
        } else {
            self.name_sender(envelope).await?;
            self.name_recipient(envelope).await.map_err(Failure::underway)?;
        }
        let reply = self.hand_over(octets).await.map_err(Failure::underway)?;
        Ok(reply.words())
    }

    /// Names the sender.
    pub(super) async fn name_sender(&mut self, envelope: &Envelope) -> Result<Reply, Failure> {
        let line = envelope.sender_line(self)?;
        self.is_clean = false;
        let reply = self.wire.ask(&line).await?;
        self.accept(Step::Sender, &reply).await?;
        Ok(reply)
    }

    /// Names the recipient.
    pub(super) async fn name_recipient(&mut self, envelope: &Envelope) -> Result<Reply, Failure> {
        let reply = self.wire.ask(&envelope.recipient_line(self)).await?;
        self.accept(Step::Recipient, &reply).await?;
        Ok(reply)
    }

    /// Hands the mail itself over.
    pub(super) async fn hand_over(&mut self, octets: &[u8]) -> Result<Reply, Failure> {
        let reply = self.wire.ask("DATA").await?;
        if reply.code != 354 {
            self.reset(&reply).await;
            return Err(Failure::of(Step::Message, &reply));
        }
        let reply = self.wire.ask_mail(octets).await?;
        self.is_clean = reply.code != HANGING_UP;
        done(Step::Message, &reply)?;
        Ok(reply)
    }

    async fn accept(&mut self, step: Step, reply: &Reply) -> Result<(), Failure> {
        if reply.is_done() {
            return Ok(());
        }
        self.reset(reply).await;
        match reply.code {
            HANGING_UP if step == Step::Sender => Err(Failure::Closed(reply.words())),
            _ => Err(Failure::of(step, reply)),
        }
    }

    /// Takes back what was begun, for the next mail. What was refused stays refused, however this ends.
    async fn reset(&mut self, reply: &Reply) {
        if reply.code != HANGING_UP {
            self.is_clean = self.wire.ask("RSET").await.is_ok_and(|reply| reply.is_done());
        }
    }
}
