//! The self-test: a simulated device enrolls by the server's public address, and nothing of it stays but a line in the trail.

use domain::audit::Event;
use domain::enrollment::{Course, Enrollment, Ownership, Terms};
use domain::id::{EnrollmentId, JobId};
use domain::job::Job;
use domain::privilege::Privilege;
use domain::question::Questions;
use domain::self_test::SelfTestStep;
use domain::time::MINUTE;
use gateways::simulator::Tour;
use store::Tx;

use crate::token::{derive, hash, new_token};
use crate::{App, Caller, Error, Refusal};

/// How long a self-test may take; what is left of one is taken away after this.
const AGE_MAX: i64 = 5 * MINUTE;

impl App {
    /// Sends a simulated device the whole way and returns how each part went. One at a time.
    pub async fn run_self_test(&self, caller: &Caller) -> Result<Vec<SelfTestStep>, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let _alone = self.0.self_test_work.try_acquire().map_err(|_| Error::Busy)?;
        let (id, profile_url) = self.begin_self_test(caller).await?;
        let tour = Tour {
            enroll_url: self.0.settings.enroll_url(),
            profile_url,
            roots: [self.trust_roots(), vec![self.0.authority.certificate().to_vec()]].concat(),
            seed: u64::from_be_bytes(self.0.ids.octets()),
        };
        let steps = self.0.simulator.walk(&tour).await;
        let fault = steps.iter().find_map(|step| step.fault.as_ref().map(|_| step.part.title().to_owned()));
        for step in steps.iter().filter(|step| step.fault.is_some()) {
            tracing::warn!(part = ?step.part, fault = step.fault, "the self-test failed");
        }
        let mut tx = self.0.store.begin().await?;
        forget(&mut tx, id).await?;
        let event = Event::SelfTested { fault };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(steps)
    }

    /// Takes away what a self-test left behind whose node died.
    pub(crate) async fn forget_self_test(&self, id: EnrollmentId) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        forget(&mut tx, id).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn begin_self_test(&self, caller: &Caller) -> Result<(EnrollmentId, String), Error> {
        let now = self.now();
        let token = new_token(&self.0.ids, "");
        let mut tx = self.0.store.begin().await?;
        self.topic(&mut tx).await?.ok_or(Refusal::NoPushCertificate)?;
        let terms = Terms {
            account_id: None,
            person: Default::default(),
            directory_user: None,
            ownership: Ownership::Institutional,
            site_id: caller.site_id(),
            invitation: None,
            questions: Questions::default(),
            course: Course { is_self_test: true, ..Course::default() },
        };
        let enrollment = Enrollment::begin(EnrollmentId(self.new_id()), terms, now, now.plus(AGE_MAX));
        tx.insert_enrollment(&enrollment, hash(derive(&token, "profile").expose())).await?;
        let job = Job::ForgetSelfTest { enrollment_id: enrollment.id };
        tx.enqueue(JobId(self.new_id()), &job, now.plus(AGE_MAX)).await?;
        tx.commit().await?;
        Ok((enrollment.id, self.profile_url(&token)))
    }
}

/// Deletes what a self-test has left: its enrollment, and the device that was made for it. Nothing else is ever deleted here.
async fn forget(tx: &mut Tx, id: EnrollmentId) -> Result<(), Error> {
    let enrollment = tx.lock_enrollment(id).await?.filter(|enrollment| enrollment.course.is_self_test);
    let Some(enrollment) = enrollment else { return Ok(()) };
    tx.forget_enrollment(id).await?;
    if let Some(device_id) = enrollment.device_id
        && tx.find_latest_enrollment(device_id).await?.is_none()
    {
        tx.forget_device(device_id).await?;
    }
    Ok(())
}
