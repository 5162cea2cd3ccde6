//! Groups of accounts.

use domain::account::{Account, AccountGroup, check_privileges};
use domain::audit::{Audit, Event};
use domain::directory::DirectoryGroupRef;
use domain::id::{AccountGroupId, IdentityProviderId};
use domain::privilege::{Grant, Privilege, PrivilegeSet, Reach};

use crate::{App, Caller, Error, Fault};

/// What a group of accounts is made of.
#[derive(Clone, Debug)]
pub struct NewAccountGroup {
    /// Its name.
    pub name: String,
    /// The directory group whose members are in it; `None` for a group whose accounts are chosen here. Fixed once made.
    pub directory_group: Option<DirectoryGroupRef>,
    /// How far its privileges reach.
    pub reach: Reach,
    /// What its members may do.
    pub privilege_set: PrivilegeSet,
}

/// A group of accounts with who is in it.
#[derive(Clone, Debug)]
pub struct AccountGroupDetail {
    /// The group.
    pub group: AccountGroup,
    /// The accounts in it, by username. Of a directory's group: those that have signed in.
    pub members: Vec<Account>,
}

const NAME_CHARACTERS_MAX: usize = 100;

impl App {
    /// Makes a group of accounts.
    pub async fn create_account_group(
        &self,
        caller: &Caller,
        new: NewAccountGroup,
    ) -> Result<AccountGroup, Error> {
        caller.may(Privilege::ManageAccounts)?;
        caller.may_grant(Grant::new(new.reach, new.privilege_set))?;
        let group = AccountGroup {
            id: AccountGroupId(self.new_id()),
            name: new.check()?,
            directory_group: new.directory_group,
            reach: new.reach,
            privilege_set: new.privilege_set,
            created_at: self.now(),
        };
        let mut tx = self.0.store.begin().await?;
        self.check_reach(&mut tx, group.reach).await?;
        if let Some(one) = &group.directory_group
            && tx.find_directory(one.directory_id).await?.is_none()
            && tx.find_identity_provider(IdentityProviderId(one.directory_id.0)).await?.is_none()
        {
            let words = "Choose a group of a directory that exists.";
            return Err(Error::Invalid(vec![Fault::new("directory_group", words)]));
        }
        tx.insert_account_group(&group).await.map_err(name_taken)?;
        let event = Event::AccountGroupCreated { name: group.name.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(group)
    }

    /// Changes a group's name, reach and privileges; they hold for its members from their next request on.
    pub async fn update_account_group(
        &self,
        caller: &Caller,
        id: AccountGroupId,
        new: NewAccountGroup,
    ) -> Result<AccountGroup, Error> {
        caller.may(Privilege::ManageAccounts)?;
        caller.may_grant(Grant::new(new.reach, new.privilege_set))?;
        let name = new.check()?;
        let mut tx = self.0.store.begin().await?;
        self.check_reach(&mut tx, new.reach).await?;
        let former = tx.lock_account_group(id).await?.ok_or(Error::NotFound)?;
        caller.may_grant(Grant::new(former.reach, former.privilege_set))?;
        let group =
            AccountGroup { name, reach: new.reach, privilege_set: new.privilege_set, ..former.clone() };
        if group != former {
            tx.save_account_group(&group).await.map_err(name_taken)?;
            let mut changes = former.changes_to(&group);
            changes.extend(self.site_change(&mut tx, former.reach.site_id(), group.reach.site_id()).await?);
            let event = Event::AccountGroupChanged { name: group.name.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        Ok(group)
    }

    /// Deletes a group; its members only lose what it gave them.
    pub async fn delete_account_group(&self, caller: &Caller, id: AccountGroupId) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let group = tx.lock_account_group(id).await?.ok_or(Error::NotFound)?;
        caller.beyond_scopes().may_grant(Grant::new(group.reach, group.privilege_set))?;
        tx.delete_account_group(id).await?;
        let event = Event::AccountGroupDeleted { name: group.name };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Lists all groups of accounts by name.
    pub async fn list_account_groups(&self, caller: &Caller) -> Result<Vec<AccountGroupDetail>, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let mut tx = self.0.store.read().await?;
        let mut details = Vec::new();
        for group in tx.list_account_groups().await? {
            let members = tx.list_account_group_members(group.id).await?;
            details.push(AccountGroupDetail { group, members });
        }
        Ok(details)
    }

    /// Shows a group of accounts.
    pub async fn show_account_group(
        &self,
        caller: &Caller,
        id: AccountGroupId,
    ) -> Result<AccountGroupDetail, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let mut tx = self.0.store.read().await?;
        let group = tx.find_account_group(id).await?.ok_or(Error::NotFound)?;
        let members = tx.list_account_group_members(id).await?;
        Ok(AccountGroupDetail { group, members })
    }

    /// Refuses a reach that ends at a site which does not exist.
    pub(crate) async fn check_reach(&self, tx: &mut store::Tx, reach: Reach) -> Result<(), Error> {
        match reach {
            Reach::Site(id) if tx.hold_site(id).await?.is_none() => {
                Err(Error::Invalid(vec![Fault::new("site", "Choose a site that exists.")]))
            }
            _ => Ok(()),
        }
    }
}

impl NewAccountGroup {
    /// Checks every field, names all faults at once, and returns the name without blanks at its ends.
    fn check(&self) -> Result<String, Error> {
        let name = self.name.trim();
        let fits = !name.is_empty()
            && name.chars().count() <= NAME_CHARACTERS_MAX
            && !name.chars().any(char::is_control);
        let mut faults = Vec::new();
        if !fits {
            faults.push(Fault::new("name", "Give the group a name of at most 100 characters."));
        }
        if let Err(fault) = check_privileges(self.reach, self.privilege_set) {
            faults.push(Fault::new("privileges", fault.to_string()));
        }
        if faults.is_empty() { Ok(name.to_owned()) } else { Err(Error::Invalid(faults)) }
    }
}

/// Turns the database's word for what exists into words for the field.
fn name_taken(error: store::StoreError) -> Error {
    if error.is_duplicate() {
        let words = "Another group has this name, or stands for the same group of the directory.";
        Error::Invalid(vec![Fault::new("name", words)])
    } else {
        error.into()
    }
}
