//! An invitation is made, and its messages are put into the outbox in the same transaction.

use std::collections::{BTreeMap, HashSet};

use domain::audit::{Audit, Event};
use domain::directory::DirectoryUserRef;
use domain::id::{InvitationId, MessageId, RecipientId, SiteId};
use domain::invitation::{Delivery, Invitation, InvitationTerms};
use domain::message::{Channel, Message, MessageKind, MessageState};
use domain::message_template::TemplateText;
use domain::person::Person;
use domain::privilege::{Privilege, Reach};
use domain::recipient::{Reached, Recipient, Sending};
use domain::time::{DAY, HOUR, Timestamp};
use store::Tx;

use super::MadeLink;
use crate::audit::Change;
use crate::message::Detail;
use crate::{App, Caller, Error, Fault, IdempotencyKey, Refusal};

/// An invitation as somebody fills it in.
#[derive(Clone, Debug)]
pub struct NewInvitation {
    /// How its links reach people.
    pub delivery: Delivery,
    /// What it grants and asks.
    pub terms: InvitationTerms,
    /// Texts of its own by language; where none is, the usual ones.
    pub texts: BTreeMap<String, TemplateText>,
    /// Whom it goes to; empty where nothing is sent.
    pub recipients: Vec<NewRecipient>,
}

/// A recipient as somebody fills them in, the address already in its one form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct NewRecipient {
    /// The e-mail address, or the phone number in its international form.
    pub address: String,
    /// Their name; may be empty.
    pub name: String,
    /// The language of their messages; empty is the invitation's.
    pub language: String,
    /// The IANA name of their time zone; empty is the invitation's.
    pub zone: String,
    /// Where a one-time code goes: by the other way.
    pub other_address: Option<String>,
    /// The person of a directory it is for, if that is known.
    pub user: Option<DirectoryUserRef>,
    /// User and location of that person.
    pub person: Option<Person>,
}

/// An invitation that was just made.
#[derive(Debug)]
pub struct CreatedInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// The one link of an invitation that is not sent: shown now and never again.
    pub link: Option<MadeLink>,
    /// How many messages were put into the outbox.
    pub messages: u64,
}

impl App {
    /// Makes an invitation and puts one message for each recipient into the outbox.
    pub async fn create_invitation(
        &self,
        caller: &Caller,
        new: NewInvitation,
    ) -> Result<CreatedInvitation, Error> {
        self.try_create_invitation(caller, new, None).await?.ok_or(Error::Busy)
    }

