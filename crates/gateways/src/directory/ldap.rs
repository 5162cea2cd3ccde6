//! LDAP servers (RFC 4511), asked over connections that are kept, and bound to as people over connections of their own.
//!
//! Nothing a person types becomes part of a question but as an escaped value, referrals are never followed, and no
//! password is sent before the connection is as safe as the settings demand (T18–T20).

mod connect;
mod entry;
mod filter;
mod group;
mod probe;
mod reach;
mod search;
mod start_tls;
mod user;
mod words;

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use domain::directory::{DirectoryGroup, DirectoryGroupRef, DirectoryKey, DirectoryUser, SearchScope};
use domain::id::DirectoryId;
use ldap3::Scope;
use rustls::RootCertStore;
use tokio::time::Instant;

use self::reach::Reach;
use super::{DirectoryConnection, DirectoryError, FoundUser, GroupMembers, Probe};

/// The most octets of a text that is searched for; no name is longer.
const TEXT_BYTES_MAX: usize = 256;
/// The most octets of a password; directories hash no more.
const PASSWORD_BYTES_MAX: usize = 1_024;
/// How many directories are kept connected; more than anyone sets up, and the assistant's tries come on top.
const REACHES_MAX: usize = 64;
/// Who a login of nobody is tried as, below the base of people.
const NOBODY: &str = "vestibule-nobody-0d5cf7a4";
/// Looks like a password and is none.
const NO_PASSWORD: &str = "uV4;q0Zr-81xTbn2Lw.Ks";

/// What a bind answers when it is about this person and password, and not about the directory (RFC 4511 §A.1):
/// noSuchObject, inappropriateAuthentication, invalidCredentials, insufficientAccessRights, unwillingToPerform, and
/// constraintViolation, which 389 Directory Server says of a locked account.
const NOT_TAKEN: [u32; 6] = [19, 32, 48, 49, 50, 53];

/// A client of LDAP servers; clones share the connections.
#[derive(Clone)]
pub struct Ldap(Arc<Shared>);

struct Shared {
    system_roots: RootCertStore,
    /// The lock is held only to find a directory.
    reaches: Mutex<HashMap<DirectoryId, Kept>>,
}

struct Kept {
    reach: Arc<Reach>,
    used_at: Instant,
}

impl fmt::Debug for Ldap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ldap").finish_non_exhaustive()
    }
}

impl Ldap {
    /// Makes a client, and reads the system's roots once; it connects with the first question.
    pub fn new() -> Self {
        Self(Arc::new(Shared { system_roots: crate::tls::system_roots(), reaches: Mutex::default() }))
    }

    pub(super) async fn find_user(
        &self,
        connection: &DirectoryConnection,
        username: &str,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        if !is_searchable(username) || username.is_empty() {
            return Ok(None);
        }
        let reach = self.reach(connection)?;
        user::find(&reach, user::by_username(&connection.settings, username)).await
    }

    pub(super) async fn find_user_by_key(
        &self,
        connection: &DirectoryConnection,
        key: &DirectoryKey,
    ) -> Result<Option<FoundUser>, DirectoryError> {
        let reach = self.reach(connection)?;
        match user::by_key(&connection.settings, key) {
            Some(filter) => user::find(&reach, filter).await,
            None => Ok(None),
        }
    }

    pub(super) async fn check_password(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
        password: &str,
    ) -> Result<bool, DirectoryError> {
        let name = found.user.distinguished_name.as_deref().unwrap_or_default();
        if name.trim().is_empty() || password.len() > PASSWORD_BYTES_MAX {
            return Ok(false);
        }
        let result = self.reach(connection)?.bind(name, password).await?;
        match result.rc {
            0 => Ok(true),
            code if NOT_TAKEN.contains(&code) => Ok(false),
            _ => Err(words::result(&result)),
        }
    }

    /// Binds as nobody, on a fresh connection as for a person. What comes of it does not matter, and what the person
    /// typed as a password stays here.
    pub(super) async fn check_nobody(&self, connection: &DirectoryConnection) {
        let users = &connection.settings.users;
        let name = match users.base.as_str() {
            "" => format!("cn={NOBODY}"),
            base => format!("cn={NOBODY},{base}"),
        };
        if let Ok(reach) = self.reach(connection) {
            let _ = reach.bind(&name, NO_PASSWORD).await;
        }
    }

    pub(super) async fn groups_of(
        &self,
        connection: &DirectoryConnection,
        found: &FoundUser,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        group::groups_of(&*self.reach(connection)?, found).await
    }

    pub(super) async fn members_of(
        &self,
        connection: &DirectoryConnection,
        group: &DirectoryGroupRef,
        limit: u32,
    ) -> Result<Option<GroupMembers>, DirectoryError> {
        group::members_of(&*self.reach(connection)?, &group.key, limit).await
    }

