//! The one-time code for the first administrator.

use domain::secret::TokenHash;
use domain::time::Timestamp;

use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Puts a new code in the place of any other.
    pub async fn replace_setup_code(
        &mut self,
        code: TokenHash,
        expires_at: Timestamp,
    ) -> Result<(), StoreError> {
        run!(execute self, "delete from setup_code")?;
        run!(
            execute self,
            "insert into setup_code (token_hash, expires_at) values ($1, $2)",
            &code.0[..],
            expires_at.0,
        )?;
        Ok(())
    }

    /// Says whether a code would be consumed.
    pub async fn has_setup_code(&mut self, code: TokenHash, now: Timestamp) -> Result<bool, StoreError> {
        let row = run!(
            optional(i64,),
            self,
            "select expires_at from setup_code where token_hash = $1 and expires_at > $2",
            &code.0[..],
            now.0,
        )?;
        Ok(row.is_some())
    }

    /// Consumes a code; `false` when it is another or its time is over.
    pub async fn consume_setup_code(&mut self, code: TokenHash, now: Timestamp) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "delete from setup_code where token_hash = $1 and expires_at > $2",
            &code.0[..],
            now.0,
        )?;
        Ok(changed == 1)
    }
}
