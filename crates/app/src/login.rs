//! Password checks for both HTML doors: throttled per account and source, the same work whether the account exists or not.

use std::net::IpAddr;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::account::{Account, PASSWORD_BYTES_MAX, USERNAME_BYTES_MAX, any_holds, username_key};
use domain::audit::{Actor, Event};
use domain::directory::{DirectoryGroup, DirectoryUser};
use domain::enrollment::{Ownership, Terms};
use domain::privilege::{Grant, Privilege};
use domain::question::Questions;
use domain::secret::Secret;
use domain::throttle::{Counter, Throttle};
use store::Tx;
use tokio::sync::MutexGuard;
use zeroize::Zeroizing;

use crate::token::{hex, sha256};
use crate::{App, Error, Refusal};

/// What somebody typed to log in, and from where.
#[derive(Debug)]
pub struct Login {
    /// The username as typed.
    pub username: String,
    /// The password.
    pub password: Secret,
    /// The client's address, from a configured source only.
    pub source: IpAddr,
}

/// Where somebody logs in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Door {
    /// To enroll a device.
    Portal,
    /// To administer the server.
    Console,
}

impl Door {
    /// Returns the word for the trail.
    fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Console => "console",
        }
    }

    /// Returns the privilege without which an account stays outside.
    fn privilege(self) -> Privilege {
        match self {
            Self::Portal => Privilege::Enroll,
            Self::Console => Privilege::SignInToConsole,
        }
    }
}

/// Somebody who has proved who they are.
#[derive(Clone, Debug)]
pub(crate) enum Identity {
    /// An account, by its own password.
    Account(Known),
    /// Somebody whom a directory knows, by the password they have there.
    Directory(DirectoryLogin),
}

/// A login by directory.
#[derive(Clone, Debug)]
pub(crate) struct DirectoryLogin {
    /// The person as the directory knows them now.
    pub(crate) user: DirectoryUser,
    /// Their groups; empty where nothing at the door depends on groups of this directory.
    pub(crate) groups: Vec<DirectoryGroup>,
}

impl Identity {
    /// Returns who acts, for the trail.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Account(Known { account, .. }) => {
                Actor::Account { id: account.id, username: account.username.clone() }
            }
            Self::Directory(DirectoryLogin { user, .. }) => {
                Actor::DirectoryUser { user: user.user.clone(), username: user.person.username.clone() }
            }
        }
    }

    /// Returns the terms of an institutionally owned enrollment for the person themselves.
    pub(crate) fn terms(&self) -> Terms {
        let (account_id, person, directory_user) = match self {
            Self::Account(Known { account, .. }) => (Some(account.id), account.person(), None),
            Self::Directory(DirectoryLogin { user, .. }) => {
                (None, user.person.clone(), Some(user.user.clone()))
            }
        };
        Terms {
            account_id,
            person,
            directory_user,
            ownership: Ownership::Institutional,
            site_id: None,
            questions: Questions::default(),
        }
    }
}

/// An account that has proved itself, with what it is granted.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The account.
    pub(crate) account: Account,
    /// What it may do and where.
    pub(crate) grants: Vec<Grant>,
}

/// How long a login waits for its turn before it is told to come back.
const PASSWORD_WAIT: Duration = Duration::from_secs(30);
/// Logins for one username are looked at one after the other; so many usernames are looked at side by side.
pub(crate) const LOGIN_LANES: usize = 64;

impl App {
    /// Checks a login at a door. Logins for one username take turns, so that many tries at once are no way around the
    /// limit: each sees the failures before it.
    pub(crate) async fn check_login(&self, login: &Login, door: Door) -> Result<Identity, Error> {
        let username = cut(&login.username);
        let _turn = self.take_turn(username).await?;
        let is_counted = self.check_throttles(Some(username), login.source).await?;

        let found = self.0.store.read().await?.find_account_by_username(username).await?;
        let hash = found.as_ref().map_or(&self.0.nobody_hash, |(_, hash)| hash).clone();
        let is_right = self.verify_password(&login.password, hash).await?;
        // A name that nobody has may be a password in the wrong field: it is not written down.
        let written = if found.is_some() { username } else { "somebody unknown" };
        let account = match found.filter(|_| is_right) {
            Some((account, _)) => self.admit(account, door.privilege()).await?,
            None => None,
        };
        match account {
            Some(account) => {
                if is_counted {
                    let mut tx = self.0.store.begin().await?;
                    tx.delete_throttle(&account_counter(username)).await?;
                    tx.commit().await?;
                }
                Ok(Identity::Account(account))
            }
            None => {
                let mut tx = self.0.store.begin().await?;
                self.count_failure(&mut tx, Some(username), login.source).await?;
                let event =
                    Event::LoginRefused { username: written.to_owned(), door: door.name().to_owned() };
                tx.insert_audit(&self.audit(&Actor::Anonymous, Some(login.source), event)).await?;
                tx.commit().await?;
                Err(Error::Refused(Refusal::Login))
            }
        }
    }

