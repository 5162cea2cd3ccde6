//! At the portal: a link is looked at, opened, and leads into an enrollment.

use std::net::IpAddr;

use domain::audit::{Actor, Audit, Event};
use domain::built_in_person::BUILT_IN_DIRECTORY_ID;
use domain::enrollment::{Course, Invited, Ownership, Terms};
use domain::id::{EnrollmentId, MessageId, RecipientId};
use domain::invitation::{Invitation, InvitationRefusal, LocalTime, LoginMatch};
use domain::message::{Channel, Message, MessageKind, MessageState};
use domain::person::Person;
use domain::question::{ApprovalQuestion, CodeQuestion, Questions};
use domain::recipient::Recipient;
use domain::setting::Devices;
use domain::time::{HOUR, Timestamp};
use domain::webhook::Occurrence;
use store::Tx;

use super::{LinkKey, Opened};
use crate::enrollment_access::demand_by_url;
use crate::login::Identity;
use crate::{App, Begun, Error, Instead, Login, Refusal};

/// An invitation as somebody with its link sees it.
#[derive(Clone, Debug)]
pub struct InvitationView {
    /// The recipient.
    pub recipient_id: RecipientId,
    /// The recipient's name; may be empty.
    pub recipient: String,
    /// Who invites.
    pub inviter: String,
    /// Until when it serves.
    pub expires_at: Option<Timestamp>,
    /// Whether a login is asked for.
    pub requires_login: bool,
    /// Whether a one-time code will be asked for, and where it goes, in part hidden.
    pub code_goes_to: Option<String>,
    /// Whether somebody has to approve the enrollment.
    pub needs_approval: bool,
    /// Why it does not serve.
    pub refusal: Option<InvitationRefusal>,
    /// Whether the recipient has asked for a new link already.
    pub is_new_link_wanted: bool,
    /// The language that was noted for the recipient.
    pub language: Option<String>,
}

/// Somebody may ask for a new link once in this time.
const NEW_LINK_STEP: i64 = HOUR;

impl App {
    /// Says how the invitation of a link stands, changing nothing (T02). Refuses with [`Refusal::InvitationLink`] what is no
    /// link of ours.
    pub async fn look_at_invitation(&self, key: &LinkKey) -> Result<InvitationView, Error> {
        let mut tx = self.0.store.read().await?;
        let opened = self.find_opened(&mut tx, key).await?;
        Ok(self.view(&opened))
    }

    /// Notes that somebody has opened an invitation, the first time they do.
    pub async fn open_invitation(&self, key: &LinkKey, source: IpAddr) -> Result<InvitationView, Error> {
        let mut tx = self.0.store.read().await?;
        let mut opened = self.find_opened(&mut tx, key).await?;
        drop(tx);
        if opened.recipient.opened_at.is_some() {
            return Ok(self.view(&opened));
        }
        let mut tx = self.0.store.begin().await?;
        let Some(mut recipient) = tx.lock_recipient(opened.recipient.id).await? else {
            return Err(Refusal::InvitationLink.into());
        };
        if recipient.opened_at.is_none() {
            recipient.opened_at = Some(self.now());
            tx.save_recipient(&recipient).await?;
            let event = Event::InvitationOpened { name: opened.invitation.terms.name.clone() };
            let line = self.audit(&Actor::Anonymous, Some(source), event);
            tx.insert_audit(&Audit { invitation_id: Some(opened.invitation.id), ..line }).await?;
            let told = Occurrence::of_opening(self.new_id(), opened.invitation.id, recipient.id, self.now());
            tx.insert_occurrence(told).await?;
        }
        tx.commit().await?;
        opened.recipient = recipient;
        Ok(self.view(&opened))
    }

    fn view(&self, opened: &Opened) -> InvitationView {
        let Opened { invitation, recipient } = opened;
        let terms = &invitation.terms;
        let refusal = self.check_begin(invitation).and_then(|()| recipient.check(terms.uses_max)).err();
        InvitationView {
            recipient_id: recipient.id,
            recipient: recipient.name.clone(),
            language: Some(recipient.language.clone()).filter(|code| !code.is_empty()),
            inviter: invitation.inviter.clone(),
            expires_at: terms.expires_at,
            requires_login: terms.requires_login,
            code_goes_to: terms.asks_code.then(|| hidden(code_address(recipient).1)),
            needs_approval: terms.needs_approval,
            is_new_link_wanted: recipient
                .new_link_wanted_at
                .is_some_and(|at| self.now().since(at) < NEW_LINK_STEP),
            refusal,
        }
    }

