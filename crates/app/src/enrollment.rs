//! Enrollments at the portal: begin by login, hand out the profile, follow the device; and their list for administrators.

use std::net::IpAddr;

use apple_mdm::profile::{AccessRights, AccountDriven, EnrollmentProfile, Mdm};
use domain::account::any_holds;
use domain::admission::Admission;
use domain::audit::{Actor, Audit, Event};
use domain::certificate::Challenge;
use domain::enrollment::{Course, End, Enrollment, Status, Step, Terms, Way};
use domain::id::{ChallengeId, EnrollmentId, SessionId, SiteId};
use domain::identity_provider::ProviderRefusal;
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::session::{Purpose, Session, Visit};
use domain::setting::{Devices, General, Section};
use domain::time::{MINUTE, SECOND, Timestamp};
use domain::trust::TrustMode;
use store::{EnrollmentList, Tx};

use crate::account_sign_in::mode;
use crate::invitation::Opened;
use crate::login::{Door, Identity, Known};
use crate::provider_login::{CameWith, still_serves};
use crate::setting::setting;
use crate::token::{derive, hash, new_token};
use crate::trust::CA_LINK;
use crate::{App, Caller, Error, Fault, Login, Refusal};

/// An enrollment that has just begun.
#[derive(Debug)]
pub struct Begun {
    /// The portal session's token, for the cookie.
    pub session: Secret,
    /// The absolute link to the profile: needs no cookie and may be fetched repeatedly.
    pub profile_url: String,
    /// The enrollment with its terms.
    pub enrollment: Enrollment,
}

/// A profile as it goes out.
#[derive(Clone, Debug)]
pub struct HandedOutProfile {
    /// The signed (or, where asked for, plain) property list.
    pub body: Vec<u8>,
}

/// Which enrollments a list holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum EnrollmentState {
    /// All.
    #[default]
    Any,
    /// Begun, neither finished nor ended: the ones to look after.
    Unfinished,
    /// Enrolled and managed.
    Enrolled,
    /// Ended, for whatever reason.
    Ended,
}

/// A list of enrollments, newest first.
#[derive(Clone, Debug, Default)]
pub struct EnrollmentQuery {
    /// Which.
    pub state: EnrollmentState,
    /// Where the page begins.
    pub after: Option<Cursor>,
    /// How many rows; cut to [`domain::page::PAGE_ROWS_MAX`].
    pub limit: u32,
}

/// An enrollment with what belongs to it.
#[derive(Clone, Debug)]
pub struct EnrollmentDetail {
    /// The enrollment.
    pub enrollment: Enrollment,
    /// The device's title, once there is one.
    pub device_title: Option<String>,
}

/// A challenge lives long enough for iOS's eight minutes, a slow network and a person who reads.
const CHALLENGE_AGE_MAX: i64 = 20 * MINUTE;
/// Browsers fetch a profile up to three times in a row; so many profiles stay installable at once.
pub(crate) const CHALLENGES_KEPT: u32 = 4;
/// Fetches closer together than this are one in the trail.
pub(crate) const FETCH_STEP: i64 = 30 * SECOND;
/// The path of profile links, before the token.
const PROFILE_PATH: &str = "/enroll/profile/";

impl App {
    /// Begins an enrollment by login: institutionally owned, whoever logged in assigned.
    pub async fn begin_enrollment(&self, login: Login) -> Result<Begun, Error> {
        let identity = Box::pin(self.check_portal_login(&login)).await?;
        self.begin_identified(&identity, &CameWith::Nothing, login.source).await
    }

    /// Checks a password at the portal, where passwords serve.
    pub(crate) async fn check_portal_login(&self, login: &Login) -> Result<Identity, Error> {
        if !self.ways_in(Door::Portal).await?.has_passwords {
            return Err(ProviderRefusal::PasswordsOff.into());
        }
        self.check_login(login, Door::Portal).await
    }

