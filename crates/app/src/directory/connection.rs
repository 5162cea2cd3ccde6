//! Asking directories: their secrets opened, how they fare noted, and those that hang left alone for a while.
//!
//! A directory that did not answer is not asked again by logins until [`REST`] is over or the runner has heard from it:
//! so one that hangs costs its own people their login, and nobody else their patience.

use domain::directory::Backend;
use domain::id::DirectoryId;
use domain::time::{MINUTE, SECOND, Timestamp};
use gateways::directory::{ClientIdentity, DirectoryConnection, DirectoryError};
use store::StoredDirectory;
use zeroize::Zeroizing;

use crate::{App, Error};

/// How a directory fares, as this node has seen it.
#[derive(Clone, Copy, Default)]
pub(crate) struct Fare {
    rests_until: Option<Timestamp>,
    is_failing: bool,
    written_at: Option<Timestamp>,
}

/// How long a directory that did not answer is left alone.
const REST: i64 = 30 * SECOND;
/// How it fares is written at most this often, and whenever that changes.
const WRITTEN_EVERY: i64 = MINUTE;
/// A name that nobody has: what a directory is asked to learn whether it answers again.
const NOBODY: &str = "vestibule-health-check";
/// The most characters of a failure's words that are kept.
const FAILURE_CHARACTERS_MAX: usize = 500;

const BIND_PASSWORD: &str = "directory-bind-password";
const CLIENT_IDENTITY: &str = "directory-client-identity";

impl App {
    /// Returns all that reaching a directory takes; nothing for the built-in list, which lies in our own database.
    pub(crate) fn connect(&self, stored: &StoredDirectory) -> Result<Option<DirectoryConnection>, Error> {
        let Backend::Ldap(settings) = &stored.directory.backend else { return Ok(None) };
        let row = stored.directory.id.to_string();
        let bind_password = match &stored.sealed_bind_password {
            Some(sealed) => {
                let octets = self.open(BIND_PASSWORD, &row, sealed)?;
                let text = std::str::from_utf8(&octets)
                    .map_err(|_| Error::Internal(format!("the bind password of {row} is not text")))?;
                Some(Zeroizing::new(text.to_owned()))
            }
            None => None,
        };
        let client_identity = match &stored.sealed_client_identity {
            Some(sealed) => {
                Some(read_identity(&self.open(CLIENT_IDENTITY, &row, sealed)?).ok_or_else(|| {
                    Error::Internal(format!("the client certificate of {row} cannot be read"))
                })?)
            }
            None => None,
        };
        Ok(Some(DirectoryConnection {
            directory_id: stored.directory.id,
            settings: settings.clone(),
            bind_password,
            client_identity,
        }))
    }

    pub(super) fn seal_bind_password(&self, id: DirectoryId, password: &str) -> Vec<u8> {
        self.seal(BIND_PASSWORD, &id.to_string(), password.as_bytes())
    }

    pub(super) fn seal_client_identity(&self, id: DirectoryId, identity: &ClientIdentity) -> Vec<u8> {
        self.seal(CLIENT_IDENTITY, &id.to_string(), &write_identity(identity))
    }

    /// Asks a directory something, unless it rests, and notes how it fares.
    pub(crate) async fn ask<T>(
        &self,
        connection: &DirectoryConnection,
        question: impl Future<Output = Result<T, DirectoryError>>,
    ) -> Result<T, DirectoryError> {
        if self.rests(connection.directory_id) {
            return Err(DirectoryError::Unreachable("it did not answer a moment ago".to_owned()));
        }
        let answer = question.await;
        self.note_answer(connection.directory_id, answer.as_ref().err()).await;
        answer
    }

    fn rests(&self, id: DirectoryId) -> bool {
        let now = self.now();
        let fares = self.0.directory_fares.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        fares.get(&id).and_then(|fare| fare.rests_until).is_some_and(|until| now < until)
    }

    /// Forgets how a directory fared: it is another one now.
    pub(super) fn forget_fare(&self, id: DirectoryId) {
        self.0.directory_fares.lock().unwrap_or_else(std::sync::PoisonError::into_inner).remove(&id);
    }

