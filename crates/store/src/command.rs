//! Commands and the poll.

use domain::certificate::Validity;
use domain::command::{Command, CommandState};
use domain::device::DeviceIdentifier;
use domain::id::{CertificateId, CommandId, DeviceId, EnrollmentId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::{Pools, run};
use crate::row::{instant, millis, named};
use crate::{Store, StoreError, Tx};

/// Everything a poll needs, read at once.
#[derive(Clone, Debug)]
pub struct Poll {
    /// The certificate's row.
    pub certificate_id: CertificateId,
    /// The enrollment it proves.
    pub enrollment_id: EnrollmentId,
    /// Whether the certificate counts.
    pub validity: Validity,
    /// When the enrollment ended.
    pub ended_at: Option<Timestamp>,
    /// When the device said `Authenticate`.
    pub authenticated_at: Option<Timestamp>,
    /// The device.
    pub device_id: Option<DeviceId>,
    /// What it is known by.
    pub identifier: Option<DeviceIdentifier>,
    /// The next command to send: its id and property list.
    pub next: Option<(CommandId, Vec<u8>)>,
}

#[derive(FromRow)]
struct PollRow {
    certificate_id: Uuid,
    enrollment_id: Uuid,
    not_before: i64,
    not_after: i64,
    revoked_at: Option<i64>,
    ended_at: Option<i64>,
    authenticated_at: Option<i64>,
    device_id: Option<Uuid>,
    udid: Option<String>,
    command_id: Option<Uuid>,
    payload: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct CommandRow {
    id: Uuid,
    enrollment_id: Uuid,
    request_type: String,
    payload: Vec<u8>,
    state: String,
    queued_at: i64,
    sent_at: Option<i64>,
    answered_at: Option<i64>,
    not_now_count: i64,
    error: Option<String>,
}

impl TryFrom<CommandRow> for Command {
    type Error = StoreError;

    fn try_from(row: CommandRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: CommandId(row.id),
            enrollment_id: EnrollmentId(row.enrollment_id),
            request_type: row.request_type,
            payload: row.payload,
            state: named("command", &row.state, CommandState::parse)?,
            queued_at: Timestamp(row.queued_at),
            sent_at: instant(row.sent_at),
            answered_at: instant(row.answered_at),
            not_now_count: u32::try_from(row.not_now_count).unwrap_or(u32::MAX),
            error: row.error,
        })
    }
}

impl Store {
    /// Reads, in one indexed statement and outside any transaction, what a poll needs: who the certificate is, and the
    /// next open command. With `postponed` those that the device answered with `NotNow` are offered again.
    pub async fn find_poll(
        &self,
        fingerprint: &[u8; 32],
        postponed: bool,
    ) -> Result<Option<Poll>, StoreError> {
        const SQL: &str = "select certificate.id as certificate_id, certificate.enrollment_id, certificate.not_before,
                certificate.not_after, certificate.revoked_at, enrollment.ended_at, enrollment.authenticated_at,
                enrollment.device_id, device.udid, command.id as command_id, command.payload
            from certificate
            join enrollment on enrollment.id = certificate.enrollment_id
            left join device on device.id = enrollment.device_id
            left join command on command.id =
                (select queued.id from command queued
                 where queued.enrollment_id = certificate.enrollment_id and queued.is_open = true
                     and ($2 or queued.state <> 'not-now')
                 order by queued.id limit 1)
            where certificate.fingerprint = $1";
        let row = match self.pools() {
            Pools::Sqlite { reader, .. } => {
                sqlx::query_as::<_, PollRow>(SQL)
                    .bind(&fingerprint[..])
                    .bind(postponed)
                    .fetch_optional(reader)
                    .await?
            }
            Pools::Postgres(pool) => {
                sqlx::query_as::<_, PollRow>(SQL)
                    .bind(&fingerprint[..])
                    .bind(postponed)
                    .fetch_optional(pool)
                    .await?
            }
        };
        Ok(row.map(|row| Poll {
            certificate_id: CertificateId(row.certificate_id),
            enrollment_id: EnrollmentId(row.enrollment_id),
            validity: Validity {
                not_before: Timestamp(row.not_before),
                not_after: Timestamp(row.not_after),
                revoked_at: instant(row.revoked_at),
            },
            ended_at: instant(row.ended_at),
            authenticated_at: instant(row.authenticated_at),
            device_id: row.device_id.map(DeviceId),
            identifier: row.udid.map(DeviceIdentifier::of_key),
            next: row.command_id.zip(row.payload).map(|(id, payload)| (CommandId(id), payload)),
        }))
    }
}

