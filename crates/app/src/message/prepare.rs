//! A claimed message is made ready to go out: is it still wanted, which link or code does it carry, what does it say.
//!
//! Links and codes are made here, in the transaction that claims the message: the database learns their hashes, and nobody
//! but the recipient the rest.

use std::collections::{BTreeMap, HashMap};

use domain::id::{InvitationId, RecipientId};
use domain::invitation::{Invitation, InvitationStatus};
use domain::message::{Message, MessageKind};
use domain::message_template::TemplateText;
use domain::recipient::Recipient;
use domain::secret::{Secret, TokenHash};
use domain::time::{HOUR, Timestamp};
use store::{OutboxMessage, Tx};

use super::Detail;
use super::render::{Rendered, Values, render};
use crate::invitation::Opened;
use crate::{App, Error};

/// A message with what its text is made of.
pub(super) struct Prepared {
    /// The message.
    pub(super) message: Message,
    kind: MessageKind,
    template: TemplateText,
    language: String,
    recipient: String,
    link: Secret,
    code: Secret,
    expires_at: Option<Timestamp>,
    zone: String,
    inviter: String,
}

/// What becomes of a message that was claimed.
pub(super) enum Fate {
    /// It goes out.
    Send(Box<Prepared>),
    /// It is not sent any more.
    Cancel(Message),
    /// It waits: its invitation rests.
    Wait(Message, Timestamp),
}

/// What the messages of one batch share, read once.
#[derive(Default)]
pub(super) struct Shared {
    invitations: HashMap<InvitationId, Option<Told>>,
    templates: HashMap<(MessageKindKey, String), (TemplateText, String)>,
    /// The links made, to be written at once.
    pub(super) links: Vec<(TokenHash, TokenHash, RecipientId)>,
}

/// An invitation with its own texts by language.
type Told = (Invitation, BTreeMap<String, TemplateText>);

/// The name of a kind, which hashes.
type MessageKindKey = &'static str;

/// A message whose invitation rests is looked at again after this long; resuming hastens it.
const PAUSED_WAIT: i64 = HOUR;

impl App {
    /// Makes a claimed message ready, or says why it does not go out.
    pub(super) async fn prepare(
        &self,
        tx: &mut Tx,
        shared: &mut Shared,
        claimed: OutboxMessage,
    ) -> Result<Fate, Error> {
        let OutboxMessage { message, detail, .. } = claimed;
        let detail = Detail::from_json(&detail);
        let invitation = match message.invitation_id {
            Some(id) => self.shared_invitation(tx, shared, id).await?,
            None => None,
        };
        match message.kind {
            MessageKind::Invitation | MessageKind::Reminder => {
                let recipient = match message.recipient_id {
                    Some(id) => tx.find_recipient(id).await?,
                    None => None,
                };
                let (Some((invitation, texts)), Some(recipient)) = (invitation, recipient) else {
                    return Ok(Fate::Cancel(message));
                };
                self.prepare_invitation(tx, shared, message, invitation, &texts, recipient).await
            }
            MessageKind::Code => {
                let enrollment_id = detail.about.as_deref().and_then(|id| id.parse().ok());
                let (Some((invitation, _)), Some(enrollment_id)) = (invitation, enrollment_id) else {
                    return Ok(Fate::Cancel(message));
                };
                let enrollment = tx.find_enrollment(enrollment_id).await?;
                let enrollment = enrollment.filter(|one| one.check_answer(self.now()).is_ok());
                let recipient = match enrollment.and_then(|enrollment| enrollment.invitation) {
                    Some(invited) => tx.find_recipient(invited.recipient_id).await?,
                    None => None,
                };
                let Some(recipient) = recipient else { return Ok(Fate::Cancel(message)) };
                let code = self.new_code(tx, enrollment_id).await?;
                let opened = Opened { invitation, recipient };
                let (template, language) =
                    self.shared_template(tx, shared, message.kind, opened.language()).await?;
                let prepared = Prepared {
                    code,
                    template,
                    language,
                    recipient: opened.recipient.name.clone(),
                    zone: opened.zone().to_owned(),
                    ..self.bare(message, &opened.invitation)
                };
                Ok(Fate::Send(Box::new(prepared)))
            }
            MessageKind::NewLinkWanted | MessageKind::ApprovalWanted => {
                let Some((invitation, _)) = invitation else { return Ok(Fate::Cancel(message)) };
                let language = invitation.terms.language.clone();
                let (template, language) = self.shared_template(tx, shared, message.kind, &language).await?;
                // What it leads to asks for a sign-in: the link is no secret.
                let link = format!("{}/console/invitations/{}", self.0.settings.base_url, invitation.id);
                let prepared = Prepared {
                    link: Secret::new(link),
                    template,
                    language,
                    recipient: detail.recipient.unwrap_or_default(),
                    ..self.bare(message, &invitation)
                };
                Ok(Fate::Send(Box::new(prepared)))
            }
            MessageKind::Test => Ok(Fate::Cancel(message)), // tests go out at once, not by the outbox
        }
    }

