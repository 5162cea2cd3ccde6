//! A list of assignments being done: at once when it is short, else batch by batch. Each batch is a transaction with its
//! devices, their lines in the trail, and how far the list is; so a job that is run twice goes on where it was.

use domain::audit::{Audit, Event};
use domain::id::{JobId, UploadId};
use domain::job::{Job, Outcome, back_off};
use domain::privilege::Privilege;
use domain::time::{SECOND, Timestamp};
use domain::upload::{AssignmentRun, LeftOut, OUTCOME_AGE_MAX, Upload, UploadKind, UploadState};
use store::Tx;

use super::line::AssignmentLine;
use super::outcome::{AssignmentFault, AssignmentOutcome, Meant, decide, put};
use super::{LINES_AT_ONCE, lock};
use crate::sheet::SheetContent;
use crate::{App, Caller, Error, Refusal};

/// How many lines one transaction of a job does: writers on SQLite wait for each other.
const BATCH_LINES: usize = 100;
/// A job passes the rest on to the next one after this long, well within its lease.
const JOB_AGE_MAX: i64 = 20 * SECOND;

impl App {
    /// Begins to do an uploaded list. A short one is done when this returns: whole, or not at all, unless lines may be
    /// left out. Of a long one, lines that cannot be used have to be left out by choice; those whose device or person
    /// is not there are told in the end.
    pub async fn begin_assignments(
        &self,
        caller: &Caller,
        id: UploadId,
        leave_out: bool,
    ) -> Result<AssignmentRun, Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let content = self.read_pending_upload(caller, UploadKind::Assignments, id).await?;
        let (_, (_, sheet)) = self.read_assignments(content).await?;
        let faulty = sheet.faults.lines;
        if faulty > 0 && !leave_out {
            return Err(Refusal::FaultyLines { lines: faulty }.into());
        }
        let is_short = sheet.entries.len() <= LINES_AT_ONCE;
        let meant = if is_short { self.look_up_lines(&sheet.entries).await? } else { Default::default() };

