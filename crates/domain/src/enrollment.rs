//! Enrollments: from the login at the portal to the end of the management relation.
//!
//! All terms (who, ownership, site) are fixed here when the enrollment begins; nothing a browser or a device sends
//! later can change them. How far it has come is read from facts with their instants, never from a counter that
//! somebody has to keep true.

mod standing;
mod stop;
mod terms;

use crate::directory::DirectoryUserRef;
use crate::handover::HandoverRefusal;
use crate::id::{AccountId, DeviceId, EnrollmentId, SiteId};
use crate::person::Person;
use crate::question::{Question, Questions};
use crate::time::{MINUTE, Timestamp};

pub use standing::{End, Status, Step};
pub use stop::{Stop, StopReason};
pub use terms::{Course, Invited, Ownership, Terms, Way};

/// iOS throws a downloaded profile away when it is not installed within this time.
pub const PROFILE_INSTALL_TIME: i64 = 8 * MINUTE;

/// One enrollment.
#[derive(Clone, Debug)]
pub struct Enrollment {
    /// The enrollment's id; it is the common name of its identity certificate.
    pub id: EnrollmentId,
    /// The local account that logged in.
    pub account_id: Option<AccountId>,
    /// User and location for the device.
    pub person: Person,
    /// The directory user whose data `person` is; `None` for the person of a local account, or nobody.
    pub directory_user: Option<DirectoryUserRef>,
    /// Who owns the device.
    pub ownership: Ownership,
    /// The site the device joins.
    pub site_id: Option<SiteId>,
    /// The invitation by which it began.
    pub invitation: Option<Invited>,
    /// What is asked before the profile.
    pub questions: Questions,
    /// The way it takes, settled when it begins.
    pub course: Course,
    /// The language of the person, where it is known.
    pub language: Option<String>,
    /// The agreement accepted, and when.
    pub eula: Option<EulaAccepted>,
    /// The device, once it has checked in.
    pub device_id: Option<DeviceId>,
    /// When the person logged in.
    pub begun_at: Timestamp,
    /// Until when the profile may be fetched and its challenge used.
    pub expires_at: Timestamp,
    /// When the profile with the certificates was fetched last, where there is one of its own.
    pub ca_fetched_at: Option<Timestamp>,
    /// When the person's browser saw that the server's root is trusted, or they went on without.
    pub trusted_at: Option<Timestamp>,
    /// When the profile was fetched last.
    pub profile_fetched_at: Option<Timestamp>,
    /// When the identity certificate was issued.
    pub certificate_issued_at: Option<Timestamp>,
    /// When the device said `Authenticate`.
    pub authenticated_at: Option<Timestamp>,
    /// When the first `TokenUpdate` came: from here on the device is enrolled.
    pub enrolled_at: Option<Timestamp>,
    /// When the enrollment ended.
    pub ended_at: Option<Timestamp>,
    /// Why it ended.
    pub end: Option<End>,
    /// The last refusal on its way; a later step clears nothing, it only outdates it. Handing over clears it.
    pub stop: Option<Stop>,
}

/// An agreement accepted on the way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EulaAccepted {
    /// Its version.
    pub version: u32,
    /// The code of the language in which it was read; `None` where only English was there.
    pub language: Option<String>,
    /// When.
    pub at: Timestamp,
}

impl Enrollment {
    /// Begins an enrollment: its terms are set, nothing has happened yet.
    pub fn begin(id: EnrollmentId, terms: Terms, begun_at: Timestamp, expires_at: Timestamp) -> Self {
        let Terms { account_id, person, directory_user, ownership, site_id, invitation, questions, course } =
            terms;
        Self {
            id,
            account_id,
            person,
            directory_user,
            ownership,
            site_id,
            invitation,
            questions,
            course,
            language: None,
            eula: None,
            device_id: None,
            begun_at,
            expires_at,
            ca_fetched_at: None,
            trusted_at: None,
            profile_fetched_at: None,
            certificate_issued_at: None,
            authenticated_at: None,
            enrolled_at: None,
            ended_at: None,
            end: None,
            stop: None,
        }
    }

    /// Returns how far the enrollment has come.
    pub fn step(&self) -> Step {
        if self.enrolled_at.is_some() {
            Step::Enrolled
        } else if self.authenticated_at.is_some() {
            Step::CheckedIn
        } else if self.certificate_issued_at.is_some() {
            Step::CertificateIssued
        } else if self.profile_fetched_at.is_some() {
            Step::ProfileFetched
        } else {
            Step::LoggedIn
        }
    }

