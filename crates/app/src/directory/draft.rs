//! A directory on its way through the assistant: kept between its pages in the database, so that any node can serve the
//! next one; sealed, because the password of the account that asks is in it; and bound to whoever sets it up.

use domain::device::SEARCH_CHARACTERS_MAX;
use domain::directory::{Directory, LdapSettings};
use domain::id::UploadId;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::upload::UploadKind;
use gateways::directory::Probe;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use super::{DirectoryDraft, Preview, SecretInput};
use crate::{App, Caller, Error, Fault, Refusal};

/// A directory that is being set up, as its pages show it: of its secrets only whether there are any (T31).
#[derive(Clone, Debug)]
pub struct DraftedDirectory {
    /// The draft's id.
    pub id: UploadId,
    /// Where the tree begins; empty until that is known.
    pub base: String,
    /// What it is to be called; empty until that is asked.
    pub name: String,
    /// How to reach and read it.
    pub settings: LdapSettings,
    /// Whether a password for the account that asks has been entered.
    pub has_bind_password: bool,
    /// Whether a client certificate has been brought.
    pub has_client_identity: bool,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Kept {
    base: String,
    name: String,
    settings: LdapSettings,
    bind_password: Option<String>,
    client_identity: Option<Vec<u8>>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.bind_password.zeroize();
        self.client_identity.zeroize();
    }
}

const PURPOSE: &str = "directory-draft";
/// The most octets of a draft: its certificates take most of them.
const DRAFT_BYTES_MAX: usize = 1024 * 1024;

