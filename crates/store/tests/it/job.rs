//! The job table: claims, leases, one waiting job of a kind, late runners, several runners at once.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::id::{EnrollmentId, JobId};
use domain::job::{Claim, Job, LEASE, Outcome, back_off};
use domain::time::{HOUR, MINUTE, SECOND, Timestamp};
use store::{Engine, EngineTx, Store, Tx};
use tokio::sync::Barrier;

use crate::fixture::{NOW, Opened, id, stores};

fn push(n: u128) -> Job {
    Job::Push { enrollment_id: EnrollmentId(id(n)) }
}

async fn enqueue(opened: &Opened, n: u128, job: u128, at: Timestamp) {
    let mut tx = opened.begin().await;
    tx.enqueue(JobId(id(n)), &push(job), at).await.expect("enqueued");
    tx.commit().await.expect("a commit");
}

async fn claim(store: &Store, now: Timestamp, limit: u32) -> Vec<Claim> {
    let mut tx = store.begin().await.expect("a transaction");
    let claims = tx.claim_jobs(now, limit).await.expect("claims");
    tx.commit().await.expect("a commit");
    claims
}

async fn finish(tx: &mut Tx, claim: &Claim, outcome: &Outcome) -> bool {
    tx.finish_job(claim, outcome).await.expect("an outcome")
}

#[tokio::test]
async fn jobs_are_claimed_when_due_earliest_first() {
    for opened in stores().await {
        enqueue(&opened, 1, 1, NOW.plus(MINUTE)).await;
        enqueue(&opened, 2, 2, NOW.plus(-SECOND)).await;
        enqueue(&opened, 3, 3, NOW).await;
        let first = claim(&opened.store, NOW, 1).await;
        assert_eq!(first.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [id(2)]);
        assert_eq!((&first[0].job, first[0].attempt), (&push(2), 1));
        let second = claim(&opened.store, NOW, 10).await;
        assert_eq!(
            second.iter().map(|claim| claim.id.0).collect::<Vec<_>>(),
            [id(3)],
            "one is not due, one is taken"
        );
        assert_eq!(opened.read().await.count_open_jobs().await.expect("a count"), 3);
    }
}

#[tokio::test]
async fn a_job_that_waits_takes_another_of_its_kind_in_and_keeps_the_earlier_instant() {
    for opened in stores().await {
        enqueue(&opened, 1, 1, NOW.plus(MINUTE)).await;
        enqueue(&opened, 2, 1, NOW.plus(HOUR)).await;
        enqueue(&opened, 3, 1, NOW).await;
        let claims = claim(&opened.store, NOW, 10).await;
        assert_eq!(claims.iter().map(|claim| claim.id.0).collect::<Vec<_>>(), [id(1)]);
        assert!(claim(&opened.store, NOW.plus(SECOND), 10).await.is_empty());
        // What happens while it runs must be done after it, not be swallowed by it.
        enqueue(&opened, 4, 1, NOW).await;
        assert_eq!(claim(&opened.store, NOW, 10).await.len(), 1);
    }
}

#[tokio::test]
async fn the_job_of_a_dead_runner_comes_back_and_the_late_runner_is_fenced_off() {
    for opened in stores().await {
        enqueue(&opened, 1, 1, NOW).await;
        let late = claim(&opened.store, NOW, 10).await.remove(0);
        assert!(claim(&opened.store, NOW.plus(LEASE - 1), 10).await.is_empty(), "its lease runs");
        let next = claim(&opened.store, NOW.plus(LEASE), 10).await.remove(0);
        assert_eq!((next.id, next.attempt), (late.id, 2));

        let mut tx = opened.begin().await;
        for outcome in [Outcome::Done, Outcome::Again(NOW, "late".into()), Outcome::GiveUp("late".into())] {
            assert!(!finish(&mut tx, &late, &outcome).await, "{outcome:?} of a runner that lost its claim");
        }
        assert!(finish(&mut tx, &next, &Outcome::Done).await);
        assert!(!finish(&mut tx, &next, &Outcome::Done).await, "only once");
        assert_eq!(tx.count_open_jobs().await.expect("a count"), 0);
    }
}