    /// Returns when the present step was reached.
    pub fn step_at(&self) -> Timestamp {
        self.enrolled_at
            .or(self.authenticated_at)
            .or(self.certificate_issued_at)
            .or(self.profile_fetched_at)
            .unwrap_or(self.begun_at)
    }

    /// Says how the enrollment stands.
    pub fn status(&self, now: Timestamp) -> Status {
        match (self.end, self.step()) {
            (Some(end), _) => Status::Ended(end),
            (None, Step::Enrolled) => Status::Enrolled,
            (None, step) if step < Step::CheckedIn && now >= self.expires_at => Status::Ended(End::Expired),
            (None, step) => match &self.stop {
                Some(stop) if stop.at >= self.step_at() => Status::Stopped,
                _ => Status::UnderWay(step),
            },
        }
    }

    /// Says whether the enrollment goes on: nothing has ended it, and no device has used it.
    fn check_open(&self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        if self.ended_at.is_some() {
            Err(EnrollmentRefusal::Ended)
        } else if self.authenticated_at.is_some() {
            Err(EnrollmentRefusal::Used)
        } else if now >= self.expires_at {
            Err(EnrollmentRefusal::Expired)
        } else {
            Ok(())
        }
    }

    /// Says whether the profile may be handed out. The portal's profile serves no personally owned device, whatever a
    /// browser sends (T11).
    pub fn check_profile(&self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_open(now)?;
        if self.goes_on_in_settings() {
            Err(EnrollmentRefusal::Personal)
        } else if self.questions.next().is_some() || self.next_trust_step().is_some() {
            Err(EnrollmentRefusal::Unanswered)
        } else {
            Ok(())
        }
    }

    /// Says whether a question may be answered, or answered anew: until the profile is fetched. From then on a device
    /// may carry what was answered.
    pub fn check_answer(&self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_open(now)?;
        if self.profile_fetched_at.is_some() { Err(EnrollmentRefusal::Settled) } else { Ok(()) }
    }

    fn check_asked(&self, question: Question, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_answer(now)?;
        if self.questions.asks(question) { Ok(()) } else { Err(EnrollmentRefusal::NotOffered) }
    }

    /// Says whether the portal has no profile for the device: a personally owned one is added in Settings.
    pub fn goes_on_in_settings(&self) -> bool {
        self.ownership == Ownership::Personal && !self.course.way.is_account_driven()
    }

    /// Says whether somebody is named whom the device is for.
    pub fn names_somebody(&self) -> bool {
        !self.person.username.is_empty() || self.directory_user.is_some()
    }

    /// Says whether the person is whoever logged in, rather than somebody whom they, an invitation or a program named.
    pub fn is_for_themselves(&self) -> bool {
        !self.course.is_unproved && self.questions.user.is_none()
    }

    /// Takes in who owns the device.
    pub fn answer_ownership(
        &mut self,
        ownership: Ownership,
        now: Timestamp,
    ) -> Result<(), EnrollmentRefusal> {
        self.check_asked(Question::Ownership, now)?;
        let question = self.questions.ownership.as_mut().ok_or(EnrollmentRefusal::NotOffered)?;
        question.answer = Some(ownership);
        self.ownership = ownership;
        Ok(())
    }

    /// Assigns the device to a directory user, or to nobody where that is offered.
    pub fn answer_user(
        &mut self,
        user: Option<(DirectoryUserRef, Person)>,
        now: Timestamp,
    ) -> Result<(), EnrollmentRefusal> {
        self.check_asked(Question::User, now)?;
        let question = self.questions.user.as_mut().ok_or(EnrollmentRefusal::NotOffered)?;
        if user.is_none() && !question.may_be_blank {
            return Err(EnrollmentRefusal::NotOffered);
        }
        question.is_answered = true;
        (self.directory_user, self.person) = match user {
            Some((user, person)) => (Some(user), person),
            None => (None, Person::default()),
        };
        Ok(())
    }

    /// Chooses one of the sites offered.
    pub fn answer_site(&mut self, site_id: Option<SiteId>, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_asked(Question::Site, now)?;
        let question = self.questions.site.as_mut().ok_or(EnrollmentRefusal::NotOffered)?;
        if !question.choices.contains(&site_id) {
            return Err(EnrollmentRefusal::NotOffered);
        }
        question.is_answered = true;
        self.site_id = site_id;
        Ok(())
    }

