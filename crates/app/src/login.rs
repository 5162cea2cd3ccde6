//! Logins at both HTML doors, by local account or by directory: throttled per username and source, the same work whoever
//! exists.

mod directory;
mod provider;
mod turn;

use std::net::IpAddr;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use domain::account::{Account, PASSWORD_BYTES_MAX, USERNAME_BYTES_MAX, any_holds, username_key};
use domain::audit::{Actor, Event};
use domain::directory::{DirectoryGroup, DirectoryUser};
pub(crate) use domain::door::Door;
use domain::enrollment::{Course, Ownership, Terms};
use domain::id::{IdentityProviderId, SiteId};
use domain::privilege::{Grant, Privilege};
use domain::question::Questions;
use domain::secret::Secret;
use domain::throttle::{Counter, PassOn, Throttle};
use domain::time::Timestamp;
use store::Tx;
use zeroize::Zeroizing;

use self::directory::{Proven, Unproven, strictest_rule};
use self::turn::Turn;
use crate::token::{hex, sha256};
use crate::{App, Error, Refusal};

pub(crate) use self::turn::Turns;

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

/// Somebody who has proved who they are.
#[derive(Clone, Debug)]
pub(crate) enum Identity {
    /// An account, by its own password.
    Account(Known),
    /// Somebody whom a directory knows, by the password they have there, or for whom an identity provider vouches.
    Directory(DirectoryLogin),
}

/// A login by directory or identity provider.
#[derive(Clone, Debug)]
pub(crate) struct DirectoryLogin {
    /// The person as the directory knows them now.
    pub(crate) user: DirectoryUser,
    /// Their groups; empty where nothing at the door depends on groups of this directory.
    pub(crate) groups: Vec<DirectoryGroup>,
    /// The site of their devices where no row of enrollment access says one.
    pub(crate) site_id: Option<SiteId>,
    /// The identity provider that said who they are; none where it was a password.
    pub(crate) vouched_by: Option<IdentityProviderId>,
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

    /// Returns the identity provider that vouches for them.
    pub(crate) fn vouched_by(&self) -> Option<IdentityProviderId> {
        match self {
            Self::Account(known) => known.vouched_by,
            Self::Directory(login) => login.vouched_by,
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
            invitation: None,
            questions: Questions::default(),
            course: Course::default(),
        }
    }
}

impl DirectoryLogin {
    /// Returns the sites that there are to choose from, given those that rows of enrollment access say.
    pub(crate) fn sites(&self, offered: Vec<SiteId>) -> Vec<Option<SiteId>> {
        let usual = self.site_id.filter(|_| offered.is_empty());
        offered.into_iter().chain(usual).map(Some).collect()
    }
}

/// An account that has proved itself, with what it is granted.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The account.
    pub(crate) account: Account,
    /// What it may do and where.
    pub(crate) grants: Vec<Grant>,
    /// The identity provider that said so; none where it was a password.
    pub(crate) vouched_by: Option<IdentityProviderId>,
    /// Who they are at that provider, where the account is theirs by a link.
    pub(crate) linked_as: Option<String>,
}

/// How long a login waits for its turn before it is told to come back.
const PASSWORD_WAIT: Duration = Duration::from_secs(30);

/// A login that has failed, on its way to its answer.
struct Failure<'a> {
    login: &'a Login,
    door: Door,
    /// Whether somebody has the username.
    is_known: bool,
    unproven: Unproven,
    /// Until when directories are not asked about this username.
    rests_until: Option<Timestamp>,
    /// By which rule failures of this username are counted, where there are directories.
    rule: Option<PassOn>,
}