    /// Makes an invitation; `None` when one was made under the same key meanwhile, and then this one was not.
    pub(super) async fn try_create_invitation(
        &self,
        caller: &Caller,
        new: NewInvitation,
        key: Option<&IdempotencyKey>,
    ) -> Result<Option<CreatedInvitation>, Error> {
        caller.may_at(Privilege::ManageInvitations, new.terms.site_id)?;
        let now = self.now();
        let mut faults = self.terms_faults(&new.terms, None);
        faults.extend(texts_faults(&new.texts));
        faults.extend(self.recipients_faults(&new));
        faults.extend(code_fault(new.delivery, &new.terms));
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let mut tx = self.0.store.begin().await?;
        if let Some(site_id) = new.terms.site_id {
            self.check_reach(&mut tx, Reach::Site(site_id)).await?;
        }
        let invitation = Invitation {
            id: InvitationId(self.new_id()),
            number: tx.next_invitation_number().await?,
            delivery: new.delivery,
            terms: tidied(new.terms),
            account_id: caller.account_id(),
            inviter: caller.full_name().to_owned(),
            created_at: now,
            changed_at: now,
            paused_at: None,
            revoked_at: None,
            archived_at: None,
        };
        tx.insert_invitation(&invitation).await?;
        if !new.texts.is_empty() {
            tx.save_invitation_texts(invitation.id, &new.texts).await?;
        }
        let (link, messages) = match new.delivery.channel() {
            Some(channel) => {
                let recipients = new.recipients.into_iter();
                let recipients: Vec<_> = recipients
                    .map(|recipient| self.recipient(&invitation, Some(channel), recipient))
                    .collect();
                tx.insert_recipients(&recipients).await?;
                (None, self.enqueue(&mut tx, caller, MessageKind::Invitation, &recipients).await?)
            }
            None => {
                let recipient = self.recipient(&invitation, None, NewRecipient::default());
                let (made, token, code) = self.new_link();
                tx.insert_recipients(std::slice::from_ref(&recipient)).await?;
                tx.insert_links(&[(token, code, recipient.id)], now).await?;
                (Some(made), 0)
            }
        };
        let event = Event::InvitationCreated { name: invitation.terms.name.clone(), recipients: messages };
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&Audit { invitation_id: Some(invitation.id), ..line }).await?;
        let created = CreatedInvitation { invitation, link, messages };
        if let Some(key) = key
            && !self.keep_invitation(&mut tx, caller, key, &created).await?
        {
            return Ok(None);
        }
        tx.commit().await?;
        self.wake_runner();
        Ok(Some(created))
    }

    /// Adds recipients to an invitation and puts their messages into the outbox; those whose address is on it already are left
    /// out. Returns how many are new.
    pub async fn add_recipients(
        &self,
        caller: &Caller,
        id: InvitationId,
        recipients: Vec<NewRecipient>,
    ) -> Result<u64, Error> {
        let mut tx = self.0.store.begin().await?;
        let invitation = self.lock_invitation_for(&mut tx, caller, id).await?;
        invitation.check(self.now())?;
        let Some(channel) = invitation.delivery.channel() else { return Err(Refusal::NothingIsSent.into()) };
        if recipients.is_empty() || recipients.len() > self.0.settings.invitations.recipients_max {
            return Err(Error::Invalid(vec![self.too_many_recipients(recipients.len())]));
        }
        let known = tx.list_recipient_addresses(id).await?;
        let fresh = recipients.into_iter().filter(|new| !known.contains(&new.address.to_lowercase()));
        let fresh: Vec<_> = fresh.map(|new| self.recipient(&invitation, Some(channel), new)).collect();
        if fresh.is_empty() {
            return Ok(0);
        }
        tx.insert_recipients(&fresh).await?;
        let added = self.enqueue(&mut tx, caller, MessageKind::Invitation, &fresh).await?;
        let event = Event::RecipientsAdded { name: invitation.terms.name.clone(), recipients: added };
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&Audit { invitation_id: Some(id), ..line }).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok(added)
    }

    /// Finds what is wrong with terms, in words for the form.
    pub(super) fn terms_faults(
        &self,
        terms: &InvitationTerms,
        former: Option<&InvitationTerms>,
    ) -> Vec<Fault> {
        let faults = terms.faults(former, self.now()).into_iter();
        let mut faults: Vec<_> = faults.map(|fault| Fault::new(fault.field, fault.message)).collect();
        let hours_zone = terms.hours.as_ref().map(|hours| &hours.zone);
        for (field, zone) in [("zone", Some(&terms.zone)), ("hours", hours_zone)] {
            if zone.is_some_and(|zone| jiff::tz::TimeZone::get(zone).is_err()) {
                faults.push(Fault::new(field, "Choose a time zone by its name, such as Europe/Stockholm."));
            }
        }
        faults
    }

    fn recipients_faults(&self, new: &NewInvitation) -> Option<Fault> {
        let count = new.recipients.len();
        match new.delivery.channel() {
            None => (count > 0).then(|| {
                Fault::new(
                    "recipients",
                    "A link that is given out by hand has no recipients. Choose e-mail or SMS.",
                )
            }),
            Some(_) if count == 0 => Some(Fault::new("recipients", "Say whom it goes to.")),
            Some(_) if count > self.0.settings.invitations.recipients_max => {
                Some(self.too_many_recipients(count))
            }
            Some(channel) => {
                let mut seen = HashSet::new();
                let is_doubled = !new.recipients.iter().all(|one| seen.insert(one.address.to_lowercase()));
                let is_address = |one: &NewRecipient| match channel {
                    Channel::Email => one.address.contains('@'),
                    Channel::Sms => one.address.starts_with('+'),
                };
                let is_right = new.recipients.iter().all(is_address) && !is_doubled;
                (!is_right).then(|| Fault::new("recipients", "Each address may stand there once."))
            }
        }
    }

    fn too_many_recipients(&self, count: usize) -> Fault {
        let most = self.0.settings.invitations.recipients_max;
        Fault::new(
            "recipients",
            format!(
                "{count} recipients are more than the {most} that one invitation may have. Nothing was sent: divide the list."
            ),
        )
    }

    fn recipient(&self, invitation: &Invitation, channel: Option<Channel>, new: NewRecipient) -> Recipient {
        Recipient {
            id: RecipientId(self.new_id()),
            invitation_id: invitation.id,
            channel,
            address: new.address,
            other_address: new.other_address,
            name: one_line(&new.name),
            language: new.language,
            zone: new.zone,
            directory_user: new.user,
            person: new.person,
            uses_reserved: 0,
            uses_counted: 0,
            created_at: invitation.changed_at,
            sending: Sending {
                message_id: channel.map(|_| MessageId(self.new_id())),
                state: channel.map(|_| MessageState::Queued),
                ..Sending::default()
            },
            opened_at: None,
            enrollment_id: None,
            reached: Reached::default(),
            stop: None,
            new_link_wanted_at: None,
            reminded_at: None,
            revoked_at: None,
            reference: None,
        }
    }

    /// Puts a message for each recipient into the outbox, under the id that stands with them as their last one; refuses as a
    /// whole what is beyond the limits (T14).
    pub(super) async fn enqueue(
        &self,
        tx: &mut Change,
        caller: &Caller,
        kind: MessageKind,
        recipients: &[Recipient],
    ) -> Result<u64, Error> {
        let now = self.now();
        let wanted = u64::try_from(recipients.len()).unwrap_or(u64::MAX);
        self.check_limits(tx, caller, wanted, now).await?;
        let detail = Detail::default().to_json();
        let messages: Vec<_> = recipients
            .iter()
            .filter_map(|recipient| {
                let message = Message {
                    id: recipient.sending.message_id?,
                    kind,
                    channel: recipient.channel?,
                    address: recipient.address.clone(),
                    invitation_id: Some(recipient.invitation_id),
                    recipient_id: Some(recipient.id),
                    account_id: caller.account_id(),
                    state: MessageState::Queued,
                    attempt: 0,
                    created_at: now,
                    due_at: now,
                    accepted_at: None,
                    settled_at: None,
                    words: String::new(),
                    provider_key: None,
                    reference: None,
                };
                Some((message, detail.clone()))
            })
            .collect();
        tx.insert_messages(&messages).await?;
        Ok(u64::try_from(messages.len()).unwrap_or(u64::MAX))
    }

    async fn check_limits(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        wanted: u64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let limits = &self.0.settings.invitations;
        let hour = now.plus(-HOUR);
        let refuse = |sent: u64, most: u64, whose: &str| -> Result<(), Error> {
            if sent.saturating_add(wanted) <= most {
                return Ok(());
            }
            Err(Refusal::TooManyMessages(format!(
                "{wanted} messages are more than {whose} may send now: {most} an hour, {sent} of them in the last hour. Nothing was sent."
            ))
            .into())
        };
        if let Some(id) = caller.account_id() {
            refuse(tx.count_messages_by(id, hour).await?, limits.messages_per_hour_per_account, "you")?;
        }
        refuse(tx.count_messages_since(hour).await?, limits.messages_per_hour, "this server")
    }

    /// Says whether an address has had as many messages in a day as it may.
    pub(super) async fn is_written_to_enough(&self, tx: &mut Tx, address: &str) -> Result<bool, Error> {
        let since = self.now().plus(-DAY);
        let sent = tx.count_messages_to(address, since).await?;
        Ok(sent >= self.0.settings.invitations.messages_per_day_per_recipient)
    }

    /// Returns the site of new invitations of a caller: the one they look at.
    pub fn default_site(&self, caller: &Caller) -> Option<SiteId> {
        caller.site_id()
    }
}

/// Finds whether a code is asked for that could be sent to nobody.
pub(super) fn code_fault(delivery: Delivery, terms: &InvitationTerms) -> Option<Fault> {
    let words = "A link that is given out by hand has nobody to send a code to. Choose e-mail or SMS, or ask for no code.";
    (terms.asks_code && delivery == Delivery::Link).then(|| Fault::new("asks_code", words))
}

/// Finds what is wrong with texts of an invitation's own.
pub(super) fn texts_faults(texts: &BTreeMap<String, TemplateText>) -> Vec<Fault> {
    texts
        .iter()
        .flat_map(|(language, text)| {
            let faults = text.faults(MessageKind::Invitation).into_iter();
            faults
                .map(move |(field, fault)| Fault::new(field, format!("{}: {fault}", language.to_uppercase())))
        })
        .collect()
}

/// Returns terms without what only looks different.
pub(super) fn tidied(terms: InvitationTerms) -> InvitationTerms {
    InvitationTerms {
        name: terms.name.trim().to_owned(),
        note: terms.note.replace("\r\n", "\n").trim().to_owned(),
        ..terms
    }
}

/// Makes a name one line that stands in a header or an SMS without harm (T13).
fn one_line(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(200).collect();
    line.trim().to_owned()
}