    /// Refuses somebody at the portal whose account, link or provider serves no more since they proved who they are.
    pub(crate) async fn recheck_identity(&self, tx: &mut Tx, identity: &Identity) -> Result<(), Error> {
        still_serves(tx, identity.vouched_by(), Door::Portal).await?;
        match identity {
            Identity::Account(known) => self.recheck(tx, known).await,
            Identity::Directory(_) => Ok(()),
        }
    }

    /// Begins an enrollment of somebody who has proved who they are, by whichever way, under the terms of what they have come
    /// with.
    pub(crate) async fn begin_identified(
        &self,
        identity: &Identity,
        came_with: &CameWith,
        source: IpAddr,
    ) -> Result<Begun, Error> {
        match came_with {
            CameWith::AccountSignIn(token) => self.begin_by_account(token, identity, source).await,
            CameWith::Link(link) => {
                let opened = self.open_to_begin(link, source).await?;
                self.begin_opened(&opened, Some(identity), source).await
            }
            CameWith::Nothing => {
                self.begin(&identity.actor(), Some(source), Some(identity), None, None).await
            }
        }
    }

    /// Begins an enrollment for the person of a local account on behalf of a program or administrator, into a site that
    /// both the caller and the account reach. Nothing is asked on the way, and nobody proves to be that person.
    pub async fn begin_enrollment_for(
        &self,
        caller: &Caller,
        username: &str,
        site_id: Option<SiteId>,
    ) -> Result<Begun, Error> {
        caller.may_somewhere(Privilege::Enroll)?;
        let mut tx = self.0.store.read().await?;
        let known = match tx.find_account_by_username(username).await? {
            Some((account, _)) => {
                let grants = tx.list_grants(&account).await?;
                Some(Known { account, grants, vouched_by: None, linked_as: None })
                    .filter(|known| any_holds(&known.grants, Privilege::Enroll))
            }
            None => None,
        };
        drop(tx);
        let known = known.ok_or_else(|| {
            Error::Invalid(vec![Fault::new("username", "No account that may enroll has this username.")])
        })?;
        let site_id = site_id.or(caller.scope_of(Privilege::Enroll)?.site_id());
        let identity = Identity::Account(known);
        self.begin(caller.actor(), caller.source(), Some(&identity), Some((caller, site_id)), None).await
    }

