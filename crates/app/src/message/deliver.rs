//! Messages go out: claimed in batches, carried side by side, their answers written as they come.
//!
//! A claim is a lease. Whatever a dead node held comes back when its lease ends and goes out again, under the same
//! `Message-ID`; so a crash can double the messages that were on their way at that moment, each once, and loses none.

use std::collections::VecDeque;
use std::time::Duration;

use domain::mail_server::MailServer;
use domain::message::{Answer, Channel, MESSAGE_LEASE, Message, MessageState};
use domain::sms_provider::{SmsKind, SmsProvider};
use domain::time::MINUTE;
use gateways::mail::{Inline, Mail, MailSecrets, Mailbox};
use gateways::sms::{Sms, SmsSecrets};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::follow;
use super::outbox::HeldText;
use super::prepare::{Fate, Prepared, Shared};
use super::render::{QR_CONTENT_ID, Rendered};
use crate::{App, Error};

/// How many messages are claimed at once.
const CLAIMED_AT_ONCE: u32 = 200;
/// How often the queue is looked at while something is on its way.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many answers are written at once.
const WRITTEN_AT_ONCE: usize = 100;
/// How many SMS are on their way at once.
const SMS_AT_ONCE: usize = 8;
/// How long nothing goes out after the settings have proved to be of no use: a wrong password must not be tried for each of
/// ten thousand messages.
const USELESS_REST: i64 = MINUTE;

/// What carries the messages of one channel away.
#[derive(Clone)]
enum Carrier {
    /// The mail server.
    Mail(Box<(MailServer, MailSecrets)>),
    /// The SMS provider.
    Sms(Box<(SmsProvider, SmsSecrets)>),
    /// The SMS provider is reached by mail.
    SmsByMail(Box<(SmsProvider, MailServer, MailSecrets)>),
    /// Nothing: messages stay in the outbox.
    Nothing,
}

impl Carrier {
    fn at_once(&self) -> usize {
        match self {
            // Some more than there are connections, so that none waits for its next message.
            Self::Mail(mail) => mail.0.connections_max as usize + 4,
            Self::SmsByMail(mail) => mail.1.connections_max as usize + 4,
            Self::Sms(_) | Self::Nothing => SMS_AT_ONCE,
        }
    }

    fn per_minute(&self) -> Option<u32> {
        match self {
            Self::Mail(mail) => mail.0.messages_per_minute,
            Self::Sms(sms) => Some(sms.0.messages_per_minute),
            Self::SmsByMail(sms) => Some(sms.0.messages_per_minute),
            Self::Nothing => None,
        }
    }
}

/// A message that has been on its way.
struct Carried {
    message: Message,
    answer: Carriage,
}

/// What became of it.
enum Carriage {
    Answered(Answer),
    Held(Vec<u8>),
}

impl App {
    /// Lets everything go out that is due, and returns how many messages that were.
    pub async fn deliver_due_messages(&self) -> Result<u32, Error> {
        let never = watch::channel(false).1;
        let (email, sms) =
            tokio::join!(self.deliver_by(Channel::Email, &never), self.deliver_by(Channel::Sms, &never));
        Ok(email? + sms?)
    }

    /// Lets everything go out by one way that is due, until `stop` turns true. What becomes due meanwhile goes out too,
    /// whatever hangs.
    pub(crate) async fn deliver_by(
        &self,
        channel: Channel,
        stop: &watch::Receiver<bool>,
    ) -> Result<u32, Error> {
        if !self.0.store.read().await?.has_due_messages(channel, self.now()).await? {
            return Ok(0);
        }
        let mut carried = 0;
        let mut carrier = self.carrier(channel).await?;
        let (mut waiting, mut on_their_way, mut done) = (VecDeque::new(), JoinSet::new(), Vec::new());
        let mut is_drained = false;
        loop {
            if !is_drained
                && waiting.len() < carrier.at_once()
                && !*stop.borrow()
                && !self.delivery_rests(channel)
            {
                let under_way = waiting.len() + on_their_way.len() + done.len();
                let (claimed, prepared) = self.claim(channel, &carrier, under_way).await?;
                is_drained = claimed == 0;
                waiting.extend(prepared);
            }
            while on_their_way.len() < carrier.at_once()
                && let Some(next) = waiting.pop_front()
            {
                let (app, carrier) = (self.clone(), carrier.clone());
                on_their_way.spawn(async move { app.carry(&carrier, *next).await });
            }
            let mut finished = tokio::select! {
                first = on_their_way.join_next() => match first {
                    Some(first) => vec![first],
                    None => break,
                },
                // The settings may have been changed meanwhile, and something new be due.
                () = tokio::time::sleep(LOOK_EVERY) => {
                    carrier = self.carrier(channel).await?;
                    is_drained = false;
                    continue;
                }
            };
            while let Some(another) = on_their_way.try_join_next() {
                finished.push(another);
            }
            for one in finished {
                let one = one.map_err(|error| Error::Internal(format!("a delivery panicked: {error}")))?;
                if matches!(one.answer, Carriage::Answered(Answer::Unusable { .. })) {
                    self.rest_delivery(channel);
                }
                done.push(one);
                carried += 1;
            }
            // The last ones are written as they come: one that hangs must not keep the others’ answers.
            if done.len() >= WRITTEN_AT_ONCE || waiting.is_empty() {
                self.write_answers(std::mem::take(&mut done)).await?;
            }
            if self.delivery_rests(channel) || *stop.borrow() {
                self.put_back(std::mem::take(&mut waiting)).await?;
                is_drained = true;
            }
        }
        if carried > 0 {
            tracing::info!(channel = channel.name(), messages = carried, "messages went out");
        }
        Ok(carried)
    }

