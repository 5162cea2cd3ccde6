//! Uploaded lists on their way from the preview to the yes: kept in the database, so that any node can show and apply
//! them, and bound to the account that sent them.

use domain::id::UploadId;
use domain::upload::{UPLOAD_AGE_MAX, Upload, UploadKind, UploadState};
use store::Tx;

use crate::sheet::SheetFault;
use crate::{App, Caller, Error, Fault, Refusal};

/// How many lists of a kind an account may have waiting: one for each window somebody has open.
const WAITING_MAX: usize = 3;
/// How many sheets are read at once: each takes up to some hundred megabytes while it is.
pub(crate) const SHEETS_AT_ONCE: usize = 2;

impl App {
    /// Keeps a list for its preview. Of what the account has waiting of that kind the oldest goes, so that nobody fills
    /// the database with lists.
    pub(crate) async fn keep_upload(
        &self,
        caller: &Caller,
        kind: UploadKind,
        content: &[u8],
    ) -> Result<UploadId, Error> {
        let account_id = caller.account_id().ok_or(Error::Forbidden)?;
        let now = self.now();
        let upload = Upload {
            id: UploadId(self.new_id()),
            account_id,
            kind,
            state: UploadState::Pending,
            created_at: now,
            expires_at: now.plus(UPLOAD_AGE_MAX),
        };
        let mut tx = self.0.store.begin().await?;
        let former = tx.list_uploads_of(account_id, kind).await?.into_iter();
        let waiting = former.filter(|former| former.state == UploadState::Pending);
        for former in waiting.skip(WAITING_MAX - 1) {
            tx.delete_upload(former.id).await?;
        }
        tx.insert_upload(&upload, content).await?;
        tx.commit().await?;
        Ok(upload.id)
    }

    /// Finds a list of the caller's own. One of somebody else, or past its time, is as good as none.
    pub(crate) async fn find_own_upload(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        kind: UploadKind,
        id: UploadId,
    ) -> Result<Upload, Error> {
        own(tx.find_upload(id).await?, self, caller, kind)
    }

    /// Finds a list of the caller's own for change.
    pub(crate) async fn lock_own_upload(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        kind: UploadKind,
        id: UploadId,
    ) -> Result<Upload, Error> {
        own(tx.lock_upload(id).await?, self, caller, kind)
    }

    /// Reads a list of the caller's own that still waits, with its content.
    pub(crate) async fn read_pending_upload(
        &self,
        caller: &Caller,
        kind: UploadKind,
        id: UploadId,
    ) -> Result<Vec<u8>, Error> {
        let mut tx = self.0.store.read().await?;
        let upload = self.find_own_upload(&mut tx, caller, kind, id).await?;
        if upload.state != UploadState::Pending {
            return Err(Refusal::UploadGone.into());
        }
        tx.find_upload_content(id).await?.ok_or_else(|| Refusal::UploadGone.into())
    }

    /// Does the work of reading a sheet beside the requests: a large one takes a good part of a second.
    pub(crate) async fn read_sheet<T: Send + 'static>(
        &self,
        read: impl FnOnce() -> Result<T, SheetFault> + Send + 'static,
    ) -> Result<T, Error> {
        let _turn = self.0.sheet_work.acquire().await.map_err(|_| Error::Busy)?;
        tokio::task::spawn_blocking(read)
            .await
            .map_err(|error| Error::Internal(format!("reading a sheet: {error}")))?
            .map_err(|fault| Error::Invalid(vec![Fault::new("file", fault.to_string())]))
    }
}

fn own(upload: Option<Upload>, app: &App, caller: &Caller, kind: UploadKind) -> Result<Upload, Error> {
    upload
        .filter(|upload| upload.kind == kind && Some(upload.account_id) == caller.account_id())
        .filter(|upload| upload.expires_at > app.now())
        .ok_or_else(|| Refusal::UploadGone.into())
}
