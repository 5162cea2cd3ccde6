//! The part of a login that an identity provider decides: it says who somebody is; what follows from that is found here.
//!
//! An account that an administrator has linked comes first. Otherwise the person is looked up in the directories by their
//! username, without a password, and where no directory knows them, what the provider says of them is what is known.

use domain::account::{any_holds, username_key};
use domain::directory::DirectoryUser;
use domain::door::Door;
use domain::identity_provider::{Claims, IdentityProvider, ProviderRefusal};
use domain::person::Person;

use super::{DirectoryLogin, Identity, Known};
use crate::directory::{silent, tidied};
use crate::{App, Error};

impl App {
    /// Returns who somebody is at a door for whom a provider vouches, or refuses them.
    pub(crate) async fn identify_by_provider(
        &self,
        provider: &IdentityProvider,
        door: Door,
        claims: &Claims,
    ) -> Result<Identity, Error> {
        let mapping = &provider.settings.claims;
        let Some(person) = mapping.person(claims) else {
            return Err(ProviderRefusal::Nameless {
                provider: provider.settings.name.clone(),
                claim: mapping.username.clone(),
            }
            .into());
        };
        if let Some(known) = self.find_linked(provider, door, claims, &person.username).await? {
            return Ok(Identity::Account(known));
        }
        let username = person.username.clone();
        let mut login = DirectoryLogin {
            groups: mapping.groups(claims).into_iter().map(|group| provider.group(group)).collect(),
            user: DirectoryUser { user: provider.user(&claims.subject), distinguished_name: None, person },
            site_id: None,
            vouched_by: Some(provider.id),
        };
        match door {
            Door::Console => match self.admit_directory_user(&login).await? {
                Some(known) => Ok(Identity::Account(known)),
                None => Err(ProviderRefusal::NotAdmitted { username }.into()),
            },
            Door::Portal => {
                if let Some(site_id) = provider.settings.site_id {
                    // A site may be deleted that settings still name.
                    let site = self.0.store.read().await?.find_site(site_id).await?;
                    login.site_id = site.map(|site| site.id);
                }
                self.look_up_at_directories(&mut login).await?;
                Ok(Identity::Directory(login))
            }
        }
    }

    /// Finds the account that somebody is linked to, if it may use the door, and binds it to them: nobody else of the
    /// provider comes in by it afterwards, whatever they are called (T21).
    async fn find_linked(
        &self,
        provider: &IdentityProvider,
        door: Door,
        claims: &Claims,
        username: &str,
    ) -> Result<Option<Known>, Error> {
        let mut tx = self.0.store.begin().await?;
        let found = tx.find_linked_account(provider.id, &claims.subject, username).await?;
        let Some(found) = found else { return Ok(None) };
        // Between the search and the lock the account may have been disabled, and its link set anew or removed.
        let account = tx.lock_account(found.id).await?.filter(|account| account.disabled_at.is_none());
        let Some(account) = account else { return Ok(None) };
        let grants = tx.list_grants(&account).await?;
        let is_named = username_key(&account.username) == username_key(username);
        let link = tx
            .find_identity_link(account.id)
            .await?
            .filter(|link| link.admits(provider.id, &claims.subject) && (link.subject.is_some() || is_named));
        let Some(mut link) = link.filter(|_| any_holds(&grants, door.privilege())) else { return Ok(None) };
        link.subject = Some(claims.subject.clone());
        link.used_at = Some(self.now());
        if !tx.save_identity_link_used(&link).await? {
            return Ok(None);
        }
        tx.commit().await?;
        Ok(Some(Known { account, grants, vouched_by: Some(provider.id), linked_as: link.subject }))
    }

    /// Looks somebody up in the directories, in their order: the first that knows the username decides. Then the person is
    /// the directory's, with its groups beside those of the provider. A directory that does not answer may be the one that
    /// knows them, so nobody goes on without it: no password says here that whom a later one knows is the same person (T21).
    async fn look_up_at_directories(&self, login: &mut DirectoryLogin) -> Result<(), Error> {
        let username = login.user.person.username.clone();
        let directories = self.0.store.read().await?.list_directories().await?;
        for stored in directories.iter().filter(|stored| stored.directory.disabled_at.is_none()) {
            let Some(connection) = self.connect(stored)? else { continue };
            let found = self.ask(&connection, self.0.directory.find_user(&connection, &username)).await;
            let Some(found) = found.map_err(|error| silent(stored, &error))? else { continue };
            if self.wants_groups(Door::Portal, connection.directory_id).await? {
                let groups = self.ask(&connection, self.0.directory.groups_of(&connection, &found)).await;
                login.groups.extend(groups.map_err(|error| silent(stored, &error))?);
            }
            let known = tidied(found.user);
            let said = std::mem::take(&mut login.user.person);
            login.user = DirectoryUser { person: over(known.person, said), ..known };
            return Ok(());
        }
        Ok(())
    }
}

/// Returns what a directory knows of a person, and what it does not know from what the provider said.
fn over(known: Person, said: Person) -> Person {
    Person {
        username: known.username,
        full_name: if known.full_name.is_empty() { said.full_name } else { known.full_name },
        email: known.email.or(said.email),
        phone: known.phone.or(said.phone),
        position: known.position.or(said.position),
        department: known.department.or(said.department),
        building: known.building.or(said.building),
        room: known.room.or(said.room),
        managed_apple_account: known.managed_apple_account.or(said.managed_apple_account),
        extra: known.extra,
    }
}