    /// Finds what carries the messages of a channel away.
    async fn carrier(&self, channel: Channel) -> Result<Carrier, Error> {
        let mut tx = self.0.store.read().await?;
        Ok(match channel {
            Channel::Email => match self.mail_server(&mut tx).await? {
                Some(mail) => Carrier::Mail(Box::new(mail)),
                None => Carrier::Nothing,
            },
            Channel::Sms => match self.sms_provider(&mut tx).await? {
                None => Carrier::Nothing,
                Some((provider, secrets)) if provider.backend.kind() != SmsKind::Email => {
                    Carrier::Sms(Box::new((provider, secrets)))
                }
                Some((provider, _)) => match self.mail_server(&mut tx).await? {
                    Some((server, secrets)) => Carrier::SmsByMail(Box::new((provider, server, secrets))),
                    None => Carrier::Nothing,
                },
            },
        })
    }

    /// Returns the channels whose messages nothing carries away: they stay in the outbox.
    pub async fn sends_nothing(&self) -> Result<Vec<Channel>, Error> {
        let mut idle = Vec::new();
        for channel in Channel::ALL {
            if matches!(self.carrier(channel).await?, Carrier::Nothing) {
                idle.push(channel);
            }
        }
        Ok(idle)
    }

    /// Claims messages that are due, as many as the carrier may have now, and makes them ready. Returns how many were claimed.
    async fn claim(
        &self,
        channel: Channel,
        carrier: &Carrier,
        under_way: usize,
    ) -> Result<(usize, Vec<Box<Prepared>>), Error> {
        let now = self.now();
        let mut limit = CLAIMED_AT_ONCE;
        if let Some(per_minute) = carrier.per_minute() {
            let lately = self.0.store.read().await?.count_accepted_since(channel, now.plus(-MINUTE)).await?;
            let taken = u32::try_from(lately)
                .unwrap_or(u32::MAX)
                .saturating_add(u32::try_from(under_way).unwrap_or(u32::MAX));
            limit = limit.min(per_minute.saturating_sub(taken));
        }
        if limit == 0 {
            return Ok((0, Vec::new()));
        }
        let mut tx = self.0.store.begin().await?;
        let lease_until = now.plus(MESSAGE_LEASE);
        let claimed = tx.claim_messages(channel, now, lease_until, limit).await?;
        let count = claimed.len();
        if count == 0 {
            return Ok((0, Vec::new()));
        }
        let (mut shared, mut prepared) = (Shared::default(), Vec::with_capacity(count));
        for one in claimed {
            match self.prepare(&mut tx, &mut shared, one).await? {
                Fate::Send(one) => prepared.push(one),
                Fate::Wait(message, due_at) => tx.unclaim_message(&message, due_at).await?,
                Fate::Cancel(mut message) => {
                    message.state = MessageState::Cancelled;
                    message.settled_at = Some(now);
                    tx.save_message_answer(&message, None).await?;
                }
            }
        }
        tx.insert_links(&shared.links, now).await?;
        tx.save_recipients_sending(lease_until).await?;
        tx.commit().await?;
        Ok((count, prepared))
    }