    /// Returns an account with its grants when one of them holds a privilege.
    async fn admit(&self, account: Account, privilege: Privilege) -> Result<Option<Known>, Error> {
        let grants = self.0.store.read().await?.list_grants(&account).await?;
        Ok(any_holds(&grants, privilege).then_some(Known { account, grants }))
    }

    async fn take_turn(&self, username: &str) -> Result<MutexGuard<'_, ()>, Error> {
        let lane = usize::from(sha256(username_key(username).as_bytes())[0]) % LOGIN_LANES;
        tokio::time::timeout(PASSWORD_WAIT, self.0.login_lanes[lane].lock()).await.map_err(|_| Error::Busy)
    }

    /// Refuses a try whose time has not come. Says whether failures are counted for the username.
    pub(crate) async fn check_throttles(
        &self,
        username: Option<&str>,
        source: IpAddr,
    ) -> Result<bool, Error> {
        let now = self.now();
        let mut is_counted = false;
        let mut tx = self.0.store.read().await?;
        for (counter, key) in counters(username, source) {
            let throttle = tx.find_throttle(&key).await?;
            if let Some(admitted_at) = throttle.and_then(|throttle| throttle.admitted_at(counter, now)) {
                return Err(Error::Throttled(admitted_at));
            }
            is_counted |= counter == Counter::Account && throttle.is_some();
        }
        Ok(is_counted)
    }

    /// Counts a failure against a source and, where there is one, a username.
    pub(crate) async fn count_failure(
        &self,
        tx: &mut Tx,
        username: Option<&str>,
        source: IpAddr,
    ) -> Result<(), Error> {
        for (counter, key) in counters(username, source) {
            let throttle = tx.lock_throttle(&key).await?;
            tx.save_throttle(&key, Throttle::failed(throttle, counter, self.now())).await?;
        }
        Ok(())
    }

    /// Hashes a new password.
    pub(crate) async fn hash_password(&self, password: &Secret) -> Result<String, Error> {
        let salt: [u8; 16] = self.0.ids.octets();
        let password = Zeroizing::new(password.expose().as_bytes().to_vec());
        self.password_work(move || hash_now(&password, &salt).map_err(Error::Internal)).await
    }

    async fn verify_password(&self, password: &Secret, hash: String) -> Result<bool, Error> {
        // A password that is empty, far too long or begins with NUL, which some verifiers take for empty, is never
        // right, but costs the same work.
        let text = password.expose();
        let is_sane = (1..=PASSWORD_BYTES_MAX).contains(&text.len()) && !text.starts_with('\0');
        let password = Zeroizing::new(if is_sane { text.as_bytes().to_vec() } else { b"-".to_vec() });
        self.password_work(move || {
            let parsed = PasswordHash::new(&hash).map_err(|error| {
                Error::Internal(format!("a stored password hash does not parse: {error}"))
            })?;
            Ok(Argon2::default().verify_password(&password, &parsed).is_ok() && is_sane)
        })
        .await
    }

    /// Runs work on a blocking thread when its turn has come.
    async fn password_work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let turn = tokio::time::timeout(PASSWORD_WAIT, self.0.password_work.acquire()).await;
        let _turn = turn.map_err(|_| Error::Busy)?.map_err(|_| Error::Busy)?;
        tokio::task::spawn_blocking(work)
            .await
            .map_err(|error| Error::Internal(format!("hashing a password: {error}")))?
    }
}

/// Hashes a password on this thread: Argon2id with the parameters recommended today (19 MiB, two passes).
pub(crate) fn hash_now(password: &[u8], salt: &[u8; 16]) -> Result<String, String> {
    Argon2::default()
        .hash_password_with_salt(password, salt)
        .map(|hash| hash.to_string())
        .map_err(|error| error.to_string())
}

fn counters(username: Option<&str>, source: IpAddr) -> impl Iterator<Item = (Counter, String)> {
    let account = username.map(|username| (Counter::Account, account_counter(username)));
    account.into_iter().chain([(Counter::Source, source_counter(source))])
}

/// Names the counter of a username by its hash: what people type there is now and then a password.
pub(crate) fn account_counter(username: &str) -> String {
    format!("account:{}", hex(&sha256(username_key(username).as_bytes())))
}

/// Names the block of addresses that counts as one source: an IPv4 address, or the /64 that one household or phone gets.
fn source_counter(source: IpAddr) -> String {
    match source.to_canonical() {
        IpAddr::V4(address) => format!("source:{address}"),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("source:{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// Cuts a typed username to what an account could have; longer ones are nobody's.
fn cut(username: &str) -> &str {
    let mut end = username.len().min(USERNAME_BYTES_MAX);
    while !username.is_char_boundary(end) {
        end -= 1;
    }
    &username[..end]
}
