//! Accounts.

use std::net::IpAddr;

use domain::account::{
    Access, Account, AccountFault, AccountGroup, AccountUse, Origin, check_email, check_full_name,
    check_password, check_privileges, check_username,
};
use domain::audit::{Actor, Audit, Event, FieldChange};
use domain::enrollment::End;
use domain::id::{AccountGroupId, AccountId};
use domain::privilege::{Grant, Privilege, PrivilegeSet, Reach};
use domain::secret::Secret;
use store::Tx;

use crate::login::account_counter;
use crate::session::end_visits;
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
    /// The groups it is in.
    pub groups: Vec<AccountGroupId>,
}

/// What may be changed of an account.
#[derive(Clone, Debug)]
pub struct UpdatedAccount {
    /// The person's name.
    pub full_name: String,
    /// The person's e-mail address.
    pub email: Option<String>,
    /// Where its privileges come from and how far they reach.
    pub access: Access,
    /// What the account may do.
    pub privilege_set: PrivilegeSet,
    /// The groups it is in, of those that are chosen here.
    pub groups: Vec<AccountGroupId>,
}

/// An account with what belongs to it.
#[derive(Clone, Debug)]
pub struct AccountDetail {
    /// The account.
    pub account: Account,
    /// The groups it is in, by name.
    pub groups: Vec<AccountGroup>,
    /// What it has open.
    pub in_use: AccountUse,
}

impl Caller {
    /// Says whether the caller holds all that an account can do, its groups considered: only then may they change it,
    /// give it a new password or disable it. Otherwise whoever manages accounts could come to more than they hold, or
    /// shut out those above them.
    pub fn holds_all_of(&self, account: &Account, groups: &[AccountGroup]) -> bool {
        account.grants_once_enabled(groups).into_iter().all(|grant| self.holds_grant(grant))
    }
}

/// Refuses a caller who would come to what they do not hold by changing an account, its password or its second factor.
/// What a disabled account could do counts as well: it may be enabled again.
pub(crate) fn may_take_over(
    caller: &Caller,
    account: &Account,
    groups: &[AccountGroup],
) -> Result<(), Error> {
    if caller.holds_all_of(account, groups) { Ok(()) } else { Err(Error::Forbidden) }
}

/// Refuses a caller who would give an account more than they hold themselves.
fn may_give(caller: &Caller, access: Access, set: PrivilegeSet) -> Result<(), Error> {
    match reach(access) {
        Some(reach) => caller.may_grant(Grant::new(reach, set)),
        None => Ok(()), // each group is checked for itself
    }
}

/// Returns how far an account's own set reaches; where its groups count instead, nowhere.
fn reach(access: Access) -> Option<Reach> {
    match access {
        Access::Full => Some(Reach::Full),
        Access::Site(id) => Some(Reach::Site(id)),
        Access::Groups => None,
    }
}

fn check_set(access: Access, set: PrivilegeSet) -> Result<(), AccountFault> {
    reach(access).map_or(Ok(()), |reach| check_privileges(reach, set))
}

