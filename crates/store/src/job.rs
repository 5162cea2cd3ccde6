//! The job table. Claiming differs between the engines and is written twice: PostgreSQL lets runners pass each other
//! by `skip locked`, SQLite's writers are serial anyway and know no such word.

use domain::id::JobId;
use domain::job::{Claim, Job, LEASE, Outcome};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::{EngineTx, run, write_rows};
use crate::row::{read_json, write_json};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct JobRow {
    id: Uuid,
    job: String,
    attempt: i64,
}

impl Tx {
    /// Puts a job in the queue, due at an instant. When one of its kind waits already, that one stays, due at the
    /// earlier of the two instants.
    pub async fn enqueue(&mut self, id: JobId, job: &Job, run_at: Timestamp) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into job (id, job, dedupe_key, state, run_at) values ($1, $2, $3, 'ready', $4)
             on conflict (dedupe_key) do update set
                 run_at = case when excluded.run_at < job.run_at then excluded.run_at else job.run_at end",
            id.0,
            write_json("job", job)?,
            job.dedupe_key(),
            run_at.0,
        )?;
        Ok(())
    }

    /// Puts many jobs in the queue, due at an instant. Those of which one of its kind waits already are left out.
    pub async fn enqueue_all(&mut self, jobs: &[(JobId, Job)], run_at: Timestamp) -> Result<(), StoreError> {
        let mut rows = Vec::with_capacity(jobs.len());
        for (id, job) in jobs {
            rows.push((id.0, write_json("job", job)?, job.dedupe_key()));
        }
        write_rows!(
            self,
            "job (id, job, dedupe_key, state, run_at)",
            "on conflict (dedupe_key) do nothing",
            rows,
            |row| row.0,
            &row.1,
            &row.2,
            "ready",
            run_at.0,
        );
        Ok(())
    }

    /// Claims up to `limit` due jobs. A claimed job is due again when its lease ends: so the job of a dead runner
    /// comes back by itself. Its key is freed, so that what happens from here on enqueues a new one.
    pub async fn claim_jobs(&mut self, now: Timestamp, limit: u32) -> Result<Vec<Claim>, StoreError> {
        let lease_until = now.plus(LEASE).0;
        let rows: Vec<JobRow> =
            match &mut self.on {
                EngineTx::Sqlite(tx, _) => sqlx::query_as(
                    "update job set state = 'running', attempt = attempt + 1, run_at = $2, dedupe_key = null
                     where id in (select id from job where state in ('ready', 'running') and run_at <= $1
                                  order by run_at limit $3)
                     returning id, job, attempt",
                )
                .bind(now.0)
                .bind(lease_until)
                .bind(i64::from(limit))
                .fetch_all(&mut **tx)
                .await?,
                EngineTx::Postgres(tx) => {
                    sqlx::query_as(
                        "with due as materialized (
                         select id from job where state in ('ready', 'running') and run_at <= $1
                         order by run_at limit $3 for update skip locked)
                     update job set state = 'running', attempt = attempt + 1, run_at = $2, dedupe_key = null
                     from due where job.id = due.id
                     returning job.id, job.job, job.attempt",
                    )
                    .bind(now.0)
                    .bind(lease_until)
                    .bind(i64::from(limit))
                    .fetch_all(&mut **tx)
                    .await?
                }
            };
        rows.into_iter()
            .map(|row| {
                Ok(Claim {
                    id: JobId(row.id),
                    job: read_json("job", &row.job)?,
                    attempt: u32::try_from(row.attempt).unwrap_or(u32::MAX),
                })
            })
            .collect()
    }

    /// Writes how a claimed job ended; `false` when another runner has taken it over meanwhile.
    pub async fn finish_job(&mut self, claim: &Claim, outcome: &Outcome) -> Result<bool, StoreError> {
        let attempt = i64::from(claim.attempt);
        let changed = match outcome {
            Outcome::Done => run!(
                execute self,
                "delete from job where id = $1 and attempt = $2 and state = 'running'",
                claim.id.0,
                attempt,
            )?,
            Outcome::Again(at, reason) => run!(
                execute self,
                "update job set state = 'ready', run_at = $3, last_error = $4
                 where id = $1 and attempt = $2 and state = 'running'",
                claim.id.0,
                attempt,
                at.0,
                reason,
            )?,
            Outcome::GiveUp(reason) => run!(
                execute self,
                "update job set state = 'dead', last_error = $3 where id = $1 and attempt = $2 and state = 'running'",
                claim.id.0,
                attempt,
                reason,
            )?,
        };
        Ok(changed == 1)
    }

    /// Forgets dead jobs whose lease ended before an instant.
    pub async fn delete_dead_jobs(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from job where state = 'dead' and run_at < $1", before.0)?)
    }

    /// Counts jobs that wait or run.
    pub async fn count_open_jobs(&mut self) -> Result<u64, StoreError> {
        let (count,) = run!(one(i64,), self, "select count(*) from job where state in ('ready', 'running')")?;
        Ok(u64::try_from(count).unwrap_or(0))
    }
}