    async fn prepare_invitation(
        &self,
        tx: &mut Tx,
        shared: &mut Shared,
        message: Message,
        invitation: Invitation,
        texts: &BTreeMap<String, TemplateText>,
        recipient: Recipient,
    ) -> Result<Fate, Error> {
        let now = self.now();
        if !recipient.is_pending() {
            return Ok(Fate::Cancel(message));
        }
        match invitation.status(now) {
            InvitationStatus::Active => {}
            InvitationStatus::Paused => return Ok(Fate::Wait(message, now.plus(PAUSED_WAIT))),
            InvitationStatus::Expired | InvitationStatus::Revoked => return Ok(Fate::Cancel(message)),
        }
        let (link, token, code) = self.new_link();
        shared.links.push((token, code, recipient.id));
        let opened = Opened { invitation, recipient };
        let own = texts.get(opened.language()).filter(|_| message.kind == MessageKind::Invitation);
        let (template, language) = match own {
            Some(own) => (own.clone(), opened.language().to_owned()),
            None => self.shared_template(tx, shared, message.kind, opened.language()).await?,
        };
        let prepared = Prepared {
            link: link.url,
            code: link.code,
            template,
            language,
            recipient: opened.recipient.name.clone(),
            zone: opened.zone().to_owned(),
            ..self.bare(message, &opened.invitation)
        };
        Ok(Fate::Send(Box::new(prepared)))
    }

    fn bare(&self, message: Message, invitation: &Invitation) -> Prepared {
        Prepared {
            kind: message.kind,
            message,
            template: TemplateText::default(),
            language: String::new(),
            recipient: String::new(),
            link: Secret::new(""),
            code: Secret::new(""),
            expires_at: invitation.terms.expires_at,
            zone: invitation.terms.zone.clone(),
            inviter: invitation.inviter.clone(),
        }
    }

    async fn shared_invitation(
        &self,
        tx: &mut Tx,
        shared: &mut Shared,
        id: InvitationId,
    ) -> Result<Option<Told>, Error> {
        if let Some(known) = shared.invitations.get(&id) {
            return Ok(known.clone());
        }
        let found = match tx.find_invitation(id).await? {
            Some(invitation) => Some((invitation, tx.find_invitation_texts(id).await?)),
            None => None,
        };
        shared.invitations.insert(id, found.clone());
        Ok(found)
    }

    async fn shared_template(
        &self,
        tx: &mut Tx,
        shared: &mut Shared,
        kind: MessageKind,
        language: &str,
    ) -> Result<(TemplateText, String), Error> {
        let key = (kind.name(), language.to_owned());
        if let Some(known) = shared.templates.get(&key) {
            return Ok(known.clone());
        }
        let found = self.message_template(tx, kind, language).await?;
        shared.templates.insert(key, found.clone());
        Ok(found)
    }

    /// Writes what a message says.
    pub(super) fn render(&self, prepared: &Prepared) -> Rendered {
        let organization = &self.0.settings.organization;
        let values = Values {
            recipient: Some(prepared.recipient.as_str()).filter(|name| !name.is_empty()),
            link: prepared.link.expose(),
            code: prepared.code.expose(),
            expires_at: prepared.expires_at,
            zone: &prepared.zone,
            organization: &organization.name,
            inviter: &prepared.inviter,
            help: &organization.help,
        };
        render(prepared.kind, &prepared.template, &prepared.language, &values)
    }
}

impl Prepared {
    /// Returns the name of whoever it goes to; a notice about somebody does not go to them.
    pub(super) fn addressee(&self) -> &str {
        match self.kind {
            MessageKind::NewLinkWanted | MessageKind::ApprovalWanted => "",
            _ => &self.recipient,
        }
    }
}