impl App {
    /// Keeps what somebody has filled in so far; of a draft that exists, the secrets stay where they are not replaced.
    /// Nothing is checked yet but the client certificate: what is wrong is said when the directory is tried.
    pub async fn keep_directory_draft(
        &self,
        caller: &Caller,
        id: Option<UploadId>,
        base: &str,
        draft: DirectoryDraft,
    ) -> Result<UploadId, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let former = match id {
            Some(id) => Some(self.open_directory_draft(caller, id).await?),
            None => None,
        };
        let mut blank = super::preview::blank(self.now());
        self.take_client_identity(&mut blank, &draft.client_identity)
            .map_err(|fault| Error::Invalid(vec![fault]))?;
        let kept = Kept {
            base: base.trim().chars().take(SEARCH_CHARACTERS_MAX * 8).collect(),
            name: draft.name,
            settings: draft.settings,
            bind_password: match draft.bind_password {
                SecretInput::Set(password) => Some(password.expose().to_owned()),
                SecretInput::Keep => former.as_ref().and_then(|kept| kept.bind_password.clone()),
                SecretInput::Clear => None,
            },
            client_identity: match draft.client_identity {
                SecretInput::Set(file) => Some(file),
                SecretInput::Keep => former.as_ref().and_then(|kept| kept.client_identity.clone()),
                SecretInput::Clear => None,
            },
        };
        self.write_directory_draft(caller, id, &kept).await
    }

    /// Shows a draft of the caller's own.
    pub async fn show_directory_draft(
        &self,
        caller: &Caller,
        id: UploadId,
    ) -> Result<DraftedDirectory, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let kept = self.open_directory_draft(caller, id).await?;
        Ok(DraftedDirectory {
            id,
            base: kept.base.clone(),
            name: kept.name.clone(),
            settings: kept.settings.clone(),
            has_bind_password: kept.bind_password.is_some(),
            has_client_identity: kept.client_identity.is_some(),
        })
    }

    /// Tries to reach the directory of a draft, step by step. Where nobody has said where its tree begins, and the
    /// directory says so itself, that is kept and tried.
    pub async fn try_directory_draft(&self, caller: &Caller, id: UploadId) -> Result<Probe, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let mut kept = self.open_directory_draft(caller, id).await?;
        let probe = self.probe_directory(caller, None, kept.draft()).await?;
        let found = probe.naming_contexts.iter().find(|context| !context.is_empty());
        let Some(base) = found.filter(|_| kept.base.is_empty()) else { return Ok(probe) };
        kept.base.clone_from(base);
        let usual = kept.settings.preset.settings(Vec::new(), base);
        kept.settings.users.base = usual.users.base;
        kept.settings.groups.base = usual.groups.base;
        self.write_directory_draft(caller, Some(id), &kept).await?;
        self.probe_directory(caller, None, kept.draft()).await
    }

    /// Looks people and groups up with a draft.
    pub async fn preview_directory_draft(
        &self,
        caller: &Caller,
        id: UploadId,
        people: &[String],
        groups: &[String],
    ) -> Result<Preview, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let draft = self.open_directory_draft(caller, id).await?.draft();
        self.preview_directory(caller, None, draft, people, groups).await
    }

    /// Sets the directory of a draft up, and forgets the draft.
    pub async fn save_directory_draft(
        &self,
        caller: &Caller,
        id: UploadId,
        name: &str,
    ) -> Result<Directory, Error> {
        caller.may(Privilege::ManageDirectories)?;
        let draft = self.open_directory_draft(caller, id).await?.draft();
        let mut tx = self.0.store.begin().await?;
        self.lock_own_upload(&mut tx, caller, UploadKind::Directory, id).await.map_err(gone)?;
        let draft = DirectoryDraft { name: name.to_owned(), ..draft };
        let directory = self.insert_directory(&mut tx, caller, draft).await?;
        tx.delete_upload(id).await?;
        tx.commit().await?;
        Ok(directory)
    }

    async fn open_directory_draft(&self, caller: &Caller, id: UploadId) -> Result<Kept, Error> {
        let sealed = self.read_pending_upload(caller, UploadKind::Directory, id).await.map_err(gone)?;
        let octets = self.open(PURPOSE, &row(caller)?, &sealed)?;
        serde_json::from_slice(&octets)
            .map_err(|error| Error::Internal(format!("the draft {id} of a directory: {error}")))
    }

    async fn write_directory_draft(
        &self,
        caller: &Caller,
        id: Option<UploadId>,
        kept: &Kept,
    ) -> Result<UploadId, Error> {
        // At once as large as it may be: a vector that grows leaves copies of the password behind.
        let mut octets = Zeroizing::new(Vec::with_capacity(DRAFT_BYTES_MAX));
        serde_json::to_writer(&mut *octets, kept)
            .map_err(|error| Error::Internal(format!("writing the draft of a directory: {error}")))?;
        if octets.len() > DRAFT_BYTES_MAX {
            let words = "That is more than a directory’s settings take. Bring fewer certificates.";
            return Err(Error::Invalid(vec![Fault::new("roots", words)]));
        }
        let sealed = self.seal(PURPOSE, &row(caller)?, &octets);
        let Some(id) = id else { return self.keep_upload(caller, UploadKind::Directory, &sealed).await };
        let mut tx = self.0.store.begin().await?;
        self.lock_own_upload(&mut tx, caller, UploadKind::Directory, id).await.map_err(gone)?;
        tx.save_upload_content(id, &sealed).await?;
        tx.commit().await?;
        Ok(id)
    }
}

impl Kept {
    /// Returns the draft with its secrets.
    fn draft(&self) -> DirectoryDraft {
        DirectoryDraft {
            name: self.name.clone(),
            settings: self.settings.clone(),
            bind_password: match &self.bind_password {
                Some(password) => SecretInput::Set(Secret::new(password.clone())),
                None => SecretInput::Keep,
            },
            client_identity: match &self.client_identity {
                Some(file) => SecretInput::Set(file.clone()),
                None => SecretInput::Keep,
            },
        }
    }
}

/// Returns what a draft is sealed to: the account, so that no other could open it even with the row in hand.
fn row(caller: &Caller) -> Result<String, Error> {
    Ok(caller.account_id().ok_or(Error::Forbidden)?.to_string())
}

/// Says of a draft what is said of lists.
fn gone(error: Error) -> Error {
    match error {
        Error::Refused(Refusal::UploadGone) => Refusal::DirectoryDraftGone.into(),
        error => error,
    }
}
