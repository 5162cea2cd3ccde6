//! Handing over: a person goes on in another browser with what they have begun in this one.
//!
//! What the new browser gets is made when it takes over, so nothing that was ever shown opens anything afterwards. The
//! profile's link moves with the session: the browser that hands over can follow, and fetch nothing any more.

use std::net::IpAddr;

use domain::audit::{Actor, Audit, Event};
use domain::enrollment::{Enrollment, Step};
use domain::handover::{Carried, Handover, HandoverRefusal};
use domain::id::{EnrollmentId, HandoverId, RecipientId, SessionId};
use domain::invitation::{LinkCode, LinkToken};
use domain::secret::Secret;
use domain::session::{Purpose, Session, Visit};
use domain::time::{HOUR, MINUTE, Timestamp};
use store::{HandoverHashes, Tx};

use crate::invitation::Opened;
use crate::token::{derive, hash, new_token, sha256};
use crate::trust::CA_LINK;
use crate::{App, Begun, Error, LinkKey, Refusal};

/// The browser that hands over, by what it holds.
#[derive(Clone, Debug)]
pub enum HandoverOrigin {
    /// The session of an enrollment that has begun.
    Session(Secret),
    /// What opens an invitation, before anything has begun by it.
    Invitation(LinkKey),
}

/// What the browser shows that hands over.
#[derive(Clone, Debug)]
pub struct OfferedHandover {
    /// The absolute link, for a QR code.
    pub url: Secret,
    /// The short code to type instead, as people read it.
    pub code: Secret,
    /// Until when it can be taken.
    pub expires_at: Timestamp,
    /// How it stands.
    pub state: HandoverState,
}

/// How a handing over stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandoverState {
    /// Nobody has come with it yet.
    Waiting,
    /// The other browser goes on.
    Taken,
    /// Its time is over.
    Expired,
}

impl HandoverState {
    /// Returns the word in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Taken => "taken",
            Self::Expired => "expired",
        }
    }
}

/// What somebody sees who comes with a link or code, before they go on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HandoverView {
    /// Whose enrollment goes on: their name, or what they log in with; empty for an invitation, or nobody in particular.
    pub person: String,
    /// Whether it carries an invitation rather than an enrollment that has begun.
    pub is_invitation: bool,
    /// Why it cannot be taken.
    pub refusal: Option<HandoverRefusal>,
}

/// What the browser gets that takes over.
#[derive(Debug)]
pub enum TakenHandover {
    /// The session of the enrollment, under a new token.
    Enrollment(Box<Begun>),
    /// What opens the invitation.
    Invitation(LinkKey),
}

/// The path of links, before the token. Short, so that the QR code is coarse.
const LINK_PATH: &str = "/h/";
/// Asked for again while so much of its time is left, the present one serves on: a reload makes no second.
const SERVES_ON: i64 = 9 * MINUTE;
/// How often an invitation is handed over in an hour: each time leaves a link of its own.
const HANDOVERS_PER_HOUR_MAX: u64 = 12;

impl HandoverOrigin {
    fn secret(&self) -> &Secret {
        match self {
            Self::Session(session) => session,
            Self::Invitation(key) => key.secret(),
        }
    }
}

impl App {
    /// Makes what takes over in another browser, in place of what this browser made before.
    pub async fn make_handover(
        &self,
        origin: &HandoverOrigin,
        source: IpAddr,
    ) -> Result<OfferedHandover, Error> {
        let now = self.now();
        let hash_of_origin = self.keyed_hash(origin.secret());
        let mut tx = self.0.store.begin().await?;
        let (carried, line) = self.carried(&mut tx, origin, source).await?;
        if let Some(present) = tx.find_handover_of(hash_of_origin).await?
            && present.check(now).is_ok()
            && present.expires_at.since(now) >= SERVES_ON
        {
            return Ok(self.offered(origin, &present));
        }
        if let Carried::Invitation(recipient_id) = carried
            && tx.count_handovers_of(recipient_id, now.plus(-HOUR)).await? >= HANDOVERS_PER_HOUR_MAX
        {
            return Err(Error::Throttled(now.plus(HOUR)));
        }
        let handover = Handover::new(HandoverId(self.new_id()), carried, now);
        let (token, code) = keys(origin, handover.id);
        let hashes = HandoverHashes {
            token: self.keyed_hash(token.secret()),
            code: self.keyed_hash(code.secret()),
            origin: hash_of_origin,
        };
        tx.delete_untaken_handovers(hash_of_origin).await?;
        tx.insert_handover(&handover, &hashes).await?;
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(self.offered(origin, &handover))
    }