    /// Begins an enrollment of whoever has proved who they are, or of nobody in particular by an invitation.
    pub(crate) async fn begin(
        &self,
        actor: &Actor,
        source: Option<IpAddr>,
        identity: Option<&Identity>,
        on_behalf: Option<(&Caller, Option<SiteId>)>,
        opened: Option<&Opened>,
    ) -> Result<Begun, Error> {
        let now = self.now();
        let session_token = new_token(&self.0.ids, "");
        let link = derive(&session_token, "profile");
        let mut tx = self.0.store.begin().await?;
        if let Some(identity) = identity {
            self.recheck_identity(&mut tx, identity).await?;
        }
        self.topic(&mut tx).await?.ok_or(Refusal::NoPushCertificate)?;
        let mut expires_at = now.plus(i64::from(self.0.settings.session_minutes) * MINUTE);
        let devices = setting::<Devices>(&mut tx, Devices::NAME).await?.value;
        let terms = match (opened, identity) {
            (Some(opened), identity) => {
                let terms = self.terms_by_invitation(&mut tx, opened, identity, &devices).await;
                terms.map(|(terms, invitation)| {
                    // Nothing that was begun by an invitation outlives it (T03).
                    let end = invitation.terms.expires_at;
                    expires_at = end.map_or(expires_at, |end| end.min(expires_at));
                    terms
                })
            }
            (None, Some(identity)) => self.terms_of(&mut tx, identity, &devices).await,
            (None, None) => Err(Error::Unauthenticated),
        };
        let terms = match terms {
            Err(Error::Refused(refusal @ Refusal::NothingOffered { .. })) => {
                let username = identity.map(|identity| identity.terms().person.username);
                let event = Event::NothingOffered { username: username.unwrap_or_default() };
                tx.insert_audit(&self.audit(actor, source, event)).await?;
                tx.commit().await?;
                return Err(refusal.into());
            }
            terms => terms?,
        };
        let terms = match on_behalf {
            None => terms,
            Some((caller, site_id)) => {
                let terms = terms.without_questions(site_id).ok_or_else(site_not_reached)?;
                caller.may_at(Privilege::Enroll, terms.site_id)?;
                terms
            }
        };
        let general = setting::<General>(&mut tx, General::NAME).await?.value;
        let is_two_step = on_behalf.is_none()
            && !terms.course.way.is_account_driven()
            && self.trust_mode(&general) == TrustMode::PrivateTwoStep;
        let way = match devices.profile_service {
            true if !terms.course.way.is_account_driven() => Way::ProfileService,
            _ => terms.course.way,
        };
        let admission = Admission::from(&devices);
        // Whoever is merely named has not logged in (T57).
        let is_unproved = terms.course.is_unproved || on_behalf.is_some();
        let course = Course { way, is_two_step, is_unproved, admission, ..terms.course };
        let terms = Terms { course, ..terms };
        let enrollment = Enrollment::begin(EnrollmentId(self.new_id()), terms, now, expires_at);
        let session = Session {
            id: SessionId(self.new_id()),
            purpose: Purpose::Portal(enrollment.id),
            site_id: None,
            created_at: now,
            last_seen_at: now,
            // Outlives the enrollment's time a little, so that the page can still say how it ended.
            expires_at: enrollment.expires_at.plus(30 * MINUTE),
            visit: Visit::default(),
            handed_over_at: None,
        };
        tx.insert_enrollment(&enrollment, hash(link.expose())).await?;
        if is_two_step {
            tx.save_ca_link(enrollment.id, hash(derive(&session_token, CA_LINK).expose())).await?;
        }
        tx.insert_session(&session, hash(session_token.expose())).await?;
        let event = Event::EnrollmentBegun { username: enrollment.person.username.clone() };
        let line = Audit {
            enrollment_id: Some(enrollment.id),
            invitation_id: enrollment.invitation.map(|invited| invited.invitation_id),
            ..self.audit(actor, source, event)
        };
        tx.insert_audit(&line).await?;
        if let Some(opened) = opened {
            let (id, questions) = (enrollment.id, &enrollment.questions);
            self.note_begun(&mut tx, id, questions, opened, identity, source).await?;
        }
        tx.commit().await?;
        if opened.is_some() {
            self.wake_runner();
        }
        let profile_url = self.profile_url(&session_token);
        Ok(Begun { session: session_token, profile_url, enrollment })
    }

    /// Recognises a portal session; `None` when it is over, unknown, or handed over to another browser.
    pub async fn find_portal_enrollment(&self, session: &Secret) -> Result<Option<Enrollment>, Error> {
        let mut tx = self.0.store.read().await?;
        let session = tx.find_session(hash(session.expose())).await?;
        let Some((_, id)) = self.active(session) else { return Ok(None) };
        Ok(tx.find_enrollment(id).await?)
    }

    /// Ends a portal session: the person logs out. What they may have downloaded is no longer good, unless the device has
    /// its certificate already and is on its way. Says whether something has ended by it.
    pub async fn leave_portal(&self, session: &Secret) -> Result<bool, Error> {
        let mut has_ended = false;
        let mut tx = self.0.store.begin().await?;
        if let Some(session) = tx.find_session(hash(session.expose())).await?
            && let Purpose::Portal(id) = session.purpose
        {
            // Whoever only follows ends nothing: another browser goes on.
            if session.handed_over_at.is_none()
                && let Some(mut enrollment) = tx.lock_enrollment(id).await?
                && enrollment.step() < Step::CertificateIssued
                && enrollment.ended_at.is_none()
            {
                has_ended = enrollment.status(self.now()) != Status::Ended(End::Expired);
                self.end_enrollment(&mut tx, &mut enrollment, End::LoggedOut, &Actor::Anonymous, None)
                    .await?;
            }
            tx.delete_session(session.id).await?;
        }
        tx.commit().await?;
        Ok(has_ended)
    }

    /// Returns the absolute link to the profile of a portal session.
    pub fn profile_url(&self, session: &Secret) -> String {
        let link = derive(session, "profile");
        format!("{}{PROFILE_PATH}{}.mobileconfig", self.0.settings.base_url, link.expose())
    }

