//! One directory as it is reached: its hosts, the connections kept to them, and how much is asked at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use deadpool::managed::{Manager, Metrics, Object, Pool, PoolError, QueueMode, RecycleError, RecycleResult};
use ldap3::{Ldap as Handle, LdapResult};
use rustls::RootCertStore;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, timeout};

use domain::directory::Security;

use super::connect::{self, Way};
use super::group::KnownGroups;
use super::search::{self, Failure, Found, Query};
use super::words;
use crate::directory::{DirectoryConnection, DirectoryError};
use crate::tls::Trust;

/// How much one directory is asked at once, logins and look-ups together: when it hangs, so many tasks hang with it.
const OPERATIONS_MAX: usize = 16;
/// How long a question waits for its turn.
const TURN_TIMEOUT: Duration = Duration::from_secs(3);
/// After no host could be reached, nobody tries again for so long; everyone would wait for a time-out of their own.
const UNREACHABLE_PAUSE: Duration = Duration::from_secs(5);
/// After the account that asks was refused, nobody tries again for so long: each try may count towards its lock-out.
/// Other settings, such as a new password, are tried at once.
const REFUSED_PAUSE: Duration = Duration::from_secs(60);
/// A kept connection that was not used for so long is not trusted: firewalls forget silently.
const IDLE_MAX: Duration = Duration::from_secs(60);
/// A kept connection older than this is opened anew, so that a changed certificate or account is noticed.
const AGE_MAX: Duration = Duration::from_secs(600);

/// One directory, as one set of settings reaches it.
pub(super) struct Reach {
    /// The settings with their secrets.
    pub(super) connection: DirectoryConnection,
    /// What is known of its groups for a while.
    pub(super) groups: KnownGroups,
    route: Arc<Route>,
    pool: Pool<Opener>,
    turns: Semaphore,
}

/// The ways to the hosts, and how they fared.
struct Route {
    connection: DirectoryConnection,
    ways: Vec<Way>,
    /// The host to begin with: the last one that answered.
    first: AtomicUsize,
    pause: Mutex<Option<Pause>>,
}

/// A time in which nobody tries to connect.
struct Pause {
    until: Instant,
    reason: DirectoryError,
}

/// A connection of the account that asks.
struct Session {
    handle: Handle,
    way: usize,
    used_at: Instant,
    opened_at: Instant,
}

/// Opens connections for the pool.
struct Opener(Arc<Route>);

impl Reach {
    /// Prepares to reach a directory; it connects with the first question.
    pub(super) fn new(
        connection: &DirectoryConnection,
        system: &RootCertStore,
    ) -> Result<Self, DirectoryError> {
        if let Some((field, fault)) = connection.settings.faults().first() {
            return Err(DirectoryError::Nonsense(format!("the settings are wrong ({field}): {fault}")));
        }
        let ways = ways(connection, system)?;
        let route = Arc::new(Route {
            connection: connection.clone(),
            ways,
            first: AtomicUsize::new(0),
            pause: Mutex::default(),
        });
        let pool = Pool::builder(Opener(Arc::clone(&route)))
            .max_size(OPERATIONS_MAX) // a turn is taken first, so nobody waits here
            .queue_mode(QueueMode::Lifo)
            .build()
            .expect("a pool without time-outs needs no runtime");
        Ok(Self {
            connection: connection.clone(),
            groups: KnownGroups::default(),
            route,
            pool,
            turns: Semaphore::new(OPERATIONS_MAX),
        })
    }

    /// Asks as the account that asks, on a kept connection; once more on another when that one turns out to be gone.
    pub(super) async fn ask(&self, query: &Query) -> Result<Found, DirectoryError> {
        let _turn = self.turn().await?;
        match self.ask_once(query).await? {
            Err(Failure::Broken) => Ok(self.ask_once(query).await??),
            answer => Ok(answer?),
        }
    }

    /// Binds on a connection that is used for nothing else, and says what came of it.
    pub(super) async fn bind(&self, name: &str, password: &str) -> Result<LdapResult, DirectoryError> {
        let _turn = self.turn().await?;
        let (way, mut handle) = self.route.open().await?;
        let result = connect::bind(&mut handle, name, password, self.search_timeout()).await;
        if result.is_err() {
            self.route.distrust(way);
        }
        result
    }

    /// Returns how long one question may take.
    pub(super) fn search_timeout(&self) -> Duration {
        search_timeout(&self.connection)
    }

