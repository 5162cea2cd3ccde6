//! The command channel: a device reports and gets its next command.

use std::net::IpAddr;

use apple_mdm::connect::{ErrorItem, Report, Status};
use domain::audit::Event;
use domain::command::{Answer, CommandState};
use domain::id::{CommandId, EnrollmentId, JobId};
use domain::job::Job;
use store::{Poll, Tx};

use crate::checkin::identifier;
use crate::{App, DeviceProof, Error};

impl App {
    /// Takes a device's report and returns the next command as a property list, or nothing when none waits.
    /// An idle device costs one indexed read and no write.
    pub async fn poll(
        &self,
        proof: &DeviceProof,
        report: Report,
        source: IpAddr,
    ) -> Result<Option<Vec<u8>>, Error> {
        let is_idle = report.status == Status::Idle;
        // A device that asks anew is offered again what it postponed; within one conversation it is not.
        let poll =
            self.0.store.find_poll(&proof.fingerprint, is_idle).await?.ok_or(Error::Unauthenticated)?;
        poll.validity.check(self.now()).map_err(|_| Error::Unauthenticated)?;
        if poll.ended_at.is_some() || poll.authenticated_at.is_none() {
            return Err(Error::Unauthenticated);
        }
        if poll.identifier.as_ref() != Some(&identifier(&report.id)) {
            return self.refuse_other_device(proof, source).await;
        }
        if report.id.is_user_channel() {
            return Ok(None);
        }
        if let Some(id) = poll.device_id {
            self.note_last_seen(id);
        }
        match (is_idle, &poll.next) {
            (true, None) => Ok(None),
            (true, Some((id, payload))) => {
                let mut tx = self.0.store.begin().await?;
                let is_open = tx.save_command_sent(*id, self.now()).await?;
                tx.commit().await?;
                // Withdrawn between the read and now: the device asks again soon enough.
                Ok(is_open.then(|| payload.clone()))
            }
            (false, _) => self.take_report(&poll, report, source).await,
        }
    }

    /// Stores an answer and finds the next command, in one transaction.
    async fn take_report(
        &self,
        poll: &Poll,
        report: Report,
        source: IpAddr,
    ) -> Result<Option<Vec<u8>>, Error> {
        let mut tx = self.0.store.begin().await?;
        // Serialises the reports of one enrollment, and sees its end if that came first.
        let enrollment = tx.lock_enrollment(poll.enrollment_id).await?.ok_or(Error::Unauthenticated)?;
        enrollment.check_channel().map_err(|_| Error::Unauthenticated)?;
        self.take_answer(&mut tx, &enrollment, &report, source).await?;

        let next = tx.find_next_command(enrollment.id, false).await?;
        if let Some((id, _)) = &next {
            tx.save_command_sent(*id, self.now()).await?;
        } else if report.status != Status::NotNow {
            self.remind_later(&mut tx, enrollment.id).await?;
        }
        tx.commit().await?;
        Ok(next.map(|(_, payload)| payload))
    }

    /// Stores an answer to an open command of this enrollment. Any other is left aside: the device gets its 200 in
    /// either case, since it would repeat itself until then.
    async fn take_answer(
        &self,
        tx: &mut Tx,
        enrollment: &domain::enrollment::Enrollment,
        report: &Report,
        source: IpAddr,
    ) -> Result<(), Error> {
        let id = report.command_uuid.as_deref().and_then(|uuid| uuid.parse::<CommandId>().ok());
        let command = match id {
            Some(id) => tx.lock_command(enrollment.id, id).await?,
            None => None,
        };
        let Some(mut command) = command else {
            tracing::warn!(
                enrollment.id = %enrollment.id,
                command.uuid = report.command_uuid.as_deref().unwrap_or_default(),
                "a device answered a command that was not sent to it"
            );
            return Ok(());
        };
        let answer = match report.status {
            Status::Acknowledged => Answer::Acknowledged,
            Status::NotNow => Answer::NotNow,
            Status::Error => Answer::Error(describe(&report.error_chain)),
            Status::CommandFormatError => {
                tracing::error!(
                    command.uuid = %command.id,
                    command.request_type = %command.request_type,
                    "a device could not read our command: this is a fault of the server"
                );
                Answer::FormatError(describe(&report.error_chain))
            }
            Status::Idle => return Ok(()),
        };
        if !command.answer(answer, self.now()) {
            return Ok(());
        }
        tx.save_command(&command).await?;
        if command.state == CommandState::Acknowledged
            && let Some(device_id) = enrollment.device_id
            && let Some(mut device) = tx.lock_device(device_id).await?
        {
            self.take_inventory(tx, &mut device, &command.request_type, &report.body).await?;
        }
        if command.not_now_count <= 1 {
            let event = Event::CommandAnswered {
                request_type: command.request_type,
                state: command.state,
                error: command.error,
            };
            tx.insert_audit(&self.device_line(enrollment, source, event)).await?;
        }
        Ok(())
    }

    /// Wakes a device later for what it postponed: it asks by itself only when its last word was `NotNow`.
    async fn remind_later(&self, tx: &mut Tx, id: EnrollmentId) -> Result<(), Error> {
        let open = tx.list_open_commands(id).await?;
        let Some(after) = open.iter().map(domain::command::Command::reminder_after).min() else {
            return Ok(());
        };
        tx.enqueue(JobId(self.new_id()), &Job::Push { enrollment_id: id }, self.now().plus(after)).await?;
        Ok(())
    }

    /// Notes that a certificate came with the identifiers of another device, and refuses.
    async fn refuse_other_device(
        &self,
        proof: &DeviceProof,
        source: IpAddr,
    ) -> Result<Option<Vec<u8>>, Error> {
        let mut tx = self.0.store.begin().await?;
        let (_, mut enrollment) = self.prove(&mut tx, proof).await?;
        let reason = domain::enrollment::StopReason::OtherDevice;
        self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
        tx.commit().await?;
        Err(Error::Forbidden)
    }
}

/// The most characters kept of a device's error.
const ERROR_CHARACTERS_MAX: usize = 500;

/// Writes an error chain in a line, the top-level error first.
fn describe(chain: &[ErrorItem]) -> String {
    let items = chain.iter().map(|item| {
        let words = item.us_english_description.as_deref().or(item.localized_description.as_deref());
        format!("{} {}: {}", item.domain, item.code, words.unwrap_or("no description"))
    });
    let text = items.collect::<Vec<_>>().join("; ");
    if text.is_empty() {
        "no description".to_owned()
    } else {
        text.chars().take(ERROR_CHARACTERS_MAX).collect()
    }
}
