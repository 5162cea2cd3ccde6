//! The links that open invitations: by their hashes only.

use domain::id::RecipientId;
use domain::secret::TokenHash;
use domain::time::Timestamp;
use uuid::Uuid;

use crate::engine::{run, write_rows};
use crate::{StoreError, Tx};

impl Tx {
    /// Writes new links: the hash of the token, the hash of the short code, and whose they are.
    pub async fn insert_links(
        &mut self,
        links: &[(TokenHash, TokenHash, RecipientId)],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        write_rows!(
            self,
            "invitation_link (token_hash, code_hash, recipient_id, created_at)",
            "",
            links,
            |link| link.0.0.to_vec(),
            link.1.0.to_vec(),
            link.2.0,
            now.0
        );
        Ok(())
    }

    /// Finds whose link has a token.
    pub async fn find_link(&mut self, token: TokenHash) -> Result<Option<RecipientId>, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select recipient_id from invitation_link where token_hash = $1",
            &token.0[..],
        )?;
        Ok(row.map(|(id,)| RecipientId(id)))
    }

    /// Finds whose link has a short code.
    pub async fn find_link_by_code(&mut self, code: TokenHash) -> Result<Option<RecipientId>, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select recipient_id from invitation_link where code_hash = $1",
            &code.0[..],
        )?;
        Ok(row.map(|(id,)| RecipientId(id)))
    }

    /// Forgets every link of a recipient: those that went out open nothing any more.
    pub async fn delete_links(&mut self, id: RecipientId) -> Result<(), StoreError> {
        run!(execute self, "delete from invitation_link where recipient_id = $1", id.0)?;
        Ok(())
    }
}