    async fn ask_once(&self, query: &Query) -> Result<Result<Found, Failure>, DirectoryError> {
        let mut session = self.pool.get().await.map_err(|error| match error {
            PoolError::Backend(error) => error,
            other => DirectoryError::Unreachable(other.to_string()),
        })?;
        let answer = search::search(&mut session.handle, query, self.search_timeout()).await;
        session.used_at = Instant::now();
        match &answer {
            Ok(_) | Err(Failure::Answered(_)) => {}
            Err(Failure::Broken) => drop(Object::take(session)),
            Err(Failure::Silent(_)) => {
                // The other connections to a host that hangs would each take a time-out to tell.
                self.route.distrust(session.way);
                drop(Object::take(session));
                self.pool.retain(|_, _| false);
            }
        }
        Ok(answer)
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>, DirectoryError> {
        let turn = timeout(TURN_TIMEOUT, self.turns.acquire()).await;
        let turn = turn.map_err(|_| {
            DirectoryError::Unreachable("too many questions wait for its answers already".to_owned())
        })?;
        Ok(turn.expect("the semaphore is never closed"))
    }
}

impl Route {
    /// Connects to the first host that lets us, beginning with the last good one.
    async fn open(&self) -> Result<(usize, Handle), DirectoryError> {
        if let Some(reason) = self.paused() {
            return Err(reason);
        }
        let first = self.first.load(Ordering::Relaxed);
        let within = Duration::from_secs(self.connection.settings.connect_timeout_s.into());
        let mut failures = Vec::new();
        for step in 0..self.ways.len() {
            let way = (first + step) % self.ways.len();
            match self.ways[way].open(within).await {
                Ok(handle) => {
                    self.first.store(way, Ordering::Relaxed);
                    return Ok((way, handle));
                }
                Err(error) => failures.push((words::host(&self.ways[way].host), error)),
            }
        }
        let reason = together(failures);
        self.pause(UNREACHABLE_PAUSE, &reason);
        Err(reason)
    }

    /// Connects as the account that asks.
    async fn open_session(&self) -> Result<Session, DirectoryError> {
        let (way, mut handle) = self.open().await?;
        let introduced =
            connect::introduce(&mut handle, &self.connection, search_timeout(&self.connection)).await;
        match introduced {
            Ok(()) => {
                let now = Instant::now();
                Ok(Session { handle, way, used_at: now, opened_at: now })
            }
            Err(error) => {
                match &error {
                    DirectoryError::BindRefused(_) => self.pause(REFUSED_PAUSE, &error),
                    _ => self.distrust(way),
                }
                Err(error)
            }
        }
    }

    /// Begins with another host next time.
    fn distrust(&self, way: usize) {
        let next = (way + 1) % self.ways.len();
        let _ = self.first.compare_exchange(way, next, Ordering::Relaxed, Ordering::Relaxed);
    }

    fn pause(&self, length: Duration, reason: &DirectoryError) {
        *self.kept_pause() = Some(Pause { until: Instant::now() + length, reason: reason.clone() });
    }

    fn paused(&self) -> Option<DirectoryError> {
        let pause = self.kept_pause();
        pause.as_ref().filter(|pause| Instant::now() < pause.until).map(|pause| pause.reason.clone())
    }

    fn kept_pause(&self) -> std::sync::MutexGuard<'_, Option<Pause>> {
        self.pause.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Manager for Opener {
    type Type = Session;
    type Error = DirectoryError;

    async fn create(&self) -> Result<Session, DirectoryError> {
        self.0.open_session().await
    }

    async fn recycle(&self, session: &mut Session, _: &Metrics) -> RecycleResult<DirectoryError> {
        let is_old = session.used_at.elapsed() > IDLE_MAX || session.opened_at.elapsed() > AGE_MAX;
        if is_old || session.handle.is_closed() {
            return Err(RecycleError::message("too old, or closed by the server"));
        }
        Ok(())
    }
}

/// Returns the way to each host.
pub(super) fn ways(
    connection: &DirectoryConnection,
    system: &RootCertStore,
) -> Result<Vec<Way>, DirectoryError> {
    let DirectoryConnection { settings, client_identity, .. } = connection;
    let trust = Trust { system, own: &settings.roots, identity: client_identity.as_ref() };
    let way = |host: &domain::directory::LdapHost| {
        let config = match settings.security {
            Security::Plain => None,
            Security::Ldaps | Security::StartTls => Some(Arc::new(trust.config(&host.name)?)),
        };
        Ok(Way { host: host.clone(), security: settings.security, config })
    };
    settings.hosts.iter().map(way).collect()
}

fn search_timeout(connection: &DirectoryConnection) -> Duration {
    Duration::from_secs(connection.settings.search_timeout_s.into())
}

/// Makes one reason of each host's. What is not safe outweighs what is not there: it asks for a decision.
fn together(failures: Vec<(String, DirectoryError)>) -> DirectoryError {
    let is_insecure = failures.iter().any(|(_, error)| matches!(error, DirectoryError::Insecure(_)));
    let each = failures.into_iter().map(|(host, error)| match error {
        DirectoryError::Unreachable(reason) | DirectoryError::Insecure(reason) => format!("{host}: {reason}"),
        other => format!("{host}: {other}"),
    });
    let words = each.collect::<Vec<_>>().join("; ");
    if is_insecure { DirectoryError::Insecure(words) } else { DirectoryError::Unreachable(words) }
}
