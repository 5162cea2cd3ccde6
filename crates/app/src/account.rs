//! Local accounts.

use domain::account::{Account, PrivilegeSet};
use domain::secret::Secret;

use crate::{App, Caller, Error};

/// What a new account is made of.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name to sign in with.
    pub username: String,
    /// The person's name.
    pub full_name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// The password.
    pub password: Secret,
    /// What the account may do.
    pub privilege_set: PrivilegeSet,
}

impl App {
    /// Makes an account. Only the operator can, until accounts are managed in the console.
    pub async fn create_account(&self, caller: &Caller, new: NewAccount) -> Result<Account, Error> {
        todo!()
    }

    /// Lists all accounts by username.
    pub async fn list_accounts(&self, caller: &Caller) -> Result<Vec<Account>, Error> {
        todo!()
    }

    /// Disables an account and ends its sessions and API tokens.
    pub async fn disable_account(&self, caller: &Caller, username: &str) -> Result<(), Error> {
        todo!()
    }

    /// Gives an account a new password and ends its sessions and API tokens.
    pub async fn reset_password(&self, caller: &Caller, username: &str, password: Secret) -> Result<(), Error> {
        todo!()
    }
}
