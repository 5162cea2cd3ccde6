//! Logins against a real slapd beside us on the same cores: one kept search and one bind on a TLS connection of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use criterion::{Criterion, SamplingMode, Throughput};
use domain::id::DirectoryId;
use gateways::directory::{DirectoryConnection, DirectoryGateway, Ldap};
use testkit::{Slapd, SlapdBuilder};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

/// How many logins are under way at once.
const AT_ONCE: [u32; 2] = [1, 16];
/// How many logins make one round.
const LOGINS: u32 = 200;
/// How many people stand in the directory.
const PEOPLE: u32 = 1_000;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime) {
    let builder = SlapdBuilder { people: PEOPLE, ..Slapd::builder() };
    let Some(slapd) = runtime.block_on(builder.start()) else { return };
    let directory_id = DirectoryId(app::Ids::random().uuid(domain::time::Timestamp(0)));
    let asked = Arc::new((DirectoryGateway::Ldap(Ldap::new()), slapd.connection(directory_id)));
    let mut group = criterion.benchmark_group("directory login against slapd");
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(LOGINS.into()));
    for at_once in AT_ONCE {
        group.bench_function(format!("{at_once} at once"), |bencher| {
            bencher.to_async(runtime).iter_custom(async |rounds| {
                let mut sum = Duration::ZERO;
                for _ in 0..rounds {
                    sum += log_in_all(&asked, at_once).await;
                }
                sum
            });
        });
    }
    group.finish();
}

/// Logs different people in, some at once, and says how long that took.
async fn log_in_all(asked: &Arc<(DirectoryGateway, DirectoryConnection)>, at_once: u32) -> Duration {
    let next = Arc::new(AtomicU32::new(0));
    let begun = Instant::now();
    let mut people = JoinSet::new();
    for _ in 0..at_once {
        let (asked, next) = (Arc::clone(asked), Arc::clone(&next));
        people.spawn(async move {
            let (gateway, connection) = &*asked;
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                if index >= LOGINS {
                    break;
                }
                let username = format!("p{:05}", index % PEOPLE);
                let found = gateway.find_user(connection, &username).await.expect("an answer");
                let found = found.expect("a person");
                let is_right = gateway.check_password(connection, &found, "Crowd-Pw-1").await;
                assert_eq!(is_right, Ok(true), "their own password");
            }
        });
    }
    people.join_all().await;
    begun.elapsed()
}
