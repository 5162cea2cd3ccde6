//! Accounts and groups of accounts: who may sign in to the console, who may enroll at the portal, and with which privileges.
//!
//! A local account has a password here. A directory user who signs in to the console by a group of theirs gets an account
//! too, which carries their sessions, their second factor and their lines in the audit log, but no password.

use crate::audit::FieldChange;
use crate::directory::{DirectoryGroupRef, DirectoryUserRef};
use crate::id::{AccountGroupId, AccountId, SiteId};
use crate::person::Person;
use crate::privilege::{Grant, Privilege, PrivilegeSet, Reach};
use crate::time::Timestamp;

/// An account. The password hash stays in the store and the sign-in verb.
#[derive(Clone, Debug)]
pub struct Account {
    /// The account's id.
    pub id: AccountId,
    /// The name to sign in with, as it was given; compared without regard to case.
    pub username: String,
    /// The person's name.
    pub full_name: String,
    /// The person's e-mail address, when known.
    pub email: Option<String>,
    /// Where its password is.
    pub origin: Origin,
    /// Where its privileges come from and how far they reach.
    pub access: Access,
    /// What the account may do; counts for nothing where the privileges come from groups.
    pub privilege_set: PrivilegeSet,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Since when it may no longer be used.
    pub disabled_at: Option<Timestamp>,
}

impl Account {
    /// Lists what differs from another state of the account, with words for people. Sites are told by their ids here, and
    /// so are left to whoever knows their names.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.fields(), &other.fields())
    }

    fn fields(&self) -> Vec<(String, String)> {
        let fields = [
            ("username", self.username.clone()),
            ("full name", self.full_name.clone()),
            ("e-mail", self.email.clone().unwrap_or_default()),
            ("access", self.access.title().to_owned()),
            ("privilege set", self.privilege_set.title().to_owned()),
            ("privileges", self.privilege_set.titles_if_chosen()),
        ];
        fields.map(|(field, value)| (field.to_owned(), value)).into()
    }

    /// Returns what a device enrolled by this account carries as user and location.
    pub fn person(&self) -> Person {
        Person {
            username: self.username.clone(),
            full_name: self.full_name.clone(),
            email: self.email.clone(),
            ..Person::default()
        }
    }

    /// Returns what the account may do and how far, given the groups it is in.
    pub fn grants(&self, groups: &[AccountGroup]) -> Vec<Grant> {
        if self.disabled_at.is_some() { Vec::new() } else { self.grants_once_enabled(groups) }
    }

    /// Returns what the account may do as soon as it is not disabled.
    pub fn grants_once_enabled(&self, groups: &[AccountGroup]) -> Vec<Grant> {
        match self.access {
            Access::Full => vec![Grant::new(Reach::Full, self.privilege_set)],
            Access::Site(site_id) => vec![Grant::new(Reach::Site(site_id), self.privilege_set)],
            Access::Groups => {
                groups.iter().map(|group| Grant::new(group.reach, group.privilege_set)).collect()
            }
        }
    }

    /// Says whether this account alone, without any group, may do everything.
    pub fn is_administrator(&self) -> bool {
        self.disabled_at.is_none()
            && self.access == Access::Full
            && self.privilege_set == PrivilegeSet::Administrator
    }
}

/// Where an account's password is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Here.
    Local,
    /// In a directory. The username is what it was at the last sign-in.
    Directory(DirectoryUserRef),
}

/// Where an account's privileges come from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Access {
    /// From its own privilege set, for the whole server.
    Full,
    /// From its own privilege set, for one site.
    Site(SiteId),
    /// From the groups it is in.
    Groups,
}

impl Access {
    /// Returns the name used in the database, forms and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Site(_) => "site",
            Self::Groups => "groups",
        }
    }

    /// Returns the words for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Full => "Full Access",
            Self::Site(_) => "Site Access",
            Self::Groups => "Group Access",
        }
    }

    /// Returns the site, where it is one.
    pub fn site_id(self) -> Option<SiteId> {
        match self {
            Self::Site(site_id) => Some(site_id),
            Self::Full | Self::Groups => None,
        }
    }

    /// Reads a name and, where it says so, the site.
    pub fn parse(name: &str, site_id: Option<SiteId>) -> Option<Self> {
        match (name, site_id) {
            ("full", _) => Some(Self::Full),
            ("site", Some(site_id)) => Some(Self::Site(site_id)),
            ("groups", _) => Some(Self::Groups),
            _ => None,
        }
    }
}

