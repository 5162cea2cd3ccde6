//! The login on the web page of a sign-in, by which an account-driven enrollment begins.

use std::net::IpAddr;

use domain::account_sign_in::{
    AccountRefusal, AccountSignIn, CHALLENGE_AGE_MAX, check_way, managed_apple_account,
};
use domain::admission::Admission;
use domain::audit::{Audit, Event};
use domain::enrollment::{Course, End, Enrollment, Ownership, Step, Terms};
use domain::enrollment_access::offer;
use domain::id::{EnrollmentId, SessionId};
use domain::question::Questions;
use domain::secret::Secret;
use domain::session::{Purpose, Session, Visit};
use domain::setting::{AccountDriven, Devices, Section};
use domain::time::{DAY, MINUTE};
use store::Tx;

use super::discover::may_take;
use super::{ACCESS_TOKEN, devices};
use crate::enrollment_access::site_choice;
use crate::login::Identity;
use crate::setting::setting;
use crate::token::{derive, hash, new_token};
use crate::{App, Begun, Error, Instead, Login, Refusal};

impl App {
    /// Begins an account-driven enrollment by login on the web page of its sign-in.
    pub async fn begin_enrollment_by_account(&self, token: &Secret, login: Login) -> Result<Begun, Error> {
        self.find_account_sign_in(token).await?;
        let identity = Box::pin(self.check_portal_login(&login)).await?;
        self.begin_by_account(token, &identity, login.source).await
    }

    /// Begins an account-driven enrollment of whoever has proved who they are.
    pub(crate) async fn begin_by_account(
        &self,
        token: &Secret,
        identity: &Identity,
        source: IpAddr,
    ) -> Result<Begun, Error> {
        let now = self.now();
        let session_token = new_token(&self.0.ids, "");
        let (link, access_token) = (derive(&session_token, "profile"), derive(&session_token, ACCESS_TOKEN));
        let mut tx = self.0.store.begin().await?;
        self.recheck_identity(&mut tx, identity).await?;
        self.topic(&mut tx).await?.ok_or(Refusal::NoPushCertificate)?;
        let sign_in = tx.lock_account_sign_in(hash(token.expose())).await?.ok_or(AccountRefusal::Over)?;
        sign_in.check(now)?;
        let devices = devices(&mut tx).await?;
        let terms = match self.terms_by_account(&mut tx, identity, &sign_in, &devices).await {
            Err(Error::Refused(refusal @ (Refusal::NothingOffered { .. } | Refusal::Account(_)))) => {
                let event = refused(&refusal, identity.terms().person.username, &sign_in);
                tx.insert_audit(&self.audit(&identity.actor(), Some(source), event)).await?;
                tx.commit().await?;
                return Err(refusal.into());
            }
            terms => terms?,
        };
        self.end_earlier(&mut tx, &sign_in, source).await?;
        let page_until = now.plus(i64::from(self.0.settings.session_minutes) * MINUTE);
        let expires_at = page_until.plus(CHALLENGE_AGE_MAX);
        let account = terms.course.managed_apple_account.clone().unwrap_or_default();
        let mut enrollment = Enrollment::begin(EnrollmentId(self.new_id()), terms, now, expires_at);
        enrollment.language.clone_from(&sign_in.machine.language);
        let session = Session {
            id: SessionId(self.new_id()),
            purpose: Purpose::Portal(enrollment.id),
            site_id: None,
            created_at: now,
            last_seen_at: now,
            expires_at: page_until,
            visit: Visit::default(),
            handed_over_at: None,
        };
        tx.insert_enrollment(&enrollment, hash(link.expose())).await?;
        tx.insert_session(&session, hash(session_token.expose())).await?;
        let sign_in = AccountSignIn {
            enrollment_id: Some(enrollment.id),
            expires_at: page_until,
            session_expires_at: devices.session_token_days.map(|days| now.plus(i64::from(days) * DAY)),
            ..sign_in
        };
        tx.save_account_sign_in(&sign_in, hash(access_token.expose())).await?;
        for event in [
            Event::EnrollmentBegun { username: enrollment.person.username.clone() },
            Event::AccountSignedIn { account, is_verified: sign_in.machine.is_verified },
        ] {
            let line = self.audit(&identity.actor(), Some(source), event);
            tx.insert_audit(&Audit { enrollment_id: Some(enrollment.id), ..line }).await?;
        }
        tx.commit().await?;
        let profile_url = self.profile_url(&session_token);
        Ok(Begun { session: session_token, profile_url, enrollment })
    }

    /// Ends what somebody has begun on the same page before; once a device is on its way with it, the page is over.
    async fn end_earlier(&self, tx: &mut Tx, sign_in: &AccountSignIn, source: IpAddr) -> Result<(), Error> {
        let Some(id) = sign_in.enrollment_id else { return Ok(()) };
        let Some(mut earlier) = tx.lock_enrollment(id).await? else { return Ok(()) };
        if earlier.step() >= Step::CertificateIssued {
            return Err(AccountRefusal::Over.into());
        }
        self.end_enrollment(tx, &mut earlier, End::LoggedOut, &domain::audit::Actor::Anonymous, Some(source))
            .await
    }

    /// Returns the terms under which somebody enrolls who signed in: whose the device is follows from the way alone.
    async fn terms_by_account(
        &self,
        tx: &mut Tx,
        identity: &Identity,
        sign_in: &AccountSignIn,
        devices: &Devices,
    ) -> Result<Terms, Error> {
        check_way(devices, sign_in.way, &sign_in.machine)?;
        let account_driven = setting::<AccountDriven>(tx, AccountDriven::NAME).await?.value;
        let terms = identity.terms();
        let typed = sign_in.user_identifier.as_deref().ok_or(AccountRefusal::NotAnAccount)?;
        let account = managed_apple_account(&terms.person, typed, &account_driven)?;
        let ownership = sign_in.way.ownership();
        let (sites, must_accept_eula) = match identity {
            Identity::Account(known) => (self.sites_for(tx, &known.grants).await?, false),
            Identity::Directory(login) => {
                let groups: Vec<_> = login.groups.iter().map(|group| group.group.clone()).collect();
                let offer = offer(&self.enrollment_access(tx).await?, &groups);
                if !may_take(&offer, sign_in.way) {
                    return Err(Refusal::NothingOffered { instead: Instead::Nothing }.into());
                }
                let must_accept = match ownership {
                    Ownership::Institutional => offer.must_accept_eula,
                    Ownership::Personal => offer.must_accept_personal_eula,
                };
                (login.sites(offer.sites), must_accept)
            }
        };
        let (site_id, site) = site_choice(sites);
        let eula = match must_accept_eula {
            true => self.eula_question(tx, ownership).await?,
            false => None,
        };
        Ok(Terms {
            site_id,
            ownership,
            questions: Questions { site, eula, ..Questions::default() },
            course: Course {
                way: sign_in.way,
                managed_apple_account: Some(account),
                admission: Admission::from(devices),
                ..Course::default()
            },
            ..terms
        })
    }
}

/// Returns what the trail says of somebody who logged in and was refused.
fn refused(refusal: &Refusal, username: String, sign_in: &AccountSignIn) -> Event {
    match refusal {
        Refusal::Account(refusal) => Event::AccountRefused {
            username,
            account: sign_in.user_identifier.clone().unwrap_or_default(),
            refusal: refusal.clone(),
        },
        _ => Event::NothingOffered { username },
    }
}
