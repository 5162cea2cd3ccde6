//! Accounts of directory users: made when one of their groups stands for a group of accounts, kept like the directory.

use std::collections::BTreeSet;

use domain::account::{Access, Account, AccountGroup, Origin};
use domain::audit::{Actor, Audit, Event};
use domain::directory::{DirectoryGroup, DirectoryUser};
use domain::id::{AccountGroupId, AccountId};
use domain::privilege::PrivilegeSet;
use store::Tx;

use crate::{App, Error};

impl App {
    /// Brings the account of a directory user up to what the directory says of them and their groups. Where there is none
    /// yet, one is made as soon as a group of theirs stands for a group of accounts; otherwise there is nothing to return.
    pub(crate) async fn keep_account_of(
        &self,
        tx: &mut Tx,
        user: &DirectoryUser,
        groups: &[DirectoryGroup],
    ) -> Result<Option<Account>, Error> {
        let is_theirs = |group: &AccountGroup| {
            group.directory_group.as_ref().is_some_and(|one| groups.iter().any(|other| other.group == *one))
        };
        let theirs: Vec<_> = tx.list_account_groups().await?.into_iter().filter(is_theirs).collect();
        let account = match tx.find_account_of(&user.user).await? {
            Some(account) => self.rename_account(tx, account, user).await?,
            None if theirs.is_empty() => return Ok(None),
            None => self.insert_account_of(tx, user).await?,
        };
        if account.access == Access::Groups {
            self.replace_groups_of(tx, &account, user, &theirs).await?;
        }
        tx.save_account_checked(account.id, self.now()).await?;
        Ok(Some(account))
    }

    async fn insert_account_of(&self, tx: &mut Tx, user: &DirectoryUser) -> Result<Account, Error> {
        let account = Account {
            id: AccountId(self.new_id()),
            username: user.person.username.clone(),
            full_name: full_name(user),
            email: user.person.email.clone(),
            origin: Origin::Directory(user.user.clone()),
            access: Access::Groups,
            privilege_set: PrivilegeSet::EnrollmentOnly,
            created_at: self.now(),
            disabled_at: None,
        };
        tx.insert_account(&account, "").await?;
        let event = Event::AccountCreated { username: account.username.clone() };
        tx.insert_audit(&self.audit(&Actor::Server, None, event)).await?;
        Ok(account)
    }

    /// Takes over what the directory calls somebody now.
    async fn rename_account(
        &self,
        tx: &mut Tx,
        former: Account,
        user: &DirectoryUser,
    ) -> Result<Account, Error> {
        let account = Account {
            username: user.person.username.clone(),
            full_name: full_name(user),
            email: user.person.email.clone(),
            ..former.clone()
        };
        let names =
            |account: &Account| (account.username.clone(), account.full_name.clone(), account.email.clone());
        if names(&account) != names(&former) {
            tx.save_account(&account).await?;
            let event = Event::AccountChanged { username: account.username.clone() };
            let changes = former.changes_to(&account);
            tx.insert_audit(&Audit { changes, ..self.audit(&Actor::Server, None, event) }).await?;
        }
        Ok(account)
    }

    /// Puts an account into the groups that stand for those of its person, and leaves it in those chosen here.
    async fn replace_groups_of(
        &self,
        tx: &mut Tx,
        account: &Account,
        user: &DirectoryUser,
        theirs: &[AccountGroup],
    ) -> Result<(), Error> {
        let is_chosen = |group: &AccountGroup| {
            group.directory_group.as_ref().is_none_or(|one| one.directory_id != user.user.directory_id)
        };
        let present = tx.list_groups_of_account(account.id).await?;
        let wanted: Vec<_> = present.iter().filter(|group| is_chosen(group)).chain(theirs).collect();
        let ids: BTreeSet<AccountGroupId> = wanted.iter().map(|group| group.id).collect();
        if ids == present.iter().map(|group| group.id).collect() {
            return Ok(());
        }
        tx.replace_account_groups(account.id, &ids.into_iter().collect::<Vec<_>>()).await?;
        let mut names: Vec<_> = wanted.iter().map(|group| group.name.as_str()).collect();
        names.sort_unstable();
        let event =
            Event::AccountGroupsChanged { username: account.username.clone(), groups: names.join(", ") };
        tx.insert_audit(&self.audit(&Actor::Server, None, event)).await?;
        Ok(())
    }

    /// Takes everything from the account of a person whom their directory does not know any more; should they return, they
    /// sign in as before.
    pub(super) async fn empty_account(
        &self,
        tx: &mut Tx,
        account: &Account,
        user: &DirectoryUser,
    ) -> Result<(), Error> {
        self.replace_groups_of(tx, account, user, &[]).await?;
        tx.delete_account_sessions(account.id).await?;
        tx.revoke_account_api_tokens(account.id, self.now()).await?;
        tx.save_account_checked(account.id, self.now()).await?;
        Ok(())
    }
}

fn full_name(user: &DirectoryUser) -> String {
    let person = &user.person;
    if person.full_name.is_empty() { person.username.clone() } else { person.full_name.clone() }
}