    /// Carries one message away, or keeps what it says where nothing carries it.
    async fn carry(&self, carrier: &Carrier, prepared: Prepared) -> Carried {
        let rendered = self.render(&prepared);
        let answer = match carrier {
            Carrier::Mail(mail) => {
                let (server, secrets) = &**mail;
                let mail = self.mail(server, &prepared, rendered);
                Carriage::Answered(self.0.mail.send(server, secrets, &mail).await)
            }
            Carrier::Sms(sms) => {
                let (provider, secrets) = &**sms;
                let sms = Sms {
                    id: prepared.message.id.0,
                    to: prepared.message.address.clone(),
                    text: rendered.sms,
                    receipt_url: Some(self.sms_receipt_url(prepared.message.id)),
                };
                Carriage::Answered(self.0.sms.send(provider, secrets, &sms).await)
            }
            Carrier::SmsByMail(both) => {
                let (provider, server, secrets) = &**both;
                Carriage::Answered(match provider.email_address(&prepared.message.address) {
                    Some(address) => {
                        let mail = Mail {
                            to: Mailbox { name: String::new(), address },
                            text: rendered.sms.clone(),
                            html: None,
                            inline: Vec::new(),
                            ..self.mail(server, &prepared, rendered)
                        };
                        self.0.mail.send(server, secrets, &mail).await
                    }
                    None => Answer::Refused {
                        words: "No SMS is sent to numbers of this country; the SMS provider’s settings say which are allowed.".into(),
                    },
                })
            }
            Carrier::Nothing => {
                let held = HeldText {
                    html: rendered.html_with_picture(),
                    subject: rendered.subject,
                    text: rendered.text,
                    sms: rendered.sms,
                };
                Carriage::Held(self.seal_held(prepared.message.id, &held))
            }
        };
        Carried { message: prepared.message, answer }
    }

    fn mail(&self, server: &MailServer, prepared: &Prepared, rendered: Rendered) -> Mail {
        let organization = &self.0.settings.organization.name;
        let name = if server.sender_name.is_empty() { organization } else { &server.sender_name };
        let qr = Inline {
            content_id: QR_CONTENT_ID.to_owned(),
            mime: "image/png".to_owned(),
            octets: rendered.qr_png,
        };
        Mail {
            id: prepared.message.id.0,
            at: prepared.message.created_at,
            from: Mailbox { name: name.clone(), address: server.sender.clone() },
            reply_to: server.reply_to.clone(),
            to: Mailbox { name: prepared.addressee().to_owned(), address: prepared.message.address.clone() },
            subject: rendered.subject,
            text: rendered.text,
            html: Some(rendered.html),
            inline: if qr.octets.is_empty() { Vec::new() } else { vec![qr] },
        }
    }

    /// Writes what became of messages, and shows it with their recipients.
    async fn write_answers(&self, done: Vec<Carried>) -> Result<(), Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        for Carried { mut message, answer } in done {
            let held = match answer {
                Carriage::Answered(answer) => {
                    message.answered(&answer, self.new_reference(), now);
                    None
                }
                Carriage::Held(sealed) => {
                    message.state = MessageState::Held;
                    message.settled_at = Some(now);
                    Some(sealed)
                }
            };
            if let Some(reference) = &message.reference {
                tracing::warn!(message.id = %message.id, %reference, words = %message.words, "a message was not taken");
            }
            // Another runner may have taken it over after the lease: then its answer is the one that counts.
            if tx.save_message_answer(&message, held.as_deref()).await? {
                follow(&mut tx, &message).await?;
                self.tell_of_message(&mut tx, &message).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Puts claimed messages back that were not tried.
    async fn put_back(&self, waiting: VecDeque<Box<Prepared>>) -> Result<(), Error> {
        if waiting.is_empty() {
            return Ok(());
        }
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        for prepared in waiting {
            tx.unclaim_message(&prepared.message, now.plus(USELESS_REST)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    fn delivery_rests(&self, channel: Channel) -> bool {
        let rests = self.0.delivery_rests.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rests.get(&channel).is_some_and(|until| self.now() < *until)
    }

    fn rest_delivery(&self, channel: Channel) {
        let mut rests = self.0.delivery_rests.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rests.insert(channel, self.now().plus(USELESS_REST));
    }

    /// Lets messages go out again at once, because the settings of their channel have been changed.
    pub(crate) fn end_delivery_rest(&self, channel: Channel) {
        let mut rests = self.0.delivery_rests.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        rests.remove(&channel);
    }
}
