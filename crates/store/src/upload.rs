//! Uploaded lists, with their content apart: most looks need only how far one is.

use domain::id::{AccountId, UploadId};
use domain::time::Timestamp;
use domain::upload::{Upload, UploadKind};
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{named, read_json, write_json};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct UploadRow {
    id: Uuid,
    account_id: Uuid,
    kind: String,
    state: String,
    created_at: i64,
    expires_at: i64,
}

impl TryFrom<UploadRow> for Upload {
    type Error = StoreError;

    fn try_from(row: UploadRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: UploadId(row.id),
            account_id: AccountId(row.account_id),
            kind: named("upload", &row.kind, UploadKind::parse)?,
            state: read_json("upload", &row.state)?,
            created_at: Timestamp(row.created_at),
            expires_at: Timestamp(row.expires_at),
        })
    }
}

type Content = (Vec<u8>,);

impl Tx {
    /// Writes a new list with its content.
    pub async fn insert_upload(&mut self, upload: &Upload, content: &[u8]) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into upload (id, account_id, kind, content, state, created_at, expires_at)
             values ($1, $2, $3, $4, $5, $6, $7)",
            upload.id.0,
            upload.account_id.0,
            upload.kind.name(),
            content,
            write_json("upload", &upload.state)?,
            upload.created_at.0,
            upload.expires_at.0,
        )?;
        Ok(())
    }

    /// Finds a list.
    pub async fn find_upload(&mut self, id: UploadId) -> Result<Option<Upload>, StoreError> {
        let row = run!(
            optional UploadRow, self,
            "select id, account_id, kind, state, created_at, expires_at from upload where id = $1",
            id.0,
        )?;
        row.map(Upload::try_from).transpose()
    }

    /// Finds a list for change.
    pub async fn lock_upload(&mut self, id: UploadId) -> Result<Option<Upload>, StoreError> {
        let row = run!(
            lock UploadRow, self,
            "select id, account_id, kind, state, created_at, expires_at from upload where id = $1",
            id.0,
        )?;
        row.map(Upload::try_from).transpose()
    }

    /// Reads the content of a list; empty once it is applied.
    pub async fn find_upload_content(&mut self, id: UploadId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = run!(optional Content, self, "select content from upload where id = $1", id.0)?;
        Ok(row.map(|(content,)| content))
    }

    /// Writes how far a list is, and until when it is kept.
    pub async fn save_upload(&mut self, upload: &Upload) -> Result<(), StoreError> {
        run!(
            execute self,
            "update upload set state = $2, expires_at = $3 where id = $1",
            upload.id.0,
            write_json("upload", &upload.state)?,
            upload.expires_at.0,
        )?;
        Ok(())
    }

    /// Replaces the content.
    pub async fn save_upload_content(&mut self, id: UploadId, content: &[u8]) -> Result<(), StoreError> {
        run!(execute self, "update upload set content = $2 where id = $1", id.0, content)?;
        Ok(())
    }

    /// Forgets the content of a list.
    pub async fn clear_upload_content(&mut self, id: UploadId) -> Result<(), StoreError> {
        run!(execute self, "update upload set content = $2 where id = $1", id.0, [].as_slice() as &[u8])?;
        Ok(())
    }

    /// Lists what an account has uploaded of a kind, newest first.
    pub async fn list_uploads_of(
        &mut self,
        account_id: AccountId,
        kind: UploadKind,
    ) -> Result<Vec<Upload>, StoreError> {
        let rows = run!(
            all UploadRow, self,
            "select id, account_id, kind, state, created_at, expires_at from upload
             where account_id = $1 and kind = $2 order by id desc",
            account_id.0,
            kind.name(),
        )?;
        rows.into_iter().map(Upload::try_from).collect()
    }

    /// Forgets a list.
    pub async fn delete_upload(&mut self, id: UploadId) -> Result<(), StoreError> {
        run!(execute self, "delete from upload where id = $1", id.0)?;
        Ok(())
    }

    /// Forgets the lists whose time is over.
    pub async fn delete_expired_uploads(&mut self, now: Timestamp) -> Result<u64, StoreError> {
        Ok(run!(execute self, "delete from upload where expires_at <= $1", now.0)?)
    }
}
