//! Trust in the server's TLS certificate: how devices come by it, and the walk of a person whose device has to be told.
//!
//! What somebody installs by hand is not trusted for TLS since iOS 10.3, unless it comes inside the enrollment profile. So
//! an organization with a root of its own either lets people go past the browser's warning once, or has them install and
//! trust the root first: the two-step way.

use crate::enrollment::{Enrollment, EnrollmentRefusal};
use crate::time::Timestamp;

/// How devices come to trust the server's TLS certificate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TrustMode {
    /// They know its root already.
    Public,
    /// Its root comes inside the enrollment profile.
    PrivateEmbedded,
    /// Its root comes in a profile of its own before the enrollment profile, and the person switches it on.
    PrivateTwoStep,
}

impl TrustMode {
    /// Returns the mode in force: two steps only where the root is private, and only where nobody skips them.
    pub fn of(is_private: bool, skip_certificate_installation: bool) -> Self {
        match (is_private, skip_certificate_installation) {
            (false, _) => Self::Public,
            (true, true) => Self::PrivateEmbedded,
            (true, false) => Self::PrivateTwoStep,
        }
    }

    /// Returns the name used in configuration, API and logs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::PrivateEmbedded => "private-embedded",
            Self::PrivateTwoStep => "private-two-step",
        }
    }
}

/// A step of the walk through a private root.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum TrustStep {
    /// Install the profile with the root.
    Certificate,
    /// Switch it on in Certificate Trust Settings.
    Trust,
}

impl TrustStep {
    /// Every step, in order.
    pub const ALL: [Self; 2] = [Self::Certificate, Self::Trust];
}

impl Enrollment {
    /// Returns how many steps come before the enrollment profile on account of a private root.
    pub fn trust_steps(&self) -> usize {
        if self.course.is_two_step { TrustStep::ALL.len() } else { 0 }
    }

    /// Returns the step of the walk through a private root that comes next; nothing where there is no such walk, or it is
    /// done.
    pub fn next_trust_step(&self) -> Option<TrustStep> {
        match (self.course.is_two_step, self.ca_fetched_at, self.trusted_at) {
            (false, _, _) | (true, _, Some(_)) => None,
            (true, None, None) => Some(TrustStep::Certificate),
            (true, Some(_), None) => Some(TrustStep::Trust),
        }
    }

    /// Says whether the profile with the root may be handed out: as long as the enrollment profile may, once every question
    /// is answered.
    pub fn check_ca_profile(&self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        if !self.course.is_two_step {
            return Err(EnrollmentRefusal::NotOffered);
        }
        match self.check_profile(now) {
            Err(EnrollmentRefusal::Unanswered) if self.questions.next().is_none() => Ok(()),
            checked => checked,
        }
    }

    /// Goes past the walk, by the word of the browser or of the person. A second time changes nothing.
    pub fn pass_trust(&mut self, now: Timestamp) -> Result<(), EnrollmentRefusal> {
        self.check_ca_profile(now)?;
        self.trusted_at.get_or_insert(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::enrollment::{Course, Ownership, Terms};
    use crate::id::EnrollmentId;
    use crate::person::Person;
    use crate::question::{EulaQuestion, Questions};
    use crate::time::MINUTE;

    fn begun(is_two_step: bool) -> Enrollment {
        let terms = Terms {
            account_id: None,
            person: Person::default(),
            directory_user: None,
            ownership: Ownership::Institutional,
            site_id: None,
            invitation: None,
            questions: Questions::default(),
            course: Course { is_two_step, ..Course::default() },
        };
        Enrollment::begin(EnrollmentId(uuid::Uuid::nil()), terms, Timestamp(0), Timestamp(60 * MINUTE))
    }

    #[test]
    fn two_steps_need_a_private_root() {
        assert_eq!(TrustMode::of(false, false), TrustMode::Public);
        assert_eq!(TrustMode::of(false, true), TrustMode::Public);
        assert_eq!(TrustMode::of(true, true), TrustMode::PrivateEmbedded);
        assert_eq!(TrustMode::of(true, false), TrustMode::PrivateTwoStep);
    }

    #[test]
    fn the_enrollment_profile_waits_for_the_walk() {
        let now = Timestamp(1);
        let mut enrollment = begun(true);
        assert_eq!(enrollment.next_trust_step(), Some(TrustStep::Certificate));
        assert_eq!(enrollment.check_profile(now), Err(EnrollmentRefusal::Unanswered));
        enrollment.ca_fetched_at = Some(now);
        assert_eq!(enrollment.next_trust_step(), Some(TrustStep::Trust));
        assert_eq!(enrollment.pass_trust(now), Ok(()));
        assert_eq!(enrollment.pass_trust(Timestamp(2)), Ok(()), "again");
        assert_eq!((enrollment.trusted_at, enrollment.next_trust_step()), (Some(now), None));
        assert_eq!(enrollment.check_profile(now), Ok(()));
        assert_eq!(enrollment.check_ca_profile(now), Ok(()), "it may be downloaded again");
        assert_eq!(enrollment.check_ca_profile(Timestamp(60 * MINUTE)), Err(EnrollmentRefusal::Expired));
    }

    #[test]
    fn nobody_else_walks_and_nobody_walks_before_the_questions() {
        let mut enrollment = begun(false);
        assert_eq!((enrollment.next_trust_step(), enrollment.trust_steps()), (None, 0));
        assert_eq!(enrollment.check_profile(Timestamp(1)), Ok(()));
        assert_eq!(enrollment.pass_trust(Timestamp(1)), Err(EnrollmentRefusal::NotOffered));
        let mut asked = begun(true);
        asked.questions.eula = Some(EulaQuestion {
            ownership: crate::enrollment::Ownership::Institutional,
            version: 1,
            is_answered: false,
        });
        assert_eq!(asked.check_ca_profile(Timestamp(1)), Err(EnrollmentRefusal::Unanswered));
        assert_eq!(asked.pass_trust(Timestamp(1)), Err(EnrollmentRefusal::Unanswered));
    }
}