    pub(super) async fn search_users(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryUser>, DirectoryError> {
        let (text, users) = (text.trim(), &connection.settings.users);
        if !is_searchable(text) || limit == 0 {
            return Ok(Vec::new());
        }
        let reach = self.reach(connection)?;
        let attributes = [&users.username, &users.full_name, &users.email, &users.managed_apple_account];
        let (mut found, is_cut) = user::search(&reach, is_or_begins(&attributes, text), limit).await?;
        if is_cut && !text.is_empty() {
            // Who is called exactly so must not fall behind those who are called so at the beginning.
            let (exact, _) = user::search(&reach, is(&attributes, text), limit).await?;
            found.retain(|user| !exact.iter().any(|exact| exact.user == user.user));
            found.splice(0..0, exact);
        }
        let wanted = text.to_lowercase();
        let is_exact = |user: &DirectoryUser| {
            let person = &user.person;
            [Some(&person.username), Some(&person.full_name), person.email.as_ref()]
                .into_iter()
                .flatten()
                .any(|value| value.to_lowercase() == wanted)
        };
        found.sort_by_cached_key(|user| (!is_exact(user), user.person.username.to_lowercase()));
        found.truncate(limit as usize);
        Ok(found)
    }

    pub(super) async fn search_groups(
        &self,
        connection: &DirectoryConnection,
        text: &str,
        limit: u32,
    ) -> Result<Vec<DirectoryGroup>, DirectoryError> {
        let text = text.trim();
        if !is_searchable(text) || limit == 0 {
            return Ok(Vec::new());
        }
        let reach = self.reach(connection)?;
        let attributes = [&connection.settings.groups.name];
        let (mut found, is_cut) = group::search(&reach, is_or_begins(&attributes, text), limit).await?;
        if is_cut && !text.is_empty() {
            let (exact, _) = group::search(&reach, is(&attributes, text), limit).await?;
            found.retain(|group| !exact.iter().any(|exact| exact.group == group.group));
            found.splice(0..0, exact);
        }
        let wanted = text.to_lowercase();
        found.sort_by_cached_key(|group| {
            let name = group.name.to_lowercase();
            (name != wanted, name)
        });
        found.truncate(limit as usize);
        Ok(found)
    }

    pub(super) async fn probe(&self, connection: &DirectoryConnection) -> Probe {
        probe::probe(connection, &self.0.system_roots).await
    }

    /// Returns the way to a directory: the kept one while its settings and secrets are the same.
    fn reach(&self, connection: &DirectoryConnection) -> Result<Arc<Reach>, DirectoryError> {
        let mut reaches = self.0.reaches.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = reaches.get_mut(&connection.directory_id)
            && kept.reach.connection == *connection
        {
            kept.used_at = Instant::now();
            return Ok(Arc::clone(&kept.reach));
        }
        let reach = Arc::new(Reach::new(connection, &self.0.system_roots)?);
        if reaches.len() >= REACHES_MAX
            && let Some(oldest) = reaches.iter().min_by_key(|(_, kept)| kept.used_at).map(|(id, _)| *id)
        {
            reaches.remove(&oldest);
        }
        let kept = Kept { reach: Arc::clone(&reach), used_at: Instant::now() };
        reaches.insert(connection.directory_id, kept);
        Ok(reach)
    }
}

impl Default for Ldap {
    fn default() -> Self {
        Self::new()
    }
}

/// Says whether anything can be called so. Control characters are in no name, and neither are the marks that some
/// directories skip when they compare: with them, one person would have any number of spellings to guess under (T22).
fn is_searchable(text: &str) -> bool {
    text.len() <= TEXT_BYTES_MAX && !text.chars().any(|c| c.is_control() || is_skipped(c))
}

/// Says whether directories compare as if a character were not there (RFC 4518 §2.2, "mapped to nothing").
fn is_skipped(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{1806}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffc}' | '\u{e0001}' | '\u{e0020}'..='\u{e007f}'
    )
}

fn is(attributes: &[&String], text: &str) -> String {
    filter::any(&named(attributes).map(|name| filter::equals(name, text)).collect::<Vec<_>>())
}

/// Matches what is or begins so. Both are asked for: an attribute may be comparable only as a whole.
fn is_or_begins(attributes: &[&String], text: &str) -> String {
    let begins = named(attributes).map(|name| filter::begins(name, text));
    let mut filters: Vec<String> = begins.collect();
    if !text.is_empty() {
        filters.extend(named(attributes).map(|name| filter::equals(name, text)));
    }
    filter::any(&filters)
}

fn named<'a>(attributes: &[&'a String]) -> impl Iterator<Item = &'a str> {
    attributes.iter().filter(|name| !name.is_empty()).map(|name| name.as_str())
}

fn scope(scope: SearchScope) -> Scope {
    match scope {
        SearchScope::AllSubtrees => Scope::Subtree,
        SearchScope::FirstLevel => Scope::OneLevel,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t19_what_no_name_can_be_is_not_asked_for() {
        for name in ["ann", "*", "a)(uid=*", "\\2a", "Åsa Öberg", "bob*", "مريم", "x y"] {
            assert!(is_searchable(name), "{name:?}");
        }
        let long = "x".repeat(10_240);
        for name in ["a\0", "a\nb", "\u{202e}nna", "an\u{200b}n", long.as_str()] {
            assert!(!is_searchable(name), "{name:?}");
        }
    }
}