    /// Hands out the enrollment profile for a link's token: each time with new UUIDs and a new challenge.
    /// Refuses with [`crate::Refusal::ProfileLink`] an unknown token and with `Enrollment(…)` one past its time.
    pub async fn hand_out_profile(&self, token: &str, source: IpAddr) -> Result<HandedOutProfile, Error> {
        // Strangers with wrong links must not queue for the one writer.
        let found = self.enrollment_of_link(token).await?;
        let mut tx = self.0.store.begin().await?;
        let (id, by, source) = (found.id, Actor::Anonymous, Some(source));
        let profile = match found.course.way {
            Way::ProfileService => self.begin_profile_service(&mut tx, id, &by, source).await?,
            _ => self.write_profile(&mut tx, id, &by, source).await?,
        };
        // Held now, the enrollment may have got another link: who hands over leaves none behind.
        tx.find_enrollment_by_link(hash(token)).await?.ok_or(Refusal::ProfileLink)?;
        let profile = self.signed_profile(&mut tx, &profile).await?;
        tx.commit().await?;
        Ok(profile)
    }

    /// Hands out the profile to the device itself, which has said who it is.
    pub(crate) async fn hand_out_to_device(
        &self,
        id: EnrollmentId,
        source: IpAddr,
    ) -> Result<HandedOutProfile, Error> {
        let mut tx = self.0.store.begin().await?;
        let profile = self.write_profile(&mut tx, id, &Actor::Device, Some(source)).await?;
        let profile = self.signed_profile(&mut tx, &profile).await?;
        tx.commit().await?;
        Ok(profile)
    }

    /// Signs a profile.
    pub(crate) async fn signed_profile(
        &self,
        tx: &mut Tx,
        profile: &[u8],
    ) -> Result<HandedOutProfile, Error> {
        let signer = self.profile_signer(tx).await?;
        let body = ca::profile_signing::sign_profile(profile, &signer, self.now().seconds());
        Ok(HandedOutProfile { body })
    }

    /// Says what [`App::hand_out_profile`] would, changing nothing: for `HEAD`.
    pub async fn check_profile_link(&self, token: &str) -> Result<(), Error> {
        self.enrollment_of_link(token).await.map(drop)
    }

    /// Finds the enrollment whose profile a link hands out now.
    async fn enrollment_of_link(&self, token: &str) -> Result<Enrollment, Error> {
        let found = self.0.store.read().await?.find_enrollment_by_link(hash(token)).await?;
        // Who signed in to an account gets the profile by no link, but by the device that asked.
        let found =
            found.filter(|found| !found.course.way.is_account_driven()).ok_or(Refusal::ProfileLink)?;
        found.check_profile(self.now())?;
        Ok(found)
    }

    /// Hands out a profile without its signature to a program that may enroll, for inspection.
    pub async fn hand_out_unsigned_profile(
        &self,
        caller: &Caller,
        id: EnrollmentId,
    ) -> Result<HandedOutProfile, Error> {
        caller.may_somewhere(Privilege::Enroll)?;
        let mut tx = self.0.store.begin().await?;
        let enrollment = tx.find_enrollment(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::Enroll, enrollment.site_id)?;
        let (by, source) = (caller.actor(), caller.source());
        let body = match enrollment.course.way {
            Way::ProfileService => self.begin_profile_service(&mut tx, id, by, source).await?,
            _ => self.write_profile(&mut tx, id, by, source).await?,
        };
        tx.commit().await?;
        Ok(HandedOutProfile { body })
    }

    /// Makes a new challenge for an enrollment and writes the profile that carries it.
    pub(crate) async fn write_profile(
        &self,
        tx: &mut Tx,
        id: EnrollmentId,
        actor: &Actor,
        source: Option<IpAddr>,
    ) -> Result<Vec<u8>, Error> {
        let now = self.now();
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        enrollment.check_profile(now)?;
        let topic = self.topic(tx).await?.ok_or(Refusal::NoPushCertificate)?;

        let challenge_until = self.challenge_until(&enrollment);
        self.hold_use(tx, &mut enrollment, challenge_until).await?;
        let challenge_token = self.new_challenge(tx, &enrollment).await?;
        self.note_profile_fetched(tx, &mut enrollment, actor, source).await?;
        Ok(self.profile(&enrollment, &challenge_token, topic).to_plist())
    }