/// A group of accounts: privileges, and how far they reach, for everybody in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountGroup {
    /// The group's id.
    pub id: AccountGroupId,
    /// Its name, unique.
    pub name: String,
    /// The directory group whose members are in it; `None` for a group whose accounts are chosen here.
    pub directory_group: Option<DirectoryGroupRef>,
    /// How far its privileges reach.
    pub reach: Reach,
    /// What its members may do.
    pub privilege_set: PrivilegeSet,
    /// When it was made.
    pub created_at: Timestamp,
}

impl AccountGroup {
    /// Lists what differs from another state of the group, with words for people, but for the site.
    pub fn changes_to(&self, other: &Self) -> Vec<FieldChange> {
        FieldChange::between(&self.fields(), &other.fields())
    }

    fn fields(&self) -> Vec<(String, String)> {
        let fields = [
            ("name", self.name.clone()),
            ("privilege set", self.privilege_set.title().to_owned()),
            ("privileges", self.privilege_set.titles_if_chosen()),
        ];
        fields.map(|(field, value)| (field.to_owned(), value)).into()
    }
}

/// What an account has open: what disabling it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AccountUse {
    /// Console sessions.
    pub sessions: u64,
    /// API tokens.
    pub api_tokens: u64,
    /// Enrollments that it has begun and not finished.
    pub enrollments_under_way: u64,
}

/// Says whether any of some grants holds a privilege, however far it reaches.
pub fn any_holds(grants: &[Grant], privilege: Privilege) -> bool {
    grants.iter().any(|grant| grant.privileges.holds(privilege))
}

/// The least characters a password may have.
pub const PASSWORD_CHARACTERS_MIN: usize = 10;
/// The most octets a password may have: hashing it costs time, and nobody types more.
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// The most octets a username may have.
pub const USERNAME_BYTES_MAX: usize = 128;
/// The most characters a person's name may have.
pub const FULL_NAME_CHARACTERS_MAX: usize = 128;

/// What is wrong with a new account's field.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum AccountFault {
    /// No username.
    #[error("Enter a username.")]
    UsernameEmpty,
    /// A username too long, with blanks around it or with control characters.
    #[error("Use at most 128 characters, with no blanks at the ends and no control characters.")]
    UsernameMalformed,
    /// A username that another account has.
    #[error("Another account has this username.")]
    UsernameTaken,
    /// No full name.
    #[error("Enter the person's name.")]
    FullNameEmpty,
    /// A full name too long or with control characters.
    #[error("Use at most 128 characters and no control characters.")]
    FullNameMalformed,
    /// A mail address without the shape of one.
    #[error("Enter an e-mail address such as ann@example.org, or leave it empty.")]
    EmailMalformed,
    /// A password too short.
    #[error("Use at least 10 characters.")]
    PasswordShort,
    /// A password too long.
    #[error("Use at most 1,024 characters.")]
    PasswordLong,
    /// A password with control characters, which nobody can type.
    #[error("Use no control characters.")]
    PasswordMalformed,
    /// A custom set with nothing in it.
    #[error("Choose at least one privilege.")]
    PrivilegesNone,
    /// A custom set for a site with nothing in it that can be had for a site.
    #[error("Choose at least one privilege that can be had for a site.")]
    PrivilegesNoneForSite,
}

/// Checks a username for a new account.
pub fn check_username(username: &str) -> Result<(), AccountFault> {
    if username.is_empty() {
        return Err(AccountFault::UsernameEmpty);
    }
    let fits = username.len() <= USERNAME_BYTES_MAX
        && username.trim() == username
        && !username.chars().any(char::is_control);
    if fits { Ok(()) } else { Err(AccountFault::UsernameMalformed) }
}