#[tokio::test]
async fn a_failed_job_backs_off_and_a_given_up_one_stays_until_it_is_swept() {
    for opened in stores().await {
        enqueue(&opened, 1, 1, NOW).await;
        let mut now = NOW;
        for attempt in 1..=3 {
            let taken = claim(&opened.store, now, 10).await.remove(0);
            assert_eq!(taken.attempt, attempt);
            let again = now.plus(back_off(taken.attempt));
            let mut tx = opened.begin().await;
            assert!(finish(&mut tx, &taken, &Outcome::Again(again, "no answer".into())).await);
            tx.commit().await.expect("a commit");
            assert!(claim(&opened.store, again.plus(-1), 10).await.is_empty(), "not before its time");
            now = again;
        }
        let taken = claim(&opened.store, now, 10).await.remove(0);
        let mut tx = opened.begin().await;
        assert!(finish(&mut tx, &taken, &Outcome::GiveUp("no such device".into())).await);
        tx.commit().await.expect("a commit");
        assert!(claim(&opened.store, now.plus(24 * HOUR), 10).await.is_empty(), "dead jobs do not come back");
        let mut tx = opened.begin().await;
        assert_eq!(tx.count_open_jobs().await.expect("a count"), 0);
        assert_eq!(tx.delete_dead_jobs(now).await.expect("a sweep"), 0, "its lease has not ended by then");
        assert_eq!(tx.delete_dead_jobs(now.plus(HOUR)).await.expect("a sweep"), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_runners_at_once_never_claim_the_same_job() {
    const JOBS: u128 = 60;
    for opened in stores().await {
        let mut tx = opened.begin().await;
        for n in 0..JOBS {
            tx.enqueue(JobId(id(n + 1)), &push(n), NOW).await.expect("enqueued");
        }
        tx.commit().await.expect("a commit");
        let start = Arc::new(Barrier::new(4));
        let mut runners = Vec::new();
        for _ in 0..4 {
            let (store, start) = (opened.store.clone(), start.clone());
            runners.push(tokio::spawn(async move {
                start.wait().await;
                let mut taken = Vec::new();
                loop {
                    let claims = claim(&store, NOW, 7).await;
                    if claims.is_empty() {
                        return taken;
                    }
                    taken.extend(claims.into_iter().map(|claim| claim.id));
                }
            }));
        }
        let mut taken = Vec::new();
        for runner in runners {
            taken.extend(runner.await.expect("a runner"));
        }
        let distinct: BTreeSet<_> = taken.iter().collect();
        assert_eq!((taken.len(), distinct.len()), (60, 60));
    }
}

/// PostgreSQL lets a second runner pass the rows that a first one holds, without waiting for it.
#[tokio::test]
async fn a_claim_that_is_not_committed_holds_nobody_up() {
    for opened in stores().await {
        if opened.store.engine() == Engine::Sqlite {
            continue; // its writers are serial: there is no second claim while a first one is open
        }
        for n in 1..=4 {
            enqueue(&opened, n, n, NOW).await;
        }
        let mut first = opened.begin().await;
        let held = first.claim_jobs(NOW, 2).await.expect("claims");
        let others = claim(&opened.store, NOW, 10).await;
        assert_eq!((held.len(), others.len()), (2, 2));
        // Dropping it would do, but only as soon as the server hears of it.
        let EngineTx::Postgres(first) = first.on else { unreachable!("a PostgreSQL transaction") };
        first.rollback().await.expect("rolled back");
        let freed = claim(&opened.store, NOW, 10).await;
        assert_eq!(freed.len(), 2, "what was rolled back was never claimed");
        assert!(freed.iter().all(|claim| claim.attempt == 1));
    }
}