impl App {
    /// Checks a login at a door. Logins for one username take turns, so that many tries at once are no way around the
    /// limit: each sees the failures before it.
    ///
    /// A local account of the name is looked at first, and its own password opens it. Otherwise directories are asked in
    /// their order. Both kinds of names are apart: one password says nothing about the other (T21). A failure costs one
    /// hash and one search and bind at each directory, whoever exists (T17, T23); a success by directory costs no hash.
    pub(crate) async fn check_login(&self, login: &Login, door: Door) -> Result<Identity, Error> {
        let username = cut(&login.username);
        let _turn = self.take_turn(username).await?;
        let is_counted = self.check_throttles(Some(username), login.source).await?;

        let mut tx = self.0.store.read().await?;
        let found = tx.find_account_by_username(username).await?;
        let mut directories = tx.list_directories().await?;
        let counted = tx.find_throttle(&rest_counter(username)).await?;
        drop(tx);
        directories.retain(|stored| stored.directory.disabled_at.is_none());
        let rule = strictest_rule(&directories);
        let rests_until = rule.and_then(|rule| rule.rests_until(counted, self.now()));
        let mut failure = Failure {
            login,
            door,
            is_known: found.is_some(),
            unproven: Unproven::default(),
            rests_until,
            rule,
        };

        let is_local = found.is_some();
        if let Some((account, hash)) = found
            && self.verify_password(&login.password, hash).await?
        {
            return match self.admit(account, door.privilege()).await? {
                Some(known) => {
                    self.forget_failures(username, is_counted, counted.is_some(), None).await?;
                    Ok(Identity::Account(known))
                }
                None => self.refuse_login(failure).await,
            };
        }
        if rests_until.is_none() && is_plausible(login) {
            // On the heap, like the two below: what is kept while directories answer is too much for a stack.
            match Box::pin(self.ask_directories(&directories, username, &login.password)).await? {
                Ok(proven) => {
                    let passed = Some(proven.counted.clone());
                    self.forget_failures(username, is_counted, counted.is_some(), passed).await?;
                    if let Some(identity) = Box::pin(self.let_in(door, proven, &mut failure)).await? {
                        return Ok(identity);
                    }
                }
                Err(unproven) => {
                    failure.is_known |= unproven.is_known;
                    failure.unproven = unproven;
                }
            }
        }
        if !is_local {
            self.verify_password(&login.password, self.0.nobody_hash.clone()).await?;
        }
        self.refuse_login(failure).await
    }

    /// Lets somebody in whom their directory has recognised, if they may use the door.
    async fn let_in(
        &self,
        door: Door,
        proven: Proven,
        failure: &mut Failure<'_>,
    ) -> Result<Option<Identity>, Error> {
        failure.is_known = true;
        let name = proven.directory.clone();
        let Some(login) = self.read_groups(door, proven).await? else {
            failure.unproven.silent = Some(name);
            return Ok(None);
        };
        match door {
            Door::Portal => Ok(Some(Identity::Directory(login))),
            Door::Console => Ok(self.admit_directory_user(&login).await?.map(Identity::Account)),
        }
    }

    /// Counts a failure, writes it down, and says no: with the same words whoever exists, as long as all directories
    /// answer, and with the same words whoever exists while one does not.
    async fn refuse_login(&self, failure: Failure<'_>) -> Result<Identity, Error> {
        let Failure { login, door, is_known, unproven, rests_until, rule } = failure;
        let username = cut(&login.username);
        let door = door.name().to_owned();
        // A name that nobody has may be a password in the wrong field: it is not written down.
        let written = if is_known { username } else { "somebody unknown" }.to_owned();
        let refused = Event::LoginRefused { username: written.clone(), door: door.clone() };
        let mut tx = self.0.store.begin().await?;
        let (event, error) = match (rests_until, unproven) {
            (Some(until), _) => {
                self.count_failure(&mut tx, Some(username), login.source).await?;
                (refused, Error::Throttled(until))
            }
            (None, Unproven { silent: Some(directory), .. }) => {
                // Only the username is slowed down: everybody at a source may be trying in vain just now.
                self.count(&mut tx, Counter::Account, &account_counter(username)).await?;
                let words = format!(
                    "The directory {directory} does not answer, so the people in it cannot log in right now. Try again in a few minutes. Local accounts still work: if you have one, check your username and password."
                );
                (Event::LoginUnanswered { directory, door }, Error::Unavailable(words))
            }
            (None, Unproven { ambiguous, .. }) => {
                self.count_failure(&mut tx, Some(username), login.source).await?;
                if let Some(rule) = rule {
                    let counter = rest_counter(username);
                    let counted = tx.lock_throttle(&counter).await?;
                    tx.save_throttle(&counter, rule.passed(counted, self.now())).await?;
                }
                let event = match ambiguous {
                    Some(directory) => Event::LoginAmbiguous { username: written, directory, door },
                    None => refused,
                };
                (event, Error::Refused(Refusal::Login))
            }
        };
        tx.insert_audit(&self.audit(&Actor::Anonymous, Some(login.source), event)).await?;
        tx.commit().await?;
        Err(error)
    }