    /// Returns until when a challenge made now counts.
    fn challenge_until(&self, enrollment: &Enrollment) -> Timestamp {
        let age_max = if enrollment.course.way.is_account_driven() {
            domain::account_sign_in::CHALLENGE_AGE_MAX
        } else {
            CHALLENGE_AGE_MAX
        };
        self.now().plus(age_max).min(enrollment.expires_at)
    }

    /// Makes a challenge that buys one certificate for an enrollment.
    pub(crate) async fn new_challenge(&self, tx: &mut Tx, enrollment: &Enrollment) -> Result<Secret, Error> {
        let token = new_token(&self.0.ids, "");
        let challenge = Challenge {
            id: ChallengeId(self.new_id()),
            enrollment_id: enrollment.id,
            created_at: self.now(),
            expires_at: self.challenge_until(enrollment),
            consumed_at: None,
            certificate_id: None,
            message_hash: None,
        };
        tx.insert_challenge(&challenge, hash(token.expose())).await?;
        tx.delete_older_challenges(enrollment.id, CHALLENGES_KEPT).await?;
        Ok(token)
    }

    fn profile(&self, enrollment: &Enrollment, challenge: &Secret, topic: String) -> EnrollmentProfile {
        let settings = &self.0.settings;
        let organization = &settings.organization.name;
        EnrollmentProfile {
            identifier: settings.profile_identifier.clone(),
            uuid: self.new_id(),
            display_name: format!("{organization} device management"),
            organization: organization.clone(),
            description: Some(format!("Lets {organization} manage this device.")),
            consent_text: None,
            certificates: self.root_payloads(),
            scep: self.scep_settings(enrollment, challenge),
            mdm: Mdm {
                uuid: self.new_id(),
                topic,
                server_url: settings.connect_url(),
                checkin_url: settings.checkin_url(),
                access_rights: AccessRights::ALL,
                account: enrollment.course.managed_apple_account.clone().map(|managed_apple_account| {
                    AccountDriven { mode: mode(enrollment.course.way), managed_apple_account }
                }),
                sign_message: true,
                check_out_when_removed: true,
                server_capabilities: Vec::new(),
            },
        }
    }

    /// Lists enrollments, newest first.
    pub async fn list_enrollments(
        &self,
        caller: &Caller,
        query: EnrollmentQuery,
    ) -> Result<Page<Enrollment>, Error> {
        let scope = caller.scope_of(Privilege::ReadDevices)?;
        let list = match query.state {
            EnrollmentState::Any => EnrollmentList::Any,
            EnrollmentState::Unfinished => EnrollmentList::Unfinished,
            EnrollmentState::Enrolled => EnrollmentList::Enrolled,
            EnrollmentState::Ended => EnrollmentList::Ended,
        };
        let limit = query.limit.clamp(1, PAGE_ROWS_MAX);
        Ok(self.0.store.read().await?.list_enrollments(scope, list, query.after.as_ref(), limit).await?)
    }

    /// Shows one enrollment.
    pub async fn show_enrollment(
        &self,
        caller: &Caller,
        id: EnrollmentId,
    ) -> Result<EnrollmentDetail, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = tx.find_enrollment(id).await?.ok_or(Error::NotFound)?;
        caller.may_at(Privilege::ReadDevices, enrollment.site_id)?;
        let device = match enrollment.device_id {
            Some(id) => tx.find_device(id).await?,
            None => None,
        };
        Ok(EnrollmentDetail { enrollment, device_title: device.map(|device| device.title()) })
    }
}

fn site_not_reached() -> Error {
    let words = "This account enrolls into other sites. Name one that it reaches.";
    Error::Invalid(vec![Fault::new("site_id", words)])
}
