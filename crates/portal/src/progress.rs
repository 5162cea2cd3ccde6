//! How far the phone has come, as one view for the install page and its script.

use domain::enrollment::{Enrollment, Status, Step};
use domain::reference::Reference;
use domain::time::Timestamp;
use serde::Serialize;

use crate::problem;
use crate::words::Words;

/// How an enrollment stands, for a page's script. Instants are milliseconds since 1970.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct ProgressView {
    /// The last step reached.
    pub step: Step,
    /// Every step, with the instant of those reached.
    pub steps: Vec<StepView>,
    /// Until when iOS keeps the profile that was fetched last.
    pub install_until: Option<Timestamp>,
    /// The server's time.
    pub now: Timestamp,
    /// How it stands.
    pub outcome: Outcome,
    /// Whether somebody has yet to approve it.
    pub waits_for_approval: bool,
    /// Whether the profile may be downloaded (again).
    pub can_download: bool,
    /// What to do, when it has stopped.
    pub advice: Option<String>,
    /// The reference code, when it has stopped.
    pub reference: Option<Reference>,
}

/// One step.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct StepView {
    /// The step.
    pub name: Step,
    /// Its words for people, in their language.
    pub title: String,
    /// When it was reached.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// How an enrollment stands, in one word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// On its way.
    UnderWay,
    /// Refused at a step; one may try again.
    Stopped,
    /// Enrolled and managed.
    Enrolled,
    /// Over.
    Ended,
}

impl Outcome {
    /// Returns the word in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::UnderWay => "under-way",
            Self::Stopped => "stopped",
            Self::Enrolled => "enrolled",
            Self::Ended => "ended",
        }
    }
}

/// Where a step stands, seen from how far the enrollment has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum StepPlace {
    Done,
    Now,
    ToCome,
}

impl StepPlace {
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::ToCome => "",
        }
    }

    /// Returns the key of what is read aloud.
    pub(crate) fn said(self) -> &'static str {
        match self {
            Self::Done => "progress-done",
            Self::Now => "progress-now",
            Self::ToCome => "progress-to-come",
        }
    }
}

impl ProgressView {
    /// Looks at an enrollment now, for somebody who reads these words.
    pub(crate) fn of(enrollment: &Enrollment, now: Timestamp, words: &Words) -> Self {
        let outcome = match enrollment.status(now) {
            Status::UnderWay(_) => Outcome::UnderWay,
            Status::Stopped => Outcome::Stopped,
            Status::Enrolled => Outcome::Enrolled,
            Status::Ended(_) => Outcome::Ended,
        };
        let stop = enrollment.stop.as_ref().filter(|_| outcome == Outcome::Stopped);
        let reached = |step| match step {
            Step::LoggedIn => Some(enrollment.begun_at),
            Step::ProfileFetched => enrollment.profile_fetched_at,
            Step::CertificateIssued => enrollment.certificate_issued_at,
            Step::CheckedIn => enrollment.authenticated_at,
            Step::Enrolled => enrollment.enrolled_at,
        };
        Self {
            step: enrollment.step(),
            steps: Step::ALL
                .map(|step| StepView { name: step, title: words.plain(title(step)), at: reached(step) })
                .into(),
            install_until: enrollment.install_until(),
            now,
            outcome,
            waits_for_approval: enrollment.questions.approval.as_ref().is_some_and(|one| !one.is_answered),
            can_download: enrollment.check_profile(now).is_ok(),
            advice: stop.map(|stop| words.plain(problem::stop(stop.reason))),
            reference: stop.map(|stop| stop.reference.clone()),
        }
    }

    /// Looks at an enrollment that has been handed over to another browser: there alone the profile is fetched.
    pub(crate) fn followed(enrollment: &Enrollment, now: Timestamp, words: &Words) -> Self {
        Self { can_download: false, install_until: None, ..Self::of(enrollment, now, words) }
    }

    /// Returns the view for a session that is over: it says nothing else.
    pub(crate) fn over(now: Timestamp) -> Self {
        Self {
            step: Step::LoggedIn,
            steps: Vec::new(),
            install_until: None,
            now,
            outcome: Outcome::Ended,
            waits_for_approval: false,
            can_download: false,
            advice: None,
            reference: None,
        }
    }