    /// Accepts the agreement in the version and the language in which it was shown.
    pub fn accept_eula(
        &mut self,
        version: u32,
        language: &str,
        now: Timestamp,
    ) -> Result<(), EnrollmentRefusal> {
        self.check_asked(Question::Eula, now)?;
        let question = self.questions.eula.as_mut().ok_or(EnrollmentRefusal::NotOffered)?;
        if question.version != version {
            return Err(EnrollmentRefusal::NotOffered);
        }
        question.is_answered = true;
        self.eula = Some(EulaAccepted { version, language: Some(language.to_owned()), at: now });
        Ok(())
    }

    /// Takes in that the device may become what this enrollment makes of it.
    pub fn confirm_device(&mut self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_asked(Question::Device, now)?;
        self.questions.device.as_mut().ok_or(EnrollmentRefusal::NotOffered)?.is_answered = true;
        Ok(())
    }

    /// Takes a one-time code as right.
    pub fn answer_code(&mut self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_answer(now)?;
        self.questions.code.as_mut().ok_or(EnrollmentRefusal::NotOffered)?.is_answered = true;
        Ok(())
    }

    /// Takes an approval in.
    pub fn approve(&mut self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_answer(now)?;
        self.questions.approval.as_mut().ok_or(EnrollmentRefusal::NotOffered)?.is_answered = true;
        Ok(())
    }

    /// Says whether a certificate may be issued for the profile handed out.
    pub fn check_issuance(&self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_profile(now)
    }

    /// Says whether the device channel is served: check-in and commands.
    pub fn check_channel(&self) -> Result<(), EnrollmentRefusal> {
        if self.ended_at.is_some() { Err(EnrollmentRefusal::Ended) } else { Ok(()) }
    }

    /// Returns until when iOS keeps the profile that was fetched last.
    pub fn install_until(&self) -> Option<Timestamp> {
        self.profile_fetched_at.map(|at| at.plus(PROFILE_INSTALL_TIME))
    }

    /// Says whether a refusal repeats the last one so soon that it says nothing new.
    pub fn is_repeated(&self, reason: StopReason, now: Timestamp) -> bool {
        self.stop.as_ref().is_some_and(|stop| {
            stop.reason == reason && now.since(stop.at) < MINUTE && stop.at >= self.step_at()
        })
    }

    /// Lets the person go on in another browser. Until the device has its certificate, whatever was downloaded in the first
    /// one is no longer good, so the profile counts as not fetched; answers may be given anew, and which device the first
    /// browser runs on says nothing any more. What begins in Settings stays on the device where it began.
    pub fn hand_over(&mut self, now: Timestamp) -> Result<(), HandoverRefusal> {
        match self.status(now) {
            Status::UnderWay(_) | Status::Stopped if !self.course.way.is_account_driven() => {}
            _ => return Err(HandoverRefusal::Over),
        }
        if self.step() < Step::CertificateIssued {
            self.questions.device = None;
            self.ca_fetched_at = None;
            self.trusted_at = None;
            self.profile_fetched_at = None;
            // What went wrong, went wrong with what was downloaded.
            self.stop = None;
        }
        Ok(())
    }

    /// Ends the enrollment; a second end changes nothing.
    pub fn close(&mut self, end: End, now: Timestamp) {
        if self.ended_at.is_none() {
            self.ended_at = Some(now);
            self.end = Some(end);
        }
    }
}