    /// Says whether an enrollment may begin by an invitation now.
    fn check_begin(&self, invitation: &Invitation) -> Result<(), InvitationRefusal> {
        let now = self.now();
        let zone = invitation.terms.hours.as_ref().map_or("UTC", |hours| &hours.zone);
        invitation.check_begin(now, local_time(now, zone))
    }

    /// Begins an enrollment by an invitation: with a login where it asks for one, without where it does not. The invitation's
    /// own terms decide, not the page that sent the form (T10, T11).
    pub async fn begin_enrollment_by_invitation(
        &self,
        key: &LinkKey,
        login: Option<Login>,
        source: IpAddr,
    ) -> Result<Begun, Error> {
        let opened = self.open_to_begin(key, source).await?;
        let identity = match login {
            Some(login) => Some(Box::pin(self.check_portal_login(&login)).await?),
            None => None,
        };
        self.begin_opened(&opened, identity.as_ref(), source).await
    }

    /// Finds what a link opens by which somebody wants to begin, if it serves.
    pub(crate) async fn open_to_begin(&self, key: &LinkKey, source: IpAddr) -> Result<Opened, Error> {
        let mut tx = self.0.store.read().await?;
        let opened = self.find_opened(&mut tx, key).await?;
        drop(tx);
        match self.check_opened(&opened) {
            Ok(()) => Ok(opened),
            Err(refusal) => self.refuse_opened(&opened, refusal, source).await,
        }
    }

    /// Begins an enrollment by an invitation of somebody who has proved who they are, or of nobody in particular where it
    /// asks for no login.
    pub(crate) async fn begin_opened(
        &self,
        opened: &Opened,
        identity: Option<&Identity>,
        source: IpAddr,
    ) -> Result<Begun, Error> {
        let terms = &opened.invitation.terms;
        if identity.is_none() && terms.requires_login {
            return Err(Refusal::LoginNeeded.into());
        }
        if let Some(identity) = identity
            && terms.login_match == LoginMatch::Must
            && !is_recipient(&opened.recipient, identity)
        {
            return self.refuse_opened(opened, InvitationRefusal::OtherPerson, source).await;
        }
        let actor = identity.map_or(Actor::Anonymous, Identity::actor);
        match self.begin(&actor, Some(source), identity, None, Some(opened)).await {
            Err(Error::Refused(Refusal::Invitation(refusal))) => {
                self.refuse_opened(opened, refusal, source).await
            }
            begun => begun,
        }
    }

    fn check_opened(&self, opened: &Opened) -> Result<(), InvitationRefusal> {
        self.check_begin(&opened.invitation)?;
        opened.recipient.check(opened.invitation.terms.uses_max)
    }

    /// Writes down that an invitation was refused, and refuses.
    async fn refuse_opened<T>(
        &self,
        opened: &Opened,
        refusal: InvitationRefusal,
        source: IpAddr,
    ) -> Result<T, Error> {
        let event = Event::InvitationRefused {
            name: opened.invitation.terms.name.clone(),
            reason: refusal.name().to_owned(),
        };
        let mut tx = self.0.store.begin().await?;
        let line = self.audit(&Actor::Anonymous, Some(source), event);
        tx.insert_audit(&Audit { invitation_id: Some(opened.invitation.id), ..line }).await?;
        tx.commit().await?;
        Err(refusal.into())
    }

