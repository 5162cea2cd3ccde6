//! The job runner: claims jobs and calls verbs, repairs what time has outdated, and writes coalesced facts.

use std::time::Duration;

use domain::audit::{Actor, Audit, Event};
use domain::enrollment::End;
use domain::id::{EnrollmentId, JobId};
use domain::job::{Claim, Job, Outcome, back_off};
use domain::message::Channel;
use domain::throttle::FORGET_AFTER;
use domain::time::{DAY, HOUR, Timestamp};
use domain::webhook::DELIVERIES_KEPT;
use gateways::push::{Notification, PushOutcome};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Interval, MissedTickBehavior};

use crate::{App, Error};

/// The background work of one node.
pub struct Runner {
    app: App,
}

/// How often the queue is looked at when nobody wakes the runner; other nodes enqueue too.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How often last contacts are written.
const FLUSH_EVERY: Duration = Duration::from_secs(20);
/// How often what time has outdated is mended.
const SWEEP_EVERY: Duration = Duration::from_secs(60);
/// How often directories that did not answer are asked again.
const ASK_EVERY: Duration = Duration::from_secs(10);
/// How often receipts are taken that SMS centres have sent over their connection.
const RECEIPTS_EVERY: Duration = Duration::from_secs(3);
/// How often some of those people are asked about whose turn has come.
const REFRESH_EVERY: Duration = Duration::from_secs(60);
/// How often the mailbox for reports is read.
const BOUNCES_EVERY: Duration = Duration::from_secs(60);
/// How many jobs run at once.
const JOBS_AT_ONCE: u32 = 16;
/// How many overdue enrollments one repair ends.
const SWEEP_ROWS_MAX: u32 = 500;
/// How many old deliveries to webhooks one repair forgets.
const FORGOTTEN_ROWS_MAX: u32 = 5_000;
/// Apple keeps a push for a sleeping device this long.
const PUSH_AGE_MAX: i64 = 7 * DAY;
/// A device that has left its commands waiting for this long after a push is pushed to again.
const PUSH_REPEATED_AFTER: i64 = 6 * HOUR;
/// What messages say that nothing carries away is kept this long: it holds links.
const HELD_TEXTS_KEPT: i64 = 30 * DAY;
/// What was handed over is remembered this long, so that the page of the first browser can say what became of it.
const HANDOVERS_KEPT: i64 = HOUR;
/// Dead jobs are kept this long, for whoever wants to know why.
const DEAD_JOBS_KEPT: i64 = 30 * DAY;

impl App {
    /// Returns the runner of this app.
    pub fn runner(&self) -> Runner {
        Runner { app: self.clone() }
    }

    /// Tells the runner of this node that a job may be waiting.
    pub(crate) fn wake_runner(&self) {
        self.0.wake.notify_one();
        for delivery in &self.0.wake_delivery {
            delivery.notify_one();
        }
    }

