//! Local accounts: who may sign in to the console, who may enroll at the portal, and with which privileges.

use serde::{Deserialize, Serialize};

use crate::id::AccountId;
use crate::person::Person;
use crate::time::Timestamp;

/// A local account. The password hash stays in the store and the sign-in verb.
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
    /// What the account may do.
    pub privilege_set: PrivilegeSet,
    /// When the account was made.
    pub created_at: Timestamp,
    /// Since when it may no longer be used.
    pub disabled_at: Option<Timestamp>,
}

impl Account {
    /// Returns what a device enrolled by this account carries as user and location.
    pub fn person(&self) -> Person {
        Person {
            username: self.username.clone(),
            full_name: self.full_name.clone(),
            email: self.email.clone(),
            ..Person::default()
        }
    }

    /// Says whether the account holds a privilege now.
    pub fn may(&self, privilege: Privilege) -> bool {
        self.disabled_at.is_none() && self.privilege_set.holds(privilege)
    }
}

/// A named bundle of privileges.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PrivilegeSet {
    /// Everything.
    Administrator,
    /// Reads everything, changes nothing.
    Auditor,
    /// Enrolls devices at the portal; no console.
    EnrollmentOnly,
}

impl PrivilegeSet {
    /// Every set, in the order people choose from.
    pub const ALL: [Self; 3] = [Self::Administrator, Self::Auditor, Self::EnrollmentOnly];

    /// Returns the name used in the database, the command line and the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Auditor => "auditor",
            Self::EnrollmentOnly => "enrollment-only",
        }
    }

    /// Returns the name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Administrator => "Administrator",
            Self::Auditor => "Auditor",
            Self::EnrollmentOnly => "Enrollment Only",
        }
    }

    /// Finds a set by [`PrivilegeSet::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }

    /// Says whether the set holds a privilege.
    pub fn holds(self, privilege: Privilege) -> bool {
        match self {
            Self::Administrator => true,
            Self::Auditor => matches!(privilege, Privilege::SignInToConsole | Privilege::ReadDevices),
            Self::EnrollmentOnly => privilege == Privilege::Enroll,
        }
    }
}

/// One thing that an account may do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Privilege {
    /// Sign in to the console.
    SignInToConsole,
    /// Read devices, enrollments and what happened to them.
    ReadDevices,
    /// Queue commands for devices.
    SendCommands,
    /// Assign users to devices.
    AssignUsers,
    /// Enroll a device at the portal, or begin an enrollment through the API.
    Enroll,
    /// Make and disable accounts, and reset their passwords.
    ManageAccounts,
    /// Make and revoke API tokens.
    ManageApiTokens,
    /// Install the push certificate.
    ManagePushCertificate,
}

/// The least characters a password may have.
pub const PASSWORD_CHARACTERS_MIN: usize = 10;
/// The most octets a password may have: hashing it costs time, and nobody types more.
pub const PASSWORD_BYTES_MAX: usize = 1024;
/// The most octets a username may have.
pub const USERNAME_BYTES_MAX: usize = 128;

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

    #[test]
    fn only_an_administrator_changes_things() {
        let changing = [
            Privilege::AssignUsers,
            Privilege::SendCommands,
            Privilege::ManageApiTokens,
            Privilege::ManagePushCertificate,
        ];
        for privilege in changing {
            assert!(PrivilegeSet::Administrator.holds(privilege));
            assert!(!PrivilegeSet::Auditor.holds(privilege));
            assert!(!PrivilegeSet::EnrollmentOnly.holds(privilege));
        }
        assert!(!PrivilegeSet::EnrollmentOnly.holds(Privilege::SignInToConsole));
        assert!(!PrivilegeSet::Auditor.holds(Privilege::Enroll));
    }

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
    }
}
