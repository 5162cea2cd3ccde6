//! The part of a login that directories decide: search, then bind as whoever was found.
//!
//! The first directory in the order that knows the name decides. One that does not answer is passed over, so that it
//! costs the people of the others nothing. A login that fails has cost each directory that answers one search and one
//! bind, whoever was named (T17, T23).

use domain::account::{Account, any_holds};
use domain::directory::{Backend, DirectoryKey, LdapSettings};
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::throttle::PassOn;
use domain::time::MINUTE;
use gateways::directory::{DirectoryConnection, DirectoryError, FoundUser};
use store::StoredDirectory;

use super::{DirectoryLogin, Door, Known, account_hash};
use crate::directory::tidied;
use crate::token::{hex, sha256};
use crate::{App, Error};

/// Somebody whom a directory has recognised by their password.
pub(super) struct Proven {
    /// Who.
    pub(super) found: FoundUser,
    /// The name of their directory.
    pub(super) directory: String,
    /// Where to ask for their groups.
    pub(super) connection: DirectoryConnection,
    /// Their count of failures, and how many of them are over.
    pub(super) counted: (String, u32),
}

/// What is known of a login that no directory has recognised.
#[derive(Default)]
pub(super) struct Unproven {
    /// Whether a directory knows the name.
    pub(super) is_known: bool,
    /// The name of the directory that knows it twice.
    pub(super) ambiguous: Option<String>,
    /// The name of a directory that did not answer, so that nobody can say that the login is wrong.
    pub(super) silent: Option<String>,
}

/// What a directory said to a password.
enum Bound {
    /// It is right; so many tries had been counted, this one included.
    Right(u32),
    Wrong,
    /// It was not asked: more failures would lock the person out there (T22).
    Withheld,
    Silent,
}

impl App {
    /// Asks directories in their order about a name and a password.
    pub(super) async fn ask_directories(
        &self,
        directories: &[StoredDirectory],
        username: &str,
        password: &Secret,
    ) -> Result<Result<Proven, Unproven>, Error> {
        let mut outcome = Unproven::default();
        let mut unbound = Vec::new();
        for stored in directories {
            let name = &stored.directory.name;
            let connection = match self.connect(stored) {
                Ok(Some(connection)) => connection,
                Ok(None) => continue,
                Err(error) => {
                    // One directory whose secrets are lost must not keep the people of the others out.
                    tracing::error!(directory.id = %stored.directory.id, %error, "a directory cannot be asked");
                    outcome.silent.get_or_insert_with(|| name.clone());
                    continue;
                }
            };
            let question = self.0.directory.find_user(&connection, username);
            match self.ask(&connection, question).await {
                // After the first that knows the name, the others are only asked for the time that it takes.
                Ok(Some(found)) if !outcome.is_known => {
                    outcome.is_known = true;
                    let counter = person_counter(connection.directory_id, &found.user.user.key);
                    match self.bind(&connection, &found, &counter, password).await? {
                        Bound::Right(failures) => {
                            let counted = (counter, failures);
                            return Ok(Ok(Proven { found, directory: name.clone(), connection, counted }));
                        }
                        Bound::Wrong => {}
                        Bound::Withheld => unbound.push(connection),
                        Bound::Silent => {
                            outcome.silent.get_or_insert_with(|| name.clone());
                        }
                    }
                }
                Ok(_) => unbound.push(connection),
                Err(DirectoryError::Ambiguous) => {
                    if !outcome.is_known {
                        outcome.is_known = true;
                        outcome.ambiguous = Some(name.clone());
                    }
                    unbound.push(connection);
                }
                Err(_) => {
                    outcome.silent.get_or_insert_with(|| name.clone());
                }
            }
        }
        for connection in &unbound {
            let counter = nobody_counter(connection.directory_id, username);
            self.pass_on(&counter, pass_on_rule(&connection.settings)).await?;
            self.0.directory.check_nobody(connection).await;
        }
        Ok(Err(outcome))
    }