    /// Mends what only time has changed: ends overdue enrollments, pushes again to devices that have left their commands
    /// waiting for long, forgets sessions, counts, jobs and what webhooks were told past their age.
    /// Looks at the state and needs no input, so it may run anywhere and at any time.
    pub async fn sweep(&self) -> Result<(), Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        for overdue in tx.list_overdue_enrollments(now, SWEEP_ROWS_MAX).await? {
            let Some(mut enrollment) = tx.lock_enrollment(overdue.id).await? else { continue };
            if enrollment.enrolled_at.is_none() {
                self.end_enrollment(&mut tx, &mut enrollment, End::Expired, &Actor::Server, None).await?;
            }
        }
        for id in tx.list_lapsed_uses(now, SWEEP_ROWS_MAX).await? {
            self.lapse_use(&mut tx, id).await?;
        }
        for enrollment_id in tx.list_unpushed(now.plus(-PUSH_REPEATED_AFTER), SWEEP_ROWS_MAX).await? {
            tx.enqueue(JobId(self.new_id()), &Job::Push { enrollment_id }, now).await?;
        }
        tx.delete_dead_sessions(now, self.0.settings.console.idle_max()).await?;
        tx.delete_dead_pending_logins(now).await?;
        tx.delete_dead_provider_logins(now).await?;
        tx.delete_overdue_account_sign_ins(now).await?;
        tx.delete_profile_service_challenges(now.plus(-DAY)).await?;
        tx.delete_dead_handovers(now.plus(-HANDOVERS_KEPT)).await?;
        tx.delete_dead_passkey_ceremonies(now).await?;
        tx.delete_dead_answers(self.dead_answers_at()).await?;
        tx.delete_expired_uploads(now).await?;
        tx.delete_old_throttles(now.plus(-FORGET_AFTER)).await?;
        tx.delete_dead_jobs(now.plus(-DEAD_JOBS_KEPT)).await?;
        tx.forget_held_texts(now.plus(-HELD_TEXTS_KEPT)).await?;
        tx.delete_old_webhook_deliveries(now.plus(-DELIVERIES_KEPT), FORGOTTEN_ROWS_MAX).await?;
        tx.commit().await?;
        self.tell_signing_certificate_end().await?;
        self.remind_recipients().await
    }

    /// Wakes the device of an enrollment by push, if it has something to fetch and can be reached.
    async fn push(&self, id: EnrollmentId, attempt: u32, tries_max: u32) -> Result<Outcome, Error> {
        let mut tx = self.0.store.read().await?;
        let enrollment = tx.find_enrollment(id).await?;
        // The simulated device of a self-test asks by itself, and Apple does not know it.
        let enrollment = enrollment.filter(|one| one.ended_at.is_none() && !one.course.is_self_test);
        let channel = tx.find_channel(id).await?.filter(|channel| channel.gone_at.is_none());
        let (Some(enrollment), Some(channel)) = (enrollment, channel) else { return Ok(Outcome::Done) };
        // A push says "connect" and nothing else: without an open command it would only cost battery.
        if tx.find_next_command(id, true).await?.is_none() {
            return Ok(Outcome::Done);
        }
        let Some(identity) = self.push_identity(&mut tx).await? else { return Ok(Outcome::Done) };
        drop(tx);

        let now = self.now();
        let (token, push_magic) = self.open_channel(id, &channel)?;
        let notification = Notification {
            id: self.new_id(),
            topic: channel.topic.clone(),
            token,
            push_magic,
            expires_at: now.plus(PUSH_AGE_MAX).seconds(),
            urgent: true,
        };
        let (outcome, reason) = match self.0.push.push(&identity, &notification).await {
            PushOutcome::Accepted => {
                let mut tx = self.0.store.begin().await?;
                tx.save_channel_pushed(id, now).await?;
                tx.commit().await?;
                return Ok(Outcome::Done);
            }
            PushOutcome::RetryLater { after, reason } if attempt < tries_max => {
                let after = i64::try_from(after.as_millis()).unwrap_or(i64::MAX).max(back_off(attempt));
                return Ok(Outcome::Again(now.plus(after), reason));
            }
            // Apple speaks of a token that the device has replaced meanwhile.
            PushOutcome::TokenGone { gone_at_ms: Some(at), reason } if Timestamp(at) < channel.updated_at => {
                return Ok(Outcome::Again(now.plus(back_off(attempt)), reason));
            }
            PushOutcome::TokenGone { reason, .. } => {
                let mut tx = self.0.store.begin().await?;
                tx.save_channel_gone(id, &channel.token_digest, now).await?;
                tx.commit().await?;
                (Outcome::Done, reason)
            }
            PushOutcome::RetryLater { reason, .. } | PushOutcome::Refused { reason } => {
                (Outcome::GiveUp(reason.clone()), reason)
            }
        };
        tracing::warn!(enrollment.id = %id, push.reason = %reason, "a push did not go out");
        let mut tx = self.0.store.begin().await?;
        let line = Audit {
            enrollment_id: Some(id),
            device_id: enrollment.device_id,
            ..self.audit(&Actor::Server, None, Event::PushRefused { reason })
        };
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(outcome)
    }
}

impl Runner {
    /// Runs until `stop` turns true; finishes the jobs at hand and writes what is buffered first. Jobs, which may wait for
    /// others, repairs and writing go side by side, so that none holds up the rest.
    pub async fn run(self, stop: watch::Receiver<bool>) {
        // On the heap, each: together they would take much of a thread's stack while they begin.
        let jobs = Box::pin(async {
            let mut stop = stop.clone();
            let mut look = interval(LOOK_EVERY);
            let mut running = JoinSet::new();
            let mut is_more = false;
            while !*stop.borrow() {
                let has_room = tokio::select! {
                    () = self.app.0.wake.notified() => true,
                    _ = look.tick() => true,
                    _ = stop.changed() => false,
                    Some(finished) = running.join_next() => {
                        report(ended(finished));
                        // A look costs a transaction, so it fetches several jobs.
                        is_more && running.len() <= JOBS_AT_ONCE as usize * 3 / 4
                    }
                };
                if has_room {
                    let claimed = Box::pin(self.claim_into(&mut running)).await;
                    is_more = claimed.as_ref().is_ok_and(|claimed| *claimed > 0);
                    report(claimed.map(|_| ()));
                }
            }
            while let Some(finished) = running.join_next().await {
                report(ended(finished));
            }
        });
        // Each way by itself: a mail server that hangs must not hold up SMS.
        let [emails, sms] = Channel::ALL.map(|channel| {
            let (app, mut stop) = (self.app.clone(), stop.clone());
            Box::pin(async move {
                let mut look = interval(LOOK_EVERY);
                while !*stop.borrow() {
                    tokio::select! {
                        () = app.0.wake_delivery[channel as usize].notified() => {}
                        _ = look.tick() => {}
                        _ = stop.changed() => {}
                    }
                    report(app.deliver_by(channel, &stop).await.map(|_| ()));
                }
            })
        });
        let flushes = Box::pin(repeat(FLUSH_EVERY, stop.clone(), || self.app.flush_last_seen()));
        let sweeps = Box::pin(repeat(SWEEP_EVERY, stop.clone(), || self.app.sweep()));
        let questions = Box::pin(repeat(ASK_EVERY, stop.clone(), || self.app.ask_resting_directories()));
        let refreshes = Box::pin(repeat(REFRESH_EVERY, stop.clone(), || self.app.refresh_due_people()));
        let receipts = Box::pin(repeat(RECEIPTS_EVERY, stop.clone(), || self.app.take_sms_receipts()));
        let bounces = Box::pin(repeat(BOUNCES_EVERY, stop.clone(), || self.app.take_reports()));
        // Directories, mailboxes and SMS centres may take their time; nobody waits for them at the end.
        let asking = Box::pin(async {
            let mut stop = stop.clone();
            tokio::select! {
                _ = async { tokio::join!(questions, refreshes, receipts, bounces) } => {}
                _ = stop.wait_for(|stop| *stop) => {}
            }
        });
        tokio::join!(jobs, emails, sms, flushes, sweeps, asking);
        report(self.app.flush_last_seen().await);
    }

