//! Sessions kept open between mails, for one state of the settings.
//!
//! No lock is held while anything is said: a session is taken out, used, and put back only when its dialogue has come to
//! an end that both sides know of.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::mail_server::MailServer;
use rustls::RootCertStore;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep};

use super::failure::Failure;
use super::open::{Session, Way};
use super::submit::Envelope;
use crate::mail::MailSecrets;
use crate::mail::token::Tokens;

/// A session without a mail is closed after this long: servers close theirs after some minutes, and say so to nobody.
const IDLE: Duration = Duration::from_secs(30);

/// The sessions of one state of the settings.
pub(super) struct Pool {
    server: MailServer,
    secrets: MailSecrets,
    tokens: Tokens,
    turns: Semaphore,
    idle: Mutex<Vec<Idle>>,
}

struct Idle {
    session: Session,
    since: Instant,
}

impl Pool {
    pub(super) fn new(server: MailServer, secrets: MailSecrets) -> Arc<Self> {
        let turns = Semaphore::new(server.connections_max.max(1) as usize);
        let pool =
            Arc::new(Self { server, secrets, tokens: Tokens::default(), turns, idle: Mutex::default() });
        let weak = Arc::downgrade(&pool);
        tokio::spawn(async move {
            loop {
                sleep(IDLE).await;
                let Some(pool) = weak.upgrade() else { return };
                for session in pool.aged() {
                    session.quit().await;
                }
            }
        });
        pool
    }

    /// Says whether this is the pool of these settings.
    pub(super) fn is_for(&self, server: &MailServer, secrets: &MailSecrets) -> bool {
        self.server == *server && self.secrets == *secrets
    }

    /// Sends one mail as soon as there is a session for it, and returns the server's words.
    pub(super) async fn send(
        &self,
        system_roots: &RootCertStore,
        envelope: &Envelope,
        octets: &[u8],
    ) -> Result<String, Failure> {
        let lost = |_| Failure::Lost("the mail server is being shut down".to_owned());
        let _turn = self.turns.acquire().await.map_err(lost)?;
        while let Some(mut session) = self.take() {
            match session.submit(envelope, octets).await {
                // The server has closed it while nobody looked; nothing was begun.
                Err(Failure::Closed(_)) => {}
                outcome => return self.put_back(session, outcome),
            }
        }
        let way = Way { server: &self.server, secrets: &self.secrets, system_roots, tokens: &self.tokens };
        let mut session = way.open().await?;
        let outcome = session.submit(envelope, octets).await;
        self.put_back(session, outcome)
    }

    fn put_back(&self, session: Session, outcome: Result<String, Failure>) -> Result<String, Failure> {
        if session.is_clean {
            self.idle().push(Idle { session, since: Instant::now() });
        }
        outcome
    }

    fn take(&self) -> Option<Session> {
        self.idle().pop().map(|idle| idle.session)
    }

    fn aged(&self) -> Vec<Session> {
        let aged = |idle: &mut Idle| idle.since.elapsed() >= IDLE;
        self.idle().extract_if(.., aged).map(|idle| idle.session).collect()
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Idle>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
