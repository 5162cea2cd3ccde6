//! Directories: set up, changed, put in order, disabled and deleted; and how they fare.
//!
//! The secrets of a connection go in and never come out: whoever reads learns whether they are set (T31).

mod account;
mod connection;
mod draft;
mod group;
mod people;
mod preview;
mod refresh;

use ca::import;
use domain::audit::{Audit, Event, FieldChange};
use domain::directory::{
    Backend, Directory, DirectoryFault, DirectoryHealth, DirectoryUses, LdapSettings, check_name,
};
use domain::id::DirectoryId;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::time::Timestamp;
use gateways::directory::ClientIdentity;
use store::{StoredDirectory, Tx};

use crate::{App, Caller, Error, Fault, Refusal};

pub(crate) use connection::Fare;
pub use draft::DraftedDirectory;
pub use group::{FoundGroup, FoundGroups};
pub use people::{FoundPeople, FoundPerson};
pub(crate) use people::{silent, tidied};
pub use preview::{GroupFound, Looked, PersonFound, Preview};
pub use refresh::Refreshed;

/// An LDAP directory as somebody fills it in.
#[derive(Clone, Debug)]
pub struct DirectoryDraft {
    /// Its name.
    pub name: String,
    /// How to reach and read it.
    pub settings: LdapSettings,
    /// The password of the account that asks.
    pub bind_password: SecretInput<Secret>,
    /// A file with the client certificate and its key, PEM or PKCS#12 without a password.
    pub client_identity: SecretInput<Vec<u8>>,
}

/// What becomes of a secret that is written and never read.
#[derive(Clone, Debug, Default)]
pub enum SecretInput<T> {
    /// The stored one stays, if there is one.
    #[default]
    Keep,
    /// It is replaced.
    Set(T),
    /// It is forgotten.
    Clear,
}

/// A directory as administrators see it.
#[derive(Clone, Debug)]
pub struct DirectoryDetail {
    /// The directory.
    pub directory: Directory,
    /// Whether a password for the account that asks is stored.
    pub has_bind_password: bool,
    /// Whether a client certificate is stored.
    pub has_client_identity: bool,
    /// How it fares.
    pub health: DirectoryHealth,
}

impl From<StoredDirectory> for DirectoryDetail {
    fn from(stored: StoredDirectory) -> Self {
        Self {
            directory: stored.directory,
            has_bind_password: stored.sealed_bind_password.is_some(),
            has_client_identity: stored.sealed_client_identity.is_some(),
            health: stored.health,
        }
    }
}

/// How one directory fares, for the dashboard.
#[derive(Clone, Debug)]
pub struct DirectoryStatus {
    /// Its id.
    pub id: DirectoryId,
    /// Its name.
    pub name: String,
    /// Since when nobody may log in by it.
    pub disabled_at: Option<Timestamp>,
    /// Whether its passwords cross the network in clear.
    pub is_plain: bool,
    /// How it fares.
    pub health: DirectoryHealth,
}

/// What is to become of what refers to a directory that is deleted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leftovers {
    /// Nothing may refer to it.
    Refuse,
    /// Devices keep the data of their people and lose the link; accounts are disabled; groups of accounts are emptied; rows
    /// of enrollment access for its groups are deleted.
    CutLoose,
}

/// The most directories there may be: each is asked at a login.
const DIRECTORIES_MAX: usize = 16;