    /// Runs every job that is due now and returns how many: what tests call instead of waiting.
    pub async fn run_due(&self) -> Result<u32, Error> {
        let mut running = JoinSet::new();
        let mut ran = 0;
        loop {
            let claimed = self.claim_into(&mut running).await?;
            if claimed == 0 {
                break;
            }
            while let Some(finished) = running.join_next().await {
                ended(finished)?;
            }
            ran += claimed;
        }
        self.app.deliver_due_messages().await?;
        Ok(ran)
    }

    /// Claims as many due jobs as there is room for, lets them run beside those that run already, and returns how many.
    /// So one that waits for somebody slow holds up none of the others.
    async fn claim_into(&self, running: &mut Running) -> Result<u32, Error> {
        let room = JOBS_AT_ONCE.saturating_sub(u32::try_from(running.len()).unwrap_or(u32::MAX));
        if room == 0 {
            return Ok(0);
        }
        let mut tx = self.app.0.store.begin().await?;
        let claims = tx.claim_jobs(self.app.now(), room).await?;
        tx.commit().await?;
        let claimed = u32::try_from(claims.len()).unwrap_or(room);
        for claim in claims {
            let app = self.app.clone();
            running.spawn(async move { app.run_claim(&claim).await });
        }
        Ok(claimed)
    }
}

/// Jobs that run.
type Running = JoinSet<Result<(), Error>>;

/// Returns how a job ended, a panic included.
fn ended(finished: Result<Result<(), Error>, JoinError>) -> Result<(), Error> {
    finished.map_err(|error| Error::Internal(format!("a job panicked: {error}")))?
}

/// Does some work now and then, until `stop` turns true. The work is on the heap: together with its neighbours it would be
/// more than a thread's stack holds without optimization. (An `AsyncFn` would not let the runner move between threads.)
async fn repeat<W>(every: Duration, mut stop: watch::Receiver<bool>, work: impl Fn() -> W)
where
    W: Future<Output = Result<(), Error>>,
{
    let mut tick = interval(every);
    while !*stop.borrow() {
        tokio::select! {
            _ = tick.tick() => report(Box::pin(work()).await),
            _ = stop.changed() => {}
        }
    }
}

fn interval(every: Duration) -> Interval {
    let mut interval = tokio::time::interval(every);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

fn report(worked: Result<(), Error>) {
    if let Err(error) = worked {
        tracing::error!(%error, "background work failed and will be tried again");
    }
}

impl App {
    async fn run_claim(&self, claim: &Claim) -> Result<(), Error> {
        let tries_max = claim.job.tries_max();
        let outcome = if claim.attempt > tries_max {
            Outcome::GiveUp("tried too often".to_owned())
        } else {
            let outcome = match &claim.job {
                Job::Push { enrollment_id } => self.push(*enrollment_id, claim.attempt, tries_max).await,
                Job::AssignByList { upload_id } => {
                    self.assign_by_list(*upload_id, claim.attempt, tries_max).await
                }
                Job::EndInvited { invitation_id } => self.end_invited(*invitation_id).await,
                Job::FollowBuiltInPeople { after } => self.follow_built_in_people(after.clone()).await,
                Job::ForgetSelfTest { enrollment_id } => {
                    self.forget_self_test(*enrollment_id).await.map(|()| Outcome::Done)
                }
                Job::DeliverWebhook { delivery_id } => self.deliver_webhook(*delivery_id).await,
            };
            outcome.unwrap_or_else(|error| {
                tracing::error!(job.id = %claim.id, %error, "a job failed");
                Outcome::Again(self.now().plus(back_off(claim.attempt)), error.to_string())
            })
        };
        let mut tx = self.0.store.begin().await?;
        tx.finish_job(claim, &outcome).await?;
        tx.commit().await?;
        Ok(())
    }
}