fn faults<const N: usize>(checks: [(&'static str, Result<(), AccountFault>); N]) -> Result<(), Error> {
    let faults: Vec<_> = checks
        .into_iter()
        .filter_map(|(field, checked)| checked.err().map(|fault| Fault::new(field, fault.to_string())))
        .collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

impl UpdatedAccount {
    fn check(&self) -> Result<(), Error> {
        faults([
            ("full_name", check_full_name(&self.full_name).map(|_| ())),
            ("email", self.email.as_deref().map_or(Ok(()), check_email)),
            ("privileges", check_set(self.access, self.privilege_set)),
        ])
    }
}

impl NewAccount {
    /// Checks every field and names all faults at once.
    pub(crate) fn check(&self) -> Result<(), Error> {
        faults([
            ("username", check_username(&self.username)),
            ("full_name", check_full_name(&self.full_name).map(|_| ())),
            ("email", self.email.as_deref().map_or(Ok(()), check_email)),
            ("password", check_password(self.password.expose())),
            ("privileges", check_set(self.access, self.privilege_set)),
        ])
    }
}

impl App {
    /// Makes an account.
    pub async fn create_account(&self, caller: &Caller, new: NewAccount) -> Result<Account, Error> {
        caller.may(Privilege::ManageAccounts)?;
        may_give(caller, new.access, new.privilege_set)?;
        new.check()?;
        let password_hash = self.hash_password(&new.password).await?;
        let mut tx = self.0.store.begin().await?;
        self.check_access(&mut tx, new.access).await?;
        let groups = new.groups.clone();
        let account =
            self.insert_account(&mut tx, caller.actor(), caller.source(), new, &password_hash).await?;
        self.replace_groups(&mut tx, caller, &account, &[], &groups).await?;
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
            full_name: new.full_name.trim().to_owned(),
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

    /// Finds a local account by its username.
    pub async fn find_account(&self, caller: &Caller, username: &str) -> Result<Account, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let found = self.0.store.read().await?.find_account_by_username(username).await?;
        found.map(|(account, _)| account).ok_or(Error::NotFound)
    }

    /// Lists all accounts by username.
    pub async fn list_accounts(&self, caller: &Caller) -> Result<Vec<Account>, Error> {
        caller.may(Privilege::ReadAccounts)?;
        Ok(self.0.store.read().await?.list_accounts().await?)
    }

    /// Shows an account with the groups it is in.
    pub async fn show_account(&self, caller: &Caller, id: AccountId) -> Result<AccountDetail, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let mut tx = self.0.store.read().await?;
        let account = tx.find_account(id).await?.ok_or(Error::NotFound)?;
        let groups = tx.list_groups_of_account(id).await?;
        let in_use = tx.count_account_use(id, self.now()).await?;
        Ok(AccountDetail { account, groups, in_use })
    }

    /// Changes an account's names, access, privileges and groups. Whoever may do something else from now on has to sign
    /// in anew: sessions and API tokens end (T24).
    pub async fn update_account(
        &self,
        caller: &Caller,
        id: AccountId,
        new: UpdatedAccount,
    ) -> Result<Account, Error> {
        caller.may(Privilege::ManageAccounts)?;
        may_give(caller, new.access, new.privilege_set)?;
        new.check()?;
        let mut tx = self.0.store.begin().await?;
        self.check_access(&mut tx, new.access).await?;
        let former = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        let former_groups = tx.list_groups_of_account(id).await?;
        may_take_over(caller, &former, &former_groups)?;
        let account = Account {
            full_name: new.full_name.trim().to_owned(),
            email: new.email,
            access: new.access,
            privilege_set: new.privilege_set,
            ..former.clone()
        };
        if former.is_administrator() && !account.is_administrator() && !tx.has_other_administrator(id).await?
        {
            return Err(Refusal::LastAdministrator.into());
        }
        let groups = self.replace_groups(&mut tx, caller, &account, &former_groups, &new.groups).await?;
        may_take_over(caller, &account, &groups)?;
        tx.save_account(&account).await?;
        if former.grants(&former_groups) != account.grants(&groups) {
            tx.delete_account_sessions(id).await?;
            tx.revoke_account_api_tokens(id, self.now()).await?;
        }
        let mut changes = former.changes_to(&account);
        changes.extend(self.site_change(&mut tx, former.access.site_id(), account.access.site_id()).await?);
        changes.extend(FieldChange::of("groups", &names(&former_groups), &names(&groups)));
        let event = Event::AccountChanged { username: account.username.clone() };
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(account)
    }

    /// Puts an account into groups that are chosen here; those of a directory follow the directory and stay.
    async fn replace_groups(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        account: &Account,
        former: &[AccountGroup],
        chosen: &[AccountGroupId],
    ) -> Result<Vec<AccountGroup>, Error> {
        let mut groups: Vec<_> =
            former.iter().filter(|group| group.directory_group.is_some()).cloned().collect();
        for id in chosen {
            let group = tx.find_account_group(*id).await?.filter(|group| group.directory_group.is_none());
            let unknown = || Error::Invalid(vec![Fault::new("groups", "Choose groups that exist.")]);
            let group = group.ok_or_else(unknown)?;
            caller.may_grant(Grant::new(group.reach, group.privilege_set))?;
            groups.push(group);
        }
        let ids: Vec<_> = groups.iter().map(|group| group.id).collect();
        tx.replace_account_groups(account.id, &ids).await?;
        Ok(groups)
    }

    async fn check_access(&self, tx: &mut Tx, access: Access) -> Result<(), Error> {
        match access {
            Access::Site(id) => self.check_reach(tx, Reach::Site(id)).await,
            Access::Full | Access::Groups => Ok(()),
        }
    }

    /// Disables an account and ends its sessions, API tokens and unfinished enrollments.
    pub async fn disable_account(&self, caller: &Caller, id: AccountId) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let account = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        may_take_over(&caller.beyond_scopes(), &account, &tx.list_groups_of_account(id).await?)?;
        if account.is_administrator() && !tx.has_other_administrator(account.id).await? {
            return Err(Refusal::LastAdministrator.into());
        }
        if account.disabled_at.is_none() {
            tx.save_account_disabled(account.id, self.now()).await?;
            self.end_access(&mut tx, caller, account.id).await?;
            let event = Event::AccountDisabled { username: account.username };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Lets a disabled account be used again, with the password it has.
    pub async fn enable_account(&self, caller: &Caller, id: AccountId) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let account = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        may_take_over(caller, &account, &tx.list_groups_of_account(id).await?)?;
        if account.disabled_at.is_some() {
            tx.save_account_enabled(account.id).await?;
            let event = Event::AccountEnabled { username: account.username };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Gives an account a new password and ends its sessions, API tokens and unfinished enrollments.
    pub async fn reset_password(
        &self,
        caller: &Caller,
        id: AccountId,
        password: Secret,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        check_password(password.expose())
            .map_err(|fault| Error::Invalid(vec![Fault::new("password", fault.to_string())]))?;
        let password_hash = self.hash_password(&password).await?;
        let mut tx = self.0.store.begin().await?;
        let account = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        if account.origin != Origin::Local {
            return Err(Refusal::PasswordElsewhere.into());
        }
        may_take_over(caller, &account, &tx.list_groups_of_account(id).await?)?;
        tx.save_password_hash(account.id, &password_hash).await?;
        tx.delete_throttle(&account_counter(&account.username)).await?;
        self.end_access(&mut tx, caller, account.id).await?;
        let event = Event::PasswordReset { username: account.username };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Ends what somebody may have begun under the old password: sessions, tokens, enrollments under way.
    pub(crate) async fn end_access(&self, tx: &mut Tx, caller: &Caller, id: AccountId) -> Result<(), Error> {
        end_visits(tx, id).await?;
        tx.delete_passkey_ceremonies(id).await?;
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

/// Names groups in the order of the alphabet.
fn names(groups: &[AccountGroup]) -> String {
    let mut names: Vec<_> = groups.iter().map(|group| group.name.as_str()).collect();
    names.sort_unstable();
    names.join(", ")
}