    /// Finds what a browser can hand over, and the line of the trail about it.
    async fn carried(
        &self,
        tx: &mut Tx,
        origin: &HandoverOrigin,
        source: IpAddr,
    ) -> Result<(Carried, Audit), Error> {
        let line = self.audit(&Actor::Anonymous, Some(source), Event::HandoverMade);
        match origin {
            HandoverOrigin::Session(token) => {
                let session = tx.find_session(hash(token.expose())).await?;
                let (session, id) = self.active(session).ok_or(Error::Unauthenticated)?;
                let mut enrollment = tx.find_enrollment(id).await?.ok_or(Error::NotFound)?;
                enrollment.hand_over(self.now())?;
                let line = Audit { enrollment_id: Some(id), invitation_id: invited(&enrollment), ..line };
                Ok((Carried::Enrollment(id, session.id), line))
            }
            HandoverOrigin::Invitation(key) => {
                let Opened { invitation, recipient } = self.find_opened(tx, key).await?;
                Ok((Carried::Invitation(recipient.id), Audit { invitation_id: Some(invitation.id), ..line }))
            }
        }
    }

    /// Finds what a browser made last to hand over; `None` when it has made nothing lately.
    pub async fn find_handover(&self, origin: &HandoverOrigin) -> Result<Option<OfferedHandover>, Error> {
        let mut tx = self.0.store.read().await?;
        let found = tx.find_handover_of(self.keyed_hash(origin.secret())).await?;
        Ok(found.map(|handover| self.offered(origin, &handover)))
    }

    fn offered(&self, origin: &HandoverOrigin, handover: &Handover) -> OfferedHandover {
        let (token, code) = keys(origin, handover.id);
        let state = match handover.check(self.now()) {
            Ok(()) => HandoverState::Waiting,
            Err(HandoverRefusal::Taken) => HandoverState::Taken,
            Err(_) => HandoverState::Expired,
        };
        OfferedHandover {
            url: Secret::new(format!("{}{LINK_PATH}{}", self.0.settings.base_url, token.secret().expose())),
            code: Secret::new(code.shown()),
            expires_at: handover.expires_at,
            state,
        }
    }

    /// Says what a link or code would take over, changing nothing (T02). Refuses with [`Refusal::InvitationLink`], as for
    /// invitations, what nobody has made.
    pub async fn look_at_handover(&self, key: &LinkKey) -> Result<HandoverView, Error> {
        let now = self.now();
        let mut tx = self.0.store.read().await?;
        let found = tx.find_handover(self.keyed_hash(key.secret())).await?;
        let handover = found.ok_or(Refusal::InvitationLink)?;
        let refusal = handover.check(now).err();
        match handover.carried {
            Carried::Invitation(id) => {
                let recipient = tx.find_recipient(id).await?.filter(|one| one.revoked_at.is_none());
                let refusal = refusal.or(recipient.is_none().then_some(HandoverRefusal::Over));
                Ok(HandoverView { person: String::new(), is_invitation: true, refusal })
            }
            Carried::Enrollment(id, session_id) => {
                let session = self.active(tx.find_session_by_id(session_id).await?);
                let mut enrollment = tx.find_enrollment(id).await?.ok_or(Refusal::InvitationLink)?;
                let is_over = session.is_none() || enrollment.hand_over(now).is_err();
                let refusal = refusal.or(is_over.then_some(HandoverRefusal::Over));
                let person = enrollment.person;
                let person = if person.full_name.is_empty() { person.username } else { person.full_name };
                Ok(HandoverView { person, is_invitation: false, refusal })
            }
        }
    }

    /// Takes over: once, whoever else comes at the same moment. The terms stay what they are (T11).
    pub async fn take_handover(&self, key: &LinkKey, source: IpAddr) -> Result<TakenHandover, Error> {
        let mut tx = self.0.store.begin().await?;
        let found = tx.find_handover(self.keyed_hash(key.secret())).await?.ok_or(Refusal::InvitationLink)?;
        let mut handover = tx.lock_handover(found.id).await?.ok_or(Refusal::InvitationLink)?;
        handover.take(self.now())?;
        tx.save_handover(&handover).await?;
        let line = self.audit(&Actor::Anonymous, Some(source), Event::HandoverTaken);
        let (taken, line) = match handover.carried {
            Carried::Enrollment(id, session_id) => {
                let begun = self.move_session(&mut tx, id, session_id).await?;
                let invitation_id = invited(&begun.enrollment);
                let line = Audit { enrollment_id: Some(id), invitation_id, ..line };
                (TakenHandover::Enrollment(Box::new(begun)), line)
            }
            Carried::Invitation(recipient_id) => {
                let key = self.copy_link(&mut tx, recipient_id).await?;
                let recipient = tx.find_recipient(recipient_id).await?;
                let invitation_id = recipient.map(|recipient| recipient.invitation_id);
                (TakenHandover::Invitation(key), Audit { invitation_id, ..line })
            }
        };
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(taken)
    }

