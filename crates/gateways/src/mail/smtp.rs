//! Sending over SMTP (RFC 5321, submission as in RFC 6409).
//!
//! The dialogue is our own. Ready-made clients give no time-out for an answer, and put a connection whose dialogue was cut
//! off back into their pool, where the late answer to one mail is taken for the answer to the next; nor do they say at
//! which step a server refused, on which it depends whether the recipient or the settings are to blame.

mod failure;
mod open;
mod pool;
mod probe;
mod submit;
mod wire;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::mail_server::MailServer;
use domain::message::{Answer, MESSAGE_LEASE, Receipt};
use rustls::RootCertStore;
use tokio::time::timeout;

pub(super) use self::failure::Failure;
pub(super) use self::open::Way;
use self::pool::Pool;
use self::submit::Envelope;
use super::write::{Unwritable, write};
use super::{Mail, MailProbe, MailSecrets, imap};
use crate::tls;

/// No mail is waited for longer than this: within it the message is claimed for whoever sends it.
const SEND_TIMEOUT: Duration = Duration::from_millis((MESSAGE_LEASE - 30_000).unsigned_abs());

/// A client of a mail server; clones share its connections.
#[derive(Clone)]
pub struct Smtp(Arc<Shared>);

struct Shared {
    system_roots: RootCertStore,
    /// The pool of the settings in use. The lock is held only to find it.
    pool: Mutex<Option<Arc<Pool>>>,
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").finish_non_exhaustive()
    }
}

impl Smtp {
    /// Makes a client, and reads the system's roots once; it connects with the first mail.
    pub fn new() -> Self {
        let system_roots = tls::system_roots();
        Self(Arc::new(Shared { system_roots, pool: Mutex::default() }))
    }

    pub(super) async fn send(&self, server: &MailServer, secrets: &MailSecrets, mail: &Mail) -> Answer {
        let written = match write(mail) {
            Ok(written) => written,
            Err(Unwritable::Recipient(words)) => return Answer::Refused { words },
            Err(Unwritable::Mail(words)) => return Answer::Unusable { words },
        };
        let pool = self.pool(server, secrets);
        let envelope = Envelope::new(server, mail, &written);
        let sent = timeout(SEND_TIMEOUT, pool.send(&self.0.system_roots, &envelope, &written.octets)).await;
        match sent {
            Ok(Ok(words)) => Answer::Accepted { words, provider_key: None },
            Ok(Err(failure)) => failure.answer(),
            Err(_) => Failure::Lost("the mail server was too slow".to_owned()).answer(),
        }
    }

    pub(super) async fn probe(
        &self,
        server: &MailServer,
        secrets: &MailSecrets,
        mail: Option<&Mail>,
    ) -> MailProbe {
        probe::probe(server, secrets, &self.0.system_roots, mail).await
    }

    pub(super) async fn read_bounces(
        &self,
        server: &MailServer,
        secrets: &MailSecrets,
    ) -> Result<Vec<Receipt>, String> {
        imap::read(server, secrets, &self.0.system_roots).await
    }

    /// Returns the pool of these settings. One for other settings ends with the mails that are under way in it.
    fn pool(&self, server: &MailServer, secrets: &MailSecrets) -> Arc<Pool> {
        let mut kept = self.0.pool.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pool) = kept.as_ref().filter(|pool| pool.is_for(server, secrets)) {
            return Arc::clone(pool);
        }
        let pool = Pool::new(server.clone(), secrets.clone());
        *kept = Some(Arc::clone(&pool));
        pool
    }
}

impl Default for Smtp {
    fn default() -> Self {
        Self::new()
    }
}