/// Why an enrollment does not serve a request.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum EnrollmentRefusal {
    /// Its time is over.
    #[error("the enrollment has expired")]
    Expired,
    /// A device has enrolled through it.
    #[error("a device has already enrolled through it")]
    Used,
    /// It has ended.
    #[error("the enrollment has ended")]
    Ended,
    /// Something is still to be answered before the profile.
    #[error("something is still to be answered")]
    Unanswered,
    /// An answer that was not offered.
    #[error("this answer was not offered")]
    NotOffered,
    /// A personally owned device is added in Settings; the portal has no profile for it.
    #[error("a personally owned device is added in Settings, not by a profile")]
    Personal,
    /// The profile has been fetched, and with it the answers are settled.
    #[error("the profile has been fetched, so the answers are settled")]
    Settled,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::question::{DeviceQuestion, EulaQuestion, OwnershipQuestion, SiteQuestion, UserQuestion};
    use crate::reference::Reference;

    fn begun() -> Enrollment {
        let terms = Terms {
            account_id: None,
            person: Person::default(),
            directory_user: None,
            ownership: Ownership::Institutional,
            site_id: None,
            invitation: None,
            questions: Questions::default(),
            course: Course::default(),
        };
        Enrollment::begin(EnrollmentId(uuid::Uuid::nil()), terms, Timestamp(0), Timestamp(60 * MINUTE))
    }

    #[test]
    fn the_step_is_read_from_the_facts() {
        let mut enrollment = begun();
        assert_eq!(enrollment.step(), Step::LoggedIn);
        enrollment.profile_fetched_at = Some(Timestamp(1));
        assert_eq!(enrollment.step(), Step::ProfileFetched);
        enrollment.certificate_issued_at = Some(Timestamp(2));
        enrollment.authenticated_at = Some(Timestamp(3));
        assert_eq!(enrollment.step(), Step::CheckedIn);
        assert_eq!(enrollment.step_at(), Timestamp(3));
        enrollment.enrolled_at = Some(Timestamp(4));
        assert_eq!(enrollment.status(Timestamp(5)), Status::Enrolled);
    }

    #[test]
    fn a_refusal_counts_until_the_next_step() {
        let mut enrollment = begun();
        enrollment.profile_fetched_at = Some(Timestamp(1));
        enrollment.stop = Some(Stop {
            at: Timestamp(2),
            reason: StopReason::ChallengeUsed,
            reference: Reference::from_random([0; 8]),
        });
        assert_eq!(enrollment.status(Timestamp(3)), Status::Stopped);
        enrollment.profile_fetched_at = Some(Timestamp(4));
        assert_eq!(enrollment.status(Timestamp(5)), Status::UnderWay(Step::ProfileFetched));
    }

    #[test]
    fn t11_handing_over_keeps_the_terms_and_forgets_what_was_downloaded() {
        let now = Timestamp(5);
        let mut enrollment = begun();
        enrollment.profile_fetched_at = Some(Timestamp(1));
        enrollment.site_id = Some(SiteId(uuid::Uuid::from_u128(1)));
        enrollment.stop = Some(Stop {
            at: Timestamp(2),
            reason: StopReason::ChallengeExpired,
            reference: Reference::from_random([0; 8]),
        });
        let before = enrollment.clone();
        assert_eq!(enrollment.status(now), Status::Stopped);
        assert_eq!(enrollment.hand_over(now), Ok(()));
        assert_eq!(enrollment.status(now), Status::UnderWay(Step::LoggedIn), "it goes on from the start");
        assert_eq!((enrollment.step(), enrollment.site_id), (Step::LoggedIn, before.site_id));
        assert_eq!(enrollment.expires_at, before.expires_at);

        let mut on_its_way = Enrollment { certificate_issued_at: Some(Timestamp(2)), ..before.clone() };
        assert_eq!(on_its_way.hand_over(now), Ok(()));
        assert_eq!(on_its_way.profile_fetched_at, Some(Timestamp(1)), "the device is on its way");

        let by_account = Course { way: Way::AccountDrivenDevice, ..Course::default() };
        let mut in_settings = Enrollment { course: by_account, ..before.clone() };
        assert_eq!(in_settings.hand_over(now), Err(HandoverRefusal::Over));
        let mut enrolled = Enrollment { enrolled_at: Some(Timestamp(3)), ..before.clone() };
        assert_eq!(enrolled.hand_over(now), Err(HandoverRefusal::Over));
        let mut late = before;
        assert_eq!(late.hand_over(late.expires_at), Err(HandoverRefusal::Over));
    }

    #[test]
    fn time_runs_out_at_the_instant_itself() {
        let enrollment = begun();
        assert_eq!(enrollment.check_profile(Timestamp(60 * MINUTE - 1)), Ok(()));
        assert_eq!(enrollment.check_profile(Timestamp(60 * MINUTE)), Err(EnrollmentRefusal::Expired));
        assert_eq!(enrollment.status(Timestamp(60 * MINUTE)), Status::Ended(End::Expired));
    }

    #[test]
    fn t11_only_what_is_offered_is_an_answer_and_nothing_opens_the_profile_before() {
        let mut enrollment = begun();
        let site = |n| Some(SiteId(uuid::Uuid::from_u128(n)));
        enrollment.questions = Questions {
            user: Some(UserQuestion { may_be_blank: false, is_answered: false }),
            site: Some(SiteQuestion { choices: vec![site(1), site(2)], is_answered: false }),
            eula: Some(EulaQuestion { ownership: Ownership::Institutional, version: 3, is_answered: false }),
            ..Questions::default()
        };
        let now = Timestamp(1);
        let refused = Err(EnrollmentRefusal::NotOffered);
        assert_eq!(enrollment.check_profile(now), Err(EnrollmentRefusal::Unanswered));
        assert_eq!(enrollment.answer_user(None, now), refused);
        assert_eq!(enrollment.answer_site(site(3), now), refused);
        assert_eq!(enrollment.answer_site(None, now), refused);
        assert_eq!(enrollment.accept_eula(2, "en", now), refused);
        assert_eq!(enrollment.questions.next(), Some(Question::User));

        let ann = DirectoryUserRef {
            directory_id: crate::id::DirectoryId(uuid::Uuid::nil()),
            key: crate::directory::DirectoryKey("ann".into()),
        };
        let person = Person { username: "ann".into(), ..Person::default() };
        assert_eq!(enrollment.answer_user(Some((ann.clone(), person)), now), Ok(()));
        assert_eq!(enrollment.accept_eula(3, "de", now), Ok(()));
        assert_eq!(enrollment.questions.next(), Some(Question::Site));
        assert_eq!(enrollment.answer_site(site(2), now), Ok(()));
        assert_eq!(enrollment.check_profile(now), Ok(()));
        assert_eq!((enrollment.site_id, enrollment.directory_user.clone()), (site(2), Some(ann)));

        assert_eq!(enrollment.answer_site(site(1), now), Ok(()), "one may go back");
        enrollment.profile_fetched_at = Some(now);
        assert_eq!(enrollment.answer_site(site(2), now), Err(EnrollmentRefusal::Settled));
        assert_eq!(enrollment.site_id, site(1));
        assert_eq!(begun().answer_site(None, now), refused, "what is not asked cannot be answered");
    }

    #[test]
    fn t11_a_personally_owned_device_is_asked_nothing_more_and_gets_no_profile() {
        let mut enrollment = begun();
        let now = Timestamp(1);
        let device_id = crate::id::DeviceId(uuid::Uuid::nil());
        enrollment.questions = Questions {
            ownership: Some(OwnershipQuestion::default()),
            user: Some(UserQuestion { may_be_blank: true, is_answered: false }),
            eula: Some(EulaQuestion { ownership: Ownership::Institutional, version: 3, is_answered: false }),
            device: Some(DeviceQuestion { device_id, is_answered: false }),
            ..Questions::default()
        };
        assert_eq!(enrollment.questions.next(), Some(Question::Ownership));
        assert_eq!(enrollment.answer_ownership(Ownership::Personal, now), Ok(()));
        assert_eq!(enrollment.questions.next(), None);
        assert_eq!(enrollment.check_profile(now), Err(EnrollmentRefusal::Personal));
        assert_eq!(enrollment.check_issuance(now), Err(EnrollmentRefusal::Personal));
        let refused = Err(EnrollmentRefusal::NotOffered);
        assert_eq!(enrollment.answer_user(None, now), refused);
        assert_eq!(enrollment.accept_eula(3, "en", now), refused);
        assert_eq!(enrollment.confirm_device(now), refused);

        assert_eq!(enrollment.answer_ownership(Ownership::Institutional, now), Ok(()), "one may go back");
        assert_eq!(enrollment.check_profile(now), Err(EnrollmentRefusal::Unanswered));
        assert_eq!(enrollment.answer_user(None, now), Ok(()));
        assert_eq!(enrollment.accept_eula(3, "en", now), Ok(()));
        assert_eq!(enrollment.questions.next(), Some(Question::Device));
        assert_eq!(enrollment.confirm_device(now), Ok(()));
        assert_eq!(enrollment.check_profile(now), Ok(()));
        assert_eq!(begun().answer_ownership(Ownership::Personal, now), refused, "it was not asked");
    }

    #[test]
    fn an_enrolled_device_outlives_the_portal_session() {
        let mut enrollment = begun();
        enrollment.authenticated_at = Some(Timestamp(3));
        enrollment.enrolled_at = Some(Timestamp(4));
        assert_eq!(enrollment.status(Timestamp(i64::MAX)), Status::Enrolled);
        assert_eq!(enrollment.check_profile(Timestamp(5)), Err(EnrollmentRefusal::Used));
        enrollment.close(End::CheckedOut, Timestamp(9));
        enrollment.close(End::Superseded, Timestamp(10));
        assert_eq!(enrollment.status(Timestamp(11)), Status::Ended(End::CheckedOut));
        assert_eq!(enrollment.check_channel(), Err(EnrollmentRefusal::Ended));
    }
}
