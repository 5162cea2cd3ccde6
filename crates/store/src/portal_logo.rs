//! Logos of the portal, by the hash of their content.

use domain::time::Timestamp;

use crate::engine::run;
use crate::{StoreError, Tx};

type Content = (Vec<u8>,);

impl Tx {
    /// Writes a logo; the same one is written once.
    pub async fn insert_portal_logo(
        &mut self,
        hash: &str,
        content: &[u8],
        created_at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into portal_logo (hash, content, created_at) values ($1, $2, $3) on conflict (hash) do nothing",
            hash,
            content,
            created_at.0,
        )?;
        Ok(())
    }

    /// Finds a logo.
    pub async fn find_portal_logo(&mut self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = run!(optional Content, self, "select content from portal_logo where hash = $1", hash)?;
        Ok(row.map(|(content,)| content))
    }
}