impl Tx {
    /// Writes a new command.
    pub async fn insert_command(&mut self, command: &Command) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into command (id, enrollment_id, request_type, payload, state, is_open, queued_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            command.id.0,
            command.enrollment_id.0,
            &command.request_type,
            &command.payload,
            command.state.name(),
            command.state.is_open(),
            command.queued_at.0,
        )?;
        Ok(())
    }

    /// Finds a command of an enrollment, for change.
    pub async fn lock_command(
        &mut self,
        enrollment: EnrollmentId,
        id: CommandId,
    ) -> Result<Option<Command>, StoreError> {
        let row = run!(
            lock CommandRow, self,
            "select * from command where id = $1 and enrollment_id = $2",
            id.0,
            enrollment.0,
        )?;
        row.map(Command::try_from).transpose()
    }

    /// Writes what may change of a command.
    pub async fn save_command(&mut self, command: &Command) -> Result<(), StoreError> {
        run!(
            execute self,
            "update command set state = $2, is_open = $3, sent_at = $4, answered_at = $5, not_now_count = $6, error = $7
             where id = $1",
            command.id.0,
            command.state.name(),
            command.state.is_open(),
            millis(command.sent_at),
            millis(command.answered_at),
            i64::from(command.not_now_count),
            &command.error,
        )?;
        Ok(())
    }

    /// Finds the next command to send. With `postponed` those that the device answered with `NotNow` are offered again.
    pub async fn find_next_command(
        &mut self,
        id: EnrollmentId,
        postponed: bool,
    ) -> Result<Option<(CommandId, Vec<u8>)>, StoreError> {
        let row = run!(
            optional(Uuid, Vec<u8>),
            self,
            "select id, payload from command
             where enrollment_id = $1 and is_open = true and ($2 or state <> 'not-now') order by id limit 1",
            id.0,
            postponed,
        )?;
        Ok(row.map(|(id, payload)| (CommandId(id), payload)))
    }

    /// Notes that a command goes out, unless it is no longer open: `false`.
    pub async fn save_command_sent(&mut self, id: CommandId, at: Timestamp) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update command set state = case when state = 'queued' then 'sent' else state end, sent_at = $2
             where id = $1 and is_open = true",
            id.0,
            at.0,
        )?;
        Ok(changed == 1)
    }

    /// Withdraws every open command of an enrollment and returns how many.
    pub async fn cancel_commands(&mut self, id: EnrollmentId, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "update command set state = 'cancelled', is_open = false, answered_at = $2
             where enrollment_id = $1 and is_open = true",
            id.0,
            now.0,
        )?)
    }

    /// Lists the open commands of an enrollment in the order of the queue, at most 500.
    pub async fn list_open_commands(&mut self, id: EnrollmentId) -> Result<Vec<Command>, StoreError> {
        let rows = run!(
            all CommandRow, self,
            "select * from command where enrollment_id = $1 and is_open = true order by id limit 500",
            id.0,
        )?;
        rows.into_iter().map(Command::try_from).collect()
    }

    /// Lists the latest commands of an enrollment, newest first.
    pub async fn list_commands(&mut self, id: EnrollmentId, limit: u32) -> Result<Vec<Command>, StoreError> {
        let rows = run!(
            all CommandRow, self,
            "select * from command where enrollment_id = $1 order by id desc limit $2",
            id.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(Command::try_from).collect()
    }

    /// Lists the latest commands of a device over all its enrollments, newest first.
    pub async fn list_commands_of_device(
        &mut self,
        id: DeviceId,
        limit: u32,
    ) -> Result<Vec<Command>, StoreError> {
        let rows = run!(
            all CommandRow, self,
            "select command.* from command join enrollment on enrollment.id = command.enrollment_id
             where enrollment.device_id = $1 order by command.id desc limit $2",
            id.0,
            i64::from(limit),
        )?;
        rows.into_iter().map(Command::try_from).collect()
    }

    /// Deletes the commands in a state from the ended enrollments of a device, and returns how many.
    pub async fn delete_former_commands(
        &mut self,
        id: DeviceId,
        state: CommandState,
    ) -> Result<u64, StoreError> {
        Ok(run!(
            execute self,
            "delete from command where state = $2 and enrollment_id in (
                 select enrollment.id from enrollment where enrollment.device_id = $1 and enrollment.ended_at is not null
             )",
            id.0,
            state.name(),
        )?)
    }
}