    /// Returns the terms of an enrollment by an invitation: those of the login, if there was one, under those of the
    /// invitation. The invitation is held, so that nobody changes it before the enrollment stands.
    pub(crate) async fn terms_by_invitation(
        &self,
        tx: &mut Tx,
        opened: &Opened,
        identity: Option<&Identity>,
        devices: &Devices,
    ) -> Result<(Terms, Invitation), Error> {
        let held = tx.share_invitation(opened.invitation.id).await?.ok_or(Refusal::InvitationLink)?;
        let recipient = tx.find_recipient(opened.recipient.id).await?.ok_or(Refusal::InvitationLink)?;
        self.check_begin(&held)?;
        recipient.check(held.terms.uses_max)?;
        demand_by_url(devices)?;
        let terms = match identity {
            Some(identity) => self.terms_of(tx, identity, devices).await?,
            None => Terms {
                account_id: None,
                person: invited_person(&recipient),
                directory_user: recipient.directory_user.clone(),
                ownership: Ownership::Institutional,
                site_id: None,
                invitation: None,
                questions: Questions::default(),
                course: Course { is_unproved: true, ..Course::default() },
            },
        };
        if terms.ownership == Ownership::Personal {
            // Somebody who may enroll nothing but devices of their own (T11).
            return Err(Refusal::NothingOffered { instead: Instead::Personal }.into());
        }
        let (site_id, site) = match held.terms.site_id {
            Some(site_id) => (Some(site_id), None),
            None => (terms.site_id, terms.questions.site),
        };
        let questions = Questions {
            code: held.terms.asks_code.then(CodeQuestion::default),
            ownership: None,
            site,
            approval: held.terms.needs_approval.then(ApprovalQuestion::default),
            ..terms.questions
        };
        let terms = Terms {
            site_id,
            // Whatever the login would allow: an invitation is for what the organization owns (T11).
            ownership: Ownership::Institutional,
            invitation: Some(Invited::new(held.id, recipient.id)),
            questions,
            ..terms
        };
        Ok((terms, held))
    }

    /// Notes, with an enrollment that has just begun, what its invitation makes of it: who logged in that was not meant, and
    /// the messages that go out now.
    pub(crate) async fn note_begun(
        &self,
        tx: &mut Tx,
        enrollment_id: EnrollmentId,
        questions: &Questions,
        opened: &Opened,
        identity: Option<&Identity>,
        source: Option<IpAddr>,
    ) -> Result<(), Error> {
        let recipient = &opened.recipient;
        if let Some(identity) = identity
            && !is_recipient(recipient, identity)
        {
            let event = Event::InvitationOtherPerson {
                recipient: recipient.address.clone(),
                username: identity.terms().person.username,
            };
            let line = self.audit(&identity.actor(), source, event);
            tx.insert_audit(&Audit {
                enrollment_id: Some(enrollment_id),
                invitation_id: Some(opened.invitation.id),
                ..line
            })
            .await?;
        }
        if questions.code.is_some() {
            self.ask_for_code(tx, enrollment_id, opened).await?;
        }
        if questions.approval.is_some() {
            self.tell_inviter(tx, opened, MessageKind::ApprovalWanted, enrollment_id.to_string()).await?;
        }
        Ok(())
    }

    /// Tells the inviter that somebody with a link asks for a new one. Asked for again within the hour, it tells nobody.
    pub async fn want_new_link(&self, key: &LinkKey, source: IpAddr) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let opened = self.find_opened(&mut tx, key).await?;
        drop(tx);
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let Some(mut recipient) = tx.lock_recipient(opened.recipient.id).await? else {
            return Err(Refusal::InvitationLink.into());
        };
        if recipient.new_link_wanted_at.is_some_and(|at| now.since(at) < NEW_LINK_STEP) {
            return Ok(());
        }
        recipient.new_link_wanted_at = Some(now);
        tx.save_recipient(&recipient).await?;
        let event = Event::NewLinkWanted { name: opened.invitation.terms.name.clone() };
        let line = self.audit(&Actor::Anonymous, Some(source), event);
        tx.insert_audit(&Audit { invitation_id: Some(opened.invitation.id), ..line }).await?;
        self.tell_inviter(&mut tx, &opened, MessageKind::NewLinkWanted, String::new()).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok(())
    }

    /// Puts a notice to the inviter into the outbox, if they have an address.
    async fn tell_inviter(
        &self,
        tx: &mut Tx,
        opened: &Opened,
        kind: MessageKind,
        about: String,
    ) -> Result<(), Error> {
        let inviter = match opened.invitation.account_id {
            Some(id) => tx.find_account(id).await?,
            None => None,
        };
        let inviter = inviter.filter(|account| account.disabled_at.is_none());
        let Some(address) = inviter.and_then(|account| account.email) else { return Ok(()) };
        let now = self.now();
        let message = Message {
            id: MessageId(self.new_id()),
            kind,
            channel: Channel::Email,
            address,
            invitation_id: Some(opened.invitation.id),
            // It is about the recipient, not to them.
            recipient_id: None,
            account_id: None,
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
        let detail = crate::message::Detail {
            about: Some(about).filter(|about| !about.is_empty()),
            recipient: Some(recipient_title(&opened.recipient)),
        };
        Ok(tx.insert_messages(&[(message, detail.to_json())]).await?)
    }
}