    /// Notes how a directory fares: in memory always, in the database when that changes, or now and then.
    pub(super) async fn note_answer(&self, id: DirectoryId, error: Option<&DirectoryError>) {
        let failure = error.filter(|error| error.is_down());
        // An answer without sense may be about one entry only: others need not wait for it.
        let is_out = failure.is_some_and(|error| !matches!(error, DirectoryError::Nonsense(_)));
        let now = self.now();
        let is_due = {
            let mut fares = self.0.directory_fares.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            let fare = fares.entry(id).or_default();
            fare.rests_until = is_out.then(|| now.plus(REST));
            let has_changed = fare.is_failing != failure.is_some() && (is_out || failure.is_none());
            let is_due = has_changed
                || fare.written_at.is_none_or(|written_at| now.since(written_at) >= WRITTEN_EVERY);
            if is_due {
                fare.is_failing = failure.is_some();
                fare.written_at = Some(now);
            }
            is_due
        };
        if !is_due {
            return;
        }
        if let Some(failure) = failure {
            tracing::warn!(directory.id = %id, %failure, "a directory fails");
        }
        let failure = failure.map(|failure| failure.to_string());
        if let Err(error) = self.write_fare(id, now, failure.as_deref()).await {
            tracing::error!(directory.id = %id, %error, "writing how a directory fares failed");
        }
    }

    async fn write_fare(&self, id: DirectoryId, now: Timestamp, failure: Option<&str>) -> Result<(), Error> {
        let mut tx = self.0.store.begin().await?;
        match failure {
            None => tx.save_directory_answered(id, now).await?,
            Some(failure) => {
                let words: String = failure.chars().take(FAILURE_CHARACTERS_MAX).collect();
                tx.save_directory_failing(id, now, &words.replace('\0', " ")).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Asks those directories that rest whether they answer again, one after the other.
    pub async fn ask_resting_directories(&self) -> Result<(), Error> {
        let resting: Vec<_> = {
            let fares = self.0.directory_fares.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            fares.iter().filter(|(_, fare)| fare.rests_until.is_some()).map(|(id, _)| *id).collect()
        };
        for id in resting {
            let stored = self.0.store.read().await?.find_directory(id).await?;
            let stored = stored.filter(|stored| stored.directory.disabled_at.is_none());
            let connection = stored.map(|stored| self.connect(&stored)).transpose()?.flatten();
            let Some(connection) = connection else {
                self.forget_fare(id);
                continue;
            };
            let answer = self.0.directory.find_user(&connection, NOBODY).await;
            self.note_answer(id, answer.as_ref().err()).await;
        }
        Ok(())
    }
}

/// Writes a client certificate for sealing: each part with its length before it, the key last.
fn write_identity(identity: &ClientIdentity) -> Zeroizing<Vec<u8>> {
    let parts = identity.certificate_chain.iter().map(Vec::as_slice).chain([identity.key_pkcs8.as_slice()]);
    let parts: Vec<_> = parts.collect();
    // At once as large as it will be: a vector that grows leaves copies of the key behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum()));
    for part in parts {
        octets.extend_from_slice(&(part.len() as u64).to_be_bytes());
        octets.extend_from_slice(part);
    }
    octets
}

fn read_identity(mut octets: &[u8]) -> Option<ClientIdentity> {
    let mut parts = Vec::new();
    while let Some((length, rest)) = octets.split_first_chunk::<8>() {
        let (part, rest) = rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
        parts.push(part.to_vec());
        octets = rest;
    }
    let key_pkcs8 = Zeroizing::new(parts.pop()?);
    Some(ClientIdentity { certificate_chain: parts, key_pkcs8 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_certificate_reads_back() {
        let identity = ClientIdentity {
            certificate_chain: vec![vec![1, 2, 3], vec![4]],
            key_pkcs8: Zeroizing::new(vec![5, 6]),
        };
        let octets = write_identity(&identity);
        assert!(read_identity(&octets) == Some(identity));
        assert!(read_identity(&octets[..octets.len() - 1]).is_none(), "cut short");
        assert!(read_identity(&[]).is_none());
    }
}
