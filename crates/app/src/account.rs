//! Local accounts.

use std::net::IpAddr;

use domain::account::{Access, Account, AccountFault, Origin, check_email, check_password, check_username};
use domain::audit::{Actor, Event};
use domain::enrollment::End;
use domain::id::AccountId;
use domain::privilege::{Privilege, PrivilegeSet};
use domain::secret::Secret;
use store::Tx;

use crate::login::account_counter;
use crate::{App, Caller, Error, Fault, Refusal};

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
    /// Where its privileges come from and how far they reach.
    pub access: Access,
    /// What the account may do.
    pub privilege_set: PrivilegeSet,
}

impl NewAccount {
    /// Checks every field and names all faults at once.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let email = self.email.as_deref().map_or(Ok(()), check_email);
        let full_name =
            if self.full_name.trim().is_empty() { Err(AccountFault::FullNameEmpty) } else { Ok(()) };
        let faults: Vec<Fault> = [
            ("username", check_username(&self.username)),
            ("full_name", full_name),
            ("email", email),
            ("password", check_password(self.password.expose())),
        ]
        .into_iter()
        .filter_map(|(field, checked)| checked.err().map(|fault| Fault::new(field, fault.to_string())))
        .collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

impl App {
    /// Makes an account.
    pub async fn create_account(&self, caller: &Caller, new: NewAccount) -> Result<Account, Error> {
        caller.may(Privilege::ManageAccounts)?;
        caller.may_grant(new.access, new.privilege_set)?;
        new.check()?;
        let password_hash = self.hash_password(&new.password).await?;
        let mut tx = self.0.store.begin().await?;
        let account =
            self.insert_account(&mut tx, caller.actor(), caller.source(), new, &password_hash).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Writes a checked account, with its line in the trail.
    pub(crate) async fn insert_account(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        source: Option<IpAddr>,
        new: NewAccount,
        password_hash: &str,
    ) -> Result<Account, Error> {
        if tx.find_account_by_username(&new.username).await?.is_some() {
            return Err(Error::Invalid(vec![Fault::new(
                "username",
                AccountFault::UsernameTaken.to_string(),
            )]));
        }
        let account = Account {
            id: AccountId(self.new_id()),
            username: new.username,
            full_name: new.full_name,
            email: new.email,
            origin: Origin::Local,
            access: new.access,
            privilege_set: new.privilege_set,
            created_at: self.now(),
            disabled_at: None,
        };
        tx.insert_account(&account, password_hash).await?;
        let event = Event::AccountCreated { username: account.username.clone() };
        tx.insert_audit(&self.audit(actor, source, event)).await?;
        Ok(account)
    }

    /// Lists all accounts by username.
    pub async fn list_accounts(&self, caller: &Caller) -> Result<Vec<Account>, Error> {
        caller.may(Privilege::ReadAccounts)?;
        Ok(self.0.store.read().await?.list_accounts().await?)
    }

    /// Disables an account and ends its sessions, API tokens and unfinished enrollments.
    pub async fn disable_account(&self, caller: &Caller, username: &str) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let (account, _) = tx.find_account_by_username(username).await?.ok_or(Error::NotFound)?;
        if account.is_administrator() && !tx.has_other_administrator(account.id).await? {
            return Err(Refusal::LastAdministrator.into());
        }
        tx.save_account_disabled(account.id, self.now()).await?;
        self.end_access(&mut tx, caller, account.id).await?;
        let event = Event::AccountDisabled { username: account.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lets a disabled account be used again, with the password it has.
    pub async fn enable_account(&self, caller: &Caller, username: &str) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let (account, _) = tx.find_account_by_username(username).await?.ok_or(Error::NotFound)?;
        tx.save_account_enabled(account.id).await?;
        let event = Event::AccountEnabled { username: account.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives an account a new password and ends its sessions, API tokens and unfinished enrollments.
    pub async fn reset_password(
        &self,
        caller: &Caller,
        username: &str,
        password: Secret,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        check_password(password.expose())
            .map_err(|fault| Error::Invalid(vec![Fault::new("password", fault.to_string())]))?;
        let password_hash = self.hash_password(&password).await?;
        let mut tx = self.0.store.begin().await?;
        let (account, _) = tx.find_account_by_username(username).await?.ok_or(Error::NotFound)?;
        tx.save_password_hash(account.id, &password_hash).await?;
        tx.delete_throttle(&account_counter(&account.username)).await?;
        self.end_access(&mut tx, caller, account.id).await?;
        let event = Event::PasswordReset { username: account.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends what somebody may have begun under the old password: sessions, tokens, enrollments under way.
    async fn end_access(&self, tx: &mut Tx, caller: &Caller, id: AccountId) -> Result<(), Error> {
        tx.delete_account_sessions(id).await?;
        tx.revoke_account_api_tokens(id, self.now()).await?;
        for unfinished in tx.list_unfinished_of(id).await? {
            if let Some(mut enrollment) = tx.lock_enrollment(unfinished.id).await?
                && enrollment.enrolled_at.is_none()
            {
                self.end_enrollment(tx, &mut enrollment, End::Withdrawn, caller.actor(), caller.source())
                    .await?;
            }
        }
        Ok(())
    }
}