/// Returns how a recipient is called by those who invited them.
pub(crate) fn recipient_title(recipient: &Recipient) -> String {
    match (recipient.name.as_str(), recipient.address.as_str()) {
        ("", address) => address.to_owned(),
        (name, "") => name.to_owned(),
        (name, address) => format!("{name} ({address})"),
    }
}

/// Returns by which way and where a one-time code goes: the other way where there is one, else the same.
pub(crate) fn code_address(recipient: &Recipient) -> (Channel, &str) {
    let channel = recipient.channel.unwrap_or(Channel::Email);
    match &recipient.other_address {
        Some(other) => {
            let channel = if channel == Channel::Email { Channel::Sms } else { Channel::Email };
            (channel, other)
        }
        None => (channel, &recipient.address),
    }
}

/// Hides the middle of an address, so that who holds a forwarded link does not learn it.
pub(super) fn hidden(address: &str) -> String {
    let ends = |text: &str, first: usize, last: usize| {
        let characters: Vec<char> = text.chars().collect();
        let front: String = characters.iter().take(first).collect();
        let back: String = characters.iter().skip(characters.len().saturating_sub(last).max(first)).collect();
        format!("{front}…{back}")
    };
    match address.split_once('@') {
        Some((name, domain)) => format!("{}@{domain}", ends(name, 1, 0)),
        None => ends(address, 3, 2),
    }
}

/// Returns user and location where nobody logs in: of the person whom the invitation is for.
fn invited_person(recipient: &Recipient) -> Person {
    if let Some(person) = &recipient.person {
        return person.clone();
    }
    let (email, phone) = match recipient.channel {
        Some(Channel::Email) => (Some(recipient.address.clone()), recipient.other_address.clone()),
        Some(Channel::Sms) => (recipient.other_address.clone(), Some(recipient.address.clone())),
        None => (None, None),
    };
    Person { full_name: recipient.name.clone(), email, phone, ..Person::default() }
}

/// Says whether somebody who logged in is the one whom an invitation was sent to: the same person of a directory, or one
/// with the same username or address. An invitation that names nobody is for everybody.
fn is_recipient(recipient: &Recipient, identity: &Identity) -> bool {
    let terms = identity.terms();
    match &recipient.directory_user {
        // Nobody logs in by the built-in list: its people are told by their address, wherever they log in.
        Some(user) if user.directory_id != BUILT_IN_DIRECTORY_ID => {
            return terms.directory_user.as_ref() == Some(user);
        }
        _ => {}
    }
    let same =
        |one: &str, other: &str| !one.is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    match recipient.channel {
        None => true,
        Some(Channel::Email) => {
            terms.person.email.as_deref().is_some_and(|email| same(email, &recipient.address))
                || same(&terms.person.username, &recipient.address)
        }
        Some(Channel::Sms) => terms.person.phone.as_deref().is_some_and(|phone| {
            let (typed, known) = (digits(&recipient.address), digits(phone));
            // Directories write numbers with or without the country: the last eight digits tell people apart.
            known.len() >= 8 && typed.ends_with(&known[known.len() - 8..])
        }),
    }
}

/// Returns the moment of the week in a time zone; of an unknown one, in UTC.
fn local_time(now: Timestamp, zone: &str) -> LocalTime {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let instant = jiff::Timestamp::from_millisecond(now.0).unwrap_or_default();
    let local = instant.to_zoned(zone);
    LocalTime {
        day: u8::try_from(local.weekday().to_monday_zero_offset()).unwrap_or_default(),
        minute: u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_shows_its_ends_only() {
        assert_eq!(hidden("anna@example.org"), "a…@example.org");
        assert_eq!(hidden("+46701234567"), "+46…67");
        assert_eq!(hidden("+4"), "+4…");
    }

    #[test]
    fn hours_are_those_of_the_zone() {
        let noon = Timestamp(1_795_348_800_000); // Sunday
        assert_eq!(local_time(noon, "UTC"), LocalTime { day: 6, minute: 12 * 60 });
        assert_eq!(local_time(noon, "Europe/Stockholm"), LocalTime { day: 6, minute: 13 * 60 });
        assert_eq!(local_time(noon, "Pacific/Auckland"), LocalTime { day: 0, minute: 60 });
        assert_eq!(local_time(noon, "Nowhere/Land"), LocalTime { day: 6, minute: 12 * 60 });
    }
}