    /// Forgets the failures before a success, of those counts that there are.
    async fn forget_failures(
        &self,
        username: &str,
        is_counted: bool,
        is_rest_counted: bool,
        passed: Option<(String, u32)>,
    ) -> Result<(), Error> {
        let account = is_counted.then(|| account_counter(username));
        let rest = is_rest_counted.then(|| rest_counter(username));
        let counters: Vec<_> = [account, rest].into_iter().flatten().collect();
        if counters.is_empty() && passed.is_none() {
            return Ok(());
        }
        let mut tx = self.0.store.begin().await?;
        for counter in counters {
            tx.delete_throttle(&counter).await?;
        }
        if let Some((counter, failures)) = passed
            && let Some(counted) = tx.lock_throttle(&counter).await?
        {
            // Tries that were passed on after this one may still fail.
            match counted.failures.saturating_sub(failures) {
                0 => tx.delete_throttle(&counter).await?,
                failures => tx.save_throttle(&counter, Throttle { failures, ..counted }).await?,
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// Returns an account with its grants when one of them holds a privilege.
    async fn admit(&self, account: Account, privilege: Privilege) -> Result<Option<Known>, Error> {
        let grants = self.0.store.read().await?.list_grants(&account).await?;
        Ok(any_holds(&grants, privilege).then_some(Known {
            account,
            grants,
            vouched_by: None,
            linked_as: None,
        }))
    }

    async fn take_turn(&self, username: &str) -> Result<Turn, Error> {
        let turn = self.0.login_turns.take(username_key(username));
        tokio::time::timeout(PASSWORD_WAIT, turn).await.map_err(|_| Error::Busy)
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
            self.count(tx, counter, &key).await?;
        }
        Ok(())
    }

    async fn count(&self, tx: &mut Tx, counter: Counter, key: &str) -> Result<(), Error> {
        let throttle = tx.lock_throttle(key).await?;
        tx.save_throttle(key, Throttle::failed(throttle, counter, self.now())).await?;
        Ok(())
    }

    /// Hashes a new password.
    pub(crate) async fn hash_password(&self, password: &Secret) -> Result<String, Error> {
        let salt: [u8; 16] = self.0.ids.octets();
        let password = Zeroizing::new(password.expose().as_bytes().to_vec());
        self.password_work(move || hash_now(&password, &salt).map_err(Error::Internal)).await
    }

    async fn verify_password(&self, password: &Secret, hash: String) -> Result<bool, Error> {
        // A password that cannot be one is never right, but costs the same work.
        let (text, is_sane) = (password.expose(), is_password(password));
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
    format!("account:{}", account_hash(username))
}

/// Names the count by which directories are left alone about a username, whether they know it or not: what it says is
/// said about every name alike (T17).
fn rest_counter(username: &str) -> String {
    format!("rest:{}", account_hash(username))
}

fn account_hash(username: &str) -> String {
    hex(&sha256(username_key(username).as_bytes()))
}

/// Says whether a password can be one: not empty, not far too long, and without NUL, at which some verifiers take it to
/// end; an empty one would make a bind anonymous, which directories grant (T18).
fn is_password(password: &Secret) -> bool {
    let text = password.expose();
    (1..=PASSWORD_BYTES_MAX).contains(&text.len()) && !text.contains('\0')
}

/// Says whether directories need to be asked about a login at all. What is left out here is nobody's whoever exists.
fn is_plausible(login: &Login) -> bool {
    let username = &login.username;
    is_password(&login.password)
        && !username.trim().is_empty()
        && cut(username) == username
        && !username.contains(char::is_control)
}

/// Names the block of addresses that counts as one source: an IPv4 address, or the /64 that one household or phone gets.
pub(crate) fn source_counter(source: IpAddr) -> String {
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