/// Checks a person's name and returns it without blanks at its ends.
pub fn check_full_name(full_name: &str) -> Result<&str, AccountFault> {
    let full_name = full_name.trim();
    if full_name.is_empty() {
        return Err(AccountFault::FullNameEmpty);
    }
    let fits =
        full_name.chars().count() <= FULL_NAME_CHARACTERS_MAX && !full_name.chars().any(char::is_control);
    if fits { Ok(full_name) } else { Err(AccountFault::FullNameMalformed) }
}

/// Refuses a set of which nothing is left within its reach: whoever has it could do nothing at all.
pub fn check_privileges(reach: Reach, set: PrivilegeSet) -> Result<(), AccountFault> {
    match reach {
        _ if !Grant::new(reach, set).privileges.is_empty() => Ok(()),
        Reach::Full => Err(AccountFault::PrivilegesNone),
        Reach::Site(_) => Err(AccountFault::PrivilegesNoneForSite),
    }
}

/// Checks a new password. Length is the only rule about what people can type: composition rules make passwords worse.
pub fn check_password(password: &str) -> Result<(), AccountFault> {
    if password.len() > PASSWORD_BYTES_MAX {
        return Err(AccountFault::PasswordLong);
    }
    if password.chars().any(char::is_control) {
        return Err(AccountFault::PasswordMalformed);
    }
    if password.chars().count() < PASSWORD_CHARACTERS_MIN { Err(AccountFault::PasswordShort) } else { Ok(()) }
}

/// Checks the shape of a mail address; whether it exists, only a message can tell.
pub fn check_email(email: &str) -> Result<(), AccountFault> {
    let fits = email.len() <= 254
        && !email.chars().any(|c| c.is_control() || c.is_whitespace())
        && email.rsplit_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'));
    if fits { Ok(()) } else { Err(AccountFault::EmailMalformed) }
}

/// Returns the form in which usernames are compared. Control characters, which no account has and PostgreSQL cannot
/// hold, become a sign that no account has either.
pub fn username_key(username: &str) -> String {
    username.trim().to_lowercase().replace(char::is_control, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::privilege::{Privilege, Privileges};

    #[test]
    fn usernames_and_passwords_are_checked() {
        assert_eq!(check_username(""), Err(AccountFault::UsernameEmpty));
        for bad in [" ann", "ann ", "a\u{0}b", &"x".repeat(200)] {
            assert_eq!(check_username(bad), Err(AccountFault::UsernameMalformed), "{bad:?}");
        }
        assert_eq!(check_username("ann.o'hara@example.org"), Ok(()));
        assert_eq!(check_password("short"), Err(AccountFault::PasswordShort));
        assert_eq!(check_password(&"x".repeat(2000)), Err(AccountFault::PasswordLong));
        assert_eq!(check_password("\0correct horse"), Err(AccountFault::PasswordMalformed));
        assert_eq!(check_password("correct horse"), Ok(()));
        assert_eq!(username_key(" Ann "), "ann");
        assert!(check_email("ann@example.org").is_ok() && check_email("ann").is_err());
        assert_eq!(check_full_name(" Ann Example "), Ok("Ann Example"));
        assert_eq!(check_full_name("  "), Err(AccountFault::FullNameEmpty));
        for bad in ["a\u{0}b", "a\nb", &"x".repeat(129)] {
            assert_eq!(check_full_name(bad), Err(AccountFault::FullNameMalformed), "{bad:?}");
        }
    }

    #[test]
    fn a_set_needs_something_within_its_reach() {
        let site = Reach::Site(SiteId(uuid::Uuid::from_u128(1)));
        let custom =
            |privileges: &[Privilege]| PrivilegeSet::Custom(Privileges::of(privileges.iter().copied()));
        assert_eq!(check_privileges(Reach::Full, custom(&[])), Err(AccountFault::PrivilegesNone));
        assert_eq!(check_privileges(Reach::Full, custom(&[Privilege::ReadAudit])), Ok(()));
        let unsited = custom(&[Privilege::ReadAudit, Privilege::ManageAccounts]);
        assert_eq!(check_privileges(site, unsited), Err(AccountFault::PrivilegesNoneForSite));
        assert_eq!(check_privileges(site, custom(&[Privilege::Enroll])), Ok(()));
        for set in PrivilegeSet::FIXED {
            assert_eq!(check_privileges(site, set), Ok(()));
        }
    }
}