        let mut tx = self.0.store.begin().await?;
        let mut upload = self.lock_own_upload(&mut tx, caller, UploadKind::Assignments, id).await?;
        if upload.state != UploadState::Pending {
            return Err(Refusal::UploadGone.into());
        }
        let now = self.now();
        let mut run = self.new_run(caller, &sheet);
        let event = Event::AssignmentsBegun { lines: run.lines, left_out: run.left_out };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        if is_short {
            for (number, line) in &sheet.entries {
                self.do_line(&mut tx, caller, &mut run, *number, line, &meant[&line.person()]).await?;
            }
            if run.left_out > 0 && !leave_out {
                return Err(Refusal::FaultyLines { lines: run.left_out }.into());
            }
            run.finished_at = Some(now);
            tx.clear_upload_content(id).await?;
        } else {
            tx.enqueue(JobId(self.new_id()), &Job::AssignByList { upload_id: id }, now).await?;
        }
        upload.state = UploadState::Assigning(run.clone());
        upload.expires_at = now.plus(OUTCOME_AGE_MAX);
        tx.save_upload(&upload).await?;
        tx.commit().await?;
        self.wake_runner();
        Ok(run)
    }

    /// Stops a list that is being done: what is done stays, the rest is not.
    pub async fn stop_assignments(&self, caller: &Caller, id: UploadId) -> Result<(), Error> {
        caller.may_somewhere(Privilege::AssignUsers)?;
        let mut tx = self.0.store.begin().await?;
        let mut upload = self.lock_own_upload(&mut tx, caller, UploadKind::Assignments, id).await?;
        let mut stopped = None;
        match &mut upload.state {
            UploadState::Pending => tx.delete_upload(id).await?,
            UploadState::Assigning(run) if run.finished_at.is_none() => {
                run.finished_at = Some(self.now());
                run.is_stopped = true;
                stopped = Some(Event::AssignmentsStopped { done: run.done, lines: run.lines });
            }
            UploadState::Assigning(_) | UploadState::Imported(_) => {}
        }
        if let Some(event) = stopped {
            tx.save_upload(&upload).await?;
            tx.clear_upload_content(id).await?;
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Does what is left of a list, for some time.
    pub(crate) async fn assign_by_list(
        &self,
        id: UploadId,
        attempt: u32,
        tries_max: u32,
    ) -> Result<Outcome, Error> {
        let until = self.now().plus(JOB_AGE_MAX);
        let mut tx = self.0.store.read().await?;
        let content = tx.find_upload_content(id).await?.unwrap_or_default();
        drop(tx);
        if content.is_empty() {
            return Ok(Outcome::Done); // stopped, or done by another runner
        }
        let (_, (_, sheet)) = self.read_assignments(content).await?;
        loop {
            match self.do_batch(id, &sheet, attempt >= tries_max, until).await? {
                Batch::More => {}
                Batch::Over => return Ok(Outcome::Done),
                Batch::Silent(directory) => {
                    let at = self.now().plus(back_off(attempt));
                    return Ok(Outcome::Again(at, format!("the directory {directory} does not answer")));
                }
            }
        }
    }

    /// Does the next lines of a list.
    async fn do_batch(
        &self,
        id: UploadId,
        sheet: &SheetContent<AssignmentLine>,
        is_last_try: bool,
        until: Timestamp,
    ) -> Result<Batch, Error> {
        let mut tx = self.0.store.read().await?;
        let Some((_, run)) = running(tx.find_upload(id).await?) else { return Ok(Batch::Over) };
        drop(tx);
        let first = usize::try_from(run.done).unwrap_or(usize::MAX).min(sheet.entries.len());
        let lines = &sheet.entries[first..sheet.entries.len().min(first + BATCH_LINES)];
        let meant = self.look_up_lines(lines).await?;
        if let Some(directory) = meant.values().find_map(silent)
            && !is_last_try
        {
            return Ok(Batch::Silent(directory));
        }

        let mut tx = self.0.store.begin().await?;
        let Some((mut upload, mut run)) = running(tx.lock_upload(id).await?) else { return Ok(Batch::Over) };
        if usize::try_from(run.done) != Ok(first) {
            return Ok(Batch::More); // another runner did these lines meanwhile
        }
        // What the account may do now counts, not what it might when it said yes.
        let account = tx.find_account(upload.account_id).await?;
        let account = account.filter(|account| account.disabled_at.is_none());
        match account {
            Some(account) => {
                let grants = tx.list_grants(&account).await?;
                let caller = Caller::on_behalf(account, grants, run.actor.clone(), run.source);
                for (number, line) in lines {
                    self.do_line(&mut tx, &caller, &mut run, *number, line, &meant[&line.person()]).await?;
                }
            }
            None => {
                run.is_stopped = true;
                let event = Event::AssignmentsStopped { done: run.done, lines: run.lines };
                tx.insert_audit(&self.audit(&domain::audit::Actor::Server, None, event)).await?;
            }
        }
        let now = self.now();
        let is_over = run.is_stopped || run.done >= run.lines;
        if is_over {
            run.finished_at = Some(now);
            tx.clear_upload_content(id).await?;
        } else if now >= until {
            tx.enqueue(JobId(self.new_id()), &Job::AssignByList { upload_id: id }, now).await?;
        }
        upload.state = UploadState::Assigning(run);
        tx.save_upload(&upload).await?;
        tx.commit().await?;
        Ok(if is_over || now >= until { Batch::Over } else { Batch::More })
    }

    /// Does one line: its device, its line in the trail, its place in the count.
    async fn do_line(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        run: &mut AssignmentRun,
        number: u64,
        line: &AssignmentLine,
        meant: &Meant,
    ) -> Result<(), Error> {
        run.done += 1;
        let devices = tx.find_devices_by_serial_number(&line.serial_number).await?;
        let decided = match decide(caller, devices, meant) {
            // Once more on the locked record: somebody may have moved or assigned it meanwhile.
            Ok((found, _)) => match lock(tx, &found).await? {
                Some(device) => decide(caller, vec![device], meant),
                None => Err(AssignmentFault::DeviceUnknown),
            },
            Err(fault) => Err(fault),
        };
        let (mut device, outcome) = match decided {
            Ok(decided) => decided,
            Err(fault) => {
                let (subject, reason) = (line.serial_number.clone(), fault.to_string());
                run.leave_out(LeftOut { line: number, subject, reason });
                return Ok(());
            }
        };
        match outcome {
            AssignmentOutcome::Unchanged { .. } | AssignmentOutcome::LeftOut(_) => {
                run.unchanged += 1;
                return Ok(());
            }
            AssignmentOutcome::Assign { .. } => run.assigned += 1,
            AssignmentOutcome::Unassign { .. } => run.unassigned += 1,
        }
        let before = device.person.username.clone();
        put(&mut device, meant, self.now());
        tx.save_device(&device).await?;
        let event = Event::PersonAssigned { username: device.person.username.clone(), before };
        tx.insert_audit(&Audit {
            enrollment_id: device.enrollment_id,
            device_id: Some(device.id),
            ..self.audit(caller.actor(), caller.source(), event)
        })
        .await?;
        Ok(())
    }

    /// Begins the count of a list: its faulty lines are left out already.
    fn new_run(&self, caller: &Caller, sheet: &SheetContent<AssignmentLine>) -> AssignmentRun {
        let lines = u64::try_from(sheet.entries.len()).unwrap_or(u64::MAX);
        let mut run = AssignmentRun::begin(caller.actor().clone(), caller.source(), lines, self.now());
        for faults in sheet.faults.first.chunk_by(|one, next| one.line == next.line) {
            let reasons: Vec<_> = faults.iter().map(|fault| fault.message.as_str()).collect();
            let (line, reason) = (faults[0].line, reasons.join(" "));
            run.leave_out(LeftOut { line, subject: String::new(), reason });
        }
        run.left_out = sheet.faults.lines;
        run
    }
}

/// How a batch ended.
enum Batch {
    /// There is more to do.
    More,
    /// There is nothing more to do, or another job does it.
    Over,
    /// A directory does not answer.
    Silent(String),
}

fn running(upload: Option<Upload>) -> Option<(Upload, AssignmentRun)> {
    let upload = upload?;
    match &upload.state {
        UploadState::Assigning(run) if run.finished_at.is_none() => {
            let run = run.clone();
            Some((upload, run))
        }
        _ => None,
    }
}

fn silent(meant: &Meant) -> Option<String> {
    match meant {
        Meant::Unclear(AssignmentFault::DirectorySilent(directory)) => Some(directory.clone()),
        _ => None,
    }
}
