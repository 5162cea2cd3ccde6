//! What the portal asks between login and profile, and the answers.

use std::net::IpAddr;

use domain::audit::{Actor, Audit, Event};
use domain::directory::{DirectoryUser, DirectoryUserRef};
use domain::enrollment::{Enrollment, EnrollmentRefusal, Ownership};
use domain::id::SiteId;
use domain::secret::Secret;
use domain::site::Site;
use store::Tx;

use crate::token::hash;
use crate::{App, Error, FoundPeople};

/// The most people that a search at the portal shows.
const PEOPLE_SHOWN: usize = 8;
/// The least characters of a search at the portal: a single letter would only leaf through the directory.
pub const PORTAL_SEARCH_CHARACTERS_MIN: usize = 2;

/// An agreement as somebody is asked to accept it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AskedAgreement {
    /// Its version.
    pub version: u32,
    /// The code of the language it is shown in.
    pub language: String,
    /// What it says.
    pub text: String,
}

impl App {
    /// Lists the sites that a portal session may choose from, by name, and whether no site is a choice.
    pub async fn list_site_choices(&self, session: &Secret) -> Result<(Vec<Site>, bool), Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        let question = enrollment.questions.site.ok_or(EnrollmentRefusal::NotOffered)?;
        let mut sites = tx.list_sites().await?;
        sites.retain(|site| question.choices.contains(&Some(site.id)));
        Ok((sites, question.choices.contains(&None)))
    }

    /// Returns the agreement that a portal session is asked to accept, as far as somebody needs it who reads a language.
    pub async fn show_asked_agreement(
        &self,
        session: &Secret,
        language: &str,
    ) -> Result<AskedAgreement, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        let question = enrollment.questions.eula.ok_or(EnrollmentRefusal::NotOffered)?;
        let agreement = tx.find_agreement_version(question.ownership, question.version).await?;
        let agreement = agreement.ok_or(Error::NotFound)?;
        let (language, text) = agreement.text_for(language).ok_or(Error::NotFound)?;
        Ok(AskedAgreement {
            version: agreement.version,
            language: language.to_owned(),
            text: text.to_owned(),
        })
    }

    /// Searches people for a portal session that may assign its device to one: exact and prefix, a few at most.
    pub async fn search_people_to_assign(&self, session: &Secret, text: &str) -> Result<FoundPeople, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = self.portal_enrollment(&mut tx, session).await?;
        drop(tx);
        enrollment.check_answer(self.now())?;
        enrollment.questions.user.ok_or(EnrollmentRefusal::NotOffered)?;
        let mut found = self.search_people(text).await?;
        found.people.truncate(PEOPLE_SHOWN);
        Ok(found)
    }

    /// Assigns the device of a portal session to a person of a directory, whose data is read anew, or to nobody.
    pub async fn answer_user(
        &self,
        session: &Secret,
        user: Option<DirectoryUserRef>,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        // The directory is asked before anything is locked.
        let found = match user {
            Some(user) => Some(self.find_person(&user).await?),
            None => None,
        };
        let username = found.as_ref().map(|found| found.person.username.clone()).unwrap_or_default();
        let answer = found.map(|DirectoryUser { user, person, .. }| (user, person));
        let now = self.now();
        let event = Event::PersonAssigned { username, before: String::new() };
        self.answer(session, source, event, |enrollment| enrollment.answer_user(answer, now)).await
    }

    /// Chooses the site of a portal session.
    pub async fn answer_site(
        &self,
        session: &Secret,
        site_id: Option<SiteId>,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        let site = match site_id {
            Some(id) => self.0.store.read().await?.find_site(id).await?,
            None => None,
        };
        let now = self.now();
        let event = Event::SiteChosen { site: site.map(|site| site.name) };
        self.answer(session, source, event, |enrollment| enrollment.answer_site(site_id, now)).await
    }

    /// Accepts the agreement for a portal session, in the language in which it was read.
    pub async fn accept_eula(
        &self,
        session: &Secret,
        version: u32,
        language: &str,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        let asked = self.show_asked_agreement(session, language).await?;
        if asked.language != language {
            // What was not there to be read was not read.
            return Err(EnrollmentRefusal::NotOffered.into());
        }
        let now = self.now();
        let event = Event::EulaAccepted { version, language: language.to_owned() };
        self.answer(session, source, event, |enrollment| enrollment.accept_eula(version, language, now)).await
    }

    /// Says who owns the device of a portal session.
    pub async fn answer_ownership(
        &self,
        session: &Secret,
        ownership: Ownership,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        let now = self.now();
        let event = Event::OwnershipChosen { ownership };
        self.answer(session, source, event, |enrollment| enrollment.answer_ownership(ownership, now)).await
    }

    /// Applies an answer to the enrollment of a portal session and writes it down.
    pub(crate) async fn answer(
        &self,
        session: &Secret,
        source: IpAddr,
        event: Event,
        apply: impl FnOnce(&mut Enrollment) -> Result<(), EnrollmentRefusal>,
    ) -> Result<Enrollment, Error> {
        let mut tx = self.0.store.begin().await?;
        let id = self.portal_enrollment(&mut tx, session).await?.id;
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        apply(&mut enrollment)?;
        tx.save_enrollment_answers(&enrollment).await?;
        let line = self.audit(&Actor::Anonymous, Some(source), event);
        tx.insert_audit(&Audit { enrollment_id: Some(id), ..line }).await?;
        tx.commit().await?;
        Ok(enrollment)
    }

    /// Finds the enrollment of a live portal session.
    pub(crate) async fn portal_enrollment(&self, tx: &mut Tx, session: &Secret) -> Result<Enrollment, Error> {
        let found = tx.find_session(hash(session.expose())).await?;
        let (_, id) = self.active(found).ok_or(Error::Unauthenticated)?;
        tx.find_enrollment(id).await?.ok_or(Error::Unauthenticated)
    }
}