    /// Says where a step stands.
    pub(crate) fn place(&self, step: &StepView) -> StepPlace {
        let next = Step::ALL.into_iter().find(|other| *other > self.step);
        if step.name <= self.step {
            StepPlace::Done
        } else if Some(step.name) == next {
            StepPlace::Now
        } else {
            StepPlace::ToCome
        }
    }

    /// Says whether nothing will change any more.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self.outcome, Outcome::Enrolled | Outcome::Ended)
    }
}

/// Returns the key of a step's words.
fn title(step: Step) -> &'static str {
    match step {
        Step::LoggedIn => "progress-logged-in",
        Step::ProfileFetched => "progress-profile-fetched",
        Step::CertificateIssued => "progress-certificate-issued",
        Step::CheckedIn => "progress-checked-in",
        Step::Enrolled => "progress-enrolled",
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use domain::enrollment::{End, Ownership, Stop, StopReason, Terms};
    use domain::person::Person;

    use super::*;

    /// An enrollment whose person has just logged in.
    pub(crate) fn begun() -> Enrollment {
        let terms = Terms {
            account_id: None,
            person: Person { username: "ann".into(), full_name: "Ann Miller".into(), ..Person::default() },
            directory_user: None,
            ownership: Ownership::Institutional,
            site_id: None,
            invitation: None,
            questions: Default::default(),
            course: Default::default(),
        };
        let id = "00000000-0000-7000-8000-000000000001".parse().unwrap();
        Enrollment::begin(id, terms, Timestamp(1_000), Timestamp(3_600_000))
    }

    /// An enrollment whose phone was refused a certificate.
    pub(crate) fn stopped() -> Enrollment {
        let stop = Stop {
            at: Timestamp(3_000),
            reason: StopReason::RequestRefused,
            reference: Reference::parse("VB-7KQ2M").unwrap(),
        };
        Enrollment { profile_fetched_at: Some(Timestamp(2_000)), stop: Some(stop), ..begun() }
    }

    #[test]
    fn a_view_tells_the_script_all_it_shows() {
        let json = serde_json::to_value(ProgressView::of(
            &stopped(),
            Timestamp(4_000),
            &Words::english("Northwind"),
        ))
        .unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "step": "profile-fetched",
                "steps": [
                    {"name": "logged-in", "title": "Logged in", "at": 1000},
                    {"name": "profile-fetched", "title": "Profile fetched", "at": 2000},
                    {"name": "certificate-issued", "title": "Certificate issued"},
                    {"name": "checked-in", "title": "Device checked in"},
                    {"name": "enrolled", "title": "Enrolled"},
                ],
                "install_until": 482_000,
                "now": 4000,
                "outcome": "stopped",
                "waits_for_approval": false,
                "can_download": true,
                "advice": StopReason::RequestRefused.advice(),
                "reference": "VB-7KQ2M",
            })
        );
    }

    #[test]
    fn every_outcome_has_its_word() {
        let enrolled = Enrollment { enrolled_at: Some(Timestamp(5)), ..begun() };
        let mut ended = begun();
        ended.close(End::CheckedOut, Timestamp(5));
        for (enrollment, word) in
            [(begun(), "under-way"), (stopped(), "stopped"), (enrolled, "enrolled"), (ended, "ended")]
        {
            let outcome =
                ProgressView::of(&enrollment, Timestamp(6_000), &Words::english("Northwind")).outcome;
            assert_eq!(outcome.name(), word);
            assert_eq!(serde_json::to_value(outcome).unwrap(), word);
        }
    }

    #[test]
    fn the_step_after_the_last_one_reached_is_in_progress() {
        let view = ProgressView::of(&stopped(), Timestamp(4_000), &Words::english("Northwind"));
        let places: Vec<_> = view.steps.iter().map(|step| view.place(step)).collect();
        assert_eq!(
            places,
            [StepPlace::Done, StepPlace::Done, StepPlace::Now, StepPlace::ToCome, StepPlace::ToCome]
        );
    }
}
