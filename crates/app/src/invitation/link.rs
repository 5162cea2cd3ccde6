//! The links of invitations: made, hashed, and recognised however they come.

use aws_lc_rs::hmac;
use domain::audit::{Audit, Event};
use domain::id::RecipientId;
use domain::invitation::{LinkCode, LinkToken};
use domain::privilege::Privilege;
use domain::secret::{Secret, TokenHash};
use store::Tx;

use super::Opened;
use crate::token::hash;
use crate::{App, Caller, Error, Refusal};

/// What opens an invitation, as somebody has brought it: the token of a link, or the short code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum LinkKey {
    /// The token of a link.
    Token(LinkToken),
    /// A short code, typed.
    Code(LinkCode),
}

/// A link that has just been made. It is shown once: the database keeps only hashes.
#[derive(Clone, Debug)]
pub struct MadeLink {
    /// The absolute link.
    pub url: Secret,
    /// The short code that can be typed at the enrollment URL instead, as people read it.
    pub code: Secret,
    /// The token as the decimal number by which older scripts know invitations.
    pub decimal: Secret,
}

/// The path of links, before the token. Short, because it stands in an SMS.
const LINK_PATH: &str = "/i/";

impl LinkKey {
    /// Reads what somebody has brought: a token, its decimal number, or a short code; `None` for what cannot be one.
    pub fn parse(text: &str) -> Option<Self> {
        LinkToken::parse(text).map(Self::Token).or_else(|| LinkCode::parse(text).map(Self::Code))
    }

    /// Returns the key in the one form in which it is kept by a browser.
    pub fn secret(&self) -> &Secret {
        match self {
            Self::Token(token) => token.secret(),
            Self::Code(code) => code.secret(),
        }
    }
}

impl App {
    /// Makes a link for a recipient without writing it: the link, and its hashes for [`Tx::insert_links`].
    pub(crate) fn new_link(&self) -> (MadeLink, TokenHash, TokenHash) {
        let token = LinkToken::from_random(self.0.ids.octets());
        let code = LinkCode::from_random(self.0.ids.octets());
        let hashes = (hash(token.secret().expose()), self.keyed_hash(code.secret()));
        let url = format!("{}{LINK_PATH}{}", self.0.settings.base_url, token.secret().expose());
        let made =
            MadeLink { url: Secret::new(url), code: Secret::new(code.shown()), decimal: token.decimal() };
        (made, hashes.0, hashes.1)
    }

    /// Returns what is stored of a secret that is too short for a bare hash: it is keyed with a key outside the database.
    pub(crate) fn keyed_hash(&self, secret: &Secret) -> TokenHash {
        TokenHash(sign(&self.0.code_keys[0], secret))
    }

    /// Finds what a key opens. Whatever is unknown gets the same answer after the same work (T17).
    pub(crate) async fn find_opened(&self, tx: &mut Tx, key: &LinkKey) -> Result<Opened, Error> {
        let recipient_id = match key {
            LinkKey::Token(token) => tx.find_link(hash(token.secret().expose())).await?,
            LinkKey::Code(code) => {
                let mut found = None;
                // Codes that went out before the sealing key was changed count on.
                for code_key in &self.0.code_keys {
                    found = found.or(tx.find_link_by_code(TokenHash(sign(code_key, code.secret()))).await?);
                }
                found
            }
        };
        let recipient = match recipient_id {
            Some(id) => tx.find_recipient(id).await?,
            None => None,
        };
        let recipient = recipient.ok_or(Refusal::InvitationLink)?;
        let invitation = tx.find_invitation(recipient.invitation_id).await?.ok_or(Refusal::InvitationLink)?;
        Ok(Opened { invitation, recipient })
    }

    /// Makes a new link for a recipient, to be given out by hand. With `replaces`, those that went out before open nothing
    /// any more.
    pub async fn make_link(
        &self,
        caller: &Caller,
        id: RecipientId,
        replaces: bool,
    ) -> Result<MadeLink, Error> {
        caller.may_somewhere(Privilege::ManageInvitations)?;
        let (made, token, code) = self.new_link();
        let mut tx = self.0.store.begin().await?;
        let recipient = tx.find_recipient(id).await?.ok_or(Error::NotFound)?;
        let invitation = self.lock_invitation_for(&mut tx, caller, recipient.invitation_id).await?;
        invitation.check(self.now())?;
        if recipient.revoked_at.is_some() {
            return Err(domain::invitation::InvitationRefusal::Revoked.into());
        }
        if replaces {
            tx.delete_links(id).await?;
        }
        tx.insert_links(&[(token, code, id)], self.now()).await?;
        let event = Event::LinkMade { name: invitation.terms.name.clone() };
        let line = self.audit(caller.actor(), caller.source(), event);
        tx.insert_audit(&Audit { invitation_id: Some(invitation.id), ..line }).await?;
        tx.commit().await?;
        Ok(made)
    }
}

fn sign(key: &hmac::Key, secret: &Secret) -> [u8; 32] {
    let tag = hmac::sign(key, secret.expose().as_bytes());
    tag.as_ref().try_into().expect("HMAC-SHA-256 has 32 octets")
}