    /// Lets an enrollment go on in a new session, under a new link to its profile. It lasts no longer than the old one did.
    async fn move_session(
        &self,
        tx: &mut Tx,
        id: EnrollmentId,
        session_id: SessionId,
    ) -> Result<Begun, Error> {
        let now = self.now();
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(HandoverRefusal::Over)?;
        let former = self.active(tx.find_session_by_id(session_id).await?);
        let (former, _) = former.ok_or(HandoverRefusal::Over)?;
        enrollment.hand_over(now)?;
        if enrollment.step() < Step::CertificateIssued {
            tx.delete_unused_challenges(id).await?;
            tx.delete_profile_service_challenges_of(id).await?;
        }
        tx.save_enrollment(&enrollment).await?;
        tx.save_enrollment_answers(&enrollment).await?;
        let token = new_token(&self.0.ids, "");
        tx.save_enrollment_link(id, hash(derive(&token, "profile").expose())).await?;
        if enrollment.course.is_two_step {
            tx.save_ca_link(id, hash(derive(&token, CA_LINK).expose())).await?;
        }
        let session = Session {
            id: SessionId(self.new_id()),
            created_at: now,
            last_seen_at: now,
            visit: Visit::default(),
            ..former
        };
        tx.insert_session(&session, hash(token.expose())).await?;
        tx.save_session_handed_over(session_id, now).await?;
        Ok(Begun { profile_url: self.profile_url(&token), session: token, enrollment })
    }

    /// Makes another link of an invitation for its recipient: the present one is known by its hash only.
    async fn copy_link(&self, tx: &mut Tx, id: RecipientId) -> Result<LinkKey, Error> {
        tx.find_recipient(id).await?.filter(|one| one.revoked_at.is_none()).ok_or(HandoverRefusal::Over)?;
        let token = LinkToken::from_random(self.0.ids.octets());
        let code = LinkCode::from_random(self.0.ids.octets());
        let hashes = (hash(token.secret().expose()), self.keyed_hash(code.secret()), id);
        tx.insert_links(&[hashes], self.now()).await?;
        Ok(LinkKey::Token(token))
    }

    /// Recognises a portal session that has been handed over: it may follow its enrollment, and nothing else.
    pub async fn find_followed_enrollment(&self, session: &Secret) -> Result<Option<Enrollment>, Error> {
        let mut tx = self.0.store.read().await?;
        let session = tx.find_session(hash(session.expose())).await?;
        match session.filter(|session| self.is_live(session) && session.handed_over_at.is_some()) {
            Some(Session { purpose: Purpose::Portal(id), .. }) => Ok(tx.find_enrollment(id).await?),
            _ => Ok(None),
        }
    }

    /// Returns a portal session that serves and has not been handed over, and its enrollment.
    pub(crate) fn active(&self, session: Option<Session>) -> Option<(Session, EnrollmentId)> {
        let session = session.filter(|one| self.is_live(one) && one.handed_over_at.is_none())?;
        match session.purpose {
            Purpose::Portal(id) => Some((session, id)),
            Purpose::Console(_) => None,
        }
    }
}

fn invited(enrollment: &Enrollment) -> Option<domain::id::InvitationId> {
    enrollment.invitation.map(|invited| invited.invitation_id)
}

/// Returns what takes over: derived from what the browser holds that hands over, so that its page can be drawn again and the
/// database has hashes alone.
fn keys(origin: &HandoverOrigin, id: HandoverId) -> (LinkToken, LinkCode) {
    let octets = sha256(derive(origin.secret(), &format!("handover {id}")).expose().as_bytes());
    let (token, rest) = octets.split_at(16);
    let token = LinkToken::from_random(token.try_into().expect("sixteen octets"));
    let code = LinkCode::from_random(rest[..8].try_into().expect("eight octets"));
    (token, code)
}