    async fn bind(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
        counter: &str,
        password: &Secret,
    ) -> Result<Bound, Error> {
        let rule = pass_on_rule(&connection.settings);
        let Some(failures) = self.pass_on(counter, rule).await? else { return Ok(Bound::Withheld) };
        let question = self.0.directory.check_password(connection, found, password.expose());
        Ok(match self.ask(connection, question).await {
            Ok(true) => Bound::Right(failures),
            Ok(false) => Bound::Wrong,
            Err(_) => Bound::Silent, // it may have counted a failure all the same, so the count stays
        })
    }

    /// Counts a try that is about to be passed on, and returns how many there are now; `None` while there is rest. Counted
    /// first, so that tries at the same time, at whichever node, see each other.
    async fn pass_on(&self, counter: &str, rule: PassOn) -> Result<Option<u32>, Error> {
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        tx.insert_throttle(counter, now).await?;
        let counted = tx.lock_throttle(counter).await?;
        if rule.rests_until(counted, now).is_some() {
            return Ok(None);
        }
        let passed = rule.passed(counted, now);
        tx.save_throttle(counter, passed).await?;
        tx.commit().await?;
        Ok(Some(passed.failures))
    }

    /// Returns a recognised person with their groups where the door needs them; `None` when the directory falls silent.
    pub(super) async fn read_groups(
        &self,
        door: Door,
        proven: Proven,
    ) -> Result<Option<DirectoryLogin>, Error> {
        let Proven { found, connection, .. } = proven;
        let groups = if self.wants_groups(door, connection.directory_id).await? {
            match self.ask(&connection, self.0.directory.groups_of(&connection, &found)).await {
                Ok(groups) => groups,
                Err(_) => return Ok(None),
            }
        } else {
            Vec::new()
        };
        Ok(Some(DirectoryLogin { user: tidied(found.user), groups, site_id: None, vouched_by: None }))
    }

    /// Says whether anything at a door depends on groups of a directory: reading them costs a search more.
    pub(super) async fn wants_groups(&self, door: Door, id: DirectoryId) -> Result<bool, Error> {
        match door {
            Door::Console => Ok(self.0.store.read().await?.has_account_groups_of(id).await?),
            Door::Portal => Ok(self.0.store.read().await?.has_enrollment_access_of(id).await?),
        }
    }

    /// Returns the account by which a directory user may sign in to the console: through a group of theirs, or because an
    /// administrator has given it more.
    pub(super) async fn admit_directory_user(&self, login: &DirectoryLogin) -> Result<Option<Known>, Error> {
        let mut tx = self.0.store.begin().await?;
        let account = self.keep_account_of(&mut tx, &login.user, &login.groups).await?;
        let known = match account.filter(|account: &Account| account.disabled_at.is_none()) {
            Some(account) => {
                let grants = tx.list_grants(&account).await?;
                Some(Known { account, grants, vouched_by: login.vouched_by, linked_as: None })
            }
            None => None,
        };
        tx.commit().await?;
        Ok(known.filter(|known| any_holds(&known.grants, Privilege::SignInToConsole)))
    }
}

/// Returns the rule for a name typed where several directories may know it: the strictest of theirs.
pub(super) fn strictest_rule(directories: &[StoredDirectory]) -> Option<PassOn> {
    let rules = directories.iter().filter_map(|stored| match &stored.directory.backend {
        Backend::Ldap(settings) => Some(pass_on_rule(settings)),
        Backend::BuiltIn => None,
    });
    rules.reduce(|one, other| PassOn {
        failures_max: one.failures_max.min(other.failures_max),
        window: one.window.max(other.window),
    })
}

fn pass_on_rule(settings: &LdapSettings) -> PassOn {
    PassOn {
        failures_max: settings.failures_max,
        window: i64::from(settings.failure_window_minutes) * MINUTE,
    }
}

/// Names the count of failures that were passed on for one person, whatever they called themselves.
fn person_counter(id: DirectoryId, key: &DirectoryKey) -> String {
    format!("directory:{id}:{}", hex(&sha256(key.0.as_bytes())))
}

/// Names the count for a name that a directory does not know: written so that it takes as long.
fn nobody_counter(id: DirectoryId, username: &str) -> String {
    format!("nobody:{id}:{}", account_hash(username))
}