impl App {
    /// Sets up an LDAP directory, the last in the order.
    pub async fn create_directory(&self, caller: &Caller, draft: DirectoryDraft) -> Result<Directory, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut tx = self.0.store.begin().await?;
        let directory = self.insert_directory(&mut tx, caller, draft).await?;
        tx.commit().await?;
        Ok(directory)
    }

    async fn insert_directory(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        draft: DirectoryDraft,
    ) -> Result<Directory, Error> {
        let id = DirectoryId(self.new_id());
        let present = tx.list_directories().await?;
        if present.len() >= DIRECTORIES_MAX {
            let words = format!("There are {DIRECTORIES_MAX} directories already. Delete one first.");
            return Err(Error::Invalid(vec![Fault::new("name", words)]));
        }
        let position = present.iter().map(|other| other.directory.position + 1).max().unwrap_or(0);
        let mut blank = preview::blank(self.now());
        (blank.directory.id, blank.directory.position) = (id, position);
        let stored = self.take_over(blank, draft)?;
        tx.insert_directory(&stored).await.map_err(name_taken)?;
        let event = Event::DirectoryCreated { name: stored.directory.name.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        Ok(stored.directory)
    }

    /// Changes an LDAP directory. Where its connection changes so that a stored password could reach another server, the
    /// password has to be entered again.
    pub async fn update_directory(
        &self,
        caller: &Caller,
        id: DirectoryId,
        draft: DirectoryDraft,
    ) -> Result<Directory, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut tx = self.0.store.begin().await?;
        let former = tx.lock_directory(id).await?.ok_or(Error::NotFound)?;
        let stored = self.take_over(former.clone(), draft)?;
        let changes = changes(&former, &stored);
        if !changes.is_empty() {
            tx.save_directory(&stored).await.map_err(name_taken)?;
            let event = Event::DirectoryChanged { name: stored.directory.name.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        self.forget_fare(id);
        Ok(stored.directory)
    }

    /// Moves a directory to a place in the order, from 0.
    pub async fn move_directory(
        &self,
        caller: &Caller,
        id: DirectoryId,
        position: u32,
    ) -> Result<Vec<DirectoryDetail>, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut tx = self.0.store.begin().await?;
        let mut all = tx.list_directories().await?;
        let from = all.iter().position(|stored| stored.directory.id == id).ok_or(Error::NotFound)?;
        let moved = all.remove(from);
        let name = moved.directory.name.clone();
        let to = all.len().min(position as usize);
        all.insert(to, moved);
        for (place, stored) in (0..).zip(&mut all) {
            if stored.directory.position != place {
                stored.directory.position = place;
                tx.save_directory(stored).await?;
            }
        }
        if from != to {
            let place = |place: usize| (place + 1).to_string();
            let changes = FieldChange::of("place", &place(from), &place(to)).into_iter().collect();
            let event = Event::DirectoryChanged { name };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        Ok(all.into_iter().map(DirectoryDetail::from).collect())
    }

    /// Lets nobody log in by a directory any more, and ends the console sessions and API tokens of its people.
    pub async fn disable_directory(&self, caller: &Caller, id: DirectoryId) -> Result<(), Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_directory(id).await?.ok_or(Error::NotFound)?;
        if stored.directory.disabled_at.is_none() {
            stored.directory.disabled_at = Some(self.now());
            tx.save_directory(&stored).await?;
            for account_id in tx.list_account_ids_of_directory(id).await? {
                tx.delete_account_sessions(account_id).await?;
                tx.revoke_account_api_tokens(account_id, self.now()).await?;
            }
            let event = Event::DirectoryDisabled { name: stored.directory.name };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Lets people log in by a directory again.
    pub async fn enable_directory(&self, caller: &Caller, id: DirectoryId) -> Result<(), Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_directory(id).await?.ok_or(Error::NotFound)?;
        if stored.directory.disabled_at.take().is_some() {
            tx.save_directory(&stored).await?;
            let event = Event::DirectoryEnabled { name: stored.directory.name };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Deletes a directory. Where something refers to it, either nothing happens or the links are cut: what devices know
    /// of their people stays in any case.
    pub async fn delete_directory(
        &self,
        caller: &Caller,
        id: DirectoryId,
        leftovers: Leftovers,
    ) -> Result<DirectoryUses, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut tx = self.0.store.begin().await?;
        let access = self.lock_access_state(&mut tx).await?;
        let stored = tx.lock_directory(id).await?.ok_or(Error::NotFound)?;
        let uses = tx.count_directory_uses(id).await?;
        if leftovers == Leftovers::Refuse && uses != DirectoryUses::default() {
            return Err(Refusal::DirectoryInUse(uses).into());
        }
        let accounts = tx.list_account_ids_of_directory(id).await?;
        tx.cut_directory_links(id).await?;
        for account_id in accounts {
            self.shut_out(&mut tx, account_id).await?;
        }
        tx.delete_directory(id).await?;
        let event = Event::DirectoryDeleted { name: stored.directory.name };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        self.keep_access_state(&mut tx, caller, &access).await?;
        tx.commit().await?;
        self.forget_fare(id);
        Ok(uses)
    }

    /// Lists directories in the order in which they are asked.
    pub async fn list_directories(&self, caller: &Caller) -> Result<Vec<DirectoryDetail>, Error> {
        caller.may(Privilege::ReadDirectories)?;
        let all = self.0.store.read().await?.list_directories().await?;
        Ok(all.into_iter().map(DirectoryDetail::from).collect())
    }

    /// Shows a directory.
    pub async fn show_directory(&self, caller: &Caller, id: DirectoryId) -> Result<DirectoryDetail, Error> {
        caller.may(Privilege::ReadDirectories)?;
        let stored = self.0.store.read().await?.find_directory(id).await?.ok_or(Error::NotFound)?;
        Ok(stored.into())
    }

    /// Counts what refers to a directory: what deleting it would cut loose.
    pub async fn count_directory_uses(
        &self,
        caller: &Caller,
        id: DirectoryId,
    ) -> Result<DirectoryUses, Error> {
        caller.may(Privilege::ReadDirectories)?;
        let mut tx = self.0.store.read().await?;
        tx.find_directory(id).await?.ok_or(Error::NotFound)?;
        Ok(tx.count_directory_uses(id).await?)
    }

    /// Lists how directories fare, in their order.
    pub async fn list_directory_health(&self, caller: &Caller) -> Result<Vec<DirectoryStatus>, Error> {
        caller.may(Privilege::ReadDirectories)?;
        let all = self.0.store.read().await?.list_directories().await?;
        let statuses = all.into_iter().map(|stored| DirectoryStatus {
            id: stored.directory.id,
            is_plain: is_plain(&stored.directory.backend),
            name: stored.directory.name,
            disabled_at: stored.directory.disabled_at,
            health: stored.health,
        });
        Ok(statuses.collect())
    }

    /// Reads a file with the certificates that a directory's may chain to.
    pub fn read_directory_roots(&self, file: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
        import::read_certificates(file).map_err(|_| fault("roots", DirectoryFault::Roots))
    }

    /// Takes what somebody filled in over into a directory, its secrets sealed. Checks every field.
    fn take_over(
        &self,
        mut stored: StoredDirectory,
        draft: DirectoryDraft,
    ) -> Result<StoredDirectory, Error> {
        let mut faults: Vec<Fault> = Vec::new();
        if let Err(fault) = check_name(&draft.name) {
            faults.push(Fault::new("name", fault.to_string()));
        }
        let wrong = draft.settings.faults();
        faults.extend(wrong.into_iter().map(|(field, fault)| Fault::new(field, fault.to_string())));
        if let Err(fault) = self.take_bind_password(&mut stored, &draft) {
            faults.push(fault);
        }
        if let Err(fault) = self.take_client_identity(&mut stored, &draft.client_identity) {
            faults.push(fault);
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        draft.name.trim().clone_into(&mut stored.directory.name);
        stored.directory.backend = Backend::Ldap(draft.settings);
        Ok(stored)
    }

    fn take_bind_password(&self, stored: &mut StoredDirectory, draft: &DirectoryDraft) -> Result<(), Fault> {
        let missing = || Fault::new("bind_password", DirectoryFault::BindPasswordMissing.to_string());
        match &draft.bind_password {
            _ if draft.settings.bind_name.is_none() => stored.sealed_bind_password = None,
            SecretInput::Set(password) if is_password(password.expose()) => {
                stored.sealed_bind_password =
                    Some(self.seal_bind_password(stored.directory.id, password.expose()));
            }
            SecretInput::Set(_) | SecretInput::Clear => return Err(missing()),
            SecretInput::Keep if stored.sealed_bind_password.is_none() => return Err(missing()),
            SecretInput::Keep => {
                let Backend::Ldap(former) = &stored.directory.backend else { return Err(missing()) };
                if former.exposes_password(&draft.settings) {
                    let words = "Enter the password again: the connection changes, and a stored password is never sent to another server.";
                    return Err(Fault::new("bind_password", words));
                }
            }
        }
        Ok(())
    }

    fn take_client_identity(
        &self,
        stored: &mut StoredDirectory,
        input: &SecretInput<Vec<u8>>,
    ) -> Result<(), Fault> {
        match input {
            SecretInput::Keep => {}
            SecretInput::Clear => stored.sealed_client_identity = None,
            SecretInput::Set(file) => {
                let imported = import::read(file, None, None)
                    .map_err(|_| Fault::new("client_identity", DirectoryFault::ClientIdentity.to_string()))?;
                let identity =
                    ClientIdentity { certificate_chain: imported.chain, key_pkcs8: imported.key_pkcs8 };
                stored.sealed_client_identity =
                    Some(self.seal_client_identity(stored.directory.id, &identity));
            }
        }
        Ok(())
    }

    /// Disables an account whose directory is gone, and ends all that it had begun.
    pub(crate) async fn shut_out(&self, tx: &mut Tx, id: domain::id::AccountId) -> Result<(), Error> {
        tx.save_account_disabled(id, self.now()).await?;
        tx.delete_account_sessions(id).await?;
        tx.revoke_account_api_tokens(id, self.now()).await?;
        Ok(())
    }
}

/// Lists what differs between two states of a directory; of secrets only that they differ.
fn changes(former: &StoredDirectory, stored: &StoredDirectory) -> Vec<FieldChange> {
    let name = |directory: &Directory| vec![("name".to_owned(), directory.name.clone())];
    let mut changes = FieldChange::between(&name(&former.directory), &name(&stored.directory));
    if let (Backend::Ldap(before), Backend::Ldap(after)) =
        (&former.directory.backend, &stored.directory.backend)
    {
        changes.extend(before.changes_to(after));
    }
    let secrets = [
        ("bind password", &former.sealed_bind_password, &stored.sealed_bind_password),
        ("client certificate", &former.sealed_client_identity, &stored.sealed_client_identity),
    ];
    for (field, before, after) in secrets {
        if before != after {
            changes.push(FieldChange::secret(field));
        }
    }
    changes
}

fn is_plain(backend: &Backend) -> bool {
    matches!(backend, Backend::Ldap(settings) if settings.security == domain::directory::Security::Plain)
}

/// Says whether a text can be the password of a bind: an empty one would make it an anonymous bind.
fn is_password(text: &str) -> bool {
    !text.is_empty() && !text.contains('\0') && text.len() <= domain::account::PASSWORD_BYTES_MAX
}

fn fault(field: &'static str, fault: DirectoryFault) -> Error {
    Error::Invalid(vec![Fault::new(field, fault.to_string())])
}

/// Turns the database's word for a name that exists into words for the field.
fn name_taken(error: store::StoreError) -> Error {
    if error.is_duplicate() { fault("name", DirectoryFault::NameTaken) } else { error.into() }
}
